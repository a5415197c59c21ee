"""Who gets a socket at all, and what ends one."""

import pytest
from django.urls import reverse

from tests.support.tab import Closed, refused_with

SOON = 10.0  # the promise is about a second; a noisy machine gets more


# --- Before accept ------------------------------------------------------------------------------------


async def test_a_signed_in_person_is_welcomed_by_name(site):
    alice = site.person("alice", display_name="Alice")
    async with site.tab(alice) as tab:
        assert tab.welcome["me"] == {"id": alice["id"], "name": "Alice"}
        assert len(tab.welcome["epoch"]) == 32
        assert tab.welcome["server_time"].endswith("Z")


async def test_every_process_names_the_same_epoch(site):
    alice = site.person()
    async with site.tab(alice) as one, site.tab(alice, process=1) as other:
        assert one.welcome["epoch"] == other.welcome["epoch"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", None, "http://127.0.0.1.evil.example", "file://", ""]
)
async def test_a_page_of_another_site_gets_no_socket(site, origin):
    assert await refused_with(site.tab(site.person(), origin=origin)) == 403


async def test_a_guest_gets_no_socket(site):
    assert await refused_with(site.tab()) == 403


@pytest.mark.parametrize("session", ["x" * 32, "'; drop table", "0" * 4000])
async def test_a_cookie_the_site_did_not_give_opens_nothing(site, session):
    assert await refused_with(site.tab({"session": session})) == 403


async def test_a_cookie_of_another_site_opens_nothing(site, workshop):
    """Of the same name and well made, for a sign-in that is not in this site's database."""
    other = workshop.embedded()
    try:
        stranger = other.person("stranger")
    finally:
        other.remove()
    assert await refused_with(site.tab(stranger)) == 403


async def test_the_right_session_under_another_cookie_name_opens_nothing(site):
    assert await refused_with(site.tab(site.person(), cookie="session")) == 403


async def test_a_signed_out_session_opens_nothing(site):
    alice = site.person()
    site.call(sign_out, alice["session"])
    assert await refused_with(site.tab(alice)) == 403


# --- Afterwards ---------------------------------------------------------------------------------------


def sign_out(session: str) -> None:
    """As the page does it."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = client.post(reverse("account_logout"), headers={"host": "127.0.0.1"})
    assert answer.status_code == 302


def change_password(user_id: int) -> None:
    from community.accounts.models import User

    user = User.objects.get(pk=user_id)
    user.set_password("another-openhearth")
    user.save()


def close_account(user_id: int) -> None:
    from community.accounts.models import User

    user = User.objects.get(pk=user_id)
    user.is_active = False
    user.save()


async def ended(tab, room: str) -> int:
    """The close code, after which nothing can be said."""
    code = await tab.closed(patience=SOON)
    with pytest.raises(Closed):
        await tab.say(room, "still here")
    return code


@pytest.mark.parametrize("process", [0, 1])
async def test_signing_out_closes_the_sockets_of_that_sign_in_alone(site, process):
    room, alice = site.room(), site.person()
    elsewhere = {**alice, "session": site.call(signed_in_again, alice["id"])}
    async with site.tab(alice, process=process) as tab, site.tab(elsewhere) as other:
        await tab.open_room(room)
        await other.open_room(room)
        site.call(sign_out, alice["session"])
        assert await ended(tab, room) == 4401
        await other.say(room, "still signed in here")


def signed_in_again(user_id: int) -> str:
    from community.accounts.models import User
    from tests.support.people import session_of

    return session_of(User.objects.get(pk=user_id))


async def test_a_new_password_closes_every_open_socket(site):
    room, alice = site.room(), site.person()
    async with site.tab(alice) as tab, site.tab(alice, process=1) as other:
        await tab.open_room(room)
        site.call(change_password, alice["id"])
        assert await ended(tab, room) == 4401
        assert await ended(other, room) == 4401


async def test_a_closed_account_loses_its_sockets(site):
    room, alice, bob = site.room(), site.person(), site.person("bob")
    async with site.tab(alice, process=1) as tab, site.tab(bob) as witness:
        await tab.open_room(room)
        await witness.open_room(room)
        site.call(close_account, alice["id"])
        assert await ended(tab, room) == 4403
        left = await witness.expect("room.people", here=1)
        assert [person["id"] for person in left["people"]] == [bob["id"]]
    assert await refused_with(site.tab(alice)) == 403


async def test_a_suspended_person_is_told_so_at_the_door(site):
    alice = site.person()
    site.call(suspend, alice["id"])
    async with site.tab(alice, welcome=False) as tab:
        assert await tab.closed() == 4403


def suspend(user_id: int) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from community.accounts.models import User

    User.objects.filter(pk=user_id).update(suspended_until=timezone.now() + timedelta(days=1))
