"""Who acts is said by the sign-in, and never by a row read again."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from community.accounts.actor import actor_of, address_bucket, in_shell, of_socket
from community.accounts.models import User
from community.accounts.sessions import person_of
from community.accounts.sign_in import client_address
from moderation.roles import policy
from tests.moderation.people import give_role

ROOT = Path(__file__).resolve().parents[2]
MADE_IN = {
    "of_request": {"community/accounts/actor.py", "community/accounts/middleware.py"},
    "of_socket": {"community/accounts/actor.py", "rooms/live/consumers.py"},
    "Actor(": {"community/accounts/actor.py"},
}


def sources():
    for app in ("community", "rooms", "moderation", "badges", "goals"):
        for path in (ROOT / app).rglob("*.py"):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_an_actor_is_made_by_the_middleware_the_socket_and_the_shell_alone():
    for name, tree in sources():
        calls = set(called(tree))
        assert "Actor" not in calls or name in MADE_IN["Actor("], name
        for maker in ("of_request", "of_socket"):
            assert maker not in calls or name in MADE_IN[maker], name
        if "in_shell" in calls:
            assert name.startswith(("community/demo/", "community/management/")) or "/management/" in name, (
                name
            )


def test_a_row_read_again_has_no_powers_of_its_own(make_person, settings):
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    mo = make_person("mo")
    give_role(mo)
    again = User.objects.get(pk=mo.pk)
    with pytest.raises(AttributeError):
        policy.powers_of(*[again])
    asleep = of_socket(again, key="a-key", second_step=False, address="192.0.2.7")
    assert policy.powers_of(asleep).is_member_only and policy.powers_of(asleep).lacks_second_factor
    assert not policy.is_moderator(asleep)
    assert policy.is_moderator(in_shell(again))


def test_what_others_see_of_somebody_does_not_hang_on_the_sign_in(make_person, settings):
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    mo = make_person("mo")
    give_role(mo)
    assert policy.powers_held_by(User.objects.get(pk=mo.pk)).is_moderator_of()


def test_a_guest_does_not_act(db):
    with pytest.raises(PermissionDenied):
        actor_of(RequestFactory().get("/"))


def test_the_actor_of_a_request_knows_its_sign_in_and_is_one_for_the_whole_request(alice, sign_in):
    seen = []

    class Look:
        def __init__(self, get_response):
            self.get_response = get_response

        def __call__(self, request):
            seen.append((actor_of(request), actor_of(request)))
            return self.get_response(request)

    from django.test import override_settings

    from community import settings as site

    client = sign_in(alice)
    with override_settings(MIDDLEWARE=[*site.MIDDLEWARE, f"{__name__}.Look"]):
        globals()["Look"] = Look
        assert client.get("/me/", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 200
    first, second = seen[0]
    assert first is second and first.person == alice and not first.second_step
    assert first.sign_in and first.sign_in != client.session.session_key
    assert first.address == address_bucket("127.0.0.1")


def test_a_session_of_nobody_is_nobody(db):
    assert person_of("") is None and person_of("not-a-session") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.200", True),
        ("192.0.2.7", "192.0.3.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:3::9", True),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", False),
        ("::ffff:192.0.2.7", "192.0.2.9", True),
    ],
)
def test_an_address_counts_by_its_neighbourhood_and_is_not_kept(one, other, same):
    assert (address_bucket(one) == address_bucket(other)) is same
    assert one not in address_bucket(one)


def test_an_address_that_is_none_has_no_bucket():
    assert address_bucket("unix:") == "" == address_bucket("")


def test_what_a_stranger_writes_into_the_header_counts_only_behind_a_proxy_of_ours(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert client_address("192.0.2.7", "203.0.113.9") == "192.0.2.7"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client_address("10.0.0.1", "1.1.1.1, 203.0.113.9") == "203.0.113.9"
    assert client_address("10.0.0.1", "") == "10.0.0.1"
