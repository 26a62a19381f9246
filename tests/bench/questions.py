"""The questions that are asked of the product and of its rivals, each in the form in which the answers can be compared."""

from __future__ import annotations

from datetime import date

from django.db import connection

from dangvu.demo.build import DAY
from dangvu.demo.tree import COMMUNE, ROOT
from dangvu.organisation.queries import unit_codes
from dangvu.periods.clock import now
from dangvu.reports.figures import figures
from dangvu.reports.provincial import Return, provincial
from dangvu.reports.queries import Roll, page
from tests.bench.baseline.duckdb_return import Asked, Table

FIRST = date(DAY.year, 1, 1)
RATES = {
    "mean_age": ("mean_age", "members"),
    "attendance_rate": ("attendance_present", "attendance_due"),
    "coverage_rate": ("hamlet_cells_with_member", "hamlet_cells_in_scope"),
    "poor_rate": ("poor_households", "households"),
    "near_poor_rate": ("near_poor_households", "households"),
    "members_per_population": ("members", "population"),
}
"""What a rate is made of, by the names that the rivals use."""
SAME = {"closing": "members"}


def province() -> Asked:
    """The whole register on its day."""
    return Asked(unit_codes()[ROOT], DAY, FIRST)


def commune() -> Asked:
    """The commune committee with the middle number of members."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.ancestor FROM unit_leaf t JOIN unit_span u ON u.unit = t.ancestor AND u.sector = %s "
            "JOIN member_span s ON s.cell = t.unit AND s.since <= %s AND s.until > %s GROUP BY 1 ORDER BY count(*), 1",
            [COMMUNE, DAY, DAY],
        )
        units = [unit for (unit,) in cursor.fetchall()]
    return Asked(units[len(units) // 2], DAY, FIRST)


def statistical_return(asked: Asked) -> Return:
    """The product's return, whole: columns chosen, computed, named and balanced."""
    return provincial(asked.unit, asked.day, now=now(), since=asked.first)


def as_table(made: Return) -> dict[tuple[str, str, str, str], tuple[int, int | None]]:
    """The whole numbers of a return by child, figure, division and word, with those that rates are divided by."""
    return {
        (row.code, column.code, column.by, column.word): (
            figure.numerator or 0,
            (figure.denominator or 0) if column.code in RATES else None,
        )
        for row in made.rows
        for column, figure in zip(made.columns, row.figures, strict=True)
    }


def of_rival(table: Table, like: Return) -> dict[tuple[str, str, str, str], tuple[int, int | None]]:
    """The rival's numbers under the product's columns."""
    codes = {number: code for code, number in unit_codes().items()}
    found: dict[tuple[str, str, str, str], tuple[int, int | None]] = {}
    for child, cells in table.items():
        for column in like.columns:
            above, below = RATES.get(column.code, (SAME.get(column.code, column.code), ""))
            number = cells.get((above, column.by, column.word), 0)
            found[codes[child], column.code, column.by, column.word] = (number, cells.get((below, "", ""), 0) if below else None)
    return found


def head_count(asked: Asked) -> dict[tuple[str, str], int]:
    """Members by child and age band."""
    parts = figures(asked.unit, asked.day, codes=["members"], by="age_band", child=True).groups["members"]
    return {(part.child or "", part.key): part.figure.numerator or 0 for part in parts}


def page_of_50(asked: Asked, offset: int) -> list[tuple[str, str]]:
    """Fifty members in the order of a directory, from the middle of the roll."""
    return [(member.record_no, member.name) for member in page(Roll(asked.unit, asked.day), limit=50, offset=offset)]


def attendance(asked: Asked, first: date) -> dict[str, tuple[int | None, int | None]]:
    """Due and present since a day by child."""
    answer = figures(asked.unit, asked.day, since=first, codes=["attendance_rate"], child=True)
    return {part.key: (part.figure.denominator, part.figure.numerator) for part in answer.groups["attendance_rate"]}
