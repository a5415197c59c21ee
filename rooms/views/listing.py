"""The list of rooms, narrowed by topics, a word and a language. Everything is in the address."""

from typing import Any
from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import listing
from ..forms import ListForm
from ..models import Topic


@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.GET, topics=list(Topic.objects.all()))
    form.is_valid()
    languages = listing.languages()
    wish = listing.Wish(
        topics=form.chosen_topics,
        word=form.cleaned_data.get("q", ""),
        language=form.cleaned_data.get("language", ""),
        after=request.GET.get("after", "")[:80],
    )
    found = listing.find(request.user, wish)
    context = {
        "form": form,
        "wish": wish,
        "found": found,
        "topics": [{"topic": topic, "chosen": topic in wish.topics} for topic in form.topics],
        "languages": [{"code": code, "name": language_name(code)} for code in languages]
        if len(languages) > 1 or wish.language
        else [],
        "next_url": address(wish, after=found.next) if found.next else "",
        "first_url": address(wish) if wish.after else "",
        "fewer": [{"topic": topic, "url": address(wish, without=topic)} for topic in wish.topics],
    }
    return render(request, "rooms/room_list.html", context)


def address(wish: listing.Wish, *, after: str = "", without: Topic | None = None) -> str:
    """The list's own address for a wish: what can be kept as a bookmark or sent to a friend."""
    asked: dict[str, Any] = {"topic": [topic.slug for topic in wish.topics if topic != without]}
    asked |= {
        key: value
        for key, value in (
            ("q", wish.word),
            ("language", wish.language),
            ("after", after),
        )
        if value
    }
    query = urlencode(asked, doseq=True)
    return reverse("room_list") + (f"?{query}" if query else "")


def language_name(code: str) -> str:
    """A language in its own words, as its speakers look for it."""
    return LANG_INFO.get(code, {}).get("name_local", code)
