"""Who changes a clause, and what a change leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import Invalid, NotAllowed
from moderation.clauses import services
from moderation.clauses.diff import changes, pieces
from moderation.clauses.models import Clause
from moderation.log.models import LogEntry
from tests.support.people import acting

pytestmark = pytest.mark.django_db


def test_a_change_raises_the_version_and_is_logged_once(clause, change, stef):
    changed = change(clause, words="Stay on this site.", what_changed="Shorter.")
    assert (changed.version, changed.material_version, changed.what_changed) == (2, 2, "Shorter.")
    entry = LogEntry.objects.get(act="clause.published")
    assert (entry.by_id, entry.clause, entry.facts["material"]) == (stef.pk, clause.slug, True)
    assert "Stay on this site" not in str(entry.facts)


def test_better_words_raise_the_version_but_ask_nobody(clause, change, alice):
    changed = change(clause, material=False, words="Stay on this site, please.")
    assert (changed.version, changed.material_version) == (2, 1)
    assert services.owed_by(alice) == []


def test_binding_other_people_is_always_material(clause, change):
    assert change(clause, material=False, binds=Clause.Binds.ROLES).material_version == 2


def test_history_keeps_who_changed_it_and_how_it_read(clause, change, stef):
    before = clause.words
    change(clause, words="Stay here.")
    newest, first = clause.history.order_by("-version")
    assert newest.history_user == stef and newest.words == "Stay here."
    assert first.words == before


@pytest.mark.parametrize("who", ["alice", "mo"])
def test_nobody_but_staff_can_change_a_clause(who, clause, request):
    with pytest.raises(NotAllowed):
        services.publish(
            clause,
            by=acting(request.getfixturevalue(who)),
            material=True,
            what_changed="Mine.",
            words="Mine.",
        )
    clause.refresh_from_db()
    assert clause.version == 1 and not LogEntry.objects.filter(act="clause.published").exists()


@pytest.mark.parametrize(
    ("fields", "what_changed", "code"),
    [
        ({"words": "New."}, " ", "what_changed"),
        ({}, "Nothing", "unchanged"),
        ({"slug": "accept"}, "New", "slug"),
    ],
)
def test_a_change_that_says_nothing_is_refused(fields, what_changed, code, clause, stef):
    with pytest.raises(Invalid) as refusal:
        services.publish(clause, by=acting(stef), material=True, what_changed=what_changed, **fields)
    assert refusal.value.code == code


def test_a_new_clause_is_asked_of_those_who_are_here_already(stef, alice, make_person):
    new = services.publish(
        Clause(), by=acting(stef), material=False, what_changed="It is new.",
        slug="no-photos", title="No photos", words="Words only.", fine="Words.", not_fine="Photos.",
    )  # fmt: skip
    assert services.owed_by(alice) == [new]
    assert services.owed_by(make_person("later")) == []


def test_a_change_that_lies_ahead_asks_nobody_yet(clause, change, alice):
    change(clause, words="From next week.", effective_from=timezone.now() + timedelta(days=7))
    assert services.owed_by(alice) == []


def test_a_retired_clause_asks_nobody(clause, change, alice):
    changed = change(clause, words="Stay here.")
    change(changed, material=False, retired_at=timezone.now())
    assert services.owed_by(alice) == []


def test_the_difference_is_told_word_by_word():
    told = pieces("Be very kind here.", "Be kind here, always.")
    assert [piece.text.strip() for piece in told if piece.kind == "removed"] == ["very", "here."]
    assert [piece.text.strip() for piece in told if piece.kind == "added"] == ["here, always."]
    assert "".join(piece.text for piece in told if piece.kind != "removed") == "Be kind here, always."
    before, after = Clause(title="A", words="x"), Clause(title="A", words="y")
    assert [change.name for change in changes(before, after)] == ["words"]
