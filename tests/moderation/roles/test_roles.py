"""Giving a role, its end, its running out, and being on duty."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts import blocks
from community.accounts.models import Revocation
from community.accounts.notices.models import Notice
from community.kernel import chores
from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.log.models import LogEntry
from moderation.roles import duty, policy
from moderation.roles import services as roles
from moderation.roles.models import Duty, Role, RoleGrant
from rooms import reading, staffing
from rooms.models import Presence
from tests.moderation.people import give_role
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def acts():
    return list(LogEntry.objects.order_by("number").values_list("act", flat=True))


def be_in(room, person):
    Presence.objects.create(
        room=room, user=person, process="test", until=timezone.now() + timedelta(minutes=1)
    )


@pytest.fixture
def alice(alice):
    """A second step is set up, so that a role of hers counts."""
    give_role(alice).delete()
    return alice


# --- Granting and ending --------------------------------------------------------------------------------


def test_staff_give_a_role_for_a_time_and_it_is_in_the_log_once(stella, alice, room):
    until = timezone.now() + timedelta(days=365)
    grant = roles.grant(
        alice, by=acting(stella), role=Role.SUPPORTER, reason="Approved.", room_id=room.pk, until=until
    )
    assert (grant.level, grant.granted_by, grant.until) == ("provisional", stella, until)
    assert policy.is_supporter(acting(alice), room.pk) and not policy.is_supporter(acting(alice))
    assert acts() == ["role.granted"]
    assert Revocation.objects.filter(kind="rights", user=alice, room_id=room.pk).count() == 1


def test_a_new_level_takes_the_place_of_the_one_before(stella, alice):
    roles.grant(alice, by=acting(stella), role=Role.SUPPORTER, reason="Approved.")
    roles.grant(alice, by=acting(stella), role=Role.SUPPORTER, level="mentor", reason="Guides others well.")
    held = RoleGrant.objects.in_force().filter(person=alice)
    assert [grant.level for grant in held] == ["mentor"]
    assert acts() == ["role.granted", "role.granted"]


def test_the_same_role_is_not_given_twice(stella, alice):
    roles.grant(alice, by=acting(stella), role=Role.HOST, reason="Leads the evening.")
    with pytest.raises(Conflict):
        roles.grant(alice, by=acting(stella), role=Role.HOST, reason="Leads the evening.")


@pytest.mark.parametrize(
    "given",
    [
        {"reason": " "},
        {"role": "king"},
        {"level": "mentor"},
        {"until": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(stella, alice, given):
    with pytest.raises(Invalid):
        roles.grant(alice, by=acting(stella), **{"role": Role.HOST, "reason": "Leads the evening.", **given})
    assert acts() == []


def test_a_moderator_cannot_give_roles_and_a_lead_only_those_below(mo, make_person, alice):
    with pytest.raises(NotAllowed):
        roles.grant(alice, by=acting(mo), role=Role.SUPPORTER, reason="I like her.")
    lina = make_person("lina")
    give_role(lina, Role.LEAD)
    roles.grant(alice, by=acting(lina), role=Role.MODERATOR, reason="Needed at night.")
    for role in (Role.LEAD, Role.STAFF):
        with pytest.raises(NotAllowed):
            roles.grant(alice, by=acting(lina), role=role, reason="Me too.")


def test_a_person_gives_up_their_own_role_and_nobody_elses(mo, ines):
    mine, theirs = mo.grants.get(), ines.grants.get()
    with pytest.raises(NotAllowed):
        roles.end_grant(theirs, by=acting(mo), reason="No.")
    roles.end_grant(mine, by=acting(mo), reason="I need a break.")
    assert policy.powers_of(acting(mo)).is_member_only and policy.is_moderator(acting(ines))
    assert acts() == ["role.ended"]


# --- Running out ------------------------------------------------------------------------------------------


def test_a_role_that_ran_out_counts_no_more_whether_it_was_told_or_not(stella, alice, time_machine_at):
    roles.grant(
        alice, by=acting(stella), role=Role.SUPPORTER, reason="x", until=timezone.now() + timedelta(hours=1)
    )
    with time_machine_at(minutes=59):
        assert policy.is_supporter(acting(alice)) and roles.tell_expired() == 0
    with time_machine_at(minutes=61):
        assert not policy.is_supporter(acting(alice))


def test_a_role_that_runs_out_is_told_once_however_many_look(stella, alice, time_machine_at):
    roles.grant(
        alice, by=acting(stella), role=Role.SUPPORTER, reason="x", until=timezone.now() + timedelta(hours=1)
    )
    Revocation.objects.all().delete()
    duty.go_on_duty(by=acting(alice), role=Role.SUPPORTER)
    with time_machine_at(minutes=61):
        assert [roles.tell_expired() for _ in range(3)] == [1, 0, 0]
        assert Revocation.objects.filter(kind="rights", user=alice).count() == 1
        assert not Duty.objects.filter(until=None).exists()
    assert acts() == ["role.granted", "duty.on", "role.expired"]


def test_looking_for_roles_that_ran_out_is_one_query(stella, alice, django_assert_num_queries):
    roles.grant(alice, by=acting(stella), role=Role.SUPPORTER, reason="x")
    with django_assert_num_queries(1):
        roles.tell_expired()


def test_a_role_that_was_ended_is_not_told_again_when_its_time_comes(stella, alice, time_machine_at):
    grant = roles.grant(
        alice, by=acting(stella), role=Role.HOST, reason="x", until=timezone.now() + timedelta(hours=1)
    )
    roles.end_grant(grant, by=acting(stella), reason="Sooner.")
    with time_machine_at(hours=2):
        assert roles.tell_expired() == 0


# --- Duty -------------------------------------------------------------------------------------------------


def test_only_somebody_with_the_role_goes_on_duty_in_it(mo, alice):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    assert Duty.objects.filter(until=None).count() == 1
    for person, role in ((alice, Role.MODERATOR), (mo, Role.SUPPORTER), (mo, Role.STAFF), (mo, "king")):
        with pytest.raises(NotAllowed):
            duty.go_on_duty(by=acting(person), role=role)
    duty.go_off_duty(by=acting(mo), role=Role.MODERATOR)
    duty.go_off_duty(by=acting(mo), role=Role.MODERATOR)
    assert acts() == ["duty.on", "duty.off"]


def test_losing_the_role_ends_the_duty(mo, stella):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    roles.end_grant(mo.grants.get(), by=acting(stella), reason="x")
    assert not Duty.objects.filter(until=None).exists() and duty.on_duty() == {}


def test_the_role_for_another_room_keeps_somebody_on_duty(mo, stella, room):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    give_role(mo, room=room)
    roles.end_grant(mo.grants.get(room=None), by=acting(stella), reason="x")
    assert duty.on_duty() == {mo.pk: {("moderator", room.pk)}}


def test_two_minutes_after_the_last_tab_nobody_is_told_of_her_any_more(mo, ines, time_machine_at):
    """Field: "somebody is on the site" stood eighteen minutes after the only supporter had closed her tabs."""
    for person in (mo, ines):
        duty.go_on_duty(by=acting(person), role=Role.MODERATOR)
    with time_machine_at(minutes=1):
        duty.see({ines.pk})
    with time_machine_at(minutes=2, seconds=1):
        assert set(duty.on_duty()) == {ines.pk}  # also where nobody has looked yet
        chores.run("roles.end_duty_of_the_gone")
        assert list(Duty.objects.filter(until=None).values_list("person", flat=True)) == [ines.pk]
    gone = Duty.objects.get(person=mo)
    assert gone.until == gone.since + duty.PAGE_LEASE  # to when it was promised, not to when it was noticed
    assert LogEntry.objects.get(act="duty.off").by_id is None
    assert list(Notice.objects.values_list("person", "kind")) == [(mo.pk, "duty_ended")]


def test_a_tab_keeps_her_there_for_as_long_as_it_is_open(mo, time_machine_at):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    for minute in range(1, 30):
        with time_machine_at(minutes=minute):
            duty.see({mo.pk})
            chores.run("roles.end_duty_of_the_gone")
    with time_machine_at(minutes=29, seconds=74):
        assert mo.pk in duty.on_duty()
    with time_machine_at(minutes=29, seconds=76):
        assert duty.on_duty() == {}


def test_a_lease_that_ran_out_is_not_taken_up_again_by_a_tab_that_comes_back(mo, sign_in, time_machine_at):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    with time_machine_at(minutes=3):
        duty.see({mo.pk})
        page = sign_in(mo).get("/me/roles/").text
        assert duty.on_duty() == {} and "Off duty as moderator" in page
        duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
        assert mo.pk in duty.on_duty()
    assert Duty.objects.filter(person=mo).count() == 2


def test_without_script_every_page_renews_it_for_two_minutes(mo, sign_in, time_machine_at):
    browser = sign_in(mo)
    browser.post("/me/duty/", {"role": "moderator", "on": "1"})
    with time_machine_at(seconds=100):
        browser.get("/rooms/")
    with time_machine_at(seconds=100 + 119):
        assert mo.pk in duty.on_duty()
    with time_machine_at(seconds=100 + 121):
        assert duty.on_duty() == {}


def test_what_a_page_fetches_by_itself_is_no_sign_of_somebody(mo, sign_in, time_machine_at):
    browser = sign_in(mo)
    browser.post("/me/duty/", {"role": "moderator", "on": "1"})
    with time_machine_at(seconds=100):
        browser.get("/desk/parts/", headers={"Sec-Fetch-Mode": "cors"})
    with time_machine_at(seconds=121):
        assert duty.on_duty() == {}


def quiet_for(mo, time_machine_at, minutes):
    """Their page is open all the time, and nobody does anything on it."""
    for minute in range(1, minutes):
        with time_machine_at(minutes=minute):
            duty.see({mo.pk})
            if minute in (119, 120, 121, minutes - 1):
                chores.run("roles.ask_who_is_quiet")
                chores.run("roles.end_duty_of_the_gone")


def test_whoever_does_nothing_for_two_hours_is_asked_once_and_told_when_it_ended(mo, time_machine_at):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    quiet_for(mo, time_machine_at, 123)
    assert list(Notice.objects.values_list("kind", flat=True)) == ["duty_asked"]
    with time_machine_at(minutes=123):
        duty.see({mo.pk})
        assert mo.pk in duty.on_duty()
    quiet_for(mo, time_machine_at, 133)
    with time_machine_at(minutes=133):
        assert duty.on_duty() == {}
    assert list(Notice.objects.unseen().values_list("kind", flat=True)) == ["duty_ended"]


def test_opening_the_page_is_the_answer_and_so_is_writing(mo, sign_in, time_machine_at):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    quiet_for(mo, time_machine_at, 123)
    with time_machine_at(minutes=123):
        assert "On duty as moderator" in sign_in(mo).get("/me/roles/").text
        assert not Notice.objects.unseen().exists()
    assert Duty.objects.get().asked_at is None
    Duty.objects.update(asked_at=timezone.now())
    duty.see({mo.pk}, active={mo.pk})
    assert Duty.objects.get().asked_at is None


def test_whoever_signs_out_is_off_duty_at_once(mo, sign_in):
    browser = sign_in(mo)
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    browser.post("/account/logout/")
    assert duty.on_duty() == {} and not Duty.objects.filter(until=None).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Revocation.Kind.SESSIONS, Revocation.Kind.ACCOUNT])
def test_the_end_of_every_sign_in_is_the_end_of_duty(mo, kind):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    Revocation.objects.create(kind=kind, user=mo)
    assert duty.on_duty() == {} and not Duty.objects.filter(until=None).exists()


def test_a_role_that_sleeps_for_want_of_a_second_step_is_no_cover(mo):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    mo.authenticator_set.all().delete()
    assert duty.on_duty() == {}


def test_a_suspended_person_is_no_cover(mo):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    mo.suspended_until = timezone.now() + timedelta(days=1)
    mo.save()
    assert duty.on_duty() == {}


# --- What rooms say of it ---------------------------------------------------------------------------------


def test_a_room_is_staffed_with_cover_in_it_low_with_cover_elsewhere(mo, alice, room, make_room):
    other = make_room("other")

    def staffed():
        return staffing.of_rooms([room.pk, other.pk])

    be_in(room, alice)
    assert set(staffed().values()) == {"unstaffed"}
    be_in(room, mo)
    assert set(staffed().values()) == {"unstaffed"}  # here, but not on duty
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    assert staffed() == {room.pk: "staffed", other.pk: "low"}
    duty.go_off_duty(by=acting(mo), role=Role.MODERATOR)
    assert set(staffed().values()) == {"unstaffed"}


def test_a_moderator_of_one_room_is_no_cover_for_another(rosa, room, make_room):
    other = make_room("other")
    duty.go_on_duty(by=acting(rosa), role=Role.MODERATOR)
    be_in(other, rosa)
    assert staffing.of_rooms([room.pk, other.pk]) == {room.pk: "low", other.pk: "unstaffed"}


def test_whoever_comes_into_the_room_herself_is_its_cover_from_the_first_word_on(mo, room):
    """Before her lease of the room is written: field, "nobody on duty is here" until a reload."""
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    (opened,) = reading.opened([reading.Ask(room.slug, mo.pk, None)])
    assert opened.fact["state"]["staffing"] == "staffed"


def test_whom_one_does_not_meet_is_no_cover_for_one(mo, alice, room, sign_in):
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    be_in(room, mo)
    blocks.block(mo, by=acting(alice))
    (opened,) = reading.opened([reading.Ask(room.slug, alice.pk, None, frozenset({mo.pk}))])
    assert opened.fact["state"]["staffing"] == "unstaffed"
    page = sign_in(alice)
    assert "nobody on duty" in page.get(f"/rooms/{room.slug}/").text
    assert "somebody on duty here" not in page.get("/rooms/").text


def test_however_many_rooms_it_costs_two_queries_and_one_when_nobody_is_there(
    mo, make_room, django_assert_num_queries
):
    rooms = [make_room(f"room-{n}").pk for n in range(5)]
    with django_assert_num_queries(1):
        staffing.of_rooms(rooms)
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    with django_assert_num_queries(2):
        staffing.of_rooms(rooms)


def test_the_list_and_the_room_say_that_somebody_is_on_duty(mo, alice, room, sign_in, monkeypatch):
    monkeypatch.setattr(staffing._kept, "seconds", 0.0)  # asked anew each time
    duty.go_on_duty(by=acting(mo), role=Role.MODERATOR)
    page = sign_in(alice).get(f"/rooms/{room.slug}/").content.decode()
    assert "somebody is on the site" in page
    be_in(room, mo)
    assert "Somebody is on duty here" in sign_in(alice).get(f"/rooms/{room.slug}/").content.decode()
    assert "somebody on duty here" in sign_in(alice).get("/rooms/").content.decode()
