"""What happened in rooms, for whoever above listens. Sent by `announce`, after everybody has their answer."""

from django.dispatch import Signal

# messages: list[Message], with room and author loaded
messages_posted = Signal()
# room_id, room: its slug, seqs: of messages that were taken back, hidden or let go
messages_gone = Signal()
# message: with its room loaded; somebody changed their words
message_changed = Signal()
# room_id, person_id: who may not read it any more; None: nobody may
room_lost = Signal()
# room_id, person_id: somebody has read further
read_further = Signal()
# person_id: the rooms they follow, or what they want to hear of them, are others than before
following_changed = Signal()
# room, by
room_joined = Signal()
# room_ids: rooms that somebody has open in this process, every few seconds
rooms_looked_at = Signal()
