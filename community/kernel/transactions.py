"""One act, one transaction, tried again when the database let another one go first."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import OperationalError, transaction

Act = TypeVar("Act", bound=Callable[..., Any])
TRIES = 4
# A deadlock, a serialization failure.
WORTH_ANOTHER_TRY = {"40P01", "40001"}


def all_or_nothing(act: Act) -> Act:
    """Run in one transaction. As the outermost one it is tried again after a deadlock; inside another the whole is."""

    @wraps(act)
    def done(*args: Any, **kwargs: Any) -> Any:
        if transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return act(*args, **kwargs)
        for left in range(TRIES - 1, -1, -1):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs)
            except OperationalError as error:
                if not left or getattr(error.__cause__, "sqlstate", "") not in WORTH_ANOTHER_TRY:
                    raise
        raise AssertionError("unreachable")

    return done  # type: ignore[return-value]
