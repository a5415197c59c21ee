"""Coming in, and my own page."""

from datetime import timedelta
from typing import Any

from allauth.account import views as allauth_views
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.kernel import limits
from community.kernel.doors import NAMELESS, OWING, SUSPENDED, open_to
from community.kernel.http import back_to, number, own_path, say_when
from community.kernel.refused import Conflict, Gone, NotAllowed, Refused, TooFast

from . import addresses, avatars, blocks, guessing, phrases, services
from . import leaving as ways_out
from .actor import actor_of
from .forms import EmailForm, LeavingForm, SettingsForm, SignupForm, WithPasswordForm
from .models import RecoveryPhrase, UnconfirmedAddress, User

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
        if request.method == "POST" and not request.user.is_authenticated:
            try:
                limits.SIGN_UPS.take(guessing.place_of(request))
            except TooFast as refusal:
                form = SignupForm.to_wait(request.POST.dict(), refusal)
                response = self.render_to_response(self.get_context_data(form=form), status=refusal.status)
                say_when(response, refusal)
                return response
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
        try:
            form.keep(by=actor_of(request))
        except Refused as refused:
            form.add_error(form.refused_at, str(refused.message))
        else:
            messages.success(request, _("Kept."))
            return redirect("me")
    return render(request, "accounts/me.html", {"form": form})


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@login_required
def email(request: SignedIn) -> HttpResponse:
    """The address, what is still to be confirmed, and correcting either; `again` sends the mail once more."""
    person, waiting = request.user, _waiting_address(request.user)
    if request.method == "POST" and "again" in request.POST:
        addresses.send(person, by=actor_of(request), absolute=request.build_absolute_uri)
        messages.success(request, _("A mail is on its way. It can take a few minutes."))
        return redirect("account_email")
    if request.method == "POST" and "forget" in request.POST:
        addresses.change(
            person, by=actor_of(request), email=person.email, absolute=request.build_absolute_uri
        )
        messages.success(request, _("That address is forgotten."))
        return redirect("account_email")
    form = EmailForm(
        request.POST or None,
        by=actor_of(request),
        initial={"email": waiting.email if waiting else person.email},
    )
    if request.method == "POST" and form.is_valid():
        _change_address(request, form.cleaned_data["email"])
        return redirect("account_email")
    return render(request, "accounts/email.html", {"form": form, "waiting": waiting}, status=form.status)


def _waiting_address(person: User) -> UnconfirmedAddress | None:
    return UnconfirmedAddress.objects.filter(person=person).first()


def _change_address(request: SignedIn, email: str) -> None:
    addresses.change(request.user, by=actor_of(request), email=email, absolute=request.build_absolute_uri)
    if _waiting_address(request.user) is None:
        messages.success(request, _("Kept."))
    else:
        messages.success(request, _("Kept. It opens nothing yet: please open the link in the mail we sent."))


@open_to(SUSPENDED, OWING)
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """How the keyboard leaves the site: of a person, or of a guest's browser."""
    person = request.user if isinstance(request.user, User) else None
    now = {
        "leaving": person.leaving if person else ways_out.of_browser(request),
        "signs_out": bool(person and person.leave_signs_out),
    }
    form = LeavingForm(request.POST or None, initial=now, is_guest=person is None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/leaving.html", {"form": form})
    given = form.cleaned_data
    if person is not None:
        services.change_leaving(
            person, by=actor_of(request), leaving=given["leaving"], signs_out=given["signs_out"]
        )
    messages.success(request, _("Kept."))
    response = redirect("leaving")
    ways_out.remember(request, response, given["leaving"])
    return response


# Right after signing up the password has just been typed.
JUST_CAME = timedelta(minutes=30)


@open_to(SUSPENDED, OWING)
@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_phrase(request: SignedIn) -> HttpResponse:
    """Whether there is one, and making another: the answer to that shows it, once. `take_away` does so."""
    person, by = request.user, actor_of(request)
    there = RecoveryPhrase.objects.filter(person=person).first()
    needs_password = there is not None or timezone.now() - person.date_joined > JUST_CAME
    form = WithPasswordForm(request.POST or None, by=by) if needs_password else None
    going = back_to(request, "")
    if request.method == "POST" and (form is None or form.is_valid()):
        if "take_away" in request.POST:
            phrases.take_away(person, by=by)
            messages.success(request, _("There is no recovery phrase any more."))
            return redirect("recovery_phrase")
        words = phrases.make(person, by=by).split()
        return render(request, "accounts/phrase_shown.html", {"words": words, "next": going})
    context: dict[str, Any] = {"form": form, "there": there, "next": going}
    return render(request, "accounts/phrase.html", context, status=form.status if form else 200)


@open_to(SUSPENDED, OWING)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: SignedIn, key: str) -> HttpResponse:
    """Reached by the link in the mail, signed in: who holds the mail and not the account proves nothing. A mail
    program that looks at links by itself must change nothing, so it takes one press."""
    try:
        waiting = addresses.of_link(request.user, key)
        if request.method == "POST":
            addresses.confirm(request.user, by=actor_of(request), key=key)
            messages.success(request, _("Thank you. This address can get you back in now."))
            return redirect("account_email")
    except (Gone, Conflict) as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("account_email")
    return render(request, "accounts/confirm_email.html", {"waiting": waiting})


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
    shown = {
        "blocks": blocks.given_by(request.user)[:MOST_SHOWN],
        "mutes": blocks.muted_by(request.user)[:MOST_SHOWN],
    }
    return render(request, "accounts/blocks.html", shown)


@login_required
@require_POST
def mute(request: SignedIn, handle: str) -> HttpResponse:
    """Fold somebody's messages away for oneself; with `on=0` show them again. No step in between: it is undone at once."""
    person = services.profile_of(handle, request.user)
    if request.POST.get("on") == "0":
        blocks.unmute(person, by=actor_of(request))
        messages.success(request, _("You see what %(name)s writes again.") % {"name": person.name})
    else:
        blocks.mute(person, by=actor_of(request))
        messages.success(
            request, _("You do not see what %(name)s writes any more. Only you know.") % {"name": person.name}
        )
    return redirect(own_path(request.POST.get("next", "")) or reverse("profile", args=[person.handle]))


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
