"""Everything moderation does. Each act is one function: it asks policy, changes, logs once, and announces.

sanctions (warn, mute, remove, suspend, hide, undo) · reports (report, claim, view, close, pass_on) · appeals · roles · duty
"""

from .acting import Decision, act, settle
from .appeals import appeal, decide
from .duty import go_off_duty, go_on_duty
from .reports import claim, close, pass_on, release, report, view
from .roles import end_grant, grant
from .sanctions import hide, mark_seen, mute, remove_from_room, show, suspend, undo, warn

__all__ = [
    "Decision", "act", "appeal", "claim", "close", "decide", "end_grant", "go_off_duty", "go_on_duty", "grant", "hide", "mark_seen", "mute", "pass_on",
    "release", "remove_from_room", "report", "settle", "show", "suspend", "undo", "view", "warn",
]  # fmt: skip
