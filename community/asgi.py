"""The entrance: pages to Django, sockets to the rooms; the engine and the chores start and end with the process."""

import asyncio
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")

from community.kernel.serving import application as pages_in_threads_that_stay

pages = pages_in_threads_that_stay()

from channels.routing import ProtocolTypeRouter, URLRouter

from community.kernel.consumer import inside as chores
from rooms.live.engine import engine
from rooms.live.routing import websocket_urlpatterns


async def life(scope, receive, send):  # type: ignore[no-untyped-def]
    """Lifespan: refuse to start what could not work, and finish what is under way before the end."""
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            try:
                await engine.start()
            except Exception as error:
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            await chores.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await asyncio.gather(chores.stop(), engine.stop())
            await send({"type": "lifespan.shutdown.complete"})
            return


application = ProtocolTypeRouter(
    {"http": pages, "websocket": URLRouter(websocket_urlpatterns), "lifespan": life}
)
