"""The clauses, the role matrix, the questions, and telling of an incident."""

from html import unescape

import pytest

from community.kernel.refused import Invalid, NotAllowed
from moderation.cases.confusion import confusion
from moderation.cases.services import appeals, sanctions
from moderation.clauses import services
from moderation.clauses.models import Clause, Incident, RoleLine, ScenarioAnswer
from moderation.log.models import LogEntry
from tests.support.people import acting

pytestmark = pytest.mark.django_db
CANARY = "canary-words-of-an-incident"
OPEN = [
    "/clauses/",
    "/clauses/be-kind/",
    "/clauses/my-job/",
    "/clauses/my-job/?role=all",
    "/clauses/my-job/?role=xyz",
]


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("who", [None, "alice", "mo"])
def test_the_rules_are_there_for_everybody(
    path, who, client, request, sign_in, django_assert_max_num_queries
):
    if who is not None:
        client = sign_in(request.getfixturevalue(who))
    with django_assert_max_num_queries(15):
        assert client.get(path).status_code == 200


def test_every_clause_is_on_the_page_by_whom_it_binds(client):
    html = client.get("/clauses/").content.decode()
    for clause in Clause.objects.all():
        assert f"/clauses/{clause.slug}/" in html
    assert html.index("For everybody<") < html.index("For supporters")


def test_a_clause_tells_how_it_changed(client, clause, change):
    change(clause, words=clause.words.replace("phone", "telephone"), what_changed="Telephones.")
    html = client.get(f"/clauses/{clause.slug}/").content.decode()
    assert "Telephones." in html and "Version 2" in html and "<del>" in html and clause.fine in html


def test_a_retired_clause_is_not_there(client, clause, change):
    from django.utils import timezone

    change(clause, material=False, retired_at=timezone.now())
    assert client.get(f"/clauses/{clause.slug}/").status_code == 404


def test_my_job_opens_with_ones_own_role(client, mo, sign_in):
    assert client.get("/clauses/my-job/").context["role"] == "member"
    page = sign_in(mo).get("/clauses/my-job/")
    assert page.context["role"] == "moderator"
    line = RoleLine.objects.filter(role="moderator").first()
    assert line.words in page.content.decode()


# --- Questions -------------------------------------------------------------------------------------


def question(clause, *, right):
    return clause.scenarios.first().choices.filter(is_right=right).first()


@pytest.mark.parametrize(
    ("right", "words"), [(True, "Yes, that fits."), (False, "Another answer fits better.")]
)
def test_an_answer_is_explained_at_once(right, words, alice, clause, sign_in, django_assert_max_num_queries):
    choice = question(clause, right=right)
    client = sign_in(alice)
    with django_assert_max_num_queries(15):
        html = unescape(client.post(f"/clauses/{clause.slug}/quiz/", {"choice": choice.pk}).content.decode())
    assert words in html and choice.scenario.explanation in html


def test_before_an_answer_nothing_is_given_away(alice, clause, sign_in):
    html = sign_in(alice).get(f"/clauses/{clause.slug}/quiz/").content.decode()
    assert clause.scenarios.first().explanation not in html and "Yes, that fits." not in html


def test_only_the_first_answer_is_kept(alice, clause):
    wrong, right = question(clause, right=False), question(clause, right=True)
    assert not services.answer(wrong.scenario, wrong, by=acting(alice)).right
    assert services.answer(right.scenario, right, by=acting(alice)).right
    assert ScenarioAnswer.objects.get(person=alice).choice == wrong


def test_an_answer_of_another_question_is_refused(alice, clause):
    first, second = clause.scenarios.all()[:2]
    with pytest.raises(Invalid):
        services.answer(first, second.choices.first(), by=acting(alice))


@pytest.mark.parametrize("choice", ["", "x", "999999", "9" * 30])
def test_an_answer_that_is_none_is_refused_kindly(choice, alice, clause, sign_in):
    assert sign_in(alice).post(f"/clauses/{clause.slug}/quiz/", {"choice": choice}).status_code == 400
    assert not ScenarioAnswer.objects.exists()


@pytest.mark.parametrize("page", ["quiz", "incident"])
def test_a_signed_out_person_is_asked_to_sign_in(page, client, clause):
    assert client.get(f"/clauses/{clause.slug}/{page}/")["Location"].startswith("/account/login/")


# --- Incidents -------------------------------------------------------------------------------------


def test_a_moderator_tells_of_their_own_slip(mo, clause, sign_in):
    answer = sign_in(mo).post(f"/clauses/{clause.slug}/incident/", {"words": CANARY})
    assert answer["Location"] == f"/clauses/{clause.slug}/"
    told = Incident.objects.get()
    assert (told.told_by, told.about, told.clause, told.words) == (mo, mo, clause, CANARY)
    entry = LogEntry.objects.get(act="incident.told")
    assert CANARY not in str(entry.facts) and entry.clause == clause.slug


def test_an_incident_about_somebody_else_names_them(mo, bob, clause, sign_in):
    client = sign_in(mo)
    page = client.post(f"/clauses/{clause.slug}/incident/", {"words": CANARY, "handle": "nobody"})
    assert page.status_code == 200 and CANARY in page.content.decode()
    client.post(f"/clauses/{clause.slug}/incident/", {"words": CANARY, "handle": " Bob "})
    assert Incident.objects.get().about == bob


def test_a_member_cannot_tell_an_incident(alice, clause, sign_in):
    with pytest.raises(NotAllowed):
        services.tell_incident(clause, by=acting(alice), words="x")
    client = sign_in(alice)
    assert client.get(f"/clauses/{clause.slug}/incident/").status_code == 403
    assert client.post(f"/clauses/{clause.slug}/incident/", {"words": "x"}).status_code == 403
    assert not Incident.objects.exists()


def test_an_incident_without_words_is_refused(mo, clause):
    for words in ("  ", "x" * 1501):
        with pytest.raises(Invalid):
            services.tell_incident(clause, by=acting(mo), words=words)


def test_words_of_an_incident_are_on_their_own_page_only(mo, bob, stef, clause, with_role, sign_in):
    lead = with_role("lea", "lead")
    services.accept(lead, services.owed_by(lead))
    incident = services.tell_incident(clause, by=acting(mo), about=bob, words=CANARY)
    own_pages = {"/clauses/incidents/", f"/admin/clauses/incident/{incident.pk}/change/"}
    paths = [
        *OPEN,
        *own_pages,
        f"/clauses/{clause.slug}/",
        f"/clauses/{clause.slug}/incident/",
        "/clauses/confusing/",
    ]
    paths += ["/", "/me/", f"/people/{bob.handle}/", "/admin/clauses/incident/", "/admin/clauses/clause/"]
    for person in (mo, bob, lead, stef):
        client = sign_in(person)
        for path in paths:
            shown = CANARY in client.get(path).content.decode()
            reads = (person in (lead, stef) and path == "/clauses/incidents/") or (
                person == stef and path.startswith("/admin/clauses/incident/") and path in own_pages
            )
            assert shown == reads, (person.handle, path)


def test_nobody_reads_an_incident_about_themselves(mo, stef, clause, sign_in):
    incident = services.tell_incident(clause, by=acting(mo), about=stef, words=CANARY)
    client = sign_in(stef)
    for path in ("/clauses/incidents/", f"/admin/clauses/incident/{incident.pk}/change/"):
        assert CANARY not in client.get(path).content.decode()


@pytest.mark.parametrize("who", ["alice", "mo"])
def test_others_do_not_learn_that_there_is_a_page_of_incidents(who, request, sign_in):
    assert sign_in(request.getfixturevalue(who)).get("/clauses/incidents/").status_code == 404


# --- Which clause confuses people ------------------------------------------------------------------------


def test_a_member_does_not_see_which_clause_confuses(alice, sign_in, client):
    assert sign_in(alice).get("/clauses/confusing/").status_code == 403
    assert client.get("/clauses/confusing/").status_code == 302


def test_confusion_is_counted_for_each_clause(
    mo, stef, alice, clause, make_person, sign_in, django_assert_max_num_queries
):
    for n in range(5):
        choice = question(clause, right=n < 2)
        services.answer(choice.scenario, choice, by=acting(make_person(f"p{n}")))
    services.tell_incident(clause, by=acting(mo), words="Nearly.")
    warning = sanctions.warn(alice, by=acting(mo), clause=clause)
    appeals.decide(
        appeals.appeal(warning, by=acting(alice), words="No."),
        by=acting(stef),
        overturn=True,
        answer="You are right.",
    )
    first = confusion()[0]
    assert (first.clause, first.people, first.wrong) == (clause, 5, 0.6)
    assert (first.incidents, first.sanctions, first.overturned) == (1, 1, 1)
    client = sign_in(mo)
    with django_assert_max_num_queries(15):
        assert "60 %" in client.get("/clauses/confusing/").content.decode()


def test_four_answers_are_too_few_for_a_share(clause, make_person):
    for n in range(4):
        choice = question(clause, right=False)
        services.answer(choice.scenario, choice, by=acting(make_person(f"p{n}")))
    assert next(one for one in confusion() if one.clause == clause).wrong is None
