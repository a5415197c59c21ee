"""Try names: which may be, and why the others may not. Nothing is changed."""

import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from community.accounts import handles


class Command(BaseCommand):
    help = (
        "Read a file with one name a line (UTF-8) and print a line for each: `ok`, or `refuse`, a tab, and why. "
        "Names like those of people with a role are refused, as they are on the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", required=True, type=_bytes_of, metavar="F", help="One name a line.")

    def handle(self, *args: Any, file: bytes, **options: Any) -> None:
        for line in lines_of(file):
            self.stdout.write(verdict(line))


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be read: {error.strerror}.") from None


def lines_of(content: bytes) -> list[str]:
    """Split where a file has its lines and nowhere else; bytes that are no letters stay in their line."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    lines = content.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return [line.removesuffix(b"\r").decode("utf-8", "surrogateescape") for line in lines]


def verdict(line: str) -> str:
    name = handles.tidy(line)
    try:
        try:
            handles.check_display_name(name)
        except DatabaseError:
            # No tables yet: then nobody is here whose name it could be.
            handles.check_form(name)
    except ValidationError as refused:
        return f"refuse\t{' '.join(refused.messages)}"
    return "ok"
