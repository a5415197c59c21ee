"""The one command between an installed site and one that can be served."""

from pathlib import Path

from tests.support.site import ROOT, environment, manage

COUNT = "from community.accounts.models import User; print(User.objects.count())"


def test_a_first_start_fills_an_empty_database_and_a_second_changes_nothing(tmp_path: Path) -> None:
    env = environment(tmp_path)
    assert "openhearth" in manage(env, "make_ready", "--demo")
    people = manage(env, "shell", "--no-imports", "-c", COUNT)
    assert int(people) > 1
    assert manage(env, "make_ready", "--demo") == ""
    assert manage(env, "shell", "--no-imports", "-c", COUNT) == people
    assert "no issues" in manage(env, "check", "--database", "default", "--fail-level", "WARNING")


def test_a_public_site_gets_its_files_and_no_story(tmp_path: Path) -> None:
    env = environment(tmp_path, DEBUG="0", ALLOWED_HOSTS="hearth.example", ALLOW_CROWD="0")
    manage(env, "make_ready", "--demo")
    assert manage(env, "shell", "--no-imports", "-c", COUNT).strip() == "0"
    assert (tmp_path / "static" / "staticfiles.json").exists()
    for script in sorted((ROOT / "static").glob("*/*.js")):
        served = tmp_path / "static" / script.relative_to(ROOT / "static")
        assert served.stat().st_size < script.stat().st_size, f"{script.name} is served with its comments"
    before = served.read_bytes()
    manage(env, "make_ready")
    assert served.read_bytes() == before
