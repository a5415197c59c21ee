"""Rows of the written-out statements: what is loaded is there, and what is not is an error and no query."""

import uuid

import pytest
from django.db import transaction

from community.accounts.models import User
from rooms import posting, services, statements
from rooms.models import Membership, Message, Room
from rooms.posting import Post
from tests.support.people import acting

from .talk import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(room, alice):
    said = say(room, alice, "hello")
    with transaction.atomic():
        rooms = statements.lock_rooms({room.slug})
        people, places = statements.lock_people({alice.pk}, rooms.values())
        messages = statements.already_said({said.client_id}, {alice.pk})
    return {
        Room: (rooms[room.slug], statements.ROOM),
        User: (people[alice.pk], statements.PERSON),
        Membership: (places[room.pk, alice.pk], statements.PLACE),
        Message: (messages[alice.pk, said.client_id], statements.SAID),
    }


@pytest.mark.parametrize("model", [Room, User, Membership, Message])
def test_a_column_a_statement_leaves_out_is_an_error_that_names_it(rows, model, django_assert_num_queries):
    row, loaded = rows[model]
    left_out = [field.attname for field in model._meta.concrete_fields if field.attname not in loaded]
    assert left_out
    with django_assert_num_queries(0):
        for name in left_out:
            with pytest.raises(statements.NotLoaded, match=rf"{model.__name__}\.{name} .*statements"):
                getattr(row, name)


@pytest.mark.parametrize("model", [Room, User, Membership, Message])
def test_what_is_loaded_is_what_the_database_says(rows, model, django_assert_num_queries):
    row, loaded = rows[model]
    with django_assert_num_queries(0):
        seen = {name: getattr(row, name) for name in loaded}
    assert seen == model.objects.values(*loaded).get(pk=row.pk)


@pytest.mark.parametrize(("model", "key"), [(Membership, "room"), (Message, "room"), (Message, "author")])
def test_a_row_that_is_not_at_hand_is_an_error_too(rows, model, key, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(statements.NotLoaded, match=key):
        getattr(rows[model][0], key)


def test_a_membership_has_its_person_at_hand(rows):
    assert rows[Membership][0].user is rows[User][0]


def test_people_are_locked_in_the_order_of_their_keys_whether_they_are_in_the_room_or_not(
    room, alice, bob, charlie
):
    services.join(room, by=acting(charlie))
    with transaction.atomic():
        rooms = statements.lock_rooms({room.slug})
        people, places = statements.lock_people({charlie.pk, alice.pk, bob.pk}, rooms.values())
    assert list(people) == sorted(people) == [alice.pk, bob.pk, charlie.pk]
    assert list(places) == [(room.pk, charlie.pk)]


def test_people_are_known_also_where_no_room_is(alice):
    with transaction.atomic():
        people, places = statements.lock_people({alice.pk}, [])
    assert list(people) == [alice.pk] and not places


def test_a_batch_of_answers_with_links_by_new_people_costs_the_same_queries_as_one(
    room, make_room, alice, bob, charlie, django_assert_max_num_queries
):
    """What used to be read again for each message: the date of joining, who is answered, whether they meet."""
    slow = make_room("slow", slow_mode=5)
    people = [alice, bob, charlie]
    for place in (room, slow):
        for person in people:
            say(place, person, "hello")
    posts = [
        Post(place.slug, acting(person), uuid.uuid4(), "see https://example.org", reply_to=number)
        for place in (room, slow)
        for person in people
        for number in (1, 2, 3)
    ]
    with django_assert_max_num_queries(12):
        posting.post_messages(posts)
