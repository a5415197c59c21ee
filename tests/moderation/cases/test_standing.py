"""What a person is shown of decisions about them, also while suspended, and how they ask for a second look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import Conflict, Invalid, NotAllowed
from moderation.cases import services
from tests.rooms.talk import say
from tests.support.people import acting

OPEN = [
    "/me/standing/",
    "/house-rules/",
    "/privacy/",
    "/help-now/",
    "/leave/",
    "/account/logout/",
    "/account/sessions/",
    "/me/close/",
    "/me/export/",
    "/me/notices/",
    "/clauses/",
    "/healthz",
]
CLOSED = [
    "/", "/rooms/", "/rooms/evening/", "/rooms/evening/messages/", "/me/", "/me/reports/", "/people/eve/", "/people/alice/",
    "/me/blocks/", "/report/room/evening/", "/admin/", "/desk/cases/",
]  # fmt: skip


@pytest.fixture
def paused(eve, mo, room, clause):
    return services.suspend(
        eve,
        by=acting(mo),
        clause=clause,
        until=timezone.now() + timedelta(days=3),
        words="Please take three days.",
    )


@pytest.mark.parametrize("address", OPEN)
def test_a_suspended_person_reaches_what_nobody_may_lose(sign_in, eve, paused, address):
    assert sign_in(eve).get(address).status_code == 200


@pytest.mark.parametrize("address", CLOSED)
def test_every_other_page_leads_a_suspended_person_to_the_reason(sign_in, eve, paused, address):
    answer = sign_in(eve).get(address)
    assert (answer.status_code, answer["Location"]) == (303, "/me/standing/")
    assert sign_in(eve).post(address, {"body": "hello"}).status_code == 303


def test_a_program_of_a_suspended_person_is_refused_in_the_words_of_the_protocol(sign_in, eve, paused):
    answer = sign_in(eve).get("/rooms/evening/changes/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (403, "suspended")


def test_pages_that_are_not_there_are_not_there_for_a_suspended_person_either(sign_in, eve, paused):
    assert sign_in(eve).get("/no-such-page/").status_code == 404


def test_signing_in_works_while_suspended(client, eve, paused, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    answer = client.post("/account/login/", {"login": "eve", "password": "openhearth"})
    assert answer.status_code == 302
    assert "paused until" in client.get("/me/standing/").text


def test_the_page_says_what_why_until_when_and_what_can_be_done(sign_in, eve, mo, paused, clause):
    page = sign_in(eve).get("/me/standing/").text
    until = timezone.localtime(paused.until)
    assert f"{until:%H:%M}" in page
    for words in (
        "Your account is paused",
        "Please take three days.",
        clause.title,
        clause.words,
        "Ask for a second look",
    ):
        assert words in page
    # Decisions are the site's; who made one is for moderators.
    assert "Mo<" not in page and ">Mo" not in page


def test_a_suspension_that_is_over_lets_everything_work_again(sign_in, eve, paused, time_machine_at):
    with time_machine_at(days=4):
        client = sign_in(eve)
        assert client.get("/rooms/").status_code == 200
        assert "over since" in client.get("/me/standing/").text


def test_everything_that_can_be_decided_stands_there(sign_in, eve, mo, room, message, clause):
    tomorrow = timezone.now() + timedelta(days=1)
    services.warn(eve, by=acting(mo), clause=clause, room=room, words="said warn")
    services.hide(message, by=acting(mo), clause=clause, words="said hide")
    services.mute(eve, by=acting(mo), clause=clause, room=room, until=tomorrow, words="said mute")
    services.remove_from_room(eve, by=acting(mo), clause=clause, room=room, words="said remove")
    page = sign_in(eve).get("/me/standing/").text
    for words in (
        "said warn",
        "said hide",
        "said mute",
        "said remove",
        "A warning",
        "is hidden",
        "taken out of Evening",
    ):
        assert words in page
    # One's own words, so that one knows what it is about.
    assert "you are all pathetic" in page


def test_what_was_taken_back_says_so_and_offers_nothing_more(sign_in, eve, mo, clause):
    services.undo(services.warn(eve, by=acting(mo), clause=clause), by=acting(mo))
    page = sign_in(eve).get("/me/standing/").text
    assert "taken back" in page and "Ask for a second look" not in page


def test_others_do_not_see_my_standing(sign_in, alice, eve, mo, clause):
    services.warn(eve, by=acting(mo), clause=clause, words="canary-words")
    assert "canary-words" not in sign_in(alice).get("/me/standing/").text
    assert "canary-words" not in sign_in(alice).get("/people/eve/").text


def test_a_person_with_nothing_decided_reads_that(sign_in, alice):
    assert "Nothing." in sign_in(alice).get("/me/standing/").text


def test_a_guest_is_asked_to_sign_in(client, db):
    assert client.get("/me/standing/")["Location"].startswith("/account/login/")


def test_opening_the_page_is_kept_so_that_moderators_know(sign_in, eve, mo, clause):
    given = services.warn(eve, by=acting(mo), clause=clause)
    sign_in(eve).get("/me/standing/")
    given.refresh_from_db()
    assert given.seen_at


# --- Asking for a second look -----------------------------------------------------------------------------


def test_a_suspended_person_asks_for_a_second_look_right_there(sign_in, eve, paused):
    client = sign_in(eve)
    answer = client.post(f"/me/standing/{paused.pk}/appeal/", {"words": "I was quoting somebody."})
    assert answer["Location"] == f"/me/standing/#decision-{paused.pk}"
    page = client.get("/me/standing/").text
    assert "I was quoting somebody." in page and "It is waiting." in page
    assert "Ask for a second look" not in page


def test_nobody_asks_for_another_person(sign_in, alice, eve, paused):
    assert sign_in(alice).post(f"/me/standing/{paused.pk}/appeal/", {"words": "For Eve."}).status_code == 404
    with pytest.raises(NotAllowed):
        services.appeal(paused, by=acting(alice), words="For Eve.")


def test_a_second_look_is_asked_once_and_with_words(sign_in, eve, paused):
    with pytest.raises(Invalid):
        services.appeal(paused, by=acting(eve), words="   ")
    services.appeal(paused, by=acting(eve), words="Please.")
    with pytest.raises(Conflict):
        services.appeal(paused, by=acting(eve), words="Please, please.")
    answer = sign_in(eve).post(f"/me/standing/{paused.pk}/appeal/", {"words": "again"})
    assert answer.status_code == 400


def test_what_was_typed_is_kept_when_it_cannot_be_sent(sign_in, eve, paused):
    answer = sign_in(eve).post(f"/me/standing/{paused.pk}/appeal/", {"words": ""})
    assert answer.status_code == 400 and "in a few words why" in answer.text


def test_the_way_out_of_a_room_page_leads_to_the_reason(sign_in, eve, mo, room, clause):
    services.mute(eve, by=acting(mo), room=room, clause=clause, until=timezone.now() + timedelta(hours=2))
    page = sign_in(eve).get(f"/rooms/{room.slug}/").text
    assert "/me/standing/" in page


def test_a_word_from_a_moderator_is_on_every_page_until_it_is_read(room, alice, mo, clause, sign_in):
    """Whoever was away when it happened is told at the next visit, whichever page that is."""
    services.warn(alice, by=acting(mo), clause=clause, room=room)
    browser = sign_in(alice)
    for path in ("/", "/rooms/", "/rooms/evening/", "/me/"):
        assert "A moderator has written to you." in browser.get(path).content.decode()
    browser.get("/me/standing/")
    assert "A moderator has written to you." not in browser.get("/").content.decode()


def test_nobody_else_is_told_that_a_word_waits(room, alice, bob, mo, clause, sign_in):
    services.warn(alice, by=acting(mo), clause=clause, room=room)
    assert "A moderator has written to you." not in sign_in(bob).get("/").content.decode()


def test_whoever_reported_is_told_at_the_next_visit_how_it_went(room, alice, bob, mo, sign_in):
    case = services.report(say(room, bob, "hm"), by=acting(alice), reason="unkind").case
    services.close(services.claim(case, by=acting(mo)), by=acting(mo), outcome="no_breach")
    browser = sign_in(alice)
    assert "A moderator has looked at what you told us." in browser.get("/rooms/").content.decode()
    assert "what you told us." not in sign_in(bob).get("/rooms/").content.decode()
    browser.get("/me/reports/")
    assert "A moderator has looked at what you told us." not in browser.get("/rooms/").content.decode()
