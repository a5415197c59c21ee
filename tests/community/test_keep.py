"""Parts of pages that are drawn once: what is kept knows nobody, and pages cost what they should."""

import gzip

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

pytestmark = pytest.mark.django_db


def drawn(words, **context):
    return Template("{% load keep i18n %}" + words).render(Context(context))


def test_what_is_kept_sees_nothing_of_whoever_reads():
    kept = "{% keep signed_in=person.is_authenticated %}{{ person.name }}{{ secret }}{{ signed_in }}{% endkeep %}"
    assert drawn(kept, person={"is_authenticated": True, "name": "canary"}, secret="canary") == "True"


def test_it_is_kept_for_each_word_and_each_language():
    template = Template(
        "{% load keep i18n %}{% keep on=on %}{% get_current_language as L %}{{ L }} {{ on }}{% endkeep %}"
    )
    for language in ("en", "de", "en"):
        for on in (True, False, True):
            with translation.override(language):
                assert template.render(Context({"on": on})) == f"{language} {on}"


@pytest.mark.parametrize("value", [7, ["row"], "a name that is longer than any word of ours"])
def test_a_row_or_a_name_cannot_be_kept_by(value):
    with pytest.raises(TemplateSyntaxError, match="keep who="):
        drawn("{% keep who=who %}{{ who }}{% endkeep %}", who=value)


def test_pages_are_compressed_but_for_those_with_secrets(client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and b"<main" in gzip.decompress(page.content)
    assert (
        "Content-Encoding" not in client.get("/account/login/", headers={"Accept-Encoding": "gzip"}).headers
    )


def test_whether_the_process_answers_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.content, answer.headers["Content-Length"]) == (b"ok\n", "3")
    assert "no-store" in answer.headers["Cache-Control"]
