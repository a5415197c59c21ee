"""What a sender is told of a message: the same frames on the socket and over HTTP."""

from uuid import UUID

from ..drafts import Accepted, Held, Remind, as_refusal
from . import frames
from .facts import Fact


def to_post(outcome: Accepted | Held | Remind, room: str, client_id: UUID, *, knows: bool) -> Fact:
    """`knows`: whether the client has said `anyway`, and so can be answered with `held` and `remind` at all.

    One that has not (an old tab, a small program) is told the same words as a refusal.
    """
    if isinstance(outcome, Accepted):
        return frames.accepted(room, client_id, outcome.seq, outcome.version, outcome.duplicate)
    if not knows:
        refusal = as_refusal(outcome)
        return frames.refused(refusal.code, str(refusal.message), client_id=client_id, room=room)
    words = str(outcome.message)
    if isinstance(outcome, Held):
        return frames.held(room, client_id, words, outcome.url)
    return frames.remind(room, client_id, outcome.clause, words, outcome.may_send)
