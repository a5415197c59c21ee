"""What people tell the moderators, and what moderators fill in."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor
from community.accounts.models import User
from community.kernel.fields import Words
from moderation.clauses.models import Clause
from moderation.roles import policy
from moderation.standing.models import Sanction

from .services.decisions import Decision
from .services.names import has_name_to_take
from .services.reports import MOST_NOTE, REASONS
from .services.sanctions import MOST_WORDS

MUTES = [
    ("1", _("1 hour")),
    ("6", _("6 hours")),
    ("24", _("1 day")),
    ("72", _("3 days")),
    ("168", _("1 week")),
    ("720", _("30 days")),
]
SUSPENSIONS = [
    ("24", _("1 day")),
    ("72", _("3 days")),
    ("168", _("1 week")),
    ("720", _("30 days")),
    ("2160", _("90 days")),
    ("", _("for good")),
]


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(key, words) for key, (words, _clause, _weight) in REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is about.")},
    )
    words = Words(
        label=_("In your words, if you like"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only moderators read this. The person does not learn who told us."),
    )


class ActForm(forms.Form):
    """What to do about what somebody said, or about a person. Only what this moderator may do can be chosen."""

    hide = forms.BooleanField(
        label=_("Hide what was written"),
        required=False,
        help_text=_("Gone for everybody at once. You can undo it."),
    )
    kind = forms.ChoiceField(label=_("And the person"), required=False, widget=forms.RadioSelect)
    mute_for = forms.ChoiceField(label=_("Mute for"), choices=MUTES, initial="24", required=False)
    suspend_for = forms.ChoiceField(label=_("Suspend for"), choices=SUSPENSIONS, initial="72", required=False)
    clause = forms.ModelChoiceField(
        label=_("Which rule is it about?"),
        queryset=Clause.objects.none(),
        empty_label=None,
        help_text=_("The person sees this rule in full."),
    )
    words = Words(
        label=_("What you say to the person"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self,
        *args: Any,
        by: Actor,
        person: User,
        room: Any,
        can_hide: bool,
        reason: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        clauses = list(Clause.objects.filter(retired_at=None))
        # The rule a reason is tied to; the first there is when that one has been retired.
        tied = [each for each in clauses if each.slug == REASONS[reason][1]]
        clause = next(iter([*tied, *clauses]), None)
        self.fields["clause"].queryset = Clause.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        self.fields["clause"].choices = [(each.pk, str(each)) for each in clauses]  # type: ignore[attr-defined]
        self.fields["kind"].choices = self._kinds(by, person, room, can_hide)  # type: ignore[attr-defined]
        if not can_hide:
            del self.fields["hide"]
            self.fields["kind"].label = _("What do you do?")
        self.template_words = str(kind_words(person, "{rule}"))
        self.fields["words"].widget.attrs["data-words"] = self.template_words
        self.initial.setdefault("clause", clause and clause.pk)
        self.initial.setdefault("words", kind_words(person, clause.title if clause else ""))
        self.initial.setdefault("kind", "" if can_hide else Sanction.Kind.WARNING)

    def _kinds(self, by: Actor, person: User, room: Any, can_hide: bool) -> list[tuple[str, Any]]:
        kinds: list[tuple[str, Any]] = [("", _("Nothing more"))] if can_hide else []
        kinds.append((Sanction.Kind.WARNING, _("Warn: say which rule it was")))
        if has_name_to_take(person):
            words = _("Take the name and the line away: back to %(handle)s") % {"handle": person.handle}
            kinds.append((Sanction.Kind.NAME, words))
        if room is not None:
            kinds.append((Sanction.Kind.MUTE, _("Mute here: can read, cannot write for a while")))
            kinds.append((Sanction.Kind.REMOVAL, _("Remove from this room")))
        if policy.is_moderator(by):
            kinds.append((Sanction.Kind.SUSPENSION, _("Suspend from the whole site")))
        return kinds

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("hide") and not cleaned.get("kind") and not self.errors:
            raise forms.ValidationError(_("Please choose what to do."))
        return cleaned

    def decision(self) -> Decision:
        given = self.cleaned_data
        return Decision(
            clause=given["clause"],
            words=given["words"],
            hide=given.get("hide", False),
            kind=given["kind"],
            until=self._until(),
        )

    def _until(self) -> datetime | None:
        given = self.cleaned_data
        hours = {
            Sanction.Kind.MUTE: given["mute_for"] or "24",
            Sanction.Kind.SUSPENSION: given["suspend_for"],
        }.get(given["kind"])
        return timezone.now() + timedelta(hours=int(hours)) if hours else None


def kind_words(person: User, rule: str) -> Any:
    """Words to begin from. The rule itself stands below them on the person's page."""
    return _(
        "Hello %(name)s. I am writing about the rule “%(rule)s”. It may well have been meant another way, and still "
        "it can be hard for others here. Please read the rule once more. You are welcome here, and you can ask for "
        "a second look if you see it differently."
    ) % {"name": person.name, "rule": rule}


class CaseActForm(ActForm):
    note = Words(
        label=_("Note for other moderators, if needed"),
        required=False,
        max_length=MOST_NOTE // 2,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CloseForm(forms.Form):
    """Nothing has to be done to anybody."""

    outcome = forms.ChoiceField(choices=[("no_breach", ""), ("talked", ""), ("acted", ""), ("pass_on", "")])
    note = Words(
        label=_("Note for other moderators, if needed"),
        required=False,
        max_length=MOST_NOTE // 2,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class AppealForm(forms.Form):
    words = Words(
        label=_("Why should it be looked at again?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say in a few words why it should be looked at again.")},
    )


class AnswerForm(forms.Form):
    overturn = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("0", _("The decision stays")), ("1", _("The decision is undone"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose.")},
    )
    answer = Words(
        label=_("Your answer to the person"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write the person a few words.")},
        help_text=_("The person reads this. Say what you looked at, and thank them for asking."),
    )


class UndoForm(forms.Form):
    reason = Words(required=False, max_length=300)
