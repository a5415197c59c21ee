"""Everything moderation does. Each act is one function: it asks policy, changes, logs once, and announces.

sanctions (warn, mute, remove, suspend, hide, undo) · reports (report, claim, view, close, pass_on) · appeals · roles · duty
hand_over (from shift to shift) · exposure (how much one has seen, and a break)
"""

from .acting import Decision, act, settle
from .appeals import appeal, decide
from .duty import go_off_duty, go_on_duty
from .exposure import end_break, exposure_of, take_break
from .hand_over import acknowledge, write_hand_over
from .reports import claim, close, mark_answers_read, pass_on, release, report, view
from .roles import end_grant, grant
from .sanctions import hide, mark_seen, mute, remove_from_room, show, suspend, undo, warn

__all__ = [
    "Decision", "acknowledge", "act", "appeal", "claim", "close", "decide", "end_break", "end_grant", "exposure_of", "go_off_duty", "go_on_duty", "grant",
    "hide", "mark_answers_read", "mark_seen", "mute", "pass_on", "release", "remove_from_room", "report", "settle", "show", "suspend", "take_break", "undo", "view", "warn",
    "write_hand_over",
]  # fmt: skip
