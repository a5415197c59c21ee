"""What happened in rooms, for whoever above wants to know. Sent by `announce` after commit."""

from django.dispatch import Signal

# messages: list[Message], with room and author loaded
messages_posted = Signal()
# message: Message; by: Actor
message_edited = Signal()
message_removed = Signal()
# message, by, reaction, on
message_reacted = Signal()
# room, by
room_joined = Signal()
room_left = Signal()
