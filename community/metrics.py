"""Figures for Prometheus: what this process knows, and how the chores of the whole site go."""

import time
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client.core import CollectorRegistry, CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from community.kernel import chores
from community.kernel.doors import NAMELESS, open_to
from rooms.live.hub import hub

STARTED = time.time()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@open_to(NAMELESS)
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Only from this machine or with the token; for others it is not here."""
    if not _may_measure(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE)


def _may_measure(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN:
        return constant_time_compare(given, settings.METRICS_TOKEN)
    # A proxy on this machine makes everybody look local; what it forwards says so in a header.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not forwarded


class _Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("process_start_time_seconds", "When this process began.", STARTED)
        for name, value in hub.figures().items():
            kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            yield kind(f"openhearth_{name}", "Of this process.", value)
        yield from _of_the_chores()


def _of_the_chores() -> Iterator[Metric]:
    """Nothing where the storage is away: a figure that is not known is not zero."""
    found = [state for state in chores.states() if not state.away]
    ok = GaugeMetricFamily(
        "openhearth_chore_last_success_timestamp_seconds", "When it was last done well.", labels=["chore"]
    )
    failures = CounterMetricFamily(
        "openhearth_chore_failures_total", "How often it failed.", labels=["chore"]
    )
    for state in found:
        failures.add_metric([state.name], state.failures)
        if state.last_ok is not None:
            ok.add_metric([state.name], state.last_ok.timestamp())
    yield ok
    yield failures
