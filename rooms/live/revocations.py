"""What was taken from somebody, read from the database in the order of its numbers, and what it means for open tabs."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Revocation

from .frames import NOT_HERE, SIGNED_OUT
from .hub import Hub
from .seats import Seat
from .sockets import Socket

# Revocations are numbered before they commit, so a later number can be seen first: a number that was jumped
# over is asked for again for this long.
WAIT_FOR_GAP = 30.0
MOST_GAPS = 500
REMEMBER = 2000
NOT_IN_THERE = _("You are not in this room any more.")


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a look has to ask for: everything after `last`, and the numbers that were jumped over."""

    last: int
    gaps: tuple[int, ...]


class Revocations:
    def __init__(self, hub: Hub, *, rights_changed: Callable[[Socket, list[Seat]], None]) -> None:
        self._hub = hub
        self._rights_changed = rights_changed
        # Unknown until the database has said it once: else a process that starts while the database is away would
        # later take every old revocation for a new one.
        self._last: int | None = None
        self._gaps: dict[int, float] = {}
        self._heeded: deque[tuple[float, Revocation]] = deque(maxlen=REMEMBER)

    # --- Numbers --------------------------------------------------------------------------------------

    @property
    def have_begun(self) -> bool:
        return self._last is not None

    def begin_after(self, newest: int) -> None:
        """Whatever was revoked before this process had sockets is told by the sign-in itself."""
        if self._last is None:
            self._last = newest

    def unseen(self) -> Unseen:
        now = time.monotonic()
        self._gaps = {number: at for number, at in self._gaps.items() if now - at < WAIT_FOR_GAP}
        return Unseen(self._last or 0, tuple(self._gaps))

    def _note(self, number: int, now: float) -> None:
        self._gaps.pop(number, None)
        last = self._last or 0
        jumped = range(max(last + 1, number - MOST_GAPS), number)
        self._gaps.update((each, now) for each in jumped)
        self._last = max(last, number)

    # --- Heeding --------------------------------------------------------------------------------------

    def heed(self, found: Iterable[Revocation]) -> None:
        for revocation in found:
            now = time.monotonic()
            self._note(revocation.pk, now)
            self._heeded.append((now, revocation))
            for socket in list(self._hub.by_user.get(revocation.user_id or 0, ())):
                self._apply(revocation, socket)
            if revocation.kind == Revocation.Kind.RIGHTS:
                self._role_may_have_changed(revocation.user_id)

    def since(self, moment: float, user_id: int) -> list[Revocation]:
        """Of a person, heeded after `moment` (monotonic): a socket made meanwhile has missed them."""
        return [row for at, row in self._heeded if at >= moment and row.user_id == user_id]

    def _apply(self, revocation: Revocation, socket: Socket) -> None:
        """What this revocation means for this tab, if anything."""
        kind = revocation.kind
        if kind == Revocation.Kind.ACCOUNT:
            self._end(socket, NOT_HERE)
        elif kind == Revocation.Kind.SESSIONS or (
            kind == Revocation.Kind.SESSION and revocation.session == socket.session
        ):
            self._end(socket, SIGNED_OUT)
        elif kind == Revocation.Kind.ROOM and revocation.room_id in socket.seats:
            self._hub.lose(socket, revocation.room_id, str(NOT_IN_THERE))
        elif kind == Revocation.Kind.RIGHTS:
            seats = [seat for seat in socket.seats.values() if revocation.room_id in (None, seat.room.id)]
            self._rights_changed(socket, seats)

    def _end(self, socket: Socket, code: int) -> None:
        self._hub.leave_all(socket)
        socket.close(code)

    def _role_may_have_changed(self, user_id: int | None) -> None:
        """The word beside the name, for everybody who sees it."""
        shown = [
            room.id for room in self._hub.rooms.values() if any(one["id"] == user_id for one in room.people)
        ]
        if shown:
            self._hub.comings.changed_in(shown)
            self._hub.look()


# --- In a thread with a connection -----------------------------------------------------------------------


def newest() -> int:
    number = Revocation.objects.order_by("-pk").values_list("pk", flat=True).first()
    return number or 0


def find(unseen: Unseen) -> list[Revocation]:
    return list(Revocation.objects.filter(Q(pk__gt=unseen.last) | Q(pk__in=unseen.gaps)).order_by("pk"))
