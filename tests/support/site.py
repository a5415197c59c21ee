"""The real site in processes of its own: `uvicorn community.asgi:application`, as people run it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .programs import Postgres, Redis, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER = [
    "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "16384",
    "--timeout-graceful-shutdown", "8", "--no-access-log",
]  # fmt: skip
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_START")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of a site for one try: nothing of this machine's `.env` or of the tests' own settings."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "community.settings",
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "one-site-for-one-test-one-site-for-one-test-one-site-for-one-test",
        "FIELD_KEYS": os.environ.get("FIELD_KEYS", ""),
        "DEBUG": "1",
        "ALLOW_CROWD": "1",
        "DATA_DIR": str(folder),
        **more,
    }


def manage(env: dict[str, str], *arguments: str) -> str:
    """What `manage.py …` prints. Raises with its words when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
    return done.stdout


def make_tables(env: dict[str, str]) -> None:
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "createcachetable")


class Server:
    """One process. After `kill()` or `terminate()`, `start()` or `restart()` bring it back on the same port."""

    def __init__(self, env: dict[str, str], log: Path, *arguments: str) -> None:
        self.env, self.log, self.arguments = env, log, arguments
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None, "the server is not running"
        return self.process.pid

    def start(self, *, wait: bool = True) -> None:
        command = [sys.executable, "-m", "uvicorn", "community.asgi:application", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *SERVER, *self.arguments], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        wait_until(self.answers, seconds=40, what=f"the server answers (log: {self.words()[-1500:]})")

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the server ended:\n{self.words()[-4000:]}"
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end_with(self, number: int, *, seconds: float = 20) -> float:
        """Send a signal and wait for the end; the seconds it took."""
        if self.process is None:
            return 0.0
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            self.process = None
            raise AssertionError(
                f"the server did not end within {seconds} s:\n{self.words()[-2000:]}"
            ) from None
        self.process = None
        return time.monotonic() - began

    def kill(self) -> None:
        self.end_with(signal.SIGKILL)

    def terminate(self, *, seconds: float = 20) -> float:
        return self.end_with(signal.SIGTERM, seconds=seconds)

    def restart(self) -> None:
        self.kill()
        self.start()

    def words(self) -> str:
        """What the server wrote into its log."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def memory(self) -> int:
        """Resident bytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


class Site:
    """A site in one set-up: `embedded` is one process on SQLite, `production` two on PostgreSQL and Redis."""

    def __init__(
        self,
        setup: str,
        env: dict[str, str],
        folder: Path,
        *,
        processes: int,
        postgres: Postgres | None = None,
        redis: Redis | None = None,
    ) -> None:
        self.setup, self.env, self.folder = setup, env, folder
        self.postgres, self.redis = postgres, redis
        self.servers = [Server(env, folder / f"server-{n}.log") for n in range(1, processes + 1)]
        self.inside: subprocess.Popen[str] | None = None
        self.numbers = 0

    @property
    def server(self) -> Server:
        return self.servers[0]

    @property
    def url(self) -> str:
        return self.servers[0].url

    @property
    def urls(self) -> list[str]:
        """Of every process, so that two people can be on different ones. One set-up has one, the other two."""
        return [server.url for server in self.servers]

    def start(self) -> None:
        for server in self.servers:
            server.start(wait=False)
        for server in self.servers:
            server.wait()

    def manage(self, *arguments: str) -> str:
        return manage(self.env, *arguments)

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a module-level function where this site's database is. Arguments and result must be JSON."""
        if self.inside is None or self.inside.poll() is not None:
            with (self.folder / "inside.log").open("a") as log:
                self.inside = subprocess.Popen(
                    [sys.executable, "-m", "tests.support.inside"],
                    cwd=ROOT, env=self.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                )  # fmt: skip
        asked = {"module": function.__module__, "name": function.__name__, "args": args, "kwargs": kwargs}
        assert self.inside.stdin is not None and self.inside.stdout is not None
        self.inside.stdin.write(json.dumps(asked, default=str) + "\n")
        self.inside.stdin.flush()
        line = self.inside.stdout.readline()
        assert line, f"the site's inside ended:\n{(self.folder / 'inside.log').read_text()[-3000:]}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def name(self, like: str) -> str:
        """A name nobody has here yet: tests share a site and not its people."""
        self.numbers += 1
        return f"{like}-{self.numbers}"

    def person(self, like: str = "alice", *, rooms: list[str] | None = None, **fields: Any) -> dict[str, Any]:
        """A new member: {id, handle, session}."""
        from . import people

        return self.call(people.person_with_session, self.name(like), rooms or [], **fields)  # type: ignore[no-any-return]

    def people(self, count: int, *, rooms: list[str] | None = None) -> list[dict[str, Any]]:
        """Many new members: [{id, handle, session}]."""
        from . import people

        return self.call(people.people_with_sessions, self.name("crowd"), count, rooms or [])  # type: ignore[no-any-return]

    def room(self, like: str = "evening", **fields: Any) -> str:
        """A new open room's slug."""
        from . import people

        slug: str = self.call(people.room_made, self.name(like), **fields)["slug"]
        return slug

    def tab(self, person: dict[str, Any] | None = None, *, process: int = 0, **options: Any) -> Any:
        """A browser tab's socket, signed in as `person`; `async with site.tab(alice) as tab`."""
        from .tab import Tab

        return Tab(self.urls[process % len(self.urls)], session=person and person["session"], **options)

    def log_words(self) -> str:
        return "".join(server.words() for server in self.servers)

    def remove(self) -> None:
        if self.inside is not None:
            self.inside.kill()
            self.inside.wait(10)
        for server in self.servers:
            server.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Workshop:
    """Makes sites. Tables are made once for each kind of database; every site gets a copy."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="openhearth-workshop-"))
        self.sqlite: Path | None = None
        self.templates: dict[int, str] = {}

    def embedded(self, **env: str) -> Site:
        if self.sqlite is None:
            make_tables(environment(self.folder))
            self.sqlite = self.folder / "openhearth.sqlite3"
        folder = Path(tempfile.mkdtemp(prefix="openhearth-site-"))
        for part in self.folder.glob("openhearth.sqlite3*"):
            shutil.copy(part, folder / part.name)
        return Site("embedded", environment(folder, **env), folder, processes=1)

    def production(self, postgres: Postgres, redis: Redis, **env: str) -> Site:
        folder = Path(tempfile.mkdtemp(prefix="openhearth-site-"))
        if id(postgres) not in self.templates:
            url = postgres.new_database()
            make_tables(environment(folder, DATABASE_URL=url))
            self.templates[id(postgres)] = url.rsplit("/", 1)[1]
        url = postgres.new_database(like=self.templates[id(postgres)])
        env = {"DATABASE_URL": url, "REDIS_URL": redis.url, **env}
        return Site(
            "production", environment(folder, **env), folder, processes=2, postgres=postgres, redis=redis
        )

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
