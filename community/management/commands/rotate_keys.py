"""Everything encrypted written anew with the first of FIELD_KEYS, while the site runs."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from community.accounts.adapter import rotate_second_steps
from community.kernel import crypto


class Command(BaseCommand):
    help = (
        "Write everything that is encrypted with the first key of FIELD_KEYS. The site may run meanwhile; it may "
        "be stopped and run again. When it says so, the older keys can be taken away."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = [*crypto.rotate_fields(self._say), rotate_second_steps()]
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        self._say(found[-1])
        lost = sum(each.unreadable for each in found)
        if lost:
            raise CommandError(
                f"{lost} could not be read with any key of FIELD_KEYS and were left as they are. "
                "Add the key they were written with at the end, restart, and run this again."
            )
        if any(each.written or each.changed_meanwhile for each in found):
            self.stdout.write("Run it once more: when nothing is written any more, older keys can go.")
        else:
            self.stdout.write("Everything is written with the first key. Older keys can go.")

    def _say(self, rotation: crypto.Rotation) -> None:
        line = f"{rotation.what}: {rotation.seen} seen, {rotation.written} written anew"
        if rotation.unreadable:
            line += f", {rotation.unreadable} unreadable"
        self.stdout.write(line)
