"""What ended, to be read by staff. People themselves stand above, with what staff may do to somebody
(moderation/cases/admin.py): that is logged, and the log knows people.
"""

from django.contrib import admin

from community.kernel.admin import ReadOnlyAdmin

from .models import RecoveryPhrase, Revocation, UnconfirmedAddress


@admin.register(UnconfirmedAddress)
class UnconfirmedAddressAdmin(ReadOnlyAdmin):
    """That there is one, for whoever asks why no mail came. The address itself is nobody's business."""

    list_display = ("person", "mail_sent_at", "until")
    list_select_related = ("person",)
    fields = ("person", "mail_sent_at", "until")


@admin.register(RecoveryPhrase)
class RecoveryPhraseAdmin(ReadOnlyAdmin):
    """That there is one. Its words are read by nobody, not even as the hash they are kept as."""

    list_display = ("person", "made_at")
    list_select_related = ("person",)
    fields = ("person", "made_at")


@admin.register(Revocation)
class RevocationAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "user", "room_id")
    list_filter = ("kind",)
    list_select_related = ("user",)
