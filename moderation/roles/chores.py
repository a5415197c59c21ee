"""What roles do regularly."""

from datetime import timedelta

from community.kernel.chores import every, nightly

from . import duty, services


@every(timedelta(minutes=1))
def end_duty_of_the_gone() -> None:
    """Who is on duty and has had the site open nowhere for half an hour has gone."""
    duty.end_gone()


@nightly
def tell_whose_role_ends() -> None:
    """A week ahead, so that there is time to speak about it."""
    services.tell_ending()
