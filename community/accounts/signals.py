"""What happened to people, for the apps above."""

from django.dispatch import Signal

# user: User. The account has been closed.
account_closed = Signal()
# user: User. The person goes by another name now.
name_changed = Signal()
