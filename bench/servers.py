"""One server process on one core, and the database it starts with."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.load import Failed

ROOT = Path(__file__).resolve().parent.parent
SERVER_CORE, GENERATOR_CORE = 0, 1
HOST = "127.0.0.1"
APPS = {
    "openhearth": "community.asgi:application",
    "bare ASGI": "bench.bare:application",
    "tutorial": "bench.tutorial:application",
}
# What pages are measured beside; the sockets of `APPS` know nothing of it.
BARE_PAGES = "bare pages"
PAGES = {BARE_PAGES: "bench.bare_pages:application"}
FLAGS = "--loop uvloop --ws websockets-sansio --ws-per-message-deflate false --ws-max-size 16384"
TICK = os.sysconf("SC_CLK_TCK")
_turns = count()


@dataclass(frozen=True)
class Setup:
    """How the servers of this run are set up; the same for all that are compared."""

    directory: Path
    debug: bool
    first_port: int
    python: str = sys.executable

    @property
    def cookie_name(self) -> str:
        return "sessionid" if self.debug else "__Host-sessionid"

    def environment(self, data: Path) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return kept | {
            "SECRET_KEY": "only-for-measuring-" + "0123456789abcdef" * 3,
            "FIELD_KEYS": "b25seS1mb3ItbWVhc3VyaW5nLTAxMjM0NTY3ODlhYmM=",
            "DEBUG": "1" if self.debug else "0",
            "ALLOW_CROWD": "1",
            "ALLOWED_HOSTS": HOST,
            "DATA_DIR": str(data),
            "LOG_LEVEL": "WARNING",
            # Said outright, so that a .env lying about changes nothing here.
            "DATABASE_URL": f"sqlite:///{data / 'openhearth.sqlite3'}",
            "REDIS_URL": "",
        }


def pin(core: int) -> None:
    os.sched_setaffinity(0, {core})


def raise_file_limit() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def prepare(setup: Setup, *, people: int, rooms: int) -> tuple[Path, list[tuple[str, str]]]:
    """A database with a crowd, made once and copied for each run; and (room, Cookie header) of each person."""
    data = setup.directory / f"crowd-{people}-{rooms}"
    listed = data / "crowd.tsv"
    if not listed.exists():
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        manage(setup, data, "make_ready")
        manage(
            setup,
            data,
            "crowd",
            str(people),
            "--rooms",
            str(rooms),
            "--file",
            str(listed),
        )
    lines = [line.split("\t") for line in listed.read_text().splitlines()]
    return data, [(slug, f"{setup.cookie_name}={cookie}") for slug, cookie in lines]


def manage(setup: Setup, data: Path, *words: str) -> None:
    command = [setup.python, "manage.py", *words]
    subprocess.run(
        command,
        cwd=ROOT,
        env=setup.environment(data),
        check=True,
        stdout=subprocess.DEVNULL,
    )


class Server:
    def __init__(self, process: subprocess.Popen[bytes], port: int, data: Path) -> None:
        self.process, self.port, self.data = process, port, data

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def resident_kib(self) -> int:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise RuntimeError("no such process")

    def log(self) -> str:
        return (self.data / "server.log").read_text(errors="replace")


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def serving(setup: Setup, app: str, template: Path) -> Iterator[Server]:
    """A fresh process on a fresh copy of the database."""
    port = setup.first_port + next(_turns) % 16
    data = setup.directory / "now"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(template, data)
    command = [
        setup.python,
        "-m",
        "uvicorn",
        (APPS | PAGES)[app],
        "--host",
        HOST,
        "--port",
        str(port),
        *FLAGS.split(),
    ]
    command += ["--log-level", "warning", "--no-access-log"]
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=setup.environment(data),
            stdout=log,
            stderr=log,
            preexec_fn=lambda: pin(SERVER_CORE),
        )
    server = Server(process, port, data)
    try:
        _wait_for_port(server)
        yield server
    except Failed as failed:
        failed.add_note(server.log()[-3000:])
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_port(server: Server) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            socket.create_connection((HOST, server.port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log()[-2000:]}")
