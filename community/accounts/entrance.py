"""The doors from outside: signing in and getting back in. What somebody was on the way to goes along on every link."""

from typing import Any

from allauth.account import views as allauth_views
from django.urls import reverse

from community.kernel.doors import OWING, SUSPENDED, open_to


class SignInView(allauth_views.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recover = self.passthrough_next_url(reverse("account_reset_password"))
        return super().get_context_data(**kwargs, recover_url=recover)


class RecoverView(allauth_views.PasswordResetView):
    def get_success_url(self) -> str:
        """First that a mail is on its way; what somebody was going to waits behind the sign-in."""
        done: str = self.passthrough_next_url(reverse("account_reset_password_done"))
        return done


BOTH = open_to(SUSPENDED, OWING)
sign_in = BOTH(SignInView.as_view())
recover = BOTH(RecoverView.as_view())
