"""Leases: written in batches, and one that cannot be written keeps nobody else's back."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from community.accounts.models import Revocation
from community.kernel import chores
from rooms.live import opening, presence
from rooms.live.hub import Hub, hub
from rooms.live.poll import Poll
from rooms.live.repair import Repair
from rooms.live.revocations import Revocations
from rooms.live.sockets import Socket
from rooms.models import LEASE, Presence

pytestmark = pytest.mark.django_db(transaction=True)


def leases():
    return sorted(Presence.objects.values_list("room_id", "user_id", "process"))


def test_who_came_and_who_went_are_written_together(room, alice, bob):
    presence.write("one", {(room.pk, alice.pk), (room.pk, bob.pk)}, set())
    presence.write("two", {(room.pk, alice.pk)}, set())
    presence.write("one", {(room.pk, alice.pk)}, {(room.pk, bob.pk)})
    assert leases() == [(room.pk, alice.pk, "one"), (room.pk, alice.pk, "two")]
    assert presence.people_in([room.pk])[room.pk][0] == 1


def test_what_a_killed_process_left_is_swept_away_and_what_holds_is_not(room, alice, bob, time_machine):
    presence.write("killed", {(room.pk, alice.pk)}, set())
    time_machine.move_to(timezone.now() + 2 * LEASE + timedelta(seconds=1))
    presence.write("one", {(room.pk, bob.pk)}, set())
    assert chores.run("rooms.sweep_old_presence")
    assert leases() == [(room.pk, bob.pk, "one")]


def test_an_account_or_a_room_that_is_gone_meanwhile_costs_the_others_nothing(room, alice, bob, make_room):
    """Left in the batch it would fail every look of the process from then on."""
    other = make_room("gone")
    gone_room, gone_person = other.pk, bob.pk
    other.delete()
    bob.delete()
    presence.write("one", {(room.pk, alice.pk), (room.pk, gone_person), (gone_room, alice.pk)}, set())
    assert leases() == [(room.pk, alice.pk, "one")]


async def test_a_room_that_cannot_be_read_just_now_is_not_left_half_open(room, alice):
    """Otherwise news would be held for that tab without end."""

    class Reception:
        async def number_of(self, slug):
            return room.pk

        async def open(self, ask):
            raise OSError("the database is away")

    async def send(event): ...

    engine = type("Engine", (), {"reception": Reception()})()
    socket = Socket(send, user_id=alice.pk, name="Alice", session="")
    with pytest.raises(OSError, match="away"):
        await opening.open_room(engine, socket, alice.pk, room.slug, None)
    assert socket.seats == {} and room.pk not in hub.rooms


async def test_a_process_that_starts_while_the_database_is_away_heeds_no_old_revocation(alice):
    """It would sign out everybody who ever changed a password, the moment the database is back."""
    await sync_to_async(Revocation.objects.create)(kind=Revocation.Kind.SESSIONS, user=alice)

    class Readers:
        away = True

        async def read(self, function, *arguments):
            if self.away:
                raise OSError("the database is away")
            return await sync_to_async(function)(*arguments)

    class Writer:
        async def run(self, function, *arguments):
            return await sync_to_async(function)(*arguments)

    closed = []

    class Watched(Socket):
        def close(self, code, reason=""):
            closed.append(code)

    own, readers = Hub(), Readers()
    revocations = Revocations(own, rights_changed=lambda *_: None)
    poll = Poll(own, Writer(), readers, revocations=revocations, repair=Repair(own, readers))
    socket = Watched(lambda event: None, user_id=alice.pk, name="Alice", session="")
    own.add(socket)
    with pytest.raises(OSError, match="away"):
        await poll.look()
    readers.away = False
    await poll.look()
    assert closed == []
    await sync_to_async(Revocation.objects.create)(kind=Revocation.Kind.SESSIONS, user=alice)
    await poll.look()
    assert closed == [4401]
