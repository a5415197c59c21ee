"""People and the log in the admin: what staff may do to an account leaves one entry, and nobody touches their equals."""

import pytest
from django.contrib.admin.models import LogEntry as History

from community.accounts.models import Revocation, User
from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.cases import services
from moderation.cases.models import Case
from moderation.cases.services import accounts
from moderation.log.models import LogEntry
from moderation.roles import groups
from moderation.roles.models import Role
from rooms import services as rooms
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

PEOPLE = "/admin/accounts/user/"
LOG = "/admin/log/logentry/"


@pytest.fixture
def desk(stella, sign_in):
    groups.sync(stella)
    return sign_in(stella)


@pytest.fixture
def keeper(stella):
    groups.sync(stella)
    return User.objects.get(pk=stella.pk)


def words(response):
    return response.content.decode()


# --- Finding people ---------------------------------------------------------------------------------------


def test_staff_find_a_person_by_how_the_name_begins(desk, alice, bob):
    html = words(desk.get(f"{PEOPLE}?q=Ali"))
    assert "alice" in html and ">bob<" not in html
    html = words(desk.get(f"{PEOPLE}?q=%3Dbob"))
    assert ">bob<" in html and ">alice<" not in html


@pytest.mark.parametrize("order", ["", "?o=2", "?o=-5"])
def test_the_list_of_people_neither_counts_nor_sorts_the_whole_table(
    desk, alice, bob, order, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14) as queries:
        page = desk.get(f"{PEOPLE}{order}")
    counts = [query["sql"] for query in queries.captured_queries if "COUNT(" in query["sql"].upper()]
    assert all("LIMIT" in sql for sql in counts), counts
    keys = [person.pk for person in page.context["cl"].result_list]
    assert keys == sorted(keys, reverse=True)


def test_the_page_of_a_person_shows_no_password(desk, alice):
    html = words(desk.get(f"{PEOPLE}{alice.pk}/change/"))
    assert alice.password not in html and "password" not in html.split('<div id="content')[1].lower()


def test_people_without_a_duty_do_not_get_in(alice, sign_in):
    assert sign_in(alice).get(PEOPLE, follow=True).status_code == 403


# --- Closing and opening -------------------------------------------------------------------------------------


def test_an_account_is_closed_and_opened_with_a_reason_and_one_entry_each(desk, alice, stella):
    asked = {"action": "close", "_selected_action": [alice.pk]}
    page = desk.post(PEOPLE, asked, follow=True)
    assert "Please give a reason" in words(page)
    assert User.objects.get(pk=alice.pk).is_active
    desk.post(PEOPLE, {**asked, "reason": "sells things"})
    assert not User.objects.get(pk=alice.pk).is_active
    assert Revocation.objects.filter(kind="account", user=alice).count() == 1
    entry = LogEntry.objects.get(act="account.closed")
    assert (entry.by_id, entry.person_id, entry.facts) == (stella.pk, alice.pk, {})
    assert "sells things" in History.objects.get(object_id=str(alice.pk)).change_message
    desk.post(PEOPLE, {**asked, "action": "open_again", "reason": "a mistake"})
    assert User.objects.get(pk=alice.pk).is_active
    assert LogEntry.objects.filter(act="account.opened").count() == 1


def test_closing_is_for_staff(mo, alice, keeper):
    with pytest.raises(NotAllowed, match="for staff"):
        accounts.close_account(alice, by=acting(mo), reason="x")
    with pytest.raises(NotAllowed):
        accounts.close_account(alice, by=acting(alice), reason="x")
    with pytest.raises(Invalid):
        accounts.close_account(alice, by=acting(keeper), reason=" ")
    accounts.close_account(alice, by=acting(keeper), reason="x")
    with pytest.raises(Conflict):
        accounts.close_account(alice, by=acting(keeper), reason="x")
    with pytest.raises(NotAllowed):
        accounts.open_account(alice, by=acting(mo), reason="x")
    assert LogEntry.objects.filter(act="account.closed").count() == 1


def test_nobody_of_the_staff_is_closed_nor_oneself(desk, keeper, make_person):
    asleep = make_person("sleeper")
    give_role(asleep, Role.STAFF)
    asleep.authenticator_set.all().delete()
    chief = make_person("chief", is_staff=True, is_superuser=True)
    only_flag = make_person("root", is_superuser=True)
    chosen = [asleep.pk, chief.pk, only_flag.pk, keeper.pk]
    page = desk.post(PEOPLE, {"action": "close", "_selected_action": chosen, "reason": "x"}, follow=True)
    assert words(page).count("This person is staff.") == 3
    assert "your own account on your own page" in words(page)
    assert User.objects.filter(pk__in=chosen, is_active=True).count() == 4
    assert not LogEntry.objects.filter(act="account.closed").exists()


def test_nobody_closes_the_account_of_somebody_they_have_reported(keeper, room, eve):
    services.report(say(room, eve, "you are all pathetic"), by=acting(keeper), reason="unkind")
    with pytest.raises(NotAllowed, match="a part in this"):
        accounts.close_account(eve, by=acting(keeper), reason="x")


def test_a_thousand_accounts_are_not_closed_by_one_press(desk, make_person, monkeypatch):
    monkeypatch.setattr("community.kernel.admin.MOST_AT_ONCE", 3)
    people = [make_person(f"person-{n}") for n in range(4)]
    asked = {
        "action": "close",
        "_selected_action": [people[0].pk],
        "select_across": "1",
        "reason": "x",
    }
    page = desk.post(PEOPLE, asked, follow=True)
    assert "Please choose at most 3 at once" in words(page)
    assert not User.objects.filter(is_active=False).exists()


# --- Putting right what somebody wrote ---------------------------------------------------------------------------


def test_a_name_is_put_right_through_the_service_and_logged(desk, alice):
    form = {"display_name": "Al", "about": "x", "time_zone": "UTC", "handle": "other", "is_active": ""}
    answer = desk.post(f"{PEOPLE}{alice.pk}/change/", form)
    assert answer.status_code == 302, words(answer)
    alice.refresh_from_db()
    assert (alice.display_name, alice.about, alice.handle, alice.is_active) == ("Al", "x", "alice", True)
    entry = LogEntry.objects.get(act="account.changed")
    assert entry.facts == {"fields": ["display_name", "about"]}


def test_a_name_that_poses_is_refused_at_its_place_and_kept(desk, alice):
    form = {"display_name": "Moderator", "about": "a line", "time_zone": "UTC"}
    page = words(desk.post(f"{PEOPLE}{alice.pk}/change/", form))
    assert "This sounds like somebody with a duty on this site. Please choose another name." in page
    assert 'value="Moderator"' in page and 'value="a line"' in page
    alice.refresh_from_db()
    assert alice.display_name == "Alice"


def test_other_staff_are_looked_at_only(desk, make_person):
    chief = make_person("chief", is_staff=True, is_superuser=True, display_name="Chief")
    assert 'name="_save"' not in words(desk.get(f"{PEOPLE}{chief.pk}/change/"))
    assert desk.post(f"{PEOPLE}{chief.pk}/change/", {"display_name": "x"}).status_code == 403


def test_roles_are_not_ticked_on_a_persons_page(desk, alice):
    form = {"display_name": "Alice", "about": "", "time_zone": "UTC", "is_staff": "on", "is_superuser": "on"}
    desk.post(f"{PEOPLE}{alice.pk}/change/", form)
    alice.refresh_from_db()
    assert not alice.is_staff and not alice.is_superuser


# --- The log ----------------------------------------------------------------------------------------------------


@pytest.fixture
def told(room, make_room, mo, alice, bob, eve):
    """Alice reports Eve, Mo takes it; in a private room Bob reports Alice."""
    services.report(say(room, eve, "you are all pathetic"), by=acting(alice), reason="unkind")
    services.claim(Case.objects.get(), by=acting(mo))
    ours = make_room("ours", access="private", title="Secret garden", members=[alice, bob])
    services.report(say(ours, alice, "go away"), by=acting(bob), reason="unkind")


def row_of(html, act):
    return next(part for part in html.split("<tr") if f">{act}<" in part)


def test_the_log_says_names_and_rooms(desk, told):
    html = words(desk.get(LOG))
    row = row_of(html, "case.claimed")
    assert "Mo (@mo)" in row and "Eve (@eve)" in row and ">Evening<" in row
    assert "Secret garden" not in html and "a private room" in html
    page = words(desk.get(f"{LOG}{LogEntry.objects.get(act='case.claimed').pk}/change/"))
    assert "Mo (@mo)" in page


def test_who_told_the_moderators_is_not_in_the_list_and_not_found_by_searching(desk, told):
    for row in words(desk.get(LOG)).split("<tr"):
        if ">report.made<" in row:
            assert "not shown" in row and "Bob" not in row
    assert ">report.made<" not in words(desk.get(LOG, {"q": "@bob"}))
    for entry in LogEntry.objects.filter(act="report.made"):
        page = words(desk.get(f"{LOG}{entry.pk}/change/"))
        assert "not shown" in page and "Bob" not in page and "by_id" not in page


def test_nobody_reads_of_a_case_about_themselves(desk, stella, room, alice, mo):
    report = services.report(say(room, stella, "be quiet"), by=acting(alice), reason="unkind")
    services.claim(report.case, by=acting(mo))
    html = words(desk.get(LOG))
    assert ">report.made<" not in html and ">case.claimed<" not in html
    assert desk.get("/admin/cases/case/").context["cl"].result_count == 0
    assert desk.get("/admin/cases/report/").context["cl"].result_count == 0
    assert desk.get(f"/admin/cases/case/{report.case_id}/change/").status_code == 302


def test_the_log_is_searched_by_what_indexes_answer(desk, told, mo):
    found = {
        "@mo": ["case.claimed"],
        "case.claimed": ["case.claimed"],
        "1": ["report.made"],
        "@nobody": [],
    }
    for term, acts in found.items():
        page = desk.get(LOG, {"q": term})
        assert [entry.act for entry in page.context["cl"].result_list] == acts, term


def test_names_cost_two_queries_however_many_entries(
    desk, room, alice, make_person, make_room, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(16) as queries:
            desk.get(LOG)
        return len(queries)

    rooms.react(say(room, make_person("a-two"), "hello"), by=acting(alice), reaction="hear", on=True)
    services.report(say(room, alice, "x"), by=acting(make_person("a-one")), reason="unkind")
    before = count()
    for n in range(6):
        place = make_room(f"room-{n}")
        services.report(
            say(place, make_person(f"b-{n}"), "x"), by=acting(make_person(f"c-{n}")), reason="unkind"
        )
    assert count() == before
