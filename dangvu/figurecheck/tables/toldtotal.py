"""What the sentences beside a table say of its totals: kiểm tra 80 tổ chức đảng và 287 đảng viên … Tổng số 80 287.

A slip of the pen is an error; so is a figure beside others that are the totals of their columns, where its own column alone is left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, takewhile

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.tables.derived import value_of
from dangvu.figurecheck.tables.summed import ANNOUNCED, Whole, around, caption_of, summed, years_apart
from dangvu.figurecheck.tables.tables import Table, inner_of, label_of

MOVED = re.compile(r"\b(?:tăng|giảm|nhiều hơn|ít hơn|thêm|bớt|vượt|hơn)(?: thêm| được| là)? $")
NOT_ALL = re.compile(
    r"\b(?:trong đó|riêng|so với|cùng kỳ|"
    r"kế hoạch|chỉ tiêu|mục tiêu|dự toán|phấn đấu|mỗi|bình quân|trung bình|năm trước|năm ngoái|thiếu|còn|"
    r"(?<!tháng )đầu (?:năm|kỳ|quý|nhiệm kỳ|tháng))\b"
    r"[^;.]*$"
)
CAME_OR_WENT = re.compile(r"\b(?P<deed>kết nạp|khai trừ|xóa tên|tuyển dụng|tiếp nhận|chuyển (?:đi|đến))(?: [^\W\d]+){0,3} $")
"""Đã kết nạp 200 đảng viên: not how many there are, unless the table is of those who came."""
SMALL, FAR, LITTLE, LEAD = 10, 2, 20, 600


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands in a table: its values in every unit of its columns, in order, labels of rows, and all of it with the sentence above."""

    values: list[Fraction]
    labels: frozenset[str]
    said: str


def judge_total_told(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The counts of the sentences next to each table that can be added."""
    if not context.layout.tables:
        return
    for table, wholes in summed(context, alarmed):
        inside = _inside(context, table, wholes)
        named = " ".join(whole.head for whole in wholes) + caption_of(context, table)
        for passage in around(context, table):
            if not years_apart(named, context.folded[passage.sentence.start : passage.sentence.end]):
                yield from _judge(context, table, wholes, passage, alarmed, inside)


def _judge(context: Context, table: Table, wholes: list[Whole], passage: Passage, alarmed: Marks, inside: Inside) -> Iterator[Claim]:
    figures = [f for f in passage.figures if f.kind == "count" and not f.hedge and f.group != "time" and f.value / f.step >= SMALL]
    told = {f.start: [w for w in wholes if w.of_kind(f) and _is(f, w)] for f in figures}
    taken = {id(w) for found in told.values() for w in found[:1]}
    right = sum(bool(found) for found in told.values())
    for figure in figures:
        if told[figure.start]:
            if _named(context, passage, figure, told[figure.start][0]):
                yield _claim(context, figure, told[figure.start][0], wrong=False)
            continue
        if context.source.back(figure.start, figure.end) in alarmed or _is_a_cell(inside, figure) or _is_a_row(inside, figure):
            continue
        lead = context.folded[max(passage.sentence.start, figure.start - LEAD) : figure.start]
        deed = CAME_OR_WENT.search(lead)
        if deed is not None and deed["deed"] not in inside.said:
            continue
        moved = MOVED.search(lead) is not None
        near = [
            w
            for w in wholes
            if w.of_kind(figure) and not w.open and w.gap == moved and (moved or _named(context, passage, figure, w)) and id(w) not in taken
        ]
        if not near or (not moved and NOT_ALL.search(lead)):
            continue
        best = min(near, key=lambda whole: _chance(figure, whole))
        left = [w for w in near if id(w) not in taken]
        beside = right and len(left) == 1 and not moved and right > 1
        if _chance(figure, best) * len(near) <= UNLIKELY:
            yield _claim(context, figure, best, wrong=True)
        elif beside and left[0].told < figure.value * FAR < left[0].told * FAR * FAR:
            yield _claim(context, figure, left[0], wrong=True)


def _is(figure: Figure, whole: Whole) -> bool:
    return fit(whole.told, figure.value, max(figure.step, Fraction(1, 1000))) != "off"


def _inside(context: Context, table: Table, wholes: list[Whole]) -> Inside:
    factors = {whole.factor for whole in wholes}
    values = sorted({value * f for row in table.body for column in range(table.width) if (value := value_of(row, column)) for f in factors})
    title = caption_of(context, table)
    said = "" if title.endswith(".") and not ANNOUNCED.search(title) else title  # Đã kết nạp 200 đảng viên.: what is told beside it
    said += context.folded[table.start : table.body[-1][-1].end]
    return Inside(values, frozenset(label_of(row).strip() for row in table.body), said)


def _is_a_cell(inside: Inside, figure: Figure) -> bool:
    """Whether the figure stands in the table: none of its values further off than a step is the one that is told."""
    first = bisect_left(inside.values, figure.value - 2 * figure.step)
    near = takewhile(lambda value: value <= figure.value + 2 * figure.step, islice(inside.values, first, None))
    return any(fit(value, figure.value, figure.step) != "off" for value in near)


def _is_a_row(inside: Inside, figure: Figure) -> bool:
    """Có 320 lao động … Lao động 331: what is told is a row of the table, and not all of them."""
    return figure.noun != "" and figure.noun in inside.labels


def _clause(context: Context, passage: Passage, figure: Figure) -> set[str]:
    start = max((f.end for f in passage.figures if f.end <= figure.start), default=passage.sentence.start)
    stop = min((f.start for f in passage.figures if f.start > figure.start), default=passage.sentence.end)
    return words_of(context.folded[start:stop])


def _named(context: Context, passage: Passage, figure: Figure, whole: Whole) -> bool:
    """Whether a word of the column stands beside the figure; a unit of measure or of money names it too."""
    return bool(whole.unit) or not whole.words or bool(whole.words & _clause(context, passage, figure))


def _chance(figure: Figure, whole: Whole) -> Fraction:
    """How often a figure comes as near to the total by chance, both in the unit of the column; a little more may be of another day."""
    if 0 < abs(figure.value - whole.told) * LITTLE <= whole.told and not _turned(figure, whole):
        return Fraction(1)
    stated, step = figure.value / whole.factor, min(figure.step / whole.factor, whole.step)
    if step.numerator != 1 or figure.step / whole.factor > whole.step:
        return chance(figure.value / figure.step, whole.told / figure.step) if (whole.told / figure.step).denominator == 1 else Fraction(1)
    return chance(stated, whole.value, len(str(step.denominator)) - 1)


def _turned(figure: Figure, whole: Whole) -> bool:
    step = min(figure.step, whole.step * whole.factor)
    return swapped(figure.value / step, whole.told / step)


def _claim(context: Context, figure: Figure, whole: Whole, *, wrong: bool) -> Claim:
    stated, right = context.written(figure), vn(whole.value)
    text = f"Bảng cộng cột “{whole.head.strip() or 'số'}” là {right}" + (f"; văn bản ghi {stated}" if wrong else "")
    cells = [Figure("count", *inner_of(context, cell), cell.number.value) for cell in whole.cells if cell.number]
    span = figure.start, figure.after or figure.end
    return context.claim(span, "repeat", VERDICTS["off" if wrong else "exact"], text, stated, right, [figure, *cells])
