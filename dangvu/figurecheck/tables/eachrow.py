"""Rows that each make the number that the heading says: Xếp loại 11 chi bộ qua các năm, where every year but one makes 11."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.tables.derived import GRADE, NOT_ADDED, Cell, Row, head_of, value_of
from dangvu.figurecheck.tables.summed import caption_of
from dangvu.figurecheck.tables.tables import TOTAL, Table, cell_claim, label_of, tables_of

OF_EACH = re.compile(r"(?<![\d.,/-])(?P<number>\d{1,4}) (?P<noun>[^\W\d]+(?: [^\W\d]+)?)")
FEWEST, ROWS = 2, 4


def judge_each_row(context: Context) -> Iterator[Claim]:
    """Every table with a heading."""
    for table in tables_of(context):
        if table.heads:
            yield from _each_row(context, table)


def _each_row(context: Context, table: Table) -> Iterator[Claim]:
    """Of four rows and more each but one makes the number of the heading: kinds of the same bodies, year by year.

    Before the first or after the last there may have been more or fewer.
    """
    rows = [row for row in table.body if not TOTAL.search(label_of(row))]
    columns = [c for c in range(1, table.width) if _is_kind(head_of(table.heads, c))]
    if len(rows) < ROWS or len(columns) < FEWEST or len(columns) != table.width - 1:
        return
    sums = [_sum(row, columns) for row in rows]
    for found in OF_EACH.finditer(caption_of(context, table)):
        number = Fraction(int(found["number"]))
        odd = [place for place, total in enumerate(sums) if total != number]
        if len(odd) == 1 and 0 < odd[0] < len(rows) - 1 and sums[odd[0]] is not None and number > 2:
            total = sums[odd[0]] or Fraction(0)
            cells = [rows[odd[0]][c] for c in columns]
            cell = max(cells, key=lambda one: one.number.value if one.number else Fraction(0))
            others = [one for one in cells if one is not cell]
            right = (cell.number.value if cell.number else Fraction(0)) + number - total
            text = f"Cộng dòng = {vn(total)}, các dòng khác đều là {vn(number)}"
            yield cell_claim(context, cell, "sum", text, vn(right), _numbers(others), fits=False)


def _is_kind(head: str) -> bool:
    """Of which there may be so many: "Trung bình" too, which is a grade here."""
    return GRADE.fullmatch(head) is not None or not NOT_ADDED.search(head)


def _numbers(cells: Row) -> list[Cell]:
    return [cell for cell in cells if cell.number is not None]


def _sum(row: Row, columns: list[int]) -> Fraction | None:
    values = [value_of(row, column) for column in columns]
    return None if any(value is None for value in values) else sum((value for value in values if value is not None), Fraction(0))
