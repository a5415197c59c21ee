"""Who is asked, when, once."""

import pytest

from community.accounts.models import User
from community.kernel.refused import NotAllowed
from moderation.cases.services import sanctions
from moderation.clauses import policy, services
from moderation.clauses.models import Acceptance, Clause
from moderation.roles import services as roles
from moderation.roles.models import RoleGrant
from tests.support.people import acting

pytestmark = pytest.mark.django_db
ACCEPT = "/clauses/accept/"


def seen(page):
    return [one["seen"] for one in page.context["owed"]]


def test_who_accepted_the_house_rules_is_not_asked_again(alice, sign_in):
    assert services.owed_by(alice) == []
    assert sign_in(alice).get("/rooms/").status_code == 200


def test_a_material_change_is_asked_at_the_next_visit_and_once(alice, clause, change, sign_in):
    client = sign_in(alice)
    change(clause, words=clause.words + " Video calls as well.", what_changed="Video calls are named.")
    answer = client.get("/rooms/?topic=grief")
    assert answer.status_code == 302 and answer["Location"] == f"{ACCEPT}?next=%2Frooms%2F%3Ftopic%3Dgrief"
    page = client.get(answer["Location"])
    html = page.content.decode()
    assert "Video calls are named." in html and "<ins>" in html and clause.title in html
    answer = client.post(ACCEPT, {"next": "/rooms/?topic=grief", "seen": seen(page)})
    assert answer["Location"] == "/rooms/?topic=grief"
    assert client.get("/rooms/").status_code == 200
    assert client.get(ACCEPT)["Location"] == "/"


def test_the_proof_is_kept_with_its_version(alice, clause, change, sign_in):
    changed = change(clause, words="Stay here.")
    client = sign_in(alice)
    client.post(ACCEPT, {"seen": seen(client.get(ACCEPT))})
    proof = Acceptance.objects.get(person=alice)
    assert (proof.clause_id, proof.version) == (clause.pk, changed.version)
    services.accept(alice, [changed])
    assert Acceptance.objects.filter(person=alice).count() == 1
    change(changed, words="Stay here, always.")
    client.post(ACCEPT, {"seen": seen(client.get(ACCEPT))})
    assert set(Acceptance.objects.filter(person=alice).values_list("version", flat=True)) == {2, 3}


def test_what_was_published_meanwhile_is_not_accepted_unread(alice, clause, change, sign_in):
    client = sign_in(alice)
    changed = change(clause, words="One.")
    read = seen(client.get(ACCEPT))
    change(changed, words="Two.")
    page = client.post(ACCEPT, {"seen": read})
    assert page.status_code == 200 and "Two." in page.content.decode()
    assert not Acceptance.objects.filter(person=alice).exists()


def test_a_person_cannot_be_led_off_the_site(alice, clause, change, sign_in):
    change(clause, words="One.")
    client = sign_in(alice)
    answer = client.post(ACCEPT, {"seen": seen(client.get(ACCEPT)), "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert client.get(f"{ACCEPT}?next=//elsewhere.example/")["Location"] == "/"


def test_a_signed_out_person_cannot_accept(client):
    assert client.get(ACCEPT)["Location"].startswith("/account/login/")
    assert client.post(ACCEPT, {"seen": "be-kind:1"})["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "path",
    [
        "/help-now/",
        "/leave/",
        "/me/",
        "/account/logout/",
        "/clauses/",
        "/clauses/be-kind/",
        "/house-rules/",
        "/healthz",
    ],
)
def test_help_leaving_and_ones_own_page_are_never_behind_the_door(path, alice, clause, change, sign_in):
    change(clause, words="One.")
    assert sign_in(alice).get(path).status_code == 200


def test_forms_and_programs_are_not_led_away(alice, room, clause, change, sign_in):
    change(clause, words="One.")
    client = sign_in(alice)
    for headers in ({"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}):
        assert client.get("/rooms/", headers=headers).get("Location", "") == ""
    assert client.post(f"/rooms/{room.slug}/follow/", {"on": "1"}).get("Location", "") != ACCEPT


def test_a_suspended_person_is_led_to_why_and_not_to_the_clauses(alice, mo, clause, change, sign_in):
    sanctions.suspend(alice, by=acting(mo), clause=clause)
    change(clause, words="One.")
    assert not sign_in(alice).get("/rooms/").get("Location", "").startswith(ACCEPT)


def test_before_the_next_post_the_new_words_are_to_be_read(alice, clause, change):
    policy.check_has_accepted(alice)
    change(clause, words="One.")
    with pytest.raises(NotAllowed) as refusal:
        policy.check_has_accepted(alice)
    assert refusal.value.code == "clauses"
    services.accept(alice, services.owed_by(alice))
    policy.check_has_accepted(alice)


def test_an_everyday_post_costs_no_query(alice, settings, django_assert_num_queries):
    policy.check_has_accepted(alice)
    settings.CLAUSES_LOOKED_AT_EVERY = 60
    with django_assert_num_queries(0):
        policy.check_has_accepted(alice)


def test_after_accepting_posts_cost_no_query_either(
    alice, mo, clause, change, settings, django_assert_num_queries
):
    change(clause, words="One.")
    for person in (alice, mo):
        services.accept(person, services.owed_by(person))
        policy.check_has_accepted(person)
    settings.CLAUSES_LOOKED_AT_EVERY = 60
    with django_assert_num_queries(0):
        policy.check_has_accepted(alice)
        policy.check_has_accepted(mo)


def test_the_crowd_is_never_asked(make_person, clause, change):
    crowd = make_person("crowd-1", origin=User.Origin.CROWD)
    change(clause, words="One.")
    policy.check_has_accepted(crowd)
    assert services.owed_by(crowd) == []


def test_people_of_the_demo_are_asked_for_changes_only(make_person, stef, clause, change):
    june = make_person("june", origin=User.Origin.DEMO)
    roles.grant(june, by=acting(stef), role="supporter", reason="The story.")
    assert services.owed_by(june) == [] and policy.has_accepted(june)
    change(clause, words="One.")
    assert [one.slug for one in services.owed_by(june)] == [clause.slug] and not policy.has_accepted(june)


def test_a_new_supporter_is_asked_for_the_clauses_of_the_role_at_once(with_role, sign_in):
    nell = with_role("nell", "supporter")
    owed = {clause.slug for clause in services.owed_by(nell)}
    assert {"never-just-stop", "fit-for-duty", "report-breaches"} <= owed
    assert not {"own-disputes", "be-kind"} & owed
    client = sign_in(nell)
    assert client.get("/")["Location"].startswith(ACCEPT)
    client.post(ACCEPT, {"seen": seen(client.get(ACCEPT))})
    assert client.get("/").status_code == 200


def test_a_moderator_of_one_room_is_bound_like_any_other(with_role, room):
    mia = with_role("mia", "moderator", room_id=room.pk)
    assert "own-disputes" in {clause.slug for clause in services.owed_by(mia)}


def test_who_loses_a_role_is_no_longer_asked_for_it(with_role, stef):
    nell = with_role("nell", "supporter")
    assert not policy.has_accepted(nell)
    roles.end_grant(RoleGrant.objects.get(person=nell), by=acting(stef), reason="Asked to.")
    assert policy.has_accepted(nell) and services.owed_by(nell) == []


def test_a_change_of_a_role_clause_asks_no_member(alice, mo, change):
    change(Clause.objects.get(slug="own-disputes"), words="One.")
    assert policy.has_accepted(alice) and not policy.has_accepted(mo)


def test_the_page_to_accept_stays_within_its_budget(alice, change, sign_in, django_assert_max_num_queries):
    for clause in Clause.objects.filter(binds=Clause.Binds.EVERYBODY):
        change(clause, words=clause.words + " More.")
    client = sign_in(alice)
    with django_assert_max_num_queries(15):
        page = client.get(ACCEPT)
    assert len(page.context["owed"]) > 10 and all(one["changes"] for one in page.context["owed"])
