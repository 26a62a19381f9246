"""The entries of the ledger that a reader may see, and the units that each of them touched; never what was decided in detail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from dangvu.access.viewer import Viewer
from dangvu.ledger.queries import DecisionLine

LEDGER = "ledger"
EVERYBODY = 0
"""Stands among the touched units for what is everybody's: places of the State and their counts."""

NOT_OF_INSPECTION = "d.kind NOT IN (SELECT a.kind FROM access_act a WHERE a.\"right\" = 'inspect')"
LINE = 'd.id, d.kind, d."on", d.body, d.document, d.actor, d.recorded'


@dataclass(frozen=True)
class Asked:
    """Which entries are asked for; what is left empty limits nothing. `recorded_until` is not included, the day `until` is.

    `units` is a unit with everything below it; `part` what lies open to the reader, None for the whole instance. What the inspection
    office decides is shown to whoever `inspects`.
    """

    kind: str = ""
    since: date | None = None
    until: date | None = None
    recorded_since: datetime | None = None
    recorded_until: datetime | None = None
    text: str = ""
    units: frozenset[int] | None = None
    part: frozenset[int] | None = None
    inspects: bool = False

    def conditions(self) -> list[str]:
        """The conditions in force, over `ledger_decision d`."""
        touched = "EXISTS (SELECT FROM access_touched t WHERE t.decision = d.id AND t.unit = ANY (%(touching)s))"
        offered = {
            "d.kind = %(kind)s": self.kind,
            'd."on" >= %(since)s': self.since,
            'd."on" <= %(until)s': self.until,
            "d.recorded >= %(recorded_since)s": self.recorded_since,
            "d.recorded < %(recorded_until)s": self.recorded_until,
            "(d.document ILIKE %(text)s OR d.body ILIKE %(text)s)": self.text,
        }
        kept = [] if self.inspects else [NOT_OF_INSPECTION]
        return [condition for condition, value in offered.items() if value] + kept + ([touched] if self.touching() is not None else [])

    def touching(self) -> list[int] | None:
        """The units of which one must have been touched; None where that is not asked."""
        if self.units is None:
            return None if self.part is None else sorted(self.part | {EVERYBODY})
        return sorted(self.units if self.part is None else self.units & self.part)

    def values(self) -> dict[str, Any]:
        """What the conditions name."""
        text = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in self.text)
        return {
            "kind": self.kind, "since": self.since, "until": self.until, "recorded_since": self.recorded_since,
            "recorded_until": self.recorded_until, "text": f"%{text}%", "touching": self.touching(),
        }  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """Some entries, latest first, and whether there are newer and older ones that are asked for."""

    entries: tuple[DecisionLine, ...]
    newer: bool
    older: bool


class Touched(NamedTuple):
    """How many units of those that lie open an entry touched, the numbers of some of them, and whether it is everybody's."""

    units: int
    some: tuple[int, ...]
    everybody: bool


@dataclass(frozen=True)
class Entry:
    """One entry with its place in the chain; `correcting` are later entries that correct it, those that the reader sees."""

    line: DecisionLine
    corrects: int | None
    before: bytes
    hash: bytes
    correcting: tuple[int, ...]


def opened_to(viewer: Viewer) -> frozenset[int] | None:
    """The units by which a reader sees entries of the ledger: they lie open, and the ledger is read of them; None for all."""
    read, seen = viewer.units(LEDGER), viewer.part
    if read is None or seen is None:
        return seen if read is None else read
    return read & seen


def stretch(asked: Asked, size: int, *, before: int | None = None, after: int | None = None) -> Stretch:
    """At most `size` entries by number: the latest, those before a number, or those next after one.

    Read along the primary key, so that the last page of a long ledger costs what the first does.
    """
    place = {"d.id < %(before)s": before, "d.id > %(after)s": after}
    conditions = [*asked.conditions(), *(condition for condition, number in place.items() if number is not None)]
    where = " AND ".join(conditions) or "true"
    order = "ASC" if after is not None else "DESC"
    statement = f"SELECT {LINE} FROM ledger_decision d WHERE {where} ORDER BY d.id {order} LIMIT %(limit)s"
    found = [DecisionLine(*row) for row in _rows(statement, {**asked.values(), "before": before, "after": after, "limit": size + 1})]
    more, kept = len(found) > size, found[:size]
    if after is not None:
        return Stretch(tuple(reversed(kept)), newer=more, older=True)
    return Stretch(tuple(kept), newer=before is not None, older=more)


def entry(number: int, part: frozenset[int] | None, *, inspects: bool = False) -> Entry | None:
    """An entry by its number; None where there is none or it is not this reader's."""
    asked = Asked(part=part, inspects=inspects)
    where = " AND ".join(["d.id = %(number)s", *asked.conditions()])
    values = {**asked.values(), "number": number}
    found = _rows(f"SELECT {LINE}, d.corrects_id, d.prev, d.hash FROM ledger_decision d WHERE {where}", values)
    if not found:
        return None
    *line, corrects, before, hash_ = found[0]
    later = " AND ".join(["d.corrects_id = %(number)s", *asked.conditions()])
    correcting = _rows(f"SELECT d.id FROM ledger_decision d WHERE {later} ORDER BY d.id", values)
    return Entry(DecisionLine(*line), corrects, bytes(before), bytes(hash_), tuple(row[0] for row in correcting))


def touched_by(numbers: Collection[int], part: frozenset[int] | None, most: int) -> dict[int, Touched]:
    """What each of some entries touched of what lies open; at most so many units of each are named."""
    rows = _rows(
        "SELECT decision, count(*) FILTER (WHERE unit > 0), (array_agg(unit ORDER BY unit) FILTER (WHERE unit > 0))[:%(most)s], "
        "bool_or(unit = 0) FROM access_touched WHERE decision = ANY (%(numbers)s) "
        "AND (%(part)s::int[] IS NULL OR unit = 0 OR unit = ANY (%(part)s)) GROUP BY decision",
        {"numbers": sorted(numbers), "part": None if part is None else sorted(part), "most": most},
    )
    return {number: Touched(count, tuple(some or ()), everybody) for number, count, some, everybody in rows}


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
