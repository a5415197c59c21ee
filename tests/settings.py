"""The site's settings as the tests use them: nothing of this machine, nothing of `.env`, no slow passwords."""

import atexit
import os
import shutil
import tempfile

FROM_OUTSIDE = [
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "ALLOW_CROWD",
    "METRICS_TOKEN",
    "CHORES_AT",
    "PORT",
]
FROM_OUTSIDE += ["WEB_CONCURRENCY", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXIES"]
for name in FROM_OUTSIDE:
    os.environ.pop(name, None)

DATA = tempfile.mkdtemp(prefix="openhearth-tests-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ.update(
    ENV_FILE=os.devnull,
    SECRET_KEY="only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    FIELD_KEYS="xCIu3lvG6-Dow4MGE0EXZpVPg4RVQqXE1ukgMQb0I5U=",
    DEBUG="1",
    DATA_DIR=DATA,
    LOG_LEVEL="WARNING",
)
# A plain run of the suite uses SQLite; `TEST_DATABASE_URL=postgres://…` runs the same tests on another database.
if other := os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = other

from community.settings import *  # noqa: E402, F403
from community.settings import DATABASES  # noqa: E402

# Nobody is asked to accept a clause unless a test is about that (see tests/moderation/clauses).
CLAUSES_LOOKED_AT_EVERY = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads of one test see one another's rows; no fsync, for it is thrown away.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(DATA, "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
