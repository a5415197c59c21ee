"""The one piece of news this app has for a person."""

from .models import Export


def export_is_ready(export: Export) -> None:
    """A notice, in the transaction in which the archive was kept."""
