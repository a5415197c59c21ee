"""Letters nobody can see: which of them go, which hold a script together, and whether anything is left to read.

A letter without a shape is no word: a message, a note or a reason made of such letters alone is nothing written. But
joiners belong to Persian, Hindi and many emoji, so those go only where they join nothing.
"""

import re
import unicodedata

# Controls, overrides and isolates that turn a line around for everybody after it, and what draws nothing anywhere:
# soft hyphen, grapheme joiner, word joiner, invisible operators, fillers, object places, noncharacters.
_NOWHERE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
# What stays where it belongs, and says that a text has to be looked at more closely.
_SOMETIMES = re.compile(
    "[\u061c\u180b-\u180f\u200b-\u200f\u2800\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
# Scripts written without spaces, where a space of no width says where a line may break.
_BREAKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
_ZERO_SPACE = re.compile(f"(?<![{_BREAKS}])\u200b|\u200b(?![{_BREAKS}])")
# A joiner comes after a letter of a script that joins or after an emoji; a selector changes the shape before it.
_SHAPES = "\u0590-\u180a\u1810-\u1fff\u2100-\u27ff\u2801-\u2fff\u3005-\ud7ff\uf900-\ufdff\ufe10-\ufefe\U00010000-\U000dffff"
_LOOSE_JOINER = re.compile(f"(?<![{_SHAPES}\ufe00-\ufe0f])[\u200c\u200d]")
_LOOSE_SELECTOR = re.compile(f"(?<![0-9#*\xa9\xae\u203c\u2049{_SHAPES}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LOOSE_MONGOLIAN = re.compile("(?<![\u1820-\u18aa])[\u180b-\u180f]")
# Tags make flags of regions out of the black flag; anywhere else they are words nobody sees.
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0020-\U000e007f]"
)
_TURNS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BRAILLE = re.compile("[\u2801-\u28ff]")

# What stands on a letter and takes no room of its own. A tower of it covers the lines above and below; four are more
# than living scripts need. Tibetan writes its letters beneath one another.
MOST_MARKS, MOST_TIBETAN = 4, 8


def _class_of_marks(first: int, last: int) -> str:
    marks = (chr(code) for code in range(first, last))
    return "".join(mark for mark in marks if unicodedata.category(mark) in {"Mn", "Me"})


_MARKS = _class_of_marks(0x300, 0xF00) + _class_of_marks(0x1000, 0xFE00) + _class_of_marks(0xFE10, 0xFFFF)
_TOWER = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")
_TIBETAN = _class_of_marks(0xF00, 0x1000)
_TIBETAN_TOWER = re.compile(f"([{_TIBETAN}]{{{MOST_TIBETAN}}})[{_TIBETAN}]+")


def without_unseen(text: str) -> str:
    """The same to read, without what nobody sees and without towers of marks."""
    text = _NOWHERE.sub("", text)
    if text.isascii():
        return text
    if _SOMETIMES.search(text):
        text = _ZERO_SPACE.sub("", text)
        text = _LOOSE_MONGOLIAN.sub("", _TAGS.sub(r"\1", text))
        text = _LOOSE_JOINER.sub("", _LOOSE_SELECTOR.sub("", text))
        if not _RIGHT_TO_LEFT.search(text):
            text = _TURNS.sub("", text)
        if not _BRAILLE.search(text):
            text = text.replace("\u2800", " ")
    return _TIBETAN_TOWER.sub(r"\1", _TOWER.sub(r"\1", text))


def has_shape(text: str) -> bool:
    """Whether anything in it can be seen: a letter, a digit, a sign. What Python does not know yet may be an emoji."""
    return any(
        category[0] in "LNPS" or category == "Cn" for category in map(unicodedata.category, text.lstrip())
    )
