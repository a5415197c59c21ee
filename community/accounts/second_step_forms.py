"""allauth's forms for codes and keys, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PlainCode(forms.Form):
    """The one field of these forms, as the keyboard of a phone likes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


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
