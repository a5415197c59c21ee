"""Every limit trips at n + 1 and not at n, frees itself when it says, and is one for all processes (P35)."""

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from community.kernel import limits
from community.kernel.limits import Limit
from community.kernel.links import has_link
from community.kernel.refused import NotAllowed, TooFast
from moderation.cases import services as moderation
from rooms import posting, services
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db(transaction=True)

# Not on a full second: caches count in those.
NOON = datetime(2026, 3, 2, 12, 0, 0, 900_000, tzinfo=UTC)
ALL = [value for value in vars(limits).values() if isinstance(value, Limit)]


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()
    yield
    cache.clear()


def takes(limit, key="somebody"):
    try:
        limit.take(key)
    except TooFast:
        return False
    return True


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.name)
def test_each_limit_lets_n_pass_and_not_one_more(limit):
    with time_machine.travel(NOON, tick=False):
        assert [takes(limit) for _ in range(limit.times + 1)] == [True] * limit.times + [False]
        assert takes(limit, "somebody else")


def test_names_of_limits_are_their_own():
    assert len({limit.name for limit in ALL}) == len(ALL)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.4, 0.999])
@pytest.mark.parametrize("seconds", [1, 10, 60])
def test_a_place_is_free_after_its_time_and_not_a_moment_before(seconds, part):
    limit = Limit("test", 2, per=timedelta(seconds=seconds))
    start = NOON.replace(microsecond=int(part * 1_000_000))
    with time_machine.travel(start, tick=False) as now:
        assert takes(limit)
        now.shift(seconds * 0.4)
        assert takes(limit) and not takes(limit)
        now.move_to(start + timedelta(seconds=seconds - 0.002))
        with pytest.raises(TooFast) as refused:
            limit.take("somebody")
        assert refused.value.retry_after == 1.0
        now.move_to(start + timedelta(seconds=seconds + 0.002))
        assert takes(limit) and not takes(limit)
        now.move_to(start + timedelta(seconds=seconds * 1.4 + 0.002))
        assert takes(limit) and not takes(limit)


def test_over_a_long_while_no_window_holds_more_than_n():
    limit = Limit("test", 3, per=timedelta(seconds=10))
    taken = []
    with time_machine.travel(NOON, tick=False) as now:
        for step in range(400):
            if takes(limit):
                taken.append(step * 0.3)
            now.shift(0.3)
    for first, fourth in zip(taken, taken[3:], strict=False):
        assert fourth - first >= 10 - 0.001
    assert len(taken) >= 3 * 11


def test_many_at_once_get_exactly_n():
    limit = Limit("race", 5, per=timedelta(minutes=10))

    def one(_number):
        from django.db import connection

        try:
            return takes(limit)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(one, range(40))) == 5


def test_another_process_counts_with_this_one(settings):
    limit = Limit("shared", 3, per=timedelta(minutes=10))
    assert takes(limit) and takes(limit)
    name = str(settings.DATABASES["default"]["NAME"])
    program = (
        "import django; django.setup()\n"
        "from datetime import timedelta\n"
        "from django.db import connections\n"
        f"connections.databases['default']['NAME'] = {name!r}\n"
        "from community.kernel.limits import Limit\n"
        "Limit('shared', 3, per=timedelta(minutes=10)).take('somebody')\n"
        "print('taken')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "taken", done.stderr
    assert not takes(limit)


# --- New accounts ---------------------------------------------------------------------------------------


def post(person, body, note=""):
    return posting.post_message(posting.Post("evening", acting(person), uuid.uuid4(), body, note=note))


def grown_up(person):
    person.date_joined -= limits.NEW_FOR
    person.save(update_fields=["date_joined"])
    return person


LINKS = [
    "https://shop.example/x",
    "see www.example.org",
    "t.me/group",
    "come to example.com",
    "HTTP://X.ORG",
    "ftp://a.b",
]
NO_LINKS = ["e.g. this", "3.5 hours", "I slept.Then I woke", "a/b", "and so on...", "anna@home", "half/half"]


@pytest.mark.parametrize("words", LINKS)
def test_what_leads_elsewhere_is_a_link(words):
    assert has_link(words)


@pytest.mark.parametrize("words", NO_LINKS)
def test_ordinary_words_are_none(words):
    assert not has_link(words)


@pytest.mark.parametrize("words", LINKS)
def test_nobody_sends_links_on_their_first_day_and_is_told_why(words, room, eve):
    with pytest.raises(NotAllowed) as refused:
        post(eve, words)
    assert refused.value.code == "no_links_yet" and "second day" in str(refused.value.message)
    with pytest.raises(NotAllowed):
        post(eve, "hello", note=words)
    said = say(room, eve, "hello")
    with pytest.raises(NotAllowed):
        services.edit(said, by=acting(eve), body=words)


def test_from_the_second_day_on_links_pass(room, alice):
    assert post(grown_up(alice), "https://example.org").seq == 1


def test_supporters_may_send_links_on_their_first_day(room, sam_with_role):
    assert post(sam_with_role, "https://example.org").seq == 1


@pytest.fixture
def sam_with_role(make_person):
    from moderation.roles.models import Role, RoleGrant
    from tests.support.people import have_second_step

    person = make_person("sam")
    have_second_step(person)
    RoleGrant.objects.create(person=person, role=Role.SUPPORTER, reason="for a test")
    return person


def test_new_people_react_less_often_than_others(room, alice, bob, eve):
    said = say(room, bob, "hello")
    when_new, always = limits.REACTIONS_WHEN_NEW.times, limits.REACTIONS.times

    def react_until_refused(person):
        with time_machine.travel(datetime.now(UTC), tick=False) as now:
            for count in range(always * 3):
                if count % (always // 2) == 0:
                    now.shift(61)
                try:
                    services.react(said, by=acting(person), reaction="hear", on=count % 2 == 0)
                except TooFast:
                    return count
        return None

    assert react_until_refused(eve) == when_new
    assert react_until_refused(grown_up(alice)) is None


def test_new_people_report_less_often_than_others(room, alice, bob, eve):
    said = [say(room, bob, f"line {number}") for number in range(limits.REPORTS_WHEN_NEW.times + 1)]
    for message in said[:-1]:
        moderation.report(message, by=acting(eve), reason="unkind")
    with pytest.raises(TooFast):
        moderation.report(said[-1], by=acting(eve), reason="unkind")
    for message in said:
        moderation.report(message, by=acting(grown_up(alice)), reason="unkind")
