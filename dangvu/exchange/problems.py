"""What is wrong with a workbook, a row or a cell, in words for the person who has to put it right."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One remark about one row; `rejected` tells a refusal from a warning, the row of which is taken.

    `sheet`, `row` and `column` are the workbook's own name, number and heading; a remark about the whole row has no column.
    """

    sheet: str
    row: int
    key: str
    column: str
    code: str
    message: str
    rejected: bool


def remark(sheet: str, row: int, key: str, column: str, code: str, what: str, *, rejected: bool = True) -> Problem:
    """A problem whose message begins with the place: row, and column where there is one."""
    place = f"Dòng {row}, cột “{column}”" if column else f"Dòng {row}"
    return Problem(sheet, row, key, column, code, f"{place}: {what}.", rejected)
