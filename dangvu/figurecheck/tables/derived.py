"""The ways a column of a table may follow from others, as its heading allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product

from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.numbers import Numeral

RATE = re.compile(r"%|tỷ lệ|tỉ lệ")
TOTAL_COLUMN = re.compile(r"tổng|cộng|chung")
AVERAGE = re.compile(r"bình quân|trung bình|/ ?(?:chi|hộ|người|lớp|xã|thôn|đơn vị|tháng|năm|đồng chí)")
PRODUCT = re.compile(r"sản lượng|thành tiền|tổng (?:số )?tiền|giá trị|doanh thu|kinh phí|tổng (?:chi phí|vốn)")
SCALES = tuple(Fraction(1, 10**power) for power in (0, 1, 2, 3, 6)) + (Fraction(10), Fraction(1000))
GAP = re.compile(r"tăng|giảm|chênh|lệch|\+\s?/\s?-|so sánh")
GRADE, GRADES = re.compile(r"\W*trung bình\W*"), re.compile(r"^\W*(?:loại |xếp loại )?(?:xuất sắc|giỏi|tốt|khá|yếu|kém)\b")
TELLING = 20
"""Rows of smaller numbers add up by chance."""
NOT_ADDED = re.compile(
    r"%|tỷ lệ|tỉ lệ|bình quân|trung bình|điểm|\bnăm sinh|so sánh|so với|^\W*(?:stt|tt|số tt)\W*$|^\W*(?:kết quả |"
    r"mức )?xếp loại\W*$|thứ hạng|hạng"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its number, if it is nothing but one."""

    start: int
    end: int
    text: str
    number: Numeral | None


Row = list[Cell]
Rule = tuple[str, str, tuple[int, ...], Callable[[list[Fraction]], Fraction | None]]


def head_of(heads: list[Row], column: int) -> str:
    """The words above a column."""
    return " ".join(row[column].text for row in heads if column < len(row))


def value_of(row: Row, column: int) -> Fraction | None:
    """The number of a cell; an empty cell or a dash is nought."""
    if column >= len(row):
        return None
    cell = row[column]
    if cell.number is not None:
        other = cell.number.other
        return other if other is not None and cell.number.value.denominator != 1 and other.denominator == 1 else cell.number.value
    return Fraction(0) if cell.text in ("", "-", "0") else None


def rules(heads: list[Row], column: int, width: int, whole: Row | None, sums: dict[int, Fraction]) -> Iterator[Rule]:
    """The ways a column may follow from others, as its heading allows; `sums` are those of the columns of a table without a total row."""
    head = head_of(heads, column)
    others = [c for c in range(width) if c != column]
    if RATE.search(head):
        yield from _rates(others, whole)
        yield from (("share", "Tỷ lệ trong tổng các dòng", (x,), _of(total)) for x, total in sums.items() if x != column)
        return
    if GRADE.fullmatch(head) and any(GRADES.search(head_of(heads, place)) for place in others):
        return  # Tốt | Khá | Trung bình: a grade and no mean
    if AVERAGE.search(head):
        yield from (("average", "Bình quân", pair, lambda v: v[0] / v[1] if v[1] else None) for pair in permutations(others, 2))
    elif TOTAL_COLUMN.search(head):
        yield from (("sum", "Cộng", sources, lambda v: sum(v, Fraction(0))) for sources in _stretches(heads, column, width))
    elif GAP.search(head):
        yield from (("difference", "Hiệu", pair, lambda v: v[0] - v[1]) for pair in _later_first(others))
    elif not NOT_ADDED.search(head):
        yield from _divided_behind(heads, column, width)
    if PRODUCT.search(head):
        for pair, scale in product(combinations(others, 2), SCALES):
            yield "ratio", "Tích", pair, _times(scale)


def _rates(others: list[int], whole: Row | None) -> Iterator[Rule]:
    for x, y in permutations(others, 2):
        yield "share", "Tỷ lệ", (x, y), lambda v: v[0] * 100 / v[1] if v[1] else None
        yield "growth", "Tăng", (x, y), lambda v: (v[0] - v[1]) * 100 / v[1] if v[1] else None
    for x in others if whole else []:
        yield "share", "Tỷ lệ trong tổng", (x,), _of(value_of(whole, x) if whole else None)


def _later_first(others: list[int]) -> list[tuple[int, int]]:
    """The pairs of columns; what stands further right is mostly the later year."""
    return sorted(permutations(others, 2), key=lambda pair: pair[0] < pair[1])


def _divided_behind(heads: list[Row], column: int, width: int) -> Iterator[Rule]:
    """Số đảng viên được xếp loại | Xuất sắc | Tốt | …: the columns behind it divide it."""
    for sources in _stretches(heads, column, width):
        if sources[0] == column + 1 and not _of_one_family(heads, sources[-1]):
            yield "sum", "Cộng", sources, lambda v: total if (total := sum(v, Fraction(0))) >= TELLING else None


def _stretches(heads: list[Row], column: int, width: int) -> Iterator[tuple[int, ...]]:
    """Neighbouring columns on one side of a total column that may be its parts."""
    for first, last in combinations(range(width + 1), 2):
        sources = tuple(c for c in range(first, last) if not NOT_ADDED.search(head_of(heads, c)))
        if len(sources) >= 2 and not first <= column < last:
            yield sources


def _of_one_family(heads: list[Row], column: int) -> bool:
    """Whether the next column goes on with the kinds of this one: … | Hoàn thành | Không hoàn thành."""
    here, following = ({name for name, _ in families.families(head_of(heads, place))} for place in (column, column + 1))
    return not here.isdisjoint(following)


def _of(total: Fraction | None) -> Callable[[list[Fraction]], Fraction | None]:
    return lambda values: values[0] * 100 / total if total else None


def _times(scale: Fraction) -> Callable[[list[Fraction]], Fraction | None]:
    return lambda values: values[0] * values[1] * scale if values[0] and values[1] else None
