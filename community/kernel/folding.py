"""Words as a search sees them: without capitals and accents of any script, composed or not, alike on every database.

Folded in Python on both sides, when something is stored and when it is looked for, because SQLite knows capitals of
ASCII alone and PostgreSQL those of its locale.
"""

import re
import unicodedata

# Marks that are accents or pointing: Latin, Greek, Cyrillic, Hebrew, Arabic. Those of other scripts are their vowels
# (Hindi, Thai, Tamil) or make another letter (Japanese), and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
# Letters that carry their stroke in one piece, and those that are written either way.
_SAME = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe",
        "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
        "’": "'", "‘": "'", "`": "'", "´": "'",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """`Ängste`, `ÄNGSTE` and `angste` are the same; so are `Тревога` and `тревога`, `É` in one character or two."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SAME)
    # Once more: folding capitals makes new marks (the dot of a Turkish İ).
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def words_of(text: str) -> list[str]:
    """The words of a text, folded, each once, in their order. `don't` and `dont` are the same word."""
    plain = fold(text).replace("'", "")
    # Marks that are left belong to their letter; everything else between letters and figures ends a word.
    spaced = (letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain)
    return list(dict.fromkeys("".join(spaced).split()))
