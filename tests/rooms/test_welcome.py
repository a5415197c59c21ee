"""Somebody new is told the truth (issue 7): who knows of them, who has seen them, when somebody is there, what to do next."""

import uuid
from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from community.accounts import blocks
from community.kernel.refused import NotFound
from moderation.roles import duty
from moderation.roles.models import Duty, Role
from rooms import greeting, posting, services, usual
from rooms.models import Greeting, Presence
from tests.support.people import acting

from .talk import say
from .test_greeting import later, who_waits, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maria(make_person):
    return make_person("maria", display_name="Maria")


@pytest.fixture
def dot(make_person):
    """A supporter, not on duty."""
    return with_role(make_person("dot", display_name="Dot"), Role.SUPPORTER, on_duty=False)


def goes_on_duty(person, role=Role.SUPPORTER):
    duty.go_on_duty(by=acting(person), role=role)


def is_in(room, person, ago=timedelta(0)):
    now = timezone.now()
    Presence.objects.update_or_create(
        room=room,
        user=person,
        process="test",
        defaults={"since": now - ago, "until": now + timedelta(minutes=1)},
    )


def reads_in(room, person):
    """For long enough to be noticed."""
    is_in(room, person, ago=greeting.READS_AFTER)
    greeting.notice_readers([room.pk])


def writes(room, person, body="hello", **more):
    return posting.post_message(posting.Post(room.slug, acting(person), uuid.uuid4(), body, **more))


@pytest.fixture
def line(sign_in):
    """`line(maria, room)`: what the page and the fetched line say, which is the same."""
    from community.kernel import kept

    def read(person, room):
        kept.forget_all()
        browser = sign_in(person)
        fetched = " ".join(browser.get(f"/rooms/{room.slug}/welcome/").text.split())
        page = " ".join(browser.get(f"/rooms/{room.slug}/").text.split())
        bare = fetched.split('name="csrfmiddlewaretoken"')[0]
        assert bare in page
        assert bool(fetched) == ("welcome.js" in page)
        return fetched

    return read


# --- Nobody is there -------------------------------------------------------------------------------------


def test_at_three_at_night_one_line_and_whoever_wrote_it_knows_what_comes_next(room, maria, line):
    writes(room, maria, "i cannot do this any more")
    found = line(maria, room)
    assert "Nobody on duty is here right now." in found
    assert "Your words stay here, and you are told when somebody answers you" in found
    assert "/help-now/" in found


def test_whoever_only_reads_is_told_it_too_before_and_after_they_were_noticed(room, maria, line):
    for _ in range(2):
        found = line(maria, room)
        assert "Nobody on duty is here right now." in found
        assert "You can leave your words here: you are told when somebody answers you" in found
        reads_in(room, maria)


def test_another_room_with_people_in_it_is_offered(room, make_room, maria, alice, bob, line):
    kitchen, quiet = make_room("kitchen"), make_room("quiet")
    for person in (alice, bob):
        is_in(kitchen, person)
    is_in(quiet, alice)
    found = line(maria, room)
    assert "/rooms/kitchen/" in found and "2 people are there" in found and "/rooms/quiet/" not in found


def test_no_room_is_offered_that_is_shut_to_them_or_that_they_do_not_read(
    room, make_room, make_person, maria, alice, eve, line
):
    others = [
        make_room("private", access="private", members=[alice]),
        make_room("charla", language="es"),
        make_room("removed"),
        make_room("muted"),
        make_room("hers"),
        make_room("full", capacity=1),
    ]
    services.restrict(others[2], maria, removed=True)
    services.restrict(others[3], maria, muted_until=timezone.now() + timedelta(days=1))
    blocks.block(eve, by=acting(maria))
    for other in others:
        is_in(other, eve if other.slug == "hers" else alice)
    assert 'data-step="room"' not in line(maria, room)


def test_where_somebody_is_on_duty_is_offered_before_where_more_people_are(
    room, make_room, maria, alice, bob, dot, line
):
    kitchen, garden = make_room("kitchen"), make_room("garden")
    for person in (alice, bob):
        is_in(kitchen, person)
    goes_on_duty(dot)
    is_in(garden, dot)
    found = line(maria, room)
    assert "/rooms/garden/" in found and "somebody is on duty there" in found


# --- Somebody is there -----------------------------------------------------------------------------------


def test_who_is_on_duty_here_is_named_and_that_they_were_told_only_when_they_were(room, maria, dot, line):
    goes_on_duty(dot)
    is_in(room, dot)
    assert "<b><bdi>Dot</bdi></b>, a supporter, is on duty here." in line(maria, room)
    writes(room, maria)
    found = line(maria, room)
    assert "Dot</bdi></b>, a supporter, is on duty here and has been told that you came." in found
    assert "Nobody" not in found and "has seen" not in found


def test_that_somebody_elsewhere_was_told_is_said_only_when_they_were_there_by_then(
    room, make_person, maria, alice, dot, line
):
    writes(room, maria)
    with later(seconds=5):
        goes_on_duty(dot)
        found = line(maria, room)
        assert "Somebody is on duty elsewhere on the site." in found and "has been told" not in found
    with later(seconds=10):
        writes(room, alice)
        found = line(alice, room)
        assert (
            "Somebody on duty elsewhere on the site has been told that you came." in found
            and "Dot" not in found
        )


def test_that_she_was_seen_is_said_when_somebody_pressed_it_and_not_before(room, maria, dot, line, sign_in):
    goes_on_duty(dot)
    is_in(room, dot)
    writes(room, maria)
    browser = sign_in(dot)
    assert "I have seen them" in browser.get("/rooms/evening/").text
    assert "has seen you" not in line(maria, room)
    assert browser.post("/rooms/evening/newcomers/seen/", {"person": maria.pk}).status_code == 302
    assert "<b><bdi>Dot</bdi></b>, a supporter, has seen you." in line(maria, room)
    strip = browser.get("/rooms/evening/newcomers/").text
    assert "seen by Dot" in strip and "I have seen them" not in strip  # and she still waits for an answer


def test_that_she_was_seen_stays_true_when_the_supporter_goes_and_so_is_that_nobody_is_there(
    room, maria, dot, line
):
    goes_on_duty(dot)
    is_in(room, dot)
    writes(room, maria)
    greeting.see(room, maria.pk, by=acting(dot))
    duty.go_off_duty(by=acting(dot), role=Role.SUPPORTER)
    found = line(maria, room)
    assert "has seen you." in found and "Nobody on duty is here right now." in found


def test_an_answer_is_said_for_a_while_and_then_the_line_is_gone(room, maria, bob, line):
    writes(room, maria)
    say(room, bob, "good that you are here", reply_to=1)
    found = line(maria, room)
    assert "<b><bdi>Bob</bdi></b> has answered you." in found and "/rooms/evening/messages/2/" in found
    with later(minutes=11):
        assert line(maria, room) == ""


def test_what_a_supporter_says_to_everybody_is_not_called_an_answer(room, maria, dot, line):
    goes_on_duty(dot)
    writes(room, maria)
    say(room, dot, "Good evening, all")
    assert "<b><bdi>Dot</bdi></b>, a supporter, has written here." in line(maria, room)


# --- Who is not told anything ----------------------------------------------------------------------------


def test_members_of_old_those_with_a_role_and_people_under_a_sanction_have_no_such_line(
    room, make_room, maria, alice, bob, dot, line
):
    say(room, alice, "long ago", ago=timedelta(days=3))
    services.restrict(room, bob, muted_until=timezone.now() + timedelta(days=1))
    private = make_room("ours", access="private", members=[maria])
    assert [line(person, room) for person in (alice, bob, dot)] == ["", "", ""]
    assert line(maria, private) == ""


def test_for_a_member_of_old_it_costs_no_query(room, alice, django_assert_num_queries):
    from moderation.roles.policy import Powers
    from rooms import welcome
    from rooms.models import Membership

    say(room, alice, "long ago", ago=timedelta(days=3))
    membership = Membership.objects.get(room=room, user=alice)
    with django_assert_num_queries(0):
        welcome.of(room, alice, membership, frozenset(), Powers(alice.pk, frozenset()))


def test_whom_she_does_not_meet_is_not_there_for_her_and_she_not_for_them(room, maria, dot, line, sign_in):
    """Both sides look as if the other were not here: the strip is no way to learn who blocked whom."""
    blocks.block(maria, by=acting(dot))
    goes_on_duty(dot)
    is_in(room, dot)
    writes(room, maria)
    found = line(maria, room)
    assert "Dot" not in found and "Nobody on duty is here right now." in found
    assert "Maria" not in sign_in(dot).get("/rooms/evening/newcomers/").text
    with pytest.raises(NotFound):
        greeting.see(room, maria.pk, by=acting(dot))


def test_an_answer_by_whom_she_blocked_since_is_none(room, maria, bob, line):
    writes(room, maria)
    say(room, bob, "hello", reply_to=1)
    blocks.block(bob, by=acting(maria))
    assert line(maria, room) == ""


# --- The strip: those who read ---------------------------------------------------------------------------


def test_whoever_has_the_room_open_for_a_while_stands_on_the_strip_and_goes_when_they_go(
    room, maria, dot, sign_in
):
    goes_on_duty(dot)
    is_in(room, maria, ago=timedelta(seconds=5))
    greeting.notice_readers([room.pk])
    assert who_waits(room) == []  # has only looked in
    reads_in(room, maria)
    assert who_waits(room) == ["maria"]
    assert "reads along" in sign_in(dot).get("/rooms/evening/newcomers/").text
    Presence.objects.all().delete()
    assert who_waits(room) == []


def test_whoever_reads_and_then_writes_waits_from_then_on(room, maria):
    is_in(room, maria, ago=timedelta(minutes=20))
    greeting.notice_readers([room.pk])
    assert greeting.waiting([room])[0].seconds >= 1200
    writes(room, maria)
    found = greeting.waiting([room])[0]
    assert found.seconds < 60 and not found.reads


def test_a_reader_who_comes_back_later_comes_anew_unless_somebody_has_seen_them(room, maria, alice, dot):
    goes_on_duty(dot)
    for person in (maria, alice):
        reads_in(room, person)
    greeting.see(room, alice.pk, by=acting(dot))
    Presence.objects.all().delete()
    with later(hours=2):
        for person in (maria, alice):
            reads_in(room, person)
        assert {row.person.handle: row.seconds for row in greeting.waiting([room])} == {
            "maria": 10,
            "alice": 7210,
        }


@pytest.mark.parametrize("sanction", ["muted here", "muted", "removed", "suspended"])
def test_a_person_under_a_sanction_does_not_stand_on_it(sanction, room, maria):
    tomorrow = timezone.now() + timedelta(days=1)
    reads_in(room, maria)
    if sanction == "muted here":
        services.restrict(room, maria, muted_until=tomorrow)
    elif sanction == "removed":
        services.restrict(room, maria, removed=True)
    else:
        setattr(maria, "muted_until" if sanction == "muted" else "suspended_until", tomorrow)
        maria.save()
    assert who_waits(room) == []
    Greeting.objects.all().delete()
    reads_in(room, maria)
    assert not Greeting.objects.exists()


def test_readers_with_a_role_of_the_crowd_in_private_rooms_or_members_of_old_are_not_new(
    room, make_room, make_person, maria, alice, dot
):
    say(room, alice, "long ago", ago=timedelta(days=3))
    private = make_room("ours", access="private", members=[maria])
    for person in (alice, dot, make_person("crowd-1", origin="crowd")):
        reads_in(room, person)
    reads_in(private, maria)
    assert not Greeting.objects.exists()


def test_whoever_joined_without_a_word_and_went_is_not_waited_for_and_whoever_wrote_is(room, maria, alice):
    services.join(room, by=acting(maria))
    writes(room, alice)
    with later(minutes=11):
        assert who_waits(room) == ["alice"]
        is_in(room, maria)
        assert who_waits(room) == ["maria", "alice"]


def test_those_who_only_read_are_not_in_the_figures(room, maria):
    is_in(room, maria, ago=timedelta(minutes=5))
    greeting.notice_readers([room.pk])
    assert greeting.figures(room).came == 0 and greeting.how_many_wait() == 0


# --- Seeing is for those on duty here --------------------------------------------------------------------


def test_nobody_else_can_say_that_somebody_was_seen(room, make_room, make_person, maria, bob, dot, sign_in):
    writes(room, maria)
    elsewhere = with_role(make_person("tess"), Role.SUPPORTER, room=make_room("morning"))
    for person in (maria, bob, elsewhere, dot):  # Dot is not on duty
        answer = sign_in(person).post("/rooms/evening/newcomers/seen/", {"person": maria.pk})
        assert answer.status_code == 404
    assert Greeting.objects.get(person=maria).seen_at is None


def test_the_first_who_says_so_counts_and_nobody_says_it_of_who_is_not_there(
    room, make_person, maria, alice, dot
):
    other = with_role(make_person("otis"), Role.SUPPORTER)
    goes_on_duty(dot)
    writes(room, maria)
    greeting.see(room, maria.pk, by=acting(dot))
    greeting.see(room, maria.pk, by=acting(other))
    assert Greeting.objects.get(person=maria).seen_by == dot
    for nobody in (alice.pk, 0, 10**12):
        with pytest.raises(NotFound):
            greeting.see(room, nobody, by=acting(dot))


# --- Usually ---------------------------------------------------------------------------------------------

NOW = timezone.datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # a Wednesday, at three at night


def kept_evenings(people, *, weeks=4, days=range(7), hours=(19, 22)):
    """Duty on these days of the last weeks, the people taking turns."""
    turn = 0
    for back in range(1, weeks * 7):
        day = NOW - timedelta(days=back)
        if day.weekday() not in days:
            continue
        who = people[turn % len(people)]
        turn += 1
        since, until = (day.replace(hour=hour, minute=0) for hour in hours)
        Duty.objects.create(person=who, role=Role.SUPPORTER, since=since, until=until, there_until=until)


@pytest.fixture
def three(make_person):
    return [with_role(make_person(name), Role.SUPPORTER, on_duty=False) for name in ("ann", "ben", "cleo")]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day, about 19:00 to 22:00"),
        (range(5), "on weekdays, about 19:00 to 22:00"),
        ((5, 6), "at weekends, about 19:00 to 22:00"),
        ((0, 2), "on Monday and Wednesday, about 19:00 to 22:00"),
    ],
)
def test_when_somebody_usually_is_there_is_said_in_words(days, words, room, three, time_machine):
    time_machine.move_to(NOW)
    kept_evenings(three, days=days)
    assert usual.usually(room.pk) == words


def test_it_is_said_in_the_readers_own_hours(room, three, maria, line, time_machine):
    time_machine.move_to(NOW)
    kept_evenings(three)
    maria.time_zone = "Asia/Tokyo"
    maria.save()
    writes(room, maria)
    assert "Usually somebody is on duty every day, about 04:00 to 07:00." in line(maria, room)


def test_it_is_nobodys_timetable(room, three, time_machine):
    """Two people would be known by their hours."""
    time_machine.move_to(NOW)
    kept_evenings(three[:2])
    assert usual.usually(room.pk) == ""


def test_too_little_history_says_nothing(room, three, time_machine):
    time_machine.move_to(NOW)
    kept_evenings(three, weeks=2)
    assert usual.usually(room.pk) == ""


def test_whose_role_has_ended_or_holds_elsewhere_promises_nothing_here(room, make_room, three, time_machine):
    time_machine.move_to(NOW)
    kept_evenings(three)
    three[0].grants.update(ended_at=NOW)
    assert usual.usually(room.pk) == ""
    three[0].grants.update(ended_at=None, room=make_room("morning"))
    usual._stretches.forget()
    assert usual.usually(room.pk) == ""


# --- Live -------------------------------------------------------------------------------------------------


async def test_the_newcomer_hears_that_she_was_seen_and_answered(site):
    import asyncio
    import time as clock

    from tests.moderation.people import moderator_with_session
    from tests.moderation.roles.test_roles_sockets import said_of_staffing, switch_duty

    room, maria, bob = site.room(), site.person("maria"), site.person("bob")
    mo = site.call(moderator_with_session, f"mo-{clock.time_ns() % 10**9}", display_name="Mo")
    async with site.tab(maria, process=-1) as tab, site.tab(maria) as second, site.tab(mo) as his:
        for one in (tab, second):
            await one.open_room(room)
        await tab.say(room, "hello")
        await asyncio.to_thread(switch_duty, site, mo, "moderator", True)
        await his.open_room(room)
        await said_of_staffing(tab, room, "staffed")
        await asyncio.to_thread(press_seen, site, mo, room, maria["id"])
        for one in (tab, second):
            told = await one.expect("notice", kind="welcome", text="Mo, a moderator, has seen you.")
            assert told["url"] == f"/rooms/{room}/"
        async with site.tab(bob) as other:
            await other.open_room(room)
            await other.say(room, "good evening", reply_to=1)
            await tab.expect("notice", kind="welcome", text="")
    await asyncio.to_thread(switch_duty, site, mo, "moderator", False)


def press_seen(site, person, room, newcomer):
    from urllib.parse import urlencode
    from urllib.request import Request, urlopen

    from django.utils.crypto import get_random_string

    secret = get_random_string(32)
    fields = {"person": newcomer, "csrfmiddlewaretoken": secret}
    request = Request(
        f"{site.url}/rooms/{room}/newcomers/seen/", data=urlencode(fields).encode(), method="POST"
    )
    request.add_header("Cookie", f"sessionid={person['session']}; csrftoken={secret}")
    request.add_header("Accept", "application/json")
    urlopen(request).close()
