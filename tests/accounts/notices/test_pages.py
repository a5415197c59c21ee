"""The bell on every page, the page of notices, and what following one does. All of it without script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts.notices import services
from community.accounts.notices.models import Notice
from community.accounts.notices.reading import news_of


def told(person, *kinds, room=None):
    for kind in kinds:
        services.tell(person, kind, **({} if kind == "report" else {"room_id": room and room.pk}))


def suspend(person):
    person.suspended_until = timezone.now() + timedelta(days=7)
    person.save(update_fields=["suspended_until"])


# --- The bell -------------------------------------------------------------------------------------------------


def test_the_bell_says_in_words_how_much_is_new(alice, room, sign_in):
    browser = sign_in(alice)
    assert ">Notices</span></a>" in browser.get("/").text
    told(alice, "report")
    assert "1 new notice<" in browser.get("/").text
    told(alice, "warning", "mute", room=room)
    for path in ("/", "/rooms/", f"/rooms/{room.slug}/", "/me/", "/account/password/change/", "/nowhere/"):
        page = browser.get(path, follow=True).text
        assert "3 new notices<" in page and 'href="/me/notices/"' in page


def test_a_guest_has_no_bell(client, db):
    assert "/me/notices/" not in client.get("/").text
    assert client.get("/me/notices/")["Location"].startswith("/account/login/")


def test_the_count_is_right_on_the_very_page_that_shows_it(alice, room, sign_in):
    told(alice, "warning", room=room)
    assert ">Notices</span></a>" in sign_in(alice).get("/me/standing/").text


def test_whoever_is_suspended_has_no_socket_to_hold(alice, sign_in):
    assert 'data-socket="/ws/"' in sign_in(alice).get("/").text
    suspend(alice)
    assert "data-socket" not in sign_in(alice).get("/me/standing/").text


# --- The page ---------------------------------------------------------------------------------------------------


def test_an_empty_page_has_kind_words(alice, sign_in):
    page = sign_in(alice).get("/me/notices/").text
    assert "Nothing is waiting for you." in page and "Mark all as seen" not in page


def test_the_newest_comes_first_under_its_day_and_what_is_new_says_so(alice, room, sign_in):
    told(alice, "warning", room=room)
    Notice.objects.update(at=timezone.now() - timedelta(days=3), seen_at=timezone.now())
    told(alice, "report")
    page = sign_in(alice).get("/me/notices/").text
    assert page.index("Thank you for telling us") < page.index("written to you about a rule")
    assert page.count('class="notices-day"') == 2
    assert re.search(r"Thank you for telling us.*?>new<", page, re.S) and page.count(">new<") == 1
    assert f"<bdi>{room.title}</bdi>" in page


def test_opening_the_page_marks_nothing_as_seen(alice, sign_in):
    told(alice, "report")
    sign_in(alice).get("/me/notices/")
    assert services.unseen_count(alice) == 1


def test_a_notice_leads_to_what_it_is_about_and_is_seen_then(alice, sign_in):
    services.tell(alice, "role_given", role="host", room_id=None)
    notice = news_of(alice).get()
    browser = sign_in(alice)
    assert browser.head(f"/me/notices/{notice.pk}/").status_code == 302
    browser.get(f"/me/notices/{notice.pk}/", headers={"Sec-Purpose": "prefetch;prerender"})
    assert services.unseen_count(alice) == 1, "a browser that guesses has seen nothing"
    assert browser.get(f"/me/notices/{notice.pk}/")["Location"] == "/me/roles/"
    assert services.unseen_count(alice) == 0


def test_nobody_opens_or_marks_what_is_somebody_elses(alice, eve, sign_in):
    told(alice, "report")
    notice = news_of(alice).get()
    assert sign_in(eve).get(f"/me/notices/{notice.pk}/").status_code == 404
    sign_in(eve).post("/me/notices/seen/")
    services.mark_seen(eve, [notice])
    assert services.unseen_count(alice) == 1


def test_all_are_marked_at_once_but_not_what_came_after_the_page_was_drawn(alice, sign_in):
    told(alice, "report")
    browser = sign_in(alice)
    up_to = re.search(r'name="up_to" value="([^"]+)"', browser.get("/me/notices/").text)[1]
    services.tell(alice, "role_given", role="host", room_id=None)
    answer = browser.post("/me/notices/seen/", {"up_to": up_to}, follow=True).text
    assert "Everything is marked as seen." in answer
    assert [notice.kind for notice in news_of(alice).unseen()] == ["role_given"]
    browser.post("/me/notices/seen/", {"up_to": "yesterday"})
    assert services.unseen_count(alice) == 0


def test_marking_needs_a_form(alice, sign_in):
    assert sign_in(alice).get("/me/notices/seen/").status_code == 405


def test_many_are_shown_page_by_page_at_a_steady_cost(alice, room, sign_in, django_assert_max_num_queries):
    told(alice, *["warning"] * 70, room=room)
    browser = sign_in(alice)
    for number, shown in ((1, 30), (2, 30), (3, 10)):
        with django_assert_max_num_queries(15):
            page = browser.get(f"/me/notices/?page={number}").text
        assert page.count("notices-row") == shown
    assert ">Newer<" in page and ">Earlier<" not in page
    assert browser.get("/me/notices/?page=x").status_code == 200


# --- While suspended -----------------------------------------------------------------------------------------------


def test_a_suspended_person_reads_what_moderators_decided_and_nothing_else(alice, room, sign_in):
    told(alice, "suspension", "report", room=room)
    suspend(alice)
    browser = sign_in(alice)
    page = browser.get("/me/notices/").text
    assert "Your account is paused." in page and "Thank you for telling us" not in page
    assert "1 new notice<" in page and "A moderator has written to you." in page
    report = Notice.objects.get(kind="report")
    assert browser.get(f"/me/notices/{report.pk}/").status_code == 404
    browser.post("/me/notices/seen/")
    assert list(Notice.objects.unseen()) == [report], "it is still new when they come back"


def test_a_suspended_person_sees_who_read_their_private_room(alice, room, sign_in):
    told(alice, "private_read", room=room)
    suspend(alice)
    notice = Notice.objects.get()
    answer = sign_in(alice).get(f"/me/notices/{notice.pk}/", follow=True)
    assert answer.request["PATH_INFO"] == "/me/access-log/" and answer.status_code == 200


# --- Behind the hearth ------------------------------------------------------------------------------------------------


def test_staff_see_who_was_told_when_and_not_the_facts(alice, make_person, sign_in):
    services.tell(alice, "role_given", role="supporter", room_id=None)
    staff = make_person("stella", is_staff=True, is_superuser=True)
    browser = sign_in(staff)
    notice = Notice.objects.get()
    pages = [browser.get(f"/admin/notices/notice/{path}").text for path in ("", f"{notice.pk}/change/")]
    assert all("role_given" in page and "supporter" not in page for page in pages)
    assert browser.get(f"/admin/notices/notice/{notice.pk}/delete/").status_code == 403
    assert browser.get("/admin/notices/notice/add/").status_code == 403


@pytest.mark.parametrize(("path", "kind"), [("/me/reports/", "report"), ("/me/roles/", "role_ended")])
def test_opening_the_page_it_is_about_is_enough(alice, sign_in, path, kind):
    services.tell(alice, kind, **({} if kind == "report" else {"role": "host", "room_id": None}))
    sign_in(alice).get(path)
    assert services.unseen_count(alice) == 0
