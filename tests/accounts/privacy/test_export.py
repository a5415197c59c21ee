"""P44: an export has everything that is mine and nobody else's words. P33: it goes to nobody else."""

import io
import re
import zipfile
from datetime import timedelta
from html.parser import HTMLParser

import orjson
import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.accounts.privacy import archive, services
from community.accounts.privacy.models import KEPT_FOR, Export, Piece
from community.kernel.personal import NotExported, Rows, register
from community.kernel.refused import NotAllowed, TooFast
from tests.support.people import PASSWORD, acting

pytestmark = pytest.mark.django_db

MINE = [
    "handle", "name", "about", "address", "browser", "message", "under-a-note", "note", "edited", "private", "hidden",
    "reported", "report", "open-report", "appeal", "hand-over", "incident",
]  # fmt: skip
IN_A_ROLE = ["grant", "grant-end", "incident", "said", "answer"]
TOLD_TO_ME = ["warning", "answer"]


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def opened(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        assert found.namelist() == ["me.json", "index.html"]
        return found.read("me.json").decode(), found.read("index.html").decode()


def made_for(person):
    services.ask_for_export(person, by=acting(person))
    services.make_due_exports()
    return person.exports.get()


# --- What is in it ----------------------------------------------------------------------------------


def test_there_is_a_row_of_every_thing_that_is_declared(w):
    empty = [
        one.key
        for one in register.holdings
        if isinstance(one.export, Rows) and not list(one.exported(w.dora))
    ]
    assert empty == [], "make one in everything.py"


def test_rows_have_the_values_that_are_named_and_no_others(w):
    for one in register.holdings:
        for row in one.exported(w.dora):
            assert list(row) == list(one.export.labels), one.key


def test_everything_of_mine_is_in_both_files(w):
    words, page = opened(archive.of(w.dora))
    wanted = {f"canary-mine-{name}" for name in MINE if name not in ("under-a-note",)}
    wanted |= {f"canary-duty-{name}" for name in IN_A_ROLE}
    wanted |= {f"canary-told-{name}" for name in TOLD_TO_ME}
    for text in (words, page):
        assert {one for one in wanted if not re.search(rf"{one}\b", text)} == set()
        assert "Circle" in text and "203.0.113.77" in text


def test_nobody_elses_words_or_names_are_in_it(w):
    for text in opened(archive.of(w.dora)):
        found = set(re.findall(r"canary-theirs-[a-z-]+", text))
        assert found == {"canary-theirs-blocked", "canary-theirs-muted"}, (
            "only whom she put aside, by the name"
        )
        for name in ("Mo", "Ines", "Lea", "Eve", "Stella"):
            assert not re.search(rf"\b{name}\b", text), name
        assert "canary-duty-note" not in text


def test_no_secret_is_in_it(w):
    for authenticator in w.dora.authenticator_set.all():
        for text in opened(archive.of(w.dora)):
            assert str(authenticator.data.get("seed", "no seed")) not in text
    assert w.dora.password not in opened(archive.of(w.dora))[0]


def test_what_is_not_in_it_is_said_with_the_reason(w):
    words, page = opened(archive.of(w.dora))
    things = {one["name"]: one for one in orjson.loads(words)["things"]}
    assert set(things) == {one.key for one in register.holdings}
    for one in register.holdings:
        if isinstance(one.export, NotExported):
            assert things[one.key]["not_in_here"] == str(one.export.why) and "rows" not in things[one.key]
    assert "What is not in here, and why" in page


def test_somebody_who_never_said_a_word_gets_a_sound_one(make_person):
    words, page = opened(archive.of(make_person("quiet")))
    assert orjson.loads(words)["schema"] == archive.SCHEMA and "quiet" in page


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.outside = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.outside += [
            value for name, value in attrs if name in ("src", "href") and not value.startswith("#")
        ]
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_needs_no_script_and_nothing_from_elsewhere(w):
    from rooms.models import Message

    Message.objects.filter(pk=w.said.pk).update(body="<script>alert(1)</script><img src=x onerror=alert(1)>")
    _, page = opened(archive.of(w.dora))
    tags = Tags()
    tags.feed(page)
    assert tags.open == [] and tags.outside == []
    assert not tags.seen & {"script", "img", "link", "iframe", "form", "object"}
    assert "&lt;script&gt;" in page


def test_times_are_those_of_the_person(alice, room):
    from tests.rooms.talk import say

    alice.time_zone = "Pacific/Auckland"
    alice.save()
    with time_machine.travel("2026-03-01T20:30:00+00:00", tick=False):
        say(room, alice, "late")
        page = opened(archive.of(alice))[1]
    assert "2 March 2026, 09:30" in page


# --- How it is made ---------------------------------------------------------------------------------


def test_alice_asks_with_her_password_and_fetches_it(alice, sign_in):
    client = sign_in(alice)
    assert "not the password" in client.post("/me/export/", {"password": "wrong"}).content.decode()
    assert not Export.objects.exists()
    assert client.post("/me/export/", {"password": PASSWORD}).status_code == 302
    assert "is being made" in client.get("/me/export/").content.decode()
    assert services.make_due_exports() == 1
    mine = alice.exports.get()
    assert f"/me/export/{mine.pk}/" in client.get("/me/export/").content.decode()
    answer = client.post(f"/me/export/{mine.pk}/", {"password": PASSWORD})
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert "openhearth" not in answer["Content-Disposition"]
    assert "Alice" in opened(answer.content)[1]


def test_alice_is_told_when_it_is_ready_and_not_any_more_when_it_is_gone(alice, sign_in):
    from community.accounts.notices.models import Notice
    from community.accounts.notices.services import unseen_count

    made_for(alice)
    notice = Notice.objects.get(person=alice)
    assert notice.kind == "export_ready" and notice.url == "/me/export/"
    assert unseen_count(alice) == 1
    alice.suspended_until = timezone.now() + timedelta(days=3)
    alice.save()
    assert unseen_count(alice) == 1, "it is open to somebody who is suspended, and so is the news of it"
    with later(days=7, seconds=1):
        services.forget_old_exports()
    assert not Notice.objects.filter(person=alice).exists()


def test_fetching_asks_for_the_password_too(alice, sign_in):
    mine = made_for(alice)
    client = sign_in(alice)
    page = client.post(f"/me/export/{mine.pk}/", {"password": "wrong"})
    assert page.status_code == 200 and "not the password" in page.content.decode()
    assert client.get(f"/me/export/{mine.pk}/").status_code == 405


def test_nobody_else_fetches_it(alice, bob, make_person, sign_in, client):
    mine = made_for(alice)
    root = make_person("root", is_staff=True, is_superuser=True)
    for person in (bob, root):
        answer = sign_in(person).post(f"/me/export/{mine.pk}/", {"password": PASSWORD})
        assert answer.status_code == 404
    assert client.post(f"/me/export/{mine.pk}/")["Location"].startswith("/account/login/")
    with pytest.raises(NotAllowed):
        services.ask_for_export(alice, by=acting(root))


def test_staff_see_that_there_is_one_and_cannot_open_it(alice, make_person, sign_in):
    mine = made_for(alice)
    admin = sign_in(make_person("root", is_staff=True, is_superuser=True))
    assert admin.get("/admin/privacy/export/").status_code == 200
    page = admin.get(f"/admin/privacy/export/{mine.pk}/change/").content.decode()
    assert "packed" not in page and Piece.objects.get().packed[:40] not in page
    assert admin.get("/admin/privacy/piece/").status_code == 404


def test_it_is_stored_encrypted_in_pieces(alice, room, monkeypatch):
    from tests.rooms.talk import say

    monkeypatch.setattr(services, "PIECE", 1000)
    say(room, alice, "canary-mine-in-the-archive")
    mine = made_for(alice)
    assert mine.pieces.count() > 2
    assert "canary-mine-in-the-archive" in opened(services.archive_of(mine))[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT packed FROM privacy_piece")
        assert all(row[0].startswith("gAAAA") for row in cursor.fetchall())


def test_one_is_made_at_a_time_and_three_a_day(alice, sign_in):
    first = services.ask_for_export(alice, by=acting(alice))
    assert services.ask_for_export(alice, by=acting(alice)) == first
    services.make_due_exports()
    for _ in range(2):
        services.ask_for_export(alice, by=acting(alice))
        services.make_due_exports()
    with pytest.raises(TooFast):
        services.ask_for_export(alice, by=acting(alice))
    page = sign_in(alice).post("/me/export/", {"password": PASSWORD})
    assert page.status_code == 200 and "You can ask again tomorrow" in page.content.decode()
    with later(days=1, seconds=1):
        services.ask_for_export(alice, by=acting(alice))


def test_after_seven_days_it_is_gone(alice, sign_in):
    mine = made_for(alice)
    client = sign_in(alice)
    with later(days=7, seconds=1):
        answer = client.post(f"/me/export/{mine.pk}/", {"password": PASSWORD})
        assert answer.status_code == 410 and "not here any more" in answer.content.decode()
        assert services.forget_old_exports()
    assert not Export.objects.exists() and not Piece.objects.exists()
    assert KEPT_FOR.days == 7


def test_one_that_was_killed_is_made_again(alice, monkeypatch):
    def killed(person):
        raise SystemExit

    services.ask_for_export(alice, by=acting(alice))
    with monkeypatch.context() as there:
        there.setattr(services.archive, "of", killed)
        with pytest.raises(SystemExit):
            services.make_due_exports()
    assert services.make_due_exports() == 0, "somebody may still be at it"
    with later(minutes=16):
        assert services.make_due_exports() == 1
        assert services.make_due_exports() == 0
    assert alice.exports.get().pieces.exists()


def test_one_that_cannot_be_made_is_said_so_after_three_tries(alice, sign_in, monkeypatch, caplog):
    def broken(person):
        raise RuntimeError("canary-mine-in-an-error")

    services.ask_for_export(alice, by=acting(alice))
    monkeypatch.setattr(services.archive, "of", broken)
    for _ in range(3):
        assert services.make_due_exports() == 0
    assert alice.exports.get().failed_at is not None
    assert "could not be made" in sign_in(alice).get("/me/export/").content.decode()
    assert "canary" not in caplog.text and "RuntimeError" in caplog.text
    monkeypatch.undo()
    services.ask_for_export(alice, by=acting(alice))
    assert services.make_due_exports() == 1


def test_one_that_fails_does_not_keep_the_others(alice, bob, monkeypatch):
    for person in (alice, bob):
        services.ask_for_export(person, by=acting(person))
    real = archive.of

    def sometimes(person):
        if person == alice:
            raise RuntimeError
        return real(person)

    monkeypatch.setattr(services.archive, "of", sometimes)
    assert services.make_due_exports() == 1
    assert bob.exports.get().ready_at is not None


def test_making_one_asks_the_same_number_of_queries_whatever_there_is(alice, room):
    from django.test.utils import CaptureQueriesContext

    from tests.rooms.talk import say, say_many

    say(room, alice, "one")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            archive.of(alice)
        return len(queries)

    before = asked()
    say_many(room, alice, 40)
    assert asked() == before
