"""Whatever is personal is declared: each app says in its `personal.py` what it holds of a person.

`declare` names a model and the fields of it that point at a person, and says in plain sentences what it is, who may
read it, how long it is kept, what goes into a person's export and what happens when the account is deleted. The
export, the deletion, `docs/privacy.md` and the list on the privacy page are all made from these declarations, so a
model that is not declared would be in none of them: `undeclared` finds it, and the suite fails.

Nothing here knows an app of ours; models are named as "rooms.Message".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

Words: TypeAlias = str | Promise
Row: TypeAlias = dict[str, Any]

# A column that holds a person's number without being a foreign key, as the log of moderation has them.
NUMBER_OF_A_PERSON = re.compile(r"(?:.*_)?(?:user|person|author|reporter|owner|by)(?:_id)?")
AT_A_TIME = 500


class Part(Enum):
    """Under which heading it is shown. In the order in which people ask."""

    ACCOUNT = _("Your account")
    SAID = _("What you said, and where")
    SAFETY = _("Reports and decisions")
    ROLE = _("If you have a role here")
    WORKINGS = _("What the site needs to work")

    @property
    def words(self) -> Words:
        return self.value


# --- Export --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """What goes into an export: `labels` names each value for people, `read` gives the rows of a person."""

    labels: dict[str, Words]
    read: Callable[[Any], Iterable[Row]] | None = None


@dataclass(frozen=True, slots=True)
class NotExported:
    why: Words


def rows(read: Callable[[Any], Iterable[Row]] | None = None, /, **labels: Words) -> Rows:
    """`rows(at=_("when"), room__title=_("room"))`: these columns of every row that points at the person.

    With a function the rows are what it gives; its keys are those of `labels`.
    """
    return Rows(labels, read)


def not_exported(why: Words) -> NotExported:
    return NotExported(why)


# --- The end -------------------------------------------------------------------------------------


class Fate(Enum):
    """What becomes of it when the account is deleted for good."""

    DELETED = _("Deleted.")
    EMPTIED = _("Kept without you.")
    KEPT = _("Kept as it is.")


@dataclass(frozen=True, slots=True)
class Ending:
    """`do` gets the person and may be called again after it was killed half-way."""

    fate: Fate
    words: Words = ""
    do: Callable[[Any], None] | None = None


def deleted(do: Callable[[Any], None] | None = None, /, words: Words = "") -> Ending:
    """Every row that points at the person goes; or what `do` does instead."""
    return Ending(Fate.DELETED, words, do)


def emptied(do: Callable[[Any], None] | None = None, /, words: Words = "") -> Ending:
    """The row stays and points at nobody; or what `do` does instead."""
    return Ending(Fate.EMPTIED, words, do)


def kept(words: Words, do: Callable[[Any], None] | None = None) -> Ending:
    """It stays as it is. `words` must say for how long, and why."""
    return Ending(Fate.KEPT, words, do)


# --- The declarations ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that is held of a person."""

    part: Part
    model_name: str
    fields: tuple[str, ...]
    what: Words
    export: Rows | NotExported
    ending: Ending
    kept_for: Words
    read_by: Words

    @property
    def key(self) -> str:
        return f"{self.model_name}.{'+'.join(self.fields)}"

    @property
    def when_deleted(self) -> str:
        """What becomes of it with the account, in one or two sentences."""
        return " ".join(str(words) for words in (self.ending.fate.value, self.ending.words) if words)

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.model_name)

    def of(self, person: Any) -> models.QuerySet[Any]:
        """Every row of it that points at this person, oldest first."""
        mine = Q()
        for name in self.fields:
            mine |= Q(**{name: person.pk})
        return self.model._base_manager.filter(mine).order_by("pk")

    def exported(self, person: Any) -> Iterator[Row]:
        """Rows of plain values, keyed as `labels`."""
        if isinstance(self.export, NotExported):
            return
        if self.export.read is not None:
            yield from self.export.read(person)
            return
        labels = list(self.export.labels)
        shown = {name: choices for name in labels if (choices := self._choices(name))}
        for values in self.of(person).values_list(*labels).iterator(chunk_size=AT_A_TIME):
            row = dict(zip(labels, values, strict=True))
            row.update({name: str(choices.get(row[name], row[name])) for name, choices in shown.items()})
            yield row

    def _choices(self, name: str) -> dict[Any, Any]:
        if "__" in name:
            return {}
        found: Any = self.model._meta.get_field(name)
        return dict(getattr(found, "flatchoices", ()))

    def end(self, person: Any) -> None:
        """What the declaration says is to happen when the account is deleted."""
        if self.ending.do is not None:
            self.ending.do(person)
        elif self.ending.fate is Fate.DELETED:
            self.of(person).delete()
        elif self.ending.fate is Fate.EMPTIED:
            for name in self.fields:
                self.model._base_manager.filter(**{name: person.pk}).update(**{name: None})


@dataclass(slots=True)
class Register:
    holdings: list[Holding] = field(default_factory=list)

    def declare(
        self,
        model_name: str,
        fields: str,
        *,
        part: Part,
        what: Words,
        export: Rows | NotExported,
        ending: Ending,
        kept_for: Words,
        read_by: Words,
    ) -> None:
        """`fields` are the names of those that point at the person, with spaces between."""
        self.holdings.append(
            Holding(part, model_name, tuple(fields.split()), what, export, ending, kept_for, read_by)
        )

    def by_part(self) -> list[tuple[Part, list[Holding]]]:
        return [(part, [one for one in self.holdings if one.part is part]) for part in Part]

    def in_order_of_ending(self) -> list[Holding]:
        """The person's own row first: whatever is told of the others then bears no name any more."""
        return sorted(self.holdings, key=lambda one: one.model_name != settings.AUTH_USER_MODEL)


register = Register()
declare = register.declare


def discover() -> None:
    """Read every app's `personal.py`, as the admin reads every `admin.py`."""
    autodiscover_modules("personal")


# --- What is there and not declared --------------------------------------------------------------


def points_at_a_person(model: type[models.Model]) -> list[str]:
    """The fields of a model that name a person, by a key or by a plain number."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    names = ["pk"] if model is person else []
    for found in model._meta.local_fields:
        if found.is_relation:
            if found.related_model is person:
                names.append(found.name)
        elif isinstance(found, models.IntegerField) and NUMBER_OF_A_PERSON.fullmatch(found.name):
            names.append(found.name)
    return names


def undeclared(holdings: Iterable[Holding] | None = None) -> set[str]:
    """Fields of any installed app, ours or not, that point at a person and that nobody has declared.

    The table behind a many-to-many field is a model like any other here, so those are found by its keys.
    """
    declared = _declared(register.holdings if holdings is None else holdings)
    return {
        f"{model._meta.label}.{name}"
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for name in points_at_a_person(model)
    } - declared


def gone(holdings: Iterable[Holding] | None = None) -> set[str]:
    """Declarations of a model or a field that is not there any more."""
    missing = set()
    for label in _declared(register.holdings if holdings is None else holdings):
        model_name, _dot, name = label.rpartition(".")
        try:
            model = apps.get_model(model_name)
            if name != "pk":
                model._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            missing.add(label)
    return missing


def _declared(holdings: Iterable[Holding]) -> set[str]:
    return {f"{one.model_name}.{name}" for one in holdings for name in one.fields}
