"""The yardstick of S9: Django with one view and one template with a loop of fifty rows; no database, no middleware."""

import os

from django.conf import settings

TEMPLATE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<ul>{% for row in rows %}<li id="r{{ row.number }}"{% if row.odd %} class="odd"{% endif %}>
<b>{{ row.name }}</b> <time>{{ row.at }}</time><p>{{ row.words }}</p></li>{% endfor %}</ul></body></html>"""
ROWS = [
    {
        "number": number,
        "odd": number % 2,
        "name": f"quiet-harbour-{number}",
        "at": f"{number % 24:02}:30",
        "words": "I could not sleep again last night, and thought about what you said.",
    }
    for number in range(50)
]

settings.configure(
    DEBUG=False,
    SECRET_KEY=os.environ.get("SECRET_KEY", "only-for-measuring"),
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE})],
                    )
                ]
            },
        }
    ],
)

from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    return _measured(render(request, "page.html", {"title": "Fifty rows", "rows": ROWS}))


def ok(request: HttpRequest) -> HttpResponse:
    return _measured(HttpResponse("ok\n", content_type="text/plain"))


def _measured(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = str(len(response.content))
    return response


urlpatterns = [path("page", page), path("ok", ok)]
application = get_asgi_application()
