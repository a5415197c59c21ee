"""What moderation did. The first group is sent inside the transaction, so that what it means in a room is done
or undone with it; the second by `announce`, after commit."""

from django.dispatch import Signal

# Inside the transaction. sanction: Sanction
sanction_given = Signal()
sanction_undone = Signal()
# Inside the transaction. content: Reportable; by: User
content_hidden = Signal()
content_shown = Signal()

# After commit.
# case
case_changed = Signal()
# grant: RoleGrant
roles_changed = Signal()
# person, role, on
duty_changed = Signal()
# card: HandOver
hand_over_changed = Signal()
# glass: BreakGlass. A private room was read and that is over: its members are told.
private_reading_over = Signal()
# person, kind, text, url: personal news, shown at once where the person has a tab open
notice = Signal()
