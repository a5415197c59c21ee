"""How a room is called in somebody's news: by its title, where they may still see it."""

from collections.abc import Collection

from community.accounts.models import User
from community.accounts.notices.drawing import says

from .models import Room


@says("room_id")
def titles(reader: User, numbers: Collection[int]) -> dict[int, str]:
    rooms = Room.objects.visible_to(reader).filter(pk__in=numbers)
    return dict(rooms.values_list("pk", "title"))
