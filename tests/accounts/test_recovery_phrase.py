"""Six words that get somebody back in who has no address."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone

from community.accounts import phrases
from community.accounts.models import RecoveryPhrase, Revocation, User
from community.accounts.notices.models import Notice
from community.accounts.phrase_words import WORDS
from community.kernel import limits
from community.kernel.refused import NotAllowed
from tests.accounts.test_guessing import guess_from_everywhere
from tests.accounts.test_second_step import code_now
from tests.accounts.test_sign_up import open_form
from tests.support.people import acting

pytestmark = pytest.mark.django_db
PAGE, USE = "/account/recovery-phrase/", "/account/recovery-phrase/use/"
PASSWORD, NEW = "openhearth", "seven-boats-on-a-lake"
DO_NOT_FIT = "do not go together"


def words_on(html):
    shown = re.search(r'<ol class="phrase".*?</ol>', html, re.DOTALL)
    return re.findall(r"<li>(\w+) </li>", shown.group()) if shown else []


def use(client, phrase, handle="alice", **options):
    return client.post(USE, {"handle": handle, "phrase": phrase, "password": NEW}, **options)


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_words_are_many_plain_and_different():
    assert len(WORDS) == len(set(WORDS)) >= 2048
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in WORDS)
    assert len(WORDS) ** phrases.LENGTH >= 2**66


def test_who_gives_no_address_is_offered_one_at_sign_up_and_goes_on_from_there(client):
    form = {**open_form(client), "next": "/rooms/"}
    welcome = client.get(client.post("/account/signup/", form)["Location"])
    assert "Make a recovery phrase" in welcome.text
    page = client.post(PAGE, {"next": "/rooms/"})
    words = words_on(page.text)
    assert len(words) == phrases.LENGTH and set(words) <= set(WORDS)
    assert 'href="/rooms/"' in page.text and "no-store" in page["Cache-Control"]
    assert "does not look" in page.text
    # Shown once.
    assert not words_on(client.get(PAGE).text)
    row = RecoveryPhrase.objects.get()
    assert not any(word in row.words for word in words) and hashers.identify_hasher(row.words)
    guest = Client()
    answer = use(guest, " ".join(words), form["handle"])
    assert answer.status_code == 302 and is_in(guest)


def test_alice_chooses_a_new_password_by_it_once(alice, client, sign_in):
    phrase = phrases.make(alice, by=acting(alice))
    other = sign_in(alice)
    answer = use(client, phrase)
    assert answer["Location"] == PAGE and is_in(client)
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    # All other sign-ins have ended, she is told, and the phrase is used up.
    assert other.get("/me/").status_code == 302
    assert Revocation.objects.filter(user=alice, kind="sessions").exists()
    assert Notice.objects.filter(person=alice, kind="phrase_used").exists()
    assert "Make a recovery phrase" in client.get(PAGE).text
    assert DO_NOT_FIT in use(Client(), phrase).text


@pytest.mark.parametrize(
    "how", [str.upper, lambda p: p.replace(" ", "-"), lambda p: f" {p.replace(' ', ',  ')}. "]
)
def test_it_may_be_typed_as_it_comes(how, alice, client):
    phrase = phrases.make(alice, by=acting(alice))
    assert use(client, how(phrase), " ALICE ").status_code == 302


def test_numbers_before_the_words_do_not_matter():
    assert phrases.as_written("1. River\n2. Lamp\n3. Tea") == "river lamp tea"


def test_a_second_step_is_still_asked_for(alice, client):
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    answer = use(client, phrases.make(alice, by=acting(alice)))
    assert answer["Location"].startswith("/account/2fa/authenticate/") and not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert is_in(client)


def test_where_somebody_was_going_is_not_forgotten(alice, client):
    page = client.get("/account/password/reset/?next=/rooms/").text
    assert f'href="{USE}?next=%2Frooms%2F"' in page
    phrase = phrases.make(alice, by=acting(alice))
    answer = client.post(USE, {"handle": "alice", "phrase": phrase, "password": NEW, "next": "/rooms/"})
    assert answer["Location"] == f"{PAGE}?next=%2Frooms%2F"
    assert 'href="/rooms/"' in client.get(answer["Location"]).text


class Counting(hashers.MD5PasswordHasher):
    algorithm = "counting"
    made = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).made += 1
        return super().encode(password, salt)


def test_every_wrong_answer_says_and_costs_the_same(make_person, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    alice, closed = make_person("alice"), make_person("closed-one")
    for person in (alice, closed):
        phrases.make(person, by=acting(person))
    right = phrases.make(closed, by=acting(closed))
    User.objects.filter(pk=closed.pk).update(is_active=False)
    make_person("without")
    seen = []
    for handle, phrase in (
        ("alice", "river lamp tea"),
        ("without", right),
        ("nora", right),
        ("closed-one", right),
    ):
        Counting.made = 0
        page = use(Client(), phrase, handle)
        html = page.text.replace(handle, "NAME").replace(phrase, "WORDS")
        html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
        seen.append((page.status_code, Counting.made, html))
    assert DO_NOT_FIT in seen[0][2] and all(one == seen[0] for one in seen)


def test_a_weak_password_does_not_use_the_phrase_up(alice, client):
    phrase = phrases.make(alice, by=acting(alice))
    page = client.post(USE, {"handle": "alice", "phrase": phrase, "password": "short"})
    assert 'href="#id_password"' in page.text and 'value="alice"' in page.text
    assert use(client, phrase).status_code == 302


def test_guessing_it_is_slow_and_keeps_alice_out_of_nothing(alice, client):
    phrase = phrases.make(alice, by=acting(alice))
    for _ in range(limits.GUESSES_HERE.times):
        assert DO_NOT_FIT in use(Client(), "wrong words").text
    page = use(Client(), phrase)
    assert page.status_code == 429 and re.search(r"wait about \d minutes", page.text)
    guess_from_everywhere(path=USE, handle="alice", phrase="wrong words", password=NEW)
    assert client.post("/account/login/", {"login": "alice", "password": PASSWORD}).status_code == 302
    assert use(Client(), phrase, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_new_one_and_taking_it_away_need_the_password(alice, sign_in):
    old = phrases.make(alice, by=acting(alice))
    client = sign_in(alice)
    for form in ({}, {"password": "wrong"}, {"password": "wrong", "take_away": "1"}):
        assert not words_on(client.post(PAGE, form).text)
    new = words_on(client.post(PAGE, {"password": PASSWORD}).text)
    assert len(new) == phrases.LENGTH
    assert DO_NOT_FIT in use(Client(), old).text
    client.post(PAGE, {"password": PASSWORD, "take_away": "1"})
    assert not RecoveryPhrase.objects.exists()


def test_after_the_first_half_hour_the_first_one_needs_it_too(make_person, sign_in):
    alice = make_person("alice", date_joined=timezone.now() - timedelta(hours=1))
    assert not words_on(sign_in(alice).post(PAGE).text)


def test_nobody_makes_a_phrase_for_somebody_else(alice, eve, make_person):
    staff = make_person("stella", is_staff=True, is_superuser=True)
    for somebody in (eve, staff):
        with pytest.raises(NotAllowed):
            phrases.make(alice, by=acting(somebody))
        with pytest.raises(NotAllowed):
            phrases.take_away(alice, by=acting(somebody))


def test_suspended_people_and_those_who_closed_their_account_get_back_in(alice, client):
    phrase = phrases.make(alice, by=acting(alice))
    User.objects.filter(pk=alice.pk).update(suspended_until=timezone.now() + timedelta(days=9))
    assert use(client, phrase)["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    alice.refresh_from_db()
    phrase = phrases.make(alice, by=acting(alice))
    User.objects.filter(pk=alice.pk).update(is_active=False, delete_after=timezone.now() + timedelta(days=9))
    assert use(Client(), phrase)["Location"] == "/me/closed/"
