"""Everything moderation does. Each act is one function: it asks policy, changes, logs once, and announces.

sanctions (warn, mute, remove, suspend, hide, undo) · reports (report, claim, close) · appeals · roles · duty
"""

from .appeals import appeal, decide
from .duty import go_off_duty, go_on_duty
from .reports import claim, close, release, report
from .roles import end_grant, grant
from .sanctions import hide, mute, remove_from_room, show, suspend, undo, warn

__all__ = [
    "appeal", "claim", "close", "decide", "end_grant", "go_off_duty", "go_on_duty", "grant", "hide", "mute", "release",
    "remove_from_room", "report", "show", "suspend", "undo", "warn",
]  # fmt: skip
