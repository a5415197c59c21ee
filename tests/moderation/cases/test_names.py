"""A cruel name is taken away: by whom, with what, and how it comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.accounts import services as accounts
from community.accounts.models import User
from community.accounts.notices.models import Notice
from community.kernel.refused import Conflict, NotAllowed
from moderation.cases import services
from moderation.log.models import LogEntry
from moderation.standing.models import Sanction
from tests.moderation.people import clause_of
from tests.support.people import acting

pytestmark = pytest.mark.django_db
CRUEL = "Wrens number is 0151"


@pytest.fixture
def eve(eve):
    User.objects.filter(pk=eve.pk).update(display_name=CRUEL, about="Ask me about Wren")
    eve.refresh_from_db()
    return eve


def take(person, by, **more):
    return services.take_name(person, by=acting(by), clause=clause_of(), **more)


def test_a_moderator_sets_a_name_back_to_the_handle_and_empties_the_line(eve, mo):
    take(eve, mo, words="This is somebody's number.")
    eve.refresh_from_db()
    assert (eve.name, eve.display_name, eve.about) == ("eve", "", "")


def test_it_is_one_entry_in_the_log_without_the_words_and_one_notice(eve, mo):
    before = LogEntry.objects.count()
    sanction = take(eve, mo)
    entry = LogEntry.objects.order_by("-number")[0]
    assert LogEntry.objects.count() == before + 1
    assert (entry.act, entry.by_id, entry.person_id) == ("sanction.name", mo.pk, eve.pk)
    assert CRUEL not in str(entry.facts) and entry.thing == f"standing.sanction:{sanction.pk}"
    assert [notice.kind for notice in Notice.objects.filter(person=eve)] == ["name"]


def test_a_rooms_moderator_does_it_from_their_room(eve, rosa, room):
    take(eve, rosa, room=room)
    assert User.objects.get(pk=eve.pk).name == "eve"


def test_a_rooms_moderator_does_not_do_it_for_the_whole_site(eve, rosa):
    with pytest.raises(NotAllowed):
        take(eve, rosa)


def test_a_member_cannot(eve, alice):
    with pytest.raises(NotAllowed):
        take(eve, alice)


def test_nobody_does_it_to_an_equal_nor_to_themselves(mo, stella):
    User.objects.filter(pk__in=[mo.pk, stella.pk]).update(display_name="Somebody")
    for person in (mo, stella):
        with pytest.raises(NotAllowed):
            take(person, mo)


def test_the_same_name_is_not_taken_again(eve, mo):
    take(eve, mo)
    eve.refresh_from_db()
    for name in (CRUEL, CRUEL.upper(), "Wren's number is o151"):
        with pytest.raises(ValidationError):
            accounts.change_name(eve, by=acting(eve), display_name=name)
    with pytest.raises(ValidationError):
        accounts.change_settings(eve, by=acting(eve), about="ask me about wren", time_zone="UTC")
    accounts.change_name(eve, by=acting(eve), display_name="Robin")


def test_taken_back_it_is_as_before(eve, mo):
    services.undo(take(eve, mo), by=acting(mo))
    eve.refresh_from_db()
    assert (eve.display_name, eve.about) == (CRUEL, "Ask me about Wren")


def test_a_name_chosen_meanwhile_stays(eve, mo):
    sanction = take(eve, mo)
    eve.refresh_from_db()
    accounts.change_name(eve, by=acting(eve), display_name="Robin")
    services.undo(sanction, by=acting(mo))
    eve.refresh_from_db()
    assert (eve.display_name, eve.about) == ("Robin", "Ask me about Wren")


def test_where_there_is_nothing_to_take_nothing_is_done(eve, mo):
    take(eve, mo)
    with pytest.raises(Conflict):
        take(eve, mo)
    assert Sanction.objects.count() == 1


def test_it_silences_nobody(eve, mo, room):
    take(eve, mo)
    eve.refresh_from_db()
    accounts.change_name(eve, by=acting(eve), display_name="Robin")
    assert not eve.is_muted


def test_the_person_reads_why_sees_what_it_was_and_asks_for_a_second_look(eve, mo, sign_in):
    sanction = take(eve, mo, words="This is somebody's number.")
    page = sign_in(eve).get("/me/standing/").content.decode()
    assert "Your name and the line about you were taken away" in page and CRUEL in page
    appeal = services.appeal(sanction, by=acting(eve), words="It is a song.")
    assert appeal.sanction == sanction


def test_whoever_looks_again_sees_what_was_taken(eve, mo, stella, sign_in):
    appeal = services.appeal(take(eve, mo), by=acting(eve), words="It is a song.")
    page = sign_in(stella).get(f"/desk/appeals/{appeal.pk}/").content.decode()
    assert CRUEL in page
    services.decide(appeal, by=acting(stella), overturn=True, answer="You are right.")
    assert User.objects.get(pk=eve.pk).display_name == CRUEL


def test_it_is_offered_in_the_form_and_done_by_it(eve, mo, sign_in):
    client = sign_in(mo)
    address = f"/moderate/person/{eve.pk}/"
    assert "back to eve" in client.get(address).content.decode()
    client.post(address, {"kind": "name", "clause": clause_of().pk, "words": ""})
    assert User.objects.get(pk=eve.pk).name == "eve"
    assert "back to eve" not in client.get(address).content.decode()


def test_a_name_of_somebody_with_a_role_does_not_come_back(eve, mo, make_person):
    sanction = take(eve, mo)
    make_person("wren", display_name=CRUEL, is_staff=True)
    services.undo(sanction, by=acting(mo))
    assert User.objects.get(pk=eve.pk).name == "eve"


def test_whoever_is_muted_loses_a_name_all_the_same(eve, mo, room):
    services.mute(
        eve, by=acting(mo), room=room, clause=clause_of(), until=timezone.now() + timedelta(hours=1)
    )
    take(eve, mo)
    assert User.objects.get(pk=eve.pk).name == "eve"


def test_the_admin_knows_of_a_taken_name_without_its_words(eve, mo, make_person, sign_in):
    sanction = take(eve, mo)
    staff = sign_in(make_person("root", is_staff=True, is_superuser=True))
    kept = sanction.taken_name.pk
    for address in ("/admin/standing/takenname/", f"/admin/standing/takenname/{kept}/change/"):
        page = staff.get(address)
        assert page.status_code == 200 and CRUEL not in page.text
    assert staff.get("/admin/standing/takenname/add/").status_code == 403
