"""Which names may be, and the names the site makes up."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from community.accounts import handles, words


def refused(check, name: str) -> bool:
    try:
        check(name)
    except ValidationError:
        return True
    return False


# --- Handles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "handle", ["anna", "anna-4107", "a1b", "quiet-harbour-27", "helpful-otter", "ghost-3", "a" * 40]
)
def test_an_ordinary_word_may_be_a_handle(handle):
    handles.check_handle(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "ab",
        "a" * 41,
        "Anna",
        "Ali",
        "an na",
        "anna-",
        "-anna",
        "an--na",
        "anna_1",
        "änna",
        "аnna",
        "anna\n",
        "12345",
        "1-2-3",
    ],
)
def test_other_letters_and_lengths_may_not(handle):
    assert refused(handles.check_handle, handle)


@pytest.mark.parametrize(
    "handle",
    "admin adm1n admin-1 admin77 the-admin moderator m0derat0r rn0derator m-o-d-e-r-a-t-o-r moderators mod-3 "
    "staff 5taff staff-4107 supporter supp0rter anna-supporter support help help-2 openhearth 0penhearth "
    "open-hearth openhearth-team helpline doctor-anna crowd crowd-1000 demo system root everyone "
    "here".split(),
)
def test_nobody_can_pose_as_the_site_or_as_somebody_with_a_duty(handle):
    assert refused(handles.check_handle, handle)


@given(st.text(max_size=50))
def test_whatever_is_accepted_is_plain(text):
    if not refused(handles.check_handle, text):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) and 3 <= len(text) <= 40


# --- Made-up names --------------------------------------------------------------------------------------


def test_there_are_enough_words_and_each_only_once():
    for one_list in (words.ADJECTIVES, words.NOUNS):
        assert len(one_list) >= 100 and len(set(one_list)) == len(one_list)
    assert len(words.NUMBERS) >= 90


def test_every_word_may_be_in_a_name():
    for adjective in words.ADJECTIVES:
        handles.check_handle(f"{adjective}-otter-27")
    for noun in words.NOUNS:
        handles.check_handle(f"gentle-{noun}-27")
    longest = f"{max(words.ADJECTIVES, key=len)}-{max(words.NOUNS, key=len)}-104"
    handles.check_handle(longest)


def test_a_made_up_name_looks_like_quiet_harbour_27():
    for _ in range(200):
        name = handles.made_up()
        assert re.fullmatch(r"[a-z]+-[a-z]+-\d{2,3}", name)
        handles.check_handle(name)


@settings(deadline=None)  # whether it holds, and not how fast on a busy machine
@given(st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20})?", fullmatch=True), st.sampled_from([4, 6]))
def test_a_word_with_a_number_stays_a_handle(word, digits):
    if not refused(handles.check_handle, word):
        named = handles.with_number(word, digits=digits)
        handles.check_handle(named)
        assert re.search(rf"-[1-9]\d{{{digits - 1}}}$", named)


def test_a_number_takes_the_place_of_the_one_before():
    assert re.fullmatch(r"anna-\d{4}", handles.with_number("anna-4107"))


def test_an_offer_is_good_for_its_own_name_only():
    proof = handles.offer("anna-4107")
    assert handles.is_offered("anna-4107", proof)
    assert not handles.is_offered("anna-4108", proof)
    assert not handles.is_offered("anna-4107", proof + "x")
    assert not handles.is_offered("anna-4107", "")


# --- Names to go by ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Anna Lindqvist",
        "Zoë",
        "Ольга",
        "שרה",
        "محمد",
        "山田太郎",
        "நிலா",
        "Søren 2",
        "O'Neill",
        "می‌خواهم",
        "🌊 Anna",
    ],
)
@pytest.mark.django_db
def test_a_name_in_any_script_is_welcome(name):
    handles.check_display_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "a" * 41,
        "...",
        "🌊",
        "An\u200bna",  # a space of no width
        "Anna\u202e",  # the rest of the line backwards
        "An\u200dna",  # a joiner where nothing joins
        "\u3164",  # a letter that draws nothing
        "Anna\u2800",
        "A\u0301\u0301\u0301\u0301nna",  # a tower of accents
        "Аnna",  # a Cyrillic A
    ],
)
def test_a_name_that_deceives_the_eye_is_refused(name):
    assert refused(handles.check_display_name, name)


@pytest.mark.parametrize(
    "name",
    [
        "Admin",
        "ADMIN 1",
        "M0derat0r",
        "Moderator Anna",
        "M o d e r a t o r",
        "Open Hearth",
        "Staff",
        "Supporter",
        "Help",
        "Ａdmin",
    ],
)
def test_a_name_that_sounds_like_a_duty_is_refused(name):
    assert refused(handles.check_display_name, name)
