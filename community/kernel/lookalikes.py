"""Names as the eye takes them in: letters of other alphabets, digits, ornaments and accents made the same.

Three depths: `undressed` has plain letters for ornamental ones; `plain` has no accents and no capitals; a `skeleton` has
one letter for all that look like it, and nothing between them. Vowel signs of Indian and other scripts are letters, not
accents: without them many names would be one.
"""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import categories, confusables

# --- Plain letters for ornamental ones ---------------------------------------------------------------


def _ranges(*begins: int) -> dict[int, str]:
    return {begin + at: letter for begin in begins for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


# In negative circles and squares; Unicode itself says what the mathematical, circled and wide ones stand for.
_FRAMED = _ranges(0x1F150, 0x1F170)
_FLAG_LETTERS = _ranges(0x1F1E6)
_FLAG = re.compile("(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])")
_SMALL_CAPITALS = dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢǫ"), "abcdefghijklmnopqrstuvwyzq", strict=True))
_SIGNS = re.compile(r"[@$€]+(?=[^\W_])|(?<=[^\W_])[$€]+|(?<=[^\W_])[@!|¡]+(?=[^\W_])")
_SIGN = str.maketrans({"@": "a", "$": "s", "€": "e", "!": "i", "|": "l", "¡": "i"})


def undressed(name: str) -> str:
    """Circled, mathematical, small-capital letters and signs between letters as the letters they stand for.

    Capitals stay where they say where a word begins. Flags are pictures; longer rows of their letters are words.
    """
    name = _FLAG.sub(" ", name).translate(_FRAMED).translate(_FLAG_LETTERS)
    name = unicodedata.normalize("NFKC", name).translate(_SMALL_CAPITALS)
    return _SIGNS.sub(lambda found: found.group().translate(_SIGN), name)


def is_ornamental(letter: str) -> bool:
    """Made for formulas and buttons: a screen reader spells it out by that name, if it says it at all."""
    if ord(letter) in _FRAMED:
        return True
    kind = unicodedata.decomposition(letter).partition(" ")[0]
    return kind in {"<font>", "<circle>", "<square>"} and unicodedata.normalize("NFKC", letter).isalpha()


# --- No accents, no capitals -------------------------------------------------------------------------

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u09bc\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        # One letter written differently in Arabic, Persian and Urdu.
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه",
    }
)  # fmt: skip


def plain(word: str) -> str:
    """Without accents and capitals, digits of every script as 0 to 9; otherwise as it is written."""
    word = unicodedata.normalize("NFKD", undressed(word)).casefold()
    word = _ACCENTS.sub("", word).translate(_LETTERS)
    if word.isascii():
        return word
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in word)


# --- One letter for all that look like it ------------------------------------------------------------

# By hand what decides most; the tables of Unicode have the rest of the alphabets that look like the Latin one.
_LOOKS_LIKE = {
    # Cyrillic
    **dict(zip("авекмнорстухіјѕԁԛԝһӏгьзпи", "abekmhopctyxijsdqwhlrb3nu", strict=True)),
    # Greek
    **dict(zip("αβεζηικμνορστυχωγ", "abeznikuvopotuxwy", strict=True)),
    "ɑ": "a", "ɡ": "g", "ƅ": "b", "ɩ": "i", "ʟ": "l", "ɴ": "n", "ʀ": "r", "ɪ": "i", "ǀ": "l", "ⅼ": "l", "ſ": "s",
}  # fmt: skip
# Capitals that look like another Latin letter than their small ones do.
_CAPITALS = str.maketrans("ΗΝΡΥΜΧВНРУСХ", "HNPYMXBHPYCX")
_ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "LATIN", "DESERET", "GEORGIAN"}
_DIGITS = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "i": "l", "|": "l"}
)
_TURNED = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞlɯuodbɹsʇnʌʍxʎz", "abcdefgghiijklmnopqrstuvwxyz")
_TURNED_LETTERS = set("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ")


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """The Latin letter this one is taken for, or itself."""
    if letter.isascii():
        return letter
    known = _LOOKS_LIKE.get(letter)
    if known is None and categories.alias(letter) in _ALIKE:
        glyphs = (each["c"] for each in confusables.confusables_data.get(letter, ()))
        known = next((c.lower() for c in glyphs if len(c) == 1 and c.isascii() and c.isalnum()), None)
    return known or letter


def skeleton(name: str) -> str:
    """A name as the eye takes it in: `M0derat0r`, `moderator` and `m-o-d-e-r-a-t-o-r` are the same."""
    return _bones(plain(unicodedata.normalize("NFC", name).translate(_CAPITALS)))


def _bones(name: str) -> str:
    letters = "".join(_latin(c) for c in name if unicodedata.category(c)[0] in "LNM" and c != "\u20e3")
    return letters.translate(_DIGITS).replace("rn", "m").replace("vv", "w")


def turned(name: str) -> str:
    """A name written upside down, the right way up; empty for any other."""
    name = unicodedata.normalize("NFC", name).lower()
    if sum(letter in _TURNED_LETTERS for letter in name) < 2:
        return ""
    return name.translate(_TURNED)[::-1]


# --- Whose alphabet ----------------------------------------------------------------------------------

_EVERYBODYS = {"COMMON", "INHERITED", "Unknown"}
# Written together in one word, and not taken for one another.
_TOGETHER = ({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "LATIN"},)


def mixes_alphabets(word: str) -> bool:
    """Whether letters of one alphabet stand in a word of another, as a Cyrillic a in a Latin name."""
    alphabets = {categories.alias(c) for c in word if unicodedata.category(c)[0] == "L"} - _EVERYBODYS
    return len(alphabets) > 1 and not any(alphabets <= kept for kept in _TOGETHER)
