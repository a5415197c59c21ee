"""P41: after the fourteen days no word and no address of a person is anywhere in the database."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.accounts.models import GONE, User
from community.accounts.notices import services as notices
from community.accounts.privacy import services
from community.kernel import cache
from community.kernel.personal import Fate, Holding, register
from community.kernel.refused import NotAllowed
from moderation.cases import services as cases
from moderation.cases.models import Report
from moderation.cases.services import endings as case_endings
from moderation.log import services as log
from rooms.models import Message, Reaction, Room
from tests.rooms.talk import say
from tests.support.people import acting

from .everything import by, every_word_of_the_database

pytestmark = pytest.mark.django_db


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=True)


def close_and_delete(person):
    person = User.objects.get(pk=person.pk)
    services.close(person, by=acting(person))
    with later(days=14, seconds=1):
        assert services.delete_those_due() == 1
        cache.sweep()


def traces(*which):
    words = every_word_of_the_database()
    found = set(re.findall(rf"(canary-(?:{'|'.join(which)})[a-z-]*)", words))
    return found | {one for one in ("203.0.113.77", "Pacific/Chatham") if one in words}


def settle_what_is_open(w):
    for case in (w.open_case, w.her_open):
        cases.claim(case, by=by(w.ines))
        cases.close(case, by=by(w.ines), outcome="talked", note="canary-theirs-end")
    case_endings.let_closed_cases_go()
    notices.forget_old()


# --- Nothing is left (P41) --------------------------------------------------------------------------


def test_no_word_and_no_address_of_hers_is_left_anywhere(w):
    services.make_due_exports()
    assert len(traces("mine")) > 15 and {"203.0.113.77", "Pacific/Chatham"} < traces("mine")
    close_and_delete(w.dora)
    settle_what_is_open(w)
    assert traces("mine") == set()


def test_until_an_open_case_is_decided_only_what_it_needs_is_left(w):
    close_and_delete(w.dora)
    assert traces("mine") <= {"canary-mine-reported", "canary-mine-open-report"}
    kept = Report.objects.with_sealed().filter(case=w.open_case).first()
    assert kept is not None and kept.sealed["words"] == "canary-mine-reported"
    assert Report.objects.get(case=w.her_open).words == "canary-mine-open-report"


def test_what_she_wrote_in_a_role_stays_without_her(w):
    """And only where it is declared so."""
    close_and_delete(w.dora)
    settle_what_is_open(w)
    assert traces("duty") == {
        "canary-duty-grant",
        "canary-duty-grant-end",
        "canary-duty-incident",
        "canary-duty-said",
        "canary-duty-answer",
        "canary-duty-glass",
        "canary-duty-note",
    }
    with later(days=110):
        case_endings.let_closed_cases_go()
    assert "canary-duty-note" not in traces("duty")


def test_no_row_points_at_her_where_none_should(w):
    close_and_delete(w.dora)
    settle_what_is_open(w)
    left = {
        holding.key: count
        for holding in register.holdings
        if holding.fields[0] not in ("session_data", "email_address", "sanction")
        and holding.ending.fate is not Fate.KEPT
        and (count := holding.of(w.dora).count())
    }
    # Her row itself, the empty places of her messages, and that somebody told something, once.
    assert set(left) == {"accounts.User.pk", "rooms.Message.author", "cases.Report.reporter"}


def test_other_peoples_words_stay(w):
    before = traces("theirs")
    close_and_delete(w.dora)
    settle_what_is_open(w)
    # The notes of moderators on cases about her went with those cases; her own block did, too.
    gone = before - traces("theirs") - {"203.0.113.77", "Pacific/Chatham"}
    assert gone <= {"canary-theirs-note-about-her", "canary-theirs-admin"}
    assert "canary-theirs-answer" in traces("theirs")


def test_the_log_of_moderation_is_whole_and_has_numbers_only(w):
    close_and_delete(w.dora)
    settle_what_is_open(w)
    assert list(log.verify()) == []


def test_the_shell_has_a_number_and_nothing_else(w):
    close_and_delete(w.dora)
    shell = User.objects.get(pk=w.dora.pk)
    assert shell.handle.startswith(GONE) and shell.name == "somebody who left"
    assert (shell.display_name, shell.email, shell.about, shell.time_zone) == ("", "", "", "UTC")
    assert not (shell.is_active or shell.is_staff or shell.is_superuser or shell.has_usable_password())
    assert shell.deleted_at is not None and shell.delete_after is None
    assert not shell.groups.exists() and not shell.user_permissions.exists()


# --- When -------------------------------------------------------------------------------------------


def test_nothing_is_deleted_before_the_fourteen_days_are_over(alice, room):
    say(room, alice, "canary-mine-early")
    services.close(alice, by=acting(alice))
    with later(days=13, hours=23):
        assert services.delete_those_due() == 0
        assert not services.delete(alice)
    assert traces("mine") == {"canary-mine-early"}


def test_whoever_came_back_is_not_deleted(alice, room):
    say(room, alice, "canary-mine-back")
    services.close(alice, by=acting(alice))
    services.come_back(alice)
    with later(days=15):
        assert services.delete_those_due() == 0
    assert traces("mine") == {"canary-mine-back"}


def test_an_account_closed_by_staff_is_not_deleted(alice):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    with later(days=400):
        assert services.delete_those_due() == 0
        assert not services.delete(alice)


def test_deletion_that_was_killed_is_done_again(w, monkeypatch):
    """At every declaration in turn: the next night goes through to the end."""
    person = User.objects.get(pk=w.dora.pk)
    services.close(person, by=acting(person))
    names = [one.key for one in register.in_order_of_ending()]
    end = Holding.end
    with later(days=14, seconds=1):
        for name in names:

            def until_there(self, person, name=name):
                if self.key == name:
                    raise SystemExit
                end(self, person)

            with monkeypatch.context() as killed:
                killed.setattr(Holding, "end", until_there)
                with pytest.raises(SystemExit):
                    services.delete(person)
        assert services.delete_those_due() == 1
        assert services.delete_those_due() == 0
        cache.sweep()
    settle_what_is_open(w)
    assert traces("mine") == set()


def test_one_that_fails_does_not_keep_the_others_and_says_nothing_of_words(alice, bob, monkeypatch, caplog):
    for person in (alice, bob):
        services.close(person, by=acting(person))
    end = Holding.end

    def sometimes(self, person):
        if person.pk == alice.pk and self.model_name == "rooms.Message":
            raise RuntimeError("canary-mine-in-an-error")
        end(self, person)

    monkeypatch.setattr(Holding, "end", sometimes)
    with later(days=15):
        assert services.delete_those_due() == 1
    assert "canary" not in caplog.text and "RuntimeError" in caplog.text
    assert User.objects.get(pk=alice.pk).deleted_at is None
    assert User.objects.get(pk=bob.pk).deleted_at is not None


def test_a_deleted_account_is_never_opened_again(alice, make_person):
    from community.accounts import services as accounts

    close_and_delete(alice)
    shell = User.objects.get(pk=alice.pk)
    shell.is_active = True
    shell.save()
    assert not User.objects.get(pk=alice.pk).is_active
    with pytest.raises(NotAllowed):
        accounts.open_account(shell, by=acting(make_person("root", is_staff=True, is_superuser=True)))
    assert not User.objects.get(pk=alice.pk).is_active


def test_the_name_is_free_again_and_nobody_takes_one_like_a_shell(alice, make_person):
    from django.core.exceptions import ValidationError

    from community.accounts.handles import check_handle

    close_and_delete(alice)
    assert make_person("alice").pk != alice.pk
    with pytest.raises(ValidationError):
        check_handle("gone-fishing")


def test_what_the_admin_shows_of_a_deleted_person_is_empty(w, sign_in):
    close_and_delete(w.dora)
    page = sign_in(w.root).get(f"/admin/accounts/user/{w.dora.pk}/change/").content.decode()
    assert "canary-mine" not in page and GONE in page


# --- In rooms ---------------------------------------------------------------------------------------


def test_places_stay_and_answers_keep_theirs(w, sign_in):
    numbers = list(w.open.messages.values_list("seq", flat=True))
    close_and_delete(w.dora)
    assert list(w.open.messages.values_list("seq", flat=True)) == numbers
    hers = w.open.messages.filter(author=w.dora)
    assert {(one.removed, one.body, one.body_html, one.note) for one in hers} == {("author", "", "", "")}
    page = sign_in(w.bob).get("/rooms/evening/").content.decode()
    assert "canary-theirs-answer" in page and "a message that is no longer here" in page
    assert "canary-mine" not in page and "somebody who left" in page


def test_her_reactions_go_and_the_counts_with_them(w):
    assert w.open.messages.get(pk=w.bobs.pk).reactions == {"hear": 2}
    close_and_delete(w.dora)
    assert w.open.messages.get(pk=w.bobs.pk).reactions == {"hear": 1}
    assert not Reaction.objects.filter(user=w.dora).exists()
    assert not Reaction.objects.filter(message__author=w.dora).exists()


def test_whoever_was_away_sees_it_when_they_catch_up(w):
    from rooms import reading

    room = Room.objects.get(pk=w.open.pk)
    close_and_delete(w.dora)
    now = Room.objects.get(pk=w.open.pk)
    fact = reading.changes_after(now, room.version)
    hers = {one["seq"]: one for one in fact["messages"] if one["author"]["id"] == w.dora.pk}
    assert set(hers) == set(now.messages.filter(author=w.dora).values_list("seq", flat=True))
    assert all(one["removed"] == "author" and "body_html" not in one for one in hers.values())
    assert {one["author"]["name"] for one in hers.values()} == {"somebody who left"}


def test_open_tabs_are_told_in_pieces_without_a_gap(w, monkeypatch, django_capture_on_commit_callbacks):
    from rooms import endings

    told = []
    monkeypatch.setattr(endings.hub, "tell", told.extend)
    monkeypatch.setattr(endings, "AT_ONCE", 2)
    version = Room.objects.get(pk=w.open.pk).version
    with django_capture_on_commit_callbacks(execute=True):
        close_and_delete(w.dora)
    pieces = [news for news in told if news.room_id == w.open.pk]
    assert len(pieces) > 2
    for news in pieces:
        assert news.after == version and news.version == news.after + len(news.messages)
        assert [one["version"] for one in news.messages] == list(range(news.after + 1, news.version + 1))
        version = news.version
    assert version == Room.objects.get(pk=w.open.pk).version


def test_a_case_that_is_still_open_can_be_decided(w, sign_in):
    close_and_delete(w.dora)
    from tests.moderation.people import show_second_step

    client = sign_in(w.ines)
    show_second_step(client.session, w.ines)
    cases.claim(w.open_case, by=by(w.ines))
    page = client.get(f"/desk/cases/{w.open_case.pk}/")
    assert page.status_code == 200 and "somebody who left" in page.content.decode()
    cases.close(w.open_case, by=by(w.ines), outcome="no_breach")
    for path in (
        "/desk/",
        "/desk/cases/",
        f"/desk/cases/{w.open_case.pk}/",
        f"/desk/cases/{w.about_her.pk}/",
    ):
        assert client.get(path).status_code == 200, path
    case_endings.let_closed_cases_go()
    for path in (
        "/desk/",
        "/desk/figures/",
        f"/desk/cases/{w.open_case.pk}/",
        f"/desk/cases/{w.about_her.pk}/",
    ):
        assert client.get(path).status_code == 200, path


def test_pages_others_had_with_her_still_open(w, sign_in):
    close_and_delete(w.dora)
    settle_what_is_open(w)
    for person in (w.bob, w.eve):
        client = sign_in(person)
        for path in (
            "/",
            "/rooms/",
            "/me/",
            "/me/reports/",
            "/me/standing/",
            "/me/blocks/",
            "/me/roles/",
            "/me/access/",
        ):
            assert client.get(path).status_code in (200, 404), path
        assert "canary-mine" not in client.get("/me/roles/").content.decode()


def test_messages_keep_their_rows_for_ever_after_a_second_run(w):
    close_and_delete(w.dora)
    before = list(Message.objects.values_list("pk", "version"))
    from rooms import endings

    endings.take_back_all(User.objects.get(pk=w.dora.pk))
    endings.take_back_reactions(User.objects.get(pk=w.dora.pk))
    assert list(Message.objects.values_list("pk", "version")) == before
