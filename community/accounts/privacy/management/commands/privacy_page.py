"""docs/privacy.md, made from what the apps declare; a test compares them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from community.kernel.personal import Holding, NotExported, register

PAGE = Path("docs") / "privacy.md"
HEAD = """\
# What is held of a person

Made by `manage.py privacy_page` from the declarations in the apps' `personal.py`; a test compares the two, and another
fails on a model that points at a person and is not declared. Do not edit this page: edit the declaration.

*In an export*: what a person gets who asks for it on *Take my things along* (`/me/export/`). *With the account*: what
happens when an account is deleted, fourteen days after it was closed (`accounts/privacy`).

Not in the database's tables: limits are counted in the cache under a person's number or address and run out within a
day; the log of the server says what happened and never what somebody wrote; a backup holds what was there when it was
made, so backups are best kept no longer than a month.
"""


def page() -> str:
    with translation.override("en"):
        parts = [HEAD]
        for part, holdings in register.by_part():
            parts.append(f"\n## {part.words}\n")
            parts += [_thing(holding) for holding in holdings]
        return "".join(parts)


def _thing(holding: Holding) -> str:
    if isinstance(holding.export, NotExported):
        exported = f"no. {holding.export.why}"
    else:
        exported = ", ".join(str(label).lower() for label in holding.export.labels.values()) + "."
    return (
        f"\n### {holding.what}\n\n"
        f"`{holding.model_name}`: {', '.join(f'`{name}`' for name in holding.fields)}\n\n"
        f"- Read by: {holding.read_by}\n"
        f"- Kept: {holding.kept_for}\n"
        f"- In an export: {exported}\n"
        f"- With the account: {holding.when_deleted}\n"
    )


class Command(BaseCommand):
    help = "Write docs/privacy.md from what the apps declare of people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default=str(settings.BASE_DIR / PAGE), help="another file")

    def handle(self, *args: Any, **options: Any) -> None:
        Path(options["to"]).write_text(page())
