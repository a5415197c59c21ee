"""Every form says for whom and where it was drawn: `csrf_token` does it, so that none can forget.

A builtin of all templates (settings.TEMPLATES), in the place of Django's own.
"""

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from community.accounts import kept_forms

register = template.Library()


class FormMarks(CsrfTokenNode):
    def render(self, context: Any) -> SafeString:
        token = super().render(context)
        request = context.get("request")
        if not token or request is None or not request.user.is_authenticated:
            return mark_safe(token)
        page = kept_forms.page_of(request)
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">',
            token,
            kept_forms.DRAWN,
            kept_forms.mark(request.user.pk, page),
        )


@register.tag
def csrf_token(parser: Any, token: Any) -> FormMarks:
    return FormMarks()
