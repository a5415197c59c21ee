"""Group commit: what waits is stored together, in order, and nothing is said before it is stored."""

import asyncio
import threading

import pytest

from rooms.live.writer import MOST_TOGETHER, Writer

pytestmark = pytest.mark.django_db(transaction=True)


class Table:
    """Stores numbers, slowly if told so."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.open = threading.Event()
        self.open.set()
        self.fails = 0

    def store(self, jobs):
        self.open.wait(10)
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        self.batches.append(list(jobs))
        return [job * 10 for job in jobs], [f"news of {len(jobs)}"]


@pytest.fixture
def table():
    return Table()


@pytest.fixture
def told():
    return []


@pytest.fixture
def writer(table, told):
    made = Writer(table.store, failed=lambda: "refused", tell=told.append)
    yield made
    made.thread.shutdown()


async def test_what_comes_while_a_commit_runs_is_stored_together_by_the_next(writer, table, told):
    answers = []
    table.open.clear()
    writer.submit(1, answers.append)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for job in (2, 3, 4):
        writer.submit(job, answers.append)
    assert answers == [] and told == []
    table.open.set()
    await writer.drain()
    assert [job for batch in table.batches for job in batch] == [1, 2, 3, 4]
    assert len(table.batches) <= 2
    assert answers == [10, 20, 30, 40]
    assert len(told) == len(table.batches)


async def test_a_batch_has_an_upper_size(writer, table):
    answers = []
    for job in range(MOST_TOGETHER * 2 + 1):
        writer.submit(job, answers.append)
    await writer.drain()
    assert max(len(batch) for batch in table.batches) == MOST_TOGETHER
    assert answers == [job * 10 for job in range(MOST_TOGETHER * 2 + 1)]


async def test_a_batch_that_could_not_be_stored_is_refused_to_each_and_told_to_nobody(writer, table, told):
    answers = []
    table.fails = 1
    for job in (1, 2):
        writer.submit(job, answers.append)
    await writer.drain()
    assert answers == ["refused", "refused"] and told == []
    writer.submit(3, answers.append)
    await writer.drain()
    assert answers[-1] == 30 and told == ["news of 1"]


async def test_senders_are_answered_before_the_room_is_told(table):
    order = []
    writer = Writer(table.store, failed=lambda: None, tell=lambda news: order.append("told"))
    for job in (1, 2):
        writer.submit(job, lambda outcome: order.append("answered"))
    await writer.drain()
    writer.thread.shutdown()
    assert order == ["answered", "answered", "told"]


async def test_one_whose_answer_goes_wrong_leaves_the_others_theirs(writer):
    """A socket that breaks as it is answered is nobody else's matter."""
    answers = []

    def breaks(outcome):
        raise RuntimeError("the connection is gone")

    writer.submit(1, breaks)
    writer.submit(2, answers.append)
    await asyncio.sleep(0)
    writer.submit(3, answers.append)
    await writer.drain()
    assert answers == [20, 30]


async def test_other_writes_take_their_turn_in_the_same_thread(writer, table):
    names = []
    writer.submit(1, lambda outcome: None)
    await writer.run(lambda: names.append(threading.current_thread().name))
    await writer.drain()
    assert names[0].startswith("writer")
