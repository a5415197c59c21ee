"""Rooms for staff. Nobody's words can be changed here, and those of private rooms cannot be read here either.

Tables of messages grow without end, so their lists count nothing over a whole table, and they are searched by
room and by person, which have indexes, never by words.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User

from . import services
from .models import Epoch, Membership, Message, Presence, Reaction, Room, Topic


class PagesWithoutCount(Paginator):  # type: ignore[type-arg]
    """Counts as far as anybody turns pages, and no further."""

    COUNTED = 2000

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.COUNTED].count())


class NewestFirst(ChangeList):
    """Always by key: sorting a million rows by another column is nothing a page can wait for."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return ["-pk"]

    def get_ordering_field_columns(self) -> dict[int, Any]:
        return {}


class LargeTable(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list that stays fast at a million rows, searched by a room's address or @handle."""

    paginator = PagesWithoutCount
    show_full_result_count = False
    list_per_page = 50
    sortable_by = ()
    # get_search_results does not use it; that it is not empty shows the search field.
    search_fields = ("pk",)
    search_help_text = _("The last part of a room's address, or @ and the name somebody signs in with.")
    room_path, person_path = "room", "user"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NewestFirst

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


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Looked at and never touched: the services keep its numbers and its news in step."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "slug", "description", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position" and field is not None:
            # In the list it stands in a cell, where nothing else says what it is.
            field.widget.attrs["aria-label"] = field.label
        return field


class ReasonForm(helpers.ActionForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    paginator = PagesWithoutCount
    show_full_result_count = False
    list_per_page = 50
    list_display = ("title", "slug", "access", "language", "seq", "last_message_at", "archived_at")
    list_filter = ("access", ("archived_at", admin.EmptyFieldListFilter), "topics")
    search_fields = ("title", "slug")
    search_help_text = _("Part of the title or of the address.")
    # Ticked, not moved between two lists: those cannot be used without seeing them.
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    readonly_fields = ("seq", "version", "last_message_at", "created_at", "archived_at")
    # A private room made open would show everybody what was said in private.
    once_made = ("access",)
    action_form = ReasonForm
    actions = ("archive", "reopen")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.readonly_fields, *self.once_made) if obj else self.readonly_fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("title",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what people said would go with it; a room is archived instead

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Only what was changed: a whole row would put back the seq that messages have raised meanwhile."""
        if not change:
            obj.save()
            return
        own = {field.name for field in Room._meta.concrete_fields}
        if changed := own.intersection(form.changed_data):
            obj.save(update_fields=changed)

    @admin.action(description=_("Archive: take out of the list and close for everybody"))
    def archive(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._for_each(request, queryset.filter(archived_at=None), services.archive, "archived")

    @admin.action(description=_("Open again"))
    def reopen(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._for_each(request, queryset.exclude(archived_at=None), services.reopen, "opened again")

    def _for_each(self, request: HttpRequest, rooms: QuerySet[Room], change: Any, what: str) -> None:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.message_user(request, _("Please give a reason; nothing has been changed."), messages.WARNING)
            return
        chosen = list(rooms)
        for room in chosen:
            change(room, by=request.user)
            self.log_change(request, room, f"{what}: {reason}")
        said = ngettext("%(count)d room changed.", "%(count)d rooms changed.", len(chosen))
        self.message_user(request, said % {"count": len(chosen)})


class InvitationForm(forms.ModelForm[Membership]):
    def clean_room(self) -> Room:
        """Before the first word: whoever could invite themselves later would need no second person to read it."""
        room: Room = self.cleaned_data["room"]
        if room.is_private and room.seq:
            raise forms.ValidationError(
                _("People have talked in this private room. Nobody is put into it from here.")
            )
        return room


@admin.register(Membership)
class MembershipAdmin(LargeTable):
    """Somebody is invited to a private room here. Leaving and removing go through their own pages."""

    list_display = ("room", "user", "followed", "joined_at", "left_at", "removed_at")
    list_select_related = ("room", "user")
    form = InvitationForm
    raw_id_fields = ("room", "user")
    fields = ("room", "user", "followed", "read_seq", "joined_at", "left_at", "removed_at", "muted_until")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj else ("read_seq", "joined_at", "left_at", "removed_at", "muted_until")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(ReadOnly, LargeTable):
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
class ReactionAdmin(ReadOnly, LargeTable):
    list_display = ("reaction", "message", "where", "user", "at")
    list_select_related = ("message__room", "user")
    fields = ("message", "reaction", "user", "at")
    room_path = "message__room"

    @admin.display(description=_("room"))
    def where(self, reaction: Reaction) -> str:
        return reaction.message.room.title


@admin.register(Presence)
class PresenceAdmin(ReadOnly, LargeTable):
    list_display = ("room", "user", "process", "until")
    list_select_related = ("room", "user")


@admin.register(Epoch)
class EpochAdmin(ReadOnly):
    list_display = ("pk", "value")
