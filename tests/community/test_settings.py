"""Whoever runs the site is told in words what is wrong with its settings, before anybody comes."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as the_settings

from community import checks, first_env
from tests.support.site import ROOT, Site, environment


def ids(found: Any) -> list[str]:
    found = list(found)
    assert all(one.hint for one in found), "every complaint carries a hint"
    return [one.id for one in found]


def checked(folder: Path, *arguments: str, **env: str) -> tuple[int, str]:
    """Exit status and words of `manage.py check` with these variables."""
    command = [sys.executable, "manage.py", "check", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder, **env), capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


def test_the_settings_of_the_tests_are_fine() -> None:
    for check in (checks.secret_key, checks.field_keys, checks.hosts, checks.redis_url, checks.data_dir):
        assert ids(check()) == []


def test_a_missing_secret_key_is_told(settings: Any) -> None:
    settings.SECRET_KEY = checks.MISSING_KEY
    assert ids(checks.secret_key()) == ["openhearth.E002"]


def test_missing_field_keys_are_an_error_and_for_a_try_on_this_machine_a_warning(settings: Any) -> None:
    settings.FIELD_KEYS = []
    assert ids(checks.field_keys()) == ["openhearth.E009"]  # tests run with DEBUG off
    settings.DEBUG = True
    assert ids(checks.field_keys()) == ["openhearth.W001"]


def test_a_public_site_without_field_keys_does_not_pass_its_check(tmp_path: Path) -> None:
    status, words = checked(tmp_path, DEBUG="0", ALLOWED_HOSTS="hearth.example", FIELD_KEYS="")
    assert status == 1 and "FIELD_KEYS is missing" in words and "HINT" in words


def test_a_field_key_that_is_none_is_told_by_its_place_and_never_shown(settings: Any) -> None:
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), "not-a-key"]
    (found,) = checks.field_keys()
    assert found.id == "openhearth.E003" and "Key 2" in found.msg and "not-a-key" not in found.msg


def test_a_public_site_without_hosts_is_told(settings: Any) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, []
    assert ids(checks.hosts()) == ["openhearth.E004"]


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "redis://", "redis://host:port/0"])
def test_a_redis_url_that_cannot_be_read_is_told(settings: Any, url: str) -> None:
    settings.REDIS_URL = url
    assert ids(checks.redis_url()) == ["openhearth.E005"]


@pytest.mark.parametrize(
    "url", ["redis://localhost", "rediss://:secret@host:6380/1", "unix:///run/redis.sock"]
)
def test_a_good_redis_url_is_fine(settings: Any, url: str) -> None:
    settings.REDIS_URL = url
    assert ids(checks.redis_url()) == []


def test_several_processes_without_redis_are_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    assert ids(checks.one_process_without_redis()) == ["openhearth.E006"]
    settings.REDIS_URL = "redis://localhost"
    assert ids(checks.one_process_without_redis()) == []


def test_a_data_dir_that_is_a_file_is_told(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file" / "data"
    assert ids(checks.data_dir()) == ["openhearth.E007"]


def test_a_data_dir_that_can_still_be_made_is_fine(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "not" / "yet"
    assert ids(checks.data_dir()) == []


@pytest.mark.django_db
def test_a_missing_cache_table_is_told() -> None:
    assert ids(checks.database_answers(databases=["default"])) == []
    assert ids(checks.cache_table(["some_other_table"])) == ["openhearth.W002"]


def test_a_redis_that_is_away_is_told_only_when_asked_for(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert ids(checks.redis_answers(databases=None)) == []
    assert ids(checks.redis_answers(databases=["default"])) == ["openhearth.W003"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://host/base"),
        ("DATABASE_URL", "postgres://name@host:port/base"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://host:port"),
        ("PORT", "eight"),
        ("TRUSTED_PROXIES", "one"),
        ("CHORES_AT", "at night"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_and_is_no_traceback(
    tmp_path: Path, name: str, value: str
) -> None:
    status, words = checked(tmp_path, **{name: value})
    assert status == 1
    assert f"{name} cannot be read" in words and "HINT" in words and "Traceback" not in words


def test_a_database_that_is_away_is_told_when_asked_for(tmp_path: Path) -> None:
    url = "postgres://openhearth@127.0.0.1:1/nothing"
    assert checked(tmp_path, DATABASE_URL=url)[0] == 0
    status, words = checked(tmp_path, "--database", "default", DATABASE_URL=url)
    assert status == 1 and "The database does not answer" in words and "Traceback" not in words


def test_a_running_site_has_nothing_to_complain_about(site: Site) -> None:
    assert "no issues" in site.manage("check", "--database", "default", "--fail-level", "WARNING")


def test_a_public_site_with_good_settings_is_clean(tmp_path: Path) -> None:
    env = {"DEBUG": "0", "ALLOWED_HOSTS": "hearth.example", "ALLOW_CROWD": "0"}
    status, words = checked(tmp_path, "--deploy", "--fail-level", "WARNING", **env)
    assert status == 0, words


def test_the_first_env_is_written_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    assert first_env.write(file)
    before = file.read_text()
    assert not first_env.write(file), "a second start changes no key"
    assert file.read_text() == before
    assert Fernet(before.partition("FIELD_KEYS=")[2].split()[0])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    status, words = checked(tmp_path, "--fail-level", "WARNING", ENV_FILE=str(file))
    assert status == 0, words


def test_every_variable_the_settings_read_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    for (
        name
    ) in "SECRET_KEY DEBUG ALLOWED_HOSTS DATABASE_URL REDIS_URL EMAIL_URL DATA_DIR PORT FIELD_KEYS".split():
        assert f"{name}=" in example


def test_nothing_of_this_machine_reaches_the_tests() -> None:
    assert os.environ["ENV_FILE"] == os.devnull
    assert str(the_settings.DATA_DIR) == os.path.realpath(os.environ["DATA_DIR"])
