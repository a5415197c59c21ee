"""What is held of a person by themselves: the account, how they sign in, whom they do not meet.

Here stands, too, what Django and allauth keep, since they cannot declare it.
"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, kept, not_exported, rows

from . import services
from .models import User

YOU = _("You.")
YOU_AND_RUNNERS = _("You, and whoever runs the server.")
UNTIL_DELETED = _("As long as your account.")


# --- The account itself -----------------------------------------------------------------------------

declare(
    "accounts.User",
    "pk",
    part=Part.ACCOUNT,
    what=_("Your account: your names, the line about you, your address, and when you came."),
    export=rows(
        handle=_("Name to sign in with"),
        display_name=_("Name to go by"),
        about=_("Line about me"),
        email=_("E-mail"),
        language=_("Language"),
        time_zone=_("Time zone"),
        date_joined=_("Came on"),
        last_login=_("Signed in last"),
        ring_answers=_("Told of answers"),
        ring_mentions=_("Told when called by name"),
        ring_rooms=_("Told of new messages in rooms I follow"),
        adult_confirmed_at=_("Said to be 18 or older"),
        rules_accepted_at=_("Accepted the house rules"),
        suspended_until=_("Suspended until"),
        muted_until=_("Muted until"),
        leaving=_("Leaving by the keyboard"),
        leave_signs_out=_("Leaving signs out"),
        is_staff=_("On the staff of this site"),
    ),
    ending=emptied(
        services.make_a_shell_of,
        words=_("A number without a name stays, so that answers of others keep their place."),
    ),
    kept_for=UNTIL_DELETED,
    read_by=_(
        "Everybody who is signed in reads the names and the line about you; staff also when you came; nobody the address."
    ),
)
declare(
    "accounts.UnconfirmedAddress",
    "person",
    part=Part.ACCOUNT,
    what=_("An address you typed and have not confirmed yet. It opens nothing."),
    export=rows(email=_("E-mail"), mail_sent_at=_("Mail sent"), until=_("Forgotten after")),
    ending=deleted(),
    kept_for=_("A week, or until you confirm it."),
    read_by=YOU,
)
declare(
    "accounts.RecoveryPhrase",
    "person",
    part=Part.ACCOUNT,
    what=_("That you have a recovery phrase. Of the words themselves only a hash is kept."),
    export=rows(made_at=_("Made on")),
    ending=deleted(),
    kept_for=_("Until you use it, make a new one or take it away."),
    read_by=_("You see that there is one. Nobody can read its words."),
)
declare(
    "account.EmailAddress",
    "user",
    part=Part.ACCOUNT,
    what=_("An older address for getting back in, if the site ever kept one."),
    export=rows(email=_("E-mail"), verified=_("Confirmed")),
    ending=deleted(),
    kept_for=_("Until you change your address."),
    read_by=YOU,
)


def _confirmations(person: Any) -> None:
    """Gone with their address; whichever is deleted first."""
    from allauth.account.models import EmailConfirmation

    EmailConfirmation.objects.filter(email_address__user=person).delete()


declare(
    "account.EmailConfirmation",
    "email_address",
    part=Part.WORKINGS,
    what=_("A link that was sent to an address."),
    export=not_exported(_("It opens something for whoever has it, and says nothing beside the address.")),
    ending=deleted(_confirmations),
    kept_for=_("Three days at most."),
    read_by=_("Nobody."),
)
declare(
    "mfa.Authenticator",
    "user",
    part=Part.ACCOUNT,
    what=_("Your second steps: apps, keys, passkeys and spare codes."),
    export=rows(type=_("Kind"), created_at=_("Added on"), last_used_at=_("Used last")),
    ending=deleted(),
    kept_for=_("Until you take it away."),
    read_by=_("You see that it is there. Its secret is shown to nobody, and is not in an export."),
)
declare(
    "accounts.Block",
    "by",
    part=Part.ACCOUNT,
    what=_("People you blocked."),
    export=rows(person__handle=_("Who"), at=_("Since")),
    ending=deleted(),
    kept_for=_("Until you take it back."),
    read_by=YOU,
)
declare(
    "accounts.Block",
    "person",
    part=Part.ACCOUNT,
    what=_("That others blocked you."),
    export=not_exported(_("It is theirs. You are not told, and neither is anybody else.")),
    ending=deleted(),
    kept_for=_("Until they take it back."),
    read_by=_("The person who did it."),
)

declare(
    "accounts.Mute",
    "by",
    part=Part.ACCOUNT,
    what=_("People you muted for yourself."),
    export=rows(person__handle=_("Who"), at=_("Since")),
    ending=deleted(),
    kept_for=_("Until you take it back."),
    read_by=YOU,
)
declare(
    "accounts.Mute",
    "person",
    part=Part.ACCOUNT,
    what=_("That others muted you for themselves."),
    export=not_exported(_("It is theirs. You are not told, and neither is anybody else.")),
    ending=deleted(),
    kept_for=_("Until they take it back."),
    read_by=_("The person who did it."),
)

# --- Signing in --------------------------------------------------------------------------------------


def _sessions(person: Any) -> None:
    """The list of devices names each session, so both end here, whichever of the two is deleted first."""
    devices = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(devices.values_list("session_key", flat=True))).delete()
    devices.delete()


declare(
    "usersessions.UserSession",
    "user",
    part=Part.ACCOUNT,
    what=_("Devices you are signed in on, each with the address and the browser it came from."),
    export=rows(
        created_at=_("Signed in"),
        last_seen_at=_("Seen last"),
        ip=_("Address"),
        user_agent=_("Browser"),
    ),
    ending=deleted(_sessions),
    kept_for=_("Until you sign out, at most 30 days."),
    read_by=_("You, without the address; whoever runs the server."),
)


declare(
    "sessions.Session",
    "session_data",
    part=Part.WORKINGS,
    what=_("What a signed-in browser is known by."),
    export=not_exported(
        _("It is a key and a number; the list of your devices says what can be said in words.")
    ),
    ending=deleted(_sessions),
    kept_for=_("30 days after it was last used."),
    read_by=_("Nobody."),
)
declare(
    "accounts.Revocation",
    "user",
    part=Part.WORKINGS,
    what=_("That open pages of yours had to close: you signed out, changed your password, lost a place."),
    export=not_exported(_("It says nothing but a number and a moment, and is gone after a week.")),
    ending=kept(_("A number and a moment, gone after a week with all others.")),
    kept_for=_("A week."),
    read_by=_("Staff."),
)

# --- Django's own ------------------------------------------------------------------------------------


def _admin_words(person: Any) -> None:
    """The admin wrote the name of what it changed beside it."""
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    )
    about.update(object_repr="", change_message="")


def _admin_acts(person: Any) -> Any:
    entries = LogEntry.objects.filter(user=person).exclude(
        Q(content_type__app_label="accounts") & Q(content_type__model="user")
    )
    for entry in entries.select_related("content_type").order_by("pk").iterator(chunk_size=500):
        yield {
            "at": entry.action_time,
            "act": entry.get_action_flag_display(),
            "thing": str(entry.content_type),
        }


declare(
    "admin.LogEntry",
    "user",
    part=Part.ROLE,
    what=_("What you changed in the administration of this site."),
    export=rows(_admin_acts, at=_("When"), act=_("What"), thing=_("Of")),
    ending=kept(
        _(
            "Which staff changed what stays, by number, as long as the site; what it says of you as a person is wiped."
        ),
        _admin_words,
    ),
    kept_for=_("As long as the site."),
    read_by=_("Staff."),
)
for _through, _what in (
    ("accounts.User_groups", _("What your roles let you open in the administration.")),
    ("accounts.User_user_permissions", _("Single permissions in the administration; none are given here.")),
):
    declare(
        _through,
        "user",
        part=Part.ROLE,
        what=_what,
        export=not_exported(_("It follows from your roles, which are in here.")),
        ending=deleted(),
        kept_for=_("As long as the role."),
        read_by=_("Staff."),
    )
