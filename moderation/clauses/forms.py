"""What people fill in about clauses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.kernel.fields import Line, Words

from .services import MOST_WORDS


class IncidentForm(forms.Form):
    """A boundary that was crossed, or nearly."""

    handle = Line(
        label=_("Who it was"),
        max_length=40,
        required=False,
        help_text=_("The name they sign in with, as on their page. Leave it empty if it was you."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    words = Words(
        label=_("What happened"),
        max_length=MOST_WORDS,
        help_text=_("In a few lines. Leave out what members told in trust."),
        error_messages={"required": _("Please say in a few words what happened.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about: User | None = None

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].strip().lower().removeprefix("@")
        if handle:
            self.about = User.objects.filter(handle=handle, is_active=True).first()
            if self.about is None:
                raise forms.ValidationError(
                    _("There is nobody with this name. Look at their page for how it is spelt.")
                )
        return handle


class PublishForm(forms.Form):
    """The last step before a clause is published."""

    what_changed = Words(
        label=_("What changed, in one line"),
        max_length=300,
        help_text=_("Everybody whom the clause binds reads this."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
    )
    material = forms.TypedChoiceField(
        label=_("Is this a material change?"),
        choices=[
            (
                "yes",
                _("Yes. What people may or must do is different now; ask everybody again whom it binds."),
            ),
            ("no", _("No. It says the same in better words; nobody is asked.")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
