"""News is personal: what a person was told, and when they saw it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, not_exported, rows

from . import reading
from .drawing import draw


def _told(person: Any) -> Iterator[dict[str, Any]]:
    """In the words of the page, with what this person may know by now and no more."""
    for drawn in draw(reading.news_of(person), person):
        yield {
            "at": drawn.notice.at,
            "words": drawn.words,
            "where": drawn.where,
            "seen_at": drawn.notice.seen_at,
        }


declare(
    "notices.Notice",
    "person",
    part=Part.ACCOUNT,
    what=_("News the site had for you, and when you saw it."),
    export=rows(_told, at=_("When"), words=_("News"), where=_("Where"), seen_at=_("Seen")),
    ending=deleted(),
    kept_for=_("A week to a year, as its kind says."),
    read_by=_("You."),
)
declare(
    "notices.Notice",
    "about",
    part=Part.WORKINGS,
    what=_(
        "That a piece of news for somebody else came from you, so that a block between you two holds it back."
    ),
    export=not_exported(_("It is the other person's news.")),
    ending=deleted(),
    kept_for=_("A week to a year, as its kind says."),
    read_by=_("Nobody. The news names nobody."),
)
