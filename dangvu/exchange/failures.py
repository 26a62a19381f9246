"""Cells whose formula failed: a reader leaves them empty, so what they say is put back where a row would lose something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

from dangvu.exchange.folding import shown
from dangvu.exchange.header import Header
from dangvu.exchange.rows import Cell
from dangvu.filegate.refused import damaged
from dangvu.filegate.seen import Errors, Seen

_FAILED = re.compile(
    r"\s*(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)|Err:\d{3})\s*", re.IGNORECASE
)


def says_failed(cell: object) -> bool:
    """Whether a text is what a program shows where a formula failed or a column is too narrow."""
    return isinstance(cell, str) and _FAILED.fullmatch(cell) is not None


def failed_formula(cell: object) -> str:
    """What is said of such a text."""
    return f"ô báo lỗi công thức {shown(str(cell))} nên không có giá trị; hãy sửa công thức hoặc gõ thẳng giá trị"


def with_errors(workbook: CalamineWorkbook, seen: Seen) -> Iterator[tuple[SheetMetadata, Errors]]:
    """The sheets of a workbook with their failed formulas; `Refused` where the gate has counted other sheets than the reader."""
    if len(seen.errors) != len(workbook.sheets_metadata):
        raise damaged()
    return zip(workbook.sheets_metadata, seen.errors, strict=True)


def places_of(errors: Errors, sheet: CalamineSheet, cells: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, str]]:
    """Place, column and text of each failed formula among the cells as they are read, which end with the last value."""
    top, left = sheet.start or (0, 0)
    for (row, column), text in errors.items():
        place, at = row - 1 - top, column - 1 - left
        if 0 <= place < len(cells) and 0 <= at < len(cells[place]):
            yield place, at, text


def put_back(cells: list[list[Cell]], header: Header, failed: Iterable[tuple[int, int, str]], key: str) -> None:
    """Write failed formulas into the cells below a header.

    A row that says nothing else in any column that is used is one to which formulas were filled down; it stays empty.
    """
    used, number = set(header.columns.values()), header.columns[key]
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for place, at, text in failed:
        if place > header.place and at in used:
            rows[place][at] = text
    for place, texts in rows.items():
        row = cells[place]
        if number in texts or any(row[column] != "" for column in used):
            for column, text in texts.items():
                row[column] = text
