from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Openhearth"

    def ready(self) -> None:
        from django.db.backends.base.base import BaseDatabaseWrapper
        from django.utils.module_loading import autodiscover_modules

        from . import checks  # noqa: F401
        from .kernel import personal

        # Each app says so itself: what it holds of people, what can be reported, what is done regularly.
        personal.discover()
        autodiscover_modules("reportable", "chores")

        # With DEBUG on Django keeps the last 9,000 queries in memory, people's words among them, and pays for
        # it at every statement. Tests and the debug cursor can still ask for it.
        BaseDatabaseWrapper.queries_logged = property(lambda self: self.force_debug_cursor)  # type: ignore[assignment,method-assign]


class HearthAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site in it: stands in INSTALLED_APPS in place of `django.contrib.admin`."""

    default = False
    default_site = "community.admin_site.HearthAdminSite"
