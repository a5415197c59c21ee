"""Editing, removing, reacting, reading: who may, until when, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.kernel.refused import Invalid, NotAllowed
from rooms import reading, services
from rooms.live.frames import message_fact
from rooms.models import Membership, Message, Reaction, Room
from tests.support.people import acting

from .talk import say, say_many

pytestmark = pytest.mark.django_db


def version(room):
    return Room.objects.get(pk=room.pk).version


def test_own_words_can_be_changed_for_five_minutes(room, alice):
    message = say(room, alice, "helo", ago=timedelta(minutes=4))
    changed = services.edit(message, by=acting(alice), body="hello")
    assert (changed.body, changed.body_html, changed.version) == ("hello", "hello", 2)
    assert changed.edited_at is not None
    assert version(room) == 2


def test_after_five_minutes_words_stay(room, alice):
    message = say(room, alice, "helo", ago=timedelta(minutes=5, seconds=1))
    with pytest.raises(NotAllowed) as refused:
        services.edit(message, by=acting(alice), body="hello")
    assert refused.value.code == "too_late"


def test_nobody_changes_the_words_of_another(room, alice, eve):
    message = say(room, alice, "hello")
    for attempt in (
        lambda: services.edit(message, by=acting(eve), body="x"),
        lambda: services.remove(message, by=acting(eve)),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Message.objects.get().body == "hello"


def test_an_edit_to_nothing_is_refused(room, alice):
    with pytest.raises(Invalid):
        services.edit(say(room, alice, "hello"), by=acting(alice), body="  ")


def test_an_edit_that_changes_nothing_makes_no_version(room, alice):
    message = say(room, alice, "hello")
    assert services.edit(message, by=acting(alice), body="hello ").edited_at is None
    assert version(room) == 1


def test_removed_words_are_gone_everywhere(room, alice, bob):
    message = say(room, alice, "something secret", note="a secret")
    services.react(message, by=acting(bob), reaction="hear", on=True)
    services.remove(message, by=acting(alice))
    message = Message.objects.select_related("author").get()
    assert (message.body, message.body_html, message.note, message.reactions) == ("", "", "", {})
    assert message_fact(message)["removed"] == "author"
    assert "secret" not in str(message_fact(message))
    assert not Reaction.objects.exists()


def test_own_words_can_be_removed_at_any_time_and_while_muted(room, alice):
    message = say(room, alice, "hello", ago=timedelta(days=30))
    services.restrict(room, alice, muted_until=timezone.now() + timedelta(hours=1))
    assert services.remove(message, by=acting(alice)).removed == "author"


def test_a_removed_message_is_not_changed_or_reacted_to(room, alice, bob):
    message = services.remove(say(room, alice, "hello"), by=acting(alice))
    with pytest.raises(NotAllowed):
        services.edit(message, by=acting(alice), body="again")
    with pytest.raises(NotAllowed):
        services.react(message, by=acting(bob), reaction="hear", on=True)


def test_reactions_are_counted_once_for_each_person_and_kind(room, alice, bob, charlie):
    message = say(room, alice, "hello")
    for person in (bob, charlie, bob):
        services.react(message, by=acting(person), reaction="hear", on=True)
    services.react(message, by=acting(bob), reaction="same", on=True)
    assert Message.objects.get().reactions == {"hear": 2, "same": 1}
    services.react(message, by=acting(bob), reaction="hear", on=False)
    services.react(message, by=acting(bob), reaction="hear", on=False)
    assert Message.objects.get().reactions == {"hear": 1, "same": 1}
    assert version(room) == 5


@pytest.mark.parametrize("reaction", Reaction.Choice.values)
def test_nobody_reacts_to_their_own_words(reaction, room, alice):
    """Nobody marks their own message "this helped me", nor says "I hear you" to themselves."""
    message = say(room, alice, "hello")
    with pytest.raises(NotAllowed, match="your own message"):
        services.react(message, by=acting(alice), reaction=reaction, on=True)
    assert not Reaction.objects.exists() and version(room) == 1


def test_a_reaction_to_own_words_from_before_can_be_taken_back(room, alice):
    message = say(room, alice, "hello")
    Reaction.objects.create(message=message, user=alice, reaction="helped")
    services.react(message, by=acting(alice), reaction="helped", on=False)
    assert not Reaction.objects.exists()


def test_an_unkind_reaction_does_not_exist(room, alice, bob):
    with pytest.raises(Invalid):
        services.react(say(room, alice, "hello"), by=acting(bob), reaction="down", on=True)


def test_a_person_outside_cannot_react_in_a_private_room(make_room, alice, eve):
    private = make_room("circle", access=Room.Access.PRIVATE, members=[alice])
    message = say(private, alice, "hello")
    with pytest.raises(services.NotFound):
        services.react(message, by=acting(eve), reaction="hear", on=True)


def test_the_read_marker_never_goes_back_nor_past_the_end(room, alice):
    say_many(room, alice, 5)
    room.refresh_from_db()
    services.read_up_to(room, by=acting(alice), seq=4)
    services.read_up_to(room, by=acting(alice), seq=2)
    assert Membership.objects.get().read_seq == 4
    services.read_up_to(room, by=acting(alice), seq=900)
    assert Membership.objects.get().read_seq == 5


def test_a_moderators_tombstone_keeps_the_words_for_an_appeal_and_shows_none(room, alice, bob):
    message = services.hide_message(say(room, alice, "unkind words"), by=acting(bob))
    assert message_fact(message)["removed"] == "moderator"
    assert "unkind" not in str(message_fact(message))
    assert Message.objects.get().body == "unkind words"
    shown = services.show_message(message, by=acting(bob))
    assert message_fact(shown)["body_html"] == "unkind words"


def test_showing_again_does_not_bring_back_what_its_author_removed(room, alice, bob):
    message = services.remove(say(room, alice, "hello"), by=acting(alice))
    assert services.show_message(message, by=acting(bob)).removed == "author"


# --- Catching up ---------------------------------------------------------------------------------------


def fresh(room):
    return Room.objects.get(pk=room.pk)


def test_a_tab_that_is_up_to_date_gets_nothing(room, alice):
    say_many(room, alice, 3)
    fact = reading.changes_after(fresh(room), 3)
    assert (fact["version"], fact["messages"]) == (3, [])
    assert "reset" not in fact


def test_what_changed_since_comes_in_its_present_state(room, alice, bob):
    first, second = say(room, alice, "one"), say(room, bob, "two")
    services.edit(first, by=acting(alice), body="ONE")
    services.remove(second, by=acting(bob))
    fact = reading.changes_after(fresh(room), 2)
    assert [(m["seq"], m.get("body_html"), m.get("removed")) for m in fact["messages"]] == [
        (1, "ONE", None),
        (2, None, "author"),
    ]
    assert fact["version"] == 4


@pytest.mark.parametrize("after", [None, 10_000])
def test_an_unknown_version_is_a_reset_with_the_last_fifty(room, alice, after):
    say_many(room, alice, 60)
    fact = reading.changes_after(fresh(room), after)
    assert fact["reset"] is True
    assert [message["seq"] for message in fact["messages"]] == list(range(11, 61))


def test_three_hundred_changes_are_sent_and_one_more_is_a_reset(room, alice):
    say_many(room, alice, 301)
    assert len(reading.changes_after(fresh(room), 1)["messages"]) == 300
    assert reading.changes_after(fresh(room), 0)["reset"] is True


def test_a_client_can_page_through_everything_from_zero(room, alice):
    say_many(room, alice, 650)
    seen, after, pages = [], 0, 0
    while True:
        fact = reading.page_of_changes(fresh(room), after, reader=alice.pk)
        seen += [message["seq"] for message in fact["messages"]]
        after, pages = fact["version"], pages + 1
        if not fact.get("more"):
            break
    assert seen == list(range(1, 651))
    assert (after, pages) == (650, 3)
