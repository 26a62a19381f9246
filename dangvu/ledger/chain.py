"""The hash chain: canonical bytes of a decision, commitments to personal values, and the check of both."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

GENESIS = hashlib.sha256(b"dangvu/ledger/1").digest()


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, NFC."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def instant(moment: datetime) -> str:
    """The instant in UTC with microseconds, the only spelling that enters a hash."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def commitment(salt: bytes, value: Any) -> bytes:
    """What the chain holds in place of a personal value."""
    return hashlib.sha256(b"dangvu/value/1\0" + salt + canonical(value)).digest()


def link(prev: bytes, decision: dict[str, Any]) -> bytes:
    """The hash of a decision, bound to the one before it."""
    return hashlib.sha256(b"dangvu/decision/1\0" + prev + canonical(decision)).digest()


def content(
    number: int,
    kind: str,
    on: date,
    body: str,
    document: str,
    actor: str,
    recorded: datetime,
    payload: dict[str, Any],
    corrects: int | None,
) -> dict[str, Any]:
    """What the hash of a decision covers, in the order of the columns."""
    return {
        "id": number,
        "kind": kind,
        "on": on.isoformat(),
        "body": body,
        "document": document,
        "actor": actor,
        "recorded": instant(recorded),
        "payload": payload,
        "corrects": corrects,
    }
