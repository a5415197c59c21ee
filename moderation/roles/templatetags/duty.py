"""{% duty_switch %}: the buttons "I am here" and "I am going" for each role one can be on duty in."""

from typing import Any

from django import template
from django.utils import timezone

from community.accounts.actor import actor_of

from .. import policy
from ..duty import WITH_DUTY
from ..models import Duty, Role

register = template.Library()


@register.inclusion_tag("moderation/roles/_duty.html", takes_context=True)
def duty_switch(context: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    powers = policy.powers_of(actor_of(request))
    roles = [role for role in WITH_DUTY if powers.has_anywhere(role)]
    since = {}
    if roles:
        mine = Duty.objects.filter(person=request.user.pk, until=None, there_until__gt=timezone.now())
        since = dict(mine.values_list("role", "since"))
    rows = [{"role": role, "label": Role(role).label, "since": since.get(role)} for role in roles]
    return {"rows": rows, "next": request.get_full_path(), "csrf_token": context.get("csrf_token")}
