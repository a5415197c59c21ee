"""`FAULT_SIZE=10 pytest tests/faults` runs ten times as much of everything that has a size; the suite runs 1.

What a test has seen (not what it demands) is printed at the end with `-rP` or `-s`, and kept in the summary.
"""

import os
from collections.abc import Callable

import pytest

_seen: list[str] = []


@pytest.fixture(scope="session")
def size() -> int:
    return max(1, int(os.environ.get("FAULT_SIZE", "1")))


@pytest.fixture
def seen(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`seen(accepted=1200, lost=0)`: a figure for docs/figures.md."""

    def note(**figures: object) -> None:
        words = ", ".join(f"{name.replace('_', ' ')} {_short(value)}" for name, value in figures.items())
        _seen.append(f"{request.node.name}: {words}")

    return note


def _short(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _seen:
        terminalreporter.section("seen")
        for line in _seen:
            terminalreporter.line(line)
