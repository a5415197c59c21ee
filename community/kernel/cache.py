"""The cache: in production Redis, still standing when Redis is not; else a table that wants sweeping."""

import logging
from typing import Any

import redis
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router
from django.utils import timezone

log = logging.getLogger(__name__)


class SteadyRedisCache(RedisCache):
    """While Redis is away a cache is empty, and a limit lets people through: talking goes on (see P8)."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 1)
        options.setdefault("socket_timeout", 1)
        super().__init__(server, params)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return bool(super().add(*args, **kwargs))
        except redis.exceptions.RedisError:
            log.warning("the cache does not answer")
            return True

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except redis.exceptions.RedisError:
            log.warning("the cache does not answer")
            return default

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return super().get_many(*args, **kwargs)
        except redis.exceptions.RedisError:
            return {}

    def set(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(*args, **kwargs)
        except redis.exceptions.RedisError:
            log.warning("the cache does not answer")

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return bool(super().delete(*args, **kwargs))
        except redis.exceptions.RedisError:
            return False


PIECE = 500


def sweep() -> int:
    """Delete what ran out of a cache that is a table, in pieces; how many. Redis does so by itself."""
    kept = caches["default"]
    if not isinstance(kept, DatabaseCache):
        return 0
    connection = connections[router.db_for_write(kept.cache_model_class)]
    table = connection.ops.quote_name(kept._table)  # type: ignore[attr-defined]
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    gone = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE cache_key IN "  # noqa: S608
                f"(SELECT cache_key FROM {table} WHERE expires < %s LIMIT {PIECE})",
                [now],
            )
            found = cursor.rowcount
        gone += found
        if found < PIECE:
            return gone
