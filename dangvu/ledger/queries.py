"""Questions about decisions: who recorded what, when, and on which paper it rests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef

from dangvu.ledger.models import Decision


@dataclass(frozen=True)
class DecisionLine:
    """A decision as it is cited: its kind, the day it takes effect, body and document as quoted, who recorded it and when.

    `file_name` is for whoever knows where it came from. What was decided in detail is not asked for: not every reader may.
    """

    id: int
    kind: str
    on: date
    body: str
    document: str
    actor: str
    recorded: datetime
    file_name: str = ""


def decisions(numbers: Collection[int]) -> dict[int, DecisionLine]:
    """Decisions by their numbers."""
    rows = Decision.objects.filter(id__in=set(numbers))
    return {row[0]: DecisionLine(*row) for row in rows.values_list("id", "kind", "on", "body", "document", "actor", "recorded")}


def imported_files(numbers: Collection[int]) -> dict[int, str]:
    """The file that each import among these decisions came from."""
    rows = Decision.objects.filter(id__in=set(numbers), kind="exchange.import")
    return {number: payload.get("values", {}).get("file_name", "") for number, payload in rows.values_list("id", "payload")}


def import_of_file(sha256: str, actor: str, *, after: int) -> int | None:
    """The decision after another one by which somebody took a file of this content."""
    chosen = Decision.objects.filter(kind="exchange.import", actor=actor, id__gt=after, payload__values__file_sha256=sha256)
    return chosen.order_by("id").values_list("id", flat=True).first()


def last_decision() -> int:
    """The number of the last decision; 0 before the first."""
    return Decision.objects.order_by("-id").values_list("id", flat=True).first() or 0


RIGHTS = "access."
"""Kinds that begin so change who may see and decide, and nothing that is counted or listed."""


def is_untouched() -> bool:
    """Whether nothing was decided yet but who may see and decide."""
    return not Decision.objects.exclude(kind__startswith=RIGHTS).exists()


def kinds_decided() -> set[str]:
    """Every kind of which anything was decided."""
    return set(Decision.objects.order_by().values_list("kind", flat=True).distinct())


def decided_by_kind() -> dict[str, int]:
    """How many decisions of each kind there are."""
    return dict(Decision.objects.order_by().values_list("kind").annotate(number=Count("id")))


def latest_day() -> date | None:
    """The cut-off day of the last import, where nothing but rights was decided since for a later day; else None, and today is looked at."""
    since = Decision.objects.filter(id__gt=OuterRef("id"), on__gt=OuterRef("on")).exclude(kind__startswith=RIGHTS)
    last = (
        Decision.objects.filter(kind="exchange.import").order_by("-id").annotate(goes_on=Exists(since)).values_list("on", "goes_on").first()
    )
    return last[0] if last and not last[1] else None


def newest() -> tuple[bytes, date] | None:
    """Hash and day of the decision recorded last, rights aside: who asks the same of a register with the same hash gets the same answer."""
    row = Decision.objects.exclude(kind__startswith=RIGHTS).order_by("-id").values_list("hash", "on").first()
    return (bytes(row[0]), row[1]) if row else None


def values_of(kind: str) -> list[dict[str, Any]]:
    """What each decision of a kind said, without personal values."""
    payloads = Decision.objects.filter(kind=kind).order_by("id").values_list("payload", flat=True)
    return [payload.get("values", {}) for payload in payloads]


def said(decision: int) -> dict[str, Any]:
    """What one decision said, with its day and its paper, without personal values; nothing where there is none."""
    row = Decision.objects.filter(id=decision).first()
    return {**row.payload.get("values", {}), "on": row.on, "body": row.body, "document": row.document} if row else {}


def given_by(decision: int) -> list[int]:
    """The numbers that a decision gave to what it created."""
    payload = Decision.objects.filter(id=decision).values_list("payload", flat=True).first()
    return list(payload["given"]) if payload else []


def corrections(*kinds: str, after: int) -> list[tuple[int, int]]:
    """Decisions of some kinds after a number that correct another one, in order, each with the one that it corrects."""
    rows = Decision.objects.filter(kind__in=kinds, id__gt=after, corrects__isnull=False).order_by("id")
    return list(rows.values_list("id", "corrects_id"))
