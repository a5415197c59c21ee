"""To look at: who was told what kind of thing, when, and whether it was seen. Not with which words."""

from django.contrib import admin

from community.accounts.admin_bases import ReadOnly

from .models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    list_display = ("at", "person", "kind", "seen_at")
    list_filter = ("kind",)
    list_select_related = ("person",)
    ordering = ("-pk",)
    search_fields = ("person__handle",)
    fields = ("at", "person", "kind", "seen_at")
