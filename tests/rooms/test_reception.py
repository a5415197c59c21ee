"""Many tabs come back in one moment: they are let in together and shown their rooms in turns."""

import asyncio
import json

import pytest

from community.kernel.kept import forget_all
from community.kernel.refused import NotAllowed, NotFound, Refused
from rooms import reading, services
from rooms.live.reception import Reception, _Queue
from rooms.models import Room
from tests.rooms.talk import say
from tests.support.people import acting

NOBODY: frozenset[int] = frozenset()


def ask(room, person, after=None, hides=NOBODY):
    return reading.Ask(room.slug, person.pk, after, hides)


def shown(opened):
    return [message["body_html"] for message in opened.missed.fact["messages"]]


# --- One reading for many -----------------------------------------------------------------------------


def test_what_many_missed_is_read_and_encoded_once(room, alice, bob, eve, django_assert_num_queries):
    for n in range(5):
        say(room, alice, f"message {n}")
    reading.opened([ask(room, alice, 1)])
    forget_all()
    with django_assert_num_queries(3 + 1 + 2):  # rooms, people, places; what was missed; pace and staffing
        answers = reading.opened([ask(room, person, 1) for person in (alice, bob, eve)])
    assert [shown(one) for one in answers] == [["message 1", "message 2", "message 3", "message 4"]] * 3
    assert answers[0].missed.frame is answers[1].missed.frame
    assert json.loads(answers[0].missed.frame["text"]) == answers[0].missed.fact


def test_what_was_kept_is_never_older_than_the_room(room, alice, bob):
    say(room, alice, "before")
    assert shown(reading.opened([ask(room, bob)])[0]) == ["before"]
    said = say(room, alice, "taken back")
    assert shown(reading.opened([ask(room, bob)])[0]) == ["before", "taken back"]
    services.remove(said, by=acting(alice))
    (opened,) = reading.opened([ask(room, bob)])
    assert "taken back" not in opened.missed.frame["text"] and opened.version == Room.objects.get().version


def test_whoever_blocks_somebody_gets_a_frame_of_their_own(room, alice, bob, eve):
    say(room, eve, "CANARY-OF-EVE")
    for first, second in ((alice, bob), (bob, alice)):
        forget_all()
        answers = reading.opened([ask(room, first, 0, frozenset({eve.pk})), ask(room, second, 0)])
        assert "CANARY-OF-EVE" not in answers[0].missed.frame["text"]
        assert "CANARY-OF-EVE" in answers[1].missed.frame["text"]


def test_who_may_not_come_in_is_refused_beside_those_who_may(room, make_room, alice, bob):
    private_room = make_room("circle", access=Room.Access.PRIVATE)
    answers = reading.opened([ask(room, alice), ask(private_room, bob), reading.Ask("nowhere", bob.pk, None)])
    assert answers[0].room == room
    assert isinstance(answers[1], NotFound) and isinstance(answers[2], NotFound)
    assert str(answers[1]) == str(answers[2]) and answers[1].code == answers[2].code


# --- In turns -----------------------------------------------------------------------------------------


class Inline(Reception):
    """Without a database: each question is answered as it is told to be, and noted."""

    def __init__(self, *, most=2):
        super().__init__()
        self.read = []
        self._people = _Queue(lambda keys: [("person", key) for key in keys], most)
        self._numbers = _Queue(lambda slugs: [len(slug) for slug in slugs], most)
        self._rooms = _Queue(lambda asks: [f"opened {one}" for one in asks], most)

    async def _read(self, function, asked):
        self.read.append(list(asked))
        await asyncio.sleep(0)
        return function(asked)


async def test_who_comes_is_let_in_before_rooms_are_shown_and_the_newest_room_goes_first():
    reception = Inline()
    rooms = [reception._ask(reception._rooms, f"room {n}") for n in range(4)]
    people = [reception.person_of(f"key {n}") for n in range(3)]
    answers = await asyncio.gather(*rooms, *people)
    assert answers == [*(f"opened room {n}" for n in range(4)), *(("person", f"key {n}") for n in range(3))]
    assert reception.read == [["key 2", "key 1"], ["key 0"], ["room 3", "room 2"], ["room 1", "room 0"]]
    await reception._running
    assert reception._running is None, "nothing runs while nobody waits"


async def test_nothing_is_read_for_who_has_gone():
    reception = Inline(most=1)
    gone, stays = (asyncio.ensure_future(reception.person_of(key)) for key in ("gone", "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == ("person", "stays") and ["gone"] not in reception.read


async def test_what_goes_wrong_for_one_is_nobody_elses_matter():
    reception = Inline(most=9)

    def fails_for_eve(keys):
        if "eve" in keys:
            raise ValueError("of eve")
        return [("person", key) for key in keys]

    reception._people.answer = fails_for_eve
    answers = await asyncio.gather(*map(reception.person_of, ["alice", "eve", "bob"]), return_exceptions=True)
    assert answers[0] == ("person", "alice") and answers[2] == ("person", "bob")
    assert isinstance(answers[1], ValueError)


async def test_a_refusal_is_raised_where_it_was_asked():
    reception = Inline()
    reception._rooms.answer = lambda asks: [NotAllowed("Not now.") for _ in asks]
    with pytest.raises(Refused, match="Not now"):
        await reception.open(reading.Ask("evening", 1, None))
