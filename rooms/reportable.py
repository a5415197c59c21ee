"""What of the rooms can be reported: a message and a room, found through what the person may see."""

from typing import Self

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.reportable import Near, Reportable, Sealed
from community.kernel.http import number
from community.kernel.refused import Refused
from moderation.roles.policy import is_moderator

from . import reading, services
from .models import Message, Room

GONE = {Message.Removed.AUTHOR: _("taken back"), Message.Removed.MODERATOR: _("hidden")}


class ReportedRoom(Reportable[Room]):
    """Nobody answers for it, and it is not hidden but changed or archived by staff."""

    name = "room"
    model = Room
    label = _("a room")
    can_be_hidden = False

    @classmethod
    def find(cls, key: str, *, viewer: Actor) -> Self | None:
        try:
            return cls(reading.enter(key, viewer.pk).room)
        except Refused:
            return None

    @property
    def key(self) -> str:
        return self.thing.slug

    @property
    def url(self) -> str:
        return self.thing.get_absolute_url()

    @property
    def person(self) -> None:
        return None

    @property
    def room_id(self) -> int:
        return self.thing.pk

    @property
    def heading(self) -> str | Promise:
        return _("About the room “%(title)s”.") % {"title": self.thing.title}

    @property
    def words(self) -> str:
        """Everything the room says of itself."""
        room = self.thing
        said = (room.title, room.for_whom, room.description, room.guidelines, room.banner)
        return "\n\n".join(part for part in said if part)

    def seal(self) -> Sealed:
        room = self.thing
        return {
            **super().seal(),
            "title": room.title,
            "for_whom": room.for_whom,
            "description": room.description,
            "guidelines": room.guidelines,
            "banner": room.banner,
        }


class ReportedMessage(Reportable[Message]):
    name = "message"
    model = Message
    label = _("a message")
    can_be_hidden = True
    said = ("words", "note", "name")
    beside = ("author", "room")

    @classmethod
    def find(cls, key: str, *, viewer: Actor) -> Self | None:
        slug, _dot, place = key.rpartition(".")
        seq = number(place)
        where = ReportedRoom.find(slug, viewer=viewer)
        if where is None or seq is None:
            return None
        room = where.thing
        message = Message.objects.select_related("author").filter(room=room, seq=seq).first()
        # What is taken away is not seen any more, so nothing can be said about it.
        if message is None or message.removed:
            return None
        # A block keeps nobody from moderating: else it would be a way to do as one likes.
        if message.author_id in blocks.hidden_from(viewer.person) and not is_moderator(viewer, room.pk):
            return None
        message.room = room
        return cls(message)

    @property
    def key(self) -> str:
        return f"{self.thing.room.slug}.{self.thing.seq}"

    @property
    def url(self) -> str:
        return reverse("message", args=[self.thing.room.slug, self.thing.seq]) + f"#m{self.thing.seq}"

    @property
    def person(self) -> User:
        return self.thing.author

    @property
    def room_id(self) -> int:
        return self.thing.room_id

    @property
    def heading(self) -> str | Promise:
        return _("About this message from %(name)s:") % {"name": self.thing.author.name}

    @property
    def words(self) -> str:
        return self.thing.body

    @property
    def note(self) -> str:
        return self.thing.note

    def around(self, count: int = 10) -> list[Near]:
        """The messages before and after, `count` in all beside this one."""
        near = Message.objects.filter(room=self.thing.room_id).select_related("author")
        before = list(near.filter(seq__lt=self.thing.seq).order_by("-seq")[: count // 2])
        after = list(near.filter(seq__gt=self.thing.seq).order_by("seq")[: count - len(before)])
        return [self._near(row) for row in (*reversed(before), self.thing, *after)]

    def _near(self, row: Message) -> Near:
        return Near(
            who=row.author.name,
            at=row.at,
            words=row.body,
            note=row.note,
            gone=GONE.get(Message.Removed(row.removed), ""),
            is_this=row.pk == self.thing.pk,
        )

    @property
    def is_hidden(self) -> bool:
        return bool(self.thing.removed)

    def hide(self, *, by: Actor) -> None:
        self.thing = services.hide_message(self.thing, by=by)

    def show(self, *, by: Actor) -> None:
        self.thing = services.show_message(self.thing, by=by)

    def seal(self) -> Sealed:
        message = self.thing
        return {
            **super().seal(),
            "version": message.version,
            "at": message.at.isoformat(),
            "edited": message.edited_at is not None,
        }
