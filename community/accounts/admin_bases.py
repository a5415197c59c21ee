"""Bases of the admin's lists."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from community.accounts.admin import LongList


class ReadOnly(LongList):
    """For everybody, superusers too."""

    actions = None
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
