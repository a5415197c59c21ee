"""A piece of news for a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import blocks
from community.accounts.models import User

from .catalogue import KINDS, kinds_for

PERSON = settings.AUTH_USER_MODEL


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown_to(self, person: User) -> "NoticeQuerySet":
        """Theirs, but for what comes from somebody whom they have stopped meeting since."""
        kinds = kinds_for(suspended=person.is_suspended)
        return self.filter(person=person.pk, kind__in=kinds).exclude(about__in=blocks.unseen_by(person))

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at=None)


class Notice(models.Model):
    """`facts` are numbers, short names and role words, and never anything a person wrote (catalogue.Kind.check)."""

    person = models.ForeignKey(
        PERSON, on_delete=models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=32)
    # Whose doing it is, where a block between the two would hold it back. Never who moderated.
    about = models.ForeignKey(
        PERSON, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("about")
    )
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    same_as = models.CharField(max_length=100, blank=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            # The bell of every page.
            models.Index(fields=["person", "kind"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["person", "-at"], name="notice_of_person"),
            models.Index(fields=["kind", "at"], name="notice_kept"),
            # What is gone where it was said is gone here.
            models.Index(fields=["same_as", "kind"], condition=~Q(same_as=""), name="notice_same"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.person_id}"

    @property
    def url(self) -> str:
        """Made from the catalogue each time: an address that was stored could lead anywhere."""
        return KINDS[self.kind].url(self.facts)


# Written out: every page and every socket reads a person, and the ORM takes longer to say it than the database to
# answer.
_WAITS = "EXISTS (SELECT 1 FROM notices_notice n WHERE n.person_id = accounts_user.id AND n.seen_at IS NULL)"


def with_news(people: QuerySet[User]) -> QuerySet[User]:
    """People who know whether anything waits for them: for nearly everybody, nearly always, that answers the bell.

    What comes while the request lasts is on the next page, and live.
    """
    waits = RawSQL(_WAITS, (), output_field=models.BooleanField())  # noqa: S611, nothing from outside is in it
    return people.annotate(news_waits=waits)
