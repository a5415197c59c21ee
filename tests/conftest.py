"""Who and what tests meet: alice, bob, charlie, eve; a room, a topic; a site that really runs; a browser.

Marks are given by what a test uses, so none is forgotten: `browser`, `faults` (tests/faults/), `production`
(PostgreSQL and Redis). `STRICT=1` fails a run in which anything was skipped.
"""

import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

from community.kernel import kept
from tests.support import people
from tests.support.chromium import Browser, chromium, executable
from tests.support.programs import Postgres, Redis
from tests.support.site import Site, Workshop

STRICT = os.environ.get("STRICT", "") not in ("", "0")

# --- The run -----------------------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & {"browser", "chromium_program"} or "/tests/browser/" in str(item.path):
            item.add_marker("browser")
        if "/tests/faults/" in str(item.path):
            item.add_marker("faults")
        if names & {"session_postgres", "session_redis"} or "production" in _setups_of(item):
            item.add_marker("production")


def _setups_of(item: pytest.Item) -> list[Any]:
    call = getattr(item, "callspec", None)
    return list(call.params.values()) if call else []


_skipped: list[str] = []


def _note_skip(report: Any) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _note_skip(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _note_skip(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if STRICT and _skipped and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if STRICT and _skipped:
        terminalreporter.section("STRICT: nothing may be skipped", red=True)
        for name in _skipped:
            terminalreporter.line(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """With a failure comes what the site's processes wrote."""
    report = yield
    if report.failed:
        sites = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Site)]
        report.sections += [
            ("the site's log", words[-4000:]) for site in sites if (words := site.log_words())
        ]
    return report


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process keeps for a few seconds (pace, staffing, newcomers) belongs to another test's rooms."""
    kept.forget_all()


# --- People and rooms in this process -------------------------------------------------------------------


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """`make_person("dora", display_name="Dora")`"""
    return people.make_person


@pytest.fixture
def make_room(db: None) -> Callable[..., Any]:
    """`make_room("late-evening", topics=["Grief"], members=[alice], slow_mode=15)`"""
    return people.make_room


@pytest.fixture
def make_topic(db: None) -> Callable[..., Any]:
    return people.make_topic


@pytest.fixture
def alice(make_person: Callable[..., Any]) -> Any:
    return make_person("alice", display_name="Alice")


@pytest.fixture
def bob(make_person: Callable[..., Any]) -> Any:
    return make_person("bob", display_name="Bob")


@pytest.fixture
def charlie(make_person: Callable[..., Any]) -> Any:
    return make_person("charlie", display_name="Charlie")


@pytest.fixture
def eve(make_person: Callable[..., Any]) -> Any:
    """Where somebody must be kept out, it is she."""
    return make_person("eve", display_name="Eve")


@pytest.fixture
def topic(make_topic: Callable[..., Any]) -> Any:
    return make_topic("Anxiety")


@pytest.fixture
def room(make_room: Callable[..., Any], topic: Any) -> Any:
    """An open room about anxiety, empty, with nobody in it yet."""
    return make_room("evening", topics=[topic.name])


@pytest.fixture
def sign_in(db: None) -> Callable[[Any], Any]:
    """`sign_in(alice).get("/")`: a browser's HTTP, without a server."""
    from django.test import Client

    def client_of(person: Any, **options: Any) -> Any:
        client = Client(**options)
        people.sign_in_as(client, person)
        return client

    return client_of


# --- Programs and the real site ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def session_redis() -> Iterator[Redis]:
    if why := Redis.missing():
        pytest.skip(why)
    program = Redis()
    program.start()
    yield program
    program.remove()


@pytest.fixture(scope="session")
def session_postgres() -> Iterator[Postgres]:
    if why := Postgres.missing():
        pytest.skip(why)
    program = Postgres()
    program.start()
    yield program
    program.remove()


@pytest.fixture
def redis(session_redis: Redis) -> Iterator[Redis]:
    """Running; a test may stop it, and the next finds it running again."""
    yield session_redis
    if session_redis.process is None:
        session_redis.start()


@pytest.fixture
def postgres(session_postgres: Postgres) -> Iterator[Postgres]:
    yield session_postgres
    if session_postgres.process is None:
        session_postgres.start()


@pytest.fixture
def redis_url(redis: Redis) -> str:
    return redis.url


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """Of a fresh, empty database."""
    return postgres.new_database()


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.remove()


def _site(setup: str, request: pytest.FixtureRequest, workshop: Workshop, **env: str) -> Site:
    if setup == "embedded":
        return workshop.embedded(**env)
    programs = [request.getfixturevalue(name) for name in ("session_postgres", "session_redis")]
    return workshop.production(*programs, **env)


@pytest.fixture(scope="session", params=["embedded", "production"])
def site(request: pytest.FixtureRequest, workshop: Workshop) -> Iterator[Site]:
    """A running site, shared by the tests of one set-up: make people and rooms of your own with `site.person()`
    and `site.room()`, and leave its processes alone."""
    made = _site(request.param, request, workshop)
    made.start()
    yield made
    made.remove()


@pytest.fixture(params=["embedded", "production"])
def own_site(request: pytest.FixtureRequest, workshop: Workshop) -> Iterator[Site]:
    """A running site of this test alone: to be killed, starved and restarted. Its Redis and PostgreSQL are
    started again afterwards."""
    made = _site(request.param, request, workshop)
    made.start()
    yield made
    made.remove()
    for program in (made.redis, made.postgres):
        if program is not None and program.process is None:
            program.start()


@pytest.fixture
def embedded_site(workshop: Workshop) -> Iterator[Site]:
    """`own_site` on SQLite only."""
    made = workshop.embedded()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def production_site(workshop: Workshop, redis: Redis, postgres: Postgres) -> Iterator[Site]:
    """`own_site` on PostgreSQL and Redis only, two processes."""
    made = workshop.production(postgres, redis)
    made.start()
    yield made
    made.remove()


# --- A real browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium_program() -> Iterator[Any]:
    """One Chromium for a module: Playwright's loop must not be running when the next module awaits something."""
    if not executable():
        pytest.skip("no Chromium in PATH")
    with chromium() as program:
        yield program


@pytest.fixture(scope="session")
def page_site(workshop: Workshop) -> Iterator[Site]:
    """The shared site that pages are looked at on: embedded, as a newcomer runs it."""
    made = workshop.embedded()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def browser(chromium_program: Any, page_site: Site) -> Iterator[Browser]:
    """`page = browser.open(alice); page.goto("/rooms/")`, with `alice = page_site.person()`. Console errors, CSP
    reports and requests to another host fail the test."""
    made = Browser(chromium_program, page_site)
    yield made
    wrong = made.close()
    assert not wrong, "\n".join(wrong)
