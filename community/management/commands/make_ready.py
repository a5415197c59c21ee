"""Everything between an installed site and one that can be served: tables, the cache's table, files."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from community.accounts.models import User


class Command(BaseCommand):
    help = "Bring the database to this version; with --demo, fill an empty one. Harmless to repeat."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="fill a database without people with the story community"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if options["demo"] and settings.DEBUG and not User.objects.exists():
            call_command("demo")
