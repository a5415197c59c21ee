"""The one table of who may do what (tests/policy_table.py), asked of the real site.

Every address by name and every socket command has its rows there; one that has none fails here.
"""

import uuid

import pytest
from django.contrib.messages import constants as message_levels
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rooms import posting, services
from rooms.live import commands, frames
from rooms.models import Membership, Room
from tests.support.people import acting

from .policy_table import ANSWERS, COLUMNS, COMMANDS, ROWS
from .support.people import PASSWORD, have_second_step, sign_in_as


def named(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue  # tests/moderation/test_admin_groups.py has the admin's own table
            yield from named(pattern.url_patterns, prefix)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def test_every_address_has_its_rows():
    names = set(named(get_resolver().url_patterns))
    listed = {row.name for row in ROWS}
    assert names - listed == set(), "addresses without a row in tests/policy_table.py"
    assert listed - names == set(), "rows for addresses that are not there any more"


def test_every_socket_command_has_its_row():
    assert set(COMMANDS) == set(commands.COMMANDS)


def everybody(open_slug, private_slug, prefix):
    """For `site.call`: one person of each kind, signed in, and a message of their own by each who may write."""
    from community.accounts import blocks
    from community.accounts.models import User
    from moderation.clauses import services as clauses
    from moderation.roles.models import Role, RoleGrant
    from moderation.standing.models import FOR_GOOD

    from .support.people import make_person, session_of

    rooms = [Room.objects.get(slug=slug) for slug in (open_slug, private_slug)]
    people = {name: make_person(f"{prefix}-{name}") for name in COLUMNS if name != "guest"}
    for room in rooms:
        for name in ("own", "insider", "suspended", "blocked", "former"):
            Membership.objects.create(room=room, user=people[name])
        posting.post_message(posting.Post(room.slug, acting(people["own"]), uuid.uuid4(), "hello"))
        services.leave(room, by=acting(people["former"]))
        services.restrict(room, people["removed"], removed=True)
    blocks.block(people["blocked"], by=acting(people["own"]))
    for role in (Role.SUPPORTER, Role.MODERATOR, Role.TRAINER, Role.LEAD):
        RoleGrant.objects.create(
            person=people[role], role=role, reason="for the table", granted_by=people["own"]
        )
    people["staff"].is_staff = True
    people["staff"].save()
    for role in ("supporter", "moderator", "trainer", "lead", "staff"):
        have_second_step(people[role])
        clauses.accept(people[role], clauses.owed_by(people[role]))
    User.objects.filter(pk=people["suspended"].pk).update(suspended_until=FOR_GOOD)
    return {name: {"id": person.pk, "session": session_of(person)} for name, person in people.items()}


FIELDS = {
    "room.open": {"after": None},
    "room.close": {},
    "message.send": {"body": "hello"},
    "message.edit": {"seq": 1, "body": "changed"},
    "message.remove": {"seq": 1},
    "message.react": {"seq": 1, "reaction": "hear", "on": True},
    "room.read": {"seq": 1},
    "typing.start": {},
    "ping": {},
}


async def told(tab, command, slug):
    """One letter for the answer to a command: see COMMANDS in the table."""
    fields = dict(FIELDS[command])
    if command == "message.send":
        fields["client_id"] = str(uuid.uuid4())
    await tab.send(command, room=slug, **fields)
    if command not in ("message.send", "ping"):
        # Commands are answered in order: what was not refused before the pong was done.
        await tab.send("ping")
    ends = ("message.accepted", "refused") if command == "message.send" else ("pong", "refused")
    while (frame := await tab.next())["type"] not in ends:
        pass
    if frame["type"] != "refused":
        return "y"
    if command != "message.send":
        while (await tab.next())["type"] != "pong":
            pass
    return "n" if frame["code"] in ("not_found", "no_such_message") else "r"


@pytest.mark.parametrize("where", ["open", "private"])
async def test_every_socket_command_answers_each_as_the_table_says(site, where):
    slugs = {"open": site.room("open"), "private": site.room("private", access="private")}
    people = site.call(everybody, slugs["open"], slugs["private"], site.name("table"))
    seen = {}
    for column in COLUMNS[1:]:
        async with site.tab(people[column], welcome=column != "suspended") as tab:
            if column == "suspended":
                assert await tab.closed() == frames.NOT_HERE
                answers = dict.fromkeys(commands.COMMANDS, "c")
            else:
                # Alice's message is removed by her alone and last, so that there is something to ask about.
                asked = [name for name in commands.COMMANDS if (column, name) != ("own", "message.remove")]
                answers = {name: await told(tab, name, slugs[where]) for name in asked}
        for name, answer in answers.items():
            seen.setdefault(name, {})[column] = answer
    async with site.tab(people["own"]) as tab:
        seen["message.remove"]["own"] = await told(tab, "message.remove", slugs[where])
    lines = {name: " ".join(seen[name][column] for column in COLUMNS[1:]) for name in commands.COMMANDS}
    assert lines == {name: answers[where] for name, answers in COMMANDS.items()}


@pytest.fixture
def world(make_person, make_room, db):
    """One open and one private room, each with a message by Alice, and one person of each kind."""
    from community.accounts import blocks
    from community.accounts.models import User
    from moderation.break_glass.models import BreakGlass
    from moderation.cases import services as moderation
    from moderation.clauses.models import Clause
    from moderation.desk.models import HandOver
    from moderation.roles.models import Role, RoleGrant
    from moderation.standing.models import FOR_GOOD

    alice = make_person("alice", display_name="Alice")
    rooms = {
        "open": make_room("evening", members=[alice]),
        "private": make_room("circle", access=Room.Access.PRIVATE, members=[alice]),
    }
    for room in rooms.values():
        posting.post_message(posting.Post(room.slug, acting(alice), uuid.uuid4(), "hello"))
    people = {name: make_person(f"a-{name}") for name in COLUMNS if name not in ("guest", "own")}
    people["own"] = alice
    people["staff"].is_staff = True
    people["staff"].save()
    for room in rooms.values():
        for name in ("insider", "suspended", "blocked", "former"):
            Membership.objects.create(room=room, user=people[name])
        services.leave(room, by=acting(people["former"]))
        services.restrict(room, people["removed"], removed=True)
    blocks.block(people["blocked"], by=acting(alice))
    for role in (Role.SUPPORTER, Role.MODERATOR, Role.TRAINER, Role.LEAD):
        RoleGrant.objects.create(person=people[role], role=role, reason="for the table", granted_by=alice)
    for role in ("supporter", "moderator", "trainer", "lead", "staff"):
        have_second_step(people[role])
    messages = {name: room.messages.get(seq=1) for name, room in rooms.items()}
    reports = {
        name: moderation.report(message, by=acting(people["insider"]), reason="unkind")
        for name, message in messages.items()
    }
    # By a moderator who asks for nothing here, so that every other one may look at it a second time.
    judge = make_person("a-judge", is_staff=True)
    clause = Clause.objects.get(slug="be-kind")
    sanction = moderation.warn(alice, by=acting(judge), clause=clause, room=rooms["open"])
    second = moderation.warn(alice, by=acting(judge), clause=clause, room=rooms["open"])
    made = {
        "open": "evening", "private": "circle", "alice": "alice", "alice_id": alice.pk,
        "mark": alice.mark, "password": PASSWORD, "uuid": uuid.uuid4(), "case": reports["open"].case_id,
        "hidden_case": reports["private"].case_id, "sanction": sanction.pk,
        "appeal": moderation.appeal(second, by=acting(alice), words="please look again").pk,
        "clause": clause.pk,
        "grant": people["supporter"].grants.get().pk, "notice": alice.notices.first().pk,
        "hand_over": HandOver.objects.create(by=judge, words="a quiet night").pk,
        "export": an_export_of(alice),
        "glass": BreakGlass.objects.create(room=rooms["private"], asked_by=judge, reason="worried").pk,
    }  # fmt: skip
    User.objects.filter(pk=people["suspended"].pk).update(suspended_until=FOR_GOOD)
    return people, made


def an_export_of(person):
    from community.accounts.privacy import services as privacy

    privacy.ask_for_export(person, by=acting(person))
    privacy.make_due_exports()
    return person.exports.get().pk


def answer_of(response):
    """One letter for what a person is told: see ANSWERS in the table. `o` is nothing but done: a form that is
    wrong, a thing that cannot be done now and a refusal told on the next page have letters of their own."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status == 400 or _has_errors(response):
        return "f"
    if status in (302, 303):
        if to.startswith(reverse("account_login")):
            return "s"
        if getattr(response.wsgi_request.user, "is_suspended", False) and to == reverse("my_standing"):
            return "p"
        return "r" if _is_told_no(response.wsgi_request) else "o"
    letters = {401: "s", 403: "r", 404: "n", 405: "m", 409: "c", 429: "w"}
    return letters.get(status, "o" if status < 300 else str(status))


def _has_errors(response):
    """Whether a page came back with a form that says what is wrong in it, whatever its status."""
    forms = [each.get("form") for each in response.context or []]
    return any(getattr(form, "is_bound", False) and form.errors for form in forms)


def _is_told_no(request):
    """Whether the page one is led to will say that it was not done."""
    return any(told.level >= message_levels.WARNING for told in request._messages._queued_messages)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: "-".join(filter(None, (row.method, row.name, row.where)))
)
def test_an_address_answers_each_as_the_table_says(row, world):
    people, made = world
    path = reverse(row.name, args=row.path_args(made))
    seen = {}
    for column in COLUMNS:
        client = Client(raise_request_exception=False)
        if column != "guest":
            sign_in_as(client, people[column])
        before = transaction.savepoint()
        form = "application/x-www-form-urlencoded"
        if row.first:
            client.post(reverse(row.first, args=row.path_args(made)))
        response = client.generic(row.method, path, row.body.format(**made), content_type=form)
        transaction.savepoint_rollback(before)
        seen[column] = answer_of(response)
    assert set(seen.values()) <= ANSWERS.keys(), seen
    assert "f" not in seen.values(), "the row sends a form that nobody could have done"
    assert " ".join(seen[column] for column in COLUMNS) == row.answers
