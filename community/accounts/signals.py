"""What happened to people. Sent by `announce`, after the commit."""

from django.dispatch import Signal

# person: User, who goes by another name now
renamed = Signal()
