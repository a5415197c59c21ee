"""What can be reported: one class for each kind of thing, the same few questions to all of them.

Each app has its own in a module `reportable.py`, found as `admin.py` is found. Cases, acts and second looks know a
thing through this class alone. It lives here because a person is the first that can be reported, and everything
above people may import it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeAlias, TypeVar, overload

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.kernel.http import number
from community.kernel.refused import NotFound

from .actor import Actor
from .models import User
from .policy import people_visible_to

Thing = TypeVar("Thing", bound=Model)
# Plain JSON: what a report keeps of its moment.
Sealed: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """One of the things said around it. `gone` says why nobody sees it any more, if so."""

    who: str
    at: datetime
    words: str
    note: str = ""
    gone: str | Promise = ""
    is_this: bool = False


class Reportable(Generic[Thing]):
    """One thing. A subclass is registered when it is made, and cannot be made with a part missing.

    A key is what stands in an address: a person's number, a room's slug, "slug.seq" for a message.
    """

    name: ClassVar[str]
    model: ClassVar[type[Model]]
    label: ClassVar[str | Promise]
    can_be_hidden: ClassVar[bool]
    # Which parts of a sealed copy are what people read: when one of them differs, the thing has changed.
    said: ClassVar[tuple[str, ...]] = ("words",)
    # Relations that are read along with it.
    beside: ClassVar[tuple[str, ...]] = ()
    # The class itself may stand in a template; calling it would only fail.
    do_not_call_in_templates: ClassVar[bool] = True

    _NEEDED = ("name", "model", "label", "can_be_hidden", "find", "key", "person", "words", "url")
    _NEEDED_TO_HIDE = ("is_hidden", "hide", "show")
    _kinds: ClassVar[dict[str, "type[Reportable[Any]]"]] = {}

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = [vars(base) for base in cls.__mro__[: cls.__mro__.index(Reportable)]]
        needed = (*cls._NEEDED, *(cls._NEEDED_TO_HIDE if getattr(cls, "can_be_hidden", False) else ()))
        if missing := [part for part in needed if not any(part in each for each in own)]:
            raise TypeError(f"{cls.__name__} can be reported and does not say: {', '.join(missing)}")
        if (other := Reportable._kinds.get(cls.name)) is not None:
            raise TypeError(f"{cls.__name__} and {other.__name__} are both called {cls.name!r}")
        if (other := kind_of(cls.model)) is not None:
            raise TypeError(f"{cls.__name__} and {other.__name__} are both about {cls.model.__name__}")
        Reportable._kinds[cls.name] = cls

    @overload
    @staticmethod
    def of(thing: None) -> None: ...
    @overload
    @staticmethod
    def of(thing: "Model | Reportable[Any]") -> "Reportable[Any]": ...
    @staticmethod
    def of(thing: "Model | Reportable[Any] | None") -> "Reportable[Any] | None":
        """A stored row with the class it is reported through; None when it is gone."""
        if thing is None or isinstance(thing, Reportable):
            return thing
        kind = kind_of(thing._meta.concrete_model)
        if kind is None:
            raise LookupError(f"nothing says how {thing._meta.label} is reported")
        return kind(thing)

    @classmethod
    def stored(cls, pk: int) -> Self | None:
        """The row with this number and what belongs beside it, whoever may see it. None when it is gone."""
        row: Any = cls.model._base_manager.select_related(*(cls.beside or (None,))).filter(pk=pk).first()
        return cls(row) if row is not None else None

    # --- Finding it -----------------------------------------------------------------------------------

    @classmethod
    def find(cls, key: str, *, viewer: Actor) -> Self | None:
        """What this person may tell the moderators about. Not there and not theirs to see are the same: None."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        raise NotImplementedError

    @property
    def url(self) -> str:
        """Where it can be read."""
        raise NotImplementedError

    # --- What it is -----------------------------------------------------------------------------------

    @property
    def person(self) -> User | None:
        """Who answers for it. Nobody answers for a room."""
        raise NotImplementedError

    @property
    def room_id(self) -> int | None:
        """The room it stands in, if in one: its moderators look at it."""
        return None

    @property
    def heading(self) -> str | Promise:
        """Says to whoever reports it what they are about to report."""
        return _("About %(what)s.") % {"what": self.label}

    @property
    def words(self) -> str:
        """What it says now; empty when that has been taken away."""
        raise NotImplementedError

    @property
    def note(self) -> str:
        """The content note over its words."""
        return ""

    def around(self, count: int = 10) -> list[Near]:
        """What was said around it with itself in its place, oldest first; empty where nothing is around."""
        return []

    # --- Out of sight ---------------------------------------------------------------------------------

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees it any more, by a moderator or by whoever wrote it."""
        return False

    def hide(self, *, by: Actor) -> None:
        """Out of everybody's sight. Called within the act of a moderator, which has asked whether they may."""
        raise NotImplementedError

    def show(self, *, by: Actor) -> None:
        """Undo of `hide`. What its author took back stays away."""
        raise NotImplementedError

    # --- As it was ------------------------------------------------------------------------------------

    def seal(self) -> Sealed:
        """Everything that has to be kept of this moment, because the thing itself may change or go."""
        person = self.person
        return {
            "kind": self.name,
            "words": self.words,
            "note": self.note,
            "name": person.name if person is not None else "",
            "handle": person.handle if person is not None else "",
            "about": person.about if person is not None else "",
        }

    def changed_since(self, sealed: Sealed) -> bool:
        return not read_the_same(self.seal(), sealed)


def read_the_same(one: Sealed, other: Sealed) -> bool:
    """Whether people read the same in two sealed copies of one thing; it may be gone meanwhile."""
    kind = Reportable._kinds.get(one.get("kind", ""), Reportable)
    return all(one.get(part) == other.get(part) for part in kind.said)


# What services take: a stored row, or the class around it.
Reported: TypeAlias = Model | Reportable[Any]


def names() -> list[str]:
    return sorted(Reportable._kinds)


def kind_of(model: type[Model] | None) -> type[Reportable[Any]] | None:
    return next((kind for kind in Reportable._kinds.values() if kind.model is model), None)


def find(name: str, key: str, *, viewer: Actor) -> Reportable[Any]:
    """Raises NotFound: for a kind there is not, for what is not there, and for what this person may not see."""
    kind = Reportable._kinds.get(name)
    found = kind.find(key, viewer=viewer) if kind is not None else None
    if found is None:
        raise NotFound(_("This is not here."))
    return found


class ReportedPerson(Reportable[User]):
    name = "person"
    model = User
    label = _("a person")
    can_be_hidden = False
    said = ("words", "name")

    @classmethod
    def find(cls, key: str, *, viewer: Actor) -> Self | None:
        pk = number(key)
        person = people_visible_to(viewer.person).filter(pk=pk).first() if pk is not None else None
        return cls(person) if person is not None else None

    @property
    def key(self) -> str:
        return str(self.thing.pk)

    @property
    def url(self) -> str:
        return reverse("profile", args=[self.thing.handle])

    @property
    def person(self) -> User:
        return self.thing

    @property
    def heading(self) -> str | Promise:
        return _("About %(name)s.") % {"name": self.thing.name}

    @property
    def words(self) -> str:
        return self.thing.about
