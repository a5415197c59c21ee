"""The list as a whole: its order, what holds for changed words, and that each check has its test file."""

from pathlib import Path

import pytest

from rooms import checks
from rooms.drafts import Held, Remind

from .drafting import NOW, draft, facts, message


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_each_check_has_one_test_file(check):
    assert (Path(__file__).parent / f"test_{check.__name__}.py").exists()


def test_ordinary_words_pass_all_of_them():
    assert checks.first_outcome(draft(), facts()) is None


def test_the_first_that_says_something_is_the_answer(monkeypatch):
    held, asked = Held("wait"), []
    monkeypatch.setattr(checks, "CHECKS", (lambda *_: None, lambda *_: held, lambda *_: asked.append(1)))
    assert checks.first_outcome(draft(), facts()) is held
    assert not asked


@pytest.mark.parametrize(
    ("may_send", "anyway", "passes"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_reminder_is_passed_by_who_wants_to_where_the_rule_allows(monkeypatch, may_send, anyway, passes):
    remind = Remind("be-kind", "think", may_send=may_send)
    monkeypatch.setattr(checks, "CHECKS", (lambda *_: remind,))
    assert checks.first_outcome(draft(anyway=anyway), facts()) is (None if passes else remind)


def test_changed_words_are_asked_the_same_but_for_what_is_about_new_ones(monkeypatch):
    asked = []

    def asking(check):
        return lambda *_: asked.append(check)

    spies = {check: asking(check) for check in checks.CHECKS}
    monkeypatch.setattr(checks, "CHECKS", tuple(spies.values()))
    monkeypatch.setattr(checks, "ONLY_FOR_NEW", {spies[check] for check in checks.ONLY_FOR_NEW})
    checks.first_outcome(draft(changes=message(at=NOW)), facts())
    assert asked == [
        check
        for check in spies
        if check.__name__
        not in {
            "was_not_sent_before",
            "answers_what_is_here",
            "may_meet_whom_it_answers",
            "keeps_slow_mode",
            "keeps_pace",
        }
    ]
