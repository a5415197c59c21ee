"""Where allauth asks what this site wants."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import returning


class Adapter(DefaultAccountAdapter):
    error_messages: dict[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for a name nobody has, a wrong password and a closed account.
        "username_password_mismatch": _(
            "This name and password do not go together. Please look at both once more."
        ),
        "too_many_login_attempts": _("There were several tries in a short time. Please wait five minutes."),
        "incorrect_password": _("This is not the password of this account."),
        "enter_current_password": _("This is not the password you have now."),
        "rate_limited": _("Please wait a moment before doing this again."),
        "invalid_password_reset": _("This link does not work any more. Please ask for a new one."),
    }

    def format_email_subject(self, subject: str) -> str:
        """A subject as it is: whoever sees the list of mails need not see what site this is."""
        return str(subject)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Whoever may come back goes on to the second step, if they have one, as everybody does."""
        return None if user.may_come_back else super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        """After the last step. A closed account is not signed in: one page opens and no other."""
        if user.is_active:
            super().login(request, user)
            return
        returning.wait(request, user)
        raise ImmediateHttpResponse(redirect("closed_account"))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("welcome")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages: dict[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Please take the one that is shown now."),
        "cannot_generate_recovery_codes": _("Spare codes come with a key or an app. Please add one first."),
    }

    def _get_user_identifier(self, user: Any) -> str:
        """What an app or a key shows beside its code: the name, never the address."""
        return str(user.handle)
