"""A decision reaches tabs that are open, in every process, with Redis away too (P26)."""

import asyncio
import time
from datetime import timedelta

import pytest

from tests.support.people import acting
from tests.support.tab import Closed

SOON = 6.0  # promised is a second; a machine that does much else at the same time gets more


# --- Inside the site ------------------------------------------------------------------------------------


def decided(kind, slug, person_id, seq=0):
    """A moderator of the whole site decides; the sanction's number."""
    from django.utils import timezone

    from community.accounts.models import User
    from moderation.cases import services
    from rooms.models import Message, Room
    from tests.moderation.people import clause_of, give_role
    from tests.support.people import make_person

    mo = make_person(f"mo-{time.time_ns()}")
    give_role(mo)
    person, room = User.objects.get(pk=person_id), Room.objects.get(slug=slug)
    until, by = timezone.now() + timedelta(hours=1), {"by": acting(mo), "clause": clause_of()}
    given = {
        "suspension": lambda: services.suspend(person, until=until, **by),
        "removal": lambda: services.remove_from_room(person, room=room, **by),
        "mute": lambda: services.mute(person, room=room, until=until, **by),
        "hiding": lambda: services.hide(Message.objects.get(room=room, seq=seq), **by),
        "three warnings": lambda: [services.warn(person, room=room, **by) for _ in range(3)][-1],
    }[kind]()
    return given.pk


def taken_back(sanction_id):
    from moderation.cases import services
    from moderation.standing.models import Sanction

    sanction = Sanction.objects.get(pk=sanction_id)
    services.undo(sanction, by=acting(sanction.by))


async def call(site, function, *args):
    return await asyncio.to_thread(site.call, function, *args)


# --- Each decision --------------------------------------------------------------------------------------


async def test_suspension_ends_every_tab_and_the_door_stays_shut(site):
    await suspension(site)


async def suspension(site):
    room, eve, alice = await asyncio.to_thread(lambda: (site.room(), site.person("eve"), site.person()))
    async with site.tab(eve) as one, site.tab(eve, process=1) as other, site.tab(alice) as witness:
        for tab in (one, other, witness):
            await tab.open_room(room)
        given = await call(site, decided, "suspension", room, eve["id"])
        for tab in (one, other):
            assert await tab.closed(patience=SOON) == 4403
            with pytest.raises(Closed):
                await tab.say(room, "still here")
        said = await witness.say(room, "among ourselves")
        for tab in (one, other):
            assert not any(
                frame["type"] == "room.changes" and "among ourselves" in str(frame) for frame in tab.frames
            )
    async with site.tab(eve, welcome=False) as tab:
        assert await tab.closed() == 4403
    await call(site, taken_back, given)
    async with site.tab(eve) as tab:
        assert (await tab.open_room(room))["top"] == said["seq"]


async def test_removal_closes_that_room_in_every_tab_and_no_other(site):
    await removal(site)


async def removal(site):
    make = lambda: (site.room(), site.room("other"), site.person("eve"), site.person())  # noqa: E731
    room, other_room, eve, alice = await asyncio.to_thread(make)
    async with site.tab(eve) as one, site.tab(eve, process=1) as other, site.tab(alice) as witness:
        for tab in (one, other):
            for each in (room, other_room):
                await tab.open_room(each)
                await tab.expect("room.changes", room=each)
        await witness.open_room(room)
        await call(site, decided, "removal", room, eve["id"])
        for tab in (one, other):
            await tab.expect("room.closed", room=room, patience=SOON)
        await witness.say(room, "among ourselves")
        for tab in (one, other):
            await tab.never("room.changes", room=room, within=1.5)
            await tab.send("room.open", room=room, after=None)
            assert (await tab.expect("refused", room=room))["code"] in ("removed", "not_allowed")
            await tab.say(other_room, "still here")


async def test_a_mute_shows_at_once_that_writing_is_over_and_its_end_that_it_is_back(site):
    await a_mute(site, "mute")


async def test_the_pause_after_a_third_warning_shows_at_once(site):
    await a_mute(site, "three warnings")


async def a_mute(site, kind):
    room, eve = await asyncio.to_thread(lambda: (site.room(), site.person("eve")))
    async with site.tab(eve) as one, site.tab(eve, process=1) as other:
        for tab in (one, other):
            await tab.open_room(room)
        given = await call(site, decided, kind, room, eve["id"])
        for tab in (one, other):
            opened = await tab.expect("room.opened", room=room, patience=SOON)
            assert opened["me"]["can_post"] is False and opened["me"]["muted"] is True
        await one.send(
            "message.send", room=room, client_id="0f0e2f5e-2222-4444-8888-000000000001", body="hello"
        )
        assert (await one.expect("refused"))["code"] == "muted"
        await call(site, taken_back, given)
        opened = await one.expect("room.opened", room=room, patience=SOON)
        assert opened["me"]["can_post"] is True
        await one.say(room, "hello again")


async def test_a_hidden_message_is_gone_from_every_open_tab_and_comes_back(site):
    room, eve, alice = await asyncio.to_thread(lambda: (site.room(), site.person("eve"), site.person()))
    async with site.tab(eve) as tab, site.tab(alice, process=1) as witness:
        await tab.open_room(room)
        await witness.open_room(room)
        said = await tab.say(room, "canary-words")
        await witness.hears(room, said["seq"])
        given = await call(site, decided, "hiding", room, eve["id"], said["seq"])
        gone = await witness.hears(room, said["seq"], patience=SOON)
        assert gone["removed"] == "moderator" and "canary" not in str(gone)
        await call(site, taken_back, given)
        back = await witness.hears(room, said["seq"], patience=SOON)
        assert not back.get("removed") and "canary-words" in str(back)


async def test_all_of_it_holds_while_redis_is_away(production_site):
    site = production_site
    await asyncio.to_thread(site.redis.kill)
    await suspension(site)
    await removal(site)
    await a_mute(site, "mute")
