"""What moderators may do to whom, what follows, and that taking it back restores it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.cases import services
from moderation.roles.models import Role
from moderation.standing.models import Sanction
from rooms.models import Membership, Room
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting


def tomorrow():
    return timezone.now() + timedelta(days=1)


def words_of(refused):
    return str(refused.value.message)


# --- Each of them holds, and is restored ----------------------------------------------------------------


def test_a_muted_member_reads_but_does_not_write_until_it_is_taken_back(sign_in, eve, mo, room, clause):
    given = services.mute(eve, by=acting(mo), room=room, clause=clause, until=tomorrow())
    with pytest.raises(NotAllowed) as refused:
        say(room, eve, "hello")
    assert refused.value.code == "muted"
    assert sign_in(eve).get(f"/rooms/{room.slug}/").status_code == 200
    services.undo(given, by=acting(mo))
    say(room, eve, "hello")


def test_a_mute_ends_by_itself(eve, mo, room, clause, time_machine_at):
    services.mute(eve, by=acting(mo), room=room, clause=clause, until=tomorrow())
    with time_machine_at(hours=25):
        say(room, eve, "hello")


def test_a_removed_member_is_out_until_it_is_taken_back(sign_in, eve, mo, room, clause):
    say(room, eve, "before")
    given = services.remove_from_room(eve, by=acting(mo), room=room, clause=clause, words="Not like this.")
    page = sign_in(eve).get(f"/rooms/{room.slug}/")
    assert page.status_code == 403
    assert "/me/standing/" in page.text
    with pytest.raises(NotAllowed) as refused:
        say(room, eve, "again")
    assert refused.value.code == "removed"
    services.undo(given, by=acting(mo))
    assert sign_in(eve).get(f"/rooms/{room.slug}/").status_code == 200
    assert Membership.objects.get(room=room, user=eve).is_in


def test_somebody_can_be_kept_out_of_a_room_they_have_never_been_in(eve, mo, room, clause):
    services.remove_from_room(eve, by=acting(mo), room=room, clause=clause)
    with pytest.raises(NotAllowed):
        say(room, eve, "hello")


def test_of_two_mutes_the_longer_holds_until_both_are_taken_back(eve, mo, room, clause):
    long = services.mute(
        eve, by=acting(mo), room=room, clause=clause, until=timezone.now() + timedelta(days=3)
    )
    short = services.mute(eve, by=acting(mo), room=room, clause=clause, until=tomorrow())
    services.undo(short, by=acting(mo))
    with pytest.raises(NotAllowed):
        say(room, eve, "hello")
    services.undo(long, by=acting(mo))
    say(room, eve, "hello")


def test_a_suspended_member_writes_nowhere_until_it_is_taken_back(eve, mo, room, clause):
    given = services.suspend(eve, by=acting(mo), clause=clause, until=tomorrow())
    with pytest.raises(NotAllowed) as refused:
        say(room, eve, "hello")
    assert refused.value.code == "suspended"
    services.undo(given, by=acting(mo))
    say(room, eve, "hello")


def test_a_suspension_for_good_outlasts_a_short_one_taken_back(eve, mo, room, clause):
    good = services.suspend(eve, by=acting(mo), clause=clause)
    short = services.suspend(eve, by=acting(mo), clause=clause, until=tomorrow())
    services.undo(short, by=acting(mo))
    eve.refresh_from_db()
    assert eve.is_suspended and eve.suspended_until.year == 9999
    services.undo(good, by=acting(mo))
    eve.refresh_from_db()
    assert not eve.is_suspended


def test_a_hidden_message_is_gone_for_everybody_and_comes_back_word_for_word(
    sign_in, alice, mo, message, room, clause
):
    given = services.hide(message, by=acting(mo), clause=clause)
    page = sign_in(alice).get(f"/rooms/{room.slug}/").text
    assert "pathetic" not in page and "A moderator took this message away." in page
    assert "pathetic" not in str(sign_in(alice).get(f"/rooms/{room.slug}/changes/?after=0").json())
    services.undo(given, by=acting(mo))
    assert "you are all pathetic" in sign_in(alice).get(f"/rooms/{room.slug}/").text


def test_what_is_hidden_cannot_be_hidden_again_and_showing_is_its_undo(mo, message, clause):
    services.hide(message, by=acting(mo), clause=clause)
    with pytest.raises(Conflict):
        services.hide(message, by=acting(mo), clause=clause)
    services.show(message, by=acting(mo))
    services.show(message, by=acting(mo))
    message.refresh_from_db()
    assert not message.removed
    services.hide(message, by=acting(mo), clause=clause)


def test_an_author_does_not_bring_back_what_was_hidden(eve, mo, message, clause):
    from rooms import services as rooms

    services.hide(message, by=acting(mo), clause=clause)
    rooms.remove(message, by=acting(eve))
    message.refresh_from_db()
    assert message.removed == "moderator" and message.body == "you are all pathetic"


def test_a_mute_has_an_end_within_thirty_days_and_a_suspension_lies_ahead(eve, mo, room, clause):
    for until in (timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=31)):
        with pytest.raises(Invalid):
            services.mute(eve, by=acting(mo), room=room, clause=clause, until=until)
    with pytest.raises(Invalid):
        services.suspend(eve, by=acting(mo), clause=clause, until=timezone.now() - timedelta(hours=1))


# --- The third warning ------------------------------------------------------------------------------------


def warn(eve, mo, clause, room):
    return services.warn(eve, by=acting(mo), clause=clause, room=room)


def test_the_third_warning_in_thirty_days_brings_a_pause_of_a_day(eve, mo, room, clause, make_room):
    for _ in range(2):
        warn(eve, mo, clause, room)
    say(room, eve, "still here")
    warn(eve, mo, clause, room)
    pause = Sanction.objects.get(kind="mute")
    assert pause.automatic and pause.room is None
    assert timedelta(hours=23) < pause.until - timezone.now() <= timedelta(hours=24)
    with pytest.raises(NotAllowed):
        say(make_room("morning"), eve, "elsewhere")


def test_old_warnings_and_those_taken_back_do_not_count(eve, mo, room, clause, time_machine_at):
    services.undo(warn(eve, mo, clause, room), by=acting(mo))
    warn(eve, mo, clause, room)
    warn(eve, mo, clause, room)
    assert not Sanction.objects.filter(kind="mute").exists()
    with time_machine_at(days=31):
        warn(eve, mo, clause, room)
        assert not Sanction.objects.filter(kind="mute").exists()


def test_taking_back_the_third_warning_ends_the_pause_it_brought(eve, mo, room, clause):
    third = [warn(eve, mo, clause, room) for _ in range(3)][-1]
    services.undo(third, by=acting(mo))
    say(room, eve, "back again")
    eve.refresh_from_db()
    assert not eve.is_muted


# --- On whom, and where ----------------------------------------------------------------------------------

ACTS = {
    "warn": lambda person, by, room, clause: services.warn(person, by=acting(by), clause=clause, room=room),
    "mute": lambda person, by, room, clause: services.mute(
        person, by=acting(by), room=room, clause=clause, until=tomorrow()
    ),
    "remove": lambda person, by, room, clause: services.remove_from_room(
        person, by=acting(by), room=room, clause=clause
    ),
    "suspend": lambda person, by, room, clause: services.suspend(
        person, by=acting(by), clause=clause, until=tomorrow()
    ),
    "hide": lambda person, by, room, clause: services.hide(
        say(room, person, "words"), by=acting(by), clause=clause
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["a member", "an equal", "somebody above", "themselves"])
def test_nobody_acts_on_equals_on_those_above_or_without_a_role(
    act, who, make_person, eve, mo, ines, stella, room, clause
):
    by, person = {
        "a member": (make_person("dina"), eve),
        "an equal": (mo, ines),
        "somebody above": (mo, stella),
        "themselves": (mo, mo),
    }[who]
    with pytest.raises(NotAllowed):
        ACTS[act](person, by, room, clause)
    assert not Sanction.objects.exists()


@pytest.mark.parametrize("act", ["warn", "mute", "remove", "hide"])
def test_staff_may_act_on_a_moderator(act, mo, stella, room, clause):
    ACTS[act](mo, stella, room, clause)
    assert Sanction.objects.filter(person=mo).exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_moderator_of_one_room_acts_in_no_other(act, eve, rosa, make_room, clause):
    with pytest.raises(NotAllowed):
        ACTS[act](eve, rosa, make_room("morning"), clause)


def test_a_moderator_of_one_room_acts_there_and_does_not_suspend(eve, rosa, room, clause):
    for act in ("warn", "mute", "remove"):
        ACTS[act](eve, rosa, room, clause)
    with pytest.raises(NotAllowed):
        ACTS["suspend"](eve, rosa, room, clause)
    with pytest.raises(NotAllowed):
        services.warn(eve, by=acting(rosa), clause=clause)


def test_a_moderator_of_one_room_takes_back_nothing_of_the_site(eve, mo, rosa, clause):
    given = services.suspend(eve, by=acting(mo), clause=clause)
    with pytest.raises(NotAllowed):
        services.undo(given, by=acting(rosa))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("told", ["by the moderator", "about the moderator"])
def test_a_moderator_stays_out_of_their_own_disputes(act, told, eve, mo, room, clause):
    if told == "by the moderator":
        services.report(eve, by=acting(mo), reason="unkind")
    else:
        services.report(mo, by=acting(eve), reason="unkind")
    with pytest.raises(NotAllowed) as refused:
        ACTS[act](eve, mo, room, clause)
    assert refused.value.code == "own_dispute"


def test_a_role_that_has_run_out_moderates_nothing(make_person, eve, room, clause):
    person = make_person("former")
    grant = give_role(person)
    grant.until = timezone.now() - timedelta(seconds=1)
    grant.save()
    for act in ACTS.values():
        with pytest.raises(NotAllowed):
            act(eve, person, room, clause)


@pytest.mark.parametrize("role", [Role.SUPPORTER, Role.HOST, Role.TRAINER])
def test_other_roles_do_not_moderate(role, make_person, eve, room, clause):
    person = make_person("helper")
    give_role(person, role)
    for act in ACTS.values():
        with pytest.raises(NotAllowed):
            act(eve, person, room, clause)


def test_a_private_room_is_as_if_not_there_after_removal(sign_in, eve, mo, make_room, clause):
    den = make_room("den", access=Room.Access.PRIVATE, members=[eve])
    services.remove_from_room(eve, by=acting(mo), room=den, clause=clause)
    client = sign_in(eve)
    assert client.get("/rooms/den/").status_code == 404
    assert den.title in client.get("/me/standing/").text
