"""What happened below that an open desk should know."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from community.kernel.announce import afterwards
from moderation.cases.models import Case
from moderation.cases.signals import case_changed
from moderation.roles.signals import duty_changed, roles_changed
from rooms.models import Greeting

from .hints import everybody_at_a_desk, moderators_of, ping


@receiver(case_changed)
def a_case_changed(sender: Any, *, case: Case, **facts: Any) -> None:
    is_new = case.state == Case.State.OPEN and case.passed_on_by_id is None
    text = _("Something is waiting at the moderators' desk.") if is_new else ""
    # A moderator somebody reported would find nothing on the desk, and know by that.
    ping(moderators_of(case.room_id) - {case.person_id}, text=text)


@receiver(post_save, sender=Greeting)
def somebody_new_waits(sender: Any, *, instance: Greeting, created: bool, **facts: Any) -> None:
    if created:
        room_id = instance.room_id
        afterwards(lambda: ping(moderators_of(room_id)))


@receiver(duty_changed)
def somebody_came_or_went(sender: Any, **facts: Any) -> None:
    ping(everybody_at_a_desk())


@receiver(roles_changed)
def somebody_got_or_lost_a_role(sender: Any, **facts: Any) -> None:
    ping(everybody_at_a_desk())
