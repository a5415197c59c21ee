"""One tab in one room: the states it goes through, and the only door a frame of the room takes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from . import wire
from .facts import Fact, MessageFact, Mine, PersonFact
from .frames import changes, encode, shown_to

MOST_KEPT = 1000
Event = dict[str, Any]


class State(Enum):
    ARRIVING = "has asked for the room, which is being read for it"
    READY = "shows all that this process has told of the room"
    AHEAD = "shows more: it read the database, and the news of that is still under way"
    BEHIND = "does not read what it is sent; frames are left out"
    CATCHING_UP = "reads again; what was left out is being fetched"
    HELD = "what the person may do has changed and is being asked again"
    LEFT = "has the room no more"


ARRIVING, READY, AHEAD, BEHIND = State.ARRIVING, State.READY, State.AHEAD, State.BEHIND
CATCHING_UP, HELD, LEFT = State.CATCHING_UP, State.HELD, State.LEFT

NEXT: Mapping[State, frozenset[State]] = {
    ARRIVING: frozenset({AHEAD, LEFT}),
    AHEAD: frozenset({READY, BEHIND, CATCHING_UP, HELD, LEFT}),
    READY: frozenset({BEHIND, HELD, LEFT}),
    BEHIND: frozenset({CATCHING_UP, HELD, LEFT}),
    CATCHING_UP: frozenset({AHEAD, HELD, LEFT}),
    HELD: frozenset({AHEAD, LEFT}),
    LEFT: frozenset(),
}
OPEN = frozenset({READY, AHEAD})
# News is kept for these: something is being read for the tab, and what is committed meanwhile follows it.
KEEPING = frozenset({ARRIVING, CATCHING_UP, HELD})


class NoSuchStep(AssertionError):
    """A seat was to go where the table does not lead."""


class Tab(Protocol):
    """What a seat needs of the socket it belongs to."""

    user_id: int
    hides: frozenset[int]
    seats: "dict[int, Seat]"

    def push(self, event: Event) -> bool: ...
    def say(self, fact: Fact) -> None: ...
    def say_ready(self, event: Event) -> None: ...


@dataclass(slots=True)
class News:
    """Everything shown in a room that changed in one commit: versions in (after, version].

    With `reset` it is the room drawn anew, whatever a tab showed before.
    """

    room_id: int
    room: str
    after: int
    version: int
    messages: list[MessageFact]
    reset: bool = False
    # Person (as text) → their own reactions, as far as they are known: of whoever has just reacted, or, when it was
    # read from the database (`mine_of_all`), of everybody.
    mine: dict[str, Mine] = field(default_factory=dict)
    mine_of_all: bool = False

    def as_facts(self) -> dict[str, Any]:
        """For another process. Not `asdict`, which copies every message to its last letter."""
        return {
            "room_id": self.room_id,
            "room": self.room,
            "after": self.after,
            "version": self.version,
            "messages": self.messages,
            "reset": self.reset,
            "mine": self.mine,
            "mine_of_all": self.mine_of_all,
        }

    def event(self, hides: frozenset[int] = frozenset(), reader: int = 0) -> Event:
        """For the whole room, or for one reader of it who is not shown everything or has something of their own."""
        messages = shown_to(hides, self.messages)
        mine = self.mine.get(str(reader), {} if self.mine_of_all else None)
        return wire.event(
            encode(changes(self.room, self.after, self.version, messages, reset=self.reset, mine=mine))
        )

    def shows_any(self, hides: frozenset[int]) -> bool:
        return not hides.isdisjoint(fact["author"]["id"] for fact in self.messages)


@dataclass(slots=True, eq=False)
class LocalRoom:
    """A room that somebody has open in this process. `version` is what has been told of it here."""

    id: int
    slug: str
    version: int | None = None
    seats: "dict[Tab, Seat]" = field(default_factory=dict)
    ready: "dict[Tab, Seat]" = field(default_factory=dict)
    early: list[News] = field(default_factory=list)
    here: int = 0
    people: list[PersonFact] = field(default_factory=list)
    # The same as whoever meets everybody is shown it, ready for the wire (people.py).
    people_shown: Event | None = None
    typing: dict[int, float] = field(default_factory=dict)

    def show(self, fact: Fact) -> None:
        """To every tab that is level with the room; a slow one goes without."""
        event = wire.event(encode(fact))
        for seat in self.ready.values():
            seat.show(event)

    def deliver(self, news: News) -> int:
        """The next piece of news, to every tab that may be shown it; to how many it went at once."""
        event, mine = news.event(), news.mine
        slow = []
        for seat in self.ready.values():
            tab = seat.socket
            # A frame of one's own is hardly ever needed: one is made for all others.
            own = (mine and str(tab.user_id) in mine) or (tab.hides and news.shows_any(tab.hides))
            if not seat.show(news.event(tab.hides, tab.user_id) if own else event):
                slow.append(seat)
        told = len(self.ready) - len(slow)
        for seat in slow:
            seat.move(BEHIND)
        self.version = news.version
        if len(self.ready) < len(self.seats):
            self._deliver_to_others(news)
        return told

    def _deliver_to_others(self, news: News) -> None:
        for seat in self.seats.values():
            if seat.state in KEEPING:
                # To draw the room anew for them is left to the hub's `settle`, which sees what they lack.
                if not news.reset:
                    seat.keep(news)
            elif seat.state is AHEAD:
                if news.version > seat.version and not seat.show_news(news):
                    continue
                if news.version == seat.version:
                    seat.move(READY)


@dataclass(slots=True, eq=False)
class Seat:
    socket: Tab
    room: LocalRoom
    state: State = ARRIVING
    version: int = 0
    kept: list[News] = field(default_factory=list)
    # Whether the others have been told that this person is here.
    is_seen: bool = False
    # Goes up whenever what the person may do comes into doubt: an answer that was read before says nothing.
    doubts: int = 0
    is_open: bool = False
    # How the tab was last told that the room is staffed; the look tells it when that is true no more.
    staffing: str = ""
    # Whoever may not write here is never shown as writing.
    may_write: bool = False

    def move(self, state: State) -> None:
        """The only place where a state changes, and with it who is told the news of the room."""
        if state not in NEXT[self.state]:
            raise NoSuchStep(f"{self.state.name} to {state.name}")
        if self.state is READY:
            self.version = self.room.version or 0
            del self.room.ready[self.socket]
        if state not in KEEPING:
            self.kept = []
        if state is READY:
            self.room.ready[self.socket] = self
        self.state = state
        self.is_open = state in OPEN

    @property
    def shows(self) -> int:
        """The version up to which the tab shows the room."""
        return (self.room.version or 0) if self.state is READY else self.version

    def show(self, event: Event) -> bool:
        """A frame of the room, if this tab may be shown one now. False when it was not taken."""
        return self.is_open and self.socket.push(event)

    def say(self, fact: Fact) -> None:
        """The same, and kept while the reader is slow."""
        if self.is_open:
            self.socket.say(fact)

    def say_ready(self, event: Event) -> None:
        """The same with a frame that is ready for the wire, because many tabs get it."""
        if self.is_open:
            self.socket.say_ready(event)

    def show_news(self, news: News) -> bool:
        """False when it was not taken: from here on the tab is behind."""
        if not self.show(news.event(self.socket.hides, self.socket.user_id)):
            self.move(BEHIND)
            return False
        if self.state is AHEAD:
            self.version = news.version
        return True

    def keep(self, news: News) -> None:
        """For later. What does not fit is fetched then: it leaves a gap, and gaps are seen."""
        if len(self.kept) < MOST_KEPT:
            self.kept.append(news)
