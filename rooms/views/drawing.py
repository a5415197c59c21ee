"""Messages drawn for a page: one template, drawn once for each shape and language, and then filled.

A page of fifty messages is drawn in a millisecond, because nothing of the template is run for a message: which parts
it has (its shape) picks a pattern, and what stands in them is put in. A pattern holds nobody's words, name, time or
marks, so that keeping it can show nothing to anybody: words are always those of the row that was read for this reader.
The same template, with nothing in it, is the page's `<template>` that live frames are drawn with (message.js).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.accounts.models import GONE, mark_of
from community.accounts.naming import worn
from moderation.roles.models import Role

from ..live.frames import moment
from ..models import Reaction, Room

MESSAGE, REACTION, DAY, NEW = "_message.html", "_message_reaction.html", "_day.html", "_new.html"
EXCERPT = 90


class Shape(NamedTuple):
    """Which parts a message has. Whatever else differs from message to message is a hole."""

    own: bool = False
    named: bool = False  # has a page that the name leads to
    role: bool = False
    edited: bool = False
    gone: str = ""  # "", "author", "moderator", "hidden"
    note: bool = False
    answered: str = ""  # "", "hidden", "gone", "note", "words"
    calls: bool = False  # the reader, by name
    menu: str = ""  # "", "own", "post", "read"


class _Holes:
    """`{{ hole.name }}` leaves a place for `name`: two letters that nobody can type into a template by chance."""

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"\ue000{name}\ue001")


@lru_cache(maxsize=4096)
def _pattern(template: str, language: str, shape: Any) -> str:
    drawn = render_to_string(f"rooms/{template}", {"shape": shape, "hole": _Holes()})
    lines = re.sub(r"\s*\n\s*", "\n", drawn.strip()).replace("%", "%%")
    return re.sub("\ue000(\\w+)\ue001", r"%(\1)s", lines)


class Page:
    """The messages of one page for one reader: what is the same for all of them is looked up once."""

    def __init__(
        self, room: Room, rights: Mapping[str, bool], *, here: Mapping[int, str] | None = None
    ) -> None:
        self.here = here or {}
        self.alike: set[int] = set()
        self.language = get_language() or ""
        self.messages = reverse("message", args=[room.slug, 0]).removesuffix("0/")
        self.mark = reverse("mark", args=["MARK"])
        self.person = reverse("profile", args=["HANDLE"])
        self.menu = "post" if rights["can_post"] else "read"
        self.may_react = rights["can_react"]
        self.roles = {key: escape(words) for key, words in Role.choices}
        self.reactions = [(value, escape(words)) for value, words in Reaction.Choice.choices]

    def draw(self, messages: Iterable[Any]) -> SafeString:
        """Messages prepared by `display.prepare`, with their day lines and the line of what is new."""
        parts = []
        messages = list(messages)
        self.alike = alike(self.here, messages)
        for message in messages:
            if message.day:
                parts.append(self._day(message.day))
            if message.first_unread:
                parts.append(self._of(NEW, None))
            parts.append(self.message(message))
        return mark_safe("\n".join(parts))

    def message(self, message: Any) -> str:
        gone = message.removed or ("hidden" if getattr(message, "hidden", "") else "")
        author, at = message.author, f"{self.messages}{message.seq}/"
        here = timezone.localtime(message.at)
        # It may be the name that was the harm: the place of what a moderator hid names nobody.
        nameless = not author.pk or gone == "moderator"
        named = not nameless and not author.handle.startswith(GONE)
        answered: Any = None if gone else message.answered
        shape = Shape(
            own=message.is_own,
            named=named,
            role=bool(message.role) and not nameless,
            edited=message.edited_at is not None and not gone,
            gone=gone,
            note=bool(message.note) and not gone,
            answered=_kind_of(answered),
            calls=message.calls_me and not gone,
            menu="" if gone else "own" if message.is_own else self.menu,
        )
        return self._of(MESSAGE, shape) % {
            "at": at,
            "seq": message.seq,
            "version": message.version,
            "author": author.pk,
            "moment": moment(message.at),
            "time": f"{here.hour:02}:{here.minute:02}",
            "client_id": message.client_id,
            "found": (" is-found" if getattr(message, "highlighted", False) else "") + message.goes_on,
            "hidden": escape(_not_shown(message.folded)) if gone == "hidden" else "",
            "mark": self.mark.replace("MARK", mark_of(0 if nameless else author.pk)),
            "profile": self.person.replace("HANDLE", author.handle) if named else "",
            "name": "" if nameless else escape(self.name_of(author)),
            "role": "" if nameless else self.roles.get(message.role, escape(message.role)),
            "note": "" if gone else escape(message.note),
            "words": "" if gone else message.body_html,
            "reactions": "" if gone else self._reactions(message, at),
            **(self._answered(answered) if answered is not None else {}),
        }

    def name_of(self, person: Any) -> str:
        """Where two who are here read alike, each with the name they sign in with."""
        name, handle = str(person.name), str(person.handle)
        return f"{name} ({handle})" if person.pk in self.alike and name != handle else name

    def for_live_frames(self) -> SafeString:
        """What the page's script draws with: every part a message can have, and every reaction, with nothing in it."""
        message = self._of(MESSAGE, Shape(named=True, menu=self.menu))
        kinds = "".join(
            self._of(REACTION, (self.may_react, False))
            % {"at": "", "kind": kind, "label": label, "count": ""}
            for kind, label in self.reactions
        )
        empty = dict.fromkeys(re.findall(r"%\((\w+)\)s", message), "")
        return mark_safe(message % (empty | {"reactions": kinds}))

    def _of(self, template: str, shape: Any) -> str:
        return _pattern(template, self.language, shape)

    def _day(self, day: Any) -> str:
        return self._of(DAY, None) % {"day": day.isoformat(), "words": escape(day_words(day))}

    def _answered(self, answered: Any) -> dict[str, Any]:
        words = answered.body
        if len(words) > EXCERPT:
            words = f"{words[: EXCERPT - 1]}…"
        return {
            "answered_at": f"{self.messages}{answered.seq}/",
            "answered_seq": answered.seq,
            "answered_name": escape(answered.author.name) if answered.author.pk else "",
            "answered_words": escape(words),
        }

    def _reactions(self, message: Any, at: str) -> str:
        if not message.reactions and not message.my_reactions:
            return ""
        drawn = []
        for kind, label in self.reactions:
            count, mine = message.reactions.get(kind, 0), kind in message.my_reactions
            if count:
                may_press = self.may_react and (mine or not message.is_own)
                drawn.append(
                    self._of(REACTION, (may_press, mine))
                    % {"at": at, "kind": kind, "label": label, "count": count}
                )
        return "".join(drawn)


def alike(here: Mapping[int, str], messages: Iterable[Any]) -> set[int]:
    """Those of a page, by number, whose names read like another's: who is here, and who wrote."""
    authors = {message.author.pk: message.author.name for message in messages if message.author.pk}
    return worn.alike({**here, **authors})


def day_words(day: date) -> str:
    """As times.js says it, so that a page is not read twice differently."""
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")


def _not_shown(n: int) -> str:
    """The same words whoever blocked whom, so that nobody learns of a block by them."""
    if n < 2:
        return _("This message is not shown.")
    return ngettext("%(n)s message is not shown.", "%(n)s messages are not shown.", n) % {"n": n}


def _kind_of(answered: Any) -> str:
    if answered is None:
        return ""
    if getattr(answered, "hidden", "") or answered.removed == "moderator":
        return "hidden"
    return "gone" if answered.removed else "note" if answered.note else "words"
