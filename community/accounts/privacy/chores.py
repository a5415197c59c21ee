"""What is done by itself: exports are made and let go, closed accounts deleted when their days are over."""

from datetime import timedelta

from community.kernel.chores import every, nightly

from . import services


@every(timedelta(minutes=1))
def make_exports() -> None:
    """Archives somebody has asked for, and those at which a process was killed."""
    services.make_due_exports()


@every(timedelta(hours=1))
def let_old_exports_go() -> None:
    """Archives whose seven days are over."""
    services.forget_old_exports()


@nightly
def delete_closed_accounts() -> None:
    """Accounts whose days to come back are over."""
    services.delete_those_due()
