"""Exports are personal, too."""

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, not_exported

declare(
    "privacy.Export",
    "person",
    part=Part.ACCOUNT,
    what=_("Archives you asked for, encrypted."),
    export=not_exported(_("You are holding one.")),
    ending=deleted(),
    kept_for=_("Seven days after it was ready."),
    read_by=_("You."),
)
