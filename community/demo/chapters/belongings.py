"""Wren has asked for everything of hers; Theo has closed his account and may still come back; a room keeps a month."""

from datetime import timedelta

from community.accounts import phrases
from community.accounts.actor import in_shell
from community.accounts.privacy import services as privacy
from rooms.models import Room

from ..past import as_of
from ..story import Story


def tell(story: Story) -> None:
    wren, theo = (story.people[key] for key in ("wren", "theo"))
    with as_of(story.now):
        privacy.ask_for_export(wren, by=in_shell(wren))
        privacy.make_due_exports()
    with as_of(story.now - timedelta(hours=5)):
        privacy.close(theo, by=in_shell(theo))
    # One has made a recovery phrase; nobody is told its words, as it is everywhere.
    with as_of(story.now - timedelta(days=2)):
        phrases.make(wren, by=in_shell(wren))
    # Longer than the story is long, so that every word of it is there to be read.
    Room.objects.filter(slug="exam-nerves").update(keep_days=30)
