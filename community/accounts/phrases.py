"""The recovery phrase: six words that let somebody choose a new password once, without an address and without us.

Shown once, kept as a hash like a password, gone when it was used or another is made. It stands for the password only: whoever
has a second step is still asked for it.
"""

import re
import secrets
import unicodedata

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel.refused import NotAllowed

from . import policy
from .actor import Actor
from .models import RecoveryPhrase, User
from .notices.services import tell
from .phrase_words import WORDS

# Six of 2048: 66 bits, so that nobody tries them all on a stolen hash either.
LENGTH = 6


class WrongPhrase(NotAllowed):
    """The same for a name nobody has, a name without a phrase and a phrase that does not fit."""

    code = "wrong_phrase"


def make(user: User, *, by: Actor) -> str:
    """A new phrase, told here and never again; the one before is worth nothing any more."""
    _check_is_me(user, by)
    phrase = " ".join(secrets.choice(WORDS) for _number in range(LENGTH))
    RecoveryPhrase.objects.update_or_create(
        person=user, defaults={"words": make_password(phrase), "made_at": timezone.now()}
    )
    return phrase


def take_away(user: User, *, by: Actor) -> None:
    _check_is_me(user, by)
    RecoveryPhrase.objects.filter(person=user).delete()


def _check_is_me(user: User, by: Actor) -> None:
    """Staff neither: whoever makes a phrase for somebody could sign in as them."""
    policy.check_can_change(user, by=by)
    if user.pk != by.pk:
        raise NotAllowed(_("Only this person can change this."))


def as_written(typed: str) -> str:
    """However it was typed: capitals, hyphens, commas, numbers before the words, several lines."""
    words = re.findall(r"[a-z]+", unicodedata.normalize("NFKC", typed).lower())
    return " ".join(words)


def use(handle: str, typed: str, *, password: str) -> User:
    """The new password holds, all sign-ins there were have ended, the phrase is used up. Raises WrongPhrase.

    The caller counts the tries (guessing.py). Every wrong answer costs one look-up and one hash.
    """
    phrase = as_written(typed)
    with transaction.atomic():
        rows = RecoveryPhrase.objects.select_for_update(of=("self",)).select_related("person")
        row = rows.filter(person__handle=handle.strip().lower()).first()
        if row is None:
            make_password(phrase)
        if row is None or not check_password(phrase, row.words) or not _may_use(row.person):
            raise WrongPhrase(
                _("This name and these words do not go together. Please look at both once more.")
            )
        person = row.person
        row.delete()
        person.set_password(password)
        person.sign_in_round += 1
        person.save(update_fields=["password", "sign_in_round"])
        tell(person, "phrase_used")
    return person


def _may_use(person: User) -> bool:
    return person.is_active or person.may_come_back
