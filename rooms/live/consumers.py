"""The socket: translates frames into calls of services and refusals into kind words. It decides nothing.

A plain ASGI application: Channels' own consumer visits the database thread for every event of every socket.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor, of_socket
from community.accounts.models import User
from community.accounts.sign_in import comes_from_here, session_key_of, socket_address
from community.kernel.refused import Refused

from .. import services
from ..drafts import Outcome, Post
from ..models import Message
from . import answers, commands, frames, opening
from .engine import Engine, engine
from .flood import Guard
from .hub import hub
from .seats import Seat
from .sockets import Send, Socket

log = logging.getLogger(__name__)

MOST_PENDING = 64
Receive = Callable[[], Awaitable[dict[str, Any]]]


class RoomConsumer:
    """One connection. Made and run by `as_asgi()`."""

    def __init__(self, actor: Actor, socket: Socket, engine: Engine) -> None:
        self.actor = actor
        self.user = actor.person
        self.socket = socket
        self.engine = engine
        self.guard = Guard(generous=actor.person.is_crowd)
        self.pending = 0
        self.below_most = asyncio.Event()

    @classmethod
    def as_asgi(cls) -> Callable[[Any, Receive, Send], Awaitable[None]]:
        async def application(scope: Any, receive: Receive, send: Send) -> None:
            if (await receive())["type"] != "websocket.connect":
                return
            if not comes_from_here(scope["headers"]):
                await send({"type": "websocket.close"})
                return
            await cls._run(scope, receive, send)

        return application

    @classmethod
    async def _run(cls, scope: Any, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        key = session_key_of(scope["headers"])
        await engine.start()
        found = await engine.reception.person_of(key) if key else None
        if found is None:
            await send({"type": "websocket.close"})
            return
        user, second_step, unseen = found
        actor = of_socket(user, key=key, second_step=second_step, address=socket_address(scope))
        await send({"type": "websocket.accept"})
        socket = Socket(send, user_id=user.pk, name=user.name, session=actor.sign_in)
        socket.hides = blocks.unseen_by(user)
        hub.add(socket)
        try:
            # Anything revoked between reading the session and being on the hub's list would have been missed.
            if engine.revocations.since(began, user.pk):
                if await engine.reception.person_of(key) is None:
                    socket.close(frames.SIGNED_OUT)
                await engine.ask_again(socket, [])
            if user.is_suspended:
                socket.close(frames.NOT_HERE)
            await cls(actor, socket, engine).serve(receive, unseen)
        finally:
            hub.discard(socket)

    # --- The conversation -----------------------------------------------------------------------------

    async def serve(self, receive: Receive, unseen: int) -> None:
        epoch = await self.engine.current_epoch()
        now, me = timezone.now(), self.user
        self.socket.say(frames.welcome(me.pk, me.name, epoch=epoch, now=now, unseen=unseen))
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            if self.socket.closed:
                continue
            await self._read(event.get("text"))

    async def _read(self, text: str | None) -> None:
        if (
            text is not None
            and len(text) > commands.MAX_FRAME // 4
            and len(text.encode()) > commands.MAX_FRAME
        ):
            self.socket.close(frames.TOO_LARGE)
            return
        verdict = self.guard.take(time.monotonic())
        if verdict is not None:
            self._guarded(verdict, text)
            return
        try:
            if text is None:
                raise commands.BadFrame("binary")
            command = commands.parse(text)
        except commands.BadFrame:
            self._refuse("bad_frame", _("This page sent something the site does not understand."), text=text)
            return
        if type(command) in commands.ACTS:
            hub.active.add(self.user.pk)
        try:
            await _ANSWERS[type(command)](self, command)
        except Refused as refusal:
            self._refused(refusal, getattr(command, "room", None), getattr(command, "client_id", None))
        except Exception as error:
            log.exception("a %s could not be answered", type(command).__name__, exc_info=error)
            self._refuse(
                "not_done", _("This did not work just now. Please try again in a moment."), text=text
            )

    def _guarded(self, verdict: str, text: str | None) -> None:
        if verdict == "close":
            self.socket.close(frames.FLOODING)
        else:
            self._refuse(
                "too_fast",
                _("That was a lot at once. Please wait a moment."),
                text=text,
                retry_after=self.guard.wait,
            )

    def _refuse(self, code: str, words: Any, *, text: str | None, retry_after: float | None = None) -> None:
        client_id = commands.client_id_in(text) if text else None
        self.socket.say(frames.refused(code, str(words), client_id=client_id, retry_after=retry_after))

    def _refused(self, refusal: Refused, room: str | None = None, client_id: Any = None) -> None:
        self.socket.say(
            frames.refused(
                refusal.code,
                str(refusal.message),
                client_id=client_id,
                retry_after=refusal.retry_after,
                room=room,
            )
        )

    # --- Commands -------------------------------------------------------------------------------------

    async def open_room(self, command: commands.RoomOpen) -> None:
        await opening.open_room(self.engine, self.socket, self.user.pk, command.room, command.after)

    async def close_room(self, command: commands.RoomClose) -> None:
        if seat := self._seat(command.room):
            hub.leave(self.socket, seat.room.id)

    async def send_message(self, command: commands.MessageSend) -> None:
        if self.pending >= MOST_PENDING:
            self.below_most.clear()
            await self.below_most.wait()
        self.pending += 1
        post = Post(
            room=command.room,
            by=self.actor,
            client_id=command.client_id,
            body=command.body,
            reply_to=command.reply_to,
            note=command.note,
            anyway=command.anyway,
        )
        self.engine.writer.submit(post, lambda outcome: self._sent(command, outcome))

    def _sent(self, command: commands.MessageSend, outcome: Outcome) -> None:
        self.pending -= 1
        self.below_most.set()
        if isinstance(outcome, Refused):
            self._refused(outcome, command.room, command.client_id)
        else:
            self.socket.say(
                answers.to_post(outcome, command.room, command.client_id, knows=command.anyway is not None)
            )

    async def edit_message(self, command: commands.MessageEdit) -> None:
        await self.engine.writer.run(_edit, self.actor, command)

    async def remove_message(self, command: commands.MessageRemove) -> None:
        await self.engine.writer.run(_remove, self.actor, command)

    async def react(self, command: commands.MessageReact) -> None:
        await self.engine.writer.run(_react, self.actor, command)

    async def read_up_to(self, command: commands.RoomRead) -> None:
        await self.engine.writer.run(_read_up_to, self.actor, command)

    async def start_typing(self, command: commands.TypingStart) -> None:
        seat = self._seat(command.room)
        if seat is not None and seat.may_write:
            # The name as the people of the room are shown it: this sign-in may know an older one.
            shown = next((one for one in seat.room.people if one["id"] == self.user.pk), None)
            person = frames.person_fact(self.user.pk, shown["name"] if shown else self.user.name)
            hub.pass_typing(seat.room, person)

    async def ping(self, command: commands.Ping) -> None:
        versions = {seat.room.slug: seat.room.version for seat in self.socket.seats.values()}
        self.socket.say(frames.pong(versions))

    def _seat(self, slug: str) -> Seat | None:
        return next((seat for seat in self.socket.seats.values() if seat.room.slug == slug), None)


_ANSWERS: dict[type, Any] = {
    commands.RoomOpen: RoomConsumer.open_room,
    commands.RoomClose: RoomConsumer.close_room,
    commands.MessageSend: RoomConsumer.send_message,
    commands.MessageEdit: RoomConsumer.edit_message,
    commands.MessageRemove: RoomConsumer.remove_message,
    commands.MessageReact: RoomConsumer.react,
    commands.RoomRead: RoomConsumer.read_up_to,
    commands.TypingStart: RoomConsumer.start_typing,
    commands.Ping: RoomConsumer.ping,
}


def _message(user: User, slug: str, seq: int) -> Message:
    return opening.message_for(user, slug, seq)


def _edit(by: Actor, command: commands.MessageEdit) -> None:
    services.edit(_message(by.person, command.room, command.seq), by=by, body=command.body)


def _remove(by: Actor, command: commands.MessageRemove) -> None:
    services.remove(_message(by.person, command.room, command.seq), by=by)


def _react(by: Actor, command: commands.MessageReact) -> None:
    services.react(
        _message(by.person, command.room, command.seq), by=by, reaction=command.reaction, on=command.on
    )


def _read_up_to(by: Actor, command: commands.RoomRead) -> None:
    services.read_up_to(opening.room_for(by.person, command.room), by=by, seq=command.seq)
