"""Tables of a row or two: Năm | 2021 | 2022 | 2023 | Cộng, and a row "Trong đó: nữ" that is a part of the row above it.

Too few rows to learn a rule from: the heading says which column is the total; one row that comes out, or a slip of the pen, says of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.tables.derived import NOT_ADDED, Cell, Row, head_of, value_of
from dangvu.figurecheck.tables.tables import TOTAL, Table, cell_claim, inner_of, label_of, tables_of

LAST = re.compile(
    r"^\W*(?:(?:tổng )?cộng(?: (?:cả|chung|các|hai|ba|bốn|\d)){0,2}(?: (?:năm|quý|kỳ|tháng|đợt))?|"
    r"tổng(?: số)?|cả (?:năm|kỳ|nhiệm kỳ|giai đoạn)|toàn (?:kỳ|khóa))\W*$"
)
PART = re.compile(r"^\W*(?:trong đó|riêng)\b(?!.*(?:%|tỷ lệ|tỉ lệ))")
PERIOD = re.compile(r"\b(?:19|20)\d{2}\b|\bquý\b|\btháng\b|\bđợt\b|\bhọc kỳ\b|\btuần\b")
STOCK = re.compile(r"\b(?:cuối|đầu|hiện có|hiện nay|còn|lũy kế|tồn|số dư)\b")
FEWEST, SHORT = 2, 3


def judge_across(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every table: its rows against their total column, and its parts against the rows they are of."""
    for table in tables_of(context):
        yield from _part_rows(context, table, alarmed)
        if table.heads and 1 <= len(table.body) <= SHORT and table.width > SHORT:
            yield from _total_column(context, table, alarmed)


def _total_column(context: Context, table: Table, alarmed: Marks) -> Iterator[Claim]:
    """The last column where it alone is headed as the total and no column before it is a mark or a rate."""
    last = table.width - 1
    heads = [head_of(table.heads, column) for column in range(1, table.width)]
    if not LAST.match(heads[-1]) or any(NOT_ADDED.search(head) or TOTAL.search(head) or LAST.match(head) for head in heads[:-1]):
        return
    if not all(PERIOD.search(head) for head in heads[:-1]) and any(families.OVERLAPPING.search(head) for head in heads[:-1]):
        return
    rows = [row for row in table.body if len(row) == table.width and all(cell.number is not None for cell in row[1:])]
    if len(rows) != len(table.body) or any(re.search("%", cell.text) for row in rows for cell in row):
        return
    sums = [sum((value_of(row, column) or Fraction(0) for column in range(1, last)), Fraction(0)) for row in rows]
    right = [value_of(row, last) == total for row, total in zip(rows, sums, strict=True)]
    if sum(right) >= FEWEST and len(right) > FEWEST:
        return  # the rule of its rows is learnt
    for row, total, fits in zip(rows, sums, right, strict=True):
        marks = {context.source.back(*inner_of(context, cell)) for cell in row[1:]}
        if fits or (not marks & alarmed and ((any(right) and not _is_stock(row)) or _is_slip(row, total))):
            yield cell_claim(context, row[last], "sum", f"Cộng {last - 1} cột = {vn(total)}", vn(total), row[1:last], fits=fits)


def _is_stock(row: Row) -> bool:
    """Số hộ nghèo cuối năm | 120 | 98 | 98: what there is, which is never added up; the last column repeats or is below a part."""
    values = [value_of(row, column) or Fraction(0) for column in range(1, len(row))]
    return STOCK.search(label_of(row)) is not None or values[-1] in values[:-1] or values[-1] < max(values[:-1])


def _is_slip(row: Row, total: Fraction) -> bool:
    """Whether one digit, or two changed about, would make the row come out."""
    stated = value_of(row, len(row) - 1) or Fraction(0)
    off = stated - total
    values = [value_of(row, column) or Fraction(0) for column in range(1, len(row) - 1)]
    readings = [(stated, total), *((value, value + off) for value in values)]
    weight = min((chance(one, meant) for one, meant in readings if meant > 0), default=Fraction(1))
    return weight * len(readings) <= UNLIKELY


def _part_rows(context: Context, table: Table, alarmed: Marks) -> Iterator[Claim]:
    """Trong đó: nữ | 14 | 91 | 17: never more than the row it is a part of."""
    for whole, part in pairwise(table.body):
        if not PART.match(label_of(part)) or PART.match(label_of(whole)) or len(whole) != len(part):
            continue
        for column, (cell, above) in enumerate(zip(part, whole, strict=True)):
            if cell.number is None or above.number is None or not column or NOT_ADDED.search(head_of(table.heads, column)):
                continue
            if "%" in cell.text + above.text or cell.number.value <= above.number.value or cell.number.value.denominator != 1:
                continue
            if not {context.source.back(*inner_of(context, one)) for one in (cell, above)} & alarmed:
                yield _too_large(context, cell, above)


def _too_large(context: Context, cell: Cell, above: Cell) -> Claim:
    figures = [Figure("count", *inner_of(context, one), one.number.value) for one in (cell, above) if one.number]
    text = f"{cell.text} > {above.text}: một phần không thể lớn hơn tổng"
    return context.claim(inner_of(context, cell), "subset", VERDICTS["off"], text, cell.text, None, figures)
