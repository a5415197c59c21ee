"""Names: which ones may be, which are made up for people, and how the site knows one that it has offered.

Nobody may find out by signing up whether a name is in use (P38). So the site accepts only a handle that it
has itself offered, and makes its offers without looking who is here: a word of one's own comes back with a
number, the same for a word in use and for one that is not.
"""

import re
import secrets
import unicodedata
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.kernel.text import mixes_alphabets, skeleton

from .models import GONE
from .words import ADJECTIVES, NOUNS, NUMBERS, RESERVED_WORDS, ROLE_WORDS

MIN_LENGTH, MAX_LENGTH = 3, 40
OFFER_HOLDS_FOR = timedelta(days=1)
OFFER_SALT = "openhearth.handle-offer"

HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER_AT_END = re.compile(r"(?:-?[0-9]+)+$")

# Long enough that nobody writes them by accident inside another word, even with hyphens in between.
_HIDDEN_TOO = {skeleton(word) for word in ROLE_WORDS if len(word) >= 8}
_ROLES = {skeleton(word) for word in ROLE_WORDS}
# Short words are refused only as they are written: Ali looks like all, and is a name.
_RESERVED = {word for word in RESERVED_WORDS if len(word) < 5}
_RESERVED_AT_A_GLANCE = {skeleton(word) for word in RESERVED_WORDS if len(word) >= 5}

# Letters that draw nothing, besides what Unicode itself calls a control or a format character.
_BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0\u2800\u180b\u180c\u180d\u180e\u034f\u17b4\u17b5")
_JOINERS = set("\u200c\u200d")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


# --- Handles -------------------------------------------------------------------------------------


def check_handle(handle: str) -> None:
    """Raises ValidationError for what cannot be a handle; says nothing of whether it is in use."""
    if not MIN_LENGTH <= len(handle) <= MAX_LENGTH:
        raise ValidationError(_("Please use between 3 and 40 letters."), code="length")
    if not HANDLE.fullmatch(handle):
        raise ValidationError(
            _("Please use the letters a to z, digits, and single hyphens between them."), code="letters"
        )
    if not any(letter.isalpha() for letter in handle):
        raise ValidationError(_("Please use at least one letter."), code="letters")
    if handle.startswith(GONE) or _poses(handle, re.split("-", handle)):
        raise ValidationError(
            _("This word has a meaning on this site. Please choose another one."), code="reserved"
        )


def _poses(name: str, parts: list[str]) -> bool:
    """Whether a name could be taken for the site's own or for somebody with a duty."""
    whole = _skeletons(name)
    written = "".join(filter(str.isalnum, _NUMBER_AT_END.sub("", name).casefold()))
    if written in _RESERVED or whole & _RESERVED_AT_A_GLANCE:
        return True
    if any(word in seen for word in _HIDDEN_TOO for seen in whole):
        return True
    return bool(whole & _ROLES) or any(_skeletons(part) & _ROLES for part in parts)


def _skeletons(word: str) -> set[str]:
    """As the eye takes it in, with the number at its end read as letters and left away: adm1n, admin7."""
    seen = {skeleton(word), skeleton(_NUMBER_AT_END.sub("", word))}
    return seen | {one.removesuffix("s") for one in seen}


# --- Offers --------------------------------------------------------------------------------------


def made_up() -> str:
    """A name nobody had to think of: quiet-harbour-27."""
    while True:
        adjective, noun = secrets.choice(ADJECTIVES), secrets.choice(NOUNS)
        if adjective != noun:
            return f"{adjective}-{noun}-{secrets.choice(NUMBERS)}"


def with_number(word: str, *, digits: int = 4) -> str:
    """A person's own word and a number: anna-4107. The word is a checked handle."""
    word = (_NUMBER_AT_END.sub("", word) or word)[: MAX_LENGTH - digits - 1].rstrip("-")
    number = secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)
    return f"{word}-{number}"


def another_like(handle: str) -> str:
    """For a name that turned out to be taken: the same word with a longer number, or a new one."""
    words = handle.split("-")
    if len(words) == 3 and words[0] in ADJECTIVES and words[1] in NOUNS:
        return made_up()
    return with_number(handle, digits=6)


def offer(handle: str) -> str:
    """A proof, good for a day, that the site itself has offered this handle."""
    return signing.dumps(handle, salt=OFFER_SALT)


def is_offered(handle: str, proof: str) -> bool:
    try:
        return bool(signing.loads(proof, salt=OFFER_SALT, max_age=OFFER_HOLDS_FOR) == handle)
    except signing.BadSignature:
        return False


# --- Names to go by ------------------------------------------------------------------------------


def check_display_name(name: str) -> None:
    """Raises ValidationError. `name` is one clean line, in any script; what deceives the eye is refused."""
    if len(name) > MAX_LENGTH:
        raise ValidationError(_("Please use at most 40 letters."), code="length")
    if not any(character.isalnum() for character in name):
        raise ValidationError(_("Please use at least one letter or digit."), code="letters")
    if _has_unseen(name):
        raise ValidationError(_("Please leave out letters that nobody can see."), code="unseen")
    if mixes_alphabets(name):
        raise ValidationError(
            _("Please use the letters of one alphabet. Some of these look like letters of another."),
            code="mixed",
        )
    if _poses(name, re.split(r"[\W_]+", name)):
        raise ValidationError(
            _("This word has a meaning on this site. Please choose another one."), code="reserved"
        )


def _has_unseen(name: str) -> bool:
    marks = 0
    for at, character in enumerate(name):
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        # A tower of accents covers the lines above; a joiner belongs between letters of a script that joins.
        if marks > 3 or (character in _JOINERS and not _joins(name, at)):
            return True
        if character in _BLANK_LETTERS or (category in _UNSEEN and character not in _JOINERS):
            return True
    return False


def _joins(name: str, at: int) -> bool:
    around = name[at - 1 : at] + name[at + 1 : at + 2]
    return (
        at > 0
        and len(around) == 2
        and all(c > "\u0300" and unicodedata.category(c)[0] in "LM" for c in around)
    )
