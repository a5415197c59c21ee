"""What every template may ask for."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moderation.roles.policy import is_moderator_anywhere, second_factor_is_excused

NAME = "Openhearth"
_LOOK_AGAIN = 60.0
_demo: dict[str, Any] = {"is": False, "asked": None}


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": NAME,
        "demo": SimpleLazyObject(has_demo_people),
        "without_second_step": second_factor_is_excused(),
        # Asked only by a template that needs it.
        "at_desk": SimpleLazyObject(
            lambda: request.user.is_authenticated and is_moderator_anywhere(request.user)
        ),
        "desk_known": SimpleLazyObject(lambda: _is_known_to_moderate(request)),
    }


def _is_known_to_moderate(request: HttpRequest) -> bool:
    """For the header of every page: what this request has found out anyway, never a query of its own."""
    kept = getattr(getattr(request, "user", None), "powers_kept", None)
    return bool(kept and kept[0].is_moderator_anywhere)


def has_demo_people() -> bool:
    """Whether the example people are in here. Asked with DEBUG on only, and of the database once a minute."""
    from community.accounts.models import User

    if not settings.DEBUG:
        return False
    now = time.monotonic()
    if not _demo["is"] and (_demo["asked"] is None or now - _demo["asked"] > _LOOK_AGAIN):
        _demo.update({"is": User.objects.filter(origin=User.Origin.DEMO).exists(), "asked": now})
    return bool(_demo["is"])
