"""Looking for rooms by words: which words count, what fits all of them, and what comes nearest.

A room's own words are stored folded (RoomWords); those of topics are few and kept in the process. Words somebody looks
for are kept nowhere and written to no log: they may be the most private thing this person says all day.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from community.kernel.folding import words_of
from community.kernel.kept import Kept

from .models import Room, RoomWords, Topic

MOST_LETTERS = 400
MOST_WORDS = 10
SHORT = 3  # a word of so few letters is looked for where words begin
LEAST_TO_CORRECT = 4
CLOSE = 0.78
ROOMS_KNOWN = 300
# Words that say nothing of what somebody looks for; left out where others are left.
LITTLE = frozenset(
    """a about all am an and are as at be been but by can do does for from get got had has have he her him his how i if im
    in is it its ive just like me my of on or our she so some that the their them there they this to too up very was we were
    what when who why with you your
    el la los las un una unos unas de del y o en me mi mis no que se es con por para lo al
    der die das ein eine einen und oder ich mich mir mein meine ist bin habe zu im in mit auf es so nicht
    le les un une des du et ou je me mon ma mes est suis ai en au aux ne pas que qui dans
    и в во не я на что как мне мой моя мы у""".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """A topic and everything it is called, folded."""

    topic: Topic
    words: str

    def has(self, word: str) -> bool:
        return _look_for(word) in self.words


_topics: Kept[str, list[Known]] = Kept(seconds=10.0)
_vocabulary: Kept[str, list[str]] = Kept(seconds=60.0)


# --- Words ---------------------------------------------------------------------------------------------


def asked(text: str) -> list[str]:
    """The words that count, folded."""
    words = words_of(text[:MOST_LETTERS])
    return ([word for word in words if word not in LITTLE] or words)[:MOST_WORDS]


def _look_for(word: str) -> str:
    """The part that has to be there. What is short has to be where a word begins: `ed` is in too many."""
    if word.isascii() and len(word) > SHORT + 1 and word.endswith("s"):
        word = word[:-1]
    # A script without spaces writes a whole sentence as one word.
    return f" {word}" if len(word) <= SHORT and word < "\u2e80" else word


def topics() -> list[Known]:
    """Every topic with its words, in the order of lists. A few seconds old at most (receivers.py)."""
    return _topics.get("all", _read_topics)


def _read_topics() -> list[Known]:
    return [Known(topic, _called(topic)) for topic in Topic.objects.prefetch_related("everyday")]


def _called(topic: Topic) -> str:
    texts = [topic.name, topic.description, *(each.words for each in topic.everyday.all())]
    return "".join(f" {word}" for word in words_of("\n".join(texts)))


def forget_topics() -> None:
    _topics.forget()
    _vocabulary.forget()


# --- What fits -----------------------------------------------------------------------------------------


def with_all(words: Sequence[str], room: str = "") -> Q:
    """The condition on rooms; `room` is how they are reached from what is asked for, as in `room__`."""
    fits = Q()
    for word in words:
        fits &= _near(word, room) | Q((f"{room}words__far__contains", _look_for(word)))
    return fits


def close(words: Sequence[str]) -> Case:
    """2 for a room whose own name says all of it, 1 where its topics do, 0 for one that mentions it further down."""
    named, said = Q(), Q()
    for word in words:
        named &= Q(words__near__contains=_look_for(word))
        said &= _near(word)
    return Case(
        When(named, then=Value(2)), When(said, then=Value(1)), default=Value(0), output_field=IntegerField()
    )


def _near(word: str, room: str = "") -> Q:
    fits = Q((f"{room}words__near__contains", _look_for(word)))
    called = [known.topic.pk for known in topics() if known.has(word)]
    return fits | has_topic(called, room) if called else fits


def has_topic(topic_ids: Collection[int], room: str = "") -> Q:
    carrying = Room.topics.through.objects.filter(topic__in=topic_ids)
    return Q((f"{room}pk__in", carrying.values("room_id")))


# --- What comes nearest --------------------------------------------------------------------------------


def nearest(
    rooms: QuerySet[Room], words: Sequence[str], wanted: Sequence[Topic], language: str
) -> QuerySet[Room]:
    """All these rooms with `.score`, those first that have most of what was asked for; 0 where they have nothing.

    Ranking by free text, and its reasons in words, will come in here.
    """
    score: Combinable = Value(0)
    for word in words:
        score = score + _points(
            When(_near(word), then=Value(2)), When(words__far__contains=_look_for(word), then=Value(1))
        )
    for topic in wanted:
        score = score + _points(When(has_topic([topic.pk]), then=Value(3)))
    if language:
        # Among equals only: a room in another tongue is near for nothing else.
        score = score * Value(2) + _points(When(language=language, then=Value(1)))
    return rooms.annotate(score=score).order_by("-score", F("heard_at").desc(), "sort_title")


def _points(*cases: When) -> Case:
    return Case(*cases, default=Value(0), output_field=IntegerField())


def corrected(words: Sequence[str]) -> list[str]:
    """The same words with small slips mended: the last resort, when nothing fits."""
    known = _vocabulary.get("all", _read_vocabulary)
    whole = " ".join(known)
    mended: list[str] = []
    for word in words:
        meant: list[Any] = []
        if len(word) >= LEAST_TO_CORRECT and word not in whole:
            meant = get_close_matches(word, known, n=1, cutoff=CLOSE)
        mended += meant or [word]
    return list(dict.fromkeys(mended))


def _read_vocabulary() -> list[str]:
    """Words of topics, and of the names of open rooms alone: a private one would be given away by its own words."""
    rooms = RoomWords.objects.filter(room__access=Room.Access.OPEN, room__archived_at=None)
    texts = [*(known.words for known in topics()), *rooms.values_list("near", flat=True)[:ROOMS_KNOWN]]
    words = {word for text in texts for word in text.split()}
    return sorted(word for word in words if len(word) >= LEAST_TO_CORRECT)
