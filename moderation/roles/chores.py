"""What roles do regularly."""

from datetime import timedelta

from community.kernel.chores import every

from . import duty


@every(timedelta(minutes=1))
def end_duty_of_the_gone() -> None:
    """Who is on duty and has had the site open nowhere for half an hour has gone."""
    duty.end_gone()
