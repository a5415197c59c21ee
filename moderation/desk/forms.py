"""What the outgoing moderator writes for the next shift."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.kernel.fields import Words
from moderation.roles.policy import Powers
from rooms.models import Room

from .hand_over import MOST_WORDS


class HandOverForm(forms.Form):
    """With a choice of room only for those who moderate several single rooms."""

    words = Words(
        label=_("For the next shift"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What is still open, what you promised, where to look in. Name as few people as you can: "
            "everybody who moderates here reads it."
        ),
        error_messages={"required": _("Please write a few words for the next shift.")},
    )
    room = forms.ModelChoiceField(label=_("For the room"), queryset=Room.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, *, powers: Powers) -> None:
        super().__init__(data)
        where = powers.moderates()
        if where is None:
            del self.fields["room"]
            return
        choice: Any = self.fields["room"]
        choice.queryset = Room.objects.filter(pk__in=where, archived_at=None)
        if len(where) == 1:
            choice.initial, choice.widget = next(iter(where)), forms.HiddenInput()
