"""Letters nobody can see: alone they are nothing written, and where they hold words together they stay."""

import pytest

from community.kernel.text import MAX_BODY, clean, clean_line

NOTHING = [
    "\u200b" * 3,
    "\u3164",
    "\u2800",
    "\u00ad",
    "\u2060",
    "\u180e",
    "\U000e0020",
    "\U000e0068\U000e0069",
    "\u034f",
    "\u115f",
    "\u1160",
    "\uffa0",
    "\ufe0f",
    "\U000e0100",
    "\u202e",
    "\u200e\u200f\u061c",
    "\u2066\u2069",
    "\u200d",
    "\u200c",
    "\u17b4",
    "\u180b",
    "\ufeff",
    "\ufffc",
    "\u0301",
    "\u20dd",
    "\u00a0\u3000\u2003",
    "\u2028\u2029",
    "\x00\x07\x1b",
    "\u2061\u2064",
    "\U0001d173",
    "\U0001d159",
    "\ue000",
    " \u200b\n\u3164 \u2800\n",
]

STAYS = [
    "خانه‌ام",
    "می‌خواهم",
    "क्‍ष",
    "ශ්‍රී",
    "👩‍👩‍👧",
    "❤️‍🔥",
    "❤️",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "👍🏽",
    "🫨",
    "葛\U000e0100",
    "ខ្ញុំ\u200bមិន",
    "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
    "שלום\u200f!",
    "Tiếng Việt",
    "Tie\u0302\u0301ng",
    "שָׁלוֹם",
    "ก็ดี",
    "⠓⠑⠇⠇⠕⠀⠺",
    "བསྒྲུབས",
    "z\u0334\u0335a",
    "…",
    "?",
    "+1",
    "a\tb",
    "one\n\ntwo",
]


@pytest.mark.parametrize("words", NOTHING, ids=lambda words: words.encode("unicode_escape").decode())
def test_what_nobody_can_see_is_nothing_written(words):
    assert clean(words) == "" == clean_line(words)


@pytest.mark.parametrize("words", STAYS)
def test_what_holds_words_together_stays(words):
    assert clean(words) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("f\u200bu\u200dn", "fun"),
        ("so\u00adft", "soft"),
        ("a\u2800b\u3164c", "a bc"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("😀\ufe0f\ufe0e\ufe0f", "😀\ufe0f"),
        ("x\u202edcba", "xdcba"),
        ("left\u200eright", "leftright"),
        ("a" + "\u0301" * 40 + "b", "a" + "\u0301" * 4 + "b"),
        ("ก" + "็" * 40, "ก" + "็" * 4),
        ("a\r\nb\r\r\r\rc", "a\nb\n\nc"),
    ],
)
def test_what_hides_in_words_or_covers_the_lines_around_goes(typed, kept):
    assert clean(typed) == kept


def test_cleaning_once_is_enough_and_never_makes_longer():
    for words in [*NOTHING, *STAYS, "😀" * MAX_BODY, "a\u0301" * MAX_BODY]:
        once = clean(words)
        assert clean(once) == once and len(once) <= len(words)
