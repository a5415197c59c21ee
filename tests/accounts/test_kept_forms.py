"""A form outlives the sign-in it was drawn for: its words come back to the one who wrote them, and to nobody else."""

import re

import pytest
from django.test import Client

from community.accounts.kept_forms import COOKIE, page_of
from community.kernel.filling import fill
from moderation.cases import services as moderation
from moderation.cases.models import Appeal, Report
from moderation.clauses.models import Clause
from moderation.standing.models import Sanction
from rooms.models import Message
from tests.rooms.talk import say
from tests.support.people import PASSWORD, acting, sign_in_as

LONG = "It was meant <b>kindly</b> & “well”.\n" + "w" * 500


@pytest.fixture
def browser(db):
    """A browser that checks tokens, as a real one meets."""

    class Browser(Client):
        def open(self, path):
            page = self.get(path, follow=True)
            assert page.status_code == 200, path
            return page

        def send(self, page, action, **typed):
            """The form of that page as a browser would send it: with its hidden fields."""
            form = re.search(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', page.text, re.S)
            # Without an address of its own a form goes to where it stands.
            form = form or re.search(r"<main.*?<form(?![^>]*action)[^>]*>(.*?)</form>", page.text, re.S)
            assert form, action
            hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[1]))
            return self.post(action, {**hidden, **typed}, HTTP_ORIGIN="http://testserver")

        def end_sign_in(self):
            """From another browser."""
            self.session.delete()

    return Browser(enforce_csrf_checks=True)


def signed_in(browser, person):
    sign_in_as(browser, person)
    return browser


@pytest.fixture
def warned(room, eve, make_person):
    chief = make_person("chief", is_staff=True, is_superuser=True)
    return moderation.warn(
        eve, by=acting(chief), clause=Clause.objects.order_by("pk").first(), words="Please.", room=room
    )


def test_a_second_look_written_while_the_sign_in_ended_is_there_again(browser, warned, eve):
    signed_in(browser, eve)
    action = f"/me/standing/{warned.pk}/appeal/"
    page = browser.open("/me/standing/")
    browser.end_sign_in()
    answer = browser.send(page, action, words=LONG)
    assert answer.status_code == 302 and answer["Location"].endswith("?next=/me/standing/")
    assert "what you wrote is there again" in browser.get(answer["Location"]).text
    signed_in(browser, eve)
    page = browser.open("/me/standing/")
    assert "It was meant &lt;b&gt;kindly&lt;/b&gt; &amp; “well”." in page.text
    assert "You were signed out in between" in page.text and not Appeal.objects.exists()
    assert page["Cache-Control"] == "private, no-store"
    assert browser.send(page, action, words=LONG).status_code in {302, 303}
    assert Appeal.objects.get().words == LONG.strip()
    assert "meant &lt;b&gt;kindly" not in browser.open("/rooms/").text and not browser.cookies[COOKIE].value


def test_a_report_comes_back_with_what_was_chosen(browser, room, alice, bob):
    message = say(room, bob, "boo")
    signed_in(browser, alice)
    path = f"/report/message/{room.slug}.{message.seq}/"
    page = browser.open(path)
    browser.end_sign_in()
    browser.send(page, path, words="they said boo", reason="unkind")
    signed_in(browser, alice)
    page = browser.open(path)
    assert "they said boo</textarea>" in page.text
    assert re.search(r'<input[^>]*value="unkind"[^>]* checked', page.text)
    assert not Report.objects.exists()


def test_a_message_without_script_comes_back_to_the_room_and_not_to_a_bare_405(browser, room, alice):
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    browser.end_sign_in()
    answer = browser.send(page, "/rooms/evening/messages/", body="could not sleep", note="night")
    assert answer["Location"].endswith("?next=/rooms/evening/")
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    assert "could not sleep</textarea>" in page.text and 'value="night"' in page.text
    assert not Message.objects.exists()


def test_a_page_from_before_a_sign_in_in_another_tab_sends_nothing_and_comes_back_filled_in(
    browser, room, alice
):
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    browser.post("/account/logout/", {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value})
    browser.get("/account/login/")
    token = browser.cookies["csrftoken"].value
    browser.post("/account/login/", {"login": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token})
    answer = browser.send(page, "/rooms/evening/messages/", body="still here")
    assert answer.status_code == 303 and answer["Location"] == "/rooms/evening/"
    assert "still here</textarea>" in browser.open("/rooms/evening/").text
    assert not Message.objects.exists()


@pytest.mark.parametrize("turned", [True, False], ids=["token turned over", "same token"])
def test_a_form_of_one_person_is_never_sent_as_another(browser, room, alice, bob, turned):
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    signed_in(browser, bob)
    if turned:
        browser.cookies["csrftoken"] = "x" * 32
    answer = browser.send(page, "/rooms/evening/messages/", body="the words of alice")
    assert answer.status_code == 409 and "Somebody else is signed in here" in answer.text
    assert "the words of alice" not in answer.text and not Message.objects.exists()
    assert "the words of alice" not in browser.open("/rooms/evening/").text
    signed_in(browser, alice)
    assert "the words of alice</textarea>" in browser.open("/rooms/evening/").text


def test_signing_out_on_purpose_forgets_the_words(browser, room, alice):
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    browser.end_sign_in()
    browser.send(page, "/rooms/evening/messages/", body="gone with me")
    signed_in(browser, alice)
    out = browser.open("/account/logout/")
    browser.send(out, "/account/logout/")
    signed_in(browser, alice)
    assert "gone with me" not in browser.open("/rooms/evening/").text


def test_words_can_be_put_away(browser, room, alice):
    signed_in(browser, alice)
    page = browser.open("/rooms/evening/")
    browser.end_sign_in()
    browser.send(page, "/rooms/evening/messages/", body="on second thought")
    signed_in(browser, alice)
    assert "on second thought" not in browser.open("/rooms/evening/?words=away").text
    assert "on second thought" not in browser.open("/rooms/evening/").text


def test_where_the_form_is_not_there_any_more_the_words_stand_on_the_page(browser, warned, eve):
    signed_in(browser, eve)
    page = browser.open("/me/standing/")
    browser.end_sign_in()
    browser.send(page, f"/me/standing/{warned.pk}/appeal/", words="please look again")
    Sanction.objects.all().delete()
    signed_in(browser, eve)
    page = browser.open("/me/standing/")
    assert "please look again" in page.text and "is not here any more" in page.text


def test_a_password_is_never_kept(browser, alice, db):
    signed_in(browser, alice)
    page = browser.open("/me/close/")
    browser.end_sign_in()
    browser.send(page, "/me/close/", password="open sesame 123")
    signed_in(browser, alice)
    assert "open sesame" not in browser.open("/me/close/").text


def test_words_another_site_has_sent_here_are_not_brought_back(browser, room, alice):
    signed_in(browser, alice)
    browser.open("/rooms/evening/")
    drawn = {"body": "evil", "drawn": f"{alice.pk} /rooms/evening/"}
    answer = browser.post("/rooms/evening/messages/", drawn, HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == 403
    assert "evil" not in browser.open("/rooms/evening/").text


def test_a_tab_of_somebody_else_is_told_so_over_http(sign_in, room, alice, bob):
    asked = {"HTTP_X_AS": str(alice.pk), "HTTP_ACCEPT": "application/json"}
    answer = sign_in(bob).post("/rooms/evening/messages/", {"body": "hm"}, **asked)
    assert answer.status_code == 401 and answer.json()["code"] == "somebody_else"
    assert sign_in(bob).get("/rooms/evening/changes/?after=0", **asked).status_code == 401
    assert sign_in(alice).get("/rooms/evening/changes/?after=0", **asked).status_code == 200
    assert not Message.objects.exists()


def test_a_part_of_a_page_fetched_by_a_script_belongs_to_the_page_around_it(rf, alice):
    fetched = rf.get("/desk/parts/", HTTP_SEC_FETCH_DEST="empty", HTTP_REFERER="http://testserver/desk/?x=1")
    assert page_of(fetched) == "/desk/"
    assert page_of(rf.get("/desk/", {"a": "b"})) == "/desk/?a=b"
    again = rf.post("/rooms/evening/messages/", {"drawn": f"{alice.pk} /rooms/evening/"})
    assert page_of(again) == "/rooms/evening/"


# --- Filling in -----------------------------------------------------------------------------------------


PAGE = """<main><form method="post" action="/other/"><input name="a"></form>
<form method="post" action="?x=1"><input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="for" value="2">
<input name="a" value="old"><textarea name="b">old</textarea><input type="checkbox" name="c" value="1" checked>
<input type="radio" name="d" value="x" checked><input type="radio" name="d" value="y"><input type="password" name="p">
<select name="e"><option value="1" selected>one</option><option value="2">two</option></select></form></main>"""


def test_every_kind_of_field_is_filled_in_and_nothing_else_changes():
    values = {
        "a": ['"><script>'],
        "b": ["</textarea>"],
        "d": ["y"],
        "e": ["2"],
        "p": ["secret"],
        "csrfmiddlewaretoken": ["x"],
    }
    html = fill(PAGE, page="/here/", action="/here/", values=values, note="<p>back</p>", otherwise="no")
    assert '<form method="post" action="?x=1"><p>back</p>' in html
    assert '<input name="a" value="&quot;&gt;&lt;script&gt;">' in html
    assert '<textarea name="b">\n&lt;/textarea&gt;</textarea>' in html
    assert '<input type="checkbox" name="c" value="1">' in html
    assert '<input type="radio" name="d" value="x">' in html and 'value="y" checked>' in html
    assert '<option value="1">one' in html and '<option value="2" selected>two' in html
    assert "secret" not in html and '<form method="post" action="/other/"><input name="a"></form>' in html
