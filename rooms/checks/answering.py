"""What a message answers."""

from django.utils.translation import gettext_lazy as _

from community.kernel.refused import Invalid

from ..drafts import Draft, Facts


def answers_what_is_here(draft: Draft, facts: Facts) -> None:
    if draft.reply_to is not None and not 0 < draft.reply_to <= draft.room.seq:
        raise not_here()


def may_meet_whom_it_answers(draft: Draft, facts: Facts) -> None:
    if draft.reply_to is None:
        return
    author = facts.answered.get((draft.room.pk, draft.reply_to))
    if author is not None and facts.are_apart(draft.person.pk, author):
        raise not_here()


def not_here() -> Invalid:
    """The same for what is not there and for what this person is not to meet: a refusal tells nobody of a block."""
    return Invalid(_("The message you answer is not here."), code="no_such_message")
