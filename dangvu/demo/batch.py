"""The rows of the whole province, as if an office's workbook had been read and checked; the same for a size wherever it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from dangvu.demo.describing import describe
from dangvu.demo.lives import Life, live, name_khmer
from dangvu.demo.meetings import meet
from dangvu.demo.plan import Plan, Size, plan
from dangvu.demo.population import count
from dangvu.demo.tree import Cell, grow
from dangvu.exchange.rows import TRANSFER, TRANSFERRED_IN, MovementRow
from dangvu.exchange.taking import Batch


def province(size: Size) -> Batch:
    """Every row by sheet of the province that a first start shows."""
    batch = Batch()
    for sheet, rows in rows_of(plan(size), "Trà Vinh").items():
        for row in rows:
            batch.add(sheet, row)
    return batch


def rows_of(wanted: Plan, name: str) -> dict[str, Sequence[Any]]:
    """The rows by sheet. Each part has dice of its own, so that a change of one leaves the others as they are."""

    def dice(part: str) -> Random:
        return Random(f"{name} 2022 {wanted.size} {part}")

    tree = grow(wanted, dice("tree"))
    facts = count(wanted, tree, dice("population"))
    lives = live(wanted, tree, dice("lives"))
    name_khmer(wanted, lives, tree.cells, dice("khmer"))
    return {
        "localities": tree.localities,
        "facts": facts,
        "units": tree.units,
        "members": describe(lives, tree.cells, dice("members")),
        "movements": _numbered(lives, tree.cells),
        "meetings": meet(lives, tree.cells, dice("meetings")),
    }


def _numbered(lives: Sequence[Life], cells: Sequence[Cell]) -> list[MovementRow]:
    """Movements by day; decisions are quoted by a number of their year."""
    found = sorted(_movements(lives, cells), key=lambda row: (row.day, row.record_no))
    return [row._replace(row=place, quoted=f"{100 + place % 900}-QĐ/TU") for place, row in enumerate(found, 5)]


def _movements(lives: Sequence[Life], cells: Sequence[Cell]) -> Iterator[MovementRow]:
    for number, life in enumerate(lives, 1):
        record_no, last = f"{number:06}", cells[life.cell].code
        if life.arrived:
            yield MovementRow(0, record_no, TRANSFERRED_IN, life.arrived, "", "", last, "Đảng bộ ngoài tỉnh")
        if life.moved:
            yield MovementRow(0, record_no, TRANSFER, life.moved, "", cells[life.came_from].code, last, "")
        if life.left:
            yield MovementRow(0, record_no, life.kind, life.left, "", last, "", "")
