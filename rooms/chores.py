"""What rooms do regularly."""

from datetime import timedelta

from django.db.models import F

from community.kernel.chores import every, nightly

from . import endings, wording
from .live import presence
from .models import Room
from .pace import hours


@every(timedelta(minutes=1))
def sweep_old_presence() -> None:
    """Leases left by processes that were killed. Nobody sees them any more; they would only pile up."""
    presence.sweep()


@nightly
def let_old_messages_go() -> None:
    """What is older than its room keeps."""
    endings.let_old_messages_go()


@every(timedelta(minutes=1))
def note_who_spoke() -> None:
    """By this the list finds the rooms in which somebody spoke last; it puts them in order by the real moment."""
    Room.objects.filter(last_message_at__gt=F("heard_at")).update(heard_at=F("last_message_at"))


@nightly
def look_when_rooms_are_lively() -> None:
    """The hours of the day at which each room is usually talked in, from its last weeks."""
    hours.look_at_all()


@nightly
def keep_rooms_found() -> None:
    """The words of a room that was written past its `save`."""
    wording.gather()
