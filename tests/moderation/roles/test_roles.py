"""Giving a role, its end, its running out, and being on duty."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts.models import Revocation
from community.kernel import chores
from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.log.models import LogEntry
from moderation.roles import duty, policy
from moderation.roles import services as roles
from moderation.roles.models import Duty, Role, RoleGrant
from rooms import staffing
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


def test_somebody_who_has_been_away_for_half_an_hour_is_off_duty(mo, ines, time_machine_at):
    for person in (mo, ines):
        duty.go_on_duty(by=acting(person), role=Role.MODERATOR)
    with time_machine_at(minutes=20):
        duty.see({ines.pk})
        chores.run("roles.end_duty_of_the_gone")
    with time_machine_at(minutes=31):
        assert set(duty.on_duty()) == {ines.pk}  # also where nobody has looked yet
        duty.see(set())
        chores.run("roles.end_duty_of_the_gone")
        assert list(Duty.objects.filter(until=None).values_list("person", flat=True)) == [ines.pk]
    assert LogEntry.objects.get(act="duty.off").by_id is None


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
    assert "supporter on duty" in sign_in(alice).get("/rooms/").content.decode()
