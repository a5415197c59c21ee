"""What happened in rooms, for whoever above listens. Sent by `announce`, after everybody has their answer."""

from django.dispatch import Signal

# messages: list[Message], with room and author loaded
messages_posted = Signal()
# room, by
room_joined = Signal()
