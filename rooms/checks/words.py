"""The words themselves; a content note is asked like a body."""

from django.utils.translation import gettext_lazy as _

from community.kernel.links import has_link
from community.kernel.refused import Invalid, NotAllowed
from community.kernel.text import MAX_BODY, too_long

from .. import policy
from ..drafts import Draft, Facts

MAX_NOTE = 80


def is_theirs_to_change(draft: Draft, facts: Facts) -> None:
    if draft.changes is not None:
        policy.check_can_edit(draft.person, draft.changes, now=facts.now)


def has_words(draft: Draft, facts: Facts) -> None:
    """A body may not be empty or over 4,000 characters, a content note not over 80."""
    if not draft.body:
        raise Invalid(_("There is nothing written here yet."), code="empty")
    if len(draft.body) > MAX_BODY:
        raise Invalid(too_long(len(draft.body), MAX_BODY), code="too_long")
    if len(draft.note) > MAX_NOTE:
        raise Invalid(
            _("The content note: %(why)s") % {"why": too_long(len(draft.note), MAX_NOTE)},
            code="note_too_long",
        )


def no_links_yet(draft: Draft, facts: Facts) -> None:
    """New accounts post no links: what is advertised in such rooms is advertised by accounts made for it."""
    if not draft.is_bound or not draft.person.is_new or facts.has_role(draft.person):
        return
    if has_link(draft.body) or has_link(draft.note):
        raise NotAllowed(
            _(
                "Links can be sent from your second day here on, because new accounts are so often made to advertise."
                " Please say it without the link; what you wrote is kept."
            ),
            code="no_links_yet",
        )
