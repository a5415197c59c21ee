"""What is held of people who have a role."""

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, rows

declare(
    "roles.RoleGrant",
    "person",
    part=Part.ROLE,
    what=_("Roles you have or had, and why."),
    export=rows(
        role=_("Role"),
        level=_("Level"),
        room__title=_("Only in room"),
        start=_("From"),
        until=_("Until"),
        reason=_("Reason"),
        ended_at=_("Ended"),
        end_reason=_("Why it ended"),
    ),
    ending=deleted(),
    kept_for=_("As long as your account, also after the role has ended."),
    read_by=_("You and staff. That you have the role now stands beside your name."),
)
declare(
    "roles.RoleGrant",
    "granted_by",
    part=Part.ROLE,
    what=_("Roles you gave."),
    export=rows(role=_("Role"), start=_("From"), reason=_("Your reason")),
    ending=emptied(),
    kept_for=_("As long as the account of the person who got it."),
    read_by=_("That person and staff."),
)
declare(
    "roles.RoleGrant",
    "ended_by",
    part=Part.ROLE,
    what=_("Roles you ended."),
    export=rows(role=_("Role"), ended_at=_("When"), end_reason=_("Your reason")),
    ending=emptied(),
    kept_for=_("As long as the account of the person who had it."),
    read_by=_("That person and staff."),
)
declare(
    "roles.Duty",
    "person",
    part=Part.ROLE,
    what=_("When you were on duty."),
    export=rows(role=_("As"), since=_("From"), until=_("Until")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_(
        "You. While you are on duty, everybody sees that somebody is; moderators see who, and so do newcomers in a room you are in. Later only as a count of hours, where several people share them."
    ),
)
