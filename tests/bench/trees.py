"""The head count of the province under the tree of another day, beside the same under that of its own day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

from django.db import connection

from dangvu.commands import Clerk, run
from dangvu.demo.build import DAY
from dangvu.demo.printed import DIRECT
from dangvu.demo.tree import COMMUNE, ROOT
from dangvu.organisation.commands import MoveUnit
from dangvu.organisation.queries import unit_codes
from dangvu.reports.figures import figures
from tests.bench.scratch import Scratch
from tests.bench.timing import ROUNDS, Measured, same, side_by_side

CLERK = Clerk("Đo tốc độ")
LATER = DAY + timedelta(days=30)
EVERY = 3
"""Every so-manieth commune stands elsewhere on the later day."""


def measure(place: Scratch, template: str, rounds: int = ROUNDS) -> Measured:
    """On a copy of the register in which communes have moved since; nobody came or left, so that the old tree must show the old numbers."""
    measured, name = "head_count_other_tree_vs_own", place.make("trees", template)
    place.use(name)
    _move_communes()
    with place.connect(name) as register:
        register.execute("VACUUM ANALYZE unit_leaf, organisation_unitedge, organisation_succession")
    same(measured, head_count(LATER, DAY), head_count(DAY))
    if head_count(LATER) == head_count(DAY):
        raise AssertionError("nothing has moved")
    took = side_by_side(measured, lambda: head_count(LATER, DAY), lambda: head_count(LATER), rounds)
    place.drop(name)
    return took


def head_count(day: date, tree: date | None = None) -> dict[tuple[str, str], int]:
    """Members of the province by child and sex, under the tree of the day or of another one."""
    parts = figures(unit_codes()[ROOT], day, codes=["members"], by="sex", child=True, boundaries=tree).groups["members"]
    return {(part.child or "", part.key): part.figure.numerator or 0 for part in parts}


def _move_communes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit FROM unit_span WHERE sector = %s ORDER BY 1", [COMMUNE])
        communes = [unit for (unit,) in cursor.fetchall()][::EVERY]
        cursor.execute("SELECT unit FROM unit_span WHERE kind = %s ORDER BY 1 DESC", [DIRECT])
        bodies = cycle([unit for (unit,) in cursor.fetchall()])
    for commune in communes:
        run(MoveUnit(on=DAY + timedelta(days=1), unit=commune, parent=next(bodies)), CLERK)
