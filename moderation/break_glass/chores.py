"""What break-glass does regularly."""

from datetime import timedelta

from community.kernel.chores import every

from . import services as break_glass


@every(timedelta(minutes=1))
def tell_the_members() -> None:
    """When the hour is over, everybody in the private room hears that it was read."""
    break_glass.tell_over()
