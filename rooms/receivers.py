"""What rooms do when something happens below them."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.db.transaction import on_commit
from django.dispatch import receiver

from community.accounts.actor import Actor
from community.accounts.models import Revocation
from community.accounts.notices import signals as notices
from moderation.roles.signals import duty_changed

from . import everyday, greeting, listing, ringing, searching, signals, staffing
from .live import frames
from .live.hub import hub
from .models import Message, Room, Topic, TopicWords


@receiver(post_save, sender=Revocation)
def look_at_once(sender: Any, **facts: Any) -> None:
    """The row is the truth and is found within a second; this makes it sooner."""
    on_commit(hub.look_soon)


@receiver(signals.room_joined)
def note_a_newcomer(sender: Any, *, room: Room, by: Actor, **facts: Any) -> None:
    greeting.arrive(room, by.person)


@receiver(signals.messages_posted)
def note_who_was_greeted(sender: Any, *, messages: list[Message], **facts: Any) -> None:
    greeting.hear(messages)


@receiver(signals.messages_posted)
def ring_for_whom_it_is(sender: Any, *, messages: list[Message], **facts: Any) -> None:
    ringing.hear(messages)


@receiver(signals.messages_gone)
def forget_news_of_it(sender: Any, *, room_id: int, room: str, seqs: list[int], **facts: Any) -> None:
    ringing.gone(room_id, room, seqs)


@receiver(signals.message_changed)
def look_whom_it_calls_now(sender: Any, *, message: Message, **facts: Any) -> None:
    ringing.changed(message)


@receiver(signals.room_lost)
def forget_news_of_the_room(sender: Any, *, room_id: int, person_id: int | None, **facts: Any) -> None:
    ringing.lost(room_id, person_id)


@receiver(signals.read_further)
def say_it_was_read(sender: Any, *, room_id: int, person_id: int, **facts: Any) -> None:
    """The tabs of this person are told together with others, a moment later (live/counts.py)."""
    if not hub.note_read(person_id, room_id):
        ringing.read([(person_id, room_id)])


@receiver(notices.wishes_changed)
@receiver(signals.following_changed)
def count_their_rooms_anew(sender: Any, *, person_id: int, **facts: Any) -> None:
    hub.count_anew(person_id)


@receiver(signals.rooms_looked_at)
def note_who_reads(sender: Any, *, room_ids: list[int], **facts: Any) -> None:
    greeting.notice_readers(room_ids)


@receiver(duty_changed)
def say_who_is_there(sender: Any, **facts: Any) -> None:
    """Rooms that somebody has open say at once that there is cover, or no more."""
    staffing.forget()
    hub.look_soon()


@receiver(notices.told)
def tell_a_person(
    sender: Any, *, person_id: int, kind: str, text: str, url: str, unseen: int, **facts: Any
) -> None:
    """Personal news, to every tab this person has open in any process."""
    hub.tell_person(person_id, frames.notice(kind, text, url, unseen=unseen))


@receiver(notices.seen)
def count_anew(sender: Any, *, person_id: int, unseen: int, **facts: Any) -> None:
    """What was seen in one tab counts no more in the others."""
    hub.tell_person(person_id, frames.notice("seen", "", "", unseen=unseen))


@receiver(post_save, sender=Topic)
def give_everyday_words(
    sender: Any, *, instance: Topic, created: bool, raw: bool = False, **facts: Any
) -> None:
    """A topic of a usual address is found by what people type for it, from the beginning."""
    if created and not raw:
        TopicWords.objects.bulk_create(
            TopicWords(topic=instance, language=language, words=words)
            for language, words in everyday.words_for(instance.slug).items()
        )


@receiver([post_save, post_delete], sender=Topic)
@receiver([post_save, post_delete], sender=TopicWords)
def look_at_topics_anew(sender: Any, **facts: Any) -> None:
    """In this process; others follow within seconds."""
    searching.forget_topics()
    on_commit(searching.forget_topics)


@receiver(post_save, sender=Room)
def look_at_languages_anew(sender: Any, **facts: Any) -> None:
    listing.forget_languages()
