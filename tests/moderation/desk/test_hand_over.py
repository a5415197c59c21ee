"""From one shift to the next."""

from datetime import timedelta

import pytest

from community.kernel.refused import Invalid, NotAllowed
from moderation.desk import hand_over
from moderation.desk.models import HandOver
from moderation.log.models import LogEntry
from tests.support.people import acting

WORDS = "Look in on the evening room at ten, please."


def desk(client):
    return client.get("/desk/").content.decode()


def test_the_outgoing_moderator_writes_and_the_next_reads(sign_in, mo, ines):
    sign_in(mo).post("/desk/hand-over/", {"words": WORDS})
    card = HandOver.objects.get()
    assert card.by == mo and card.room is None
    page = desk(sign_in(ines))
    assert WORDS in page and "From Mo, for you" in page
    sign_in(ines).post(f"/desk/hand-over/{card.pk}/read/")
    card.refresh_from_db()
    assert card.acknowledged_by == ines and card.acknowledged_at is not None
    page = desk(sign_in(ines))
    assert "for you" not in page and "1 earlier hand-over" in page


def test_a_card_nobody_has_read_stays_on_top_for_however_long(sign_in, mo, ines, time_machine_at):
    hand_over.write_hand_over(by=acting(mo), words=WORDS)
    with time_machine_at(days=9):
        assert "From Mo, for you" in desk(sign_in(ines))
        assert "Nobody has read it yet" in desk(sign_in(mo))


def test_a_card_that_was_read_goes_after_some_days(sign_in, mo, ines, time_machine_at):
    hand_over.acknowledge(hand_over.write_hand_over(by=acting(mo), words=WORDS), by=acting(ines))
    with time_machine_at(days=4):
        assert WORDS not in desk(sign_in(ines))


def test_nobody_acknowledges_their_own(sign_in, mo):
    card = hand_over.write_hand_over(by=acting(mo), words=WORDS)
    with pytest.raises(NotAllowed):
        hand_over.acknowledge(card, by=acting(mo))
    assert sign_in(mo).post(f"/desk/hand-over/{card.pk}/read/").status_code == 403


def test_the_first_to_read_it_counts(mo, ines, stella):
    card = hand_over.write_hand_over(by=acting(mo), words=WORDS)
    hand_over.acknowledge(card, by=acting(ines))
    assert hand_over.acknowledge(card, by=acting(stella)).acknowledged_by == ines
    assert LogEntry.objects.filter(act="hand_over.read").count() == 1


def test_writing_and_reading_are_an_entry_each_without_the_words(mo, ines):
    hand_over.acknowledge(hand_over.write_hand_over(by=acting(mo), words=WORDS), by=acting(ines))
    acts = list(LogEntry.objects.order_by("number").values_list("act", "by_id"))
    assert acts[-2:] == [("hand_over.written", mo.pk), ("hand_over.read", ines.pk)]
    assert not LogEntry.objects.filter(facts__icontains="evening").exists()


def test_a_member_can_neither_write_nor_read_one(sign_in, alice, mo):
    card = hand_over.write_hand_over(by=acting(mo), words=WORDS)
    with pytest.raises(NotAllowed):
        hand_over.write_hand_over(by=acting(alice), words=WORDS)
    with pytest.raises(NotAllowed):
        hand_over.acknowledge(card, by=acting(alice))
    assert sign_in(alice).post(f"/desk/hand-over/{card.pk}/read/").status_code == 404


def test_a_room_moderator_writes_for_their_room_and_reads_nothing_of_others(
    sign_in, rosa, mo, room, make_room
):
    site_wide = hand_over.write_hand_over(by=acting(mo), words="Something of the whole site.")
    hand_over.write_hand_over(by=acting(mo), words="Something of another room.", room=make_room("morning"))
    hand_over.write_hand_over(by=acting(mo), words="Something of this room.", room=room)
    page = desk(sign_in(rosa))
    assert "of this room" in page
    assert "whole site." not in page and "another room" not in page
    assert sign_in(rosa).post(f"/desk/hand-over/{site_wide.pk}/read/").status_code == 404
    sign_in(rosa).post("/desk/hand-over/", {"words": WORDS, "room": room.pk})
    assert HandOver.objects.get(by=rosa).room == room


def test_a_room_moderator_cannot_write_for_other_rooms(sign_in, rosa, make_room):
    other = make_room("morning")
    assert sign_in(rosa).post("/desk/hand-over/", {"words": WORDS, "room": other.pk}).status_code == 400
    with pytest.raises(NotAllowed):
        hand_over.write_hand_over(by=acting(rosa), words=WORDS)


@pytest.mark.parametrize("words", ["", "   \n", "x" * 1501])
def test_words_that_cannot_be_used_come_back_with_a_sentence(words, sign_in, mo):
    with pytest.raises(Invalid):
        hand_over.write_hand_over(by=acting(mo), words=words)
    answer = sign_in(mo).post("/desk/hand-over/", {"words": words})
    assert answer.status_code == 400
    assert words.strip() in answer.content.decode()
    assert not HandOver.objects.exists()


def test_old_cards_are_cut_before_unread_ones(sign_in, mo, ines, time_machine_at):
    first = hand_over.write_hand_over(by=acting(mo), words="The very first.")
    HandOver.objects.filter(pk=first.pk).update(at=first.at - timedelta(days=5))
    for _n in range(25):
        hand_over.acknowledge(hand_over.write_hand_over(by=acting(mo), words="Later."), by=acting(ines))
    assert "The very first." in desk(sign_in(ines))
