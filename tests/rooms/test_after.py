"""What follows a commit: the answer, the room's news, and only then whoever else listens, in a thread of their own."""

import asyncio
import threading
import uuid

import pytest

from community.kernel import announce
from rooms import posting, signals
from rooms.live.after import After
from rooms.live.writer import Writer
from rooms.posting import Accepted, Post
from tests.support.people import acting

pytestmark = pytest.mark.django_db(transaction=True)


class Listener:
    """Somebody who listens to messages, as slowly as the test wants."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.threads: set[str] = set()
        self.may_go_on = threading.Event()

    def __call__(self, sender, *, messages, **facts):
        assert self.may_go_on.wait(20)
        self.threads.add(threading.current_thread().name)
        self.heard += [message.body for message in messages]


@pytest.fixture
def listener():
    made = Listener()
    signals.messages_posted.connect(made)
    yield made
    made.may_go_on.set()
    signals.messages_posted.disconnect(made)


class Live:
    """The writer and the thread after it, as the engine puts them together."""

    def __init__(self, **options) -> None:
        self.said: list[str] = []
        self.after = After(**options)
        self.writer: Writer = Writer(posting.store_messages, failed=AssertionError, tell=self._told)

    async def __aenter__(self):
        self.after.start()
        announce.hand_to(self.after.submit)
        return self

    async def __aexit__(self, *_):
        await self.writer.drain()
        announce.hand_to(None)
        await self.after.stop(within=20)
        self.writer.thread.shutdown()

    def _told(self, news) -> None:
        self.said.append("told")

    async def say(self, room, person, body):
        """Until the sender has their answer."""
        answer = asyncio.get_running_loop().create_future()

        def done(outcome):
            self.said.append("answered")
            answer.set_result(outcome)

        self.writer.submit(Post(room.slug, acting(person), uuid.uuid4(), body), done)
        return await asyncio.wait_for(answer, 20)


async def test_a_slow_listener_delays_neither_an_answer_nor_the_next_batch(room, alice, bob, listener):
    async with Live() as live:
        assert isinstance(await live.say(room, alice, "one"), Accepted)
        assert isinstance(await live.say(room, bob, "two"), Accepted)
        assert live.said == ["answered", "told"] * 2 and not listener.heard
        listener.may_go_on.set()
    assert listener.heard == ["one", "two"]
    assert listener.threads == {"after"}


async def test_nobody_hears_of_a_message_before_its_sender_and_the_room(room, alice, listener):
    listener.may_go_on.set()
    async with Live() as live:
        submit, order = live.after.submit, []
        announce.hand_to(lambda jobs: (order.append([*live.said, *listener.heard]), submit(jobs)))
        await live.say(room, alice, "hello")
        await live.writer.drain()
    assert order[0] == ["answered", "told"]
    assert listener.heard == ["hello"]


async def test_what_waits_at_the_end_is_still_done(room, alice, listener):
    async with Live() as live:
        await live.say(room, alice, "the last word")
        await live.writer.drain()
        listener.may_go_on.set()
    assert listener.heard == ["the last word"] and live.after.waiting == 0


async def test_one_that_hangs_does_not_keep_the_process_from_ending(caplog):
    after, hangs = After(), threading.Event()
    after.start()
    after.submit([lambda: hangs.wait(20) and None, lambda: None])
    await after.stop(within=0.05)
    assert "not done before the end" in caplog.text
    hangs.set()


async def test_one_that_fails_stops_nobody(caplog):
    after, done = After(), []

    def fails():
        raise RuntimeError("a bell without a clapper")

    after.start()
    after.submit([fails, lambda: done.append(1)])
    await after.stop()
    assert done == [1] and "a bell without a clapper" in caplog.text


async def test_when_far_too_much_waits_the_rest_is_dropped_and_said_so(caplog):
    after, begun, hangs, done = After(most=2), threading.Event(), threading.Event(), []
    after.start()
    after.submit([lambda: begun.set() or (hangs.wait(20) and None)])
    await asyncio.to_thread(begun.wait, 20)
    after.submit([lambda: done.append(1), lambda: done.append(2), lambda: done.append(3)])
    await asyncio.sleep(0)
    assert after.dropped == 1 and "dropped" in caplog.text
    hangs.set()
    while after.waiting:
        await asyncio.sleep(0)
    await after.stop()
    assert done == [1, 2]


async def test_what_an_edit_over_the_socket_announces_follows_it_too():
    """`Writer.run`: any other write, whoever asks for it."""
    order = []
    async with Live() as live:

        def act():
            announce.afterwards(lambda: order.append(threading.current_thread().name))
            order.append("done")

        await live.writer.run(act)
    assert order == ["done", "after"]
