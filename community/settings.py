"""Every setting of the site, read from the environment or from `.env`.

What is missing or wrong is told by `manage.py check` (community/checks.py), not by a traceback here.
Names that outside tools rely on: SECRET_KEY DEBUG ALLOWED_HOSTS DATABASE_URL REDIS_URL EMAIL_URL DATA_DIR
PORT FIELD_KEYS, and ALLOW_CROWD for `manage.py crowd`.
"""

import os
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Lets classes say what they hold, as `ModelAdmin[Room]`.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(os.environ.get("ENV_FILE") or BASE_DIR / ".env")

# --- What the environment says -------------------------------------------------------------------

# Name of a setting → what is wrong with its value. The site then goes on with the default as far as
# `manage.py check`, which tells of it and refuses (community/checks.py).
WRONG: dict[str, str] = {}


def read(name: str, how: Callable[..., Any], default: Any) -> Any:
    """The value of `name`; `default` where it is missing, empty or cannot be read."""
    if not env.str(name, default=""):
        return default
    try:
        return how(name)
    except (ImproperlyConfigured, ValueError) as error:
        WRONG[name] = str(error)
        return default


def a_database(name: str) -> dict[str, Any]:
    found: dict[str, Any] = env.db(name)
    if found.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise ValueError("it is neither sqlite:///… nor postgres://…")
    return found


def a_time(name: str) -> time:
    return time.fromisoformat(env.str(name))


DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="") or "missing-secret-key-see-manage-py-check"
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
if DEBUG and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
REDIS_URL: str = env.str("REDIS_URL", default="")
PORT: int = read("PORT", env.int, 8000)
ALLOW_CROWD: bool = env.bool("ALLOW_CROWD", default=False)
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", default=[])
# In UTC.
CHORES_AT: time = read("CHORES_AT", a_time, time(3, 30))
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")

# --- Apps ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",
    "community",
    "community.accounts",
    "community.accounts.notices",
    "community.accounts.privacy",
    "badges",
    "moderation.log",
    "moderation.roles",
    "moderation.clauses",
    "moderation.standing",
    "rooms",
    "moderation.cases",
    "moderation.break_glass",
    "moderation.desk",
    "goals",
    "community.apps.HearthAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "js_lib_bootstrap5",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "community.middleware.healthz",
    "community.middleware.after_the_answer",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "community.middleware.quiet_headers",
    "community.middleware.Smaller",
    "community.middleware.help_now",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "community.kernel.serving.steady",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.accounts.middleware.who_acts",
    "community.accounts.middleware.FormsThatComeBack",
    "django.contrib.messages.middleware.MessageMiddleware",
    "community.middleware.OwnLanguageAndTime",
    "moderation.roles.middleware.RenewDuty",
    "moderation.roles.second_step.second_step",
    "moderation.standing.middleware.SuspendedPeople",
    "moderation.clauses.middleware.AskForAcceptance",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "community.middleware.kind_refusals",
]

ROOT_URLCONF = "community.urls"
ASGI_APPLICATION = "community.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["community.accounts.templatetags.forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Where things are kept -----------------------------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": read("DATABASE_URL", a_database, None)
    or {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "openhearth.sqlite3")}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # FULL: an accepted message survives a power cut. IMMEDIATE: a writer waits its turn at the start of a
    # transaction and never fails in its middle.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; "
            "PRAGMA wal_autocheckpoint=4000;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # Every connection is looked at before it is lent, so that a restarted database is found again by itself.
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 2, "max_size": 12, "timeout": 8},
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES: dict[str, dict[str, object]]
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": "openhearth"},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "community.kernel.cache.SteadyRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "oh",
        }
    }
else:
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 10_000}}
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "site_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

EMAIL_CONFIG = read("EMAIL_URL", env.email, None) or env.email_url_config("consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Openhearth <hello@localhost>")

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["community.accounts.backends.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("handle", "display_name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "community.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "signup": "community.accounts.forms.SignupForm",
    "login": "community.accounts.forms.SignInForm",
    "reset_password": "community.accounts.forms.RecoverForm",
    "change_password": "community.accounts.forms.ChangePasswordForm",
    "reset_password_from_key": "community.accounts.forms.NewPasswordForm",
    "reauthenticate": "community.accounts.forms.ConfirmForm",
}
# Empty: counted by ours (kernel/limits.py, accounts/guessing.py). The page for the others says "about a minute".
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "",
    "signup": "",
    "reset_password": "",
    "reset_password_from_key": "20/m/ip",
    "change_password": "",
    "manage_email": "10/m/user",
    "reauthenticate": "",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = read("TRUSTED_PROXIES", env.int, 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses are confirmed by ours (accounts/addresses.py), so allauth knows of none; it hinders no second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "community.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "community.accounts.second_step_forms.CodeForm",
    "reauthenticate": "community.accounts.second_step_forms.CodeAgainForm",
    "activate_totp": "community.accounts.second_step_forms.FirstCodeForm",
    "add_webauthn": "community.accounts.second_step_forms.AddKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "community.kernel.small_files.SmallStaticFiles"
    },
}

# --- Safety --------------------------------------------------------------------------------------

SESSION_COOKIE_NAME = "sessionid" if DEBUG else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if DEBUG else "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_HSTS_SECONDS = 0 if DEBUG else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "community.pages.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its arrows and ticks as data: pictures in its style sheet.
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Logs: what happened, never what somebody wrote ------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"types_only": {"()": "community.kernel.quiet_logs.TypesOnly"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "types_only": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["types_only"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},
        "huey": {"level": "WARNING", "handlers": ["types_only"], "propagate": False},
    },
}
