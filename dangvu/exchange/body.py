"""The rows below a sheet's header, read column by column; a cell that cannot be read refuses its row and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import compress
from operator import itemgetter
from typing import cast

from dangvu.exchange.closing import closing_lines, is_aside, is_counted_part, is_total
from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Header
from dangvu.exchange.memo import Fault, Key, Memo, Value
from dangvu.exchange.monthfirst import DOUBTFUL, SWAPPED, doubtful_places, seem_swapped
from dangvu.exchange.problems import remark
from dangvu.exchange.rows import Cell, R, Sheet
from dangvu.exchange.values import day, number, one_day, reference

_OF_PARTS = {"units", "localities"}
"""Sheets whose rows are what parts of the others are named after."""
_ONE_AND_ZERO = frozenset({0, 1})
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
_COLUMN_MARK = re.compile(r"[(\[]?(?:(\d{1,2})|([A-H]))[)\]]?(?: ?= ?[\d()\[\]+\-*/:x ]+)?")
_HOW_TO_WRITE = re.compile(r"\(?(?:d{1,2}[/.\-]m{1,2}[/.\-]y{2,4}|ngày[/,. ]+tháng[/,. ]+năm)\)?", re.IGNORECASE)


class Body:
    """Rows with content of one sheet, with the faults found in them so far."""

    def __init__(self, name: str, header: Header, first: int, cells: list[list[Cell]], key: str, *, since_1904: bool = False) -> None:
        self.name = name
        self.notes: list[str] = []
        self.read_day = partial(day, since_1904=since_1904)
        self.columns = header.columns
        self.headings = header.texts
        self._first = first
        self._cells = cells
        below = range(header.place + 1, len(cells))
        skipped = self._without_content(cells, header, key)
        used = self.columns.values()
        said = {place for place in skipped if place > header.place + 1 and any(tidy(cells[place][column]) for column in used)}
        closing = closing_lines(cells, header, skipped - said, key)
        skipped.update(closing)
        self.left_out = sorted(first + place for place in said.union(closing) if cells[place] != cells[header.place])
        self._kept = [place for place in below if place not in skipped] if skipped else below
        self._rows = [cells[place] for place in self._kept]
        self.numbers = [first + place for place in self._kept]
        self._faults: dict[int, list[tuple[str, Fault]]] = defaultdict(list)
        self.keys = [key if isinstance(key, str) else "" for key in self.take(key, Memo(number))]

    def _without_content(self, cells: list[list[Cell]], header: Header, key: str) -> set[int]:
        """Empty rows, rows that number or explain the columns, headings printed again on a later page, sums and titles of a part."""
        used = sorted(self.columns.values())
        column = self.columns[key]
        heading = cells[header.place][column]
        skipped = set()
        for place in range(header.place + 1, len(cells)):
            cell = cells[place][column]
            if cell == heading or (isinstance(cell, str) and (not cell or " " in cell or cell.isspace())):
                row = cells[place]
                part = header.kind not in _OF_PARTS and is_counted_part(row)
                if part or row == cells[header.place] or is_total(row) or is_aside(row, used, column):
                    skipped.add(place)
        following = header.place + 1
        if following < len(cells):
            texts = [tidy(cells[following][column]) for column in used]
            if _numbers_columns(texts) or _marks_columns(cells[following]) or any(map(_HOW_TO_WRITE.fullmatch, texts)):
                skipped.add(following)
        return skipped

    def cells(self, field: str) -> list[Cell]:
        """The cells of a field's column as they stand; empty text where the sheet has no such column.

        True and False become their names, for a memory of cells would take them for 1 and 0. A day in three columns becomes one text.
        """
        if f"{field}/year" in self.columns:
            return list(map(one_day, *(self._column(part) for part in (field, f"{field}/month", f"{field}/year"))))
        return self._column(field)

    def _column(self, field: str) -> list[Cell]:
        column = self.columns.get(field)
        if column is None:
            return [""] * len(self._rows)
        cells = list(map(itemgetter(column), self._rows))
        if _ONE_AND_ZERO.isdisjoint(cells):
            return cells
        return [str(cell) if isinstance(cell, bool) else cell for cell in cells]

    def take(self, field: str, memo: Memo[Cell, Value]) -> list[Value]:
        """The values of a field; where a cell cannot be read the fault is kept and the row will be left out."""
        return self.understand(field, self.cells(field), memo)

    def days(self, field: str, memo: Memo[Cell, date | None]) -> list[date | None]:
        """The days of a field; where its column puts the month first, those that could be read either way are faults too."""
        cells = self.cells(field)
        values = self.understand(field, cells, memo)
        for place in doubtful_places(cells) if memo.faults else ():
            self.fault(place, field, DOUBTFUL)
        if seem_swapped(cells):
            self.notes.append(f"Trang tính “{self.name}”, cột “{self.heading(field)}”: {SWAPPED}.")
        return values

    def understand(self, field: str, cells: Iterable[Key], memo: Memo[Key, Value]) -> list[Value]:
        """The values of cells, or of combined cells, whose faults belong to a field."""
        values = list(map(memo.__getitem__, cells))
        if memo.faults:
            for place, value in enumerate(values):
                if isinstance(value, Fault):
                    self.fault(place, field, value)
        return cast("list[Value]", values)

    def codes(self, field: str) -> list[str]:
        """Codes of units or places that rows name; a zero names none, unless something in the sheet has it as its code."""
        codes = self.take(field, Memo(reference))
        return codes if "0" in self.keys else ["" if code == "0" else code for code in codes]

    def need(self, field: str, values: Sequence[object], fault: Fault) -> None:
        """Refuse the rows in which a needed value is empty text or none."""
        for place, value in enumerate(values):
            if (value is None or value == "") and all(name != field for name, _ in self._faults.get(place, ())):
                self.fault(place, field, fault)

    def fault(self, place: int, field: str, fault: Fault) -> None:
        """Refuse a row because of a cell."""
        self._faults[place].append((field, fault))

    def heading(self, field: str) -> str:
        """The heading of a field as the workbook has it."""
        column = self.columns.get(field)
        return self.headings[column] if column is not None else ""

    def build(self, make: Callable[[Iterable[object]], R], *columns: Sequence[object]) -> list[R]:
        """The rows of which every cell could be read; their number comes first."""
        rows = zip(self.numbers, *columns, strict=True)
        if self._faults:
            return list(map(make, compress(rows, [place not in self._faults for place in range(len(self.numbers))])))
        return list(map(make, rows))

    def readable(self, values: Sequence[Value]) -> list[Value]:
        """The part of a column that stands in rows without fault."""
        return [value for place, value in enumerate(values) if place not in self._faults]

    def sheet(self, rows: list[R], days: Sequence[date | None] = ()) -> Sheet[R]:
        """The finished sheet, with a problem for every fault; `days` tell rows of one number apart."""
        unread = {self.numbers[place]: self.keys[place] for place in self._faults}
        problems = [
            remark(self.name, self.numbers[place], self.keys[place], self.heading(field), fault.code, fault.message)
            for place, faults in sorted(self._faults.items())
            for field, fault in faults
        ]
        readable = {self.numbers[place]: days[place] for place in self._faults} if days else {}
        unread_days: dict[int, tuple[date, ...]] = {row: (day,) for row, day in readable.items() if isinstance(day, date)}
        return Sheet(self.name, self.headings, self.columns, self._first, self._cells, rows, unread, unread_days, problems)


def _numbers_columns(texts: Sequence[str]) -> bool:
    """A row such as (1) (2) (3), which forms put below their headings."""
    numbers = [found[1] for found in map(_COLUMN_NUMBER.fullmatch, texts) if found]
    return len(numbers) == len(texts) >= 3 and all(int(a) < int(b) for a, b in zip(numbers, numbers[1:], strict=False))


def _marks_columns(row: Sequence[Cell]) -> bool:
    """A row such as A, B, 1, 2, (3) = (1) + (2): letters first, then every number up from 1."""
    marks = [_COLUMN_MARK.fullmatch(text) for text in map(tidy, row) if text]
    letters = [mark[2] for mark in marks if mark and mark[2]]
    numbers = [mark[1] for mark in marks if mark and mark[1]]
    return len(marks) >= 3 and letters + numbers == [*"ABCDEFGH"[: len(letters)], *map(str, range(1, len(marks) - len(letters) + 1))]
