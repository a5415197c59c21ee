"""What people type into forms: counted as it is stored, never cut, and nothing where there is nothing to read."""

import pytest
from django import forms

from community.accounts.forms import SettingsForm
from community.kernel.fields import Line, Words
from community.kernel.text import MAX_BODY
from moderation.cases.forms import AnswerForm, AppealForm, CloseForm, ReportForm
from moderation.clauses.forms import IncidentForm
from moderation.desk.forms import HandOverForm
from moderation.roles.forms import GiveUpForm
from rooms.forms import EditForm, PostForm

UNSEEN = "\u200b\u3164\u2800\u00ad\u2060\u034f\ufe0f\U000e0041"
NEEDED = [
    (PostForm, "body"),
    (EditForm, "body"),
    (AppealForm, "words"),
    (AnswerForm, "answer"),
    (GiveUpForm, "reason"),
]
ALL = [
    PostForm,
    EditForm,
    AppealForm,
    AnswerForm,
    ReportForm,
    CloseForm,
    IncidentForm,
    HandOverForm,
    GiveUpForm,
    SettingsForm,
]


@pytest.mark.parametrize(("form", "name"), NEEDED)
def test_where_words_are_needed_letters_nobody_sees_are_none(form, name):
    assert name in form({name: UNSEEN}).errors


def test_a_note_and_the_words_of_a_report_made_of_them_are_empty():
    post = PostForm({"body": "hello", "note": UNSEEN})
    assert post.is_valid() and post.cleaned_data["note"] == ""
    report = ReportForm({"reason": "unkind", "words": UNSEEN})
    assert report.is_valid() and report.cleaned_data["words"] == ""


@pytest.mark.parametrize("form", ALL)
def test_no_browser_cuts_what_is_pasted(form):
    for field in form.base_fields.values():
        if isinstance(field, Words) and field.most:
            assert "maxlength" not in field.widget.attrs
            assert field.widget.attrs["data-most"] == str(field.most)


def test_what_is_too_long_says_by_how_much_and_stays_in_its_field():
    form = EditForm({"body": "😀" * MAX_BODY + "END"})
    assert "4,000 characters: it is 3 characters too long" in str(form.errors["body"])
    assert form["body"].value().endswith("END")
    assert EditForm({"body": "😀" * MAX_BODY}).is_valid()


def test_a_line_break_of_a_browser_counts_once_and_what_goes_away_counts_not_at_all():
    class Short(forms.Form):
        words = Words(max_length=5)
        line = Line(max_length=3)

    form = Short({"words": "a\r\nb\r\nc\u200b  ", "line": " a \n b "})
    assert form.is_valid() and form.cleaned_data == {"words": "a\nb\nc", "line": "a b"}
