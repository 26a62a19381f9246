"""Three addresses for machines: alive, ready, counted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.views.decorators.http import require_safe
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dangvu.access.connections import registrar
from dangvu.access.gate import public
from dangvu.exchange.queries import rows_taken
from dangvu.health.readiness import failing
from dangvu.ledger.queries import decided_by_kind
from dangvu.metrics import counting
from dangvu.periods.clock import now
from dangvu.web.space import used

TEXT = "text/plain; version=0.0.4; charset=utf-8"
NAMES_OF_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}


class _Present(Collector):
    """What is asked when the numbers are shown: room on the disk, sessions, and what every program of the instance wrote."""

    def collect(self) -> Iterator[Metric]:
        """What stands in the database is left out where it does not answer."""
        yield GaugeMetricFamily("dangvu_disk_used_ratio", "Share of the disk of DANGVU_HOME in use", value=used(Path(settings.HOME)))
        try:
            with registrar():
                yield from _written()
        except Error:
            return


def _written() -> Iterator[Metric]:
    yield GaugeMetricFamily("dangvu_sessions", "Sessions that have not expired", value=_sessions())
    decisions = CounterMetricFamily("dangvu_decisions", "Decisions in the ledger by kind", labels=["kind"])
    for kind, number in decided_by_kind().items():
        decisions.add_metric([kind], number)
    yield decisions
    yield CounterMetricFamily("dangvu_import_rows", "Rows of workbooks that were taken into the register", value=rows_taken())


counting.also(_Present())


def _sessions() -> int:
    store: type[SessionStore] = import_module(settings.SESSION_ENGINE).SessionStore
    return store.get_model_class().objects.filter(expire_date__gt=now()).count()


@public
@login_not_required
@transaction.non_atomic_requests
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The program answers; nothing else is asked, so that a database that is away makes nobody end it."""
    return JsonResponse({"alive": True})


@public
@login_not_required
@transaction.non_atomic_requests
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200, or 503 with the names of what is missing."""
    missing = failing()
    return JsonResponse({"ready": not missing, "failing": missing}, status=503 if missing else 200)


@public
@login_not_required
@transaction.non_atomic_requests
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers; 404 for whoever may not read them, as for an address that does not exist."""
    if not may_read(request):
        raise Http404
    return HttpResponse(counting.shown(), content_type=TEXT)


def may_read(request: HttpRequest) -> bool:
    """Where a token is set, whoever sends it; otherwise a program of this machine that did not come through a proxy under another name."""
    if token := settings.METRICS_TOKEN:
        return secrets.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    return _is_this_machine(request.META.get("REMOTE_ADDR", "")) and split_domain_port(request.get_host())[0] in NAMES_OF_THIS_MACHINE


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
