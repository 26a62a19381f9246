"""The workbook of rows that were not taken: as they came, with the cells to be corrected marked and what to do about each.

It can be corrected and handed in again: headings and cut-off stand where they are looked for, the added columns are ignored.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvu.exchange.known import Checked
from dangvu.exchange.problems import Problem
from dangvu.exchange.rows import Cell, Sheet, Sheets

_VALUES_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_AROUND_NAMES = "' "
_LONGEST_NAME = 31
_LONGEST = 32_767
_WRONG = "#ffd9d9"
_LOOKS: dict[str, dict[str, object]] = {"": {}, "day": {"num_format": "dd/mm/yyyy"}, "quoted": {"quote_prefix": True}}


def write_refused(path: Path, sheets: Sheets, checked: Checked) -> None:
    """Write the refused rows of every sheet that has any; only values are written, nothing that a program could calculate.

    Raises OSError where the file cannot be written.
    """
    try:
        _write(path, sheets, checked)
    except FileCreateError as error:
        cause: OSError = error.args[0]
        raise OSError(cause.errno, cause.strerror, str(path)) from error


def _write(path: Path, sheets: Sheets, checked: Checked) -> None:
    with Workbook(path, _VALUES_ONLY | {"date_1904": sheets.since_1904}) as book:
        page = _Page(book, sheets.cut_off)
        every: tuple[Sheet[Any] | None, ...] = (sheets.units, sheets.localities, sheets.members, sheets.movements, sheets.meetings)
        for sheet in filter(None, every):
            if checked.refused.get(sheet.name):
                page.write(sheet, sorted(checked.refused[sheet.name]), checked.problems)
        if not book.worksheets():
            book.add_worksheet("Kết quả").write_string(0, 0, "Không có dòng nào bị trả lại.")


def _allowed(name: str, mark: str) -> str:
    """A sheet's name without what is forbidden in it or around it, cut to the length allowed in UTF-16, before a mark."""
    bare = _NOT_IN_NAMES.sub(" ", name).strip(_AROUND_NAMES).encode("utf-16-le")[: 2 * (_LONGEST_NAME - len(mark))]
    return (bare.decode("utf-16-le", "ignore").strip(_AROUND_NAMES) or "Trang") + mark


class _Page:
    def __init__(self, book: Workbook, cut_off: date | None) -> None:
        self._book = book
        self._cut_off = cut_off
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._note = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats: dict[tuple[str, bool], Format] = {}

    def write(self, sheet: Sheet[Any], rows: Iterable[int], problems: Iterable[Problem]) -> None:
        found: dict[int, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.sheet == sheet.name and problem.rejected:
                found[problem.row].append(problem)
        page = self._book.add_worksheet(self._free_name(sheet.name))
        if day := sheet.day or self._cut_off:
            page.write_string(0, 0, f"Thời điểm chốt số liệu: {day:%d/%m/%Y}")
        last = len(sheet.headings) + 1
        for column, heading in enumerate(("Dòng", *sheet.headings, "Cần sửa")):
            page.write_string(2, column, heading, self._bold)
        page.set_column(1, last - 1, 16)
        page.set_column(last, last, 80)
        page.freeze_panes(3, 0)
        for line, row in enumerate(rows, 3):
            self._write_row(page, line, row, sheet, found[row])

    def _free_name(self, name: str) -> str:
        """A name that a workbook allows; one that another sheet has, capitals apart, is numbered."""
        taken = {page.name.lower() for page in self._book.worksheets()}
        marks = chain([""], (f" ({number})" for number in count(2)))
        return next(found for found in (_allowed(name, mark) for mark in marks) if found.lower() not in taken)

    def _write_row(self, page: Worksheet, line: int, row: int, sheet: Sheet[Any], problems: list[Problem]) -> None:
        wrong: dict[int, list[str]] = defaultdict(list)
        for problem in problems:
            if problem.column in sheet.headings:
                wrong[sheet.headings.index(problem.column)].append(problem.message)
        page.write_number(line, 0, row)
        for column, cell in enumerate(sheet.cells[row - sheet.first]):
            if cell != "" or column in wrong:
                self._write_cell(page, line, column + 1, cell, marked=column in wrong)
            if column in wrong:
                page.write_comment(line, column + 1, "\n".join(wrong[column]), {"author": "", "x_scale": 2})
        page.write_string(line, len(sheet.headings) + 1, "\n".join(problem.message for problem in problems)[:_LONGEST], self._note)

    def _write_cell(self, page: Worksheet, line: int, column: int, cell: Cell, *, marked: bool) -> None:
        if isinstance(cell, bool):
            page.write_boolean(line, column, cell, self._format("", marked=marked))
        elif isinstance(cell, float):
            page.write_number(line, column, cell, self._format("", marked=marked))
        elif isinstance(cell, date) and cell.year >= 1900:
            page.write_datetime(line, column, cell, self._format("day", marked=marked))
        elif cell == "":
            page.write_blank(line, column, None, self._format("", marked=marked))
        else:
            text = str(cell)[:_LONGEST]
            page.write_string(line, column, text, self._format("quoted" if text.startswith(_LOOKS_LIKE_FORMULA) else "", marked=marked))

    def _format(self, kind: str, *, marked: bool) -> Format:
        """One format per kind of cell and mark; text that looks like a formula is quoted, so that editing it keeps it text."""
        if (kind, marked) not in self._formats:
            looks = _LOOKS[kind] | ({"bg_color": _WRONG} if marked else {})
            self._formats[kind, marked] = self._book.add_format(looks)
        return self._formats[kind, marked]
