"""Two checks for tests of what is not taken at once: words with HOLD in them are held, words with REMIND reminded of.

`install` puts them into this process; a site of its own has them with settings_checking.py.
"""

from typing import Any

from rooms import checks
from rooms.drafts import Draft, Facts, Held, Remind

HELD = "Somebody will look at this before it is shown. You will hear how it goes."
REMINDED = "Here we do not name medicines and amounts."
kept: list[Draft] = []


def holds(draft: Draft, facts: Facts) -> Held | None:
    return Held(HELD, url="/house-rules/", keep=kept.append) if "HOLD" in draft.body else None


def reminds(draft: Draft, facts: Facts) -> Remind | None:
    if "REMIND" not in draft.body + draft.note:
        return None
    return Remind("no-advice", REMINDED, may_send="STRICT" not in draft.body)


def install(monkeypatch: Any) -> None:
    kept.clear()
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, holds, reminds))
