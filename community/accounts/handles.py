"""Names: which ones may be, which are made up for people, and how the site knows one that it has offered.

Nobody may find out by signing up whether a name is in use (P38). So the site accepts only a handle that it
has itself offered, and makes its offers without looking who is here: a word of one's own comes back with a
number, the same for a word in use and for one that is not.
"""

import re
import secrets
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import GONE
from .naming import check, worn
from .words import ADJECTIVES, NOUNS, NUMBERS

MIN_LENGTH, MAX_LENGTH = 3, 40
OFFER_HOLDS_FOR = timedelta(days=1)
OFFER_SALT = "openhearth.handle-offer"

HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER_AT_END = re.compile(r"(?:-?[0-9]+)+$")


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
    if handle.startswith(GONE) or check.poses(handle) or check.is_reserved(handle):
        raise ValidationError(
            _("This word has a meaning on this site. Please choose another one."), code="reserved"
        )
    if check.hurts(handle):
        raise ValidationError(check.HURTS, code="hurts")
    if check.has_number(handle) or check.names_elsewhere(handle):
        raise ValidationError(check.ELSEWHERE, code="elsewhere")


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

tidy, check_form, check_line = check.tidy, check.check_name, check.check_line


def check_display_name(name: str, *, of: int | None = None) -> None:
    """Raises ValidationError. `name` is tidy, in any script; `of` is the number of the person who wants it."""
    check_form(name)
    if worn.was_taken_from(name, of):
        raise ValidationError(
            _("A moderator took this name away. Please choose another one."), code="taken_away"
        )
    if worn.looks_like_somebody(name, but=of):
        raise ValidationError(
            _(
                "Somebody with a duty here has a name like this. Please choose one that nobody takes for theirs."
            ),
            code="worn",
        )


def check_about(line: str, *, of: int) -> None:
    """Raises ValidationError for a line about oneself, clean and not empty, that others should not have to read."""
    check_line(line)
    if worn.was_taken_from(line, of):
        raise ValidationError(_("A moderator took this line away. Please write another."), code="taken_away")
