"""Everything that is asked before words are taken: an ordered list of checks over facts that are loaded once.

A check is one function `(draft, facts)` with one test file of its name. It asks no database: what it needs to know
is in the draft or the facts (rooms/posting.py loads them). It refuses by raising Refused, as all here do; it may
give back another outcome (`Held`, `Remind`); None lets the next one ask. The first outcome is the answer, so what
refuses stands before what holds or reminds.

A new check goes into CHECKS and holds for changed words, too; what makes sense only for new ones is named in
ONLY_FOR_NEW as well.
"""

from collections.abc import Callable

from ..drafts import Draft, Facts, Outcome, Remind
from .answering import answers_what_is_here, may_meet_whom_it_answers
from .entering import has_accepted_clauses, is_here, is_not_muted, may_enter
from .pace import keeps_pace, keeps_slow_mode
from .repeating import was_not_sent_before
from .words import has_words, is_theirs_to_change, no_links_yet

Check = Callable[[Draft, Facts], Outcome | None]

CHECKS: tuple[Check, ...] = (
    is_here,
    was_not_sent_before,
    may_enter,
    has_accepted_clauses,
    is_not_muted,
    is_theirs_to_change,
    has_words,
    no_links_yet,
    answers_what_is_here,
    may_meet_whom_it_answers,
    keeps_slow_mode,
    keeps_pace,
)
ONLY_FOR_NEW = frozenset(
    {was_not_sent_before, answers_what_is_here, may_meet_whom_it_answers, keeps_slow_mode, keeps_pace}
)


def first_outcome(draft: Draft, facts: Facts) -> Outcome | None:
    """What the first check that has something to say gives back; None: the words may be taken. Raises Refused."""
    for check in CHECKS:
        if draft.changes is not None and check in ONLY_FOR_NEW:
            continue
        outcome = check(draft, facts)
        if outcome is None or (isinstance(outcome, Remind) and outcome.may_send and draft.anyway):
            continue
        return outcome
    return None
