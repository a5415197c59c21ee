"""What open tabs should hear, once it is stored."""

from django.dispatch import Signal

# person_id: int, kind: str, text: str in the person's language, url: str, unseen: how many wait now
told = Signal()
# person_id: int. What they want to hear of is another than before, or they have looked what is new in rooms.
wishes_changed = Signal()
# person_id: int, unseen: int. Something was seen in one tab; the others count less, too.
seen = Signal()
