"""The single writer of the ledger; only the command runner imports it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from dangvu.ledger.chain import GENESIS, commitment, content, link
from dangvu.ledger.models import Decision, PersonalValue

LOCK = 0x44_56  # any number, the same everywhere: decisions are recorded one at a time


@dataclass(frozen=True)
class Place:
    """Where the next decision goes: its number, its instant, and the hash it continues."""

    id: int
    recorded: datetime
    prev: bytes


def take_turn() -> None:
    """Wait until nobody else is deciding; until this transaction ends nobody else will."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def take_place(now: datetime) -> Place:
    """Wait for the turn of this transaction; instants grow strictly with the numbers, also when a clock steps back."""
    take_turn()
    last = Decision.objects.order_by("-id").only("id", "recorded", "hash").first()
    if last is None:
        return Place(1, now, GENESIS)
    return Place(last.id + 1, max(now, last.recorded + timedelta(microseconds=1)), bytes(last.hash))


def append(
    place: Place,
    *,
    kind: str,
    on: date,
    body: str,
    document: str,
    actor: str,
    payload: dict[str, Any],
    personal: dict[str, Any],
    corrects: int | None,
) -> Decision:
    """Write the decision at its place; `personal` values go beside the chain, their commitments into the payload."""
    salted = {field: (secrets.token_bytes(16), value) for field, value in personal.items()}
    commitments = {field: commitment(salt, value) for field, (salt, value) in salted.items()}
    payload = {**payload, "personal": {field: digest.hex() for field, digest in commitments.items()}}
    decision = Decision(
        id=place.id, kind=kind, on=on, body=body, document=document, actor=actor, recorded=place.recorded,
        payload=payload, corrects_id=corrects, prev=place.prev, hash=b"",
    )  # fmt: skip
    decision.hash = link(place.prev, content(place.id, kind, on, body, document, actor, place.recorded, payload, corrects))
    decision.save(force_insert=True)
    PersonalValue.objects.bulk_create(
        PersonalValue(decision=decision, field=field, commitment=commitments[field], salt=salt, value=value)
        for field, (salt, value) in salted.items()
    )
    return decision
