"""{% keep signed_in=user.is_authenticated %}…{% endkeep %}: a part of every page that is drawn once and kept.

What is kept is seen by everybody, so nothing of anybody can be in it: inside, only the words after `keep` are known, each
of them true, false or a short word, and the language. It is kept for each combination of them, in this process.
"""

from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token, token_kwargs
from django.utils.functional import LazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 200


class Kept(Node):
    def __init__(self, nodelist: NodeList, names: dict[str, Any]) -> None:
        self.nodelist, self.names = nodelist, names
        self.drawn: dict[Any, SafeString] = {}

    def render(self, context: Any) -> SafeString:
        values = {name: _plain(name, value.resolve(context)) for name, value in self.names.items()}
        key = (get_language(), *values.values())
        known = self.drawn.get(key)
        if known is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            known = self.drawn[key] = self.nodelist.render(context.new(values))
        return known


def _plain(name: str, value: Any) -> bool | str:
    """A person or a row cannot be kept; whether there is one can."""
    if isinstance(value, LazyObject) or value is None:
        return bool(value)
    if isinstance(value, bool) or (isinstance(value, str) and len(value) <= 20):
        return value
    raise template.TemplateSyntaxError(f"keep {name}=…: only true, false or a short word can be kept by")


@register.tag
def keep(parser: Parser, token: Token) -> Kept:
    words = token.split_contents()[1:]
    names = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"keep takes name=value, not {words[0]}")
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Kept(nodelist, names)
