"""Every act on a report or a person. Each is one function: it asks policy, changes, logs once, and announces.

sanctions (warn, mute, remove, suspend, hide, undo) · names (take a name away) · decisions (several in one go) · reports (report, claim, view, close,
pass_on) · appeals · accounts (close, open again, put right: what staff do to an account)
"""

from .appeals import appeal, decide
from .decisions import Decision, act, settle
from .names import take_name
from .reports import claim, close, mark_answers_read, pass_on, release, report, view
from .sanctions import hide, mark_seen, mute, remove_from_room, show, suspend, undo, warn

__all__ = [
    "Decision", "act", "appeal", "claim", "close", "decide", "hide", "mark_answers_read", "mark_seen", "mute", "pass_on",
    "release", "remove_from_room", "report", "settle", "show", "suspend", "take_name", "undo", "view", "warn",
]  # fmt: skip
