"""Opening a room on a socket: subscribe first, then read, then answer, so that nothing falls in between."""

from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.refused import NotAllowed, NotFound

from .. import reading
from ..models import Message, Room
from ..policy import no_such_room
from . import people
from .engine import Engine
from .hub import hub
from .seats import ARRIVING
from .sockets import Socket


async def open_room(engine: Engine, socket: Socket, user_id: int, slug: str, after: int | None) -> None:
    """Answers `room.opened` and what changed since `after`. Raises Refused."""
    room_id = hub.id_of(slug) or await engine.reception.number_of(slug)
    if room_id is None:
        raise no_such_room()
    # A seat shows nothing, and nobody sees it, before it is settled: whether this person may have it is asked by
    # the reading below.
    seat = hub.join(socket, room_id, slug)
    try:
        while True:
            hides, doubts = socket.hides, seat.doubts
            opened = await engine.reception.open(reading.Ask(slug, user_id, after, hides))
            # Otherwise what the person may do has changed while it was read.
            if hides == socket.hides and doubts == seat.doubts:
                break
        check_has_place(opened.room, user_id)
    except BaseException:
        # Refused, or not to be read just now: a seat nobody settles would keep news without end.
        if socket.seats.get(room_id) is seat:
            hub.leave(socket, room_id)
        raise
    if socket.closed or seat.state is not ARRIVING:
        return
    hub.settle(seat, opened.version, opened.fact, missed=opened.missed.frame)
    if seat.room.people:
        people.show_to(seat)


def check_has_place(room: Room, user_id: int) -> None:
    """Raises Refused when every place is taken by others. Whoever is in already may open another tab."""
    local = hub.rooms.get(room.pk)
    if local is None or max(local.here, len(local.seats) - 1) < room.capacity:
        return
    here = {socket.user_id for socket, seat in local.seats.items() if seat.is_seen}
    if user_id not in here and max(local.here, len(here)) >= room.capacity:
        raise NotAllowed(
            _(
                "Every place in this room is taken at the moment. You can read along by reloading, or try another room."
            ),
            code="room_full",
        )


def room_for(user: User, slug: str) -> Room:
    """A room this person may know of, as the page sees it."""
    room = Room.objects.visible_to(user).filter(slug=slug).first()
    if room is None:
        raise no_such_room()
    return room


def message_for(user: User, slug: str, seq: int) -> Message:
    """A message this person may know of; whether its author meets them is asked by the service."""
    message = Message.objects.filter(room=room_for(user, slug), seq=seq).first()
    if message is None:
        raise NotFound(_("This message is not here."), code="no_such_message")
    return message
