"""How fast one person may write."""

from django.utils.translation import gettext_lazy as _

from community.kernel import limits
from community.kernel.refused import TooFast

from .. import policy
from ..drafts import Draft, Facts


def keeps_slow_mode(draft: Draft, facts: Facts) -> None:
    if draft.room.slow_mode and draft.is_bound:
        policy.check_pace(draft.room, facts.last_in_room.get((draft.room.pk, draft.person.pk)))


def keeps_pace(draft: Draft, facts: Facts) -> None:
    """The limit of messages, counted from the messages themselves."""
    if not draft.is_bound:
        return
    lately = facts.lately.get(draft.person.pk, ())
    if len(lately) >= limits.MESSAGES.times:
        free_at = lately[-limits.MESSAGES.times] + limits.MESSAGES.per
        raise TooFast(
            _("Please wait a moment before sending more."),
            retry_after=max(0.5, (free_at - facts.now).total_seconds()),
        )
