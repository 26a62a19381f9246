"""The check of everything that was decided: the ledger, and the rows that imports took, which lie beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection

from dangvu.exchange.models import TakenRow
from dangvu.exchange.taking import BATCH, commitment_of
from dangvu.ledger import verification
from dangvu.ledger.verification import Fault, Verification

CHUNK = 5000


def verify(against: Path | None = None) -> Verification:
    """Recompute the chain, the personal values and the taken rows; with a file of checkpoints, compare with these too."""
    return verification.verify(against, beside=taken_rows)


def taken_rows(told: Verification) -> Iterator[Fault]:
    """The rows of each batch are those that its decision bound, each as committed or erased with its salt."""
    expected = _bound()
    rows = TakenRow.objects.order_by("decision_id", "id").values_list("decision_id", "sheet", "row", "values", "salt", "commitment")
    for decision, taken in groupby(rows.iterator(CHUNK), key=itemgetter(0)):
        whole = hashlib.sha256(BATCH)
        for row in taken:
            whole.update(bytes(row[-1]))
            yield from _judge(told, *row)
        if whole.hexdigest() != expected.pop(decision, None):
            yield Fault("rows_changed", decision, f"Các dòng của lần nhập số {decision} không còn đủ hoặc không đúng như khi nhập.")
    for decision in expected:
        yield Fault("rows_missing", decision, f"Không còn dòng nào của lần nhập số {decision}.")


def _bound() -> dict[int, str]:
    """What each import committed to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, payload #>> '{values,rows_hash}' FROM ledger_decision WHERE kind = 'exchange.import'")
        return dict(cursor.fetchall())


def _judge(told: Verification, decision: int, sheet: str, row: int, values: str | None, salt: Any, commitment: Any) -> Iterator[Fault]:
    told.rows += 1
    if values is None and salt is None:
        told.erased += 1
    elif values is None or salt is None or commitment_of(bytes(salt), values) != bytes(commitment):
        yield Fault("row_changed", decision, f"Dòng {row} ({sheet}) của lần nhập số {decision} không còn như khi nhập.")
