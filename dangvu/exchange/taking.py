"""The rows that a batch takes: kept with a commitment each, and read back for a replay."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from dangvu.exchange.rows import FactRow, LocalityRow, MeetingRow, MemberRow, MovementRow, UnitRow
from dangvu.ledger.bulk import NULL, copy_in, escaped

SALT = 16
ROW_TYPES: dict[str, Any] = {
    "localities": LocalityRow,
    "facts": FactRow,
    "units": UnitRow,
    "members": MemberRow,
    "movements": MovementRow,
    "meetings": MeetingRow,
}


class Kept(NamedTuple):
    """A row as it is kept: its values as JSON, salt, commitment and digest."""

    row: int
    values: str
    salt: bytes
    commitment: bytes
    digest: bytes


@dataclass
class Batch:
    """The rows of one import by sheet, as understood, and the numbers given to what they create."""

    rows: dict[str, list[Any]]
    subjects: dict[str, list[int]] = field(default_factory=dict)
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    erased: int = 0

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


def as_values(row: Any) -> str:
    """A row without its number as JSON; days in ISO form."""
    values = list(row[1:])
    if isinstance(row, FactRow):
        values[-1] = [[measure, people, value] for (measure, people), value in row.figures.items()]
    return json.dumps(values, ensure_ascii=False, default=str, separators=(",", ":"))


def digest_of(sheet: str, values: str) -> bytes:
    """A short mark of a row's content, the same for the same content of the same sheet."""
    return hashlib.blake2b(values.encode(), digest_size=16, person=sheet.encode()).digest()


def keep(batch: Batch) -> str:
    """Salt and commit to every row; the answer binds them all and goes into the decision."""
    whole = hashlib.sha256(b"dangvu/batch/1\0")
    for sheet in ROW_TYPES:
        rows = batch.rows.get(sheet, [])
        salts = os.urandom(SALT * len(rows))
        kept = []
        for number, row in enumerate(rows):
            values = as_values(row)
            salt = salts[number * SALT : number * SALT + SALT]
            mark = hashlib.sha256(b"dangvu/row/1\0" + salt + values.encode()).digest()
            whole.update(mark)
            kept.append(Kept(row.row, values, salt, mark, digest_of(sheet, values)))
        batch.kept[sheet] = kept
    return whole.hexdigest()


def write_taken(batch: Batch, decision: int) -> None:
    """Store the kept rows under the decision."""
    columns = ("decision_id", "sheet", "row", "subject", "values", "salt", "digest", "commitment")
    copy_in("exchange_takenrow", columns, _lines(batch, decision))


def _lines(batch: Batch, decision: int) -> Iterator[str]:
    for sheet, kept in batch.kept.items():
        subjects: Iterable[int | str] = batch.subjects.get(sheet) or (NULL for _ in kept)
        for item, subject in zip(kept, subjects, strict=True):
            yield (
                f"{decision}\t{sheet}\t{item.row}\t{subject}\t{escaped(item.values)}"
                f"\t\\\\x{item.salt.hex()}\t\\\\x{item.digest.hex()}\t\\\\x{item.commitment.hex()}\n"
            )


def known_digests(sheets: Sequence[str]) -> set[bytes]:
    """The marks of all rows that earlier batches took and that still stand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT digest FROM exchange_takenrow t WHERE sheet = ANY (%s) AND digest IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM ledger_decision d WHERE d.kind = 'exchange.undo' AND d.corrects_id = t.decision_id)",
            [list(sheets)],
        )
        return {bytes(mark) for (mark,) in cursor.fetchall()}


def read_taken(decision: int) -> Batch:
    """The rows of an earlier batch; erased rows are left out and counted."""
    batch = Batch({sheet: [] for sheet in ROW_TYPES}, {sheet: [] for sheet in ROW_TYPES})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sheet, row, subject, values FROM exchange_takenrow WHERE decision_id = %s ORDER BY id", [decision])
        for sheet, row, subject, values in cursor.fetchall():
            if values is None:
                batch.erased += 1
                continue
            values = json.loads(values) if isinstance(values, str) else values
            batch.rows[sheet].append(_as_row(sheet, row, values))
            batch.subjects[sheet].append(subject)
    return batch


def _as_row(sheet: str, row: int, values: list[Any]) -> Any:
    kind = ROW_TYPES[sheet]
    if kind is FactRow:
        values[-1] = {(measure, people): value for measure, people, value in values[-1]}
    days = DAY_FIELDS[sheet]
    return kind(
        row, *(date.fromisoformat(value) if name in days and value else value for name, value in zip(kind._fields[1:], values, strict=True))
    )


DAY_FIELDS = {
    "localities": frozenset[str](),
    "facts": frozenset({"day"}),
    "units": frozenset({"founded", "ended"}),
    "members": frozenset({"born", "decided", "ceremony", "official", "exempt_from"}),
    "movements": frozenset({"day"}),
    "meetings": frozenset({"month"}),
}
