from django.apps import AppConfig


class Checking(AppConfig):
    """Puts the checks of checking.py into a site."""

    name = "tests.support"
    label = "checking"

    def ready(self) -> None:
        from rooms import checks

        from .checking import holds, reminds

        checks.CHECKS = (*checks.CHECKS, holds, reminds)
