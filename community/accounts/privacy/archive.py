"""The archive of an export: everything the apps declare of a person (kernel/personal.py), twice.

`me.json` for programs, `index.html` for people: one page that needs nothing beside it, no script and no other host.
Both are written row by row into the ZIP, so only what is packed stands in memory.
"""

import io
import zipfile
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import orjson
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.kernel.personal import Holding, NotExported, Part, register

from ..models import User

SCHEMA = "openhearth.export/1"


def of(person: User) -> bytes:
    """A ZIP with everything that is this person's, in their language and times."""
    packed = io.BytesIO()
    with as_read_by(person), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("me.json", "w") as out:
            for piece in _as_json(person):
                out.write(piece)
        with archive.open("index.html", "w") as out:
            for words in _as_page(person):
                out.write(words.encode())
    return packed.getvalue()


@contextmanager
def as_read_by(person: User) -> Iterator[None]:
    """Words and times as this person reads them, whoever is signed in, or nobody."""
    language = person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(_zone(person)):
        yield


def _zone(person: User) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


# --- For programs -----------------------------------------------------------------------------------


def _as_json(person: User) -> Iterator[bytes]:
    """{schema, made_at, things: [{name, what, read_by, kept, when_deleted, rows | not_in_here}]}"""
    head = {"schema": SCHEMA, "made_at": timezone.now(), "site": "Openhearth"}
    yield orjson.dumps(head)[:-1] + b',"things":['
    for number, holding in enumerate(register.holdings):
        yield b"," if number else b""
        yield orjson.dumps(_facts(holding))[:-1]
        if isinstance(holding.export, NotExported):
            yield b',"not_in_here":' + orjson.dumps(str(holding.export.why)) + b"}"
            continue
        yield b',"rows":['
        for count, row in enumerate(holding.exported(person)):
            yield (b"," if count else b"") + orjson.dumps(row, default=str)
        yield b"]}"
    yield b"]}\n"


def _facts(holding: Holding) -> dict[str, str]:
    return {
        "name": holding.key,
        "what": str(holding.what),
        "read_by": str(holding.read_by),
        "kept": str(holding.kept_for),
        "when_deleted": holding.when_deleted,
    }


# --- For people -------------------------------------------------------------------------------------


def _as_page(person: User) -> Iterator[str]:
    context = {"person": person, "now": timezone.now(), "parts": list(Part)}
    yield render_to_string("accounts/privacy/archive_head.html", context)
    for part, holdings in register.by_part():
        yield format_html('<section id="{}">\n<h2>{}</h2>\n', part.name.lower(), part.words)
        anything = False
        for holding in holdings:
            for words in _thing(person, holding):
                anything = True
                yield words
        if not anything:
            yield format_html("<p>{}</p>\n", _("Nothing of this kind is kept of you."))
        yield "</section>\n"
    yield render_to_string("accounts/privacy/archive_foot.html", {"left_out": _left_out()})


def _left_out() -> list[Holding]:
    return [one for one in register.holdings if isinstance(one.export, NotExported)]


def _thing(person: User, holding: Holding) -> Iterator[str]:
    """One thing with its rows. What there is none of is left out, so that the page shows what there is."""
    if isinstance(holding.export, NotExported):
        return
    labels = holding.export.labels
    any_yet = False
    for row in holding.exported(person):
        if not any_yet:
            any_yet = True
            yield format_html("<h3>{}</h3>\n<ul>\n", holding.what)
        yield format_html("<li><dl>{}</dl></li>\n", _row(row, labels))
    if any_yet:
        yield format_html("</ul>\n<p class=soft>{} {}</p>\n", _("Who may read it:"), holding.read_by)


def _row(row: dict[str, Any], labels: dict[str, Any]) -> SafeString:
    shown = SafeString("")
    for name, label in labels.items():
        if (value := row.get(name)) not in (None, "", [], {}):
            shown += format_html("<dt>{}</dt><dd dir=auto>{}</dd>", label, _in_words(value))
    return shown


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    return str(value)
