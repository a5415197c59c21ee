"""Facts said in words, at the moment somebody reads them: in their language, and only what they may know by then.

What a fact is called is known by the app it belongs to. Its `notices.py` says so:

    @says("room_id")
    def titles(reader, numbers): return {number: title, …}   # those this person may see
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from community.accounts.models import User

from .catalogue import KINDS, Kind
from .models import Notice

Say = Callable[[User, Collection[Any]], dict[Any, Any]]
_sayers: dict[str, Say] = {}
# These stand beside the words and not in them.
PLACES = ("room_id",)


def says(fact: str) -> Callable[[Say], Say]:
    def register(say: Say) -> Say:
        _sayers[fact] = say
        return say

    return register


@dataclass(frozen=True, slots=True)
class Drawn:
    """`where` is empty for what is nowhere, or where this person may not look any more."""

    notice: Notice
    words: str
    where: str

    @property
    def is_new(self) -> bool:
        return self.notice.seen_at is None


def draw(notices: Iterable[Notice], reader: User) -> list[Drawn]:
    """In the order given. Each kind of fact is looked up once for all of them."""
    notices = list(notices)
    said: dict[str, dict[Any, Any]] = {}
    for fact, say in _sayers.items():
        values = {notice.facts[fact] for notice in notices if notice.facts.get(fact) is not None}
        said[fact] = say(reader, values) if values else {}
    return [
        Drawn(
            notice,
            words_of(KINDS[notice.kind], notice.facts, said),
            next(
                (str(said[p][notice.facts[p]]) for p in PLACES if notice.facts.get(p) in said.get(p, ())), ""
            ),
        )
        for notice in notices
    ]


def words_for(kind: Kind, facts: dict[str, Any], reader: User) -> str:
    """Of a single piece of news, without the place: what may be said where others look over a shoulder."""
    in_words = {fact for fact in facts if fact in _sayers and fact not in PLACES}
    return words_of(kind, facts, {fact: _sayers[fact](reader, {facts[fact]}) for fact in in_words})


def words_of(kind: Kind, facts: dict[str, Any], said: dict[str, dict[Any, Any]]) -> str:
    return str(kind.words) % {name: said.get(name, {}).get(fact, fact) for name, fact in facts.items()}
