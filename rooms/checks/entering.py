"""Whether this person may write in this room at all."""

from django.utils.translation import gettext_lazy as _

from community.kernel.refused import NotAllowed
from moderation.clauses import policy as clauses_policy

from .. import policy
from ..drafts import Draft, Facts


def is_here(draft: Draft, facts: Facts) -> None:
    """The account a message came with may be gone by now."""
    if draft.found is None:
        raise NotAllowed(_("This account is not here any more."), code="not_here")


def may_enter(draft: Draft, facts: Facts) -> None:
    policy.check_can_enter(draft.person, draft.found_room, draft.membership)


def has_accepted_clauses(draft: Draft, facts: Facts) -> None:
    clauses_policy.check_has_accepted(draft.person)


def is_not_muted(draft: Draft, facts: Facts) -> None:
    policy.check_is_not_muted(draft.person, draft.membership)
