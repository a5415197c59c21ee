"""Deleting much without holding up those who write: in pieces, each in a transaction of its own."""

from typing import Any

from django.db import models, transaction

PIECE = 500


def delete_in_batches(rows: models.QuerySet[Any], *, piece: int = PIECE) -> int:
    """How many rows of this model were deleted. What was done stays done when it is stopped in the middle."""
    gone = 0
    while True:
        with transaction.atomic():
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:piece])
            if not keys:
                return gone
            found = rows.model._base_manager.filter(pk__in=keys)
            gone += found.delete()[1].get(rows.model._meta.label, 0)
