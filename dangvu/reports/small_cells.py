"""Cells with few members, each beside the cells that it might be merged with; people decide, nothing follows from being listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from dangvu.indicators.statement import as_seen, held
from dangvu.members.sources import CELLS
from dangvu.reports.figures import CATALOGUE, question
from dangvu.rulebook.queries import InForce, rule


@dataclass(frozen=True)
class Crew:
    """A cell with its number of members, under which committee it stands directly, and what it is."""

    unit: int
    members: int
    parent: int
    kind: str
    sector: str

    @property
    def like(self) -> tuple[int, str, str]:
        """What cells have in common that have the same task: the committee, the kind and the sector."""
        return self.parent, self.kind, self.sector


@dataclass(frozen=True)
class Small:
    """A small cell and the like ones, the smallest first; where its sector was never written down, nothing can be told to be like it."""

    cell: Crew
    like: Sequence[Crew]


def threshold(on: date) -> InForce:
    """Below how many members a cell is small."""
    return rule("small_cell_members", on)


def small_cells(unit: int, on: date, known: datetime | None = None, within: frozenset[int] | None = None) -> list[Small]:
    """The small cells below a unit by the rule of the day, those of one committee together; as many as the figure `cells_under_10`."""
    crews, least = _crews(unit, on, known, within), threshold(on).value
    like: dict[tuple[int, str, str], list[Crew]] = defaultdict(list)
    for crew in crews:
        like[crew.like].append(crew)
    return [Small(crew, _beside(crew, like[crew.like])) for crew in crews if crew.members < least]


def _beside(cell: Crew, among: Sequence[Crew]) -> list[Crew]:
    if not cell.sector:
        return []
    return sorted((crew for crew in among if crew.unit != cell.unit), key=lambda crew: (crew.members, crew.unit))


def _crews(unit: int, on: date, known: datetime | None, within: frozenset[int] | None) -> list[Crew]:
    asked = question(unit, on, known=known, within=within)
    sql = f"""
SELECT u.unit, u.members, coalesce(e.parent_id, 0), u.kind, u.sector FROM {CELLS.tables}
  LEFT JOIN organisation_unitedge e ON e.unit_id = u.unit AND e.period @> %(day)s AND {held(known, "e")}
  JOIN organisation_unit n ON n.id = u.unit LEFT JOIN organisation_unit p ON p.id = e.parent_id
 WHERE {CELLS.where} ORDER BY p.code, n.code"""
    with connection.cursor() as cursor:
        cursor.execute(as_seen(sql, CATALOGUE, [CELLS], asked), asked.parameters())
        return [Crew(*row) for row in cursor.fetchall()]
