"""How much a sheet would take in memory: the rectangle that holds its content, and its shared strings written out.

A reader lays a sheet out as a full rectangle, so two cells far apart are as costly as all those between them, and writes a
shared string out for every cell that names it. Both are found without parsing: what is usual is passed over quickly, and a
sheet with anything unusual is gone through again tag by tag.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import starmap
from typing import NamedTuple

from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused, damaged, too_large

_DIMENSION = re.compile(rb"""<(?:\w{1,32}:)?dimension\s[^>]{0,200}?ref\s*=\s*["']([A-Za-z]{1,9})(\d{1,9}):([A-Za-z]{1,9})(\d{1,9})["']""")
_BEYOND_WIDE = re.compile(rb'<c(?! r="[A-C]?[A-Z]\d{1,5}")[\s/>]')
"""A cell outside A1:CZ99999, or written in an unusual way."""
_BEYOND_LONG = re.compile(rb'<c(?! r="[A-Z](?:\d{1,5}|[1-3]\d{5})")[\s/>]')
"""A cell outside A1:Z399999, or written in an unusual way."""
_PREFIXED_CELL = re.compile(rb":c[\s/>]")


class _Tags(NamedTuple):
    """Patterns of the tags of a sheet, without or with a namespace's prefix; cells are those with content."""

    column: re.Pattern[bytes]
    row: re.Pattern[bytes]
    other_cell: re.Pattern[bytes]
    row_start: re.Pattern[bytes]
    row_end: re.Pattern[bytes]


def _tags(prefix: bytes) -> _Tags:
    patterns = (
        rb'<%bc r="([A-Z]{1,9})\d{1,9}"[^>]*(?<!/)>',
        rb'<%bc r="[A-Z]{1,9}(\d{1,9})"[^>]*(?<!/)>',
        rb'<%bc(?! r="[A-Z]{1,9}\d{1,9}")(?=[\s/>])([^>]*)(?<!/)>',
        rb"<%brow(?=[\s/>])([^>]*)>",
        rb"</%brow\s*>",
    )
    return _Tags(*(re.compile(pattern % prefix) for pattern in patterns))


_BARE, _PREFIXED = _tags(b""), _tags(rb"(?:\w{1,32}:)?")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\$?([A-Za-z]{0,9})\$?(\d{1,9})["']""")
_VALUE = re.compile(rb"v(?:\s[^>]*)?>([^<]*)")
_STRING = re.compile(rb"<(?:\w{1,32}:)?si[\s/>]")
_STRING_END = re.compile(rb"</(?:\w{1,32}:)?si\s*>|<(?:\w{1,32}:)?si\s*/>")
_FORMULA = re.compile(rb"<(?:\w{1,32}:)?f(?:\s[^>]*)?>([^<]*)")


@dataclass
class Strings:
    """Lengths in bytes of the shared strings, markup included."""

    lengths: array[int] = field(default_factory=lambda: array("I"))

    def read(self, pieces: Iterable[bytes], limits: Limits) -> None:
        """Take the lengths from the table of shared strings."""
        total = carried = 0
        for piece in pieces:
            if not total and (opening := _STRING.search(piece)):
                carried = -opening.start()
            total += len(piece)
            *ended, rest = _strings_of(piece)
            if ended:
                ended[0] = max(ended[0] + carried, 0)
                carried = 0
            self.lengths.extend(ended)
            carried += rest
            if total > limits.strings or len(self.lengths) > limits.string_count:
                raise too_large("có bảng chữ lớn bất thường")
            if max(carried, *ended, 0) > limits.string:
                raise too_large("có ô chữ dài bất thường")

    def longest(self) -> int:
        """Length of the longest string."""
        return max(self.lengths, default=0)

    def spent(self, pieces: Iterable[bytes]) -> int:
        """Bytes of the strings that the cells of a sheet name; every whole number counts as naming one."""
        spent = 0
        for piece in pieces:
            named = Counter(_VALUE.findall(piece)).items()
            numbers = ((int(value), times) for value, times in named if value.isdigit() and len(value) < 9)
            spent += sum(self.lengths[number] * times for number, times in numbers if number < len(self.lengths))
        return spent


def _strings_of(piece: bytes) -> list[int]:
    """Lengths of the strings that end in a piece, and of what is left at its end."""
    if b"<si/" in piece or b":si" in piece or b"</si " in piece:
        return list(map(len, _STRING_END.split(piece)))
    return list(map(len, piece.split(b"</si>")))


def look_over(pieces: Callable[[], Iterator[bytes]], limits: Limits, *, count: bool) -> tuple[int, bool]:
    """Judge a sheet; tell at most how many values it has where they are to be counted, and whether formulas in it may have failed."""
    usual, values, failed = True, 0, False
    for number, piece in enumerate(pieces()):
        if number == 0:
            _judge_dimension(piece, limits)
        if usual and _beyond(_BEYOND_WIDE, piece):
            usual = False
            if any(_beyond(_BEYOND_LONG, other) for other in pieces()):
                measure(pieces(), limits)
        if count:
            values += piece.count(b"</v") + (piece.count(b":v") if b":" in piece else 0)
        if b"|" in piece:
            _judge_formulas(piece)
        failed = failed or may_hold_errors(piece)
    return values, failed or not usual


def may_hold_errors(piece: bytes) -> bool:
    """Whether anything in a piece could mark a cell whose formula failed; quick, and seldom wrong."""
    return b'"e"' in piece or (b"'" in piece and b"'e'" in piece)


def _beyond(bound: re.Pattern[bytes], piece: bytes) -> bool:
    return (b":" in piece and _PREFIXED_CELL.search(piece) is not None) or bound.search(piece) is not None


def _judge_dimension(head: bytes, limits: Limits) -> None:
    found = _DIMENSION.search(head)
    if found is None:
        return
    left, top, right, bottom = found.groups()
    columns, rows = column_number(right) - column_number(left) + 1, int(bottom) - int(top) + 1
    if columns * rows > limits.declared_cells:
        raise too_large(f"khai một trang tính {rows} dòng × {columns} cột")


def _judge_formulas(piece: bytes) -> None:
    for formula in _FORMULA.findall(piece):
        if b"|" in formula and b"!" in formula:
            raise Refused(
                "dde",
                "Có công thức gọi chương trình khác (DDE), có thể chạy lệnh trên máy người mở tệp; hãy xóa công thức đó, chỉ giữ giá trị.",
            )


def measure(pieces: Iterable[bytes], limits: Limits) -> None:
    """Go through all cells of a sheet; raises Refused where their rectangle is too large."""
    extent = _Extent()
    for piece in pieces:
        extent.take(piece)
        columns, rows = extent.rectangle()
        if columns > limits.columns:
            raise too_large(f"có trang tính rộng {columns} cột")
        if extent.others > limits.unusual_cells or extent.rows > limits.rows:
            raise too_large("có trang tính nhiều dòng hoặc ô bất thường")
        if columns * rows > limits.cells:
            raise too_large(f"có trang tính trải trên {rows} dòng × {columns} cột")


@dataclass
class _Extent:
    """Where the cells with content of a sheet reach; one without a reference stands right of the one before."""

    row: int = 0
    column: int = 0
    rows: int = 0
    row_named: int = 0
    others: int = 0
    """Cells written in an unusual way."""
    unplaced: int = 0
    """At most how many cells without reference one row has."""
    _unplaced_here: int = 0

    def rectangle(self) -> tuple[int, int]:
        """Columns and rows at most."""
        return self.column + self.unplaced, max(self.row, self.row_named + self.rows if self.unplaced else 0)

    def take(self, piece: bytes) -> None:
        """Go on with the next piece of the sheet."""
        tags = _PREFIXED if b":" in piece else _BARE
        rows = tags.row_start.findall(piece)
        self.rows += len(rows)
        for tag in set(rows):
            found = _REFERENCE.search(tag)
            self.row_named = max(self.row_named, int(found[2]) if found else 0)
        self.row = max(self.row, max(map(int, set(tags.row.findall(piece))), default=0))
        self.column = max(self.column, max(map(column_number, set(tags.column.findall(piece))), default=0))
        unplaced = sum(starmap(self._take_cells, Counter(tags.other_cell.findall(piece)).items()))
        for number, part in enumerate(tags.row_end.split(piece) if unplaced or self._unplaced_here else ()):
            here = part.count(b"<c") + (part.count(b":c") if b":" in part else 0)
            self._unplaced_here = here if number else self._unplaced_here + here
            self.unplaced = max(self.unplaced, self._unplaced_here)

    def _take_cells(self, tag: bytes, times: int) -> int:
        """How many of these cells have no reference."""
        if tag.count(b'"') % 2 or tag.count(b"'") % 2:
            raise damaged()
        self.others += times
        found = _REFERENCE.search(tag)
        if found is None or not found[1]:
            return times
        self.column = max(self.column, column_number(found[1]))
        self.row = max(self.row, int(found[2]))
        return 0


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
