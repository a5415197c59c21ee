"""Looking after the words by which rooms are found. Saving a room keeps them; this makes up for what wrote past it."""

from django.db.models import QuerySet

from .models import Room, RoomWords

PIECE = 500


def gather(rooms: QuerySet[Room] | None = None) -> int:
    """Make the words of these rooms, or of all, anew where they are others; how many were."""
    changed, last = 0, 0
    rooms = Room.objects.all() if rooms is None else rooms
    while piece := list(rooms.filter(pk__gt=last).select_related("words").order_by("pk")[:PIECE]):
        last = piece[-1].pk
        wrong = [room for room in piece if not _are_right(room)]
        RoomWords.keep(wrong)
        changed += len(wrong)
    return changed


def _are_right(room: Room) -> bool:
    kept, made = getattr(room, "words", None), RoomWords.of(room)
    return kept is not None and (kept.near, kept.far) == (made.near, made.far)
