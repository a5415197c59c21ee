"""Staff see the difference before a clause is published."""

import pytest

from moderation.clauses.models import Acceptance, Clause, Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(stef, sign_in):
    return sign_in(stef)


def form_of(clause, **changed):
    return {
        "title": clause.title, "binds": clause.binds, "words": clause.words, "fine": clause.fine,
        "not_fine": clause.not_fine, "position": clause.position,
        "effective_from_0": "2020-01-01", "effective_from_1": "00:00:00",
        "retired_at_0": "", "retired_at_1": "", "_save": "Save", **changed,
    }  # fmt: skip


def path_of(clause):
    return f"/admin/clauses/clause/{clause.pk}/change/"


def test_the_difference_is_shown_before_anything_is_saved(desk, clause):
    page = desk.post(path_of(clause), form_of(clause, words="Stay here."))
    html = page.content.decode()
    assert page.status_code == 200 and "Nothing is published yet." in html
    assert "<ins>" in html and "<del>" in html and 'name="words" value="Stay here."' in html
    clause.refresh_from_db()
    assert clause.version == 1


@pytest.mark.parametrize("answers", [{}, {"material": "yes"}, {"what_changed": "Shorter."}])
def test_what_changed_and_whether_it_is_material_have_to_be_said(answers, desk, clause):
    page = desk.post(path_of(clause), form_of(clause, words="Stay here.", _publish="1", **answers))
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    clause.refresh_from_db()
    assert clause.version == 1


@pytest.mark.parametrize(("material", "asked"), [("yes", 2), ("no", 1)])
def test_then_it_is_published_in_one_step(material, asked, desk, stef, clause):
    form = form_of(clause, words="Stay here.", _publish="1", material=material, what_changed="Shorter.")
    assert desk.post(path_of(clause), form)["Location"] == "/admin/clauses/clause/"
    clause.refresh_from_db()
    assert (clause.words, clause.version, clause.material_version) == ("Stay here.", 2, asked)
    newest = clause.history.first()
    assert (newest.version, newest.history_user, clause.history.count()) == (2, stef, 2)


def test_a_form_with_a_mistake_comes_back_as_it_is(desk, clause):
    page = desk.post(path_of(clause), form_of(clause, words="", fine="Typed already"))
    assert (
        "Typed already" in page.content.decode() and "Nothing is published yet." not in page.content.decode()
    )


def test_nothing_changed_publishes_nothing(desk, clause):
    assert desk.post(path_of(clause), form_of(clause)).status_code == 302
    clause.refresh_from_db()
    assert clause.version == 1


def test_a_new_clause_goes_the_same_way(desk):
    new = Clause(
        title="No photos", binds="everybody", words="Words only.", fine="A word.", not_fine="A photo."
    )
    form = form_of(new, slug="no-photos")
    assert "Nothing is published yet." in desk.post("/admin/clauses/clause/add/", form).content.decode()
    desk.post(
        "/admin/clauses/clause/add/", {**form, "_publish": "1", "material": "yes", "what_changed": "New."}
    )
    assert Clause.objects.get(slug="no-photos").history.count() == 1


def test_every_page_of_the_admin_opens(desk, mo, clause):
    for model in ("clause", "scenario", "roleline", "acceptance", "incident"):
        assert desk.get(f"/admin/clauses/{model}/").status_code == 200
    for path in (
        path_of(clause),
        f"/admin/clauses/clause/{clause.pk}/history/",
        "/admin/clauses/scenario/1/change/",
    ):
        assert desk.get(path, follow=True).status_code == 200


def test_proof_and_incidents_cannot_be_changed_and_no_clause_deleted(desk, stef, clause, mo):
    proof = Acceptance.objects.first()
    told = Incident.objects.create(clause=clause, told_by=mo, about=mo, words="x")
    for path in (
        f"acceptance/{proof.pk}/change/",
        f"incident/{told.pk}/change/",
        f"clause/{clause.pk}/delete/",
    ):
        assert desk.post(f"/admin/clauses/{path}", {"post": "yes", "version": 9}).status_code == 403
    for model in ("acceptance", "incident"):
        assert desk.get(f"/admin/clauses/{model}/add/").status_code == 403


def test_a_member_cannot_publish_by_the_admin(alice, clause, sign_in):
    form = form_of(clause, words="Mine.", _publish="1", material="no", what_changed="Mine.")
    assert sign_in(alice).post(path_of(clause), form).status_code == 302
    clause.refresh_from_db()
    assert clause.version == 1


def test_history_brings_no_old_text_back_unseen(desk, clause, change):
    change(clause, words="Stay here.")
    first = clause.history.last()
    path = f"/admin/clauses/clause/{clause.pk}/history/{first.history_id}/"
    assert desk.get(path).status_code == 200
    assert desk.post(path, form_of(clause)).status_code == 403
    clause.refresh_from_db()
    assert clause.words == "Stay here."
