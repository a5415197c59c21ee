"""What decisions that hold mean for somebody's name."""

from collections.abc import Iterator

from community.kernel.crypto import Unreadable

from .models import Sanction, TakenName

SILENCING = (Sanction.Kind.MUTE, Sanction.Kind.SUSPENSION)


def is_silenced(person_id: int) -> bool:
    """Whether somebody may not write for a while, in one room or everywhere."""
    return Sanction.objects.in_force().filter(person=person_id, kind__in=SILENCING).exists()


def names_taken_from(person_id: int) -> Iterator[str]:
    """Names and lines that a moderator took away from somebody and has not given back."""
    rows = TakenName.objects.filter(sanction__person=person_id, sanction__undone_at=None)
    try:
        for row in rows:
            yield from filter(None, (row.display_name, row.about))
    except Unreadable:  # a lost key keeps nobody from having a name
        return
