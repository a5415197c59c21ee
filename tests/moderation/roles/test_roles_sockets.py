"""Roles and duty on open sockets: what begins and ends there without anybody reloading a page."""

import asyncio
import time
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.moderation.people import moderator_with_session
from tests.support.tab import Tab

ENDS_IN = 3.0


def supporter_for(handle: str, room: str, seconds: float) -> dict[str, Any]:
    """For `site.call`: a supporter whose role runs out by itself."""
    from datetime import timedelta

    from django.utils import timezone

    from community.accounts.models import User
    from moderation.clauses.services import accept, owed_by
    from moderation.roles.models import Role, RoleGrant

    made = moderator_with_session(handle, role=Role.SUPPORTER)
    person = User.objects.get(pk=made["id"])
    accept(person, owed_by(person))
    until = timezone.now() + timedelta(seconds=seconds)
    RoleGrant.objects.filter(person=person).update(until=until, level="full")
    return {**made, "until": until.timestamp()}


def revocations_of(person: int) -> int:
    from community.accounts.models import Revocation

    return Revocation.objects.filter(user=person, kind="rights").count()


def switch_duty(site: Any, person: dict[str, Any], role: str, on: bool) -> None:
    """By the button, in a process that serves the site: the others hear of it at once."""
    from django.utils.crypto import get_random_string

    secret = get_random_string(32)
    fields = {"role": role, "on": "1" if on else "0", "csrfmiddlewaretoken": secret}
    request = Request(f"{site.url}/me/duty/", data=urlencode(fields).encode(), method="POST")
    request.add_header("Cookie", f"sessionid={person['session']}; csrftoken={secret}")
    urlopen(request).close()


async def role_of(tab: Tab, person: int, role: str) -> None:
    """Waits until the people of the room are shown with this person in this role."""
    while True:
        frame = await tab.expect("room.people")
        if any(one["id"] == person and one["role"] == role for one in frame["people"]):
            return


async def test_a_role_that_runs_out_is_gone_from_open_sockets_at_once_and_told_once(site):
    room = site.room()
    other = site.person()
    mona = site.call(supporter_for, f"mona-{time.time_ns() % 10**9}", room, ENDS_IN)
    async with site.tab(mona) as hers, site.tab(other, process=-1) as tab:
        await tab.open_room(room)
        await hers.open_room(room)
        await role_of(tab, mona["id"], "supporter")
        said = await hers.say(room, "still a supporter")
        assert (await tab.hears(room, said["seq"]))["author"]["role"] == "supporter"
        await hers.expect("room.opened")  # what she may do was asked anew
        await role_of(tab, mona["id"], "")
        late = time.time() - mona["until"]
        said = await hers.say(room, "a member now")
        assert (await tab.hears(room, said["seq"]))["author"]["role"] == ""
    assert late >= 0
    assert await asyncio.to_thread(site.call, revocations_of, mona["id"]) == 1


async def test_the_first_message_after_the_second_it_ends_is_a_members(site):
    """Also where no process has looked yet: it is asked in the transaction that stores the message."""
    room = site.room()
    mona = site.call(supporter_for, f"mila-{time.time_ns() % 10**9}", room, -0.001)
    async with site.tab(mona) as hers:
        await hers.open_room(room)
        said = await hers.say(room, "hello")
        assert (await hers.hears(room, said["seq"]))["author"]["role"] == ""


async def test_going_on_duty_and_off_is_seen_in_an_open_room(site):
    room = site.room()
    other = site.person()
    role = "moderator"
    mo = site.call(moderator_with_session, f"mo-{time.time_ns() % 10**9}")
    async with site.tab(mo) as his, site.tab(other, process=-1) as tab:
        await tab.open_room(room)
        await his.open_room(room)
        await role_of(tab, mo["id"], role)
        for on, staffing in ((True, "staffed"), (False, None)):
            await asyncio.to_thread(switch_duty, site, mo, role, on)
            while True:
                frame = await tab.expect("room.changes", room=room)
                if "state" in frame and frame["messages"] == []:
                    break
            assert frame["after"] == frame["version"]
            # Somebody of another test may still be on duty elsewhere on this site.
            assert frame["state"]["staffing"] == staffing if on else frame["state"]["staffing"] != "staffed"


async def said_of_staffing(tab: Tab, room: str, word: str) -> None:
    """Waits until this tab has been told so."""
    while True:
        frame = await tab.expect("room.changes", room=room)
        if frame.get("state", {}).get("staffing") == word:
            return


async def test_a_supporter_who_comes_first_into_an_empty_room_is_told_the_truth_and_so_is_who_follows(site):
    """Page, first answer and what follows agree; nobody has to reload (field)."""
    room = site.room()
    mo = site.call(moderator_with_session, f"mo-{time.time_ns() % 10**9}")
    await asyncio.to_thread(switch_duty, site, mo, "moderator", True)
    async with site.tab(site.person(), process=-1) as early:
        assert (await early.open_room(room))["state"]["staffing"] == "low"
        async with site.tab(mo) as his:
            assert (await his.open_room(room))["state"]["staffing"] == "staffed"
            await said_of_staffing(early, room, "staffed")
            async with site.tab(site.person()) as late:
                assert (await late.open_room(room))["state"]["staffing"] == "staffed"
        await said_of_staffing(early, room, "low")
    await asyncio.to_thread(switch_duty, site, mo, "moderator", False)
