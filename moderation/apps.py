from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        from . import groups, roles_admin, second_factor  # noqa: F401

        post_migrate.connect(groups.make_groups, dispatch_uid="moderation.groups")
