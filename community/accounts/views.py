"""Coming in, and my own page."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.kernel.doors import NAMELESS, OWING, SUSPENDED, open_to
from community.kernel.http import number, own_path
from community.kernel.refused import NotAllowed, TooFast

from . import avatars, blocks, services
from .actor import actor_of
from .forms import EmailForm, SettingsForm, SignupForm
from .models import User

MOST_SHOWN = 500


class SignedIn(HttpRequest):
    """What a view behind `login_required` is given."""

    user: User


class SignUpView(allauth_views.SignupView):
    """allauth's, and a name that comes back changed is no failure: the form waits to be sent once more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before the limit on sign-ups, which looking at names is not; it asks the database nothing.
        if request.method == "POST" and "another" in request.POST and not request.user.is_authenticated:
            form = SignupForm.with_another_name(request.POST.dict())
            return self.render_to_response(self.get_context_data(form=form))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: SignupForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except services.HandleTaken:
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        """First the name to keep, then wherever the person was going."""
        going = self.get_next_url()
        return reverse("welcome") + (f"?{urlencode({'next': going})}" if going else "")


sign_up = open_to(OWING)(SignUpView.as_view())


@open_to(OWING)
@login_required
@require_safe
def welcome(request: SignedIn) -> HttpResponse:
    return render(request, "accounts/welcome.html", {"next": own_path(request.GET.get("next", ""))})


@open_to(NAMELESS)
@require_safe
def mark(request: HttpRequest, mark: str) -> HttpResponse:
    """Asks nobody: not the database, not the session. The same name is the same picture for ever."""
    if not avatars.MARK.fullmatch(mark):
        raise Http404
    response = HttpResponse(avatars.draw(mark), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


# --- My own page ---------------------------------------------------------------------------------


@open_to(OWING)
@login_required
def me(request: SignedIn) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.keep(by=actor_of(request))
        messages.success(request, _("Kept."))
        return redirect("me")
    return render(request, "accounts/me.html", {"form": form})


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@login_required
def email(request: SignedIn) -> HttpResponse:
    form = EmailForm(request.POST or None, user=request.user, initial={"email": request.user.email})
    if request.method == "POST":
        count_password_tries(request)
        if form.is_valid():
            services.change_email(request.user, by=actor_of(request), email=form.cleaned_data["email"])
            messages.success(request, _("Kept."))
            return redirect("me")
    return render(request, "accounts/email.html", {"form": form})


def count_password_tries(request: SignedIn) -> None:
    """The same limit as on the page for confirming a password. Raises TooFast."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooFast(_("Please wait a moment before doing this again."), retry_after=60)


@open_to(OWING)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def blocks_given(request: SignedIn) -> HttpResponse:
    """Whom I blocked; POST with `person` takes one back."""
    if request.method == "POST":
        given = get_object_or_404(
            blocks.given_by(request.user), person=number(request.POST.get("person", ""))
        )
        blocks.unblock(given.person, by=actor_of(request))
        messages.success(request, _("You and %(name)s can meet again.") % {"name": given.person.name})
        return redirect("blocks")
    return render(request, "accounts/blocks.html", {"blocks": blocks.given_by(request.user)[:MOST_SHOWN]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: SignedIn, handle: str) -> HttpResponse:
    """GET says what a block does and asks once more."""
    person = blocks.person_to_block(handle, by=actor_of(request))
    return block_or_ask(
        request, person, back=reverse("profile", args=[person.handle]), then=reverse("blocks")
    )


def block_or_ask(request: SignedIn, person: User, *, back: str, then: str) -> HttpResponse:
    """The same step for a person's page and for a message in a room."""
    if person == request.user:
        raise NotAllowed(_("This is you. There is nothing to block."))
    if request.method != "POST":
        return render(request, "accounts/block.html", {"person": person, "back": back})
    blocks.block(person, by=actor_of(request))
    messages.success(request, _("You and %(name)s do not meet here any more.") % {"name": person.name})
    return redirect(then)


@open_to(SUSPENDED, OWING)
@login_required
@require_POST
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    """All other devices; with `here` this one, too."""
    services.sign_out_everywhere(request.user, by=actor_of(request))
    if "here" in request.POST:
        logout(request)
        return redirect("home")
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Only this device is signed in now."))
    return redirect("usersessions_list")
