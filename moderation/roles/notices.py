"""How a role is called in somebody's news."""

from collections.abc import Collection

from community.accounts.models import User
from community.accounts.notices.drawing import says

from .models import Role


@says("role")
def roles(reader: User, names: Collection[str]) -> dict[str, str]:
    return {role: str(label) for role, label in Role.choices if role in names}
