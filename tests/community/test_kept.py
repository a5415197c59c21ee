"""What a process keeps for a few seconds: asked once, let go in time, and never more than it may hold."""

import pytest

from community.kernel import kept
from community.kernel.kept import Kept


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved: `clock.now += 3`."""

    class Clock:
        now = 100.0

    monkeypatch.setattr(kept.time, "monotonic", lambda: Clock.now)
    return Clock


def counting():
    made = []

    def make():
        made.append(len(made) + 1)
        return made[-1]

    return make


def test_what_is_kept_is_looked_up_once(clock):
    paces, make = Kept(seconds=5), counting()
    assert [paces.get("evening", make), paces.get("evening", make)] == [1, 1]


def test_it_is_looked_up_again_when_its_time_is_over(clock):
    paces, make = Kept(seconds=5), counting()
    paces.get("evening", make)
    clock.now += 4.9
    assert paces.get("evening", make) == 1
    clock.now += 0.1
    assert paces.get("evening", make) == 2


def test_it_is_as_old_as_the_question_and_not_as_the_answer(clock):
    paces = Kept(seconds=5)

    def slow():
        clock.now += 4
        return "old"

    paces.get("evening", slow)
    clock.now += 1
    assert paces.get("evening", lambda: "new") == "new"


def test_one_room_knows_nothing_of_another(clock):
    paces, make = Kept(seconds=5), counting()
    assert [paces.get("evening", make), paces.get("morning", make)] == [1, 2]


def test_what_was_looked_up_anyway_is_not_looked_up_again(clock):
    paces = Kept(seconds=5)
    paces.note({"evening": 7, "morning": 8})
    assert [paces.get(room, counting()) for room in ("evening", "morning")] == [7, 8]


def test_nothing_is_kept_when_looking_it_up_fails(clock):
    paces = Kept(seconds=5)
    with pytest.raises(ZeroDivisionError):
        paces.get("evening", lambda: 1 // 0)
    assert paces.get("evening", lambda: 1) == 1


def test_a_nothing_is_kept_like_anything_else(clock):
    paces = Kept(seconds=5)
    assert paces.get("evening", lambda: None) is None
    assert paces.get("evening", lambda: 1) is None


def test_no_more_is_held_than_may_be(clock):
    paces = Kept(seconds=5, most=3)
    for room in range(100):
        paces.get(room, lambda: "slow")
        assert len(paces._made) <= 3


def test_everything_can_be_forgotten_in_one_call(clock):
    paces, here = Kept(seconds=5), Kept(seconds=5)
    paces.get("evening", lambda: 1)
    here.get("evening", lambda: 1)
    kept.forget_all()
    assert [paces.get("evening", lambda: 2), here.get("evening", lambda: 2)] == [2, 2]
