"""Ready frames: the same bytes the server would have sent, and only when it would have sent them at once."""

import pytest
from websockets.frames import Frame, Opcode

from rooms.live import wire


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 70000])
def test_a_frame_is_what_the_library_would_make(size):
    text = "ä" * (size // 2) + "x" * (size % 2)
    assert wire.framed(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_a_server_that_is_not_known_is_left_to_itself():
    class Other:
        async def send(self, event): ...

    assert wire.server_of(Other().send) is None
    assert wire.server_of(lambda event: None) is None


class Transport:
    def __init__(self):
        self.written = []
        self.closing = False

    def is_closing(self):
        return self.closing

    def write(self, data):
        self.written.append(data)


class Writable:
    def __init__(self):
        self.value = True

    def is_set(self):
        return self.value


class WebSocketsSansIOProtocol:
    """As much of the server as is looked at."""

    def __init__(self):
        self.conn = type("Conn", (), {"extensions": []})()
        self.transport, self.writable = Transport(), Writable()
        self.close_sent = self.disconnected = False
        self.handshake_complete = True

    async def send(self, event): ...


def test_a_frame_is_written_when_the_peer_reads():
    server = WebSocketsSansIOProtocol()
    assert wire.server_of(server.send) is server
    assert wire.write(server, b"frame")
    assert server.transport.written == [b"frame"]


def test_with_compression_the_server_frames_for_itself():
    server = WebSocketsSansIOProtocol()
    server.conn.extensions = ["permessage-deflate"]
    assert wire.server_of(server.send) is None


@pytest.mark.parametrize("change", ["slow", "closing", "close_sent", "disconnected", "early"])
def test_a_peer_that_is_slow_or_going_is_left_to_the_server(change):
    server = WebSocketsSansIOProtocol()
    if change == "slow":
        server.writable.value = False
    elif change == "closing":
        server.transport.closing = True
    elif change == "early":
        server.handshake_complete = False
    else:
        setattr(server, change, True)
    assert not wire.write(server, b"frame")
    assert server.transport.written == []


def test_the_server_of_this_site_can_be_handed_ready_frames():
    """Fails when a new uvicorn has other names: then every delivery is framed anew, and the figures are gone."""
    from uvicorn.config import Config
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol as Server
    from uvicorn.server import ServerState

    config = Config("community.asgi:application", ws_per_message_deflate=False, interface="asgi3")
    config.loaded = True
    config.loaded_app = None
    server = Server(config, ServerState(), {}, _loop=object())
    assert wire.server_of(server.send) is server
