"""Saying something over the socket: accepted, told to others, changed, taken back, refused."""

import asyncio
import uuid

import pytest

from tests.support.tab import Tab

from . import pages


async def refusal(tab: Tab, type: str, **fields):
    await tab.send(type, **fields)
    return await tab.expect("refused")


# --- Sending ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("process", [0, 1])
async def test_what_alice_says_is_accepted_and_told_to_bob(site, process):
    room, alice, bob = site.room(), site.person("alice", display_name="Alice"), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=process) as other:
        await tab.open_room(room)
        await other.open_room(room)
        client_id = str(uuid.uuid4())
        accepted = await tab.say(room, "  Hello <b>you</b>\nthere  ", client_id=client_id, note="sleep")
        assert accepted == {
            "type": "message.accepted",
            "room": room,
            "client_id": client_id,
            "seq": 1,
            "version": 1,
            "duplicate": False,
        }
        for one in (tab, other):
            message = await one.hears(room, 1)
            assert message["body_html"] == "Hello &lt;b&gt;you&lt;/b&gt;<br>there"
            assert message["author"]["id"] == alice["id"] and message["author"]["name"] == "Alice"
            assert (message["client_id"], message["note"], message["version"]) == (client_id, "sleep", 1)
            assert message["edited"] is None and message["reactions"] == {}


async def test_a_conversation_arrives_in_order_at_everybody(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=1) as other:
        await tab.open_room(room)
        await other.open_room(room)
        for n in range(1, 9):
            await (tab if n % 2 else other).say(room, f"line {n}")
        for one in (tab, other):
            seqs, version = [], 0
            while len(seqs) < 8:
                frame = await one.expect("room.changes", room=room)
                if "reset" not in frame:
                    assert frame["after"] <= version, "a gap reached a tab"
                    seqs += [message["seq"] for message in frame["messages"] if message["seq"] not in seqs]
                version = max(version, frame["version"])
            assert seqs == list(range(1, 9))


async def test_the_same_again_is_accepted_as_the_same(site):
    room, alice = site.room(), site.person()
    client_id = str(uuid.uuid4())
    async with site.tab(alice) as tab, site.tab(alice, process=1) as other:
        first = await tab.say(room, "once", client_id=client_id)
        again = await tab.say(room, " once ", client_id=client_id)
        elsewhere = await other.say(room, "once", client_id=client_id)
        assert again == elsewhere == {**first, "duplicate": True}
        assert (await tab.open_room(room))["top"] == 1


async def test_the_same_twice_in_one_breath_is_stored_once(site):
    room, alice = site.room(), site.person()
    client_id = str(uuid.uuid4())
    async with site.tab(alice) as tab, site.tab(alice, process=1) as other:
        answers = await asyncio.gather(*(one.say(room, "once", client_id=client_id) for one in (tab, other)))
        assert sorted(answer["duplicate"] for answer in answers) == [False, True]
        assert {answer["seq"] for answer in answers} == {1}


async def test_other_words_under_the_same_client_id_are_a_conflict(site):
    room, elsewhere, alice = site.room(), site.room(), site.person()
    client_id = str(uuid.uuid4())
    async with site.tab(alice) as tab:
        await tab.say(room, "once", client_id=client_id)
        for slug, body in ((room, "twice"), (elsewhere, "once")):
            answer = await refusal(tab, "message.send", room=slug, client_id=client_id, body=body)
            assert (answer["code"], answer["client_id"]) == ("conflict", client_id)


async def test_bob_may_use_the_client_id_alice_used(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    client_id = str(uuid.uuid4())
    async with site.tab(alice) as tab, site.tab(bob) as other:
        assert (await tab.say(room, "mine", client_id=client_id))["seq"] == 1
        assert (await other.say(room, "mine too", client_id=client_id))["seq"] == 2


async def test_four_thousand_characters_pass_and_one_more_does_not(site):
    room, alice = site.room(), site.person()
    client_id = str(uuid.uuid4())
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        await tab.say(room, "ä" * 4000)
        assert (await tab.hears(room, 1))["body_html"] == "ä" * 4000
        answer = await refusal(tab, "message.send", room=room, client_id=client_id, body="x" * 4001)
        assert (answer["code"], answer["client_id"]) == ("too_long", client_id)
        answer = await refusal(tab, "message.send", room=room, client_id=client_id, body=" \n ")
        assert answer["code"] == "empty"
        await tab.say(room, "x" * 4000 + " " * 500)


async def test_a_reply_names_a_message_of_this_room(site):
    room, alice = site.room(), site.person()
    async with site.tab(alice) as tab:
        await tab.open_room(room)
        await tab.say(room, "question")
        await tab.say(room, "answer", reply_to=1)
        assert (await tab.hears(room, 2))["reply_to"] == 1
        client_id = str(uuid.uuid4())
        answer = await refusal(
            tab, "message.send", room=room, client_id=client_id, body="to nobody", reply_to=9
        )
        assert (answer["code"], answer["client_id"]) == ("no_such_message", client_id)


async def test_slow_mode_asks_for_a_pause_and_says_how_long(site):
    room, alice, bob = site.room(slow_mode=30), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob) as other:
        await tab.say(room, "first")
        answer = await refusal(tab, "message.send", room=room, client_id=str(uuid.uuid4()), body="second")
        assert answer["code"] == "slow_mode" and 0 < answer["retry_after"] <= 30
        await other.say(room, "bob has not spoken yet")


async def test_the_eleventh_message_in_ten_seconds_waits_whatever_the_process(site):
    rooms, alice = [site.room(), site.room()], site.person()
    async with site.tab(alice) as tab, site.tab(alice, process=1) as other:
        for n in range(10):
            await (tab if n % 2 else other).say(rooms[n % 2], f"line {n}")
        for one in (tab, other):
            answer = await refusal(
                one, "message.send", room=rooms[0], client_id=str(uuid.uuid4()), body="eleventh"
            )
            assert answer["code"] == "too_fast" and 0 < answer["retry_after"] <= 10


async def test_a_burst_in_one_breath_is_limited_alike(site):
    room, alice = site.room(), site.person()
    async with site.tab(alice) as tab:
        for n in range(12):
            await tab.send("message.send", room=room, client_id=str(uuid.uuid4()), body=f"line {n}")
        answers = []
        while len(answers) < 12:
            frame = await tab.next()
            # How much is new elsewhere is told in between, to every tab once.
            if frame["type"] != "notice":
                answers.append(frame["type"])
        assert answers.count("message.accepted") == 10 and answers.count("refused") == 2


# --- Changing -----------------------------------------------------------------------------------------


async def test_alice_changes_her_words_and_everybody_sees_that_she_did(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=1) as other:
        await other.open_room(room)
        await tab.say(room, "frist")
        await other.hears(room, 1)
        await tab.send("message.edit", room=room, seq=1, body="first")
        message = await other.hears(room, 1)
        assert (message["body_html"], message["version"]) == ("first", 2)
        assert message["edited"]


async def test_a_removed_message_leaves_a_place_and_none_of_its_words(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=1) as other:
        await other.open_room(room)
        await tab.say(room, "canary words", note="canary note")
        await other.hears(room, 1)
        await other.send("message.react", room=room, seq=1, reaction="hear", on=True)
        await other.hears(room, 1)
        await tab.send("message.remove", room=room, seq=1)
        stone = await other.hears(room, 1)
        assert stone["removed"] == "author" and "canary" not in str(stone)
        assert "body_html" not in stone and (stone["note"], stone["reactions"]) == ("", {})
        await other.open_room(room, after=None)
        assert "canary" not in str(await other.expect("room.changes", reset=True))


async def test_nobody_changes_or_removes_what_another_said(site):
    room, alice, eve = site.room(), site.person(), site.person("eve")
    async with site.tab(alice) as tab, site.tab(eve) as other:
        await tab.say(room, "mine")
        for command in ({"type": "message.edit", "body": "yours"}, {"type": "message.remove"}):
            answer = await refusal(other, **command, room=room, seq=1)
            assert answer["code"] == "not_allowed"
        assert (await refusal(tab, "message.edit", room=room, seq=2, body="x"))["code"] == "no_such_message"


async def test_reactions_are_counted_once_for_each_person(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob, process=1) as other:
        await tab.open_room(room)
        site.call(pages.said, room, site.person("charlie")["id"], ["hello"])
        await tab.hears(room, 1)
        for one, on, counts in (
            (tab, True, {"same": 1}),
            (other, True, {"same": 2}),
            (tab, False, {"same": 1}),
        ):
            await one.send("message.react", room=room, seq=1, reaction="same", on=on)
            assert (await tab.hears(room, 1))["reactions"] == counts
        await other.send("message.react", room=room, seq=1, reaction="same", on=True)
        await tab.never("room.changes", after=4)


async def test_every_tab_of_a_person_is_told_which_reactions_are_their_own_and_nobody_else(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    site.call(pages.said, room, site.person("charlie")["id"], ["hello", "again"])
    async with site.tab(alice) as phone, site.tab(alice, process=1) as desk, site.tab(bob, process=1) as his:
        for tab in (phone, desk, his):
            assert "mine" not in await tab.open_room(room)
        await phone.send("message.react", room=room, seq=1, reaction="hear", on=True)
        for tab in (phone, desk):
            assert (await tab.expect("room.changes", version=3))["mine"] == {"1": ["hear"]}
        assert "mine" not in await his.expect("room.changes", version=3)
        await his.send("message.react", room=room, seq=1, reaction="hear", on=True)
        assert (await his.expect("room.changes", version=4))["mine"] == {"1": ["hear"]}
        for tab in (phone, desk):
            assert "mine" not in await tab.expect("room.changes", version=4)
        await desk.send("message.react", room=room, seq=1, reaction="hear", on=False)
        assert (await phone.expect("room.changes", version=5))["mine"] == {"1": []}
    async with site.tab(bob) as his, site.tab(alice) as hers:
        assert (await his.open_room(room))["mine"] == {"1": ["hear"]}
        assert "mine" not in await hers.open_room(room)


async def test_own_words_are_not_reacted_to_on_the_socket(site):
    room = site.room()
    async with site.tab(site.person()) as tab:
        await tab.open_room(room)
        await tab.say(room, "hello")
        answer = await refusal(tab, "message.react", room=room, seq=1, reaction="helped", on=True)
        assert answer["code"] == "not_allowed" and "your own message" in answer["message"]


# --- What is no command -------------------------------------------------------------------------------


BAD = [
    "",
    "{",
    "null",
    "[]",
    '"message.send"',
    "{}",
    '{"type": null}',
    '{"type": ["ping"]}',
    '{"type": "no.such"}',
    '{"type": "room.open"}',
    '{"type": "room.open", "room": 7, "after": null}',
    '{"type": "room.open", "room": "", "after": null}',
    '{"type": "room.open", "room": "a\\u0000b", "after": null}',
    '{"type": "room.open", "room": "two words", "after": null}',
    '{"type": "room.open", "room": "evening", "after": "0"}',
    '{"type": "room.open", "room": "evening", "after": true}',
    '{"type": "room.open", "room": "evening", "after": -1}',
    '{"type": "room.open", "room": "evening", "after": 1e400}',
    '{"type": "room.open", "room": "evening", "after": 99999999999999999999}',
    '{"type": "message.send", "room": "evening", "client_id": "no", "body": "x"}',
    '{"type": "message.send", "room": "evening", "client_id": 1, "body": "x"}',
    '{"type": "message.send", "room": "a\\u0000b", "client_id": "00000000-0000-4000-8000-000000000000", "body": "x"}',
    '{"type": "message.send", "room": "evening", "client_id": "00000000-0000-4000-8000-000000000000", "body": 5}',
    '{"type": "message.react", "room": "evening", "seq": 1, "reaction": "down", "on": true}',
    '{"type": "message.react", "room": "evening", "seq": 1, "reaction": "hear", "on": 1}',
    '{"type": "message.edit", "room": "evening", "seq": 0, "body": "x"}',
    '{"type": "typing.start"}',
    '{"type": "ping", "x": "\\ud800"}',
    "[" * 8000,
    b"\x00\x01",
    b'{"type": "ping"}',
]


async def test_a_bad_frame_is_refused_and_never_breaks_the_socket(site):
    async with site.tab(site.person()) as tab:
        for frame in BAD:
            await tab.send_raw(frame)
            answer = await tab.expect("refused")
            assert answer["code"] == "bad_frame", frame
        await tab.send("ping")
        await tab.expect("pong")


async def test_a_bad_send_is_refused_under_its_client_id(site):
    client_id = str(uuid.uuid4())
    async with site.tab(site.person()) as tab:
        answer = await refusal(tab, "message.send", room="evening", client_id=client_id, body=None)
        assert (answer["code"], answer["client_id"]) == ("bad_frame", client_id)


async def test_words_with_unseen_characters_are_stored_without_them(site):
    room = site.room()
    async with site.tab(site.person()) as tab:
        await tab.open_room(room)
        await tab.say(room, "a\x00b\u202ec", note="n\x00")
        message = await tab.hears(room, 1)
        assert (message["body_html"], message["note"]) == ("abc", "n")


@pytest.mark.parametrize("letter", ["x", "ä", "家"])
async def test_a_frame_of_sixteen_kibibytes_passes_and_a_larger_one_ends_the_socket(site, letter):
    def padded(size: int) -> str:
        frame = '{"type":"ping","pad":"%s"}'
        room_left = size - len(frame) + 2
        width = len(letter.encode())
        return frame % (letter * (room_left // width) + "x" * (room_left % width))

    async with site.tab(site.person()) as tab:
        await tab.send_raw(padded(16 * 1024))
        await tab.expect("pong")
        await tab.send_raw(padded(16 * 1024 + 1))
        assert await tab.closed() == 1009


async def test_one_tab_that_asks_without_end_is_slowed_then_closed(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice) as tab, site.tab(bob) as other:
        await other.open_room(room)
        for _ in range(400):
            try:
                await tab.send("ping")
            except AssertionError:
                break
        assert await tab.closed() == 4429
        assert "too_fast" in {frame.get("code") for frame in tab.frames}
        await other.say(room, "undisturbed")
