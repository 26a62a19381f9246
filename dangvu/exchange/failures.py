"""Cells whose formula failed: a reader leaves them empty, so what they say is put back where a row would lose something."""

from __future__ import annotations

import re
from collections import defaultdict

from dangvu.exchange.header import Header
from dangvu.exchange.rows import Cell
from dangvu.filegate.seen import Errors

_FAILED = re.compile(
    r"\s*(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)|Err:\d{3})\s*", re.IGNORECASE
)


def says_failed(cell: object) -> bool:
    """Whether a text is what a program shows where a formula failed or a column is too narrow."""
    return isinstance(cell, str) and _FAILED.fullmatch(cell) is not None


def put_back(cells: list[list[Cell]], header: Header, errors: Errors, start: tuple[int, int], key: str) -> None:
    """Write failed formulas into the cells below a header; `start` is the place of the first cell in the sheet.

    A row that says nothing else in any column that is used is one to which formulas were filled down; it stays empty.
    """
    used, number = set(header.columns.values()), header.columns[key]
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in errors.items():
        place, at = row - 1 - start[0], column - 1 - start[1]
        if place > header.place and at in used:
            rows[place][at] = text
    for place, failed in rows.items():
        texts = cells[place]
        if number in failed or any(texts[column] != "" for column in used):
            for column, text in failed.items():
                texts[column] = text
