"""What rooms do regularly."""

from datetime import timedelta

from community.kernel.chores import every, nightly

from . import endings
from .live import presence


@every(timedelta(minutes=1))
def sweep_old_presence() -> None:
    """Leases left by processes that were killed. Nobody sees them any more; they would only pile up."""
    presence.sweep()


@nightly
def let_old_messages_go() -> None:
    """What is older than its room keeps."""
    endings.let_old_messages_go()
