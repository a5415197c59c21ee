"""The generated pictures."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.accounts import avatars
from community.accounts.models import mark_of


@given(st.integers(0, 16**8 - 1))
def test_every_mark_is_a_small_picture_without_words_or_scripts(number):
    svg = avatars.draw(f"{number:08x}")
    root = ET.fromstring(svg)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "rect", "path", "circle", "g"} and len(svg) < 1000


def test_people_next_to_one_another_look_different():
    drawn = {avatars.draw(mark_of(number)) for number in range(1, 101)}
    assert len(drawn) >= 95


def test_a_mark_is_drawn_without_database_or_session_and_kept_for_a_year(client, django_assert_num_queries):
    answer = client.get("/marks/0f1e2d3c.svg")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    assert client.get("/marks/0f1e2d3c.svg").content == answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["0f1e2d3", "0F1E2D3C", "0f1e2d3cc", "zzzzzzzz", "..", "0f1e2d3c%0a"])
def test_what_is_no_mark_is_not_there(client, mark):
    assert client.get(f"/marks/{mark}.svg").status_code == 404
