"""How much a sheet would take in memory: the rectangle that holds its content, and its shared strings written out.

A reader lays a sheet out as a full rectangle, so two cells far apart are as costly as all those between them, and writes a
shared string out for every cell that names it. Both are found without parsing: what is usual is passed over quickly, and a
sheet with anything unusual is gone through again tag by tag.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dangvu.filegate.limits import MIB, Limits
from dangvu.filegate.refused import Refused, damaged, too_large

_DIMENSION = re.compile(rb"""<(?:\w{1,32}:)?dimension\s[^>]{0,200}?ref\s*=\s*["']([A-Za-z]{1,9})(\d{1,9}):([A-Za-z]{1,9})(\d{1,9})["']""")
_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")[\s/>]')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_USUAL_COLUMN = re.compile(rb'<c r="([A-Z]{1,9})\d{1,9}"[^>]*(?<!/)>')
_USUAL_ROW = re.compile(rb'<c r="[A-Z]{1,9}(\d{1,9})"[^>]*(?<!/)>')
_OTHER_CELL = re.compile(rb'<(?:\w{1,32}:)?c(?! r="[A-Z]{1,9}\d{1,9}")(?=[\s/>])([^>]*)>')
_ROW = re.compile(rb"<(?:\w{1,32}:)?row(?=[\s/>])([^>]*)>")
_ROW_END = re.compile(rb"</(?:\w{1,32}:)?row\s*>")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\$?([A-Za-z]{0,9})\$?(\d{1,9})["']""")
_VALUE = re.compile(rb"v(?:\s[^>]*)?>([^<]*)")
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
            total += len(piece)
            if total > limits.strings:
                raise too_large(f"có bảng chữ lớn hơn {limits.strings // MIB} MB")
            first, *others = map(len, _STRING_END.split(piece))
            for length in others:
                self.lengths.append(carried + first)
                carried, first = 0, length
            carried += first
            if carried > limits.string or max(self.lengths[-len(others) :], default=0) > limits.string:
                raise too_large("có ô chữ dài bất thường")

    def longest(self) -> int:
        """Length of the longest string."""
        return max(self.lengths, default=0)

    def spent(self, pieces: Iterable[bytes]) -> int:
        """Bytes of the strings that the cells of a sheet name; every whole number counts as naming one."""
        named = Counter(value for piece in pieces for value in _VALUE.findall(piece) if value.isdigit() and len(value) < 9)
        return sum(self.lengths[int(value)] * times for value, times in named.items() if int(value) < len(self.lengths))


@dataclass
class Look:
    """What a quick look over a sheet tells: whether anything in it is unusual, and at most how many values it has."""

    unusual: bool = False
    values: int = 0


def look_over(pieces: Iterable[bytes], limits: Limits, *, count: bool) -> Look:
    """A quick look; a sheet that passes it as usual has at most 26 columns and 99,999 rows. Values are counted where asked."""
    look = Look()
    for number, piece in enumerate(pieces):
        if number == 0:
            _judge_dimension(piece, limits)
        if not look.unusual:
            look.unusual = (b":" in piece and _PREFIXED_CELL.search(piece) is not None) or _UNUSUAL_CELL.search(piece) is not None
        if count:
            look.values += piece.count(b"</v") + (piece.count(b":v") if b":" in piece else 0)
        if b"|" in piece:
            _judge_formulas(piece)
    return look


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
    """Go through the cells of an unusual sheet one by one; raises Refused where their rectangle is too large."""
    extent = _Extent()
    for piece in pieces:
        extent.take(piece)
        columns, rows = extent.rectangle()
        if columns > limits.columns:
            raise too_large(f"có trang tính rộng {columns} cột")
        if columns * rows > limits.cells:
            raise too_large(f"có trang tính trải trên {rows} dòng × {columns} cột")


@dataclass
class _Extent:
    """Where the cells with content of a sheet reach; one without a reference stands right of the one before."""

    row: int = 0
    column: int = 0
    rows: int = 0
    row_named: int = 0
    unplaced: int = 0
    """The most cells without reference in one row."""
    _unplaced_here: int = 0

    def rectangle(self) -> tuple[int, int]:
        """Columns and rows at most."""
        return self.column + self.unplaced, max(self.row, self.row_named + self.rows if self.unplaced else 0)

    def take(self, piece: bytes) -> None:
        """Go on with the next piece of the sheet."""
        for tag in _ROW.findall(piece):
            self.rows += 1
            found = _REFERENCE.search(tag)
            self.row_named = max(self.row_named, int(found[2]) if found else 0)
        self.row = max(self.row, max(map(int, set(_USUAL_ROW.findall(piece))), default=0))
        self.column = max(self.column, max(map(column_number, set(_USUAL_COLUMN.findall(piece))), default=0))
        if _OTHER_CELL.search(piece):
            self._take_others(piece)
        elif _ROW_END.search(piece):
            self._unplaced_here = 0

    def _take_others(self, piece: bytes) -> None:
        for number, part in enumerate(_ROW_END.split(piece)):
            if number:
                self._unplaced_here = 0
            for tag in _OTHER_CELL.findall(part):
                self._take_cell(tag)
            self.unplaced = max(self.unplaced, self._unplaced_here)

    def _take_cell(self, tag: bytes) -> None:
        if tag.count(b'"') % 2 or tag.count(b"'") % 2:
            raise damaged()
        if tag.endswith(b"/"):
            return
        found = _REFERENCE.search(tag)
        if found and found[1]:
            self.column = max(self.column, column_number(found[1]))
            self.row = max(self.row, int(found[2]))
        else:
            self._unplaced_here += 1


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
