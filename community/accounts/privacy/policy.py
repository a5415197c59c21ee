"""Who may close an account, and when the site would be left without anybody to look after it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.kernel.refused import NotAllowed

from ..actor import Actor
from ..models import User


def check_can_close(person: User, *, by: Actor) -> None:
    """Raises NotAllowed. Call it with the people it counts locked (services.close)."""
    if person.pk != by.pk or not by.person.is_active:
        raise NotAllowed(_("Only this person can close this account."))
    if why := why_not_close(person):
        raise NotAllowed(why, code="last_of_all")


def why_not_close(person: User) -> str | Promise:
    """Empty for everybody but the last who looks after the site: it says what to do first."""
    if not (person.is_staff or person.is_superuser):
        return ""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.filter(is_superuser=True).exists():
        return _(
            "You are the only one who runs this site. Please let somebody else run it first, with "
            "“manage.py createsuperuser”; then you can close your account."
        )
    if person.is_staff and not others.filter(is_staff=True).exists():
        return _(
            "You are the only one on the staff of this site. Please ask whoever runs it to make somebody else "
            "staff first; then you can close your account."
        )
    return ""
