"""The same post once more, because its answer got lost on the way."""

from django.utils.translation import gettext_lazy as _

from community.kernel.refused import Conflict

from ..drafts import Accepted, Draft, Facts


def was_not_sent_before(draft: Draft, facts: Facts) -> Accepted | None:
    """The first answer again, whatever has changed since; a conflict where it says something else."""
    said = facts.said.get((draft.person.pk, draft.client_id))
    if said is None:
        return None
    room = draft.found_room
    changed = said.edited_at is not None or said.removed
    if room is None or said.room_id != room.pk or (said.body != draft.body and not changed):
        raise Conflict(_("This was sent before with other words. Nothing has been changed."))
    return Accepted(said.seq, said.version, duplicate=True, message=said)
