"""A block holds both ways, everywhere, at once. What shows people, surface by surface, is tests/test_blocks.py."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from community.accounts import blocks
from community.accounts.models import Block, Revocation, User
from community.kernel import limits
from community.kernel.refused import NotAllowed, NotFound, TooFast
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def test_a_block_hides_each_from_the_other_and_from_nobody_else(alice, bob, eve):
    blocks.block(eve, by=acting(alice))
    assert blocks.hidden_from(alice) == {eve.pk}
    assert blocks.hidden_from(eve) == {alice.pk}
    assert blocks.hidden_from(bob) == frozenset()
    assert blocks.hidden_from(AnonymousUser()) == frozenset()
    assert blocks.stands_between(alice.pk, eve.pk) and blocks.stands_between(eve.pk, alice.pk)
    assert not blocks.stands_between(alice.pk, bob.pk)


def test_the_person_of_a_request_comes_with_whom_they_do_not_meet(
    alice, bob, charlie, eve, django_assert_num_queries
):
    blocks.block(eve, by=acting(alice))
    blocks.block(alice, by=acting(bob))
    blocks.block(charlie, by=acting(eve))
    with django_assert_num_queries(1):
        people = {person.pk: blocks.hidden_from(person) for person in blocks.with_hidden(User.objects.all())}
    assert people == {
        alice.pk: {eve.pk, bob.pk},
        bob.pk: {alice.pk},
        charlie.pk: {eve.pk},
        eve.pk: {alice.pk, charlie.pk},
    }


def test_the_open_tabs_of_both_are_told_to_look_again(alice, eve):
    blocks.block(eve, by=acting(alice))
    blocks.block(eve, by=acting(alice))
    told = Revocation.objects.filter(kind=Revocation.Kind.RIGHTS, room_id=None)
    assert sorted(told.values_list("user", flat=True)) == sorted([alice.pk, eve.pk])
    blocks.unblock(eve, by=acting(alice))
    assert told.count() == 4
    blocks.unblock(eve, by=acting(alice))
    assert told.count() == 4


def test_taking_a_block_back_leaves_the_others_own(alice, eve):
    blocks.block(eve, by=acting(alice))
    blocks.block(alice, by=acting(eve))
    blocks.unblock(eve, by=acting(alice))
    assert blocks.hidden_from(alice) == {eve.pk}
    blocks.unblock(alice, by=acting(eve))
    assert blocks.hidden_from(alice) == frozenset()


def test_nobody_blocks_themselves(alice):
    with pytest.raises(NotAllowed):
        blocks.block(alice, by=acting(alice))
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(by=alice, person=alice)


def test_the_person_blocked_cannot_take_it_back(alice, eve, sign_in):
    blocks.block(eve, by=acting(alice))
    assert sign_in(eve).post("/me/blocks/", {"person": alice.pk}).status_code == 404
    assert sign_in(eve).post("/me/blocks/", {"person": eve.pk}).status_code == 404
    assert blocks.stands_between(alice.pk, eve.pk)


def test_a_person_page_leads_to_the_block_which_is_asked_about_first(alice, eve, sign_in):
    browser = sign_in(alice)
    assert "/people/eve/block/" in browser.get("/people/eve/").text
    asked = browser.get("/people/eve/block/")
    assert "What moderators decide still reaches you" in asked.text
    assert not Block.objects.exists()
    page = browser.post("/people/eve/block/", follow=True)
    assert page.redirect_chain == [("/me/blocks/", 302)]
    assert "You and Eve do not meet here any more." in page.text
    assert browser.get("/people/eve/").status_code == 404
    page = browser.post("/me/blocks/", {"person": eve.pk}, follow=True)
    assert "You and Eve can meet again." in page.text
    assert browser.get("/people/eve/").status_code == 200


def test_a_message_leads_to_the_block_of_its_author(room, alice, eve, sign_in):
    from tests.rooms.talk import say

    said = say(room, eve, "something unkind")
    browser = sign_in(alice)
    acts = f"/rooms/evening/messages/{said.seq}/acts/"
    assert f'href="{acts}"' in browser.get("/rooms/evening/").text
    assert f'href="/rooms/evening/messages/{said.seq}/block/"' in browser.get(acts).text
    assert "Block Eve" in browser.get(f"/rooms/evening/messages/{said.seq}/block/").text
    assert browser.post(f"/rooms/evening/messages/{said.seq}/block/")["Location"] == "/rooms/evening/"
    assert blocks.stands_between(alice.pk, eve.pk)
    assert sign_in(eve).get(f"/rooms/evening/messages/{said.seq}/block/").status_code == 403


@pytest.mark.parametrize("path", ["/people/eve/block/", "/me/blocks/", "/rooms/evening/messages/1/block/"])
def test_a_guest_blocks_nobody(path, client, eve, room):
    assert "/account/login/" in client.get(path)["Location"]
    assert "/account/login/" in client.post(path, {"person": eve.pk})["Location"]
    assert not Block.objects.exists()


def test_whom_one_was_blocked_by_looks_as_if_nobody_were_there(alice, eve, sign_in):
    blocks.block(eve, by=acting(alice))
    browser = sign_in(eve)
    for path in ("/people/alice/", "/people/alice/block/"):
        there, nobody = browser.get(path), browser.get(path.replace("alice", "nosuch"))
        assert (there.status_code, nobody.status_code) == (404, 404)
        assert "Alice" not in there.text
    with pytest.raises(NotFound):
        blocks.person_to_block("alice", by=acting(eve))


def test_blocking_over_and_over_ends(alice, eve):
    for _ in range(limits.BLOCKS.times // 2):
        blocks.block(eve, by=acting(alice))
        blocks.unblock(eve, by=acting(alice))
    with pytest.raises(TooFast):
        blocks.block(eve, by=acting(alice))


def test_only_i_see_whom_i_blocked(alice, bob, eve, sign_in):
    blocks.block(eve, by=acting(alice))
    assert "Eve" in sign_in(alice).get("/me/blocks/").text
    assert "Eve" not in sign_in(bob).get("/me/blocks/").text
    assert "Alice" not in sign_in(eve).get("/me/blocks/").text.replace("Alice blocks", "")
