"""What cells took in for a month, by units, and how it is divided; nobody's amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from dangvu.access.connections import is_web
from dangvu.dues.queries import KEPT
from dangvu.dues.rules import divided, kept_percent
from dangvu.organisation.places import levels_of
from dangvu.organisation.queries import below_within, first_days, units_on
from dangvu.periods.days import add_months
from dangvu.rulebook.queries import in_force


@dataclass(frozen=True)
class Sum:
    """What cells took in for a month: `payers` paid `amount`; of `withheld` cells whose sum would tell what one paid, none is in it.

    Of `erased` payers no amount is held any more, and none is in it either.
    `kept` stays with the cells as far as the rule known here says so, of `unruled` cells it says nothing.
    """

    unit: int
    cells: int
    payers: int
    amount: int
    withheld: int
    kept: int
    sent: int
    unruled: int
    erased: int = 0


class _Taken(NamedTuple):
    cell: int
    payers: int
    erased: int
    amount: int | None


def sums(unit: int, month: date, on: date, within: frozenset[int] | None = None) -> list[Sum]:
    """What each unit directly below took in for a month, or the cell itself; cells that recorded nothing are left out.

    A cell stands where it hung on the first day of the month, one that was founded within it where it was founded.
    """
    source = "access.dues_sums" if is_web() else "dues_sums"
    below = below_within(unit, month, add_months(month, 1))
    cells = sorted(below.keys() if within is None else within & below.keys())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.cell, s.payers, s.erased, s.amount FROM {source}(%(month)s, %(day)s, %(cells)s::int[]) s ORDER BY s.cell",
            {"month": month, "day": on, "cells": cells},
        )
        rows = [_Taken(*row) for row in cursor.fetchall()]
    percents = _kept_by({row.cell: below[row.cell][1] for row in rows}, month)
    by_child: dict[int, list[_Taken]] = defaultdict(list)
    for row in rows:
        by_child[below[row.cell][0]].append(row)
    return [_added(child, its, percents) for child, its in sorted(by_child.items())]


def _added(unit: int, rows: list[_Taken], percents: dict[int, int | None]) -> Sum:
    told = [(row.cell, row.amount) for row in rows if row.amount is not None]
    halves = [divided(amount, percent) for cell, amount in told if (percent := percents.get(cell)) is not None]
    return Sum(
        unit, len(rows), sum(row.payers for row in rows), sum(amount for _cell, amount in told), len(rows) - len(told),
        sum(kept for kept, _sent in halves), sum(sent for _kept, sent in halves), len(told) - len(halves),
        sum(row.erased for row in rows),
    )  # fmt: skip


def shares(cell: int, month: date, amount: int) -> tuple[int, int] | None:
    """What a cell keeps of so much of a month and what it hands up; None where the rule known here says nothing of it."""
    percent = _kept_by(first_days([cell], month, add_months(month, 1)), month).get(cell)
    return None if percent is None else divided(amount, percent)


def _kept_by(days: Mapping[int, date], month: date) -> dict[int, int | None]:
    """By the cell, each as it was on its day."""
    rule = in_force(KEPT, month)
    if rule is None:
        return {}
    kept: dict[int, int | None] = {}
    for day in sorted(set(days.values())):
        found = units_on([cell for cell in days if days[cell] == day], day)
        levels = levels_of({one.locality for one in found if one.locality is not None}, day)
        kept |= {one.id: kept_percent(one.kind, rule.value, level=levels.get(one.locality or 0, "")) for one in found}
    return kept
