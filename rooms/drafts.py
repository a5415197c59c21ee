"""What somebody wants to say, what is known while it is looked at, and how that can end."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.refused import Conflict, Refused
from moderation.roles.policy import Powers

from .models import Membership, Message, Room

Place = tuple[int, int]


@dataclass(slots=True)
class Post:
    """What somebody wants to say. `at` is for stories of the past (demo, import); sockets never set it.

    `anyway`: having been reminded, they want it sent as it is. None: whoever sends this knows of no reminders.
    """

    room: str
    by: Actor
    client_id: uuid.UUID
    body: str
    reply_to: int | None = None
    note: str = ""
    at: datetime | None = None
    anyway: bool | None = None


@dataclass(slots=True)
class Draft:
    """A post as the checks see it: cleaned words, and the locked rows it is about.

    With `changes` it is new words for that message. The room and the person are there once `is_here` and
    `may_enter` have been asked.
    """

    found: Actor | None
    found_room: Room | None
    membership: Membership | None
    body: str
    note: str
    client_id: uuid.UUID
    reply_to: int | None = None
    anyway: bool = False
    is_past: bool = False
    changes: Message | None = None

    @property
    def by(self) -> Actor:
        """Who says it, with their row as it is now."""
        assert self.found is not None
        return self.found

    @property
    def person(self) -> User:
        return self.by.person

    @property
    def room(self) -> Room:
        assert self.found_room is not None
        return self.found_room

    @property
    def is_bound(self) -> bool:
        """Whether limits hold: neither a story of the past nor a crowd made to measure the engine has any."""
        return not self.is_past and not self.person.is_crowd


@dataclass(slots=True)
class Facts:
    """What the checks ask, loaded once for a whole batch. What the batch has accepted so far is in it, too."""

    now: datetime
    powers: Mapping[int, Powers] = field(default_factory=dict)
    said: dict[tuple[int, uuid.UUID], Message] = field(default_factory=dict)
    # When each author wrote lately, oldest first; and last in a room with slow mode, by (room, author).
    lately: dict[int, list[datetime]] = field(default_factory=dict)
    last_in_room: dict[Place, datetime] = field(default_factory=dict)
    # Who wrote what is answered, by (room, seq); and the pairs of people who do not meet.
    answered: dict[Place, int] = field(default_factory=dict)
    apart: Collection[frozenset[int]] = frozenset()

    def has_role(self, person: User) -> bool:
        powers = self.powers.get(person.pk)
        return powers is not None and not powers.is_member_only

    def are_apart(self, one: int, other: int) -> bool:
        return frozenset((one, other)) in self.apart

    def note(self, draft: Draft, message: Message) -> None:
        """It is going to be stored: the next of this batch comes after it."""
        self.said[message.author_id, message.client_id] = message
        self.answered[message.room_id, message.seq] = message.author_id
        if draft.is_bound:
            self.lately.setdefault(message.author_id, []).append(message.at)
            self.last_in_room[message.room_id, message.author_id] = message.at


# --- How it can end -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Accepted:
    seq: int
    version: int
    duplicate: bool = False
    message: Message | None = None


@dataclass(slots=True)
class Held:
    """Kept where nobody else sees it, until somebody has looked at it; `message` says so kindly.

    `keep` stores it, in the batch's own transaction. It is called again when the same post is sent again, and
    must then change nothing: (person, client_id) is what names the post.
    """

    message: str | Promise
    url: str = ""
    keep: Callable[[Draft], None] | None = None


@dataclass(slots=True)
class Remind:
    """Not stored: a clause to think of first. Where `may_send`, the same post with `anyway` goes out."""

    clause: str
    message: str | Promise
    may_send: bool = True


Outcome = Accepted | Refused | Held | Remind


def as_refusal(outcome: Held | Remind) -> Refused:
    """The same for whoever cannot be told otherwise: a client that knows nothing of it, or a change of words."""
    return Conflict(outcome.message, code="held" if isinstance(outcome, Held) else "remind")
