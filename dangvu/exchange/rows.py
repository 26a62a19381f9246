"""The rows of the five sheets as they were understood; `row` is always the row number shown by the workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Generic, NamedTuple, TypeVar

from dangvu.exchange.problems import Problem

Cell = str | float | bool | date | time | timedelta
"""A cell as the workbook holds it, a `datetime` being a date; an empty one is the empty string."""

TRANSFER = "transfer"
TRANSFERRED_IN = "transferred_in"
EXITS = frozenset({"transferred_out", "expelled", "struck_off", "left_on_request", "dead"})
"""Kinds of movement: between two cells of this workbook, from elsewhere, and the five ways out."""


class UnitRow(NamedTuple):
    """A party organisation; empty text where the workbook says nothing, `parent` empty for the topmost one."""

    row: int
    code: str
    name: str
    kind: str
    parent: str
    founded: date | None
    ended: date | None
    locality: str
    sector: str


class LocalityRow(NamedTuple):
    """A province, district, commune or hamlet."""

    row: int
    code: str
    name: str
    level: str
    parent: str


class FactRow(NamedTuple):
    """Counts of a locality on a day, by measure and ethnic group; the group is empty for everybody.

    Measures: population, households, poor_households, near_poor_households.
    """

    row: int
    locality: str
    day: date
    figures: dict[tuple[str, str], int]


class MemberRow(NamedTuple):
    """A member as held at the cut-off; `cell` is the present or last one, `official` is empty during probation.

    An empty cell of ethnicity or religion says “Không khai”; where the sheet lacks the column it is empty text.
    """

    row: int
    record_no: str
    card: str
    name: str
    born: date
    female: bool
    ethnicity: str
    religion: str
    education: str
    profession: str
    theory: str
    occupation: str
    decided: date
    ceremony: date
    official: date | None
    cell: str
    party_post: str
    government_post: str
    exempt_from: date | None


class MovementRow(NamedTuple):
    """A transfer, an arrival or a way out, in force from `day`; `quoted` is the decision as the sheet names it, never a key."""

    row: int
    record_no: str
    kind: str
    day: date
    quoted: str
    from_cell: str
    to_cell: str
    note: str


class MeetingRow(NamedTuple):
    """A cell's regular meeting of a month (its first day), with the members due and present."""

    row: int
    cell: str
    month: date
    due: int
    present: int


class ReachRow(NamedTuple):
    """A unit of the register that turns out to be older than recorded; where the workbook does not list it, `row` counts down from -1."""

    row: int
    code: str
    day: date


class RevisionRow(NamedTuple):
    """What a later workbook says anew of a member of the register, from its cut-off day on; empty where nothing changed.

    `attributes` are education, profession, theory and occupation; `ended` and `given` are posts by title,
    `given` with a mark whether the post belongs to the government. `declared` are ethnic group and religion, held so far as undeclared.
    """

    row: int
    record_no: str
    day: date
    official: date | None
    exempt_from: date | None
    card: str
    attributes: tuple[str, ...]
    ended: tuple[str, ...]
    given: tuple[tuple[str, bool], ...]
    declared: tuple[str, str] = ("", "")


class EndingRow(NamedTuple):
    """A unit of the register that a later workbook says has ended."""

    row: int
    code: str
    ended: date


R = TypeVar("R", bound=UnitRow | LocalityRow | MemberRow | MovementRow | MeetingRow)


@dataclass(slots=True)
class Sheet(Generic[R]):
    """A sheet as read: every row with content is either in `rows` or, where a cell cannot be read, in `unread`.

    `unread` gives the number that such a row bears, `columns` the position in `cells` of each field that was found;
    `cells[0]` is workbook row `first`.
    """

    name: str
    headings: tuple[str, ...]
    columns: dict[str, int]
    first: int
    cells: list[list[Cell]]
    rows: list[R]
    unread: dict[int, str] = field(default_factory=dict)
    unread_days: dict[int, tuple[date, ...]] = field(default_factory=dict)
    """The day or month of those unread rows where at least that could be read; counts of one row may have several."""
    problems: list[Problem] = field(default_factory=list)
    day: date | None = None
    """The day that a title above the list names, for counts that have no other."""

    @property
    def read(self) -> int:
        """Rows with content."""
        return len(self.rows) + len(self.unread)

    def unread_numbers(self) -> list[str]:
        """Numbers that unread rows bear, for these are taken too when it comes to numbers borne twice."""
        return [key for key in self.unread.values() if key]

    def unread_keys(self) -> list[tuple[str, date | None]]:
        """Number in capitals, and day or month, of unread rows; None where they name no day that can be read."""
        return [(key.upper(), day) for row, key in self.unread.items() if key for day in self.unread_days.get(row) or (None,)]

    def heading(self, field: str) -> str:
        """The heading of a field as the workbook has it; empty where it has no such column."""
        column = self.columns.get(field)
        return "" if column is None else self.headings[column]

    def cell(self, row: int, field: str) -> Cell:
        """A cell as it stands in the workbook; empty text where there is no such column."""
        column = self.columns.get(field)
        return "" if column is None else self.cells[row - self.first][column]


@dataclass(slots=True)
class Sheets:
    """What one workbook says; a sheet that it lacks is empty, `facts` come from rows of `localities`."""

    cut_off: date | None
    units: Sheet[UnitRow] | None = None
    localities: Sheet[LocalityRow] | None = None
    facts: list[FactRow] = field(default_factory=list)
    members: Sheet[MemberRow] | None = None
    movements: Sheet[MovementRow] | None = None
    meetings: Sheet[MeetingRow] | None = None
    notes: list[str] = field(default_factory=list)
    cut_off_at: str = ""
    """Where the cut-off stands, in words."""
    since_1904: bool = False
    """Whether days in cells of numbers count from 1904."""
