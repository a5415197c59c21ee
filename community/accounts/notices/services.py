"""Telling people, and what they have seen."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from community.accounts import blocks, known
from community.accounts.models import User
from community.kernel.announce import announce

from . import signals
from .catalogue import KINDS, Channel, Kind, kind_named, kinds_for
from .drawing import words_for
from .models import Notice

Person: TypeAlias = User | int
AT_A_TIME = 500


# --- Telling ------------------------------------------------------------------------------------------


def tell(person: Person, kind: str, *, about: Person | None = None, **facts: Any) -> bool:
    """Write it down, in the caller's transaction; open tabs hear of it after the commit. Whether it was.

    `about` is the person it comes from: nobody is told about somebody they block, or who blocked them (P49).
    Raises LookupError for a kind that is not in the catalogue, ValueError for facts it does not have.
    """
    return tell_each([person], kind, about=about, **facts) == 1


def tell_each(people: Iterable[Person], kind: str, *, about: Person | None = None, **facts: Any) -> int:
    """The same to several; to how many. Costs the same queries as one."""
    it = kind_named(kind)
    it.check(facts)
    ids = {_id(person) for person in people}
    if about is not None:
        if it.is_safety:
            raise ValueError(f"{it.key} keeps people safe: a block must not silence it")
        ids -= blocks.hidden_from_id(_id(about)) | blocks.who_muted(_id(about)) | {_id(about)}
    if it.wish and ids:
        ids = set(User.objects.filter(pk__in=ids, **{it.wish: True}).values_list("pk", flat=True))
    if ids:
        _write(sorted(ids), it, facts, _id(about) if about is not None else None)
    return len(ids)


def was_told(person: Person, kind: str, **facts: Any) -> bool:
    """Whether the same has been told before, seen or not. For kinds that say what makes two the same."""
    same = kind_named(kind).same_as(facts)
    return Notice.objects.filter(person=_id(person), kind=kind, same_as=same).exists()


def who_was_told(kind: str, **facts: Any) -> list[int]:
    same = kind_named(kind).same_as(facts)
    return list(Notice.objects.filter(kind=kind, same_as=same).values_list("person_id", flat=True))


def how_often(kinds: Collection[str], *, about: Person, since: datetime, person: Person | None = None) -> int:
    """How much of it came from somebody lately, to everybody or to one person."""
    rows = Notice.objects.filter(about=_id(about), kind__in=kinds, at__gt=since)
    return (rows if person is None else rows.filter(person=_id(person))).count()


def _write(ids: list[int], kind: Kind, facts: dict[str, Any], about: int | None) -> None:
    now, same = timezone.now(), kind.same_as(facts)
    with transaction.atomic():
        if kind.replaces is not None:
            Notice.objects.unseen().filter(person__in=ids, kind=kind.key, same_as=same).delete()
        Notice.objects.bulk_create(
            Notice(person_id=pk, kind=kind.key, about_id=about, facts=facts, same_as=same, at=now)
            for pk in ids
        )
        if Channel.LIVE in kind.channels:
            transaction.on_commit(lambda: _say_at_once(ids, kind, facts), robust=True)


def _say_at_once(ids: list[int], kind: Kind, facts: dict[str, Any]) -> None:
    waiting = _unseen(ids)
    for person in User.objects.filter(pk__in=ids, is_active=True):
        with translation.override(person.language if person.language in dict(settings.LANGUAGES) else None):
            text, url = words_for(kind, facts, person), kind.url(facts)
        announce(
            signals.told,
            sender=Notice,
            person_id=person.pk,
            kind=kind.key,
            text=text,
            url=url,
            unseen=in_bell(waiting[person.pk], person),
        )


def _id(person: Person) -> int:
    return person if isinstance(person, int) else person.pk


# --- What waits -----------------------------------------------------------------------------------------


def unseen_count(person: User) -> int:
    """The number on the bell. At most one query."""
    return in_bell(unseen_kinds(person), person)


def unseen_kinds(person: User) -> Counter[str]:
    """kind → how many of it wait for this person. None where the reading of the person said that nothing does."""
    if getattr(person, "news_waits", True) is False:
        return Counter()
    return _unseen([person.pk])[person.pk]


def unseen_of_each(people: Collection[int]) -> dict[int, int]:
    """The same for several who have a tab open, and are not suspended therefore."""
    rung = [key for key in kinds_for(suspended=False) if Channel.BELL in KINDS[key].channels]
    return {person: sum(waiting[key] for key in rung) for person, waiting in _unseen(people).items()}


def in_bell(waiting: Counter[str], person: User) -> int:
    shown = kinds_for(suspended=person.is_suspended)
    return sum(waiting[key] for key in shown if Channel.BELL in KINDS[key].channels)


def _unseen(ids: Collection[int]) -> Mapping[int, Counter[str]]:
    """Written out: every page and every socket asks it, and the ORM takes longer to say it than the database to do it.

    It is `Notice.objects.shown_to(person).unseen()`, counted by kind.
    """
    found: dict[int, Counter[str]] = {pk: Counter() for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(_UNSEEN.replace("?", ", ".join(["%s"] * len(found))), list(found))
        for person_id, kind, count in cursor.fetchall():
            if kind in KINDS:
                found[person_id][kind] = count
    return found


_UNSEEN = """
    SELECT n.person_id, n.kind, COUNT(*) FROM notices_notice n
    WHERE n.person_id IN (?) AND n.seen_at IS NULL AND (n.about_id IS NULL OR NOT EXISTS (
        SELECT 1 FROM accounts_block b
        WHERE b.by_id = n.person_id AND b.person_id = n.about_id
           OR b.by_id = n.about_id AND b.person_id = n.person_id))
    GROUP BY n.person_id, n.kind
"""


# --- Seen -------------------------------------------------------------------------------------------------


def mark_seen(person: User, notices: Iterable[Notice]) -> int:
    """These, as far as they are this person's; how many were new. The person's other tabs hear of it."""
    return _see(person, Notice.objects.filter(pk__in=[notice.pk for notice in notices]))


def mark_all_seen(person: User, *, up_to: datetime | None = None) -> int:
    """Everything, or what had been told when the page was drawn whose newest notice is of `up_to`."""
    rows = Notice.objects.shown_to(person)
    return _see(person, rows if up_to is None else rows.filter(at__lte=up_to))


def unseen_of(people: Collection[int], kinds: Collection[str]) -> list[Notice]:
    """What waits for any of these people."""
    return list(Notice.objects.unseen().filter(person__in=people, kind__in=kinds))


def mark_each_seen(notices: Iterable[Notice]) -> None:
    """The same for several people at once."""
    of: dict[int, list[int]] = {}
    for notice in notices:
        of.setdefault(notice.person_id, []).append(notice.pk)
    for person in User.objects.filter(pk__in=of):
        _see(person, Notice.objects.filter(pk__in=of[person.pk]))


def have_looked(person: User, at: datetime | None = None) -> None:
    """What was new in rooms by then rings no more; it stays to be read, and what comes later rings."""
    now = timezone.now()
    _change(person, rooms_seen_at=min(at or now, now))


def choose(person: User, *, answers: bool, mentions: bool, rooms: bool) -> None:
    """Which news the bell rings for. What moderation and safety have to say always does."""
    _change(person, ring_answers=answers, ring_mentions=mentions, ring_rooms=rooms)


def _change(person: User, **fields: Any) -> None:
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(**fields)
        announce(signals.wishes_changed, sender=User, person_id=person.pk)
    for name, value in fields.items():
        setattr(person, name, value)
    known.forget(person)


def seen_by_visiting(person: User, *kinds: str) -> int:
    """The person has opened the page to which news of these kinds leads."""
    return _see(person, Notice.objects.filter(kind__in=[kind_named(kind).key for kind in kinds]))


def _see(person: User, notices: QuerySet[Notice]) -> int:
    seen = notices.filter(person=person.pk, seen_at=None).update(seen_at=timezone.now())
    if seen:
        transaction.on_commit(lambda: _count_anew(person), robust=True)
    return seen


def _count_anew(person: User) -> None:
    announce(signals.seen, sender=Notice, person_id=person.pk, unseen=unseen_count(person))


# --- Kept and gone ----------------------------------------------------------------------------------------


def take_back(people: Iterable[Person], kind: str) -> None:
    """What it led to is not there any more: whoever has not seen it need not hear of it."""
    Notice.objects.unseen().filter(person__in=[_id(person) for person in people], kind=kind).delete()


def forget_same(
    kinds: Collection[str], each: Iterable[Mapping[str, Any]], *, people: Iterable[Person] | None = None
) -> None:
    """What was told with any of these facts led to what is gone: it stands on nobody's page any more, seen or not."""
    same = {kind_named(kind).same_as(facts) for facts in each for kind in kinds}
    rows = Notice.objects.filter(kind__in=kinds, same_as__in=same)
    _forget(rows if people is None else rows.filter(person__in=[_id(person) for person in people]))


def forget_some(kinds: Collection[str], person: Person | None, **facts: Any) -> None:
    """The same for all of which these facts are so, to one person or to everybody."""
    rows = Notice.objects.filter(kind__in=kinds, **{f"facts__{name}": fact for name, fact in facts.items()})
    _forget(rows if person is None else rows.filter(person=_id(person)))


def _forget(rows: QuerySet[Notice]) -> None:
    waited = set(rows.filter(seen_at=None).values_list("person_id", flat=True))
    rows.delete()
    for person in User.objects.filter(pk__in=waited):
        transaction.on_commit(partial(_count_anew, person), robust=True)


def forget_old() -> int:
    """Delete what has been kept as long as its kind says; how many. What keeps people safe stays until it is seen."""
    now = timezone.now()
    # A case may be decided after the person who told of it has been deleted; nobody is there to be told.
    gone = _delete(Notice.objects.filter(person__deleted_at__isnull=False))
    for key, kind in KINDS.items():
        old = Notice.objects.filter(kind=key, at__lt=now - kind.kept_for)
        gone += _delete(old.exclude(seen_at=None) if kind.is_safety else old)
    # Of kinds that the site has no words for any more.
    longest = max(kind.kept_for for kind in KINDS.values())
    return gone + _delete(Notice.objects.exclude(kind__in=KINDS).filter(at__lt=now - longest))


def _delete(notices: QuerySet[Notice]) -> int:
    """A batch at a time: people are awake somewhere and want to write, too."""
    gone = 0
    while batch := list(notices.order_by().values_list("pk", flat=True)[:AT_A_TIME]):
        gone += Notice.objects.filter(pk__in=batch).delete()[0]
    return gone
