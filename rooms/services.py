"""Everything that changes a room or a message: page, form, socket, admin and commands all call these.

Each change is made under a lock on its room, gets the room's next version, and is told to the hub after commit.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.actor import Actor
from community.accounts.models import Revocation, User
from community.kernel import limits
from community.kernel.announce import announce
from community.kernel.refused import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Refused,
    TooFast,
)
from community.kernel.text import MAX_BODY, clean, clean_line, draw
from moderation.roles.policy import powers_of_each, role_word

from . import policy, signals, statements
from .live.frames import message_fact
from .live.hub import hub
from .live.seats import News
from .models import Membership, Message, Presence, Reaction, Room

MAX_NOTE = 80


@dataclass(slots=True)
class Post:
    """What somebody wants to say. `at` is for stories of the past (demo, import); sockets never set it."""

    room: str
    by: Actor
    client_id: uuid.UUID
    body: str
    reply_to: int | None = None
    note: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class Accepted:
    post: Post
    seq: int
    version: int
    duplicate: bool = False
    message: Message | None = None


Outcome = Accepted | Refused


def post_message(post: Post) -> Accepted:
    """One message. Raises Refused."""
    outcome = post_messages([post])[0]
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def post_messages(posts: list[Post]) -> list[Outcome]:
    """Store many messages in one transaction: an `Accepted` or a `Refused` for each, in order.

    Who may post is asked inside the transaction, after the rooms and the people are locked: a sanction is
    either before a message or after it. A race for a client_id, or a deadlock, is settled by trying again.
    """
    with transaction.atomic():
        outcomes, news = store_messages(posts)
        if news:
            transaction.on_commit(lambda: hub.tell(news))
    return outcomes


def store_messages(posts: list[Post]) -> tuple[list[Outcome], list[News]]:
    """The same for the writer, which tells the senders first and passes the news on after them."""
    for attempt in range(3):
        try:
            with transaction.atomic():
                batch = _Batch(posts)
                batch.store()
                news = batch.news()
            return batch.outcomes, news
        except (IntegrityError, DatabaseError) as error:
            if attempt == 2 or not _worth_another_try(error):
                raise
    raise AssertionError("unreachable")


def _worth_another_try(error: DatabaseError) -> bool:
    """A unique value taken meanwhile, a deadlock, a serialization failure; not a lost or full database."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", "") in {"40P01", "40001"}


class _Batch:
    def __init__(self, posts: list[Post]) -> None:
        self.posts = posts
        self.outcomes: list[Any] = [None] * len(posts)
        self.now = timezone.now()
        self.stored: dict[int, list[Message]] = defaultdict(list)
        self.came_from: dict[int, int] = {}

    def store(self) -> None:
        posts = self.posts
        authors = {post.by.pk for post in posts}
        # Rooms by key, then people by key: every process locks in the same order.
        self.rooms = statements.lock_rooms({post.room for post in posts})
        self.memberships = statements.lock_places(self.rooms.values(), authors)
        self.people = {member.user_id: member.user for member in self.memberships.values()}
        if missing := authors - self.people.keys():
            locked = User.objects.select_for_update(no_key=True).filter(pk__in=missing).order_by("pk")
            self.people.update({user.pk: user for user in locked})
        people = list(self.people.values())
        self.actors = self._actors()
        self.powers = powers_of_each(self.actors.values()) if people and statements.have_roles(people) else {}
        self.said = statements.already_said({post.client_id for post in posts}, authors)
        self.paces = self._paces()
        new: list[Message] = []
        for index, post in enumerate(posts):
            try:
                self.outcomes[index] = self._take(post, new)
            except Refused as refusal:
                self.outcomes[index] = refusal
        if new:
            statements.insert(new)
            statements.raise_rooms(room for room in self.rooms.values() if room.pk in self.stored)

    def _actors(self) -> dict[int, Actor]:
        """Who acts, with their row as it is now. Of two sign-ins in one batch the weaker one counts."""
        actors: dict[int, Actor] = {}
        for post in self.posts:
            person = self.people.get(post.by.pk)
            before = actors.get(post.by.pk)
            if person is not None and (before is None or before.second_step):
                actors[post.by.pk] = replace(post.by, person=person, kept=None)
        return actors

    def _paces(self) -> dict[int, list[datetime]]:
        """When each author of the batch who is bound by limits wrote lately, newest last."""
        bound = [
            user.pk
            for user in {post.by.pk: post.by.person for post in self.posts if post.at is None}.values()
            if not user.is_crowd
        ]
        paces: dict[int, list[datetime]] = defaultdict(list)
        if bound:
            since = self.now - limits.MESSAGES.per
            rows = (
                Message.objects.filter(author__in=bound, at__gt=since)
                .order_by("at")
                .values_list("author_id", "at")
            )
            for author_id, at in rows:
                paces[author_id].append(at)
        return paces

    def _take(self, post: Post, new: list[Message]) -> Accepted:
        user = self.people.get(post.by.pk)
        if user is None:
            raise NotAllowed(_("This account is not here any more."), code="not_here")
        room = self.rooms.get(post.room)
        body = clean(post.body)
        if said := self.said.get((user.pk, post.client_id)):
            return self._again(said, room, body, post)
        membership = self.memberships.get((room.pk, user.pk)) if room else None
        room = policy.check_can_post(user, room, membership)
        note = clean_line(post.note)
        check_words(body, note)
        if post.at is None and not user.is_crowd:
            policy.check_links(self.actors[user.pk], body, note)
            self._check_pace(room, user)
        if post.reply_to is not None and not 0 < post.reply_to <= room.seq:
            raise Invalid(_("The message you answer is not in this room."), code="no_such_message")
        if post.reply_to is not None:
            self._check_may_answer(room, user, post.reply_to)
        if membership is None or not membership.is_in:
            self.memberships[(room.pk, user.pk)] = join(room, by=self.actors[user.pk], at=post.at)
        return self._add(room, user, post, body, note, new)

    def _check_may_answer(self, room: Room, user: User, seq: int) -> None:
        new = (message.author_id for message in self.stored.get(room.pk, ()) if message.seq == seq)
        author = next(new, None)
        if author is None:
            author = Message.objects.filter(room=room, seq=seq).values_list("author_id", flat=True).first()
        if author is not None and author != user.pk:
            blocks.check_may_meet(user.pk, author)

    def _add(self, room: Room, user: User, post: Post, body: str, note: str, new: list[Message]) -> Accepted:
        self.came_from.setdefault(room.pk, room.version)
        room.seq += 1
        room.version += 1
        at = post.at or self.now
        room.last_message_at = max(at, room.last_message_at or at)
        message = Message(
            room=room,
            seq=room.seq,
            version=room.version,
            author=user,
            role=role_word(self.powers[user.pk], room.pk) if self.powers else "",
            client_id=post.client_id,
            body=body,
            body_html=draw(body),
            note=note,
            reply_to=post.reply_to,
            at=at,
        )
        new.append(message)
        self.stored[room.pk].append(message)
        self.said[(user.pk, post.client_id)] = message
        return Accepted(post, message.seq, message.version, message=message)

    def _again(self, said: Message, room: Room | None, body: str, post: Post) -> Accepted:
        """The same client_id once more: the first answer again, or a conflict when it says something else."""
        changed = said.edited_at is not None or said.removed
        if room is None or said.room_id != room.pk or (said.body != body and not changed):
            raise Conflict(_("This was sent before with other words. Nothing has been changed."))
        return Accepted(post, said.seq, said.version, duplicate=True, message=said)

    def _check_pace(self, room: Room, user: User) -> None:
        if room.slow_mode:
            last = Message.objects.filter(room=room, author=user).aggregate(last=Max("at"))["last"]
            now = [message.at for message in self.stored.get(room.pk, ()) if message.author_id == user.pk]
            policy.check_pace(room, max([at for at in (last, *now) if at], default=None))
        lately = self.paces[user.pk]
        if len(lately) >= limits.MESSAGES.times:
            free_at = lately[-limits.MESSAGES.times] + limits.MESSAGES.per
            raise TooFast(
                _("Please wait a moment before sending more."),
                retry_after=max(0.5, (free_at - self.now).total_seconds()),
            )
        lately.append(self.now)

    def news(self) -> list[News]:
        """One piece for each room in which something was stored."""
        if self.stored and signals.messages_posted.receivers:
            messages = [message for batch in self.stored.values() for message in batch]
            announce(signals.messages_posted, sender=Message, messages=messages)
        return [
            News(
                room_id=room.pk,
                room=room.slug,
                after=self.came_from[room.pk],
                version=room.version,
                messages=[message_fact(message) for message in self.stored[room.pk]],
            )
            for room in self.rooms.values()
            if room.pk in self.stored
        ]


def check_words(body: str, note: str = "") -> None:
    """A body may not be empty or over 4,000 characters, a content note over 80. Raises Invalid."""
    if not body:
        raise Invalid(_("There is nothing written here yet."), code="empty")
    if len(body) > MAX_BODY:
        raise Invalid(
            _("This is longer than %(most)s characters. Please send it in parts.")
            % {"most": f"{MAX_BODY:,}"},
            code="too_long",
        )
    if len(note) > MAX_NOTE:
        raise Invalid(
            _("Please keep the note under %(most)d characters.") % {"most": MAX_NOTE}, code="note_too_long"
        )


# --- Changing what was said --------------------------------------------------------------------------


@dataclass(slots=True)
class _Change:
    """One message, locked with its room, about to get the room's next version."""

    room: Room
    message: Message
    membership: Membership | None
    fields: list[str] = field(default_factory=list)


def _open_change(room_id: int, seq: int, by: Actor, *, check: Any = policy.check_can_post) -> _Change:
    """Inside a transaction: lock the room, look again who may be here, fetch the message."""
    room = Room.objects.select_for_update(no_key=True).filter(pk=room_id).first()
    membership = Membership.objects.select_for_update(no_key=True).filter(room=room_id, user=by.pk).first()
    room = check(User.objects.get(pk=by.pk), room, membership)
    message = Message.objects.select_related("author").filter(room=room, seq=seq).first()
    if message is None:
        raise NotFound(_("This message is not here."), code="no_such_message")
    return _Change(room, message, membership)


def _close_change(change: _Change, *fields: str) -> Message:
    """Inside the same transaction: the next version, stored and told."""
    room, message = change.room, change.message
    after = room.version
    room.version = message.version = after + 1
    message.save(update_fields=["version", *fields])
    Room.objects.filter(pk=room.pk).update(version=room.version)
    news = News(room.pk, room.slug, after, room.version, [message_fact(message)])
    transaction.on_commit(lambda: hub.tell([news]))
    return message


@transaction.atomic
def edit(message: Message, *, by: Actor, body: str) -> Message:
    """Change own words within five minutes; that it was changed stays visible."""
    limits.EDITS.take(by.pk)
    change = _open_change(message.room_id, message.seq, by)
    policy.check_can_edit(by.person, change.message)
    body = clean(body)
    check_words(body)
    policy.check_links(by, body)
    if body == change.message.body:
        return change.message
    change.message.body, change.message.body_html = body, draw(body)
    change.message.edited_at = timezone.now()
    announce(signals.message_edited, sender=Message, message=change.message, by=by)
    return _close_change(change, "body", "body_html", "edited_at")


@transaction.atomic
def remove(message: Message, *, by: Actor) -> Message:
    """Take back own words, at any time. The words themselves are gone from the database."""
    change = _open_change(message.room_id, message.seq, by, check=policy.check_can_enter)
    policy.check_can_remove(by.person, change.message)
    if change.message.removed:
        return change.message
    return _wipe(change, Message.Removed.AUTHOR, by)


def _wipe(change: _Change, how: Message.Removed, by: Actor) -> Message:
    message = change.message
    message.removed, message.body, message.body_html, message.note, message.reactions = how, "", "", "", {}
    message.reaction_rows.all().delete()
    announce(signals.message_removed, sender=Message, message=message, by=by)
    return _close_change(change, "removed", "body", "body_html", "note", "reactions")


@transaction.atomic
def react(message: Message, *, by: Actor, reaction: str, on: bool) -> Message:
    """Answer without words, or take it back. Doing it twice changes nothing."""
    if reaction not in Reaction.Choice.values:
        raise Invalid(_("There is no such reaction."))
    if not by.person.is_crowd:
        limits.REACTIONS.take(by.pk)
        if by.person.is_new:
            limits.REACTIONS_WHEN_NEW.take(by.pk)
    change = _open_change(message.room_id, message.seq, by)
    policy.check_can_react(by.person, change.message)
    if change.message.author_id != by.pk:
        blocks.check_may_meet(by.pk, change.message.author_id)
    rows = Reaction.objects.filter(message=change.message, user=by.person, reaction=reaction)
    if on == rows.exists():
        return change.message
    if on:
        Reaction.objects.create(message=change.message, user=by.person, reaction=reaction)
    else:
        rows.delete()
    counts = (
        Reaction.objects.filter(message=change.message)
        .values("reaction")
        .annotate(n=Count("pk"))
        .order_by("reaction")
    )
    change.message.reactions = {row["reaction"]: row["n"] for row in counts}
    announce(signals.message_reacted, sender=Message, message=change.message, by=by, reaction=reaction, on=on)
    return _close_change(change, "reactions")


# --- What moderation means here; called by rooms/receivers.py in the transaction of the act -----------------


@transaction.atomic
def hide_message(message: Message, *, by: Actor) -> Message:
    """A tombstone for everybody at once. The words stay in the database for an appeal and nowhere else."""
    change = _open_change(message.room_id, message.seq, by, check=_room_as_it_is)
    if change.message.removed:
        return change.message
    change.message.removed = Message.Removed.MODERATOR
    announce(signals.message_removed, sender=Message, message=change.message, by=by)
    return _close_change(change, "removed")


@transaction.atomic
def show_message(message: Message, *, by: Actor) -> Message:
    """Undo of hide_message. What its author removed stays removed."""
    change = _open_change(message.room_id, message.seq, by, check=_room_as_it_is)
    if change.message.removed != Message.Removed.MODERATOR:
        return change.message
    change.message.removed = Message.Removed.NO
    return _close_change(change, "removed")


def _room_as_it_is(by: User, room: Room | None, membership: Membership | None) -> Room:
    """Whether the moderator may act here has been asked by moderation.services."""
    if room is None:
        raise NotFound(_("There is no such room here."))
    return room


@transaction.atomic
def restrict(room: Room, person: User, *, muted_until: datetime | None = None, removed: bool = False) -> None:
    """Make a mute or a removal hold. The row is made when there is none, so that it binds a newcomer, too."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    membership, _made = Membership.objects.select_for_update(no_key=True).get_or_create(
        room=room, user=person, defaults={"read_seq": room.seq, "followed": False, "left_at": timezone.now()}
    )
    if muted_until is not None:
        membership.muted_until = max(muted_until, membership.muted_until or muted_until)
    if removed:
        membership.removed_at = timezone.now()
    membership.save(update_fields=["muted_until", "removed_at"])


@transaction.atomic
def unrestrict(room: Room, person: User, *, muted: bool = False, removed: bool = False) -> None:
    """Take a mute or a removal back."""
    fields: dict[str, Any] = {}
    if muted:
        fields["muted_until"] = None
    if removed:
        fields["removed_at"] = None
    Membership.objects.filter(room=room, user=person).update(**fields)


# --- Being in a room -----------------------------------------------------------------------------------


@transaction.atomic
def join(room: Room, *, by: Actor, at: datetime | None = None) -> Membership:
    """Become a member, or come back as one. Reading starts where the room stands now. `at` as in `Post`."""
    membership = Membership.objects.select_for_update(no_key=True).filter(room=room, user=by.pk).first()
    policy.check_can_enter(by.person, room, membership)
    if membership is None:
        membership, _made = Membership.objects.get_or_create(
            room=room, user=by.person, defaults={"read_seq": room.seq, "joined_at": at or timezone.now()}
        )
    elif membership.left_at is not None:
        membership.left_at, membership.followed = None, True
        membership.save(update_fields=["left_at", "followed"])
    announce(signals.room_joined, sender=Room, room=room, by=by)
    return membership


@transaction.atomic
def leave(room: Room, *, by: Actor) -> None:
    """Stop being a member. What was said stays, and the way back is open."""
    changed = Membership.objects.filter(room=room, user=by.pk, left_at=None).update(
        left_at=timezone.now(), followed=False
    )
    if changed and room.is_private:
        # Only members may read it: a tab that has it open must lose it. An open room may be read by anybody.
        Revocation.objects.create(kind=Revocation.Kind.ROOM, user_id=by.pk, room_id=room.pk)
    if changed:
        announce(signals.room_left, sender=Room, room=room, by=by)


def follow(room: Room, *, by: Actor, on: bool) -> Membership:
    """Keep a room at the top of one's list, or not. Following an open room makes a person its member."""
    membership = join(room, by=by)
    if membership.followed != on:
        membership.followed = on
        membership.save(update_fields=["followed"])
    return membership


def read_up_to(room: Room, *, by: Actor, seq: int) -> None:
    """Move the read marker forward; it never goes back and never past what is there."""
    seq = min(seq, room.seq)
    Membership.objects.filter(room=room, user=by.pk, read_seq__lt=seq).update(read_seq=seq)


# --- Closing a room for good, and opening it again ------------------------------------------------------


@transaction.atomic
def archive(room: Room, *, by: Actor) -> None:
    """Take a room out of the list and close it for everybody; nothing that was said is lost."""
    room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    Room.objects.filter(pk=room.pk).update(archived_at=timezone.now())
    # Whoever has it open loses it within a second, as if each of them had been taken out.
    people = Presence.objects.filter(room=room).values_list("user_id", flat=True).distinct()
    Revocation.objects.bulk_create(
        Revocation(kind=Revocation.Kind.ROOM, user_id=person, room_id=room.pk) for person in people
    )


@transaction.atomic
def reopen(room: Room, *, by: Actor) -> None:
    Room.objects.filter(pk=room.pk).update(archived_at=None)
