"""docs/architecture.md says what is true: what it names is there, and its floors are those that are held."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text()
# Their features come later; the page says so.
TO_COME = {"rooms/talks", "rooms/meetings"}


def section(title):
    return PAGE.split(f"## {title}")[1].split("\n## ")[0]


def floors_held():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = next(each for each in linter["contracts"] if each["name"] == "Floors of the house")
    return floors["layers"]


def test_the_floors_of_the_page_are_those_that_are_held():
    shown = [line.strip() for line in section("Who imports whom").splitlines() if line.startswith("    ")]
    inside = next(number for number, line in enumerate(shown) if line.startswith("urls →"))
    assert shown[:inside] == floors_held()


def named_in_the_map():
    folders = []
    for line in section("The map").splitlines():
        if not line.startswith("    "):
            continue
        indent = len(line) - len(line.lstrip()) - 4
        names = line.strip().split("   ")[0].split("  ")
        folders = [(depth, name) for depth, name in folders if depth < indent]
        for name in names:
            name = name.strip()
            if re.fullmatch(r"[a-z_]+(/|\.py)", name):
                yield "/".join([folder for _depth, folder in folders] + [name.rstrip("/")])
        if names[0].endswith("/"):
            folders.append((indent, names[0].rstrip("/")))


@pytest.mark.parametrize("name", sorted(set(named_in_the_map())))
def test_what_the_map_names_is_there(name):
    assert (ROOT / name).exists() or name in TO_COME


def test_every_folder_of_an_app_is_on_the_map():
    shown = set(named_in_the_map())
    folders = {
        str(path.parent.relative_to(ROOT))
        for app in ("community", "rooms", "moderation", "badges", "goals")
        for path in (ROOT / app).glob("**/__init__.py")
    }
    inner = {"migrations", "templatetags", "management", "commands", "views", "services", "texts", "chapters"}
    assert {folder for folder in folders if not inner & set(folder.split("/"))} - {"community"} <= shown | {
        "community"
    }


def test_every_module_of_the_engine_is_in_the_table():
    rows = re.findall(r"^\|((?: `[a-z_]+`)+) \|", section("The life of a message"), re.MULTILINE)
    shown = set(re.findall(r"`([a-z_]+)`", " ".join(rows)))
    modules = {path.stem for path in (ROOT / "rooms/live").glob("*.py")} - {"__init__", "routing"}
    assert modules <= shown
    assert shown - modules <= {path.stem for path in (ROOT / "rooms").glob("*.py")}


def test_every_place_that_is_named_is_there():
    for name in re.findall(r"`([a-z_]+(?:/[a-z_]+)+(?:\.(?:py|md|css|toml)|/))`", PAGE):
        assert (ROOT / name).exists(), name


def test_an_app_has_its_tests_and_templates_where_its_name_says():
    for half in ("cases", "desk", "break_glass", "roles", "clauses"):
        for root in ("templates", "tests"):
            assert (ROOT / root / "moderation" / half).is_dir(), (root, half)
