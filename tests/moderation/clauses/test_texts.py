"""The texts every site starts with."""

import re

import pytest

from moderation.cases.services.reports import REASONS
from moderation.clauses.models import Clause, RoleLine, Scenario
from moderation.clauses.services import install_texts
from moderation.clauses.texts import CLAUSES, SITUATIONS

pytestmark = pytest.mark.django_db
BOUNDARIES = {
    "no-advice", "hand-over-crisis", "no-outside-contact", "nothing-romantic", "no-gifts-or-payment",
    "confidentiality", "no-dual-relationship", "disclosure-for-the-other", "within-own-experience",
    "never-just-stop", "members-not-discussed", "fit-for-duty", "no-proselytising", "own-disputes",
    "report-breaches",
}  # fmt: skip


def test_every_boundary_and_every_reason_of_a_report_has_its_clause():
    there = set(Clause.objects.values_list("slug", flat=True))
    assert there >= BOUNDARIES
    assert there >= {slug for _words, slug, _weight in REASONS.values()}


def test_each_question_has_three_answers_one_of_them_right():
    for clause in Clause.objects.prefetch_related("scenarios__choices"):
        assert 2 <= len(clause.scenarios.all()) <= 3, clause.slug
        for scenario in clause.scenarios.all():
            assert [choice.is_right for choice in scenario.choices.all()].count(True) == 1
            assert len(scenario.choices.all()) == 3 and scenario.explanation


def test_the_right_answer_stands_in_every_place():
    places = {s.choices.get(is_right=True).position for s in Scenario.objects.all()}
    assert places == {0, 1, 2}


def test_every_situation_tells_every_role_what_to_do():
    assert len(SITUATIONS) >= 14
    for situation in SITUATIONS:
        lines = RoleLine.objects.filter(situation=situation.name)
        assert {line.role for line in lines} == {
            "member",
            "supporter",
            "host",
            "moderator",
            "trainer",
            "staff",
        }
        assert all(line.clause is not None and line.words for line in lines)
        assert all(line.to for line in lines if line.answer == "hand_over")


def test_installing_again_adds_nothing_and_leaves_what_staff_wrote(clause, change):
    change(clause, words="In our words.")
    RoleLine.objects.filter(role="trainer").delete()
    counts = [model.objects.count() for model in (Clause, Scenario, RoleLine)]
    install_texts()
    assert [model.objects.count() for model in (Clause, Scenario, RoleLine)] == counts
    assert Clause.objects.get(pk=clause.pk).words == "In our words."


def test_each_first_version_has_a_line_of_history(clause):
    assert [record.version for record in clause.history.all()] == [1]


@pytest.mark.parametrize("text", CLAUSES, ids=lambda text: text.slug)
def test_the_words_are_plain(text):
    """Short sentences, no shouting, nobody called a user."""
    told = [text.words, text.fine, text.not_fine, *(story.why for story in text.stories)]
    for words in told:
        assert "!" not in words and not re.search(r"\b(users?|content)\b", words, re.IGNORECASE)
        sentences = [s for s in re.split(r"[.?:;]\s", words) if s]
        assert sum(len(s.split()) for s in sentences) / len(sentences) < 20
