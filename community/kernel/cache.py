"""The cache of the production set-up: Redis, and still standing when Redis is not."""

import logging
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

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
