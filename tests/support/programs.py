"""Redis and PostgreSQL of our own: started for a test run, empty, on a port of 127.0.0.1, gone afterwards."""

import glob
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ports = random.Random(os.getpid() ^ time.time_ns())


def free_port() -> int:
    """A port nobody listens on, below those the system gives to outgoing connections: a server that is started
    again on it finds it free."""
    while True:
        port = _ports.randint(20_000, 31_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def wait_until(true: Callable[[], Any], *, seconds: float = 15, what: str = "it") -> Any:
    """The first true answer of `true()`. For real processes only; raises when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := true():
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


class Program:
    """A process that can be ended kindly or not and started again on the same port and data."""

    name = "program"

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"openhearth-{self.name}-"))
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def options(self) -> dict[str, Any]:
        return {}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self.options(),
            )

        def up() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, f"{self.name} ended:\n{self.log.read_text()[-2000:]}"
            return self.answers()

        wait_until(up, seconds=30, what=f"{self.name} starts")

    def end_with(self, number: int) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.process = None

    def stop(self, *, immediate: bool = False) -> None:
        self.end_with(signal.SIGKILL if immediate else signal.SIGTERM)

    def kill(self) -> None:
        self.end_with(signal.SIGKILL)

    def remove(self) -> None:
        self.stop(immediate=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Program):
    """Keeps nothing on disk: what is lost when it dies may be lost."""

    name = "redis"

    @staticmethod
    def missing() -> str:
        return "" if shutil.which("redis-server") else "redis-server is not installed"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return ["redis-server", *where, "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _postgres_folder() -> str:
    """Debian keeps PostgreSQL's programs out of PATH."""
    if found := shutil.which("initdb"):
        return os.path.dirname(found)
    versions = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.split("/")[4]), default="")
    return os.path.dirname(newest)


class Postgres(Program):
    """With fsync and synchronous commit as a real one has them. Refuses to run as root: then it is `postgres`."""

    name = "postgres"

    def __init__(self) -> None:
        super().__init__()
        self.data = self.folder / "data"
        self.count = 0
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        arguments = [
            "-D",
            str(self.data),
            "-U",
            "openhearth",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(
            [f"{_postgres_folder()}/initdb", *arguments],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **self.options(),
        )

    @staticmethod
    def missing() -> str:
        return "" if _postgres_folder() else "PostgreSQL is not installed"

    def options(self) -> dict[str, Any]:
        return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}

    def command(self) -> list[str]:
        where = ["-D", str(self.data), "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder)]
        return [f"{_postgres_folder()}/postgres", *where, "-c", "max_connections=120"]

    def answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def url(self, database: str) -> str:
        return f"postgres://openhearth@127.0.0.1:{self.port}/{database}"

    def stop(self, *, immediate: bool = False) -> None:
        """`immediate` is PostgreSQL's own word: no farewell, recovery from its log at the next start."""
        self.end_with(signal.SIGQUIT if immediate else signal.SIGINT)

    def kill(self) -> None:
        """Ends every process of it at once, as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)
            self.process = None
            # A killed postmaster leaves shared memory that its successor clears away by the old lock file.

    def new_database(self, *, like: str = "template1") -> str:
        """The URL of a fresh database, empty or a copy of `like`."""
        import psycopg
        from psycopg import sql

        self.count += 1
        name = f"site_{self.count}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(like)))
        return self.url(name)
