"""What cases do by themselves."""

from community.kernel.chores import nightly

from .services import endings


@nightly
def let_closed_cases_go() -> None:
    """Words of cases and sealed copies whose time is over."""
    endings.let_closed_cases_go()
