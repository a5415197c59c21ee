"""The chores of the large set-up, in a process of their own beside those that serve pages."""

from typing import Any

from django.core.management.base import BaseCommand

from community.kernel import chores, consumer


class Command(BaseCommand):
    help = (
        "Do the site's regular work until SIGTERM. One is enough; of several, each chore is done by one. The embedded "
        "set-up does it inside its one process, except under `manage.py runserver`."
    )
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Doing {len(chores.declared)} chores. Ctrl+C ends it.")
        consumer.alone().run()
