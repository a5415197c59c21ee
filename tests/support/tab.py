"""The socket of one browser tab, for tests and fault tests. Speaks docs/protocol.md and nothing else."""

import asyncio
import json
import uuid
from typing import Any, Self

import websockets
from websockets.asyncio.client import ClientConnection

PATIENCE = 10.0  # seconds a test waits for a frame; a deadline, never a pause


class Closed(AssertionError):
    """The server closed the socket; `code` is the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the socket was closed with {code}")
        self.code = code


class Tab:
    """`async with Tab(url, session=…) as tab`. Frames wait in order in `self.frames` until somebody expects them."""

    def __init__(
        self,
        url: str,
        *,
        session: str | None = None,
        origin: str | None = "same",
        cookie: str = "sessionid",
        welcome: bool = True,
        **options: Any,
    ) -> None:
        """`url` is the site's; `origin` "same" is the site itself, None sends none; `options` go to websockets."""
        self.address = url.replace("http", "ws", 1) + "/ws/"
        self.origin = url if origin == "same" else origin
        self.headers = {"Cookie": f"{cookie}={session}"} if session else {}
        self.options = {"compression": None, "ping_interval": None, "max_size": None, **options}
        self.wait_for_welcome = welcome
        self.frames: list[dict[str, Any]] = []
        self.welcome: dict[str, Any] = {}
        self.socket: ClientConnection

    async def __aenter__(self) -> Self:
        self.socket = await websockets.connect(
            self.address,
            origin=self.origin,
            additional_headers=self.headers,
            **self.options,  # type: ignore[arg-type]
        )
        if self.wait_for_welcome:
            self.welcome = await self.expect("welcome")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def send(self, type: str, **fields: Any) -> None:
        await self.send_raw(json.dumps({"type": type, **fields}, ensure_ascii=False))

    async def send_raw(self, data: str | bytes) -> None:
        try:
            await self.socket.send(data)
        except websockets.ConnectionClosed:
            raise Closed(self.close_code) from None

    async def next(self, *, patience: float = PATIENCE) -> dict[str, Any]:
        """The next frame as it comes from the wire."""
        try:
            async with asyncio.timeout(patience):
                frame: dict[str, Any] = json.loads(await self.socket.recv())
        except websockets.ConnectionClosed:
            raise Closed(self.close_code) from None
        return frame

    async def expect(self, type: str, *, patience: float = PATIENCE, **fields: Any) -> dict[str, Any]:
        """The first frame of this type whose `fields` are so; frames before it stay for later."""

        def fits(frame: dict[str, Any]) -> bool:
            return frame["type"] == type and all(frame.get(name) == value for name, value in fields.items())

        for place, frame in enumerate(self.frames):
            if fits(frame):
                return self.frames.pop(place)
        deadline = asyncio.get_running_loop().time() + patience
        while True:
            left = deadline - asyncio.get_running_loop().time()
            try:
                frame = await self.next(patience=max(left, 0.001))
            except TimeoutError:
                # A refusal is shown whole: it mostly is the reason.
                seen = [one if one["type"] == "refused" else one["type"] for one in self.frames]
                raise AssertionError(f"no {type} {fields} within {patience} s; there were {seen}") from None
            if fits(frame):
                return frame
            self.frames.append(frame)

    async def never(self, type: str, *, within: float = 1.0, **fields: Any) -> None:
        """No such frame comes `within` seconds."""
        try:
            frame = await self.expect(type, patience=within, **fields)
        except AssertionError as error:
            if isinstance(error, Closed):
                raise
            return
        raise AssertionError(f"there came {frame}")

    async def closed(self, *, patience: float = PATIENCE) -> int:
        """Waits until the server closes the socket; the close code."""
        async with asyncio.timeout(patience):
            try:
                while True:
                    self.frames.append(json.loads(await self.socket.recv()))
            except websockets.ConnectionClosed:
                return self.close_code

    @property
    def close_code(self) -> int:
        return self.socket.close_code or 1006

    async def open_room(self, room: str, *, after: int | None = None) -> dict[str, Any]:
        """`room.open`, and the `room.opened` that answers it."""
        await self.send("room.open", room=room, after=after)
        return await self.expect("room.opened", room=room)

    async def say(
        self, room: str, body: str, *, client_id: str | None = None, **fields: Any
    ) -> dict[str, Any]:
        """`message.send`, and the `message.accepted` that answers it."""
        client_id = client_id or str(uuid.uuid4())
        await self.send("message.send", room=room, client_id=client_id, body=body, **fields)
        return await self.expect("message.accepted", client_id=client_id)

    async def hears(self, room: str, seq: int, *, patience: float = PATIENCE) -> dict[str, Any]:
        """The message with this `seq`, as the first `room.changes` that carries it shows it."""
        passed: list[dict[str, Any]] = []
        try:
            while True:
                frame = await self.expect("room.changes", patience=patience, room=room)
                passed.append(frame)
                for message in frame["messages"]:
                    if message["seq"] == seq:
                        return dict(message)
        finally:
            self.frames[:0] = passed[:-1]


async def refused_with(tab: Tab) -> int:
    """The HTTP status with which the server refuses this tab before accepting its socket."""
    try:
        async with tab:
            pass
    except websockets.InvalidStatus as error:
        return error.response.status_code
    raise AssertionError("the socket was accepted")
