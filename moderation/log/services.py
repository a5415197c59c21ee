"""The log of every act: one entry for each, in the act's own transaction, chained by keyed hashes.

An entry's hash covers its fields and the hash before it, under a key that is not in the database, so an edit,
a deletion or a new order is found by `verify` (`manage.py verify_log`). Entries hold no words of anybody.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from community.accounts.actor import Actor
from community.accounts.models import User

from .models import LogEntry, LogHead


def write(
    act: str,
    *,
    by: Actor | None,
    person: User | None = None,
    room_id: int | None = None,
    thing: Any = None,
    clause: str = "",
    **facts: Any,
) -> LogEntry:
    """Add an entry. Must be called in the transaction of the act it tells of."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an act and its log entry belong in one transaction")
    LogHead.objects.get_or_create(pk=1)
    head = LogHead.objects.select_for_update().get(pk=1)
    now = timezone.now()
    entry = LogEntry(
        number=head.number + 1,
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        act=act,
        by_id=by.pk if by is not None else None,
        person_id=person.pk if person is not None else None,
        room_id=room_id,
        thing=f"{thing._meta.label_lower}:{thing.pk}" if thing is not None else "",
        clause=clause,
        facts=facts,
    )
    entry.chain = chain_of(entry, head.chain)
    entry.save(force_insert=True)
    head.number, head.chain = entry.number, entry.chain
    head.seal = seal_of(head)
    head.save()
    return entry


def chain_of(entry: LogEntry, before: str, *, secret: str | None = None) -> str:
    fields = [
        before,
        entry.number,
        entry.at.isoformat(),
        entry.act,
        entry.by_id,
        entry.person_id,
        entry.room_id,
        entry.thing,
        entry.clause,
        entry.facts,
    ]
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return salted_hmac("openhearth.log", text, secret=secret, algorithm="sha256").hexdigest()


def seal_of(head: LogHead, *, secret: str | None = None) -> str:
    text = f"{head.number}:{head.chain}"
    return salted_hmac("openhearth.log.head", text, secret=secret, algorithm="sha256").hexdigest()


def _made_with_a_key_of_ours(stored: str, made: Callable[..., str]) -> bool:
    """Entries from before a new SECRET_KEY stay good as long as the old one is a fallback."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(stored, made(secret=key)) for key in keys)


def verify(*, known: tuple[int, str] | None = None) -> Iterator[str]:
    """What is wrong with the log, a line each; nothing when it is whole.

    `known` is (number, chain) as an earlier run printed it: then an old copy of the whole log is found, too.
    """
    before, expected = "", 1
    for entry in LogEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield f"entry {expected} is missing (the next one is {entry.number})"
        if not _made_with_a_key_of_ours(entry.chain, partial(chain_of, entry, before)):
            yield f"entry {entry.number} or the one before it has been changed"
        if (
            known is not None
            and entry.number == known[0]
            and not constant_time_compare(entry.chain, known[1])
        ):
            yield f"entry {entry.number} is another one than was noted"
        before, expected = entry.chain, entry.number + 1
    if known is not None and known[0] >= expected:
        yield f"the log ended with entry {known[0]} or later when that was noted; it ends with {expected - 1}"
    yield from _verify_head(before, expected - 1)


def _verify_head(chain: str, number: int) -> Iterator[str]:
    head = LogHead.objects.filter(pk=1).first()
    if head is None:
        if number:
            yield "the head of the log is missing"
        return
    if head.number != number or head.chain != chain:
        yield f"the log should end with entry {head.number} and ends with {number}"
    if head.number and not _made_with_a_key_of_ours(head.seal, partial(seal_of, head)):
        yield "the head of the log has been changed"
