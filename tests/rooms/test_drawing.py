"""What is kept of drawn messages belongs to nobody: words, names, times and own marks are always the reader's."""

import re
import zoneinfo
from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from community.accounts import blocks
from rooms import services
from rooms.models import Message, Room
from rooms.views import display, drawing
from tests.support.people import acting

from .talk import say

RIGHTS = {"can_post": True, "can_react": True, "can_moderate": False}


def drawn(room, reader, **rights):
    hides = blocks.hidden_from(reader)
    messages = display.prepare(display.last(room), room=room, user=reader, hides=hides)
    return str(drawing.Page(room, RIGHTS | rights).draw(messages))


def test_what_somebody_reads_is_never_shown_to_whom_they_blocked(room, alice, bob, eve):
    say(room, eve, "canary-words", note="canary-note")
    say(room, bob, "an answer", reply_to=1)
    assert drawn(room, bob).count("canary") == 2
    blocks.block(eve, by=acting(alice))
    page = drawn(room, alice)
    assert "canary" not in page
    assert ">Eve<" not in page
    assert f"/people/{eve.handle}/" not in page
    assert f'data-author="{eve.pk}"' not in page and f'data-person="{eve.pk}"' not in page
    assert "Answer to a message that is not shown" in page
    assert drawn(room, bob).count("canary") == 2


def test_words_that_are_gone_are_in_no_page_drawn_later(room, alice, bob, make_person):
    mo = make_person("mo", is_staff=True)
    own, other = say(room, alice, "canary-own"), say(room, bob, "canary-other")
    say(room, alice, "about both", reply_to=own.seq)
    say(room, alice, "about both", reply_to=other.seq)
    assert drawn(room, alice).count("canary") == 4
    services.remove(own, by=acting(alice))
    services.hide_message(other, by=acting(mo))
    page = drawn(room, alice)
    assert "canary" not in page
    assert page.count("a message that is no longer here") == 1
    assert page.count("Answer to a message that is not shown") == 1
    services.show_message(other, by=acting(mo))
    assert drawn(room, alice).count("canary-other") == 2


def test_a_changed_message_is_drawn_as_it_is_now(room, alice, bob):
    message = say(room, alice, "teh kettle")
    assert "teh kettle" in drawn(room, bob)
    services.edit(message, by=acting(alice), body="the kettle")
    page = drawn(room, bob)
    assert "teh kettle" not in page and "the kettle" in page
    assert '<span class="message-edited">changed</span>' in page


def test_a_new_name_stands_at_once_on_what_was_said_before(room, alice, bob):
    say(room, alice, "hello")
    say(room, bob, "hello yourself", reply_to=1)
    assert "Alice" in drawn(room, bob)
    alice.display_name = "Alice <b>of</b> Linz"
    alice.save()
    page = drawn(room, bob)
    assert page.count("Alice &lt;b&gt;of&lt;/b&gt; Linz") == 3  # name, what the menu is of, and the quote


def test_somebody_who_left_has_no_page_to_go_to(room, alice, bob):
    say(room, alice, "hello")
    assert f'href="/people/{alice.handle}/" data-person="{alice.pk}"' in drawn(room, bob)
    alice.handle, alice.display_name = "gone-17", ""
    alice.save()
    assert "/people/" not in drawn(room, bob) and "somebody who left" in drawn(room, bob)


def test_two_readers_in_two_zones_and_languages_each_get_their_own(room, alice, bob):
    message = say(room, alice, "good night")
    Message.objects.update(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    seen = {}
    for zone, language in (("UTC", "en"), ("Asia/Tokyo", "de"), ("UTC", "en")):
        with timezone.override(zoneinfo.ZoneInfo(zone)), translation.override(language):
            seen[zone] = drawn(room, bob)
        assert 'datetime="2026-03-01T23:30:00.000Z"' in seen[zone], message
    assert ">23:30</time>" in seen["UTC"] and "Sunday 1 March" in seen["UTC"]
    assert ">08:30</time>" in seen["Asia/Tokyo"] and "Montag 2 März" in seen["Asia/Tokyo"]


def test_what_is_ones_own_is_told_to_nobody_else(room, alice, bob):
    message = say(room, alice, "hello")
    services.react(message, by=acting(bob), reaction="hear", on=True)
    hers, his = drawn(room, alice), drawn(room, bob)
    assert "is-own" in hers and str(message.client_id) in hers
    assert "is-own" not in his and str(message.client_id) not in his
    assert 'aria-pressed="true"' in his and 'aria-pressed="true"' not in hers
    assert "/react/?on=0" in his and re.search(r'value="hear"[^>]* disabled', hers)


@pytest.mark.parametrize(
    "words", ["100 % %s %(seq)s %%", "\ue000seq\ue001", "{{ message }}", "{% now 'Y' %}"]
)
def test_no_word_is_taken_for_a_hole(words, room, alice, bob):
    say(room, alice, words, note=words[:40])
    say(room, bob, words, reply_to=1)
    # Note and words of the first, words of the second; the quote of what has a note names neither.
    assert drawn(room, bob).count(words.replace("'", "&#x27;")) == 3


def test_drawing_asks_the_database_nothing(room, alice, bob, django_assert_num_queries):
    say(room, alice, "hello")
    say(room, bob, "hello yourself", reply_to=1)
    room = Room.objects.get()
    messages = display.prepare(display.last(room), room=room, user=bob)
    with django_assert_num_queries(0):
        drawing.Page(room, RIGHTS).draw(messages)
