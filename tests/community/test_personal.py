"""Whatever is personal is declared, and what the pages say of it is made from the declarations."""

from django.conf import settings
from django.db import models

from community.accounts.privacy.management.commands import privacy_page
from community.kernel import personal
from community.kernel.personal import Fate, NotExported, Part, register


def test_every_model_that_points_at_a_person_is_declared():
    assert personal.undeclared() == set(), "say in the app's personal.py what is held, and what becomes of it"


def test_no_declaration_names_what_is_gone():
    assert personal.gone() == set()


def test_a_model_nobody_declared_is_found():
    without = [one for one in register.holdings if one.model_name not in ("rooms.Message", "log.LogEntry")]
    assert personal.undeclared(without) == {
        "rooms.Message.author",
        "log.LogEntry.by_id",
        "log.LogEntry.person_id",
    }


def test_a_declaration_of_nothing_is_found():
    class Ghost:
        model_name, fields = "rooms.Ghost", ("person",)

    class Typo:
        model_name, fields = "rooms.Message", ("writer",)

    assert personal.gone([Ghost, Typo]) == {"rooms.Ghost.person", "rooms.Message.writer"}


def test_nothing_is_declared_twice():
    fields = [f"{one.model_name}.{name}" for one in register.holdings for name in one.fields]
    assert len(fields) == len(set(fields))


def test_a_table_behind_a_many_to_many_field_and_a_plain_number_are_looked_at():
    class Seen(models.Model):
        seen_by_id = models.BigIntegerField()
        written_by = models.IntegerField()
        room_id = models.BigIntegerField()
        number = models.IntegerField()

        class Meta:
            app_label = "personal_for_a_test"
            managed = False

        def __str__(self):
            return str(self.pk)

    assert personal.points_at_a_person(Seen) == ["seen_by_id", "written_by"]
    assert "accounts.User_groups.user" in {f"{one.model_name}.{one.fields[0]}" for one in register.holdings}


def test_every_declaration_says_in_a_sentence_what_why_how_long_and_for_whom():
    for one in register.holdings:
        sentences = [one.what, one.kept_for, one.read_by]
        sentences += (
            [one.export.why] if isinstance(one.export, NotExported) else [*one.export.labels.values()]
        )
        sentences += [one.ending.words] if one.ending.fate is Fate.KEPT else []
        for sentence in map(str, sentences):
            assert sentence.strip() and not sentence[0].islower(), one.key
        for sentence in map(str, [one.what, one.kept_for, one.read_by]):
            assert sentence.endswith("."), one.key
        assert one.part in Part


def test_docs_privacy_md_says_what_is_declared():
    written = (settings.BASE_DIR / privacy_page.PAGE).read_text()
    assert written == privacy_page.page(), "run: manage.py privacy_page"


def test_the_privacy_page_lists_every_thing(client):
    from django.utils.html import escape

    page = client.get("/privacy/").content.decode()
    for one in register.holdings:
        for words in (one.what, one.read_by, one.kept_for, one.when_deleted):
            assert str(escape(words)) in page, one.key
