"""Who may take which name, when, and how often."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.accounts import handles, services
from community.accounts.models import Revocation, User
from community.kernel.refused import NotAllowed, TooFast
from moderation.cases import services as moderation
from moderation.roles.models import Role
from tests.moderation.people import clause_of, give_role
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def rename(person, name):
    services.change_name(person, by=acting(person), display_name=name)


@pytest.fixture
def harbour(make_person):
    """A supporter whose handle and name are both known to everybody."""
    person = make_person("quiet-harbour-27", display_name="Dot")
    give_role(person, Role.SUPPORTER)
    return person


@pytest.mark.parametrize(
    "name",
    [
        "quiet-harbour-27", "Quiet-Harbour-27", "quiet harbour 27", "quiet_harb0ur 27", "quiett-harbour-27",
        "Dot", "dot", "D O T", "D0t", "Dót", "🌻 Dot", "The real Dot", "Dot.",
    ],
)  # fmt: skip
def test_nobody_takes_a_name_like_that_of_somebody_with_a_role(eve, harbour, name):
    with pytest.raises(ValidationError):
        rename(eve, name)
    eve.refresh_from_db()
    assert eve.display_name == "Eve"


@pytest.mark.parametrize("name", ["Dorothy", "Dotty", "Dot Miller", "quiet-harbour-28", "Harbour"])
def test_another_name_is_nobody_elses(eve, harbour, name):
    rename(eve, name)
    assert User.objects.get(pk=eve.pk).display_name == name


@pytest.fixture
def yusuf(make_person):
    person = make_person("warm-lamp-31", display_name="Yusuf")
    give_role(person, Role.SUPPORTER)
    return person


@pytest.mark.parametrize(
    "name", ["Yusuf2", "2 Yusuf", "Yusuf 27", "Yusuff", "Yussuf", "YUSUFFF1", "Dot1", "Dot_2", "Dottt"]
)
def test_a_number_or_a_doubled_letter_makes_no_other_name(eve, harbour, yusuf, name):
    with pytest.raises(ValidationError):
        rename(eve, name)


@pytest.mark.parametrize("name", ["Yousef", "Yusra", "Yusuf 1990", "Dott", "27"])
def test_names_that_only_begin_alike_stay_free(eve, harbour, yusuf, name):
    rename(eve, name)
    assert User.objects.get(pk=eve.pk).display_name == name


def test_ana_and_anna_are_two(eve, make_person):
    give_role(make_person("soft-rain-44", display_name="Ana"), Role.SUPPORTER)
    rename(eve, "Anna")
    assert User.objects.get(pk=eve.pk).display_name == "Anna"


def test_a_word_with_the_number_of_the_site_is_not_taken_by_a_name_with_a_role(harbour):
    assert (
        services.sign_up(services.Newcomer(handle="dot-4107", password="openhearth-long")).handle
        == "dot-4107"
    )


def test_somebody_with_a_role_writes_their_own_name_as_they_like(harbour):
    rename(harbour, "DOT")
    assert User.objects.get(pk=harbour.pk).name == "DOT"


def test_a_name_is_free_again_once_the_role_has_ended(eve, harbour):
    harbour.grants.update(ended_at=timezone.now())
    rename(eve, "Dot")
    assert User.objects.get(pk=eve.pk).name == "Dot"


def test_two_members_may_have_one_name(alice, eve):
    rename(eve, "Alice")
    assert User.objects.get(pk=eve.pk).name == "Alice"


def test_a_handle_like_a_name_with_a_role_counts_as_taken_at_sign_up(make_person):
    staff = make_person("somebody-4107", display_name="Rain Barrel 4107", is_staff=True)
    with pytest.raises(services.HandleTaken):
        services.sign_up(services.Newcomer(handle="rain-barrel-4107", password="openhearth-long"))
    assert User.objects.get() == staff


# --- When -------------------------------------------------------------------------------------------


@pytest.fixture
def moderator(make_person):
    person = make_person("mo", display_name="Mo")
    give_role(person, Role.MODERATOR)
    return person


@pytest.fixture
def muted(eve, moderator, room):
    moderation.mute(
        eve,
        by=acting(moderator),
        room=room,
        clause=clause_of(),
        until=timezone.now() + timedelta(hours=1),
    )
    return User.objects.get(pk=eve.pk)


def test_nobody_renames_while_muted_in_a_room(muted):
    with pytest.raises(NotAllowed):
        rename(muted, "You know who")
    with pytest.raises(NotAllowed):
        services.change_settings(muted, by=acting(muted), about="So this is how it is", time_zone="UTC")


def test_whoever_is_muted_may_still_take_their_words_away_and_choose_their_zone(muted):
    services.change_settings(muted, by=acting(muted), about="", time_zone="Europe/Rome")
    rename(muted, "")
    muted.refresh_from_db()
    assert (muted.name, muted.time_zone) == ("eve", "Europe/Rome")


def test_the_form_says_so_and_keeps_what_was_typed(muted, sign_in):
    page = sign_in(muted).post("/me/", {"display_name": "Robin", "about": "", "time_zone": "UTC"})
    html = page.content.decode()
    assert "While you cannot write" in html and 'value="Robin"' in html
    muted.refresh_from_db()
    assert muted.display_name == "Eve"


def test_a_name_changes_five_times_a_day(eve):
    for name in ("Ada", "Bea", "Cleo", "Dana", "Ella"):
        rename(eve, name)
    with pytest.raises(TooFast):
        rename(eve, "Fay")
    rename(eve, "")


def test_open_tabs_are_told_of_a_new_name_and_not_of_the_same(eve):
    rename(eve, "Eve")
    assert not Revocation.objects.filter(kind=Revocation.Kind.NAME).exists()
    rename(eve, "Robin")
    assert Revocation.objects.get(kind=Revocation.Kind.NAME).user == eve


# --- The line about oneself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["I like rain ✅", "call 0151 2345678", "find me at t.me/anna", "anna@example.org"]
)
def test_the_line_about_oneself_has_no_marks_and_no_way_to_be_called(line, eve):
    with pytest.raises(ValidationError):
        handles.check_about(line, of=eve.pk)


@pytest.mark.parametrize(
    "line", ["Sober since 2019, mum of 2. I help at a food bank.", "Я люблю дождь", "she/her"]
)
def test_an_ordinary_line_is_welcome(line, eve):
    handles.check_about(line, of=eve.pk)
