"""What the bell holds of a person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, not_exported, rows

from .catalogue import KINDS
from .drawing import draw
from .models import Notice


def _told(person: Any) -> Iterator[dict[str, Any]]:
    known = Notice.objects.filter(person=person, kind__in=KINDS)  # the others have no words any more
    for drawn in draw(known.order_by("at", "pk"), person):
        yield {
            "at": drawn.notice.at,
            "words": drawn.words,
            "where": drawn.where,
            "seen_at": drawn.notice.seen_at,
        }


declare(
    "notices.Notice",
    "person",
    part=Part.WORKINGS,
    what=_("News for you, as the bell shows it."),
    export=rows(_told, at=_("When"), words=_("What it said"), where=_("Where"), seen_at=_("Seen")),
    ending=deleted(),
    kept_for=_("A few weeks to a year, by what it is about."),
    read_by=_("You. Staff see that there was a notice of a kind, and when, but not what it said."),
)

declare(
    "notices.Notice",
    "about",
    part=Part.WORKINGS,
    what=_(
        "News for others that you gave rise to, so that it is not shown where one of you has blocked the other."
    ),
    export=not_exported(_("It is theirs.")),
    ending=deleted(),
    kept_for=_("A few weeks to a year, by what it is about."),
    read_by=_("Nobody. It is only compared."),
)
