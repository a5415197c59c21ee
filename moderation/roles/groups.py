"""What each role may do in the admin: one table. Django's groups are made from it and filled from the grants.

A group decides only what somebody inside the admin sees. Who gets in is asked of the grants at every page
(community.admin_site), so a group that lags behind opens nothing. Moderators and trainers have their own
pages and nothing here; their groups are empty on purpose.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from community.accounts.models import User

from .models import Role, RoleGrant

VIEW, ADD, CHANGE = "view", "add", "change"

MAY: dict[str, dict[str, set[str]]] = {
    Role.STAFF: {
        "accounts.user": {VIEW, CHANGE},
        "accounts.revocation": {VIEW},
        "accounts.unconfirmedaddress": {VIEW},
        "accounts.recoveryphrase": {VIEW},
        "privacy.export": {VIEW},
        "notices.notice": {VIEW},
        "roles.rolegrant": {VIEW, ADD},
        "roles.duty": {VIEW},
        "cases.case": {VIEW},
        "cases.report": {VIEW},
        "standing.sanction": {VIEW},
        "standing.takenname": {VIEW},
        "cases.appeal": {VIEW},
        "break_glass.breakglass": {VIEW},
        "log.logentry": {VIEW},
        "clauses.clause": {VIEW, ADD, CHANGE},
        "clauses.acceptance": {VIEW},
        "clauses.scenario": {VIEW, ADD, CHANGE},
        "clauses.choice": {VIEW, ADD, CHANGE},
        "clauses.incident": {VIEW},
        "clauses.roleline": {VIEW, ADD, CHANGE},
        "rooms.topic": {VIEW, ADD, CHANGE},
        "rooms.room": {VIEW, ADD, CHANGE},
        "rooms.membership": {VIEW, ADD},
        "rooms.message": {VIEW},
        "rooms.reaction": {VIEW},
        "rooms.presence": {VIEW},
    },
    Role.TRAINER: {},
    Role.MODERATOR: {},
}


def sync(person: User) -> None:
    """Put the person into the groups of the roles they hold now, and take them out of the others."""
    held = set(RoleGrant.objects.in_force().filter(person=person, room=None).values_list("role", flat=True))
    wanted = {str(role) for role in MAY if role in held}
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in wanted}
    person.groups.remove(*person.groups.filter(name__in=set(map(str, MAY)) - wanted))
    person.groups.add(*groups.values())


def make_groups(sender: Any = None, **kwargs: Any) -> None:
    """After the last app has been migrated: each group may do what the table says and nothing else."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender is not None and sender.name != last.name:
        return
    for role, table in MAY.items():
        group, _made = Group.objects.get_or_create(name=str(role))
        wanted = Q(pk__in=())
        for label, actions in table.items():
            app, model = label.split(".")
            codes = [f"{action}_{model}" for action in actions]
            wanted |= Q(content_type__app_label=app, content_type__model=model, codename__in=codes)
        group.permissions.set(Permission.objects.filter(wanted))
