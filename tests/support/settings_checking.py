"""The site's own settings, with the two checks of tests/support/checking.py."""

from community.settings import *  # noqa: F403
from community.settings import INSTALLED_APPS

INSTALLED_APPS += ["tests.support.checking_app.Checking"]
