"""What every template may ask for."""

from dataclasses import replace
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from community.accounts.actor import actor_of, actor_or_none
from community.accounts.models import User
from community.accounts.notices.reading import Bell, bell_of
from community.kernel.http import back_to
from community.kernel.kept import Kept
from moderation.roles.models import Role
from moderation.roles.policy import Powers, is_moderator_anywhere, is_staff, second_factor_is_excused
from rooms import unread

NAME = "Openhearth"
_demo: Kept[str, bool] = Kept(seconds=60.0)


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": NAME,
        "demo": SimpleLazyObject(has_demo_people),
        "sign_in_url": SimpleLazyObject(lambda: sign_in_url(request)),
        "without_second_step": second_factor_is_excused(),
        # Asked only by a template that needs it.
        "at_desk": SimpleLazyObject(
            lambda: request.user.is_authenticated and is_moderator_anywhere(actor_of(request))
        ),
        # Asked when the head is drawn, after the view: what it marked as seen counts no more.
        "bell": SimpleLazyObject(lambda: _bell(request)),
        # For the page of notices, which knows no rooms.
        "new_in_rooms": SimpleLazyObject(lambda: unread.new_in_rooms(request.user)),  # type: ignore[arg-type]
        "desk_known": SimpleLazyObject(lambda: _is_known_to_moderate(request)),
        "admin_known": SimpleLazyObject(lambda: _is_known_as_staff(request)),
    }


def sign_in_url(request: HttpRequest) -> str:
    """From the head of a page one comes back to that page; from one about signing in, to where that led."""
    here = request.get_full_path()
    going = back_to(request, "") if here.startswith("/account/") else here
    on_the_way = going not in ("", "/")
    return reverse("account_login") + (f"?{urlencode({'next': going})}" if on_the_way else "")


def _bell(request: HttpRequest) -> Bell:
    """A page that lists the rooms somebody follows has counted them already, and says how many ring."""
    person = cast(User, request.user)
    bell = bell_of(person)
    if person.is_suspended:
        return bell
    known = getattr(request, "rooms_that_ring", None)
    return replace(bell, rooms=unread.how_many_ring(person) if known is None else known)


def _is_known_to_moderate(request: HttpRequest) -> bool:
    """For the header of every page: what this request has found out anyway, never a query of its own."""
    kept = _powers_kept(request)
    return kept is not None and kept.is_moderator_anywhere


def _is_known_as_staff(request: HttpRequest) -> bool:
    """For the footer of every page, the same way. Only of somebody with the flag it is asked, for the flag alone
    gives nothing: without a second step there is no administration."""
    kept, actor = _powers_kept(request), actor_or_none(request)
    if kept is not None:
        return kept.has(Role.STAFF)
    return actor is not None and actor.person.is_staff and is_staff(actor)


def _powers_kept(request: HttpRequest) -> Powers | None:
    actor = actor_or_none(request)
    return actor.kept.get("powers") if actor is not None and actor.kept else None


def has_demo_people() -> bool:
    """Whether the example people are in here. Asked with DEBUG on only, and of the database once a minute."""
    if not settings.DEBUG:
        return False
    return _demo.get("people", User.objects.filter(origin=User.Origin.DEMO).exists)
