"""What is announced is heard after the commit, after those who acted have their answer, and by nobody before."""

import uuid

import pytest
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpResponse
from django.test import RequestFactory

from community.accounts.models import Revocation
from community.kernel import announce
from community.middleware import after_the_answer
from rooms import posting, signals
from rooms.live.hub import hub
from rooms.posting import Post
from tests.support.people import acting

pytestmark = pytest.mark.django_db(transaction=True)

happened = Signal()


@pytest.fixture
def order(monkeypatch):
    """What was done, in order."""
    seen = []

    def hear(sender, **facts):
        seen.append("heard")

    happened.connect(hear)
    monkeypatch.setattr(hub, "tell", lambda news: seen.append("told"))
    monkeypatch.setattr(hub, "look_soon", lambda: seen.append("look"))
    yield seen
    happened.disconnect(hear)


def act(order, fails=False):
    with transaction.atomic():
        announce.announce(happened, sender=None)
        order.append("acted")
        if fails:
            raise RuntimeError


def test_it_is_heard_after_the_commit(order):
    act(order)
    assert order == ["acted", "heard"]


def test_what_was_rolled_back_has_not_happened(order):
    with pytest.raises(RuntimeError):
        act(order, fails=True)
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            act(order, fails=True)
    assert "heard" not in order


def test_a_request_is_answered_first(order):
    def view(request):
        act(order)
        order.append("answered")
        return HttpResponse("done")

    assert after_the_answer(view)(RequestFactory().get("/")).content == b"done"
    assert order == ["acted", "answered", "heard"]


def test_what_was_done_before_a_page_failed_is_heard_all_the_same(order):
    def view(request):
        act(order)
        raise ValueError

    with pytest.raises(ValueError):
        after_the_answer(view)(RequestFactory().get("/"))
    assert order == ["acted", "heard"]


def test_what_is_revoked_is_looked_at_before_anybody_hears_of_it(order, alice):
    """Whichever of them was written first."""

    def view(request):
        with transaction.atomic():
            announce.announce(happened, sender=None)
            Revocation.objects.create(kind=Revocation.Kind.ACCOUNT, user=alice)
        return HttpResponse()

    after_the_answer(view)(RequestFactory().get("/"))
    assert order == ["look", "heard"]


def test_a_message_from_the_shell_reaches_the_room_before_whoever_listens(order, room, alice):
    def hear(sender, **facts):
        order.append("heard")

    for signal in (signals.messages_posted, signals.room_joined):
        signal.connect(hear)
    try:
        posting.post_message(Post(room.slug, acting(alice), uuid.uuid4(), "hello"))
    finally:
        for signal in (signals.messages_posted, signals.room_joined):
            signal.disconnect(hear)
    assert order == ["told", "heard", "heard"]


def test_a_receiver_that_fails_stops_nobody(order, caplog):
    def fails(sender, **facts):
        raise RuntimeError("no bell here")

    happened.connect(fails)
    try:
        act(order)
    finally:
        happened.disconnect(fails)
    assert order == ["acted", "heard"] and "no bell here" in caplog.text


def test_it_can_be_handed_to_somebody_else(order):
    handed = []
    announce.hand_to(handed.extend)
    try:
        act(order)
    finally:
        announce.hand_to(None)
    assert order == ["acted"] and len(handed) == 1
    announce.run(handed)
    assert order == ["acted", "heard"]
