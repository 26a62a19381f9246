"""The counters themselves, in one registry of this process; a label takes its values from a closed list, never from what somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_answers = Counter("dangvu_requests", "Answers by the name of the page and the class of the status", ["page", "status"], registry=REGISTRY)
_took = Histogram("dangvu_request_seconds", "Time to an answer by the name of the page", ["page"], buckets=SECONDS, registry=REGISTRY)
_commands = Counter("dangvu_commands", "Commands by kind and by how they ended", ["kind", "outcome"], registry=REGISTRY)
_errors = Counter("dangvu_database_errors", "Refused statements by the class of their SQLSTATE", ["sqlstate_class"], registry=REGISTRY)

DONE, REFUSED, FAILED = "done", "refused", "failed"
"""How a command ends: recorded, refused with reasons, or broken off by a fault."""


def count_answer(page: str, status: int, seconds: float) -> None:
    """One answer of the web; `page` is the name of its address."""
    _answers.labels(page, f"{status // 100}xx").inc()
    _took.labels(page).observe(seconds)


@contextmanager
def counted(kind: str, refusal: type[Exception]) -> Iterator[None]:
    """Count the command carried out within, by how it ends; `refusal` is the exception of one that was judged and refused."""
    outcome = FAILED
    try:
        yield
        outcome = DONE
    except refusal:
        outcome = REFUSED
        raise
    finally:
        _commands.labels(kind, outcome).inc()


def count_database_error(sqlstate: str | None) -> None:
    """A statement that the database refused, or a connection that it did not give (`none`)."""
    _errors.labels(sqlstate[:2] if sqlstate else "none").inc()


def also(collector: Collector) -> None:
    """Ask a collector too whenever the numbers are shown."""
    REGISTRY.register(collector)


def shown() -> bytes:
    """Everything in the text form that Prometheus reads."""
    return generate_latest(REGISTRY)
