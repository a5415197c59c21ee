"""What roles do regularly."""

from datetime import timedelta

from community.kernel.chores import every, nightly

from . import duty, services


@every(timedelta(minutes=1))
def end_duty_of_the_gone() -> None:
    """Rooms have said so since their lease ran out; here it is written down, and they are told."""
    duty.end_gone()


@every(timedelta(minutes=1))
def ask_who_is_quiet() -> None:
    """Before it ends for want of a sign, whoever is on duty is asked."""
    duty.ask_the_quiet()


@nightly
def tell_whose_role_ends() -> None:
    """A week ahead, so that there is time to speak about it."""
    services.tell_ending()
