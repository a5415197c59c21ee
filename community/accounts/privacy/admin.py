"""Exports for staff: that there are some, and whether the chore keeps up. Nobody fetches another person's."""

from django.contrib import admin

from community.kernel.admin import ReadOnlyAdmin

from .models import Export


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    list_display = ("person", "asked_at", "started_at", "tries", "ready_at", "failed_at", "until", "size")
    list_filter = (("ready_at", admin.EmptyFieldListFilter), ("failed_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    fields = list_display
