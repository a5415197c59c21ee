"""What ended, to be read by staff. People themselves stand above, with what staff may do to somebody
(moderation/cases/admin.py): that is logged, and the log knows people.
"""

from django.contrib import admin

from community.kernel.admin import ReadOnlyAdmin

from .models import Revocation


@admin.register(Revocation)
class RevocationAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "user", "room_id")
    list_filter = ("kind",)
    list_select_related = ("user",)
