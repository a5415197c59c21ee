"""Put what somebody had typed back into a page's own form, whichever form it is.

Works on the HTML as it was drawn, so that no view has to know of it: a field is found by its name, and what is written
into it is escaped here. Tokens, passwords and files are never filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.utils.html import escape

Values = Mapping[str, Sequence[str]]
NEVER = {"password", "file", "submit", "button", "image", "reset"}


@dataclass(slots=True)
class _Field:
    tag: str
    name: str
    attrs: dict[str, str | None]
    # From here to there in the page: the tag itself, or what a textarea holds.
    begin: int
    end: int


@dataclass(slots=True)
class _Form:
    action: str
    after: int
    fields: list[_Field] = field(default_factory=list)


class _Reader(HTMLParser):
    """The forms of a page that send something, and where their fields stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self.main = -1
        self._form: _Form | None = None
        self._open: _Field | None = None
        self._select = ""
        self._lines = [0]
        for line in html.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(html)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begin = self._at()
        end = begin + len(self.get_starttag_text() or "")
        found = dict(attrs)
        if tag == "main":
            self.main = end
        if tag == "form":
            self._form = _Form(found.get("action") or "", end)
            if (found.get("method") or "").lower() == "post":
                self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "select":
            self._select = found.get("name") or ""
        name = self._select if tag == "option" else found.get("name") or ""
        if name and tag in {"input", "option"}:
            self._form.fields.append(_Field(tag, name, found, begin, end))
        elif name and tag == "textarea":
            self._open = _Field(tag, name, found, end, end)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._open is not None and self._form is not None:
            self._open.end = self._at()
            self._form.fields.append(self._open)
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._form = None


def fill(html: str, *, page: str, action: str, values: Values, note: str, otherwise: str) -> str:
    """The page with `values` in the form that goes to `action`, and `note` (HTML) at its head; where there is no such
    form any more, `otherwise` (HTML) at the head of the page."""
    # Lines are counted as the parser counts them.
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(html)
    forms = [form for form in reader.forms if urlsplit(urljoin(page, form.action)).path == action]
    if not forms:
        return html if reader.main < 0 else f"{html[: reader.main]}{otherwise}{html[reader.main :]}"
    form = max(forms, key=lambda each: _alike(each, values))
    edits = [(form.after, form.after, note)]
    edits += [
        (each.begin, each.end, _filled(each, values)) for each in form.fields if _is_typed(each, values)
    ]
    for begin, end, words in sorted(edits, reverse=True):
        html = html[:begin] + words + html[end:]
    return html


def _alike(form: _Form, values: Values) -> int:
    """Several forms may go to one place, each for another thing: it says which in a field nobody sees."""
    return sum(
        each.attrs.get("type") == "hidden" and (each.attrs.get("value") or "") in values.get(each.name, ())
        for each in form.fields
    )


def _is_typed(each: _Field, values: Values) -> bool:
    kind = (each.attrs.get("type") or "text").lower()
    if each.tag == "input" and (kind in NEVER or (kind == "hidden" and each.name not in values)):
        return False
    # A box that was not ticked is not sent at all; any other field that was not sent stays as it is.
    return each.name in values or kind in {"checkbox", "radio"}


def _filled(each: _Field, values: Values) -> str:
    given = values.get(each.name, ())
    if each.tag == "textarea":
        return "\n" + escape(given[0])
    attrs = dict(each.attrs)
    kind = (attrs.get("type") or "text").lower()
    if each.tag == "option":
        _switch(attrs, "selected", (attrs.get("value") or "") in given)
    elif kind in {"checkbox", "radio"}:
        value = attrs.get("value")
        _switch(attrs, "checked", ("on" if value is None else value) in given)
    else:
        attrs["value"] = given[0]
    drawn = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs.items()
    )
    return f"<{each.tag}{drawn}>"


def _switch(attrs: dict[str, str | None], name: str, on: bool) -> None:
    attrs.pop(name, None)
    if on:
        attrs[name] = None
