"""How the talk of the demo is written down: a screenplay for each room, read into lines with times.

    == 12 21:40                a conversation, twelve days ago, at 21:40 UTC
    == -25m                    one that began 25 minutes before now
    wren: still up
    otis>wren: me too          answers the last thing wren said in this room
    wren [loss]: words         under a content note
    + hear otis moss, same june    reactions to the line above
    * edited                   the line above was edited; `* removed`: taken back by its author
    -- 40m                     nobody says anything for forty minutes

An indented line goes on with the line above it; a `/` alone stands for a line break.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

SPEECH = re.compile(
    r"(?P<who>[a-z]+)(?:>(?P<to>[a-z]+))?(?: \[(?P<note>[^\]]+)\])?: (?P<words>.+)", re.DOTALL
)
LATEST = timedelta(seconds=40)


@dataclass(slots=True)
class Line:
    """One thing said; `answers` is the number of an earlier line of the same room, from 1 as seq is."""

    who: str
    words: str
    at: datetime
    note: str = ""
    answers: int | None = None
    reactions: list[tuple[str, str]] = field(default_factory=list)
    edited: bool = False
    removed: bool = False


def sentences(script: str) -> Iterator[str]:
    """The script's entries, with lines that were folded put together again."""
    whole = ""
    for line in script.splitlines():
        if not line.strip():
            continue
        if line.startswith(" "):
            whole += " " + line.strip()
            continue
        if whole:
            yield whole
        whole = line.strip()
    if whole:
        yield whole


def read(script: str, *, now: datetime, seed: str) -> list[Line]:
    """Every line of a room's script in the order it was said, the last one before `now`."""
    chance = Random(seed)
    lines: list[Line] = []
    last_of: dict[str, int] = {}
    clock = now
    for entry in sentences(script):
        if entry.startswith("== "):
            clock = opening(entry[3:], now)
        elif entry.startswith("-- "):
            clock += timedelta(minutes=int(entry[3:].removesuffix("m")))
        elif entry.startswith("+ "):
            lines[-1].reactions += list(kind_answers(entry[2:]))
        elif entry.startswith("* "):
            setattr(lines[-1], entry[2:], True)
        else:
            speech = SPEECH.fullmatch(entry)
            if speech is None:
                raise ValueError(f"not a line of a screenplay: {entry!r}")
            who, to, note, words = speech.group("who", "to", "note", "words")
            # As long as it takes to read the last one and to type this one, and then some.
            clock += timedelta(seconds=chance.randint(9, 40) + len(words) * chance.uniform(0.12, 0.4))
            answers = last_of[to] if to else None
            lines.append(Line(who, words.replace(" / ", "\n"), clock, note or "", answers))
            last_of[who] = len(lines)
    return in_order(lines, now - LATEST)


def opening(when: str, now: datetime) -> datetime:
    if when.startswith("-"):
        return now - timedelta(minutes=int(when[1:].removesuffix("m")))
    days, time = when.split()
    hour, minute = map(int, time.split(":"))
    return (now - timedelta(days=int(days))).replace(hour=hour, minute=minute, second=0, microsecond=0)


def in_order(lines: list[Line], latest: datetime) -> list[Line]:
    """Nobody speaks after `latest` or before the line above, whatever time of day the story is told at."""
    for line in reversed(lines):
        line.at = min(line.at, latest)
        latest = line.at - timedelta(seconds=7)
    return lines


def kind_answers(entry: str) -> Iterator[tuple[str, str]]:
    for group in entry.split(","):
        kind, *people = group.split()
        yield from ((kind, person) for person in people)
