"""The one socket of the site."""

from typing import Any, cast

from django.urls import path

from .consumers import RoomConsumer

websocket_urlpatterns = [path("ws/", cast(Any, RoomConsumer.as_asgi()))]
