"""What can be reported."""

from typing import Any

from django.db import models


class Reportable(models.Model):
    """Inherit this and the content can be reported and hidden, whatever app it lives in.

    The queue asks it for what it needs and nothing else: who wrote it, where, and what it says.
    """

    class Meta:
        abstract = True

    def reported_person(self) -> Any:
        """The person answerable for it."""
        raise NotImplementedError

    def reported_room_id(self) -> int | None:
        """The room it stands in, if in one."""
        return None

    def reported_words(self) -> str:
        """Its words as they are now; kept with the case, so that evidence outlives a removal."""
        return ""

    def context_around(self, *, count: int = 10) -> list[dict[str, Any]]:
        """What stands around it, oldest first: {who, words, at, this}."""
        return []
