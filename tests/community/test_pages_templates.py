"""What the content security policy would stop is not in a template to begin with."""

import re
from pathlib import Path

import pytest
from django.conf import settings

# What goes into an archive is opened from a folder, without this site: its style has to be in it.
STANDS_ALONE = "accounts/privacy/archive"
TEMPLATES = sorted(
    path for path in (settings.BASE_DIR / "templates").rglob("*.html") if STANDS_ALONE not in str(path)
)
INLINE = {
    "a style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    # A block of JSON is data; the policy lets it be.
    "a script": re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>\s*\S", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
FROM_ELSEWHERE = re.compile(
    r"<(?:script|link|img|iframe|source|audio|video|object|embed|form)\b[^>]*https?://"
)


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_nothing_inline_and_loads_nothing_from_elsewhere(path):
    text = path.read_text()
    for what, pattern in INLINE.items():
        assert not pattern.search(text), f"{what} in {name(path)}"
    assert not FROM_ELSEWHERE.search(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_the_words_of_a_template_are_calm(path):
    """No exclamation marks, never "user" or "content" as words for people and what they write."""
    text = re.sub(
        r"{%\s*(?!translate|blocktranslate)[^%]*%}|{{[^}]*}}|{#.*?#}|<[^>]*>",
        " ",
        path.read_text(),
    )
    assert not re.search(r"\w!|\busers?\b|\bcontents?\b(?! note)", text, re.IGNORECASE)
