"""The words themselves; a content note is asked like a body."""

from django.utils.translation import gettext_lazy as _

from community.kernel.refused import Invalid, NotAllowed
from community.kernel.text import MAX_BODY, has_link

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
        raise Invalid(
            _("This is longer than %(most)s characters. Please send it in parts.")
            % {"most": f"{MAX_BODY:,}"},
            code="too_long",
        )
    if len(draft.note) > MAX_NOTE:
        raise Invalid(
            _("Please keep the note under %(most)d characters.") % {"most": MAX_NOTE}, code="note_too_long"
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
