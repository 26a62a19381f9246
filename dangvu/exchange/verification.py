"""The check of everything that was decided: the ledger, and the rows that imports took, which lie beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection

from dangvu.commands.registry import kinds
from dangvu.exchange.erasing import ABOUT_PERSONS
from dangvu.exchange.models import TakenRow
from dangvu.exchange.taking import BATCH, commitment_of
from dangvu.ledger import verification
from dangvu.ledger.verification import Erasures, Fault, Verification

CHUNK = 5000


def verify(against: Path | None = None) -> Verification:
    """Recompute the chain, the personal values and the taken rows; with a file of checkpoints, compare with these too."""
    erasing = {kind.name: kind.erases for kind in kinds().values() if kind.erases}
    return verification.verify(against, erasing=erasing, beside=taken_rows)


def taken_rows(told: Verification, erased: Erasures) -> Iterator[Fault]:
    """The rows of each batch are those that its decision bound, each as committed or lawfully erased with its salt."""
    expected, persons = _bound(), erased.get("person", {})
    columns = ("decision_id", "sheet", "row", "subject", "values", "salt", "commitment")
    rows = TakenRow.objects.order_by("decision_id", "id").values_list(*columns)
    for decision, taken in groupby(rows.iterator(CHUNK), key=itemgetter(0)):
        whole = hashlib.sha256(BATCH)
        for row in taken:
            whole.update(bytes(row[-1]))
            yield from _judge(told, persons, *row)
        if whole.hexdigest() != expected.pop(decision, None):
            yield Fault("rows_changed", decision, f"Các dòng của lần nhập số {decision} không còn đủ hoặc không đúng như khi nhập.")
    for decision in expected:
        yield Fault("rows_missing", decision, f"Không còn dòng nào của lần nhập số {decision}.")


def _bound() -> dict[int, str]:
    """What each import committed to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, payload #>> '{values,rows_hash}' FROM ledger_decision WHERE kind = 'exchange.import'")
        return dict(cursor.fetchall())


def _judge(
    told: Verification, persons: Mapping[int, int],
    decision: int, sheet: str, row: int, subject: int | None, values: str | None, salt: Any, commitment: Any,
) -> Iterator[Fault]:  # fmt: skip
    told.rows += 1
    if values is None and salt is None:
        told.erased += 1
        if sheet not in ABOUT_PERSONS or persons.get(subject or 0, 0) <= decision:
            message = f"Dòng {row} ({sheet}) của lần nhập số {decision} bị xóa mà không có quyết định xóa nào."
            yield Fault("erased_without_decision", decision, message)
    elif values is None or salt is None or commitment_of(bytes(salt), values) != bytes(commitment):
        yield Fault("row_changed", decision, f"Dòng {row} ({sheet}) của lần nhập số {decision} không còn như khi nhập.")
