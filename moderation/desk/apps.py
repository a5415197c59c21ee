from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "moderation.desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
