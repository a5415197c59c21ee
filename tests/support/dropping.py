"""A channel layer that loses one message in ten, and the site's settings with it in place of the real one."""

import random
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

LOST = 0.1


class DroppingLayer(RedisPubSubChannelLayer):  # type: ignore[misc]
    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if random.random() >= LOST:
            await super().group_send(group, message)
