"""What is not taken at once: held until somebody has looked at it, or sent back with something to think of.

No check of the site does either yet; those of tests/support/checking.py stand in for one that does.
"""

import json
import uuid
from collections.abc import Iterator

import pytest

from community.kernel.refused import Conflict, Refused
from rooms import posting, services
from rooms.drafts import Accepted, Held, Remind
from rooms.models import Membership, Message, Room
from rooms.posting import Post
from tests.support import checking
from tests.support.checking import HELD, REMINDED
from tests.support.people import acting

from .talk import say

JSON = {"Accept": "application/json"}
SETTINGS = "tests.support.settings_checking"


@pytest.fixture
def checks_that_hold(monkeypatch):
    checking.install(monkeypatch)


def post(room, person, body, **more):
    return posting.post_message(
        Post(room.slug, acting(person), more.pop("client_id", uuid.uuid4()), body, **more)
    )


# --- In the service -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("checks_that_hold")
class TestService:
    def test_a_held_message_is_kept_by_its_check_and_stored_in_no_room(self, room, alice):
        outcome = post(room, alice, "HOLD this")
        assert isinstance(outcome, Held)
        assert [draft.body for draft in checking.kept] == ["HOLD this"]
        assert not Message.objects.exists() and Room.objects.get().version == 0
        assert not Membership.objects.exists()

    def test_the_same_again_is_held_again(self, room, alice):
        client_id = uuid.uuid4()
        for _ in range(2):
            assert isinstance(post(room, alice, "HOLD this", client_id=client_id), Held)
        assert {draft.client_id for draft in checking.kept} == {client_id}

    def test_a_reminder_stores_nothing_and_anyway_sends_the_same(self, room, alice):
        client_id = uuid.uuid4()
        assert isinstance(post(room, alice, "REMIND me", client_id=client_id), Remind)
        assert not Message.objects.exists()
        assert post(room, alice, "REMIND me", client_id=client_id, anyway=True).seq == 1

    def test_where_the_rule_does_not_allow_it_anyway_changes_nothing(self, room, alice):
        outcome = post(room, alice, "STRICT REMIND", anyway=True)
        assert isinstance(outcome, Remind) and not outcome.may_send

    def test_a_content_note_is_looked_at_like_a_body(self, room, alice):
        assert isinstance(post(room, alice, "hello", note="REMIND"), Remind)

    def test_the_others_of_a_batch_are_not_held_up(self, room, alice, bob):
        posts = [
            Post(room.slug, acting(who), uuid.uuid4(), body)
            for who, body in [(alice, "HOLD"), (bob, "hello")]
        ]
        held, accepted = posting.post_messages(posts)
        assert isinstance(held, Held) and isinstance(accepted, Accepted) and accepted.seq == 1

    def test_what_refuses_goes_before_what_holds(self, room, eve):
        with pytest.raises(Refused):
            post(room, eve, "HOLD " + "x" * 4000)
        assert not checking.kept

    @pytest.mark.parametrize(("body", "code"), [("HOLD this", "held"), ("REMIND me", "remind")])
    def test_changed_words_are_not_held_but_refused_and_the_old_ones_stand(self, room, alice, body, code):
        message = say(room, alice, "hello")
        with pytest.raises(Conflict) as refused:
            services.edit(message, by=acting(alice), body=body)
        assert refused.value.code == code
        assert Message.objects.get().body == "hello" and not checking.kept


# --- By form, and for programs --------------------------------------------------------------------------


@pytest.mark.usefixtures("checks_that_hold")
class TestForms:
    def test_held_words_are_shown_to_their_author_with_what_happens_to_them(self, room, alice, bob, sign_in):
        page = sign_in(alice).post("/rooms/evening/messages/", {"body": "HOLD <this>"})
        words = page.content.decode()
        assert page.status_code == 202
        assert "HOLD &lt;this&gt;" in words and HELD in words and "/house-rules/" in words
        assert not page.context["form"]["body"].value()
        assert "HOLD" not in sign_in(bob).get("/rooms/evening/").content.decode()

    def test_a_reminder_keeps_what_was_typed_and_offers_to_send_it_all_the_same(
        self, room, alice, bob, sign_in
    ):
        say(room, bob, "hello")
        browser = sign_in(alice)
        typed = {"body": "REMIND me", "note": "a note", "reply_to": 1, "client_id": str(uuid.uuid4())}
        page = browser.post("/rooms/evening/messages/", typed)
        words = page.content.decode()
        assert page.status_code == 409
        assert REMINDED in words and 'name="anyway" value="1"' in words
        form = page.context["form"]
        assert {name: str(form[name].value()) for name in typed} == {key: str(typed[key]) for key in typed}
        assert Message.objects.count() == 1
        sent = browser.post("/rooms/evening/messages/", {**typed, "anyway": "1"})
        assert sent.status_code == 302 and Message.objects.count() == 2

    def test_where_it_may_not_be_sent_no_button_says_so(self, room, alice, sign_in):
        page = sign_in(alice).post("/rooms/evening/messages/", {"body": "STRICT REMIND"})
        assert page.status_code == 409 and "STRICT REMIND" in page.content.decode()
        assert 'name="anyway"' not in page.content.decode()

    def test_an_edit_that_would_be_held_keeps_what_was_typed(self, room, alice, sign_in):
        say(room, alice, "hello")
        page = sign_in(alice).post("/rooms/evening/messages/1/edit/", {"body": "HOLD this"})
        assert page.status_code == 409
        assert HELD in page.content.decode() and "HOLD this" in page.content.decode()

    def test_a_program_that_knows_of_it_gets_the_frames(self, room, alice, sign_in):
        client_id = str(uuid.uuid4())

        def send(body):
            fields = {"body": body, "client_id": client_id, "anyway": "0"}
            answer = sign_in(alice).post("/rooms/evening/messages/", fields, headers=JSON)
            return answer.status_code, answer.json()

        about = {"room": "evening", "client_id": client_id}
        assert send("HOLD this") == (
            202,
            {"type": "message.held", **about, "message": HELD, "url": "/house-rules/"},
        )
        assert send("REMIND me") == (
            409,
            {
                "type": "message.remind",
                **about,
                "clause": "no-advice",
                "message": REMINDED,
                "may_send": True,
            },
        )

    @pytest.mark.parametrize(
        ("body", "code", "message"), [("HOLD this", "held", HELD), ("REMIND me", "remind", REMINDED)]
    )
    def test_a_program_that_does_not_is_refused_in_the_same_words(
        self, room, alice, sign_in, body, code, message
    ):
        answer = sign_in(alice).post("/rooms/evening/messages/", {"body": body}, headers=JSON)
        fact = json.loads(answer.content)
        assert (answer.status_code, fact["type"]) == (409, "refused")
        assert (fact["code"], fact["message"]) == (code, message)


# --- Over the socket --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def holding_site(workshop) -> Iterator:
    made = workshop.embedded(DJANGO_SETTINGS_MODULE=SETTINGS)
    made.start()
    yield made
    made.remove()


async def test_a_tab_is_told_that_its_message_is_held_and_nobody_else_is_told_anything(holding_site):
    room, alice, bob = holding_site.room(), holding_site.person(), holding_site.person("bob")
    async with holding_site.tab(alice) as tab, holding_site.tab(bob) as other:
        await tab.open_room(room)
        await other.open_room(room)
        sent = {"room": room, "client_id": str(uuid.uuid4())}
        await tab.send("message.send", **sent, body="HOLD this", anyway=False)
        assert await tab.expect("message.held") == {
            "type": "message.held",
            **sent,
            "message": HELD,
            "url": "/house-rules/",
        }
        assert (await tab.say(room, "next", anyway=False))["seq"] == 1
        assert (await other.hears(room, 1))["body_html"] == "next"


async def test_a_tab_is_reminded_and_sends_it_all_the_same(holding_site):
    room, alice = holding_site.room(), holding_site.person()
    async with holding_site.tab(alice) as tab:
        sent = {"room": room, "client_id": str(uuid.uuid4()), "body": "REMIND me"}
        await tab.send("message.send", **sent, anyway=False)
        frame = await tab.expect("message.remind", client_id=sent["client_id"])
        assert (frame["clause"], frame["message"], frame["may_send"]) == ("no-advice", REMINDED, True)
        await tab.send("message.send", **sent, anyway=True)
        assert (await tab.expect("message.accepted", client_id=sent["client_id"]))["seq"] == 1


@pytest.mark.parametrize(("body", "code"), [("HOLD this", "held"), ("REMIND me", "remind")])
async def test_an_older_tab_is_refused_with_a_code(holding_site, body, code):
    room, alice = holding_site.room(), holding_site.person()
    async with holding_site.tab(alice) as tab:
        client_id = str(uuid.uuid4())
        await tab.send("message.send", room=room, client_id=client_id, body=body)
        refused = await tab.expect("refused", client_id=client_id)
        assert (refused["code"], refused["room"]) == (code, room)


async def test_anyway_is_yes_or_no(holding_site):
    room, alice = holding_site.room(), holding_site.person()
    async with holding_site.tab(alice) as tab:
        await tab.send("message.send", room=room, client_id=str(uuid.uuid4()), body="hi", anyway="yes")
        assert (await tab.expect("refused"))["code"] == "bad_frame"
