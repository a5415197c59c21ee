"""{% messages_drawn %}: the messages of a page; {% message_template %}: what live frames are drawn with."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ..models import Room
from ..views import drawing

register = template.Library()


@register.simple_tag(takes_context=True)
def messages_drawn(context: dict[str, Any]) -> SafeString:
    """`messages`, prepared by `views.display`, of `room`, for somebody with `rights`."""
    return drawing.Page(context["room"], context["rights"], here=_here(context)).draw(context["messages"])


@register.simple_tag
def message_template(can_post: bool, can_react: bool) -> SafeString:
    """The same for whatever room: the script knows in which it is."""
    return drawing.Page(Room(slug="-"), {"can_post": can_post, "can_react": can_react}).for_live_frames()


def _here(context: dict[str, Any]) -> dict[int, str]:
    return {person["id"]: person["name"] for person in context.get("people") or ()}
