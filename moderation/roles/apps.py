from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RolesConfig(AppConfig):
    name = "moderation.roles"
    verbose_name = "Roles"

    def ready(self) -> None:
        from community.accounts.naming import worn

        from . import groups, policy, receivers, second_step  # noqa: F401

        worn.people_with_a_role(policy.names_with_a_role)

        post_migrate.connect(groups.make_groups, dispatch_uid="moderation.roles.groups")
