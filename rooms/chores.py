"""What rooms do by themselves."""

from community.kernel.chores import nightly

from . import endings


@nightly
def let_old_messages_go() -> None:
    endings.let_old_messages_go()
