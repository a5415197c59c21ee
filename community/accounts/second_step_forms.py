"""allauth's forms for codes and keys, in our words."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from . import guessing


class PlainCode(forms.Form):
    """The one field of these forms, as the keyboard of a phone likes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})

    def clean_code(self) -> str:
        """Counted by ours. Whoever is asked for a code has shown the password, and still may be a stranger."""
        user: Any = self.user  # type: ignore[attr-defined]
        attempt = guessing.begin_in_form(context.request, "code", user.handle)
        code: str = super().clean_code()  # type: ignore[misc]
        attempt.was_right()
        return code


class CodeForm(PlainCode, AuthenticateForm):
    pass


class CodeAgainForm(PlainCode, ReauthenticateForm):
    pass


class FirstCodeForm(PlainCode, ActivateTOTPForm):
    pass


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.initial["name"] = _("My key")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this key alone, without a password")
        alone.help_text = _("The key then asks for your fingerprint, your face or a PIN.")
