"""Words people write: made clean once, drawn once. Plain text only; what looks like HTML stays text."""

import re
import unicodedata

from confusable_homoglyphs import confusables
from django.utils.functional import Promise
from django.utils.html import escape, urlize
from django.utils.translation import gettext_lazy as _

from .refused import Invalid

MAX_BODY = 4000

# Control characters, and the bidirectional overrides that make a line read backwards for everybody after it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\ud800-\udfff]")
_MANY_LINES = re.compile(r"\n{3,}")
_LOOKS_LIKE_LINK = re.compile(r"https?://", re.IGNORECASE)
# An address to go to, however it is written: with a scheme, with www, or as a name with a path behind it (t.me/x).
_ANY_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.[^\s.]|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:[a-z]{2,24}/\S|"
    r"(?:com|net|org|info|io|me|gg|co|app|link|xyz|site|online|shop|store)\b)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """One newline style, no invisible characters, at most one empty line in a row, trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _MANY_LINES.sub("\n\n", _UNSEEN.sub("", text)).strip()


def clean_line(text: str) -> str:
    """The same for one line: names, titles."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())


def at_most(words: str, most: int) -> str:
    """Cleaned words, when they are not too long. Raises Invalid."""
    words = clean(words)
    if len(words) > most:
        raise Invalid(_("Please keep it under %(most)d characters.") % {"most": most}, code="too_long")
    return words


def needed(words: str, most: int, *, ask: str | Promise, code: str = "empty") -> str:
    """The same, and there have to be some: `ask` says what for. Raises Invalid."""
    words = at_most(words, most)
    if not words:
        raise Invalid(ask, code=code)
    return words


def draw(body: str) -> str:
    """HTML of a clean body: escaped, line breaks kept, written-out web addresses made links that tell nothing."""
    if _LOOKS_LIKE_LINK.search(body):
        html = urlize(body, nofollow=True, autoescape=True).replace(
            'rel="nofollow"', 'rel="nofollow noopener noreferrer ugc"'
        )
    else:
        html = escape(body)
    return html.replace("\n", "<br>")


def has_link(text: str) -> bool:
    """Whether somewhere to go on the net is named in it, drawn as a link or not."""
    return _ANY_LINK.search(text) is not None


_SKELETON = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "i": "l", "|": "l"}
)


def skeleton(name: str) -> str:
    """A name as the eye takes it in: `M0derat0r`, `moderator` and `m-o-d-e-r-a-t-o-r` are the same."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(character for character in plain if character.isalnum())
    return plain.translate(_SKELETON).replace("rn", "m").replace("vv", "w")


def mixes_alphabets(name: str) -> bool:
    """Whether letters of one alphabet pose as another's, as a Cyrillic a in a Latin name."""
    return bool(confusables.is_dangerous(name))
