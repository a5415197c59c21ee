"""What rooms do regularly."""

from datetime import timedelta

from community.kernel.chores import every

from .live import presence


@every(timedelta(minutes=1))
def sweep_old_presence() -> None:
    """Leases left by processes that were killed. Nobody sees them any more; they would only pile up."""
    presence.sweep()
