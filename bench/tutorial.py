"""The yardstick below: what the Channels tutorial teaches, with the same row stored in the same database.

Every socket is in the group of its room; each message is one insert through `database_sync_to_async`, then one
`group_send`, then one encoding for each socket. It is spared what the site does besides: numbers come from memory
(one process, no lock on the room), nobody asks whether the writer may write, a retry would be stored twice.
"""

import os
from typing import Any
from urllib.parse import parse_qs

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup()

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import InMemoryChannelLayer, channel_layers
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from bench.bare import changes
from rooms.models import Message, Room

channel_layers.set("default", InMemoryChannelLayer(capacity=100_000))
seqs: dict[int, int] = {}


class ChatConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        self.slug = parse_qs(self.scope["query_string"].decode())["room"][0]
        self.room = await Room.objects.aget(slug=self.slug)
        await self.channel_layer.group_add(f"chat_{self.slug}", self.channel_name)
        await self.accept()
        await self.send_json(
            {
                "type": "room.opened",
                "room": self.slug,
                "version": self.room.version,
                "top": 0,
            }
        )

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(f"chat_{self.slug}", self.channel_name)

    async def receive_json(self, content: dict[str, Any], **kwargs: Any) -> None:
        if content["type"] != "message.send":
            return
        seq = await self.store(content)
        event = {"type": "chat.message", "frame": changes(self.slug, seq, content)}
        await self.channel_layer.group_send(f"chat_{self.slug}", event)
        accepted = {
            "client_id": content["client_id"],
            "seq": seq,
            "version": seq,
            "duplicate": False,
        }
        await self.send_json({"type": "message.accepted", "room": self.slug, **accepted})

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send_json(event["frame"])

    @database_sync_to_async
    def store(self, content: dict[str, Any]) -> int:
        seq = seqs[self.room.pk] = seqs.get(self.room.pk, 0) + 1
        Message.objects.create(
            room=self.room,
            seq=seq,
            version=seq,
            author=self.scope["user"],
            client_id=content["client_id"],
            body=content["body"],
            body_html=content["body"],
        )
        return seq


application = ProtocolTypeRouter(
    {"websocket": AuthMiddlewareStack(URLRouter([path("ws/", ChatConsumer.as_asgi())]))}
)
