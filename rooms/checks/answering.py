"""What a message answers."""

from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.kernel.refused import Invalid

from ..drafts import Draft, Facts


def answers_what_is_here(draft: Draft, facts: Facts) -> None:
    if draft.reply_to is not None and not 0 < draft.reply_to <= draft.room.seq:
        raise Invalid(_("The message you answer is not in this room."), code="no_such_message")


def may_meet_whom_it_answers(draft: Draft, facts: Facts) -> None:
    if draft.reply_to is None:
        return
    author = facts.answered.get((draft.room.pk, draft.reply_to))
    if author is not None and facts.are_apart(draft.person.pk, author):
        raise blocks.not_meeting()
