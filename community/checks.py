"""Wrong or missing settings, told by `manage.py check` with a hint.

Looking at a database or at Redis costs time and may fail for a moment: that is done only when asked for with
`manage.py check --database default`.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

MISSING_KEY = "missing-secret-key-see-manage-py-check"
READABLE = {
    "PORT": "A number, as PORT=8000.",
    "CHORES_AT": "A time of day in UTC, as CHORES_AT=03:30.",
    "TRUSTED_PROXIES": "A number: how many proxies stand in front of the site.",
    "DATABASE_URL": "As postgres://name:password@host:5432/database. Leave it out for SQLite in DATA_DIR.",
    "EMAIL_URL": "As smtp+tls://name:password@host:587. Leave it out to have mails printed to the log.",
}


@register()
def what_cannot_be_read(**_: Any) -> Iterable[CheckMessage]:
    for name, why in settings.WRONG.items():
        yield Error(f"{name} cannot be read: {why}", hint=READABLE.get(name), id="openhearth.E001")


@register()
def secret_key(**_: Any) -> Iterable[CheckMessage]:
    if settings.SECRET_KEY == MISSING_KEY:
        yield Error(
            "SECRET_KEY is missing.",
            hint="Put a long random one into .env or the environment: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="openhearth.E002",
        )


@register()
def field_keys(**_: Any) -> Iterable[CheckMessage]:
    make_one = (
        "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())' makes one. "
        "Keep it apart from backups: what was written with it cannot be read without it."
    )
    if not settings.FIELD_KEYS:
        words = "FIELD_KEYS is missing: second steps and private fields cannot be stored."
        if settings.DEBUG:
            yield Warning(words, hint=make_one, id="openhearth.W001")
        else:
            yield Error(words, hint=make_one, id="openhearth.E009")
    for place, key in enumerate(settings.FIELD_KEYS, 1):
        try:
            Fernet(key)
        except ValueError:
            yield Error(f"Key {place} of FIELD_KEYS is no Fernet key.", hint=make_one, id="openhearth.E003")


@register()
def hosts(**_: Any) -> Iterable[CheckMessage]:
    if not settings.DEBUG and not settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS is empty: no page would be answered.",
            hint="The names people reach the site by, with commas: ALLOWED_HOSTS=hearth.example. "
            "For a try on this machine set DEBUG=1.",
            id="openhearth.E004",
        )


@register()
def redis_url(**_: Any) -> Iterable[CheckMessage]:
    if not settings.REDIS_URL:
        return
    try:
        parts = urlsplit(settings.REDIS_URL)
        good = parts.scheme in ("redis", "rediss", "unix") and bool(parts.hostname or parts.path)
        _port = parts.port
    except ValueError:
        good = False
    if not good:
        yield Error("REDIS_URL cannot be read.", hint="As redis://localhost:6379/0.", id="openhearth.E005")


@register()
def one_process_without_redis(**_: Any) -> Iterable[CheckMessage]:
    """Two processes that cannot tell each other what was said would show two different rooms."""
    count = os.environ.get("WEB_CONCURRENCY", "1")
    if count.isdigit() and int(count) > 1 and not settings.REDIS_URL:
        yield Error(
            f"WEB_CONCURRENCY is {count}, and more than one process needs Redis.",
            hint="Set REDIS_URL (and DATABASE_URL), or WEB_CONCURRENCY=1.",
            id="openhearth.E006",
        )


@register()
def data_dir(**_: Any) -> Iterable[CheckMessage]:
    """The folder, or the nearest one above it that exists, has to be ours to write in."""
    folder = settings.DATA_DIR
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield Error(
            f"DATA_DIR cannot be written: {settings.DATA_DIR}",
            hint="Make the folder and give it to the account that runs the site, or name another one.",
            id="openhearth.E007",
        )


@register(Tags.database)
def database_answers(databases: Sequence[str] | None = None, **_: Any) -> Iterable[CheckMessage]:
    from django.db import DatabaseError, connections

    for alias in databases or ():
        try:
            tables = connections[alias].introspection.table_names()
        except DatabaseError as error:
            yield Error(
                f"The database does not answer: {str(error).strip()}",
                hint="See that it runs and that DATABASE_URL names it.",
                id="openhearth.E008",
            )
            continue
        yield from cache_table(tables)


def cache_table(tables: Sequence[str]) -> Iterable[CheckMessage]:
    cache: Any = settings.CACHES["default"]
    if cache["BACKEND"].endswith("DatabaseCache") and cache["LOCATION"] not in tables:
        # No error: `migrate` looks here too, before there can be such a table.
        yield Warning(
            "The cache's table is missing: limits could not be counted.",
            hint="manage.py make_ready makes it.",
            id="openhearth.W002",
        )


@register(Tags.database)
def redis_answers(databases: Sequence[str] | None = None, **_: Any) -> Iterable[CheckMessage]:
    if not databases or not settings.REDIS_URL or any(redis_url()):
        return
    import redis

    try:
        ask: Callable[[], Any] = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2).ping
        ask()
    except redis.RedisError as error:
        yield Warning(
            f"Redis does not answer: {error}",
            hint="See that it runs and that REDIS_URL names it. Rooms go on without it, a second later.",
            id="openhearth.W003",
        )
