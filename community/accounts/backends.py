"""Who it is that signs in: by handle and password, with the same work for every wrong answer."""

from allauth.account.auth_backends import AuthenticationBackend

from . import blocks
from .models import User
from .notices.models import with_news


class SignInBackend(AuthenticationBackend):
    """allauth's, but a closed account gets no page of its own: it is as unknown as a name nobody has.

    A wrong name, a wrong password and a closed account each cost one look-up and one hash. Whoever closed their own
    account and has its password is let through to the page where they may come back (returning.py).
    """

    def get_user(self, user_id: int) -> User | None:
        """The person a page or a socket is for, and in the same query whom they do not meet and whether news waits."""
        person = with_news(blocks.with_hidden(User.objects.filter(pk=user_id))).first()
        return person if person is not None and self.user_can_authenticate(person) else None

    def _authenticate_by_username(self, username: str, password: str) -> User | None:
        person = User.objects.filter(handle=username.strip().lower()).first()
        if person is None:
            return None
        self._did_check_password = True
        may_try = person.is_active or person.may_come_back
        return person if person.check_password(password) and may_try else None
