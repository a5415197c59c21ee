"""To look at: who was told what kind of thing, when, and whether it was seen. Not with which words."""

from django.contrib import admin

from community.kernel.admin import FoundByName, ReadOnlyAdmin

from .models import Notice


@admin.register(Notice)
class NoticeAdmin(FoundByName, ReadOnlyAdmin):
    list_display = ("at", "person", "kind", "seen_at")
    list_select_related = ("person",)
    person_path = "person__"
    fields = ("at", "person", "kind", "seen_at")
