"""Asking to read a private room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.kernel.fields import Line, Words


class BreakGlassForm(forms.Form):
    room = Line(
        label=_("Address of the room"),
        max_length=120,
        help_text=_("The last part of its address, as in a report: late-evening"),
        error_messages={"required": _("Please say which room.")},
    )
    reason = Words(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person and, afterwards, everybody in the room read this. Name nobody."),
        error_messages={
            "required": _("Please give the reason. The members of the room will read it afterwards.")
        },
    )

    def clean_room(self) -> str:
        """A whole address is as good as its last part."""
        given: str = self.cleaned_data["room"]
        return given.strip().rstrip("/").rpartition("/")[2].lower()
