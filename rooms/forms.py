"""What can be filled in without script: writing, changing one's words, and narrowing the list of rooms."""

import re
import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.kernel.fields import Line, Words
from community.kernel.text import MAX_BODY, clean_line

from .listing import MOST_SEEN
from .models import Message, Reaction, Topic

MAX_NOTE = Message._meta.get_field("note").max_length
SEEN = re.compile(r"[0-9a-z]{1,11}")
SWITCH = [("1", _("on")), ("0", _("off"))]


def body_field(*, label: Any) -> Words:
    return Words(
        label=label,
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("There is nothing written here yet.")},
    )


class PostForm(forms.Form):
    """A message. `client_id` makes sending twice the same as sending once."""

    body = body_field(label=_("Write to the room"))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    note = Line(label=_("Content note"), max_length=MAX_NOTE, required=False)
    # Whether it is to be sent after a reminder, too. A program that leaves it out knows of no reminders.
    anyway = forms.ChoiceField(choices=SWITCH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid.uuid4())

    def clean_client_id(self) -> uuid.UUID:
        return self.cleaned_data["client_id"] or uuid.uuid4()

    def clean_anyway(self) -> bool | None:
        return self.cleaned_data["anyway"] == "1" if "anyway" in self.data else None


class EditForm(forms.Form):
    body = body_field(label=_("Your message"))


class ReactForm(forms.Form):
    kind = forms.ChoiceField(choices=Reaction.Choice.choices)
    on = forms.ChoiceField(choices=SWITCH, required=False)

    def clean_on(self) -> bool:
        return bool(self.cleaned_data["on"] != "0")


class FollowForm(forms.Form):
    on = forms.ChoiceField(choices=SWITCH)

    def clean_on(self) -> bool:
        return bool(self.cleaned_data["on"] == "1")


class ListForm(forms.Form):
    """What narrows the list of rooms. What it does not know it leaves out: an old link still shows rooms."""

    MOST_TOPICS = 12

    language = forms.CharField(label=_("Language"), max_length=12, required=False)

    def __init__(self, data: QueryDict, *, topics: list[Topic]) -> None:
        super().__init__(data)
        self.topics = topics
        self.asked = set(data.getlist("topic"))

    @property
    def words(self) -> str:
        """As they were typed, however long: nothing of it is refused or cut, the search takes what it can use."""
        return clean_line(self.data.get("q", ""))

    @property
    def chosen_topics(self) -> list[Topic]:
        return [topic for topic in self.topics if topic.slug in self.asked][: self.MOST_TOPICS]

    @property
    def seen(self) -> list[int]:
        """Keys of rooms that were shown on the pages before, as `address` of the list writes them."""
        return [int(key, 36) for key in SEEN.findall(self.data.get("seen", ""))][:MOST_SEEN]

    @property
    def after(self) -> str:
        return str(self.data.get("after", ""))[:80]
