"""A room's frame made ready for the wire once, and written to each tab without being framed again.

ASGI has no word for "this text, already framed": uvicorn builds the same bytes anew for every socket, which is a
fifth of what a delivery costs (docs/figures.md). So where the server is uvicorn's sans-I/O implementation without
compression, the frame is handed to its transport, under the conditions under which its own `send` would write at
once. With any other server, or when anything of this is missing, `send` is used.
"""

from typing import Any

NEEDED = ("conn", "transport", "writable", "close_sent", "disconnected", "handshake_complete")


def framed(text: str) -> bytes:
    """One unmasked text frame (RFC 6455, 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + payload


def event(text: str) -> dict[str, Any]:
    """What is pushed to every tab of a room: the ASGI event, and beside it the frame ready for the wire."""
    return {"type": "websocket.send", "text": text, "frame": framed(text)}


def server_of(send: Any) -> Any:
    """The server's protocol behind an ASGI `send`, or None when it is not one that can be handed ready frames."""
    server = getattr(send, "__self__", None)
    if type(server).__name__ != "WebSocketsSansIOProtocol" or not all(
        hasattr(server, name) for name in NEEDED
    ):
        return None
    compresses: Any = getattr(server, "conn", None)
    return server if not getattr(compresses, "extensions", ("?",)) else None


def write(server: Any, frame: bytes) -> bool:
    """Whether the frame was taken; a peer that does not read, or is going, is left to `send`."""
    if (
        not server.writable.is_set()
        or server.disconnected
        or server.close_sent
        or not server.handshake_complete
        or server.transport.is_closing()
    ):
        return False
    server.transport.write(frame)
    return True


def cut(send: Any) -> None:
    """End a connection whose peer does not even read the goodbye."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None and hasattr(transport, "abort"):
        transport.abort()
