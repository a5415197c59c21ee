"""Puts the first texts where there are none. What is there already, staff may have edited: it is left alone."""

from typing import Any

from django.apps import apps as real_apps
from django.utils import timezone

from .policy import BEGINNING
from .texts import CLAUSES, SITUATIONS
from .texts.kinds import Text

TEXT_FIELDS = ("title", "binds", "words", "fine", "not_fine")


def install_texts(apps: Any = real_apps) -> None:
    """`apps` as a migration has them. May be called again at any time."""
    _install_clauses(apps)
    _install_matrix(apps)


def _install_clauses(apps: Any) -> None:
    clauses, history = apps.get_model("clauses", "Clause"), apps.get_model("clauses", "HistoricalClause")
    there = set(clauses.objects.values_list("slug", flat=True))
    now = timezone.now()
    new = [(place, text) for place, text in enumerate(CLAUSES) if text.slug not in there]
    for place, text in new:
        facts = {name: getattr(text, name) for name in TEXT_FIELDS}
        facts.update(
            slug=text.slug, position=(place + 1) * 10, version=1, material_version=1, effective_from=BEGINNING
        )
        # In bulk, which sends no signals: the line of history is written here for both kinds of models.
        clauses.objects.bulk_create([clauses(**facts)])
        clause = clauses.objects.get(slug=text.slug)
        history.objects.create(id=clause.pk, history_date=now, history_type="+", **facts)
        _install_stories(apps, clause, text, place)


def _install_stories(apps: Any, clause: Any, text: Text, place: int) -> None:
    scenarios, choices = apps.get_model("clauses", "Scenario"), apps.get_model("clauses", "Choice")
    for number, story in enumerate(text.stories):
        made = scenarios.objects.create(
            clause=clause, story=story.story, explanation=story.why, position=number
        )
        answers = [(words, False) for words in story.wrong]
        # The right one stands now first, now in the middle, now last.
        answers.insert((place + number) % 3, (story.right, True))
        choices.objects.bulk_create(
            choices(scenario=made, words=words, is_right=right, position=position)
            for position, (words, right) in enumerate(answers)
        )


def _install_matrix(apps: Any) -> None:
    lines, clauses = apps.get_model("clauses", "RoleLine"), apps.get_model("clauses", "Clause")
    if lines.objects.exists():
        return
    known = {clause.slug: clause for clause in clauses.objects.all()}
    lines.objects.bulk_create(
        lines(
            situation=situation.name,
            position=(place + 1) * 10,
            role=cell.role,
            answer=cell.answer,
            to=cell.to,
            words=cell.words,
            clause=known.get(situation.clause),
        )
        for place, situation in enumerate(SITUATIONS)
        for cell in situation.cells
    )
