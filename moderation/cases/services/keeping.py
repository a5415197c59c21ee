"""How long what was reported is kept as it was."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import Appeal, Case, Report

# Time enough to see what comes of it; a second look that is waiting, or was just answered, needs it longer.
KEPT_FOR = timedelta(days=90)


def forget_sealed() -> int:
    """Empty the sealed copies of cases that ended 90 days ago; how many. What people told us in words stays."""
    ended = timezone.now() - KEPT_FOR
    looked_at = Appeal.objects.filter(sanction__cases=OuterRef("case")).filter(
        Q(state=Appeal.State.OPEN) | Q(decided_at__gt=ended)
    )
    over = Report.objects.filter(case__state=Case.State.CLOSED, case__closed_at__lte=ended)
    return over.filter(~Exists(looked_at), sealed__isnull=False).update(sealed=None)
