"""What the register holds already and what a check of a workbook against it answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dangvu.exchange.problems import Problem
from dangvu.exchange.rows import FactRow, LocalityRow, MeetingRow, MemberRow, MovementRow, UnitRow
from dangvu.exchange.vocabulary import UNIT_KINDS


class KnownUnit(NamedTuple):
    """A unit of the register; it lives on the days from `since` to the day before `until`."""

    since: date
    until: date | None
    is_cell: bool
    parent: str
    kind: str = ""


class KnownMember(NamedTuple):
    """A member of the register: the present or last cell, first day and first day after the membership, first day in that cell."""

    cell: str
    admitted: date
    exited: date | None
    card: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A snapshot of the register at the time of the check; `today` bounds every date where the workbook names no cut-off."""

    today: date
    units: Mapping[str, KnownUnit] = field(default_factory=dict)
    localities: AbstractSet[str] = frozenset()
    top_levels: AbstractSet[str] = frozenset()
    """Levels of the localities of the register that stand below none."""
    members: Mapping[str, KnownMember] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    """Digits of a card → record number."""
    movements: AbstractSet[tuple[str, str, date]] = frozenset()
    """Record number, kind and day."""
    unit_kinds: Mapping[str, bool] = field(default_factory=lambda: {kind: kind.startswith("Chi bộ") for kind in UNIT_KINDS})
    """Kinds of unit of the rulebook, from the top down, with whether they are cells, which alone have members."""
    nesting: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Kinds that may stand directly below each kind on the cut-off day; nothing is said of a kind that is not among them."""
    admission_age: int = 18
    """Years below which the Charter admits nobody; a member admitted younger is taken with a warning."""


class Counts(NamedTuple):
    """Rows of a sheet; accepted and rejected always add up to read."""

    read: int
    accepted: int
    rejected: int


@dataclass(slots=True)
class Checked:
    """What may be written and what may not; units and localities come with those above them first.

    `reach` gives the first day of each accepted unit: its founding, or earlier where a fact below it is older.
    `counts` and `refused` go by the workbook's own sheet names; `refused` gives the numbers of the rows.
    """

    units: list[UnitRow] = field(default_factory=list)
    localities: list[LocalityRow] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    members: list[MemberRow] = field(default_factory=list)
    movements: list[MovementRow] = field(default_factory=list)
    meetings: list[MeetingRow] = field(default_factory=list)
    reach: dict[str, date] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, Counts] = field(default_factory=dict)
    refused: dict[str, set[int]] = field(default_factory=dict)
