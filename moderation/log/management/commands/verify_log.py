"""Look whether the log of moderation is whole: no entry edited, deleted, moved, or cut off at the end."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import services as log
from ...models import LogHead


class Command(BaseCommand):
    help = (
        "Say what is wrong with the log of moderation, a line each, and end with 1; with 0 when it is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--known",
            metavar="NUMBER:CHAIN",
            help="What an earlier run printed at its end, kept elsewhere: finds an older copy put in place, too.",
        )

    def handle(self, *args: Any, known: str | None = None, **options: Any) -> None:
        wrong = list(log.verify(known=_read(known) if known else None))
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"The log is not whole: {len(wrong)} found.", returncode=1)
        head = LogHead.objects.filter(pk=1).first()
        if head is None or not head.number:
            self.stdout.write("The log is whole. It is empty so far.")
        else:
            self.stdout.write(
                f"The log is whole: {head.number} entries. It ends with {head.number}:{head.chain}"
            )


def _read(known: str) -> tuple[int, str]:
    number, _colon, chain = known.partition(":")
    if not number.isdigit() or not chain:
        raise CommandError("--known wants NUMBER:CHAIN, as printed by an earlier run.", returncode=2)
    return int(number), chain
