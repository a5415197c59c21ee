"""How far everybody has read: some to the end, some not since Tuesday."""

from rooms.models import Membership, Room

from ..story import Story


def tell(story: Story) -> None:
    chance = story.chance("reading")
    tops = dict(Room.objects.filter(slug__in=story.rooms).values_list("slug", "seq"))
    own: dict[tuple[str, int], int] = {}
    for slug, lines in story.lines.items():
        for seq, line in enumerate(lines, start=1):
            # Who writes or answers here has seen it.
            for key in (line.who, *(person for _kind, person in line.reactions)):
                own[slug, story.people[key].pk] = seq
    members = list(
        Membership.objects.filter(room__slug__in=story.rooms)
        .select_related("room")
        .order_by("room_id", "user_id")
    )
    for member in members:
        slug = member.room.slug
        top, seen = tops[slug], own.get((slug, member.user_id), 0)
        behind = 0 if chance.random() < 0.45 else chance.randint(1, max(2, top // 3))
        member.read_seq = max(seen, top - behind)
    Membership.objects.bulk_update(members, ["read_seq"])
