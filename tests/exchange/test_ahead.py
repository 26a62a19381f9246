"""Sheets read two at a time come in their own order, from a workbook that each reader opens for itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, WorksheetNotFound
from xlsxwriter import Workbook

from dangvu.exchange.ahead import READERS, sheets_of

NAMES = [f"Trang {number}" for number in range(7)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Seven sheets, the first by far the longest."""
    path = tmp_path / "sổ.xlsx"
    with Workbook(path) as workbook:
        for number, name in enumerate(NAMES):
            sheet = workbook.add_worksheet(name)
            for row in range(3000 if number == 0 else 3):
                sheet.write_row(row, 0, [name, row])
    return path


def test_every_sheet_comes_in_the_order_asked_for_however_long_it_is(file: Path) -> None:
    found = [sheet.to_python()[0][0] for sheet in sheets_of(lambda: CalamineWorkbook.from_path(file), NAMES)]
    assert found == NAMES


def test_the_workbook_is_opened_once_by_each_reader_and_not_by_each_sheet(file: Path) -> None:
    opened: list[CalamineWorkbook] = []

    def workbook() -> CalamineWorkbook:
        opened.append(CalamineWorkbook.from_path(file))
        return opened[-1]

    assert len(list(sheets_of(workbook, NAMES))) == len(NAMES)
    assert 1 <= len(opened) <= READERS


def test_what_a_reader_refuses_is_raised_where_the_sheet_is_taken(file: Path) -> None:
    sheets: Iterator[object] = sheets_of(lambda: CalamineWorkbook.from_path(file), [NAMES[1], "không có"])
    next(sheets)
    with pytest.raises(WorksheetNotFound):
        next(sheets)
