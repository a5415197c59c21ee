"""Form fields for words people type: cleaned as they will be stored, counted after that, and never cut.

A browser cuts what is pasted at `maxlength` without a word, and counts otherwise than we do. So no field of these has
one: it says how much too long it is, and everything stays in it. `data-most` is for the counter (site/count.js).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .text import clean, clean_line, too_long


class Words(forms.CharField):
    """Several lines."""

    widget: Any = forms.Textarea
    made_clean = staticmethod(clean)

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        self.most = max_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return self.made_clean(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.most is not None and len(value) > self.most:
            raise ValidationError(too_long(len(value), self.most), code="max_length")

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        attrs = {"dir": "auto", **super().widget_attrs(widget)}
        if self.most is not None:
            attrs["data-most"] = str(self.most)
        return attrs


class Line(Words):
    """One line."""

    widget = forms.TextInput
    made_clean = staticmethod(clean_line)
