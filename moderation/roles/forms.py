"""Giving up a role, and the admin's forms about roles."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.fields import Line

from .models import Role, RoleGrant


class ReasonForm(forms.Form):
    reason = Line(
        label=_("Why"),
        max_length=300,
        help_text=_("It stays with the role. The person and staff can read it."),
        error_messages={"required": _("Please give the reason; it stays with the role.")},
    )


class GiveUpForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "A few words are enough, such as “I need a break”. Staff can read it."
        )


class GrantForm(forms.ModelForm[RoleGrant]):
    """What staff fill in. Stored by moderation.services.grant and by nothing else."""

    handle = Line(
        label=_("Person"), max_length=40, help_text=_("The name the person signs in with, as on their page.")
    )

    class Meta:
        model = RoleGrant
        fields = ("handle", "role", "level", "room", "start", "until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = False
        self.fields["start"].initial = None
        self.fields["start"].help_text = _("Empty: from now on.")
        self.fields["until"].help_text = _("Empty: open-ended. The role ends at that very second.")
        self.fields["level"].help_text = _("Only for supporters. Empty: provisional.")
        self.fields["room"].help_text = _("Empty: for the whole site.")
        # Not the model's value for "no level": what is empty is left to the service.
        self.fields["level"].required = False

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().lower().removeprefix("@")
        self.person = User.objects.filter(handle=handle, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody signs in with this name."))
        return handle

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        until, start = given.get("until"), given.get("start") or timezone.now()
        if until is not None and until <= max(start, timezone.now()):
            self.add_error("until", _("Choose an end that lies ahead."))
        if given.get("level") and given.get("role") != Role.SUPPORTER:
            self.add_error("level", _("Levels are for supporters."))
        return given
