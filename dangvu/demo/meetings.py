"""The cells' monthly meetings: due are the members who are not exempt, present as many as give the printed rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from dangvu.demo.lives import Life
from dangvu.demo.shares import allot
from dangvu.demo.tree import Cell
from dangvu.exchange.rows import MeetingRow

RATES = {2020: Decimal("89.8"), 2021: Decimal("93.6"), 2022: Decimal("94.1")}
MONTHS = [date(year, month, 1) for year in RATES for month in range(1, 13) if date(year, month, 1) < date(2022, 7, 1)]


def meet(lives: Sequence[Life], cells: Sequence[Cell], dice: Random) -> list[MeetingRow]:
    """A row for each cell and month with somebody due; the rates of the years are exact to the decimal printed."""
    due = [_due(cell, numbers) for cell, numbers in enumerate(_by_cell(lives, len(cells)))]
    diligence = [0.4 + 1.2 * dice.random() for _ in cells]
    rows: list[MeetingRow] = []
    for year, rate in RATES.items():
        held = [
            (month, cell, due[cell][place])
            for place, month in enumerate(MONTHS)
            if month.year == year
            for cell in range(len(cells))
            if due[cell][place]
        ]
        missing = round(sum(number for _, _, number in held) * (100 - rate) / 100)
        absent = allot(missing, [number * diligence[cell] * (0.8 + 0.4 * dice.random()) for _, cell, number in held])
        rows += [
            MeetingRow(len(rows) + place + 5, cells[cell].code, month, number, number - away)
            for place, ((month, cell, number), away) in enumerate(zip(held, absent, strict=True))
        ]
    return rows


def _by_cell(lives: Sequence[Life], cells: int) -> list[list[tuple[date, date | None]]]:
    """The stretches of days on which each cell had somebody due."""
    stretches: list[list[tuple[date, date | None]]] = [[] for _ in range(cells)]
    for life in lives:
        for cell, since, until in _stays(life):
            if life.exempt is None or since < life.exempt:
                stretches[cell].append((since, min(filter(None, (until, life.exempt)), default=None)))
    return stretches


def _stays(life: Life) -> Iterator[tuple[int, date, date | None]]:
    if life.moved:
        yield life.came_from, life.since, life.moved
    yield life.cell, life.moved or life.since, life.left


def _due(cell: int, stretches: Sequence[tuple[date, date | None]]) -> list[int]:
    """Members due on the first day of each month."""
    return [sum(since <= month and (until is None or month < until) for since, until in stretches) for month in MONTHS]
