"""A role said to people: in words, never by the key it is stored under."""

from django import template

from ..models import Role

register = template.Library()
_WORDS = dict(Role.choices)


@register.filter
def role_label(role: str) -> str:
    """`lead` is said "safeguarding lead"; a member has none and gets nothing."""
    return str(_WORDS.get(role, role))


@register.simple_tag
def role_labels() -> list[tuple[str, str]]:
    return [(key, str(words)) for key, words in Role.choices]
