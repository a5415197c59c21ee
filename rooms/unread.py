"""How many messages of a room are new to somebody: what they may see and have not read, and nothing else.

What one wrote oneself, what was taken away and what people write whom one does not meet is never counted: a number that
turns out to be three empty places says that somebody one blocked is there. It is counted from the read marker, among
the last messages and no further than pages say, so it costs the same in a room of a million messages.
"""

from django.db import models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Membership

MOST = 100  # pages say 99+
AMONG = 300

# Of a membership, which `{m}` stands for. No index of authors is wanted: few rows are looked at, the newest first.
_VISIBLE = """
    SELECT 1 FROM (
        SELECT x.author_id, x.removed FROM rooms_message x
        WHERE x.room_id = {m}.room_id AND x.seq > {m}.read_seq ORDER BY x.seq DESC LIMIT {among}
    ) said
    WHERE said.removed = '' AND said.author_id <> {m}.user_id
    AND NOT EXISTS (SELECT 1 FROM accounts_block b WHERE b.by_id = {m}.user_id AND b.person_id = said.author_id)
    AND NOT EXISTS (SELECT 1 FROM accounts_block b WHERE b.by_id = said.author_id AND b.person_id = {m}.user_id)
    LIMIT {most}
"""


def _count(membership: str) -> str:
    visible = _VISIBLE.format(m=membership, among=AMONG, most=MOST)
    return f"SELECT COUNT(*) FROM ({visible}) visible"  # noqa: S608


def counted(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Each with `.unread`, never more than MOST."""
    sql = _count(Membership._meta.db_table)
    return memberships.annotate(
        unread=RawSQL(sql, (), output_field=models.IntegerField())  # noqa: S611, nothing from outside is in it
    )
