"""A test waits for something to be so, and never for a time: only what breaks a real site on purpose may do that."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
SLEEPS = re.compile(r"\b(?:sleep|wait_for_timeout)\((?!0\))")
# Tests that kill and starve a running site; and looking again at whether a program has ended.
MAY = ("faults/", "support/programs.py")


def test_no_test_sleeps():
    sleepers = [
        f"{name}: {line.strip()}"
        for path in TESTS.rglob("*.py")
        if not (name := str(path.relative_to(TESTS))).startswith(MAY) and path != Path(__file__)
        for line in path.read_text().splitlines()
        if SLEEPS.search(line)
    ]
    assert sleepers == []
