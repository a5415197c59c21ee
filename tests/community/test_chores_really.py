"""Chores in the processes in which they are really done: inside the one, and beside several."""

import subprocess
import sys
import urllib.request
from datetime import timedelta

from tests.support.programs import wait_until
from tests.support.site import ROOT, Site, Workshop

SAID = 'openhearth_chore_last_success_timestamp_seconds{chore="rooms.sweep_old_presence"}'


def leave_an_old_lease() -> None:
    """Of a process that was killed an hour ago."""
    from django.utils import timezone

    from community.accounts.models import User
    from rooms.models import Presence, Room

    Presence.objects.create(
        room=Room.objects.latest("pk"),
        user=User.objects.latest("pk"),
        process="killed",
        until=timezone.now() - timedelta(hours=1),
    )


def old_leases() -> int:
    from rooms.models import Presence

    return Presence.objects.filter(process="killed").count()


def begin_run_huey(site: Site) -> "subprocess.Popen[bytes]":
    with (site.folder / "chores.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "manage.py", "run_huey"], cwd=ROOT, env=site.env, stdout=log, stderr=log
        )


def metrics(url: str) -> str:
    with urllib.request.urlopen(f"{url}/metrics", timeout=10) as got:
        return str(got.read().decode())


def test_the_one_process_does_the_chores_and_still_ends_at_once(workshop: Workshop) -> None:
    site = workshop.embedded()
    site.room()
    site.person()
    site.call(leave_an_old_lease)
    site.start()
    try:
        wait_until(lambda: site.call(old_leases) == 0, seconds=40, what="the old lease is swept away")
        wait_until(lambda: SAID in metrics(site.url), seconds=20, what="/metrics says so")
        assert site.server.terminate(seconds=10) < 5
        assert "Traceback" not in site.log_words()
    finally:
        site.remove()


def test_beside_several_processes_others_do_the_chores_and_go_on_when_redis_is_back(
    production_site: Site,
) -> None:
    site = production_site
    assert site.redis is not None
    site.room()
    site.person()
    site.call(leave_an_old_lease)
    hands = [begin_run_huey(site) for _ in range(2)]
    try:
        wait_until(lambda: site.call(old_leases) == 0, seconds=40, what="the old lease is swept away")
        for url in site.urls:
            wait_until(lambda url=url: SAID in metrics(url), seconds=20, what="/metrics says so")
        site.redis.stop()
        for url in site.urls:
            assert "openhearth_sockets" in metrics(url) and 'chore="' not in metrics(url)
        site.redis.start()
        wait_until(lambda: SAID in metrics(site.url), seconds=40, what="they go on")
        assert all(each.poll() is None for each in hands)
    finally:
        for each in hands:
            each.terminate()
        codes = [each.wait(20) for each in hands]
    words = (site.folder / "chores.log").read_text()
    assert codes == [0, 0] and "Traceback" not in words, words
