"""A lost password, and what the mails say."""

import re

import pytest

from community.accounts.models import Revocation
from rooms.models import Room

pytestmark = pytest.mark.django_db
NEW = "seven-boats-on-a-lake"


def test_alice_gets_back_in_by_mail(client, make_person, mailoutbox):
    alice = make_person("alice", email="alice@example.org")
    client.post("/account/password/reset/", {"email": "Alice@Example.org"})
    link = re.search(r"https?://testserver(\S+)", mailoutbox[0].body).group(1)
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.content.decode()
    answer = client.post(page.redirect_chain[-1][0], {"password1": NEW}, follow=True)
    assert "Your password is changed" in answer.content.decode()
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert Revocation.objects.filter(user=alice, kind="sessions").count() == 1
    again = client.get(link, follow=True)
    assert "This link does not work any more" in again.content.decode()


def test_mails_name_no_room_and_not_what_this_site_is_about(client, make_person, make_room, mailoutbox):
    alice = make_person("alice", email="alice@example.org")
    make_room("grief-at-night", topics=["Grief"], members=[alice])
    client.post("/account/password/reset/", {"email": "alice@example.org"})
    client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        words = f"{mail.subject} {mail.body}".lower()
        assert not any(
            word in words for word in ("grief", "room", "support", "peer", Room.objects.get().title.lower())
        )
