"""Which names may be: a long list of them with what the site says (names.txt), and the command that tries any list."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from community.accounts import handles
from community.demo.people import PEOPLE

LIST = Path(__file__).with_name("names.txt")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def names() -> Iterator[tuple[str, str]]:
    for line in LIST.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            verdict, name = line.split("\t")
            yield verdict, ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), name)


def reason(name: str) -> str:
    """Why it may not be; empty when it may."""
    try:
        handles.check_form(handles.tidy(name))
    except ValidationError as refused:
        return str(refused.code)
    return ""


def test_the_list_is_long_and_has_both_kinds():
    verdicts = [verdict for verdict, _name in names()]
    assert verdicts.count("ok") >= 150 and verdicts.count("refuse") >= 150


def test_every_name_of_the_list_is_judged_rightly():
    wrong = [(verdict, name) for verdict, name in names() if (reason(name) == "") != (verdict == "ok")]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Maria ✅", "mark"),
        ("Betreuerin", "reserved"),
        ("Everyone", "reserved"),
        ("An\u200bna", "unseen"),
        ("A\u0336n\u0336n\u0336a", "piled"),
        ("Аnna", "mixed"),
        ("𝓐𝓷𝓷𝓪", "ornamental"),
        ("0151 2345678", "number"),
        ("anna.com", "address"),
        ("insta anna", "elsewhere"),
        ("you idiot", "hurts"),
        ("...", "letters"),
        ("a" * 41, "length"),
    ],
)
def test_each_refusal_has_its_own_reason(name, code):
    assert reason(name) == code


def test_people_of_the_demo_could_have_chosen_their_names():
    assert [person.name for person in PEOPLE if reason(person.name)] == []


# --- The command ----------------------------------------------------------------------------------------


def tried(tmp_path: Path, content: bytes) -> list[str]:
    file = tmp_path / "names"
    file.write_bytes(content)
    out = StringIO()
    call_command("check_names", "--file", str(file), stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_the_command_answers_each_line_with_one(tmp_path):
    answers = tried(tmp_path, "Anna\r\n\n  Zoë  \nMaria ✅\nAn\u2028na\nlast".encode() + b"\xff\n")
    assert [line.partition("\t")[0] for line in answers] == [
        "ok",
        "refuse",
        "ok",
        "refuse",
        "refuse",
        "refuse",
    ]
    assert all(line == "ok" or len(line.split("\t")) == 2 for line in answers)


@pytest.mark.django_db
def test_an_empty_file_has_no_answers(tmp_path):
    assert tried(tmp_path, b"") == []
