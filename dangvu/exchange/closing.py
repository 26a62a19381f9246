"""The lines of a list that are no rows of it: titles of its parts, sums, and below it place and day and the names of those who sign."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from dangvu.exchange.folding import tidy
from dangvu.exchange.header import Header
from dangvu.exchange.headings import KINDS
from dangvu.exchange.rows import Cell

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|cộng dồn|cộng (?:chi bộ|đảng bộ|toàn|ấp|khóm|xã|huyện))\b.*"
    r"|(?:cộng|tổng|toàn (?:tỉnh|huyện|xã|đảng bộ))[\s:.\d]*"
)
_MOST = 30
"""Lines below a list; where more would have to be left out, the rows are faulty and nothing is left out."""


def is_total(row: Sequence[Cell]) -> bool:
    """Whether the first words of a row announce a sum."""
    first = next((cell for cell in row if isinstance(cell, str) and cell and not cell.isspace()), "")
    return _TOTAL.fullmatch(tidy(first).lower()) is not None


def is_aside(row: Sequence[Cell], used: Iterable[int], key: int) -> bool:
    """Whether a row says nothing, or one thing that is no number of a row: the title of a part, with its own number before it at most."""
    said = [column for column in used if row[column] != "" and tidy(row[column])]
    if not said:
        return True
    text = tidy(row[said[0]])
    return len(said) == 1 and isinstance(row[said[0]], str) and (said[0] != key or " " in text) and sum(cell != "" for cell in row) <= 2


_PART = re.compile(
    r"(?:(?:[ivxlc]+|[a-h]|\d{1,3})[.)\-/ ]+)?"
    r"(?:chi bộ|đảng bộ|đảng ủy|khối|cơ quan|ấp|khóm|thôn|bản|khu phố|tổ dân phố|xã|phường|thị trấn|huyện|thành phố|thị xã|tỉnh)\b.*"
)
_COUNTED = re.compile(r"(?:(?:tổng|cộng|tổng số|có)[: ]+)?\d{1,5}(?: (?:đảng viên|đv|đồng chí|đ/c|người|chi bộ|cb|tổ chức|hộ))?")
_MOST_IN_PART = 100_000


def is_counted_part(row: Sequence[Cell]) -> bool:
    """Whether a row is the title of a part, a unit or a place by name, beside nothing but how many belong to it and its own number."""
    said = [cell for cell in row if cell != "" and tidy(cell)]
    *before, last = said or [""]
    name = next((cell for cell in before if isinstance(cell, str) and " " in cell.strip()), "")
    if not name or len(said) > 3 or not _PART.fullmatch(tidy(name).lower()):
        return False
    number = isinstance(last, float) and last.is_integer() and 0 <= last < _MOST_IN_PART
    return number or (isinstance(last, str) and _COUNTED.fullmatch(tidy(last).lower()) is not None)


def closing_lines(cells: list[list[Cell]], header: Header, empty: Container[int], key: str) -> list[int]:
    """Places of the lines that close a list: the first is a total or follows an empty row, none has a number and most of what a row needs.

    `empty` are the places that hold nothing.
    """
    column = header.columns[key]
    needed = [[header.columns[field] for field in fields if field in header.columns] for fields in KINDS[header.kind].needed]

    def may_close(row: Sequence[Cell]) -> bool:
        number = tidy(row[column])
        if (number and " " not in number) or number.isdigit():
            return is_total(row)
        filled = sum(any(tidy(row[one]) for one in columns) for columns in needed)
        return is_total(row) or filled * 2 <= len(needed)

    found: list[int] = []
    for place in range(len(cells) - 1, header.place, -1):
        if place in empty:
            continue
        if not may_close(cells[place]):
            break
        found.append(place)
        if len(found) > _MOST:
            return []
    found.reverse()
    starts = (n for n, place in enumerate(found) if place - 1 in empty or is_total(cells[place]))
    return found[next(starts, len(found)) :]
