"""What is stored encrypted: the database holds no word of it, every key reads it, and another key can take over."""

import io
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import isolate_apps

from community.accounts.adapter import rotate_second_steps
from community.kernel import crypto

WORDS = "I did not want to be here yesterday. 🌧"
OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture
def letter(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A model of this test with two encrypted fields, and its table."""
    with isolate_apps("community.accounts"):

        class Letter(models.Model):  # noqa: DJ008
            words = crypto.EncryptedTextField(null=True)
            facts = crypto.EncryptedJSONField(default=dict)

            class Meta:
                app_label = "accounts"

    fields = [(Letter, Letter._meta.get_field(name)) for name in ("words", "facts")]
    monkeypatch.setattr(crypto, "encrypted_fields", lambda: fields)
    with connection.cursor() as cursor:
        number = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(
            f"CREATE TABLE accounts_letter (id {number} PRIMARY KEY, words text NULL, facts text NOT NULL)"
        )
    return Letter


def stored(column: str = "words") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM accounts_letter ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


# --- Words and keys --------------------------------------------------------------------------------------


def test_the_first_key_writes_and_every_key_reads(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    token = crypto.encrypt(WORDS)
    assert WORDS not in token and not crypto.needs_rotation(token)
    settings.FIELD_KEYS = [NEW, OLD]
    assert crypto.decrypt(token) == WORDS and crypto.needs_rotation(token)
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(token)


def test_bytes_are_taken_too() -> None:
    assert crypto.decrypt(crypto.encrypt(WORDS.encode())) == WORDS


@pytest.mark.parametrize("never_encrypted", ["", "JBSWY3DPEHPK3PXP", WORDS])
def test_what_was_never_encrypted_is_not_taken_for_it_and_not_shown(never_encrypted: str) -> None:
    with pytest.raises(crypto.Unreadable) as told:
        crypto.decrypt(never_encrypted)
    assert not never_encrypted or never_encrypted not in str(told.value)


@pytest.mark.parametrize("keys", [[], ["not-a-key"]])
def test_without_a_key_the_error_says_which_setting(settings: Any, keys: list[str]) -> None:
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS") as told:
        crypto.encrypt(WORDS)
    assert "not-a-key" not in str(told.value)


# --- Fields ----------------------------------------------------------------------------------------------


def test_the_database_holds_no_word_of_it(letter: Any) -> None:
    facts = {"around": [WORDS, 3, None]}
    made = letter.objects.create(words=WORDS, facts=facts)
    again = letter.objects.get(pk=made.pk)
    assert (again.words, again.facts) == (WORDS, facts)
    assert list(letter.objects.values_list("words", flat=True)) == [WORDS]
    assert "yesterday" not in f"{stored()}{stored('facts')}"


def test_every_way_of_writing_encrypts(letter: Any) -> None:
    letter.objects.bulk_create([letter(words="one"), letter(words="two"), letter(words="")])
    letter.objects.filter(pk=1).update(words="three")
    last = letter.objects.get(pk=2)
    last.words = "four"
    letter.objects.bulk_update([last], ["words"])
    assert [row.words for row in letter.objects.order_by("pk")] == ["three", "four", ""]
    assert all(crypto.decrypt(token) in ("three", "four", "") for token in stored())


def test_nothing_stays_nothing(letter: Any) -> None:
    letter.objects.create(words=None)
    assert stored() == [None] and letter.objects.get(words__isnull=True).words is None


@pytest.mark.parametrize("lookup", ["words", "words__contains", "words__in", "facts"])
def test_a_query_that_would_find_nothing_is_an_error(letter: Any, lookup: str) -> None:
    with pytest.raises(FieldError):
        letter.objects.filter(**{lookup: [WORDS]}).exists()


# --- Another key -----------------------------------------------------------------------------------------


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def test_another_key_takes_over_in_batches_and_a_second_run_finds_nothing_to_do(
    letter: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crypto, "BATCH", 2)
    settings.FIELD_KEYS = [OLD]
    for number in range(5):
        letter.objects.create(words=None if number == 2 else f"{WORDS} {number}")
    settings.FIELD_KEYS = [NEW, OLD]
    letter.objects.create(words="written since")
    words = rotate()
    assert "accounts.Letter.words: 5 seen, 4 written anew" in words
    assert "accounts.Letter.facts: 6 seen, 5 written anew" in words
    assert WORDS not in words and "Run it once more" in words
    assert "Older keys can go" in rotate()
    settings.FIELD_KEYS = [NEW]
    assert letter.objects.get(pk=1).words == f"{WORDS} 0"


def test_what_no_key_opens_is_left_as_it_is_and_told_by_number(letter: Any, settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    letter.objects.create(words=WORDS)
    before = stored()
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(CommandError, match=r"^2 could not be read"):
        rotate()
    assert stored() == before


def test_what_somebody_changes_meanwhile_is_not_overwritten(
    letter: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FIELD_KEYS = [OLD]
    letter.objects.create(words=WORDS)
    settings.FIELD_KEYS = [NEW, OLD]
    really = crypto.rotated

    def and_somebody_writes(token: str) -> str:
        letter.objects.update(words="changed meanwhile")
        return really(token)

    monkeypatch.setattr(crypto, "rotated", and_somebody_writes)
    first = crypto.rotate_fields()[0]
    assert (first.written, first.changed_meanwhile) == (0, 1)
    assert letter.objects.get().words == "changed meanwhile"


def test_without_keys_the_command_says_so(settings: Any, letter: Any) -> None:
    letter.objects.create(words=WORDS)
    settings.FIELD_KEYS = []
    with pytest.raises(CommandError, match="FIELD_KEYS"):
        rotate()


# --- The second step ---------------------------------------------------------------------------------------


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_secrets_of_a_second_step_are_not_in_the_database(alice: Any) -> None:
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    codes = RecoveryCodes.activate(alice).get_unused_codes()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(code in kept for code in codes)
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_signing_in_with_a_code_goes_on_through_a_change_of_keys(
    client: Any, alice: Any, settings: Any
) -> None:
    settings.FIELD_KEYS = [OLD]
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    spare = RecoveryCodes.activate(alice).get_unused_codes()
    settings.FIELD_KEYS = [NEW, OLD]
    first, second = rotate_second_steps(), rotate_second_steps()
    assert (first.seen, first.written, second.written) == (2, 2, 0)
    settings.FIELD_KEYS = [NEW]
    for code in (code_now(secret), spare[0]):
        client.post("/account/login/", {"login": "alice", "password": "openhearth"})
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/me/").status_code == 200
        client.post("/account/logout/")


def test_codes_taken_over_from_elsewhere_are_written_anew_too(alice: Any, settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    codes = [crypto.encrypt(code) for code in ("11112222", "33334444")]
    Authenticator.objects.create(user=alice, type="recovery_codes", data={"migrated_codes": codes})
    settings.FIELD_KEYS = [NEW, OLD]
    rotate_second_steps()
    settings.FIELD_KEYS = [NEW]
    kept = RecoveryCodes(Authenticator.objects.get())
    assert kept.get_unused_codes() == ["11112222", "33334444"]


def test_a_secret_in_clear_opens_nothing(alice: Any) -> None:
    secret = generate_totp_secret()
    step = Authenticator.objects.create(user=alice, type="totp", data={"secret": secret})
    with pytest.raises(crypto.Unreadable):
        TOTP(step).validate_code(code_now(secret))
    assert rotate_second_steps().unreadable == 1


def test_a_key_and_an_app_without_secret_need_nothing(alice: Any) -> None:
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": "My phone", "credential": {}})
    Authenticator.objects.create(user=alice, type="totp", data={})
    assert rotate_second_steps().written == 0


# --- Out of the database and back ------------------------------------------------------------------------


def test_what_is_dumped_holds_no_word_and_is_read_back(letter: Any) -> None:
    from django.core import serializers

    kept = letter.objects.create(words=WORDS, facts={"who": "canary"})
    dumped = serializers.serialize("json", [kept])
    assert "canary" not in dumped and "yesterday" not in dumped
    field, facts = (letter._meta.get_field(name) for name in ("words", "facts"))
    assert field.to_python(field.value_to_string(kept)) == WORDS
    assert facts.to_python(facts.value_to_string(kept)) == {"who": "canary"}


def test_words_that_only_look_like_a_dumped_value_stay_somebodys_words() -> None:
    field = crypto.EncryptedTextField()
    assert field.to_python("fernet:is a good mountain") == "fernet:is a good mountain"
