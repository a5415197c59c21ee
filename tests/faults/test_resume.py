"""Away for any number of changes of any kind, a tab that comes back shows what a fresh load shows: P6.

The tab is a model that applies frames as the contract says. What it is given comes from the very reading the
socket answers with (rooms/reading.py) and from the news the services tell the hub, both as text on a wire.
"""

import json
import os
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from community.kernel.refused import TooFast
from rooms import endings, posting, reading, services
from rooms.live import frames
from rooms.live.hub import hub
from rooms.models import Message, Room
from tests.support import people
from tests.support.people import acting

from .talk import Shown, fresh_load

SIZE = max(1, int(os.environ.get("FAULT_SIZE", "1")))
EXAMPLES = 25 * SIZE
AT_ONCE = [1] * 20 + [2, 2, 7, 7, 60, 60, 301, 301] + ([1500, 5000] if SIZE > 1 else [])
PEOPLE, PLACES = st.integers(0, 2), st.integers(0, 60)


def over_the_wire(frame: Any) -> dict[str, Any]:
    return dict(json.loads(frames.encode(frame)))


class Tabs(RuleBasedStateMachine):
    """One room; three people who do everything one can do; tabs that hear all, some or nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs: list[Shown] = []
        self.online: set[int] = set()
        self.deaf: set[int] = set()
        self.told: list[dict[str, Any]] = []
        self.around = transaction.atomic()
        self.around.__enter__()
        self.tell, hub.tell = hub.tell, self.hear  # type: ignore[method-assign]
        self.look_soon, hub.look_soon = hub.look_soon, lambda: None  # type: ignore[method-assign]

    def teardown(self) -> None:
        for number in range(len(self.tabs)):
            self.come_back(number)
        self.check(set(range(len(self.tabs))))
        hub.tell, hub.look_soon = self.tell, self.look_soon  # type: ignore[method-assign]
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @initialize()
    def open_a_room(self) -> None:
        name = uuid.uuid4().hex[:12]
        self.room = people.make_room(f"room-{name}").pk
        self.people = [people.make_person(f"{who}-{name}", password=None, origin="crowd") for who in "abc"]
        self.a_new_tab()

    # --- What happens in the room ------------------------------------------------------------------------

    def hear(self, news: list[Any]) -> None:
        """What the hub would pass on: to every tab that is online and not deaf to this one."""
        for piece in news:
            frame = over_the_wire(frames.changes(piece.room, piece.after, piece.version, piece.messages))
            self.told.append(frame)
            for number in self.online - self.deaf:
                if not self.tabs[number].apply(frame):
                    self.come_back(number)
            self.deaf.clear()

    @rule(who=PEOPLE, count=st.sampled_from(AT_ONCE), answer=st.booleans())
    def say(self, who: int, count: int, answer: bool) -> None:
        room = Room.objects.get(pk=self.room)
        reply_to = room.seq if answer and room.seq else None
        posts = [
            posting.Post(room.slug, acting(self.people[who]), uuid.uuid4(), f"line {n}", reply_to)
            for n in range(count)
        ]
        for start in range(0, count, 250):
            with TestCase.captureOnCommitCallbacks(execute=True):
                outcomes = posting.post_messages(posts[start : start + 250])
            assert all(isinstance(outcome, posting.Accepted) for outcome in outcomes)

    def some(self, place: int) -> Message | None:
        """A message, counted from the newest."""
        top = Room.objects.get(pk=self.room).seq
        if not top:
            return None
        seq = top - place % top
        # What is not kept any longer is not there.
        return Message.objects.select_related("author").filter(room=self.room, seq=seq).first()

    def change(self, act: Any) -> None:
        try:
            with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
                act()
        except TooFast:
            pass

    @rule(place=PLACES, words=st.sampled_from(["other words", "and others"]))
    def edit(self, place: int, words: str) -> None:
        message = self.some(place)
        if message and not message.removed:
            self.change(lambda: services.edit(message, by=acting(message.author), body=words))

    @rule(place=PLACES)
    def remove(self, place: int) -> None:
        if message := self.some(place):
            self.change(lambda: services.remove(message, by=acting(message.author)))

    @rule(
        place=PLACES,
        who=PEOPLE,
        kind=st.sampled_from(["hear", "thinking", "same", "helped"]),
        on=st.booleans(),
    )
    def react(self, place: int, who: int, kind: str, on: bool) -> None:
        message = self.some(place)
        # Nobody reacts to their own words.
        if message and not message.removed and message.author != self.people[who]:
            self.change(lambda: services.react(message, by=acting(self.people[who]), reaction=kind, on=on))

    @rule(who=PEOPLE)
    def delete_what_is_of(self, who: int) -> None:
        person = self.people[who]
        self.change(lambda: endings.take_back_all(person))
        self.change(lambda: endings.take_back_reactions(person))

    @rule(place=PLACES)
    def let_the_oldest_go(self, place: int) -> None:
        """The hub is told to look, as once a second: each tab that is here asks what it has missed."""
        top = Room.objects.get(pk=self.room).seq
        old = timezone.now() - timedelta(days=8)
        Message.objects.filter(room=self.room, seq__lte=top - place).update(at=old)
        Room.objects.filter(pk=self.room).update(keep_days=7)
        self.change(lambda: endings.purge(Room.objects.get(pk=self.room)))
        for number in set(self.online):
            self.come_back(number)

    # --- What happens to the tabs ------------------------------------------------------------------------

    @precondition(lambda self: len(self.tabs) < 4)
    @rule()
    def a_new_tab(self) -> None:
        self.tabs.append(Shown())
        self.come_back(len(self.tabs) - 1)

    @rule(tab=st.integers(0, 3))
    def go_away(self, tab: int) -> None:
        self.online.discard(tab)

    @rule(tab=st.integers(0, 3))
    def come_back(self, tab: int) -> None:
        if tab >= len(self.tabs):
            return
        shown, room = self.tabs[tab], Room.objects.get(pk=self.room)
        assert shown.apply(over_the_wire(reading.changes_after(room, shown.version)))
        assert shown.version == room.version
        self.online.add(tab)
        self.check({tab})

    @rule(tab=st.integers(0, 3))
    def miss_the_next(self, tab: int) -> None:
        self.deaf.add(tab)

    @precondition(lambda self: self.told)
    @rule(tab=st.integers(0, 3), back=st.integers(1, 5))
    def hear_again(self, tab: int, back: int) -> None:
        """Old news once more changes nothing."""
        if tab < len(self.tabs) and tab in self.online:
            before = dict(self.tabs[tab].messages), self.tabs[tab].version
            frame = self.told[-min(back, len(self.told))]
            if frame["version"] <= (self.tabs[tab].version or 0):
                assert self.tabs[tab].apply(frame)
                assert before == (self.tabs[tab].messages, self.tabs[tab].version)

    # --- What has to be so ---------------------------------------------------------------------------------

    def check(self, numbers: set[int]) -> None:
        room = Room.objects.get(pk=self.room)
        truth = {int(seq): over_the_wire(fact) for seq, fact in fresh_load(room.slug).items()}
        loaded = over_the_wire(reading.changes_after(room, None))["messages"]
        for number in numbers:
            shown = self.tabs[number]
            first = min(shown.messages, default=1)
            assert shown.messages == {seq: fact for seq, fact in truth.items() if seq >= first}
            assert all(shown.messages[message["seq"]] == message for message in loaded)


@pytest.mark.django_db
def test_what_a_tab_shows_equals_a_fresh_load():
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Tabs,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            database=None,
        ),
    )
