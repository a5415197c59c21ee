from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "community.accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
