"""Where allauth asks what this site wants."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.kernel import crypto

from . import guessing, leaving, returning


class Adapter(DefaultAccountAdapter):
    error_messages: dict[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for a name nobody has, a wrong password and a closed account.
        "username_password_mismatch": _(
            "This name and password do not go together. Please look at both once more."
        ),
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

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted by ours, which lets the owner in while a stranger guesses."""
        self._attempt = guessing.begin_in_form(request, "password", str(credentials.get("username", "")))

    def _rollback_login_failed_rl_usage(self) -> None:
        self._attempt.was_right()

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        guessing.know(request, response, user.handle)
        if kwargs.get("signup"):
            # What a guest chose goes along into the account.
            user.leaving = leaving.of_browser(request)
            user.save(update_fields=["leaving"])
        leaving.remember(request, response, user.leaving)
        return response

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

    def encrypt(self, text: str) -> str:
        """Whoever gets a copy of the database has no codes by it."""
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises crypto.Unreadable, also for a secret in clear: nothing that was put there otherwise opens a door."""
        return crypto.decrypt(encrypted_text)


# What allauth keeps encrypted in the data of an authenticator. The codes are a list.
SECRETS = ("secret", "seed", "migrated_codes")


def rotate_second_steps() -> crypto.Rotation:
    """The secrets of apps and spare codes under the first key; each row is locked while it is written."""
    rotation = crypto.Rotation(f"{Authenticator._meta.label}.data")
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    last = 0
    while True:
        rows = Authenticator.objects.filter(pk__gt=last, type__in=kinds).order_by("pk")[: crypto.BATCH]
        batch = list(rows)
        if not batch:
            return rotation
        last = batch[-1].pk
        for each in batch:
            rotation.seen += 1
            if any(crypto.needs_rotation(token) for token in _secrets_in(each.data)):
                _rotate_one(each.pk, rotation)


def _rotate_one(pk: int, rotation: crypto.Rotation) -> None:
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return
        try:
            for name in SECRETS:
                value = row.data.get(name)
                if isinstance(value, str):
                    row.data[name] = crypto.rotated(value)
                elif value is not None:
                    row.data[name] = [crypto.rotated(each) for each in value]
        except crypto.Unreadable:
            rotation.unreadable += 1
        else:
            row.save(update_fields=["data"])
            rotation.written += 1


def _secrets_in(data: dict[str, Any]) -> list[str]:
    found = [data.get(name) for name in SECRETS]
    return [token for value in found if value for token in ([value] if isinstance(value, str) else value)]
