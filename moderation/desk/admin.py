"""What the desk says on the first page of the admin. Its own things are looked at on its own page."""

from django.urls import reverse
from django.utils.translation import ngettext

from community.accounts import blocks
from community.accounts.actor import Actor
from community.kernel.attention import Line, attention
from rooms import greeting


@attention
def newcomers_without_an_answer(viewer: Actor) -> Line | None:
    """Of the last day; who came less than a minute ago is nobody's fault yet."""
    n = greeting.how_many_wait(hides=blocks.hidden_from(viewer.person))
    said = ngettext(
        "%(n)d newcomer of the last day has had no answer.",
        "%(n)d newcomers of the last day have had no answer.",
        n,
    )
    return Line(said % {"n": n}, reverse("desk"), weight=3) if n else None
