"""What news needs regularly."""

from community.kernel.chores import nightly

from . import services


@nightly
def forget_old() -> None:
    """Every kind says how long it is kept."""
    services.forget_old()
