"""Topic, room, membership, message, reaction, presence."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kernel.folding import fold, words_of
from community.kernel.text import MAX_BODY

EDIT_WINDOW = timedelta(minutes=5)
LEASE = timedelta(seconds=60)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class TitleKey(models.CharField):  # type: ignore[type-arg]
    """By what titles are put in order: `Ängste` stands beside `Angst`, on every database."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = fold(model_instance.title)[: self.max_length]  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class Topic(models.Model):
    """What troubles people; rooms carry one or several."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class TopicWords(models.Model):
    """What people type when a topic is meant, in one language: `cannot sleep`, `my mum died`. One to a line."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="everyday")
    language = models.CharField(_("language"), max_length=12, default="en")
    words = models.TextField(
        _("everyday words"),
        max_length=4000,
        help_text=_("What people type when this is meant, one to a line: cannot sleep, awake at night."),
    )

    class Meta:
        verbose_name = _("everyday words")
        verbose_name_plural = _("everyday words")
        constraints = [models.UniqueConstraint(fields=["topic", "language"], name="one_list_a_language")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.language}"


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, user: Any) -> "RoomQuerySet":
        """Rooms this person may know of: open ones for all, private ones for those who are in them."""
        here = self.filter(archived_at=None)
        if not user.is_authenticated:
            return here.filter(access=Room.Access.OPEN)
        mine = Membership.objects.filter(
            room=models.OuterRef("pk"), user_id=user.pk, left_at=None, removed_at=None
        )
        return here.filter(Q(access=Room.Access.OPEN) | models.Exists(mine))

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:  # type: ignore[override]
        rooms: Any = super().bulk_create(objs, *args, **options)
        RoomWords.keep(rooms)
        return rooms


class Room(models.Model):
    """A place to talk that never closes. `seq` and `version` are raised only under a lock on this row."""

    class Access(models.TextChoices):
        OPEN = "open", _("open to every member")
        PRIVATE = "private", _("only for those invited")

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=80)
    for_whom = models.CharField(_("for whom"), max_length=160, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    guidelines = models.TextField(
        _("guidelines"),
        max_length=2000,
        blank=True,
        help_text=_("Shown before somebody writes here. One to a line."),
    )
    banner = models.CharField(_("banner"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    access = models.CharField(_("who may come in"), max_length=8, choices=Access.choices, default=Access.OPEN)
    topics = models.ManyToManyField(Topic, related_name="rooms", blank=True, verbose_name=_("topics"))
    capacity = models.PositiveIntegerField(_("places"), default=100)
    slow_mode = models.PositiveIntegerField(_("slow mode, seconds"), default=0)
    keep_days = models.PositiveIntegerField(
        _("keep what is said for, days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: for good. What is older is deleted every night and cannot be brought back."),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    seq = models.BigIntegerField(default=0, editable=False)
    version = models.BigIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Messages up to this seq have been let go, and with which version the room was told so (endings.purge).
    purged_to = models.BigIntegerField(default=0, editable=False)
    purged_version = models.BigIntegerField(default=0, editable=False)
    # When staff last changed what the room says of itself: open tabs draw that anew (keeping.change_room).
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Of these three nothing is asked when a message is stored; chores and `save` keep them (chores.py).
    sort_title = TitleKey(max_length=100, default="", editable=False)
    # last_message_at of a minute ago at most. It has the index, so that a message need not pay for one.
    heard_at = models.DateTimeField(default=NEVER, editable=False)
    # Hours of the week (0 is Monday 0:00 UTC) at which many usually write here (pace/hours.py).
    lively_hours = models.JSONField(default=list, blank=True, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["sort_title", "title"]
        indexes = [
            models.Index(fields=["archived_at", "access", "sort_title"], name="room_by_title"),
            models.Index(fields=["archived_at", "access", "heard_at", "id"], name="room_by_life"),
            models.Index(fields=["archived_at", "access", "language"], name="room_languages"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Any = None, **options: Any) -> None:
        super().save(*args, update_fields=update_fields, **options)
        if update_fields is None or RoomWords.OF_ROOM.intersection(update_fields):
            RoomWords.keep([self])

    def get_absolute_url(self) -> str:
        return reverse("room", args=[self.slug])

    @property
    def is_private(self) -> bool:
        return self.access == self.Access.PRIVATE


class RoomWords(models.Model):
    """What a word search looks at, folded (kernel/folding.py). It is no part of the room's own row, which every message
    writes anew. Words of topics are not in here: they are few, and asked of the topics themselves (searching.py)."""

    NEAR, FAR = ("title", "for_whom"), ("banner", "description", "guidelines")
    OF_ROOM = frozenset((*NEAR, *FAR))

    room = models.OneToOneField(Room, on_delete=models.CASCADE, primary_key=True, related_name="words")
    near = models.TextField(blank=True)
    far = models.TextField(blank=True)

    class Meta:
        verbose_name = _("words of a room")
        verbose_name_plural = _("words of rooms")

    def __str__(self) -> str:
        return str(self.room_id)

    @classmethod
    def of(cls, room: Room) -> Self:
        near, far = (
            # Each word once and with a space before it: ` panic` is where a word begins.
            "".join(f" {word}" for word in words_of("\n".join(getattr(room, name) for name in names)))
            for names in (cls.NEAR, cls.FAR)
        )
        return cls(room=room, near=near, far=far)

    @classmethod
    def keep(cls, rooms: Iterable[Room]) -> None:
        words: Any = [cls.of(room) for room in rooms]
        cls.objects.bulk_create(
            words,
            update_conflicts=True,
            unique_fields=["room"],
            update_fields=["near", "far"],
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def followed_by(self, person: Any) -> "MembershipQuerySet":
        """The rooms somebody follows and may be in."""
        return self.filter(
            user=person.pk, followed=True, left_at=None, removed_at=None, room__archived_at=None
        )


class Membership(models.Model):
    """A person in a room. Rows are kept after leaving, so that a reader's place and a removal are not forgotten."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    followed = models.BooleanField(_("follows the room"), default=True)
    read_seq = models.BigIntegerField(_("read up to"), default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed by a moderator"), null=True, blank=True)
    muted_until = models.DateTimeField(_("muted until"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_membership_each")]
        indexes = [models.Index(fields=["user", "followed"], name="membership_followed")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}"

    @property
    def is_in(self) -> bool:
        return self.left_at is None and self.removed_at is None

    @property
    def is_muted(self) -> bool:
        return self.muted_until is not None and self.muted_until > timezone.now()


class MessageQuerySet(models.QuerySet["Message"]):
    def for_display(self) -> "MessageQuerySet":
        """With the author, oldest first: what a page or a frame needs, in one query."""
        return self.select_related("author").order_by("seq")

    def changed_after(self, version: int) -> "MessageQuerySet":
        return self.filter(version__gt=version).order_by("version")


class Message(models.Model):
    """What somebody said. The words are drawn once, when they are stored."""

    class Removed(models.TextChoices):
        NO = "", _("no")
        AUTHOR = "author", _("by its author")
        MODERATOR = "moderator", _("by a moderator")

    # No index of their own for room and author: those below begin with them, and each one is paid for by every
    # message.
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages", db_index=False)
    seq = models.BigIntegerField()
    version = models.BigIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    role = models.CharField(
        max_length=16, blank=True, help_text=_("The role it was written in; empty for a member.")
    )
    client_id = models.UUIDField(default=uuid.uuid4)
    body = models.TextField(max_length=MAX_BODY, blank=True)
    body_html = models.TextField(blank=True)
    note = models.CharField(_("content note"), max_length=80, blank=True)
    reply_to = models.BigIntegerField(null=True, blank=True, help_text=_("seq of the message this answers"))
    reactions = models.JSONField(default=dict, blank=True)
    removed = models.CharField(max_length=9, choices=Removed.choices, default=Removed.NO, blank=True)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_message_for_a_seq"),
            models.UniqueConstraint(fields=["author", "client_id"], name="one_message_for_a_client_id"),
        ]
        indexes = [
            models.Index(fields=["room", "version"], name="message_changes"),
            models.Index(fields=["author", "at"], name="message_author_pace"),
        ]

    def __str__(self) -> str:
        return f"#{self.seq}"

    def get_absolute_url(self) -> str:
        return reverse("message", args=[self.room.slug, self.seq])

    @property
    def may_be_edited_until(self) -> Any:
        return self.at + EDIT_WINDOW


class Reaction(models.Model):
    """One kind answer without words. There is no unkind one."""

    class Choice(models.TextChoices):
        HEAR = "hear", _("I hear you")
        THINKING = "thinking", _("thinking of you")
        SAME = "same", _("same here")
        HELPED = "helped", _("this helped me")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reaction_rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions")
    reaction = models.CharField(max_length=8, choices=Choice.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(fields=["message", "user", "reaction"], name="one_reaction_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.reaction


class Greeting(models.Model):
    """Somebody came into an open room for the first time, and whether and when a person saw and answered them."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="greetings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="greetings")
    arrived_at = models.DateTimeField(default=timezone.now)
    # They have the room open and have not written in it.
    reads = models.BooleanField(default=False)
    # Somebody on duty has said so with a press, which is all that is known of seeing.
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    greeted_at = models.DateTimeField(null=True, blank=True)
    greeted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="greetings_given",
    )
    # The message that did it, and whether it was said to them or to everybody here.
    answer = models.BigIntegerField(null=True, blank=True, help_text=_("seq of the first answer"))
    to_them = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("greeting")
        verbose_name_plural = _("greetings")
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_greeting_each")]
        indexes = [
            models.Index(fields=["room", "arrived_at"], name="greeting_room"),
            models.Index(fields=["arrived_at"], condition=Q(greeted_at=None), name="greeting_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> "PresenceQuerySet":
        return self.filter(until__gt=timezone.now())


class Presence(models.Model):
    """A lease: this process has a socket of this person in this room open. What is not renewed runs out."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    process = models.CharField(max_length=32)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["room", "user", "process"], name="one_lease_each")]
        indexes = [
            models.Index(fields=["process"], name="presence_process"),
            models.Index(fields=["room", "until"], name="presence_room"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}"


class Epoch(models.Model):
    """One row that names this life of the database: restored from a backup it gets another, and tabs redraw."""

    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("epoch")
        verbose_name_plural = _("epochs")

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def current(cls) -> str:
        epoch, _made = cls.objects.get_or_create(pk=1)
        return epoch.value.hex
