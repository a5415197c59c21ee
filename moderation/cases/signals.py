"""What happened to a case. Sent by `announce`, after the commit."""

from django.dispatch import Signal

# case: Case
case_changed = Signal()
