"""A person, and what ends a person's presence in open sockets."""

from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.kernel.limits import NEW_FOR

# How the handle of a deleted account begins; nobody can sign up with one (handles.py).
# The zone of an account that has told none: then times are those of the device (community/middleware.py).
UNTOLD = "UTC"
GONE = "gone-"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle=(username or "").strip().lower())

    def create_user(self, handle: str, password: str | None = None, **fields: Any) -> "User":
        """A person with a handle; `fields` as on the model. The handle is stored in lower case."""
        user = self.model(handle=handle.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, password: str | None = None, **fields: Any) -> "User":
        now = timezone.now()
        fields = {"adult_confirmed_at": now, "rules_accepted_at": now, **fields}
        return self.create_user(handle, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Pseudonymous: a handle to sign in with, a name to go by, and nothing else that has to be given."""

    class Origin(models.TextChoices):
        SIGNED_UP = "", _("signed up")
        DEMO = "demo", _("made by the demo")
        CROWD = "crowd", _("made to measure the engine")

    class Leaving(models.TextChoices):
        """How a keyboard leaves the site at once."""

        THREE = "", _("Shift pressed three times")
        FIVE = "five", _("Shift pressed five times")
        OFF = "off", _("Only the button")

    handle = models.CharField(
        _("name to sign in with"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("This name is already in use.")},
    )
    display_name = models.CharField(_("name I go by"), max_length=40, blank=True)
    # Only ever one that was confirmed, so whatever is sent here reaches this person (UnconfirmedAddress, addresses.py).
    email = models.EmailField(_("e-mail for getting back in"), blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default=UNTOLD)
    about = models.CharField(_("a line about me"), max_length=280, blank=True)
    adult_confirmed_at = models.DateTimeField(_("said to be 18 or older"), null=True, blank=True)
    rules_accepted_at = models.DateTimeField(_("accepted the house rules"), null=True, blank=True)
    origin = models.CharField(
        max_length=8, choices=Origin.choices, default=Origin.SIGNED_UP, blank=True, editable=False
    )
    leaving = models.CharField(
        _("leaving by the keyboard"), max_length=4, choices=Leaving.choices, default=Leaving.THREE, blank=True
    )
    leave_signs_out = models.BooleanField(_("leaving signs out, too"), default=False)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Off: the person cannot sign in, and open pages close.")
    )
    # Set when a person has closed their own account: until then they may come back, after it all is deleted.
    # Empty with `is_active` off: closed by staff, and nobody comes back by themselves.
    delete_after = models.DateTimeField(_("deleted after"), null=True, blank=True, editable=False)
    # Nothing is left but this row, so that what others answered keeps its place.
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True, editable=False)
    # Part of what a sign-in is bound to: one higher, and every sign-in there is has ended.
    sign_in_round = models.PositiveIntegerField(default=0, editable=False)
    muted_until = models.DateTimeField(_("muted everywhere until"), null=True, blank=True, editable=False)
    # Which news the bell rings for; what keeps people safe always does (notices/catalogue.py).
    ring_answers = models.BooleanField(_("hears of answers"), default=True)
    ring_mentions = models.BooleanField(_("hears of being called by name"), default=True)
    ring_rooms = models.BooleanField(_("hears of new messages in rooms they follow"), default=True)
    # What was new in rooms before this moment the bell does not count: the person has looked.
    rooms_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        # Unique whatever the case, because there is only one case: the plain index then serves every look-up.
        constraints = [
            models.CheckConstraint(condition=models.Q(handle=Lower("handle")), name="handle_in_lower_case"),
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="address_opens_one_account"
            ),
        ]
        indexes = [
            models.Index(
                fields=["delete_after"],
                condition=models.Q(delete_after__isnull=False),
                name="person_to_delete",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name this person goes by in rooms."""
        if self.handle.startswith(GONE):
            return gettext("somebody who left")
        return self.display_name or self.handle

    @property
    def mark(self) -> str:
        """Names the generated picture; tells nothing of the person."""
        return mark_of(self.pk)

    @property
    def is_crowd(self) -> bool:
        return self.origin == self.Origin.CROWD

    @property
    def is_new(self) -> bool:
        """In the first day, for the limits that hold then."""
        return timezone.now() - self.date_joined < NEW_FOR

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def may_come_back(self) -> bool:
        """Closed by themselves, and the days for thinking it over are not out."""
        return not self.is_active and self.delete_after is not None and self.delete_after > timezone.now()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        bound_to = self.password if not self.sign_in_round else f"{self.password}.{self.sign_in_round}"
        return salted_hmac("openhearth.sign-in", bound_to, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_muted(self) -> bool:
        return self.muted_until is not None and self.muted_until > timezone.now()

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **options: Any) -> "User":
        user = super().from_db(db, field_names, values, **options)
        user._was_active = user.__dict__.get("is_active", True)
        return user

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password or a closed account ends what is open, whoever saves it: page, admin or shell.

        Whoever is opened again is not deleted, and whoever is deleted is not opened again.
        """
        if self.deleted_at is not None:
            self.is_active = False
        elif self.is_active and self.delete_after is not None:
            self.delete_after = None
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "delete_after"}
        new_password = bool(self.pk) and getattr(self, "_password", None) is not None
        closed = bool(self.pk) and not self.is_active and getattr(self, "_was_active", True)
        with transaction.atomic():
            super().save(*args, **kwargs)
            if closed:
                Revocation.objects.create(kind=Revocation.Kind.ACCOUNT, user_id=self.pk)
            elif new_password:
                Revocation.objects.create(kind=Revocation.Kind.SESSIONS, user_id=self.pk)
        self._was_active = self.is_active


@lru_cache(maxsize=20_000)
def mark_of(user_id: int) -> str:
    """Eight letters that name a person's generated picture, not to be counted up or turned back."""
    return salted_hmac("openhearth.mark", str(user_id), algorithm="sha256").hexdigest()[:8]


def session_digest(session_key: str) -> str:
    """What is kept of a session key: enough to know it again, useless to sign in with."""
    return salted_hmac("openhearth.session", session_key, algorithm="sha256").hexdigest()


class Revocation(models.Model):
    """Somebody may no longer be where a socket of theirs is. Every process reads the new ones once a second.

    The row is the truth; a hint over the channel layer only makes it faster.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("one sign-in ended")
        SESSIONS = "sessions", _("every older sign-in ended")
        ACCOUNT = "account", _("the account may not be here")
        ROOM = "room", _("one room was lost")
        RIGHTS = "rights", _("what the person may do has changed")
        NAME = "name", _("the person goes by another name")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="revocations"
    )
    session = models.CharField(max_length=64, blank=True)
    # A number and no foreign key: people know nothing of rooms. Empty with kind `rights`: everywhere.
    room_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        indexes = [models.Index(fields=["at"], name="revocation_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M:%S}"


class Block(models.Model):
    """`by` wants nothing to do with `person`. It holds both ways: neither meets the other anywhere."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_given")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks_met")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "person"], name="one_block_each"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("person")), name="nobody_blocks_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} · {self.person_id}"


class UnconfirmedAddress(models.Model):
    """An address somebody typed. Until it is confirmed it may be a stranger's, so it opens nothing."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="unconfirmed_address")
    email = models.EmailField(_("e-mail"))
    mail_sent_at = models.DateTimeField(_("mail sent"), null=True, blank=True)
    until = models.DateTimeField(_("forgotten after"))

    class Meta:
        verbose_name = _("unconfirmed address")
        verbose_name_plural = _("unconfirmed addresses")
        indexes = [models.Index(fields=["until"], name="unconfirmed_until")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.until:%Y-%m-%d}"


class RecoveryPhrase(models.Model):
    """Words that open the account once, for whoever has no address. Kept as a hash, as a password is."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="recovery_phrase")
    words = models.CharField(_("words, hashed"), max_length=128, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("recovery phrase")
        verbose_name_plural = _("recovery phrases")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.made_at:%Y-%m-%d}"


class Mute(models.Model):
    """`by` does not want to read `person` for now. It holds one way: `person` notices nothing and meets `by` as before."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes_given")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes_met")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("person put aside")
        verbose_name_plural = _("people put aside")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "person"], name="one_mute_each"),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("person")), name="nobody_mutes_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} · {self.person_id}"
