"""What the sentence before a table of two columns tells of its rows: có 21 chi bộ trực thuộc, 586 đảng viên … Đảng viên 586.

One row at least must say what the sentence says; then the others that it names must, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.tables.derived import value_of
from dangvu.figurecheck.tables.tables import Table, inner_of, label_of, tables_of
from dangvu.figurecheck.told.twice import told_again

CUT = re.compile(r"[,;.:()\d\n]| và ")
APART = re.compile(
    r"\b(?:trong đó|riêng|cùng kỳ|năm trước|so với|tăng|giảm|thêm|kế hoạch|chỉ tiêu|mỗi|bình quân|còn|mới|kết nạp)\b[^,;.]{0,40}$"
)
PLANNED = re.compile(r"\b(?:kế hoạch|chỉ tiêu|dự kiến|phấn đấu|năm trước|cùng kỳ|đầu (?:năm|kỳ|nhiệm kỳ))\b")
BACK, PARAGRAPHS, FEWEST, COLUMNS, FAR = 3, 3, 2, 2, 3


def judge_rows_before(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The last sentence with figures before each table of a label and a number."""
    if not context.layout.tables:
        return
    starts = [passage.sentence.start for passage in context.passages]
    for table in tables_of(context):
        rows, place = _rows(context, table), bisect_left(starts, table.start)
        if len(rows) < FEWEST or not place:
            continue
        last = context.passages[place - 1].paragraph
        for passage in reversed(context.passages[max(0, place - BACK) : place]):
            day = context.day_between(passage.sentence.end, table.start)
            told = [one.value for one in context.days_between(passage.sentence.start, passage.sentence.end)]
            years = set(YEAR.findall(context.folded, passage.sentence.start, passage.sentence.end))
            years = years or ({str(context.report_date.year)} if context.report_date else set())
            others = set(YEAR.findall(context.folded, passage.sentence.end, table.start))
            if years and others and years.isdisjoint(others):
                break  # số liệu cơ bản năm 2024, of another year
            if PLANNED.search(context.folded, passage.sentence.end, table.start) or (day and day.value not in told):
                break  # the table is of a plan, or of another time
            if last - passage.paragraph < PARAGRAPHS and any(figure.noun for figure in passage.figures):
                yield from _judge(context, passage, rows, alarmed)
                break


def _rows(context: Context, table: Table) -> dict[str, Figure]:
    """The number of each row by its label; none where a label stands twice or a row has more numbers."""
    found: dict[str, Figure] = {}
    for row in table.body:
        numbers = [
            (cell, value) for column, cell in enumerate(row) if cell.number is not None and (value := value_of(row, column)) is not None
        ]
        label = label_of(row).strip(" -+•.")
        if len(row) != COLUMNS or len(numbers) != 1 or not label or label in found:
            return {}
        cell, value = numbers[0]
        found[label] = Figure("count", *inner_of(context, cell), value, cell.number.step if cell.number else Fraction(1))
    return found


def _judge(context: Context, passage: Passage, rows: dict[str, Figure], alarmed: Marks) -> Iterator[Claim]:
    named: list[tuple[Figure, Figure]] = []
    for figure in passage.figures:
        if figure.kind != "count" or figure.hedge or figure.in_words:
            continue
        words = CUT.split(context.folded[figure.end : passage.sentence.end].strip() + ".")[0].strip()
        if words in rows and not APART.search(context.folded, max(passage.sentence.start, figure.start - 60), figure.start):
            named.append((figure, rows[words]))
    right = [pair for pair in named if pair[0].value == pair[1].value]
    told = {cell.start for _, cell in right}
    wrong = [pair for pair in named if pair[1].start not in told]
    for figure, cell in right if len(named) > 1 else []:
        yield told_again(context, cell, figure)
    if not right or len(wrong) != 1:
        return
    figure, cell = wrong[0]
    near = swapped(figure.value, cell.value) or figure.value < FAR * cell.value < FAR * FAR * figure.value
    if near and not {context.source.back(one.start, one.end) for one in (figure, cell)} & alarmed:
        yield told_again(context, cell, figure)
