"""The doors from outside: signing in and getting back in. What somebody was on the way to goes along on every link."""

import math
from typing import Any

from allauth.account import views as allauth_views
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from community.kernel import limits
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.http import say_when
from community.kernel.refused import TooFast

from . import guessing


class SignInView(allauth_views.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recover = self.passthrough_next_url(reverse("account_reset_password"))
        return super().get_context_data(**kwargs, recover_url=recover)

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        wait = guessing.is_too_often(form)
        if wait is not None:
            response.status_code = 429
            response["Retry-After"] = str(60 * math.ceil(wait / 60))
        return response


class RecoverView(allauth_views.PasswordResetView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever asks very often waits; whoever an address belongs to is not kept from it by others who ask for it: the
        mails that were sent hold for hours."""
        place, email = guessing.place_of(self.request), guessing.digest(form.cleaned_data["email"])
        try:
            limits.RESETS_FROM.take(place)
            limits.RESETS_HERE.take(f"{email}.{place}")
        except TooFast as refusal:
            form.add_error(None, str(refusal.message))
            response: HttpResponse = self.form_invalid(form)
            response.status_code = refusal.status
            say_when(response, refusal)
            return response
        try:
            limits.RESET_MAILS.take(email)
        except TooFast:
            return redirect(self.get_success_url())
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """First that a mail is on its way; what somebody was going to waits behind the sign-in."""
        done: str = self.passthrough_next_url(reverse("account_reset_password_done"))
        return done


BOTH = open_to(SUSPENDED, OWING)
sign_in = BOTH(SignInView.as_view())
recover = BOTH(RecoverView.as_view())
