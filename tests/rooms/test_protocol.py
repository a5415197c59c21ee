"""The page about the wire says what the wire is: the check that compares them finds whatever differs."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from rooms.live import facts

ROOT = Path(__file__).resolve().parent.parent.parent
check = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "check-protocol")))
PAGE = check.PAGE.read_text()


def test_the_page_says_what_the_wire_is():
    assert check.compare(PAGE) == []


@pytest.mark.parametrize(
    ("was", "becomes", "found"),
    [
        ("| `room.close` | `room` |", "| `room.shut` | `room` |", "room.close"),
        ("optional `reply_to` (a seq), ", "", "reply_to"),
        ("optional `note`, ", "`note`, ", "note"),
        ("`seq`, `reaction`, `on` |", "`seq`, `reaction`, `on`, `why` |", "why"),
        ("| `pong` | `versions`", "| `gong` | `versions`", "pong"),
        ("`here` (a count), ", "", "here"),
        ("optional `retry_after` (seconds)", "retry after", "retry after"),
        ('"edited": null, ', "", "edited"),
        ('`hidden: "muted"`', "nothing", "hidden"),
        ("`{id, name, role, mark}`", "`{id, name, mark}`", "role"),
        ("| 4429 | flooding", "| 4430 | flooding", "4429"),
    ],
    ids=lambda value: value[:24],
)
def test_what_the_page_leaves_out_makes_up_or_says_otherwise_is_found(was, becomes, found):
    assert was in PAGE
    assert any(found in line for line in check.compare(PAGE.replace(was, becomes)))


def test_no_frame_is_made_anywhere_else():
    """What a server is told (`websocket.`), what processes tell each other (`hub.`): neither reaches a browser."""
    names = [facts.name_of(shape) for shape in facts.SHAPES]
    for path in (ROOT / "rooms").rglob("*.py"):
        if path.name not in {"frames.py", "facts.py", "commands.py"}:
            words = path.read_text()
            assert not [name for name in names if f'"type": "{name}"' in words], path
