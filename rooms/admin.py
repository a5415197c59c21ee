"""Rooms for staff. Nobody's words can be changed here, and those of private rooms cannot be read here either.

Tables of messages grow without end, so they are searched by room and by person, which have indexes, never by words.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, ManyToManyField, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.accounts.actor import Actor, actor_of
from community.accounts.models import User
from community.kernel.admin import (
    ActsWithReason,
    FieldsNamedInTable,
    LongList,
    NamedInTable,
    PagesWithoutCount,
    ReadOnlyAdmin,
    ThroughServices,
    made_by_service,
)
from community.kernel.attention import Line, attention
from community.kernel.refused import Refused
from moderation.roles.models import Role, RoleGrant
from moderation.roles.policy import MODERATING

from . import keeping
from .models import Epoch, Membership, Message, Presence, Reaction, Room, Topic, TopicWords


@attention
def rooms_that_nobody_looks_after(viewer: Actor) -> Line | None:
    """Open rooms without a host or a moderator. Whoever moderates the whole site looks after them all."""
    in_force = RoleGrant.objects.in_force()
    if in_force.filter(role__in=MODERATING, room=None, person__is_active=True).exists():
        return None
    here = in_force.filter(room=OuterRef("pk"), role__in=(*MODERATING, Role.HOST), person__is_active=True)
    n = Room.objects.filter(~Exists(here), archived_at=None, access=Room.Access.OPEN).count()
    said = ngettext(
        "%(n)d room has neither a host nor a moderator.",
        "%(n)d rooms have neither a host nor a moderator.",
        n,
    )
    return Line(said % {"n": n}, reverse("admin:rooms_room_changelist"), weight=2) if n else None


class OfRooms(LongList):
    """Searched by a room's address or @handle."""

    # get_search_results does not use it; that it is not empty shows the search field.
    search_fields = ("pk",)
    search_help_text = _("The last part of a room's address, or @ and the name somebody signs in with.")
    room_path, person_path = "room", "user"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip().lower()
        if not term:
            return queryset, False
        # The one row is looked up first: a join on a large table would be ordered before it is narrowed.
        if term.startswith("@"):
            people = User.objects.filter(handle=term[1:])
            return queryset.filter(**{self.person_path: people.first()}), False
        return queryset.filter(**{self.room_path: Room.objects.filter(slug=term).first()}), False


class TopicWordsForms(NamedInTable):
    away = _("Take these words away")


class TopicWordsInline(FieldsNamedInTable):
    model = TopicWords
    formset = TopicWordsForms
    extra = 1
    fields = ("language", "words")


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "slug", "description", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        # A new topic gets the words that are usual for its address first (receivers.py); they show when it is there.
        return [TopicWordsInline] if obj else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position" and field is not None:
            # In the list it stands in a cell, where nothing else says what it is.
            field.widget.attrs["aria-label"] = field.label
        return field


@admin.register(Room)
class RoomAdmin(ActsWithReason, ThroughServices):
    paginator = PagesWithoutCount
    show_full_result_count = False
    list_per_page = 50
    list_display = ("title", "slug", "access", "language", "seq", "last_message_at", "archived_at")
    list_filter = ("access", ("archived_at", admin.EmptyFieldListFilter), "topics")
    search_fields = ("title", "slug")
    search_help_text = _("Part of the title or of the address.")
    # Ticked, not moved between two lists: those cannot be used without seeing them.
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ("seq", "version", "last_message_at", "created_at", "changed_at", "archived_at")
    # The address stands in people's links, and a private room made open would show everybody what was said there.
    once_made = ("slug", "access")
    actions = ("archive", "reopen")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, *self.once_made) if obj else self.readonly_fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("title",)}

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if change:
            given = {name: form.cleaned_data[name] for name in form.changed_data}
            made = keeping.change_room(Room(pk=obj.pk), by=actor_of(request), **given)
        else:
            made = keeping.open_room(by=actor_of(request), **form.cleaned_data)
        made_by_service(obj, made)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """The topics have gone through the service with the rest."""

    @admin.action(description=_("Archive: take out of the list and close for everybody"))
    def archive(self, request: Any, queryset: QuerySet[Room]) -> None:
        def act(room: Room, reason: str) -> None:
            keeping.archive(room, by=actor_of(request))

        self.act_on_each(request, queryset.filter(archived_at=None), act, "archived")

    @admin.action(description=_("Open again"))
    def reopen(self, request: Any, queryset: QuerySet[Room]) -> None:
        def act(room: Room, reason: str) -> None:
            keeping.reopen(room, by=actor_of(request))

        self.act_on_each(request, queryset.exclude(archived_at=None), act, "opened again")


class InvitationForm(forms.ModelForm[Membership]):
    class Meta:
        labels = {"user": _("Person")}

    def clean_room(self) -> Room:
        room: Room = self.cleaned_data["room"]
        try:
            keeping.check_can_be_invited_to(room)
        except Refused as refused:
            raise forms.ValidationError(str(refused.message)) from refused
        return room

    def validate_unique(self) -> None:
        """Whoever has left is asked in again; the service looks at that."""


@admin.register(Membership)
class MembershipAdmin(ThroughServices, OfRooms):
    """Somebody is invited to a private room here. Leaving and removing go through their own pages."""

    list_display = ("room", "user", "followed", "joined_at", "left_at", "removed_at")
    list_select_related = ("room", "user")
    form = InvitationForm
    raw_id_fields = ("room", "user")
    fields = ("room", "user", "followed", "read_seq", "joined_at", "left_at", "removed_at", "muted_until")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj else ("room", "user", "followed")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        given = form.cleaned_data
        made_by_service(
            obj, keeping.invite(given["room"], given["user"], by=actor_of(request), follow=given["followed"])
        )


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin, OfRooms):
    list_display = ("number", "room", "author", "at", "edited_at", "removed")
    list_select_related = ("room", "author")
    fields = (
        "room",
        "seq",
        "version",
        "author",
        "at",
        "edited_at",
        "removed",
        "reply_to",
        "reactions",
        "words",
    )
    person_path = "author"

    @admin.display(description=_("number in the room"))
    def number(self, message: Message) -> str:
        return f"#{message.seq}"

    @admin.display(description=_("words"))
    def words(self, message: Message) -> str | SafeString:
        if message.room.is_private:
            return gettext("Not shown here: this was said in a private room.")
        if message.removed:
            return gettext("Removed.")
        note = format_html("<p>{}</p>", message.note) if message.note else ""
        # Drawn and escaped when it was stored.
        return format_html("{}<p>{}</p>", note, mark_safe(message.body_html))


@admin.register(Reaction)
class ReactionAdmin(ReadOnlyAdmin, OfRooms):
    list_display = ("reaction", "message", "where", "user", "at")
    list_select_related = ("message__room", "user")
    fields = ("message", "reaction", "user", "at")
    room_path = "message__room"

    @admin.display(description=_("room"))
    def where(self, reaction: Reaction) -> str:
        return reaction.message.room.title


@admin.register(Presence)
class PresenceAdmin(ReadOnlyAdmin, OfRooms):
    list_display = ("room", "user", "process", "until")
    list_select_related = ("room", "user")


@admin.register(Epoch)
class EpochAdmin(ReadOnlyAdmin):
    list_display = ("pk", "value")
