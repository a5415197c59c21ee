"""Where a message is taken: many at once, each looked at by `checks`, stored in one transaction.

Page, form, socket and demo all come through here. What a check asks is loaded once for the whole batch: a
new fact is a field of `drafts.Facts` and a few lines in `_Batch.load`.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from community.accounts import blocks
from community.accounts.actor import Actor
from community.kernel import limits
from community.kernel.announce import announce
from community.kernel.refused import Refused
from community.kernel.text import clean, clean_line, draw
from moderation.roles.policy import powers_of_each, role_word

from . import checks, services, signals, statements
from .drafts import Accepted, Draft, Facts, Held, Outcome, Post, Remind
from .live.frames import message_fact
from .live.hub import hub
from .live.seats import News
from .models import Message, Room


def post_message(post: Post) -> Accepted | Held | Remind:
    """One message. Raises Refused."""
    outcome = post_messages([post])[0]
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def post_messages(posts: list[Post]) -> list[Outcome]:
    """Store many messages in one transaction: an outcome for each, in order.

    Who may post is asked inside the transaction, after the rooms and the people are locked: a sanction is
    either before a message or after it. A race for a client_id, or a deadlock, is settled by trying again.
    """
    news: list[News] = []

    def tell() -> None:
        if news:
            hub.tell(news)

    with transaction.atomic():
        # The hub first, then whoever listens to what is announced in here.
        transaction.on_commit(tell)
        outcomes, found = store_messages(posts)
        news += found
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
        self.facts = Facts(now=timezone.now())
        self.stored: dict[int, list[Message]] = defaultdict(list)
        self.came_from: dict[int, int] = {}

    def store(self) -> None:
        self.load()
        for index, post in enumerate(self.posts):
            try:
                self.outcomes[index] = self._take(post)
            except Refused as refusal:
                self.outcomes[index] = refusal
        if self.stored:
            statements.insert([message for messages in self.stored.values() for message in messages])
            statements.raise_rooms(room for room in self.rooms.values() if room.pk in self.stored)

    # --- What is known ---------------------------------------------------------------------------------

    def load(self) -> None:
        """The rows this batch is about, locked (statements.py says in which order), then what is asked of them."""
        posts, facts = self.posts, self.facts
        authors = {post.by.pk for post in posts}
        self.rooms = statements.lock_rooms({post.room for post in posts})
        self.people, self.memberships = statements.lock_people(authors, self.rooms.values())
        self.actors = self._actors()
        if self.people and statements.have_roles(self.people.values()):
            facts.powers = powers_of_each(self.actors.values())
        facts.said = statements.already_said({post.client_id for post in posts}, authors)
        self._load_paces()
        self._load_answered()

    def _actors(self) -> dict[int, Actor]:
        """Who acts, with their row as it is now. Of two sign-ins in one batch the weaker one counts."""
        actors: dict[int, Actor] = {}
        for post in self.posts:
            person = self.people.get(post.by.pk)
            before = actors.get(post.by.pk)
            if person is not None and (before is None or before.second_step):
                actors[post.by.pk] = replace(post.by, person=person, kept=None)
        return actors

    def _load_paces(self) -> None:
        """When the authors who are bound by limits wrote lately, and last in rooms with slow mode."""
        facts = self.facts
        bound = {post.by.pk for post in self.posts if post.at is None and not post.by.person.is_crowd}
        if not bound:
            return
        since = facts.now - limits.MESSAGES.per
        lately = Message.objects.filter(author__in=bound, at__gt=since).order_by("at")
        for author_id, at in lately.values_list("author_id", "at"):
            facts.lately.setdefault(author_id, []).append(at)
        slow = [room.pk for room in self.rooms.values() if room.slow_mode]
        if slow:
            last = Message.objects.filter(room__in=slow, author__in=bound).order_by()
            for room_id, author_id, at in last.values_list("room_id", "author_id").annotate(last=Max("at")):
                facts.last_in_room[room_id, author_id] = at

    def _load_answered(self) -> None:
        """Who wrote what is answered, and which of these people do not meet."""
        facts = self.facts
        answers = [post for post in self.posts if post.reply_to is not None and post.room in self.rooms]
        if not answers:
            return
        rooms = {self.rooms[post.room].pk for post in answers}
        rows = Message.objects.filter(room__in=rooms, seq__in={post.reply_to for post in answers}).order_by()
        facts.answered = {
            (room_id, seq): author for room_id, seq, author in rows.values_list("room_id", "seq", "author_id")
        }
        # A message of this very batch may be answered by a later one of it.
        answered = {*facts.answered.values(), *self.people}
        facts.apart = blocks.apart({post.by.pk for post in answers}, answered)

    # --- One after the other ---------------------------------------------------------------------------

    def _take(self, post: Post) -> Outcome:
        draft = self._draft(post)
        outcome = checks.first_outcome(draft, self.facts)
        if isinstance(outcome, Held) and outcome.keep is not None:
            outcome.keep(draft)
        return self._add(draft, post) if outcome is None else outcome

    def _draft(self, post: Post) -> Draft:
        room = self.rooms.get(post.room)
        return Draft(
            found=self.actors.get(post.by.pk),
            found_room=room,
            membership=self.memberships.get((room.pk, post.by.pk)) if room is not None else None,
            body=clean(post.body),
            note=clean_line(post.note),
            client_id=post.client_id,
            reply_to=post.reply_to,
            anyway=bool(post.anyway),
            is_past=post.at is not None,
        )

    def _add(self, draft: Draft, post: Post) -> Accepted:
        room, person, facts = draft.room, draft.person, self.facts
        if draft.membership is None or not draft.membership.is_in:
            self.memberships[room.pk, person.pk] = services.join(room, by=draft.by, at=post.at)
        self.came_from.setdefault(room.pk, room.version)
        room.seq += 1
        room.version += 1
        at = post.at or facts.now
        room.last_message_at = max(at, room.last_message_at or at)
        message = Message(
            room=room,
            seq=room.seq,
            version=room.version,
            author=person,
            role=role_word(facts.powers[person.pk], room.pk) if facts.powers else "",
            client_id=draft.client_id,
            body=draft.body,
            body_html=draw(draft.body),
            note=draft.note,
            reply_to=draft.reply_to,
            at=at,
        )
        self.stored[room.pk].append(message)
        facts.note(draft, message)
        return Accepted(message.seq, message.version, message=message)

    def news(self) -> list[News]:
        """One piece for each room in which something was stored."""
        if self.stored and signals.messages_posted.receivers:
            messages = [message for batch in self.stored.values() for message in batch]
            announce(signals.messages_posted, sender=Message, messages=messages)
        return [
            _news_of(room, self.came_from[room.pk], self.stored[room.pk])
            for room in self.rooms.values()
            if room.pk in self.stored
        ]


def _news_of(room: Room, after: int, messages: list[Message]) -> News:
    return News(room.pk, room.slug, after, room.version, [message_fact(message) for message in messages])
