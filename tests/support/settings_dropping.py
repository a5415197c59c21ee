"""The site's own settings, with the channel layer of tests/support/dropping.py."""

from community.settings import *  # noqa: F403
from community.settings import CHANNEL_LAYERS

CHANNEL_LAYERS["default"]["BACKEND"] = "tests.support.dropping.DroppingLayer"
