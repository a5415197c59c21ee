"""Names in a room: which of two is which, whose place names nobody, and who is shown as writing."""

import pytest

from community.accounts import blocks, services
from community.accounts.naming import worn
from moderation.roles.models import Role
from rooms.live import frames, presence
from rooms.models import Membership, Message
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren(make_person):
    return make_person("quiet-wren-12", display_name="Wren")


@pytest.fixture
def other_wren(make_person):
    return make_person("merry-wren-33", display_name="wren")


def page_of(room, client):
    return client.get(f"/rooms/{room.slug}/").content.decode()


def test_two_who_read_alike_stand_with_their_handles(room, wren, other_wren, alice, sign_in):
    for person in (wren, other_wren, alice):
        say(room, person, "hello")
    page = page_of(room, sign_in(alice))
    assert "Wren (quiet-wren-12)" in page and "wren (merry-wren-33)" in page and "Alice (alice)" not in page


def test_a_member_who_had_the_name_before_the_supporter_stands_with_a_handle_as_they_do(
    room, make_person, alice, sign_in
):
    before = make_person("old-oak-21", display_name="Dot")
    dot = make_person("quiet-harbour-27", display_name="Dot")
    give_role(dot, Role.SUPPORTER)
    for person in (before, dot):
        say(room, person, "hello")
    page = page_of(room, sign_in(alice))
    assert "Dot (old-oak-21)" in page and "Dot (quiet-harbour-27)" in page


def test_without_script_the_people_who_are_here_stand_with_their_handles_too(
    room, wren, other_wren, alice, sign_in
):
    client = sign_in(alice)
    for person in (wren, other_wren, alice):
        presence.here_by_page(room, person)
    people = page_of(room, client).split('id="people"')[1].split("</ul>")[0]
    assert "Wren (quiet-wren-12)" in people and "wren (merry-wren-33)" in people and "(alice)" not in people


def test_a_name_alone_stands_as_it_is(room, wren, alice, sign_in):
    say(room, wren, "hello")
    assert "(quiet-wren-12)" not in page_of(room, sign_in(alice))


def test_names_read_alike_whatever_signs_are_in_them():
    assert worn.alike({1: "Wren", 2: "W r e n 🌻", 3: "Robin", 4: "Rob1n"}) == {1, 2, 3, 4}


def test_the_place_of_a_hidden_message_names_nobody(room, wren, alice, sign_in):
    message = say(room, wren, "hello")
    Message.objects.filter(pk=message.pk).update(removed="moderator", body="")
    fact = frames.message_fact(Message.objects.select_related("author").get(pk=message.pk))
    assert fact["author"]["name"] == "" and "handle" not in fact["author"]
    page = page_of(room, sign_in(alice))
    assert (
        "A moderator took this message away." in page
        and "Wren" not in page.split('id="messages"')[1].split("</ol>")[0]
    )


def test_what_somebody_took_back_themselves_still_says_whose_it_was(room, wren):
    message = say(room, wren, "hello")
    Message.objects.filter(pk=message.pk).update(removed="author", body="")
    assert (
        frames.message_fact(Message.objects.select_related("author").get(pk=message.pk))["author"]["name"]
        == "Wren"
    )


def test_a_new_name_is_found_for_the_rooms_one_belongs_to(room, make_room, wren):
    Membership.objects.create(room=room, user=wren)
    elsewhere = make_room("elsewhere")
    services.change_name(wren, by=acting(wren), display_name="Robin")
    found = presence.renamed([wren.pk], [room.pk, elsewhere.pk])
    assert {room_id: [one["name"] for one in people] for room_id, people in found.items()} == {
        room.pk: ["Robin"]
    }


# --- The card ---------------------------------------------------------------------------------------


def test_a_name_opens_a_card_with_what_one_can_do(alice, wren, sign_in):
    card = sign_in(alice).get("/people/quiet-wren-12/card/?from=/rooms/").content.decode()
    for part in (
        "Wren",
        "quiet-wren-12",
        "here since",
        "Mute for me",
        "Tell the moderators",
        "Block Wren",
        "Go to their page",
    ):
        assert part in card
    assert "<html" not in card and 'value="/rooms/"' in card


def test_the_page_without_script_has_the_same_acts(alice, wren, sign_in):
    page = sign_in(alice).get("/people/quiet-wren-12/").content.decode()
    assert "Mute for me" in page and "Tell the moderators" in page and "Block Wren" in page


def test_the_card_of_somebody_blocked_is_not_there(alice, wren, sign_in):
    blocks.block(alice, by=acting(wren))
    assert sign_in(alice).get("/people/quiet-wren-12/card/").status_code == 404


def test_a_card_leads_back_to_this_site_only(alice, wren, sign_in):
    card = sign_in(alice).get("/people/quiet-wren-12/card/?from=https://elsewhere.example/").content.decode()
    assert 'name="next" value=""' in card


# --- Muted for oneself ----------------------------------------------------------------------------------


def test_whom_i_muted_i_do_not_read_and_they_read_me(room, alice, wren, sign_in):
    say(room, wren, "CANARY-OF-WREN")
    say(room, alice, "CANARY-OF-ALICE")
    client = sign_in(alice)
    client.post("/people/quiet-wren-12/mute/", {"on": "1", "next": f"/rooms/{room.slug}/"})
    page = page_of(room, client)
    assert "CANARY-OF-WREN" not in page and 'class="tombstone"' in page
    assert "CANARY-OF-ALICE" in page_of(room, sign_in(wren))
    client.post("/people/quiet-wren-12/mute/", {"on": "0"})
    assert "CANARY-OF-WREN" in page_of(room, client)


def test_a_muted_person_still_has_a_page_and_stands_in_my_list(alice, wren, sign_in):
    blocks.mute(wren, by=acting(alice))
    client = sign_in(alice)
    assert "Show their messages again" in client.get("/people/quiet-wren-12/").content.decode()
    assert "People I muted" in client.get("/me/blocks/").content.decode()
    assert blocks.unseen_by(alice) == {wren.pk} and blocks.hidden_from(alice) == frozenset()
    assert blocks.unseen_by(wren) == frozenset()


def test_the_one_query_knows_the_muted_too(alice, wren, eve, django_assert_num_queries):
    blocks.mute(wren, by=acting(alice))
    blocks.block(eve, by=acting(alice))
    person = blocks.with_hidden(type(alice).objects.all()).get(pk=alice.pk)
    with django_assert_num_queries(0):
        assert blocks.unseen_by(person) == {wren.pk, eve.pk}
        assert blocks.hidden_from(person) == {eve.pk}


def test_nobody_mutes_themselves(alice, sign_in):
    assert sign_in(alice).post("/people/alice/mute/").status_code == 403
