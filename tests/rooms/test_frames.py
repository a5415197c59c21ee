"""Reading commands and writing facts, without a socket."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms import services
from rooms.live import commands, frames
from tests.rooms.talk import say
from tests.support.people import acting

SOME = uuid.UUID(int=7)

GOOD = [
    ({"type": "room.open", "room": "evening", "after": None}, commands.RoomOpen("evening", None)),
    ({"type": "room.open", "room": "evening"}, commands.RoomOpen("evening", None)),
    ({"type": "room.open", "room": "evening", "after": 0}, commands.RoomOpen("evening", 0)),
    ({"type": "room.close", "room": "a_b-7"}, commands.RoomClose("a_b-7")),
    (
        {"type": "message.send", "room": "evening", "client_id": str(SOME), "body": "x"},
        commands.MessageSend("evening", SOME, "x", None, ""),
    ),
    (
        {
            "type": "message.send",
            "room": "e",
            "client_id": str(SOME),
            "body": "x",
            "reply_to": 3,
            "note": "n",
        },
        commands.MessageSend("e", SOME, "x", 3, "n"),
    ),
    ({"type": "message.edit", "room": "e", "seq": 1, "body": "x"}, commands.MessageEdit("e", 1, "x")),
    ({"type": "message.remove", "room": "e", "seq": 1}, commands.MessageRemove("e", 1)),
    (
        {"type": "message.react", "room": "e", "seq": 1, "reaction": "helped", "on": False},
        commands.MessageReact("e", 1, "helped", False),
    ),
    ({"type": "room.read", "room": "e", "seq": 0}, commands.RoomRead("e", 0)),
    ({"type": "typing.start", "room": "e"}, commands.TypingStart("e")),
    ({"type": "ping", "more": {"is": "ignored"}}, commands.Ping()),
]


@pytest.mark.parametrize(
    ("raw", "command"), GOOD, ids=lambda value: getattr(value, "get", lambda _: None)("type")
)
def test_a_command_is_read(raw, command):
    assert commands.parse(json.dumps(raw)) == command


def test_every_command_of_the_contract_is_read_somewhere_above():
    assert {raw["type"] for raw, _ in GOOD} == set(commands.COMMANDS)


@pytest.mark.parametrize("slug", ["", "two words", "a\x00b", "../etc", "ä", "a" * 81, "a\n", 5, None, ["a"]])
def test_what_is_no_name_of_a_room_never_reaches_a_query(slug):
    with pytest.raises(commands.BadFrame):
        commands.parse(json.dumps({"type": "room.open", "room": slug}))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
_KEYS = st.sampled_from(["room", "client_id", "body", "reply_to", "note", "seq", "reaction", "on", "after"])


@settings(deadline=None)
@given(st.sampled_from(sorted(commands.COMMANDS)), st.dictionaries(_KEYS, _JSON))
def test_any_values_give_a_command_or_a_bad_frame_and_nothing_else(type, fields):
    text = json.dumps({"type": type, **fields})
    try:
        commands.parse(text)
    except commands.BadFrame:
        pass
    commands.client_id_in(text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_command_or_a_bad_frame_and_nothing_else(text):
    try:
        commands.parse(text)
    except commands.BadFrame:
        pass
    commands.client_id_in(text)


@pytest.mark.parametrize(
    "text", ["[" * 10_000, '{"type":' * 2_000, "1" * 16_000, '"' + "\\u0000" * 2_000 + '"']
)
def test_deep_and_long_text_is_a_bad_frame(text):
    with pytest.raises(commands.BadFrame):
        commands.parse(text)


def test_moments_are_utc_with_milliseconds():
    assert frames.moment(datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)) == "2026-03-01T09:30:00.123Z"


def test_a_message_says_what_the_contract_names(room, alice):
    fact = frames.message_fact(say(room, alice, "Hello", note="sleep"))
    assert set(fact) == {
        "id", "seq", "version", "client_id", "author", "at", "edited", "reply_to", "note", "reactions", "body_html",
    }  # fmt: skip
    assert set(fact["author"]) == {"id", "name", "role", "mark", "handle"}
    assert fact["author"]["name"] == "Alice" and fact["note"] == "sleep"


def test_a_removed_message_carries_none_of_its_words(room, alice):
    message = say(room, alice, "canary words", note="canary note")
    services.remove(message, by=acting(alice))
    message.refresh_from_db()
    fact = frames.message_fact(message)
    assert fact["removed"] == "author" and "body_html" not in fact
    assert "canary" not in json.dumps(fact) and fact["reactions"] == {}


def test_a_refusal_says_only_what_there_is_to_say():
    assert frames.refused("c", "words") == {"type": "refused", "code": "c", "message": "words"}
    assert frames.refused("c", "words", client_id=SOME, retry_after=1.26, room="e") == {
        "type": "refused",
        "code": "c",
        "message": "words",
        "client_id": str(SOME),
        "retry_after": 1.3,
        "room": "e",
    }
