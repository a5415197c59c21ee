"""What open tabs should hear, once it is stored."""

from django.dispatch import Signal

# person_id: int, kind: str, text: str in the person's language, url: str, unseen: how many wait now
told = Signal()
# person_id: int, unseen: int. Something was seen in one tab; the others count less, too.
seen = Signal()
