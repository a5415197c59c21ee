"""P49: a block holds on every surface. Whoever adds a page or a frame has to say here what it shows of people.

Alice has blocked Eve. Each surface is looked at by both, and neither may find the other there.
"""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import timezone

from community.accounts import blocks
from community.accounts.notices.models import Notice
from community.kernel.refused import Invalid, NotFound, Refused
from rooms import reading, ringing, services
from rooms.live import facts, frames
from rooms.models import Message, Presence, Room
from tests.support.people import acting

from .rooms.talk import say

ROOT = Path(__file__).resolve().parent.parent

# --- The tables ---------------------------------------------------------------------------------------

# What shows people to one another: (address, form or None for looking, status). {other}, {other_id} and
# {seq_of_other} are the person behind the block; {seq_of_answer} is Bob's answer to them.
SURFACES: dict[str, list[tuple[str, dict[str, str] | None, int]]] = {
    "home": [("/", None, 200)],
    "room_list": [("/rooms/", None, 200)],
    "room": [
        ("/rooms/evening/", None, 200),
        ("/rooms/evening/?reply={seq_of_other}", None, 200),
        ("/rooms/evening/?edit={seq_of_other}", None, 200),
    ],
    "room_messages": [
        ("/rooms/evening/messages/", None, 200),
        ("/rooms/evening/messages/?before=6", None, 200),
        ("/rooms/evening/messages/?after=0&fragment", None, 200),
        (
            "/rooms/evening/messages/",
            {"body": "an answer", "reply_to": "{seq_of_other}", "client_id": "{uuid}"},
            400,
        ),
    ],
    "room_changes": [("/rooms/evening/changes/?after=0", None, 200)],
    "message": [
        ("/rooms/evening/messages/{seq_of_other}/", None, 200),
        ("/rooms/evening/messages/{seq_of_answer}/", None, 200),
    ],
    "message_acts": [
        ("/rooms/evening/messages/{seq_of_other}/acts/", None, 404),
        ("/rooms/evening/messages/{seq_of_answer}/acts/", None, 200),
    ],
    "message_edit": [("/rooms/evening/messages/{seq_of_other}/edit/", {"body": "mine"}, 403)],
    "message_remove": [("/rooms/evening/messages/{seq_of_other}/remove/", {}, 403)],
    "message_block": [("/rooms/evening/messages/{seq_of_other}/block/", None, 404)],
    "message_react": [("/rooms/evening/messages/{seq_of_other}/react/", {"kind": "hear", "on": "1"}, 404)],
    "profile": [("/people/{other}/", None, 404)],
    "person_card": [("/people/{other}/card/", None, 404)],
    "mute": [("/people/{other}/mute/", {"on": "1"}, 404), ("/people/{other}/mute/", {"on": "0"}, 404)],
    "report": [
        ("/report/message/evening.{seq_of_other}/", None, 404),
        ("/report/person/{other_id}/", None, 404),
        ("/report/message/evening.{seq_of_other}/", {"reason": "unkind", "words": ""}, 404),
    ],
    "room_newcomers": [("/rooms/evening/newcomers/", None, 404)],
    "room_newcomers_seen": [("/rooms/evening/newcomers/seen/", {"person": "{other_id}"}, 404)],
    "room_welcome": [("/rooms/evening/welcome/", None, 200)],
    "my_reports": [("/me/reports/", None, 200)],
    # Before the block each has answered the other, and was told so.
    "notices": [("/me/notices/", None, 200)],
    "my_words": [("/me/words/", None, 200)],
    "words_take_back": [("/me/words/take-back/", {"which": "all"}, 200)],
}

# Where the other's name may be read, and why.
MAY_NAME = {
    "blocks": "my own list of whom I blocked: I have to know whom to unblock (test_only_i_see_whom_i_blocked)",
    "block": "the page of the person who blocks; the other one finds nothing (tests/accounts/test_blocks.py)",
    "export_fetch": "the archive names whom I blocked, as the page of my blocks does, and nobody else",
    "access_log": "who opened a talk of mine: people in a role, who answer for it by name",
}

# People acting in a role see what they moderate: what reaches the desk is not what two members see of each other.
IN_A_ROLE = re.compile(
    r"^(admin:.*|desk(_.*)?|moderate|clauses_incidents|clauses_confusing|break_glass.*|room_figures)$"
)

# Pages about the site, or about nobody but the person who looks.
CARRIES_NOBODY = set(
    """about house_rules privacy help_now leave room_follow room_leave room_seen my_standing appeal my_roles my_roles_end
    my_duty second_step clauses clauses_accept my_job clause clause_quiz clause_incident me welcome close_account
    closed_account export
    sign_out_everywhere notice notices_seen notices_ringing leaving recovery_phrase use_recovery_phrase mark healthz readyz metrics usersessions_list""".split()
)
CARRIES_NOBODY_EITHER = re.compile(r"^(account_.*|mfa_.*)$")

# Every fact of the wire contract: whether it may carry people. Those that may are listened to below.
FACTS = {
    "welcome": "me alone",
    "room.opened": "the room and me",
    "room.changes": "people",
    "message.accepted": "me alone",
    "message.held": "me alone",
    "message.remind": "me alone",
    "room.people": "people",
    "room.typing": "people",
    "room.closed": "the room",
    "notice": "people",
    "refused": "the room and me",
    "pong": "numbers",
}


# --- Nothing is forgotten -------------------------------------------------------------------------------


def names(patterns: Any, space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        else:
            yield space + (pattern.name or str(pattern.pattern))


def says_what_it_shows(name: str) -> bool:
    lists = (name in SURFACES, name in MAY_NAME, name in CARRIES_NOBODY, bool(IN_A_ROLE.match(name)))
    return any(lists) or bool(CARRIES_NOBODY_EITHER.match(name))


def test_every_address_says_what_it_shows_of_people():
    missing = {name for name in names(get_resolver().url_patterns) if not says_what_it_shows(name)}
    assert not missing, f"say in tests/test_blocks.py what these show of people: {sorted(missing)}"


def test_every_fact_of_the_wire_says_what_it_shows_of_people():
    assert {facts.name_of(shape) for shape in facts.SHAPES} == set(FACTS)


# --- The pages ------------------------------------------------------------------------------------------


@pytest.fixture
def world(room: Room, make_person: Any, bob: Any) -> dict[str, Any]:
    """Alice, Bob and Eve have talked and are here; then Alice blocks Eve."""
    alice = make_person("alisaria", display_name="Alisaria Lark", about="alisaria-about")
    eve = make_person("evelinda", display_name="Evelinda Rook", about="evelinda-about")
    people = {"alice": alice, "eve": eve}
    seqs: dict[str, int] = {}
    for person in (alice, eve):
        services.follow(room, by=acting(person), on=True)
        said = say(room, person, f"{person.handle}-words", note=f"{person.handle}-note")
        seqs[person.handle] = said.seq
    for person in (alice, eve):
        answer = say(room, bob, f"to {person.pk}", reply_to=seqs[person.handle])
        seqs[f"answer to {person.handle}"] = answer.seq
        services.react(answer, by=acting(alice), reaction="hear", on=True)
        services.react(answer, by=acting(eve), reaction="hear", on=True)
    for person, other in ((alice, eve), (eve, alice)):
        ringing.hear([say(room, person, f"{person.handle}-words", reply_to=seqs[other.handle])])
    assert (
        Notice.objects.filter(person__in=people.values(), kind="answer", about__in=people.values()).count()
        == 2
    )
    until = timezone.now() + timedelta(minutes=1)
    Presence.objects.bulk_create(
        Presence(room=room, user=person, process="one", until=until) for person in (alice, bob, eve)
    )
    blocks.block(eve, by=acting(alice))
    return {**people, "seqs": seqs}


def traces_of(person: Any) -> list[str]:
    return [
        *(f"{person.handle}{part}" for part in ("", "-words", "-note", "-about")),
        person.display_name,
        person.mark,
        f'data-author="{person.pk}"',
    ]


@pytest.mark.parametrize("viewer", ["alice", "eve"])
@pytest.mark.parametrize("name", SURFACES)
def test_neither_finds_the_other_on_the_page(name, viewer, world, sign_in):
    me, other = world[viewer], world["eve" if viewer == "alice" else "alice"]
    facts = {
        "other": other.handle,
        "other_id": other.pk,
        "seq_of_other": world["seqs"][other.handle],
        "seq_of_answer": world["seqs"][f"answer to {other.handle}"],
        "uuid": uuid.uuid4(),
    }
    browser = sign_in(me)
    for address, form, status in SURFACES[name]:
        path = address.format(**facts)
        for accept in ("text/html", "application/json"):
            headers = {"Accept": accept}
            if form is None:
                page = browser.get(path, headers=headers)
            else:
                page = browser.post(
                    path, {key: value.format(**facts) for key, value in form.items()}, headers=headers
                )
            assert page.status_code == status, path
            found = [trace for trace in traces_of(other) if trace in page.text]
            assert not found, f"{path} shows {found}"


def test_the_place_of_a_message_stays_so_that_the_talk_of_others_makes_sense(world, sign_in):
    page = sign_in(world["alice"]).get("/rooms/evening/").text
    assert "This message is not shown." in page
    assert "Answer to a message that is not shown" in page
    assert f"to {world['eve'].pk}" in page


def test_neither_is_counted_for_the_other(world, bob, sign_in):
    for person, count in ((world["alice"], 2), (world["eve"], 2), (bob, 3)):
        page = sign_in(person).get("/rooms/evening/")
        assert page.context["here"] == count
        listed = sign_in(person).get("/rooms/").context["found"].all
        assert [room.here for room in listed] == [count]


def test_others_see_both(world, bob, sign_in):
    page = sign_in(bob).get("/rooms/evening/").text
    for person in (world["alice"], world["eve"]):
        assert person.display_name in page and f"{person.handle}-words" in page


def test_page_frame_and_catch_up_leave_the_same(world, room):
    hides = blocks.hidden_from(world["alice"])
    fresh = Room.objects.get(pk=room.pk)
    for fact in (
        reading.page_of_changes(fresh, 0, reader=world["alice"].pk, hides=hides),
        reading.missed(fresh, 0, hides).fact,
        reading.missed(fresh, None, hides).fact,
        json.loads(reading.missed(fresh, 0, hides).frame["text"]),
    ):
        told = json.dumps(fact)
        assert not [trace for trace in traces_of(world["eve"]) if trace in told]
        place = next(one for one in fact["messages"] if one["seq"] == world["seqs"]["evelinda"])
        assert place["hidden"] == "muted" and place["author"] == frames.NOBODY
        assert not {"body_html", "removed"} & place.keys()


def test_what_is_left_in_the_place_can_never_be_stored_over_the_words(world, room):
    from rooms.views import display

    drawn = display.prepare(
        display.last(room), room=room, user=world["alice"], hides=blocks.hidden_from(world["alice"])
    )
    place = next(message for message in drawn if message.seq == world["seqs"]["evelinda"])
    assert place.pk is None and not place.body


def told(act: Any) -> tuple[type[Refused], str, str]:
    """How somebody is refused: the kind, the code and the words."""
    with pytest.raises(Refused) as refused:
        act()
    return type(refused.value), refused.value.code, str(refused.value.message)


@pytest.mark.parametrize("viewer", ["alice", "eve"])
def test_neither_answers_or_reacts_to_the_other(viewer, world, room):
    me, other = world[viewer], world["eve" if viewer == "alice" else "alice"]
    theirs = Message.objects.get(room=room, seq=world["seqs"][other.handle])
    assert told(lambda: say(room, me, "an answer", reply_to=theirs.seq)) == told(
        lambda: say(room, me, "an answer", reply_to=room.seq + 100)
    )
    with pytest.raises(Invalid):
        say(room, me, "an answer", reply_to=theirs.seq)
    nobodys = Message(room=room, seq=room.seq + 100)
    for on in (True, False):
        with pytest.raises(NotFound):
            services.react(theirs, by=acting(me), reaction="hear", on=on)
        press = partial(services.react, by=acting(me), reaction="hear", on=on)
        assert told(partial(press, theirs)) == told(partial(press, nobodys))
    # Not even whether it was taken back since: what cannot be seen has no news.
    services.remove(theirs, by=acting(other))
    with pytest.raises(NotFound):
        services.react(theirs, by=acting(me), reaction="hear", on=True)


@pytest.mark.parametrize("viewer", ["alice", "eve"])
def test_both_answer_and_react_once_the_block_is_taken_back(viewer, world, room):
    me, other = world[viewer], world["eve" if viewer == "alice" else "alice"]
    theirs = Message.objects.get(room=room, seq=world["seqs"][other.handle])
    blocks.unblock(world["eve"], by=acting(world["alice"]))
    say(room, me, "an answer", reply_to=theirs.seq)
    services.react(theirs, by=acting(me), reaction="hear", on=True)


# --- The socket -----------------------------------------------------------------------------------------


def block_now(by: int, person: int, on: bool = True) -> None:
    from community.accounts.models import User

    change = blocks.block if on else blocks.unblock
    change(User.objects.get(pk=person), by=acting(User.objects.get(pk=by)))


def named(site: Any, like: str) -> dict[str, Any]:
    return site.person(like, display_name=f"{like.capitalize()} {uuid.uuid4().hex[:6]}")


def traces(site: Any, person: dict[str, Any]) -> list[str]:
    name = site.call(name_of, person["id"])
    return [
        name,
        f'"id": {person["id"]}, "name"',
        *(f"{person['handle']}-{what}" for what in ("words", "more", "old")),
    ]


def name_of(pk: int) -> str:
    from community.accounts.models import User

    return User.objects.get(pk=pk).name


async def test_an_open_tab_lets_go_of_the_other_within_moments_and_shows_nothing_more_of_them(site):
    """On both set-ups, the two on different processes where there are two."""
    room, alice, eve = site.room(), named(site, "alice"), named(site, "eve")
    async with site.tab(alice) as tab, site.tab(eve, process=1) as other:
        for one, person in ((tab, alice), (other, eve)):
            await one.open_room(room, after=0)
            await one.say(room, f"{person['handle']}-old")
        await tab.hears(room, 2)
        site.call(block_now, alice["id"], eve["id"])
        for one, person in ((tab, eve), (other, alice)):
            frame = await one.expect("room.changes", reset=True, patience=3)
            hidden = [message["seq"] for message in frame["messages"] if message.get("hidden")]
            assert hidden == [2 if person is eve else 1]
            assert not [trace for trace in traces(site, person) if trace in json.dumps(frame)]
            one.frames.clear()
        for one, person, mine in ((tab, alice, 1), (other, eve, 2)):
            theirs = 3 - mine
            await one.say(room, f"{person['handle']}-words")
            await one.send("message.edit", room=room, seq=mine, body=f"{person['handle']}-more")
            await one.send("typing.start", room=room)
            await one.send("message.react", room=room, seq=theirs, reaction="hear", on=True)
            assert (await one.expect("refused"))["code"] == "no_such_message"
            await one.send(
                "message.send", room=room, client_id=str(uuid.uuid4()), body="an answer", reply_to=theirs
            )
            assert (await one.expect("refused"))["code"] == "no_such_message"
        for one, person in ((tab, eve), (other, alice)):
            await one.never("room.typing", within=0.5)
            await one.send("room.open", room=room, after=0)
            await one.expect("room.opened", room=room)
            await one.send("ping")
            await one.expect("pong")
            seen = [frame for frame in one.frames if frame["type"] not in ("welcome", "room.opened")]
            assert any(message.get("hidden") for frame in seen for message in frame.get("messages", ()))
            told = json.dumps(seen)
            assert not [trace for trace in traces(site, person) if trace in told], told
            for frame in seen:
                if frame["type"] == "room.people":
                    assert frame["here"] == len(frame["people"]) == 1


async def test_a_tab_opened_later_never_meets_the_other(site):
    room, alice, eve = site.room(), named(site, "alice"), named(site, "eve")
    site.call(block_now, eve["id"], alice["id"])
    async with site.tab(eve, process=1) as other:
        await other.open_room(room)
        await other.say(room, f"{eve['handle']}-words")
        async with site.tab(alice) as tab:
            opened = await tab.open_room(room)
            assert opened["top"] == 1
            assert (await tab.hears(room, 1))["hidden"] == "muted"
            await other.say(room, f"{eve['handle']}-more")
            assert (await tab.hears(room, 2))["hidden"] == "muted"
            assert not [trace for trace in traces(site, eve) if trace in json.dumps(tab.frames)]


async def test_when_the_block_is_taken_back_the_words_are_there_again(site):
    room, alice, eve = site.room(), named(site, "alice"), named(site, "eve")
    site.call(block_now, alice["id"], eve["id"])
    async with site.tab(alice) as tab, site.tab(eve) as other:
        await tab.open_room(room, after=0)
        await other.open_room(room, after=0)
        await other.say(room, "good evening")
        assert (await tab.hears(room, 1))["hidden"] == "muted"
        site.call(block_now, alice["id"], eve["id"], False)
        frame = await tab.expect("room.changes", reset=True, patience=3)
        assert [message["body_html"] for message in frame["messages"]] == ["good evening"]


async def test_a_block_holds_on_open_tabs_while_redis_is_away(production_site, redis):
    site = production_site
    room, alice, eve = site.room(), named(site, "alice"), named(site, "eve")
    async with site.tab(alice) as tab, site.tab(eve, process=1) as other:
        await tab.open_room(room, after=0)
        await other.open_room(room, after=0)
        redis.stop()
        site.call(block_now, alice["id"], eve["id"])
        await tab.expect("room.changes", reset=True, patience=5)
        await other.expect("room.changes", reset=True, patience=5)
        await other.say(room, f"{eve['handle']}-words")
        assert (await tab.hears(room, 1))["hidden"] == "muted"
