"""The doors from outside: signing in and getting back in. What somebody was on the way to goes along on every link."""

import math
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from community.kernel import limits
from community.kernel.doors import OWING, SUSPENDED, open_to
from community.kernel.http import own_path, say_when
from community.kernel.refused import TooFast

from . import guessing, phrases
from .forms import UsePhraseForm
from .models import User


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
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phrase = self.passthrough_next_url(reverse("use_recovery_phrase"))
        return super().get_context_data(**kwargs, phrase_url=phrase)

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


@sensitive_post_parameters("phrase", "password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_phrase(request: HttpRequest) -> HttpResponse:
    """A new password by the six words; after that the second step, where there is one, as at every sign-in."""
    if request.user.is_authenticated:
        return redirect("recovery_phrase")
    form = UsePhraseForm(request.POST or None)
    status, going = 200, own_path(request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "POST" and form.is_valid():
        person = _who_knows_the_words(request, form)
        if person is not None:
            record_authentication(request, person, method="recovery_phrase")
            another = reverse("recovery_phrase") + (f"?{urlencode({'next': going})}" if going else "")
            messages.success(
                request, _("Your new password holds. The phrase is used up: please make another.")
            )
            response: HttpResponse = perform_login(request, Login(user=person, redirect_url=another))
            return response
        status = 429 if guessing.is_too_often(form) is not None else 200
    return render(request, "accounts/use_phrase.html", {"form": form, "next": going}, status=status)


def _who_knows_the_words(request: HttpRequest, form: UsePhraseForm) -> User | None:
    given = form.cleaned_data
    try:
        attempt = guessing.begin_in_form(request, "phrase", given["handle"])
        person = phrases.use(given["handle"], given["phrase"], password=given["password"])
    except ValidationError as error:
        form.add_error(None, error)
    except phrases.WrongPhrase as refusal:
        form.add_error(None, str(refusal.message))
    else:
        attempt.was_right()
        return person
    return None


BOTH = open_to(SUSPENDED, OWING)
sign_in = BOTH(SignInView.as_view())
recover = BOTH(RecoverView.as_view())
use_recovery_phrase = BOTH(use_phrase)
