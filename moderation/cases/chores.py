from community.kernel.chores import nightly

from .services import keeping


@nightly
def forget_sealed_copies() -> None:
    keeping.forget_sealed()
