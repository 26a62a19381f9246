"""The rows that a batch takes: kept with a commitment each, and read back for a replay."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

import orjson
from django.db import connection

from dangvu.exchange.rows import (
    EndingRow,
    FactRow,
    LocalityRow,
    MeetingRow,
    MemberRow,
    MovementRow,
    ReachRow,
    RevisionRow,
    UnitRow,
)
from dangvu.ledger.bulk import NULL, copy_in, escaped

SALT = 16
BATCH = b"dangvu/batch/1\0"
ROW_TYPES: dict[str, Any] = {
    "localities": LocalityRow,
    "facts": FactRow,
    "units": UnitRow,
    "reach": ReachRow,
    "members": MemberRow,
    "revisions": RevisionRow,
    "movements": MovementRow,
    "endings": EndingRow,
    "meetings": MeetingRow,
}
"""What a batch may hold, in the order in which it is written."""

FURTHER = 1 << 21
"""More than a sheet has rows: where one row holds counts of several days, each day is taken by itself, this far from the one before."""

MARKED = frozenset({"members", "revisions", "movements"})

MEMBER_COLUMNS = ("ethnicity", "religion", "education", "profession", "theory", "occupation", "card", "exempt_from",
                  "party_post", "government_post")  # fmt: skip
"""Columns of the members' sheet that a workbook may lack."""


DAYS = frozenset({"day", "founded", "ended", "born", "decided", "ceremony", "official", "exempt_from", "month"})


class Line(NamedTuple):
    """A row as it is kept: its values as JSON, and a short mark that is the same for the same content of the same sheet."""

    values: str
    digest: bytes | None


@dataclass
class Batch:
    """The rows of one import by sheet, as understood, with their lines and the numbers given to what they create.

    The mark of a line is that of the row as the workbook has it; where the row was completed, its values say more.
    """

    rows: dict[str, list[Any]] = field(default_factory=lambda: {sheet: [] for sheet in ROW_TYPES})
    lines: dict[str, list[Line]] = field(default_factory=lambda: {sheet: [] for sheet in ROW_TYPES})
    subjects: dict[str, list[int]] = field(default_factory=dict)
    salts: dict[str, bytes] = field(default_factory=dict)
    commitments: dict[str, list[bytes]] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))

    def add(self, sheet: str, row: Any, line: Line | None = None) -> None:
        """One more row; its line is made where none is given."""
        self.rows[sheet].append(row)
        self.lines[sheet].append(line or line_of(sheet, row))

    def counts(self) -> dict[str, int]:
        """Rows by sheet, where there are any."""
        return {sheet: len(rows) for sheet, rows in self.rows.items() if rows}


def as_values(row: Any) -> str:
    """A row without its number as JSON; days in ISO form."""
    values = row[1:]
    if isinstance(row, FactRow):
        values = (*values[:-1], [[measure, people, value] for (measure, people), value in row.figures.items()])
    return orjson.dumps(values).decode()


def line_of(sheet: str, row: Any, lacking: Sequence[str] = ()) -> Line:
    """A row as it will be kept; one that lacked columns is not marked like one in which they were empty.

    Only rows that later workbooks are compared with by their marks have one.
    """
    values = as_values(row)
    if sheet not in MARKED:
        return Line(values, None)
    marked = "\0".join((values, *lacking))
    return Line(values, hashlib.blake2b(marked.encode(), digest_size=16, person=sheet.encode()).digest())


def keep(batch: Batch) -> str:
    """Salt and commit to every row; the answer binds all commitments and goes into the decision."""
    whole = hashlib.sha256(BATCH)
    for sheet, lines in batch.lines.items():
        batch.salts[sheet] = salt = os.urandom(SALT * len(lines))
        marks = [commitment_of(salt[at * SALT : at * SALT + SALT], line.values) for at, line in enumerate(lines)]
        whole.update(b"".join(marks))
        batch.commitments[sheet] = marks
    return whole.hexdigest()


def commitment_of(salt: bytes, values: str) -> bytes:
    """What binds the values of a row; without the salt nobody can try out values against it."""
    return hashlib.sha256(b"dangvu/row/1\0" + salt + values.encode()).digest()


def write_taken(batch: Batch, decision: int) -> None:
    """Store the rows, which `keep` has seen, under the decision."""
    columns = ("decision_id", "sheet", "row", "subject", "values", "salt", "digest", "commitment")
    copy_in("exchange_takenrow", columns, _copied(batch, decision))


def _copied(batch: Batch, decision: int) -> Iterator[str]:
    for sheet, lines in batch.lines.items():
        salts, marks, rows = batch.salts[sheet].hex(), batch.commitments[sheet], batch.rows[sheet]
        subjects: Iterable[int | str] = batch.subjects.get(sheet) or repeat(NULL, len(lines))
        for at, (row, (values, digest), mark, subject) in enumerate(zip(rows, lines, marks, subjects, strict=True)):
            marked = rf"\\x{digest.hex()}" if digest else NULL
            salt = salts[at * 2 * SALT : at * 2 * SALT + 2 * SALT]
            yield f"{decision}\t{sheet}\t{row[0]}\t{subject}\t{escaped(values)}\t\\\\x{salt}\t{marked}\t\\\\x{mark.hex()}\n"


def known_digests(day: date) -> set[bytes]:
    """The marks of the row that was taken last of each member, and of all movements, as far as their batches still stand.

    A row of a member that was taken for a later cut-off than this day says nothing of the day.
    """
    stands = "NOT EXISTS (SELECT 1 FROM ledger_decision d WHERE d.kind = 'exchange.undo' AND d.corrects_id = t.decision_id)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT digest FROM (SELECT DISTINCT ON (subject) digest, decision_id FROM exchange_takenrow t "
            f"WHERE sheet IN ('members', 'revisions') AND digest IS NOT NULL AND {stands} ORDER BY subject, id DESC) latest "
            'JOIN ledger_decision d ON d.id = latest.decision_id WHERE d."on" <= %s '
            f"UNION ALL SELECT digest FROM exchange_takenrow t WHERE sheet = 'movements' AND digest IS NOT NULL AND {stands}",
            [day],
        )
        return {bytes(mark) for (mark,) in cursor.fetchall()}


def read_taken(decision: int) -> Batch:
    """The rows of an earlier batch; erased rows are left out."""
    batch = Batch(subjects={sheet: [] for sheet in ROW_TYPES})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sheet, row, subject, values FROM exchange_takenrow WHERE decision_id = %s ORDER BY id", [decision])
        for sheet, row, subject, values in cursor.fetchall():
            if values is None:
                continue
            batch.rows[sheet].append(_as_row(sheet, row, orjson.loads(values)))
            batch.subjects[sheet].append(subject)
    return batch


def _as_row(sheet: str, row: int, values: Sequence[Any]) -> Any:
    kind = ROW_TYPES[sheet]
    if kind is FactRow:
        *values, figures = values
        values = [*values, {(measure, people): value for measure, people, value in figures}]
    named = zip(kind._fields[1:], values, strict=False)  # fields that came later take their default
    return kind(row, *(date.fromisoformat(value) if name in DAYS and isinstance(value, str) else _frozen(value) for name, value in named))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
