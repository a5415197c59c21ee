"""Beside a name stands what somebody is here, in words: never the key the role is stored under."""

import re
import uuid

import pytest

from moderation.roles.models import Role, RoleGrant
from rooms import posting
from rooms.models import LEASE, Presence
from tests.support.people import acting, have_second_step


@pytest.fixture
def lead(make_person, alice):
    made = make_person("june", display_name="June")
    RoleGrant.objects.create(person=made, role=Role.LEAD, reason="to keep watch", granted_by=alice)
    have_second_step(made)
    return made


def said(page):
    return [words for words in re.findall(r'class="message-role"[^>]*>([^<]*)<', page) if words]


def test_a_message_names_the_role_of_its_author_in_words(room, lead, alice, sign_in):
    posting.post_message(posting.Post(room.slug, acting(lead), uuid.uuid4(), "Good evening"))
    assert said(sign_in(alice).get("/rooms/evening/").text) == ["safeguarding lead"]


def test_the_list_of_people_names_their_roles_in_words(room, lead, alice, sign_in):
    from django.utils import timezone

    Presence.objects.create(room=room, user=lead, process="p", until=timezone.now() + LEASE)
    assert said(sign_in(alice).get("/rooms/evening/").text) == ["safeguarding lead"]


def test_the_page_holds_the_words_for_every_role_a_frame_may_name(room, alice, sign_in):
    page = sign_in(alice).get("/rooms/evening/").text
    assert dict(re.findall(r'data-say="role-(\w+)">([^<]*)<', page)) == {
        key: str(words) for key, words in Role.choices
    }


def test_a_member_has_no_role_beside_the_name(room, bob, alice, sign_in):
    posting.post_message(posting.Post(room.slug, acting(bob), uuid.uuid4(), "Good evening"))
    assert said(sign_in(alice).get("/rooms/evening/").text) == []
