"""What is stored encrypted: with the first key of FIELD_KEYS, and read with any of them.

A copy of the database, a backup or a view in the admin then shows nothing. Keys are changed without a pause: put
the new one first, restart, `manage.py rotate_keys`, take the old one away.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.functions import Cast

BATCH = 200


class Unreadable(ValueError):
    """None of FIELD_KEYS opens this. The message never holds what was given."""

    def __init__(self) -> None:
        super().__init__("This was written with a key that is not in FIELD_KEYS.")


# --- Words to ciphertext and back ----------------------------------------------------------------------


def encrypt(words: str | bytes) -> str:
    clear = words.encode() if isinstance(words, str) else words
    return _keys()[1].encrypt(clear).decode()


def decrypt(token: str) -> str:
    """Raises Unreadable, also for what was never encrypted."""
    try:
        return _keys()[1].decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def needs_rotation(token: str) -> bool:
    """Whether another key than the first wrote it, or none that is known."""
    try:
        _keys()[0].decrypt(token.encode())
    except InvalidToken:
        return True
    return False


def rotated(token: str) -> str:
    """The same words under the first key. Raises Unreadable."""
    try:
        return _keys()[1].rotate(token.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _keys() -> tuple[Fernet, MultiFernet]:
    return _made(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=8)
def _made(keys: tuple[str, ...]) -> tuple[Fernet, MultiFernet]:
    if not keys:
        raise ImproperlyConfigured("FIELD_KEYS is missing: nothing can be encrypted (see manage.py check).")
    try:
        each = [Fernet(key) for key in keys]
    except ValueError:
        raise ImproperlyConfigured("A key of FIELD_KEYS is no Fernet key (see manage.py check).") from None
    return each[0], MultiFernet(each)


# --- Fields of models ----------------------------------------------------------------------------------


DUMPED = "fernet:"


class EncryptedTextField(models.TextField):
    """Text that the database holds as ciphertext. It can be asked for being there and for nothing else."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else self.read(decrypt(value))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        return encrypt(self.written(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: no query can look into it.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: Any) -> Any:
        """For `dumpdata`: what leaves the database leaves it as ciphertext, too."""
        value = self.value_from_object(obj)
        return None if value is None else DUMPED + encrypt(self.written(value))

    def to_python(self, value: Any) -> Any:
        """From `loaddata`; what only looks like that is somebody's own words."""
        if isinstance(value, str) and value.startswith(DUMPED):
            with suppress(Unreadable):
                return self.read(decrypt(value.removeprefix(DUMPED)))
        return self.plain(value)

    def plain(self, value: Any) -> Any:
        return super().to_python(value)

    def read(self, words: str) -> Any:
        return words

    def written(self, value: Any) -> str:
        return str(value)


class EncryptedJSONField(EncryptedTextField):
    """Facts (dicts, lists, words, numbers, moments as text) that the database holds as ciphertext."""

    def read(self, words: str) -> Any:
        return json.loads(words)

    def written(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder)

    def plain(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})


# --- Another key ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Rotation:
    """What came of looking at one kind of ciphertext: numbers, never a value."""

    what: str
    seen: int = 0
    written: int = 0
    unreadable: int = 0
    # Changed by somebody else between reading and writing: whoever did so has written it anew.
    changed_meanwhile: int = 0


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField) and not model._meta.proxy and model._meta.managed:
                yield model, field


def rotate_fields(said: Callable[[Rotation], None] = lambda rotation: None) -> list[Rotation]:
    """Write every encrypted field of every model with the first key. May be stopped at any moment and run again."""
    found = []
    for model, field in encrypted_fields():
        found.append(_rotate(model, field))
        said(found[-1])
    return found


def _rotate(model: type[models.Model], field: EncryptedTextField) -> Rotation:
    """In batches by primary key. Only what changes is written, and only while it still is what was read."""
    rotation = Rotation(f"{model._meta.label}.{field.name}")
    rows = model._base_manager.annotate(token=Cast(field.name, models.TextField())).exclude(
        **{f"{field.name}__isnull": True}
    )
    last: Any = None
    while True:
        after = rows if last is None else rows.filter(pk__gt=last)
        batch = list(after.order_by("pk").values_list("pk", "token")[:BATCH])
        if not batch:
            return rotation
        last = batch[-1][0]
        rotation.seen += len(batch)
        fresh: dict[Any, tuple[str, str]] = {}
        for pk, token in batch:
            if needs_rotation(token):
                try:
                    fresh[pk] = (token, rotated(token))
                except Unreadable:
                    rotation.unreadable += 1
        with transaction.atomic():
            for pk, (old, new) in fresh.items():
                same = rows.filter(pk=pk, token=old)
                done = same.update(**{field.name: models.Value(new, output_field=models.TextField())})
                rotation.written += done
                rotation.changed_meanwhile += not done
