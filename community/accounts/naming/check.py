"""What is asked of a name, one question after the other; the first that finds something says why, in kind words.

A tick, a role word, a number: each has its own sentence, because "not possible" helps nobody to find another name.
Nothing here looks at who is here; that is `worn`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.kernel.lookalikes import (
    is_ornamental,
    mixes_alphabets,
    plain,
    skeleton,
    turned,
    undressed,
)

from . import elsewhere, insults, roles
from .marks import MARKS

MAX_LENGTH = 40

TOO_LONG = _("Please use at most 40 letters.")
NO_LETTER = _("Please use at least one letter or digit.")
UNSEEN = _("There are letters in this name that nobody can see. Please type it once more by hand.")
PILED = _("There are too many signs on top of one another. They would cover other people's words.")
ORNAMENTAL = _("Please use plain letters, so that a screen reader can say your name.")
MIXED = _("Please use the letters of one alphabet in a word. Some of these look like letters of another.")
MARK = _("This sign looks like a mark the site itself gives. Other signs are fine, a flower for example.")
DUTY = _("This sounds like somebody with a duty on this site. Please choose another name.")
RESERVED = _("This word has a meaning on this site. Please choose another one.")
NUMBER = _("This could be somebody's number. Please use fewer digits; a year is fine.")
ADDRESS = _("This looks like an address. Please leave it out: names are for being called by.")
ELSEWHERE = _("This says where to find you elsewhere. Please choose a name that is only for this place.")
HURTS = _("This can hurt somebody. Please choose another name.")


# --- Tidying -----------------------------------------------------------------------------------------

_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
# Put in by keyboards for writing from right to left; they do nothing at the edge of a name.
_AT_THE_EDGE = "\u200e\u200f"


def tidy(name: str) -> str:
    """Composed, one space between words, none around. What nobody can see stays, for `check` to say so."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip(f" \r\n{_AT_THE_EDGE}")


# --- What cannot be read -----------------------------------------------------------------------------

# Letters that draw nothing, besides what Unicode itself calls a control or a format character.
_BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0\u2800\u180b\u180c\u180d\u180e\u034f\u17b4\u17b5")
_JOINERS = set("\u200c\u200d")
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_STRUCK_THROUGH = re.compile("[\u0334-\u0338\u20d2-\u20df\u20e4-\u20f0\u0488\u0489]")
_LOOSE_ACCENT = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]")
_FLAG_OF_A_REGION = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,6}\U000e007f")
MOST_ON_A_LETTER, MOST_LOOSE_ACCENTS = 3, 6


def has_unseen(name: str) -> bool:
    name = _FLAG_OF_A_REGION.sub("\U0001f3f4", name)
    for at, character in enumerate(name):
        if character in _JOINERS:
            if not _joins(name, at):
                return True
        elif character in _BLANK_LETTERS or unicodedata.category(character) in _UNSEEN:
            return True
    return False


def _joins(name: str, at: int) -> bool:
    """A joiner belongs between letters of a script that joins, and between the parts of a picture."""
    around = name[at - 1 : at] + name[at + 1 : at + 2]
    if at == 0 or len(around) != 2:
        return False
    kinds = [unicodedata.category(c) for c in around]
    if name[at] == "\u200d" and kinds[1] == "So" and (kinds[0] in {"So", "Sk"} or around[0] == "\ufe0f"):
        return True
    if name[at] == "\u200d" and around[1] in "♀♂⚕⚖✈❤➡↔↕⬛":
        return True
    return all(c > "\u0590" and kind[0] in "LM" for c, kind in zip(around, kinds, strict=True))


def is_piled(name: str) -> bool:
    """A tower of accents covers the lines above; a line through each letter says nothing."""
    if _STRUCK_THROUGH.search(name) or len(_LOOSE_ACCENT.findall(name)) > MOST_LOOSE_ACCENTS:
        return True
    marks = 0
    for character in name:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks > MOST_ON_A_LETTER:
            return True
    return False


# --- The words of a name -----------------------------------------------------------------------------

_NUMBER_AT_END = re.compile(r"(?:-?\d+)+$")
_NUMBER_AROUND = re.compile(r"^\d+|\d+$")
_HUMP = re.compile(r"(?<=[^\W\d_])(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")


def words_of(name: str) -> list[str]:
    """In their order: split at signs, at "ModAnna", and with letters that stand alone taken together."""
    runs = groupby(undressed(name), key=lambda c: unicodedata.category(c)[0] in "LNM")
    words = ["".join(run) for is_word, run in runs if is_word]
    together: list[str] = []
    for alone, group in groupby(words, key=lambda word: len(word) == 1):
        each = list(group)
        together += ["".join(each)] if alone and len(each) > 2 else each
    return together


def _shapes(words: list[str]) -> Iterator[str]:
    """Each word as it is, its humps, and without the digits around it: ModAnna, mod2, 2mod."""
    for word in words:
        parts = [word, *(_HUMP.split(word) if not word.isupper() else ())]
        for part in dict.fromkeys(parts):
            yield part
            bare = _NUMBER_AROUND.sub("", part)
            if bare and bare != part:
                yield bare


class Glance:
    """A list of words as somebody sees them who reads a name in passing.

    Short words count as they are written, or with digits or foreign letters in them: Ali looks like all, and is a name.
    """

    SHORT = 4

    def __init__(self, words: tuple[str, ...] | frozenset[str], *, plurals: bool = True) -> None:
        self._written = {plain(word) for word in words}
        self._seen = {skeleton(word) for word in words}
        self._plurals = plurals

    def has(self, word: str) -> bool:
        return any(self._has(each) for each in self._forms(word))

    def _forms(self, word: str) -> set[str]:
        forms = {word}
        if self._plurals and len(word) > self.SHORT - 1 and word[-1] in "sSzZ":
            forms.add(word[:-1])
        if word.startswith("ال") and len(word) > 4:
            forms.add(word[2:])
        return forms

    def _has(self, word: str) -> bool:
        written = plain(word)
        if written in self._written:
            return True
        seen = skeleton(word)
        if seen not in self._seen:
            return False
        if min(len(written), len(seen)) > self.SHORT:
            return True
        return any(character.isdigit() for character in written) or mixes_alphabets(word)


class Anywhere:
    """Long enough that nobody has them in a name by chance."""

    def __init__(self, stems: tuple[str, ...]) -> None:
        self._stems = tuple({skeleton(stem) for stem in stems})

    def within(self, bones: str) -> bool:
        return any(stem in bones for stem in self._stems)


class Phrases:
    """Several words after one another, whatever stands between them."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = tuple(f" {' '.join(map(skeleton, phrase.split()))} " for phrase in phrases)

    def within(self, words: list[str]) -> bool:
        sentence = f" {' '.join(map(skeleton, words))} "
        return any(phrase in sentence for phrase in self._phrases)


# --- Posing as somebody with a duty ------------------------------------------------------------------

_STEMS, _WORDS, _PHRASES = Anywhere(roles.STEMS), Glance(roles.WORDS), Phrases(roles.PHRASES)
_ASKED, _RESERVED = Glance(roles.ASKED), Glance(roles.RESERVED, plurals=False)
_INSIDE = tuple(map(plain, roles.INSIDE))
_INSIDE_ALONE = {plain(word) for word in roles.INSIDE_ALONE}
_ASKING = {plain(word) for word in roles.ASKING}
_SITE, _TEAM = Glance(roles.SITE, plurals=False), Glance(roles.TEAM, plurals=False)
_SET_APART = re.compile(
    r"[\[(<{|·•:/~*-]\s*(?:(?i:team)|OH)\s*(?:[\])>}|·•:/~*-]|$)|^\s*(?:(?i:team)|OH)\s*[\])>}|·•:/~*-]"
)
_LETTERS_AFTER = re.compile(r"(?:,|\s)\s*(?:MD|RN|LCSW|LPC|LMFT|PsyD|M\.D\.|R\.N\.)\s*$")


def poses(name: str) -> bool:
    """Whether a name could be taken for somebody with a duty."""
    words = _without_tales(words_of(name))
    shapes = list(_shapes(words))
    whole = "".join(words)
    if any(_STEMS.within(bones) for bones in _all_bones(name, whole)):
        return True
    if any(_WORDS.has(word) for word in [*shapes, whole, *_shapes([whole]), *filter(None, [turned(name)])]):
        return True
    if _PHRASES.within(words) or _speaks_for_the_site(name, words) or _LETTERS_AFTER.search(name):
        return True
    if any(_ASKED.has(word) for word in shapes):
        return not any(plain(word) in _ASKING for word in words)
    return _glued(whole) or _poses_without_spaces(name)


def _without_tales(words: list[str]) -> list[str]:
    """Without the doctor of a tale: Dr Who."""
    for at in range(len(words) - 1):
        if plain(words[at]) in {"dr", "doctor"} and plain(words[at + 1]) in roles.TALES:
            return words[:at] + words[at + 2 :]
    return words


def _all_bones(name: str, whole: str) -> Iterator[str]:
    yield skeleton(name)
    yield skeleton(_NUMBER_AT_END.sub("", whole))
    yield _once_each(skeleton(whole))
    if upside_down := turned(name):
        yield skeleton(upside_down)


def _once_each(bones: str) -> str:
    """Mooooderator."""
    return re.sub(r"(.)\1{2,}", r"\1", bones)


def _glued(whole: str) -> bool:
    """adminanna, annaadmin: the one short word that is put on names so."""
    bones, admin = skeleton(_NUMBER_AROUND.sub("", whole)), skeleton("admin")
    return len(bones) >= len(admin) + 3 and (bones.startswith(admin) or bones.endswith(admin))


def _poses_without_spaces(name: str) -> bool:
    written = "".join(plain(name).split())
    return written in _INSIDE_ALONE or any(word in written for word in _INSIDE)


def _speaks_for_the_site(name: str, words: list[str]) -> bool:
    if _SET_APART.search(undressed(name)):
        return True
    teams = sum(_TEAM.has(word) for word in words)
    return bool(teams) and any(_SITE.has(word) for word in words)


def is_reserved(name: str) -> bool:
    whole = _NUMBER_AT_END.sub("", "".join(words_of(name)))
    return _RESERVED.has(whole) or re.match(r"gone-[0-9a-f]{4,}$", name) is not None


# --- Where else --------------------------------------------------------------------------------------

_SERVICES = Glance(elsewhere.SERVICES, plurals=False)
_SHORT = frozenset(map(plain, elsewhere.SHORT))
_ALSO_WORDS = frozenset(map(plain, elsewhere.ALSO_WORDS))
_DIGIT_WORDS = frozenset(map(plain, elsewhere.DIGIT_WORDS))
_FIND_ME = Phrases(elsewhere.PHRASES)
_ELSEWHERE_INSIDE = tuple(map(plain, elsewhere.INSIDE))


def has_number(name: str) -> bool:
    """Seven digits and more with nothing but signs between, in any script's digits, or spelled out."""
    digits = [_digit(character) for character in name]
    count, letters = 0, False
    for character, digit in zip(name, digits, strict=True):
        if digit:
            count += 1
            letters = letters or character in _HAN_DIGITS
        elif unicodedata.category(character)[0] == "L":
            count, letters = 0, True
        if count > elsewhere.MOST_DIGITS:
            return True
    if not letters and sum(digits) > elsewhere.MOST_DIGITS_ALONE:
        return True
    runs = groupby(words_of(name), key=lambda word: plain(word) in _DIGIT_WORDS)
    return any(spelled and len(list(run)) > elsewhere.MOST_DIGIT_WORDS for spelled, run in runs)


_HAN_DIGITS = frozenset("〇零一二三四五六七八九")


def _digit(character: str) -> bool:
    return unicodedata.digit(character, None) is not None or character in _HAN_DIGITS


def has_address(name: str) -> bool:
    wide = unicodedata.normalize("NFKC", name)
    return bool(elsewhere.ADDRESS.search(wide) or elsewhere.HOUSE.search(wide))


def names_elsewhere(name: str) -> bool:
    if elsewhere.HANDLE_ELSEWHERE.search(unicodedata.normalize("NFKC", name)):
        return True
    words = words_of(name)
    if any(_SERVICES.has(word) for word in words) or _FIND_ME.within(words):
        return True
    first = plain(words[0]) if words else ""
    if len(words) > 1 and first in _SHORT:
        return True
    followed = re.match(r"\s*[\w-]+\s*[:=@>]", name) or any(re.search(r"[\d_]", word) for word in words[1:])
    if len(words) > 1 and first in _ALSO_WORDS and (followed or "_" in name):
        return True
    return any(word in "".join(plain(name).split()) for word in _ELSEWHERE_INSIDE)


# --- What hurts --------------------------------------------------------------------------------------

_INSULTS, _ALWAYS, _SAID = (
    Glance(insults.WORDS, plurals=False),
    Anywhere(insults.ANYWHERE),
    Phrases(insults.PHRASES),
)
_INSULTS_INSIDE = tuple(map(plain, insults.INSIDE))
_NEGATIVE, _OF_OTHERS = Glance(insults.NEGATIVE, plurals=False), Glance(insults.OF_OTHERS, plurals=False)
_STARRED = re.compile(r"[^\W\d_]+[*#%_.]+[^\W\d_]*[*#%_]*[^\W\d_]*")


def hurts(name: str) -> bool:
    words = words_of(name)
    whole = "".join(words)
    if any(_INSULTS.has(word) for word in (*_shapes(words), whole, _once_each(whole))):
        return True
    if any(_ALWAYS.within(bones) for bones in _all_bones(name, whole)) or _SAID.within(words):
        return True
    if any(word in "".join(plain(name).split()) for word in _INSULTS_INSIDE):
        return True
    if any(_NEGATIVE.has(word) for word in words) and any(_OF_OTHERS.has(word) for word in words):
        return True
    return any(_is_starred_out(part) for part in plain(name).split())


@lru_cache(maxsize=1)
def _latin_insults() -> tuple[str, ...]:
    return tuple(
        word for word in map(plain, (*insults.WORDS, *insults.ANYWHERE)) if word.isascii() and len(word) > 3
    )


def _is_starred_out(part: str) -> bool:
    """f*ck, sh**: a star for each letter that is left out, or one for several."""
    if "*" not in part or sum(map(str.isalpha, part)) < 2:
        return False
    exactly = re.compile("".join("[a-z]" if c == "*" else re.escape(c) for c in part))
    return any(exactly.fullmatch(word) for word in _latin_insults())


# --- All of it ---------------------------------------------------------------------------------------

Question = tuple[Callable[[str], object], str | Promise, str]

_READABLE: tuple[Question, ...] = (
    (has_unseen, UNSEEN, "unseen"),
    (is_piled, PILED, "piled"),
)
_OF_A_NAME: tuple[Question, ...] = (
    (lambda name: any(map(is_ornamental, name)) and not poses(name), ORNAMENTAL, "ornamental"),
    (lambda name: any(map(mixes_alphabets, words_of(name))) and not poses(name), MIXED, "mixed"),
    (poses, DUTY, "reserved"),
    (is_reserved, RESERVED, "reserved"),
    (lambda name: not MARKS.isdisjoint(name), MARK, "mark"),
    (hurts, HURTS, "hurts"),
    (has_number, NUMBER, "number"),
    (has_address, ADDRESS, "address"),
    (names_elsewhere, ELSEWHERE, "elsewhere"),
)


def check_name(name: str) -> None:
    """Raises ValidationError with the reason. `name` is tidy."""
    if len(name) > MAX_LENGTH:
        raise ValidationError(TOO_LONG, code="length")
    _ask(_READABLE, name)
    if not any(character.isalnum() for character in undressed(name)):
        # A tick alone is no name either; that it is a mark helps more to know.
        words, code = (NO_LETTER, "letters") if MARKS.isdisjoint(name) else (MARK, "mark")
        raise ValidationError(words, code=code)
    _ask(_OF_A_NAME, name)


def check_line(line: str) -> None:
    """The line about oneself, read by everybody: no marks, nothing unseen, and nothing to call or find somebody by."""
    _ask(_READABLE, line)
    if not MARKS.isdisjoint(line):
        raise ValidationError(MARK, code="mark")
    if has_number(line) and any(character.isdigit() for character in line):
        raise ValidationError(_("This could be somebody's number. Please leave it out here."), code="number")
    if elsewhere.ADDRESS.search(line) or elsewhere.HANDLE_ELSEWHERE.search(line):
        raise ValidationError(
            _("Please leave out addresses here, and names you have elsewhere."), code="address"
        )


def _ask(questions: tuple[Question, ...], name: str) -> None:
    for found, words, code in questions:
        if found(name):
            raise ValidationError(str(words), code=code)
