"""What happened to roles and duty. Sent by `announce`, after the commit."""

from django.dispatch import Signal

# grant: RoleGrant
roles_changed = Signal()
# person, role, on
duty_changed = Signal()
