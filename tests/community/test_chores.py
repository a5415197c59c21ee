"""Regular work is done once for each stretch of time, by whichever process comes first, and again when it went wrong."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from huey import MemoryHuey, RedisHuey, SqliteHuey

from community.kernel import chores, consumer, turns

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SECRET = "what Alice wrote to Bob"


@pytest.fixture(params=["file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty storage of this test alone, and no chore of the site."""
    made = (
        SqliteHuey("test", filename=str(tmp_path / "chores.sqlite3"), results=False)
        if request.param == "file"
        else MemoryHuey("test", results=False)
    )
    return _use(made, monkeypatch)


def _use(made: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(turns, "queue", lambda: made)
    monkeypatch.setattr(chores, "declared", {})
    monkeypatch.setattr(turns, "_doing", {})
    consumer._task.cache_clear()
    return made


@pytest.fixture(autouse=True)
def forget_the_task() -> Any:
    yield
    consumer._task.cache_clear()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def declare(storage: Any, done: list[str]) -> Callable[..., None]:
    """`declare("tidy", every=MINUTE)` notes each time it is done; `fails=True` raises instead."""

    def make(name: str, *, every: timedelta = MINUTE, night: bool = False, fails: bool = False) -> None:
        def work() -> None:
            done.append(name)
            if fails:
                raise LookupError(SECRET)

        work.__name__ = name
        chores.nightly(work) if night else chores.every(every)(work)

    return make


def process_dies(name: str, now: datetime) -> None:
    """It takes its turn and is never heard of again."""
    turns.take(name, now.timestamp(), slot=chores.declared[name].slot(now))
    turns._doing.clear()


NAME = "test_chores.tidy"


# --- Declaring --------------------------------------------------------------------------------------------


def test_a_chore_is_called_after_its_app_and_its_function(storage: Any) -> None:
    module = ModuleType("moderation.roles.chores")
    exec("def end_gone(): pass", module.__dict__)
    chores.every(MINUTE)(module.end_gone)
    assert list(chores.declared) == ["roles.end_gone"]


def test_two_chores_of_one_name_are_refused(storage: Any) -> None:
    for place in ("moderation.roles.chores", "other.roles.chores"):
        module = ModuleType(place)
        exec("def end_gone(): pass", module.__dict__)
        if place.startswith("other"):
            with pytest.raises(ImproperlyConfigured, match=r"roles\.end_gone"):
                chores.nightly(module.end_gone)
        else:
            chores.nightly(module.end_gone)


def test_the_function_stays_a_plain_function(declare: Any, done: list[str]) -> None:
    @chores.every(MINUTE)
    def sweep() -> None:
        done.append("by hand")

    sweep()
    assert done == ["by hand"]


def test_every_app_is_asked_for_its_chores() -> None:
    assert all(name.count(".") == 1 for name in chores.declared)
    assert all(chore.work.__doc__ for chore in chores.declared.values()), "what it does, in a line"


# --- Once for each stretch --------------------------------------------------------------------------------


def test_a_chore_is_done_once_a_minute(declare: Any, done: list[str]) -> None:
    declare("tidy")
    for seconds in (0, 5, 59, 60, 61, 125):
        chores.run_due(NOON + timedelta(seconds=seconds))
    assert done == ["tidy"] * 3


def test_night_work_waits_for_the_night(declare: Any, done: list[str], settings: Any) -> None:
    settings.CHORES_AT = time(3, 30)
    declare("purge", night=True)
    chores.run_due(NOON)
    done.clear()
    for hours in (11, 15.4):  # 23:00, 03:24
        assert chores.run_due(NOON + timedelta(hours=hours)) == []
    assert chores.run_due(NOON + timedelta(hours=15.6)) == ["test_chores.purge"]
    assert chores.run_due(NOON + timedelta(hours=20)) == []


def test_a_night_that_was_missed_is_made_up_for_once(declare: Any, done: list[str]) -> None:
    declare("purge", night=True)
    chores.run_due(NOON)
    for hours in (72, 73):
        chores.run_due(NOON + timedelta(hours=hours))
    assert len(done) == 2


def test_short_work_comes_before_long(declare: Any, done: list[str]) -> None:
    declare("purge", night=True)
    declare("tidy")
    assert chores.run_due(NOON) == ["test_chores.tidy", "test_chores.purge"]


def test_another_interval_counts_at_once(declare: Any, done: list[str]) -> None:
    declare("tidy", every=MINUTE)
    chores.run_due(NOON + timedelta(minutes=30))
    declare("tidy", every=timedelta(hours=1))
    assert chores.run_due(NOON + timedelta(minutes=31)) == []
    assert chores.run_due(NOON + timedelta(minutes=61)) == [NAME]


def test_a_clock_that_was_wrong_for_a_while_stops_nothing(declare: Any, done: list[str]) -> None:
    declare("tidy")
    chores.run_due(NOON + 400 * DAY)
    assert chores.run_due(NOON) == [NAME]


def test_of_two_that_found_it_due_one_does_it(declare: Any, done: list[str]) -> None:
    declare("tidy")
    both_saw = [chores.due(NOON), chores.due(NOON)]
    assert all(len(found) == 1 for found in both_saw)
    assert [chores.run_if_due(NAME, NOON) for _ in both_saw] == [True, False]
    assert done == ["tidy"]


def test_nobody_begins_what_another_is_at(declare: Any, done: list[str]) -> None:
    declare("tidy")
    process_dies(NAME, NOON)  # or is busy: nobody can tell yet
    assert chores.due(NOON + timedelta(seconds=30)) == []
    assert not chores.run_if_due(NAME, NOON + timedelta(seconds=30)) and done == []


def test_one_who_read_long_ago_gets_no_turn_that_is_over(
    declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare("tidy")
    old = turns.read([NAME])
    for minutes in range(3):
        chores.run_due(NOON + minutes * MINUTE)
    really, answers = turns.read, iter([old])
    monkeypatch.setattr(turns, "read", lambda names: next(answers, None) or really(names))
    slot = chores.declared[NAME].slot(NOON)
    assert turns.take(NAME, (NOON + 2 * MINUTE).timestamp(), slot=slot) is None


def test_done_by_hand_it_is_done_also_when_it_is_not_due(declare: Any, done: list[str]) -> None:
    declare("tidy")
    assert chores.run(NAME) and chores.run(NAME)
    assert done == ["tidy", "tidy"]


# --- When it goes wrong -----------------------------------------------------------------------------------


def test_a_killed_process_leaves_its_chore_to_the_next(declare: Any, done: list[str]) -> None:
    declare("purge", night=True)
    process_dies("test_chores.purge", NOON)
    assert chores.run_due(NOON + turns.LEASE - timedelta(seconds=1)) == []
    assert chores.run_due(NOON + turns.LEASE) == ["test_chores.purge"]
    assert chores.run_due(NOON + 2 * turns.LEASE) == []


def test_one_killed_before_it_said_that_it_began_leaves_it_too(
    declare: Any, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    declare("tidy")
    with monkeypatch.context() as broken:
        broken.setattr(turns, "_write", lambda *args: 1 / 0)
        for seconds in (0, 60):  # twice, one after the other
            with pytest.raises(ZeroDivisionError):
                turns.take(NAME, NOON.timestamp() + seconds, slot=NOON.timestamp())
    assert not chores.run_if_due(NAME, NOON + timedelta(seconds=61))
    assert chores.run_if_due(NAME, NOON + timedelta(seconds=120))


def test_whoever_still_works_keeps_the_turn(declare: Any, done: list[str], time_machine: Any) -> None:
    declare("tidy")
    time_machine.move_to(NOON, tick=False)
    turns.take(NAME, NOON.timestamp(), slot=chores.declared[NAME].slot(NOON))
    time_machine.move_to(NOON + 50 * MINUTE / 60, tick=False)
    turns.renew()
    turns._doing.clear()
    assert chores.run_due(NOON + timedelta(seconds=100)) == []
    assert chores.run_due(NOON + timedelta(seconds=111)) == [NAME]


def test_one_who_was_given_up_changes_nothing_when_it_ends(declare: Any, done: list[str]) -> None:
    declare("tidy")
    process_dies(NAME, NOON)
    chores.run_due(NOON + 2 * MINUTE)
    after = turns.read([NAME])
    slot = chores.declared[NAME].slot(NOON)
    turns.finish(NAME, 1, slot=slot, now=NOON.timestamp(), error=LookupError(), next_slot=MINUTE)
    assert turns.read([NAME]) == after


def test_what_failed_is_tried_again_after_a_while_and_then_after_longer(
    declare: Any, done: list[str], time_machine: Any
) -> None:
    declare("purge", night=True, fails=True)
    tried = []
    for minute in range(1, 65):
        now = NOON + minute * MINUTE
        time_machine.move_to(now, tick=False)
        if chores.due(now):
            tried.append(minute)
            assert chores.run_due(now) == []
    assert tried == [1, 2, 4, 8, 16, 32, 64]


def test_what_went_wrong_is_told_by_its_type_and_never_by_its_words(
    declare: Any, storage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    declare("tidy", fails=True)
    with caplog.at_level(logging.INFO):
        chores.run_due(NOON)
    assert "chore test_chores.tidy failed: LookupError" in caplog.text
    (state,) = chores.states()
    assert state.error == "LookupError"
    assert SECRET not in caplog.text and SECRET not in repr(storage.storage.result_items())


def test_done_by_hand_the_error_is_raised_and_noted(declare: Any) -> None:
    declare("tidy", fails=True)
    with pytest.raises(LookupError):
        chores.run(NAME)
    assert chores.states()[0].failures == 1


# --- What is known of it ----------------------------------------------------------------------------------


def test_the_state_says_when_it_was_done_and_since_when_it_fails(
    declare: Any, done: list[str], time_machine: Any
) -> None:
    declare("tidy")
    (state,) = chores.states(NOON)
    assert (state.name, state.every, state.last_run, state.last_ok, state.overdue) == (
        NAME, MINUTE, None, None, True,
    )  # fmt: skip
    time_machine.move_to(NOON, tick=False)
    chores.run_due(NOON)
    (state,) = chores.states(NOON + 5 * MINUTE)
    assert (state.last_run, state.last_ok, state.failures, state.overdue) == (NOON, NOON, 0, False)
    declare("tidy", fails=True)
    for minutes in (1, 3):
        time_machine.move_to(NOON + minutes * MINUTE, tick=False)
        chores.run_due(NOON + minutes * MINUTE)
    (state,) = chores.states(NOON + 12 * MINUTE)
    assert (state.last_run, state.last_ok) == (NOON + 3 * MINUTE, NOON)
    assert (state.failed_since, state.failures, state.runs) == (NOON + MINUTE, 2, 3)
    assert state.overdue
    declare("tidy")
    time_machine.move_to(NOON + 13 * MINUTE, tick=False)
    chores.run_due(NOON + 13 * MINUTE)
    (state,) = chores.states(NOON + 13 * MINUTE)
    assert (state.failed_since, state.error, state.failures) == (None, "", 2)


def test_night_work_is_overdue_after_a_night_and_two_hours(declare: Any, time_machine: Any) -> None:
    declare("purge", night=True)
    time_machine.move_to(NOON, tick=False)
    chores.run_due(NOON)
    assert not chores.states(NOON + timedelta(hours=26))[0].overdue
    assert chores.states(NOON + timedelta(hours=26, minutes=1))[0].overdue


def test_what_was_written_by_another_version_stops_nothing(declare: Any, storage: Any) -> None:
    declare("tidy")
    storage.storage.put_data("chore:test_chores.tidy", b'{"colour": "green"}')
    assert chores.run_due(NOON) == [NAME]


def test_metrics_say_how_each_chore_goes(db: None, declare: Any, time_machine: Any) -> None:
    declare("tidy")
    declare("purge", night=True, fails=True)
    time_machine.move_to(NOON, tick=False)
    chores.run_due(NOON)
    figures = Client().get("/metrics").text
    when = figures.partition('openhearth_chore_last_success_timestamp_seconds{chore="test_chores.tidy"} ')[2]
    assert float(when.split()[0]) == NOON.timestamp()
    assert 'openhearth_chore_failures_total{chore="test_chores.purge"} 1.0' in figures
    assert 'last_success_timestamp_seconds{chore="test_chores.purge"}' not in figures


def test_a_storage_that_is_away_hides_only_the_chores(
    db: None, declare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare("tidy")
    gone = RedisHuey("gone", url="redis://127.0.0.1:1/0", blocking=False)
    monkeypatch.setattr(turns, "queue", lambda: gone)
    (state,) = chores.states()
    assert state.away and state.overdue and state.last_ok is None
    figures = Client().get("/metrics").text
    assert "openhearth_sockets" in figures and 'chore="' not in figures


# --- The hands --------------------------------------------------------------------------------------------


@pytest.fixture
def work_off(storage: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What the workers would do, one after the other, without a database."""
    monkeypatch.setattr(consumer, "close_old_connections", lambda: None)
    monkeypatch.setattr(consumer, "connections", SimpleNamespace(close_all=lambda: None))

    def work() -> None:
        consumer._task()
        while (task := storage.dequeue()) is not None:
            storage.execute(task)

    return work


def test_a_look_hands_on_what_is_due_and_not_twice(declare: Any, done: list[str], work_off: Any) -> None:
    declare("tidy")
    assert consumer.look() == [NAME]
    assert consumer.look() == [], "it is waiting already"
    work_off()
    assert done == ["tidy"] and consumer.look() == []


def test_night_work_waits_for_other_night_work_and_nothing_waits_for_it(
    declare: Any, done: list[str], work_off: Any
) -> None:
    declare("purge", night=True)
    declare("repair", night=True)
    declare("tidy")
    assert consumer.look() == [NAME, "test_chores.purge"]
    assert consumer.look() == []
    work_off()
    assert consumer.look() == ["test_chores.repair"]


def test_a_chore_of_another_version_is_left_alone(declare: Any, done: list[str], work_off: Any) -> None:
    declare("tidy")
    consumer.look()
    chores.declared.clear()
    work_off()
    assert done == []


@pytest.mark.parametrize("storage", ["file"], indirect=True)
def test_the_threads_end_within_a_second_also_in_the_middle_of_a_chore(
    storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal
    import threading
    import time as clock

    began, may_end = threading.Event(), threading.Event()

    def long() -> None:
        began.set()
        may_end.wait(30)

    chores.every(MINUTE)(long)
    monkeypatch.setattr(consumer, "LOOK_EVERY", 0.05)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    made = consumer._made(consumer._Inside, end_within=consumer.END_WITHIN)
    made.start()
    try:
        assert began.wait(20)
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    finally:
        at = clock.monotonic()
        made.stop(graceful=True)
        took = clock.monotonic() - at
        may_end.set()
        for thread in [made.scheduler, *(thread for _worker, thread in made.worker_threads)]:
            thread.join(10)
    assert took < 1
