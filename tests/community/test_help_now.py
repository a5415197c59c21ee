"""Get help now begins where somebody is, in one tap, without asking anybody who they are."""

import re
from datetime import date

import pytest

from community import helplines
from community.zones import COUNTRY_OF

BY_CODE = helplines.BY_CODE


def first(page):
    """The country a page begins with, or None for what leads to a helpline anywhere."""
    found = re.search(r'id="first-country">([^<]+)<', page.text)
    return found and found[1]


def ask(client, query="", *, zone="", languages=""):
    if zone:
        client.cookies["zone"] = zone
    return client.get(f"/help-now/{query}", headers={"Accept-Language": languages} if languages else {})


@pytest.mark.parametrize(
    ("zone", "languages", "country"),
    [
        ("Europe/Berlin", "", "Germany"),
        ("Asia/Calcutta", "en-GB,en;q=0.9", "India"),
        ("America/Indiana/Knox", "", "United States"),
        ("America/Toronto", "en-US", "Canada"),
        ("", "de-AT,de;q=0.9,en;q=0.5", "Austria"),
        ("", "es-mx", "Mexico"),
        ("", "en-GB", "United Kingdom"),
        # Whose zone is known elsewhere is not told another country by the language they read in.
        ("Europe/Warsaw", "en-US,en;q=0.9", None),
        ("", "de", None),
        ("", "pl-PL", None),
        ("", "", None),
        ("Not/A/Zone", "", None),
        ("", "%%%;;q=x,,", None),
    ],
)
def test_it_begins_with_where_the_zone_or_the_language_says(client, zone, languages, country):
    assert first(ask(client, zone=zone, languages=languages)) == country


def test_a_zone_as_a_browser_may_write_it_is_understood(client):
    assert first(ask(client, zone="Europe%2FBerlin")) == "Germany"


def test_where_no_country_is_known_it_begins_with_what_leads_anywhere(client):
    page = ask(client)
    assert page.text.index("findahelpline.com") < page.text.index("116 123")
    assert "data-asks-zone" in page.text


def test_one_tap_changes_the_country_and_it_is_remembered_for_this_page_alone(client):
    page = ask(client, zone="Europe/Berlin")
    assert 'href="?country=at"' in page.text
    page = client.get("/help-now/?country=at")
    assert first(page) == "Austria"
    assert page.cookies["help-country"]["path"] == "/help-now"
    assert page.cookies["help-country"]["httponly"]
    assert first(client.get("/help-now/")) == "Austria"
    # Another country, of which we know nothing.
    assert first(client.get("/help-now/?country=other")) is None
    assert first(client.get("/help-now/")) is None


@pytest.mark.parametrize("made_up", ["zz", "", "<script>", "%00", "AT%0d%0aSet-Cookie: a=b", "x" * 5000])
def test_a_country_somebody_made_up_changes_nothing(client, made_up):
    page = client.get(f"/help-now/?country={made_up}", headers={"Accept-Language": "en-GB"})
    assert first(page) == "United Kingdom"
    assert not page.cookies and "<script>" not in page.text


def test_the_first_country_is_open_and_all_the_others_folded(client):
    page = ask(client, zone="Europe/London")
    before, _, folded = page.text.partition("<details")
    assert "116 123" in before and 'href="tel:116123"' in before and 'href="tel:999"' in before
    assert "13 11 14" not in before and "13 11 14" in folded
    assert page.text.count("<details") == len(helplines.COUNTRIES)  # the others, and what leads anywhere


def test_countries_that_speak_the_readers_language_come_first_of_the_others(client):
    page = ask(client, languages="de")
    names = re.findall(r'class="chip" href="\?country=(\w+)"', page.text)
    assert names[:3] == ["at", "de", "ch"]


def test_numbers_are_read_out_digit_by_digit(client):
    assert helplines.spell("116 123") == "1 1 6, 1 2 3"
    page = ask(client, zone="Europe/London")
    assert (
        '<span aria-hidden="true">116 123</span><span class="visually-hidden">1 1 6, 1 2 3, Samaritans'
        in page.text
    )


def test_numbers_nobody_looked_at_for_a_year_are_not_first():
    checked = BY_CODE["GB"].helplines[0].checked
    later = date(checked.year + 1, checked.month, checked.day + 1)
    assert helplines.begin_with("gb", "", [], checked) is BY_CODE["GB"]
    assert helplines.begin_with("gb", "", [], later) is None


def test_every_entry_is_well_formed():
    assert list(BY_CODE) == sorted(BY_CODE, key=lambda code: str(BY_CODE[code].name))
    for country in helplines.COUNTRIES:
        assert re.fullmatch("[A-Z]{2}", country.code) and re.fullmatch(r"\d{3}", country.emergency)
        assert country.languages and all(re.fullmatch("[a-z]{2}", language) for language in country.languages)
        assert country.code in set(COUNTRY_OF.values())
        for line in country.helplines:
            # As it is dialled there: never forced into a form with the country before it.
            assert not line.number.startswith("+")
            for dialled in filter(None, (line.dial, line.text)):
                assert dialled.isdigit() and dialled in re.sub(r"\D", "", f"{line.number} {line.about}")
            assert line.hours and str(line.about).endswith(".")


def test_it_comes_without_asking_the_database_whatever_was_chosen(client, monkeypatch):
    """No database fixture: a query would fail this test."""
    client.cookies["sessionid"] = "whatever"
    for query in ("", "?country=de", "?country=other"):
        assert client.get(f"/help-now/{query}").status_code == 200
