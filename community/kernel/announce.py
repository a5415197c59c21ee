"""Tell the rest of the site that something happened, once it really has."""

import logging
from typing import Any

from django.db import transaction
from django.dispatch import Signal

log = logging.getLogger(__name__)


def announce(signal: Signal, *, sender: Any, **facts: Any) -> None:
    """Send `signal` after the present transaction has committed; a receiver that fails undoes nothing."""

    def tell() -> None:
        for receiver, answer in signal.send_robust(sender, **facts):
            if isinstance(answer, Exception):
                log.error("receiver %s failed", getattr(receiver, "__qualname__", receiver), exc_info=answer)

    transaction.on_commit(tell)
