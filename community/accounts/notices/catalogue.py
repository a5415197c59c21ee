"""Every kind of news there is for a person: what it says, where it leads, how it is told and how long it is kept.

Words hold nothing that somebody wrote and name no room and no person: they may stand on a screen that others see,
and later in mails. What is drawn into them are facts: numbers, short names and role words, checked when told.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Channel(Enum):
    """Ways in which news reaches a person. Mail and push join here; what each person wants of them stands with
    the person, and no such wish reaches what `is_safety`."""

    BELL = "bell"  # counted on every page
    LIVE = "live"  # said at once where a tab is open


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Stands under the head of every page until such news has been seen, once for all of it."""

    label: str | Promise
    words: str | Promise
    link: str | Promise
    to: str

    @property
    def url(self) -> str:
        return reverse(self.to)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """`to` and `args` are the address it leads to: the name of a page, and which facts it is made of.

    `is_safety`: news of moderation and of what keeps people safe. It reaches a suspended person too, is never
    silenced, not even by a block, and stays until it has been seen.
    `wish`: the field of a person that says whether they want such news.
    `replaces`: facts in which two pieces of news are the same; a new one then takes the place of an unseen one.
    """

    key: str
    words: str | Promise
    to: str
    args: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    kept_for: timedelta
    is_safety: bool = False
    line: Line | None = None
    wish: str = ""
    replaces: tuple[str, ...] | None = None
    channels: frozenset[Channel] = frozenset(Channel)

    def url(self, facts: Mapping[str, Any]) -> str:
        return reverse(self.to, args=[facts[name] for name in self.args])

    def same_as(self, facts: Mapping[str, Any]) -> str:
        """Equal for two pieces of news of which the later one may stand for both."""
        return "" if self.replaces is None else " ".join(f"{name}={facts[name]}" for name in self.replaces)

    def check(self, facts: Mapping[str, Any]) -> None:
        """Raises ValueError: something is told that this kind has no words for, or that somebody wrote."""
        if self.facts != facts.keys():
            raise ValueError(f"{self.key} is told with {sorted(self.facts)}, not with {sorted(facts)}")
        for name, fact in facts.items():
            if not (fact is None or type(fact) is int or (isinstance(fact, str) and SHORT.fullmatch(fact))):
                raise ValueError(f"{name} of {self.key} is no number and no short name")


SHORT = re.compile(r"[-\w]{0,80}")
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
YEAR = timedelta(days=365)
ROOM = frozenset({"room_id"})
MESSAGE = frozenset({"room_id", "room", "seq"})
ROLE = frozenset({"role", "room_id"})

A_MODERATOR_WROTE = Line(
    label=_("From the moderators"),
    words=_("A moderator has written to you."),
    link=_("See what it is about"),
    to="my_standing",
)
WHAT_YOU_TOLD = Line(
    label=_("What you told us"),
    words=_("A moderator has looked at what you told us."),
    link=_("See how it went"),
    to="my_reports",
)


def _decision(key: str, words: Any) -> Kind:
    return Kind(
        key=key,
        words=words,
        to="my_standing",
        facts=ROOM,
        kept_for=YEAR,
        is_safety=True,
        line=A_MODERATOR_WROTE,
    )


_KINDS = (
    # --- What moderators decided, said as soon as it holds --------------------------------------------
    _decision("warning", _("A moderator has written to you about a rule. Your page says which and why.")),
    _decision("mute", _("You can read but not write for a while. Your page says why and until when.")),
    _decision(
        "removal", _("A moderator has taken you out of a room. Your page says why and what you can do.")
    ),
    _decision(
        "suspension", _("Your account is paused. Your page says why, until when, and what you can do.")
    ),
    _decision("hiding", _("A moderator has hidden something you wrote. Your page says why.")),
    _decision(
        "name", _("A moderator has set your name back to the one you sign in with. Your page says why.")
    ),
    _decision("undone", _("Something a moderator decided about you has been taken back.")),
    _decision("appeal", _("There is an answer to what you asked to be looked at again.")),
    # --- Said to me ---------------------------------------------------------------------------------------
    Kind(
        key="answer",
        words=_("Somebody answered you."),
        to="message",
        args=("room", "seq"),
        facts=MESSAGE,
        kept_for=MONTH,
        wish="ring_answers",
        replaces=("room_id", "seq"),
    ),
    Kind(
        key="mention",
        words=_("Somebody wrote to you by name."),
        to="message",
        args=("room", "seq"),
        facts=MESSAGE,
        kept_for=MONTH,
        wish="ring_mentions",
        replaces=("room_id", "seq"),
    ),
    # --- How it went, and who looked -------------------------------------------------------------------
    Kind(
        key="report",
        words=_("Thank you for telling us. A moderator has looked at it; your page says how it went."),
        to="my_reports",
        kept_for=6 * MONTH,
        line=WHAT_YOU_TOLD,
        replaces=(),
    ),
    Kind(
        key="private_read",
        words=_("A private room you are in has been read to keep people safe. Your page says why."),
        to="access_log",
        facts=ROOM,
        kept_for=YEAR,
        is_safety=True,
        replaces=("room_id",),
    ),
    # --- What is mine ----------------------------------------------------------------------------------
    Kind(
        key="export_ready",
        words=_(
            "What you asked for is ready: everything that is kept of you, in one file. It is there for a week."
        ),
        to="export",
        kept_for=WEEK,
        # Taking one's things along is open to a suspended person, and so is hearing that they can be fetched.
        is_safety=True,
        replaces=(),
    ),
    Kind(
        key="phrase_used",
        words=_(
            "Your recovery phrase was used to choose a new password, and all other sign-ins have ended. "
            "If this was not you, choose a new password now."
        ),
        to="account_change_password",
        kept_for=YEAR,
        is_safety=True,
        replaces=(),
    ),
    # --- Roles --------------------------------------------------------------------------------------------
    Kind(
        key="role_given",
        words=_("You have been given a role here: %(role)s. Your page says where and until when."),
        to="my_roles",
        facts=ROLE,
        kept_for=3 * MONTH,
    ),
    Kind(
        key="role_ending",
        words=_("A role of yours ends within a week: %(role)s. Your page says when."),
        to="my_roles",
        facts=ROLE | {"grant"},
        kept_for=MONTH,
        replaces=("grant",),
    ),
    Kind(
        key="role_ended",
        words=_("A role of yours has ended: %(role)s. Your page says when and why."),
        to="my_roles",
        facts=ROLE,
        kept_for=3 * MONTH,
    ),
    Kind(
        key="duty_asked",
        words=_("Are you still on duty? Open this page to stay. If not, you are off duty in a few minutes."),
        to="my_roles",
        kept_for=WEEK,
        replaces=(),
    ),
    Kind(
        key="duty_ended",
        words=_("You are off duty now, and rooms say so. Thank you for being there."),
        to="my_roles",
        kept_for=WEEK,
        replaces=(),
    ),
    Kind(
        key="incident",
        words=_("Somebody has told of a boundary incident."),
        to="clauses_incidents",
        kept_for=3 * MONTH,
        replaces=(),
    ),
)

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}
SAID_TO_ME = ("answer", "mention")
# What moderators decided about somebody; all of it stands on one page.
DECISIONS = tuple(kind.key for kind in _KINDS if kind.line is A_MODERATOR_WROTE)


def kind_named(key: str) -> Kind:
    """Raises LookupError: nothing is told that has no words."""
    return KINDS[str(key)]


def kinds_for(*, suspended: bool) -> Collection[str]:
    """What is shown to somebody: while suspended, what is about that and about keeping people safe."""
    return [key for key, kind in KINDS.items() if kind.is_safety or not suspended]
