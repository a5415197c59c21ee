"""The client side of RFC 6455 in as few steps as a load generator needs."""

import os

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


class WireError(Exception):
    """The server sent something that a browser would not accept."""


class FrameReader:
    """Cuts what arrives into frames, however TCP cut it before."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept = b""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """(opcode, payload) of each frame that is now complete."""
        if self._kept:
            data = self._kept + data
        frames = []
        at, end = 0, len(data)
        while end - at >= 2:
            first, length = data[at], data[at + 1]
            start = at + 2
            if length == 126:
                start += 2
                length = int.from_bytes(data[at + 2 : start], "big")
            elif length == 127:
                start += 8
                length = int.from_bytes(data[at + 2 : start], "big")
            elif length > 127:
                raise WireError("a server must not mask its frames")
            # A header cut short gives a wrong length, but then `start` already lies behind the end.
            if start > end or start + length > end:
                break
            if not first & 0x80 or first & 0x70 or not first & 0x0F:
                raise WireError(f"a fragment or a reserved bit: {first:#04x}")
            at = start + length
            frames.append((first & 0x0F, data[start:at]))
        self._kept = data[at:] if at else data
        return frames


def masked(opcode: int, payload: bytes) -> bytes:
    """One whole frame as a browser sends it."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, 0x80 | size))
    elif size < 65536:
        head = bytes((0x80 | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + size.to_bytes(8, "big")
    mask = os.urandom(4)
    key = (mask * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return head + mask + mixed.to_bytes(size, "big")


def handshake(*, host: str, port: int, path: str, cookie: str) -> bytes:
    """The upgrade request of a signed-in browser."""
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: b3BlbmhlYXJ0aC1iZW5jaA==",
        "Sec-WebSocket-Version: 13",
        f"Origin: http://{host}:{port}",
        f"Cookie: {cookie}",
        "",
        "",
    )
    return "\r\n".join(lines).encode()
