"""The real server in processes of its own, on both set-ups."""

import socket
import urllib.request

import pytest

from community.kernel.serving import AT_ONCE
from tests.support.site import Site
from tests.support.tab import refused_with


def answer(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as got:
        return int(got.status)


def test_every_process_answers_and_reaches_its_database(site: Site) -> None:
    for url in site.urls:
        assert answer(f"{url}/healthz") == 200
        assert answer(f"{url}/readyz") == 200


def test_many_who_send_slowly_keep_nobody_from_a_page(site: Site) -> None:
    """A page has a thread while it is made, not while somebody's words come in."""
    host, port = site.urls[0].removeprefix("http://").split(":")
    slow = []
    try:
        for _ in range(AT_ONCE + 3):
            one = socket.create_connection((host, int(port)), timeout=10)
            slow.append(one)
            one.sendall(
                b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nlogin=a"
            )
        assert answer(f"{site.urls[0]}/about/") == 200
    finally:
        for one in slow:
            one.close()


async def test_two_people_on_any_process_hear_each_other(site: Site) -> None:
    room = site.room()
    alice, bob = site.person("alice", rooms=[room]), site.person("bob", rooms=[room])
    async with site.tab(alice) as one, site.tab(bob, process=1) as other:
        await one.open_room(room)
        await other.open_room(room)
        accepted = await one.say(room, "It was a long day.")
        heard = await other.hears(room, accepted["seq"])
        assert "It was a long day." in heard["body_html"]
        assert heard["author"]["id"] == alice["id"]


async def test_somebody_without_sign_in_is_refused_before_the_socket_opens(site: Site) -> None:
    assert await refused_with(site.tab(None)) == 403


async def test_a_killed_server_comes_back_on_the_same_address(embedded_site: Site) -> None:
    room = embedded_site.room()
    alice = embedded_site.person("alice", rooms=[room])
    async with embedded_site.tab(alice) as tab:
        await tab.open_room(room)
        accepted = await tab.say(room, "Still here.")
        embedded_site.server.kill()
    embedded_site.server.start()
    async with embedded_site.tab(alice) as tab:
        opened = await tab.open_room(room, after=0)
        assert opened["top"] == accepted["seq"]


@pytest.mark.parametrize("immediate", [True, False])
def test_the_programs_of_the_production_set_up_can_be_stopped_and_started(
    redis: object, postgres: object, immediate: bool
) -> None:
    for program in (redis, postgres):
        program.stop(immediate=immediate)  # type: ignore[attr-defined]
        assert not program.answers()  # type: ignore[attr-defined]
        program.start()  # type: ignore[attr-defined]
        assert program.answers()  # type: ignore[attr-defined]
