from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RolesConfig(AppConfig):
    name = "moderation.roles"
    verbose_name = "Roles"

    def ready(self) -> None:
        from . import groups, receivers, second_step  # noqa: F401

        post_migrate.connect(groups.make_groups, dispatch_uid="moderation.roles.groups")
