from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Openhearth"

    def ready(self) -> None:
        from django.db.backends.base.base import BaseDatabaseWrapper
        from django.utils.module_loading import autodiscover_modules

        from . import checks  # noqa: F401

        # Each app says so itself: what can be reported, what is done regularly.
        autodiscover_modules("reportable", "chores")

        # With DEBUG on Django keeps the last 9,000 queries in memory, people's words among them, and pays for
        # it at every statement. Tests and the debug cursor can still ask for it.
        BaseDatabaseWrapper.queries_logged = property(lambda self: self.force_debug_cursor)  # type: ignore[assignment,method-assign]
