"""What can be reported and moderated: one table of kinds. Each app adds its own when it is ready.

A key is what stands in an address: a person's number, a room's slug, "slug.seq" for a message.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.accounts.policy import people_visible_to
from community.kernel.http import number
from community.kernel.refused import NotFound


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """`find` gives the thing for a key when this person may see it, else None."""

    name: str
    model: type[Model]
    label: str | Promise
    find: Callable[[Actor, str], Any]
    key_of: Callable[[Any], str]
    url_of: Callable[[Any], str]
    room_of: Callable[[Any], Any]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _KINDS[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Raises NotFound."""
    if name not in _KINDS:
        raise NotFound(_("This is not here."))
    return _KINDS[name]


def kind_of_model(model: Any) -> Kind | None:
    return next((kind for kind in _KINDS.values() if kind.model is model), None)


def names() -> list[str]:
    return sorted(_KINDS)


def find(name: str, key: str, *, viewer: Actor) -> Any:
    """The thing, when this person may see it. What is not there and what they may not see are the same: NotFound."""
    thing = kind_named(name).find(viewer, key)
    if thing is None:
        raise NotFound(_("This is not here."))
    return thing


def _find_person(viewer: Actor, key: str) -> User | None:
    pk = number(key)
    return people_visible_to(viewer.person).filter(pk=pk).first() if pk is not None else None


register(
    Kind(
        name="person",
        model=User,
        label=_("a person"),
        find=_find_person,
        key_of=lambda person: str(person.pk),
        url_of=lambda person: f"/people/{person.handle}/",
        room_of=lambda person: None,
    )
)
