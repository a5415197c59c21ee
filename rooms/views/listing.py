"""The list of rooms, narrowed by topics, words and a language. Everything is in the address."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import listing, searching, unread
from ..forms import ListForm
from ..models import Topic
from . import cards


@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.GET, topics=[known.topic for known in searching.topics()])
    form.is_valid()
    languages = listing.languages()
    wish = listing.Wish(
        topics=form.chosen_topics,
        word=form.words,
        language=form.cleaned_data.get("language", ""),
        seen=form.seen,
        after=form.after,
    )
    found = listing.find(request.user, wish)
    cards.prepare(found.all)
    if wish.is_open and wish.is_first_page and len(found.own) < listing.MOST_OWN:
        # All that are followed are here: the bell need not count them again.
        followed = [room for room in found.own if room.followed]  # type: ignore[attr-defined]
        request.rooms_that_ring = unread.ringing_among(followed)  # type: ignore[attr-defined]
    chosen = set(wish.topics)
    context = {
        "wish": wish,
        "found": found,
        "words": cards.words(),
        "sections": sections(wish, found),
        "nobody_here": bool(found.all) and wish.is_first_page and not any(room.here for room in found.all),  # type: ignore[attr-defined]
        "several": len(wish.topics) > 1,
        "chosen": [{"topic": topic, "url": address(wish, without=topic)} for topic in wish.topics],
        "topics": [
            {"topic": topic, "url": address(wish, topic=topic)}
            for topic in form.topics
            if topic not in chosen
        ],
        "languages": [{"code": code, "name": language_name(code)} for code in languages]
        if len(languages) > 1 or wish.language
        else [],
        "next_url": address(wish, seen=found.seen, after=found.after) if found.has_more else "",
        "first_url": "" if wish.is_first_page else address(wish),
    }
    return render(request, "rooms/room_list.html", context)


def sections(wish: listing.Wish, found: listing.Found) -> list[dict[str, Any]]:
    """What stands under one heading each: mine, then the others."""
    if found.by_name:
        others = _("More rooms, by name")
    elif found.own:
        others = _("Other rooms")
    elif not found.fits:
        others = _("Rooms that come near") if found.is_near else _("Rooms in which people spoke last")
    else:
        others = _("All rooms") if wish.is_open else _("Rooms that fit")
    both = (("own-rooms", _("Your rooms"), found.own), ("other-rooms", others, found.rooms))
    return [{"id": id, "title": title, "rooms": rooms} for id, title, rooms in both if rooms]


def address(
    wish: listing.Wish,
    *,
    seen: Sequence[int] = (),
    after: str = "",
    topic: Topic | None = None,
    without: Topic | None = None,
) -> str:
    """The list's own address for a wish: what can be kept as a bookmark or sent to a friend."""
    topics = [each.slug for each in wish.topics if each != without] + ([topic.slug] if topic else [])
    asked: dict[str, Any] = {"topic": topics}
    words = {
        "q": wish.word,
        "language": wish.language,
        "seen": ".".join(int_to_base36(key) for key in seen),
        "after": after,
    }
    asked |= {key: value for key, value in words.items() if value}
    query = urlencode(asked, doseq=True)
    return reverse("room_list") + (f"?{query}" if query else "")


def language_name(code: str) -> str:
    """A language in its own words, as its speakers look for it."""
    return LANG_INFO.get(code, {}).get("name_local", code)
