"""Words people write: made clean once, drawn once. Plain text only; what looks like HTML stays text."""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import ngettext

from .links import draw_links
from .refused import Invalid
from .unseen import has_shape, without_unseen

MAX_BODY = 4000

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MANY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """One newline style, nothing that nobody sees, at most one empty line in a row, trimmed. Every text that somebody
    types comes through here; what has no shape at all is nothing written."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text) if text.isascii() else without_unseen(text)
    text = _MANY_LINES.sub("\n\n", text).strip()
    return text if has_shape(text) else ""


def clean_line(text: str) -> str:
    """The same for one line: names, titles."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())


def too_long(length: int, most: int) -> str:
    """By how much, so that whoever wrote it knows what to do."""
    return ngettext(
        "Please keep it under %(most)s characters: it is %(over)s character too long. Nothing of it was cut.",
        "Please keep it under %(most)s characters: it is %(over)s characters too long. Nothing of it was cut.",
        length - most,
    ) % {"most": f"{most:,}", "over": f"{length - most:,}"}


def at_most(words: str, most: int) -> str:
    """Cleaned words, when they are not too long. Raises Invalid."""
    words = clean(words)
    if len(words) > most:
        raise Invalid(too_long(len(words), most), code="too_long")
    return words


def needed(words: str, most: int, *, ask: str | Promise, code: str = "empty") -> str:
    """The same, and there have to be some: `ask` says what for. Raises Invalid."""
    words = at_most(words, most)
    if not words:
        raise Invalid(ask, code=code)
    return words


def draw(body: str) -> str:
    """HTML of a clean body: escaped, line breaks kept, web addresses made links that tell nothing (links.py)."""
    return draw_links(body).replace("\n", "<br>")
