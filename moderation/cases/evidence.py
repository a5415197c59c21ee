"""What a case or a decision is about: as it was when people reported it, and as it is now.

Opens sealed copies. Called for the one who holds a case and for whoever looks at a decision a second time, and for
nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, prefetch_related_objects

from community.accounts.reportable import Reportable, Sealed, kind_of, read_the_same
from community.kernel.crypto import Unreadable
from moderation.standing.models import Sanction

from .models import Case, Report


@dataclass(slots=True)
class Copy:
    """What was kept when somebody reported it; `times` people found it so."""

    sealed: Sealed
    has_changed: bool
    times: int = 1


@dataclass(slots=True)
class Evidence:
    """`copies` from the first report to the last; `about` is the thing as it is, None when it is gone."""

    about: Reportable[Any] | None
    copies: list[Copy] = field(default_factory=list)
    cannot_be_read: bool = False

    @property
    def now(self) -> Sealed | None:
        """The thing as it reads today, where a copy reads otherwise."""
        changed = any(copy.has_changed for copy in self.copies)
        return self.about.seal() if self.about is not None and changed else None

    @property
    def is_as_it_was(self) -> bool:
        """It reads today as it did to everybody who reported it, and had not been changed before."""
        return bool(self.copies) and not any(
            copy.has_changed or copy.sealed.get("edited") for copy in self.copies
        )


def thing_of(row: Case | Sanction) -> Reportable[Any] | None:
    """What a case or a decision points at, read with what its page needs."""
    if row.content_type_id is None or row.object_id is None:
        return None
    kind = kind_of(ContentType.objects.get_for_id(row.content_type_id).model_class())
    return kind.stored(row.object_id) if kind is not None else None


def load_reports(case: Case, *, opened: bool) -> None:
    """All that people told, once for a page; `opened` with what was kept of it."""
    try:
        rows = Report.objects.with_sealed() if opened else Report.objects.all()
        prefetch_related_objects([case], Prefetch("reports", rows))
    except Unreadable:  # a lost key keeps nobody from moderating
        load_reports(case, opened=False)


def evidence(about: Reportable[Any] | None, reports: Iterable[Report]) -> Evidence:
    found = Evidence(about)
    try:
        kept = [each.sealed for each in sorted(reports, key=lambda told: (told.at, told.pk))]
    except Unreadable:
        found.cannot_be_read = True
        return found
    for sealed in kept:
        if sealed is None:
            continue
        same = next((copy for copy in found.copies if read_the_same(copy.sealed, sealed)), None)
        if same is not None:
            same.times += 1
        else:
            found.copies.append(Copy(sealed, has_changed=about is None or about.changed_since(sealed)))
    return found
