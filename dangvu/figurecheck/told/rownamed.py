"""A sentence beside a table that tells one row of it: 37 chùa Nam tông Khmer với 514 vị sư sãi, of a row 37 and 514."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.tables.cells import COMMON, Told, told_of
from dangvu.figurecheck.tables.derived import Cell, Row, head_of
from dangvu.figurecheck.tables.summed import around
from dangvu.figurecheck.tables.tables import inner_of, label_of, tables_of
from dangvu.figurecheck.told.twice import told_again

APART = re.compile(
    r"\b(?:trong đó|riêng|cùng kỳ|năm trước|so với|tăng|giảm|thêm|kế hoạch|chỉ tiêu|mỗi|bình quân|còn|trước|hơn|phấn đấu|dự kiến|toàn quốc|"
    r"toàn tỉnh|cả nước)\b"
)
CUT = re.compile(r"[,;:.()\d]| và ")
NAMED, BEFORE, AFTER, FEWEST = 2, 3, 2, 2


def judge_row_named(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """The sentences around each table."""
    for table in tables_of(context):
        if len(table.body) < FEWEST or not table.heads:
            continue
        told = told_of(table)
        for passage in around(context, table, BEFORE, AFTER):
            yield from _row(context, told, passage, alarmed)


def _row(context: Context, told: Told, passage: Passage, alarmed: Marks) -> Iterator[Claim]:
    """As many counts as the row has numbers, in their order, and all but one of them the same."""
    figures = [f for f in passage.figures if f.group != "time"]
    if len(figures) < FEWEST or any(f.kind not in ("count", "percent") or f.hedge or f.in_words for f in figures):
        return
    text = context.folded[passage.sentence.start : passage.sentence.end]
    if APART.search(text):
        return
    said = words_of(text)
    rows = [row for name, row in told.rows if len(name) >= NAMED and name <= said]
    cells = [cell for cell in rows[0] if cell.number is not None] if len(rows) == 1 else []
    if rows and rows[0] and rows[0][0].number is not None and cells and cells[0] is rows[0][0]:
        cells = cells[1:]  # the number of the row
    if len(cells) != len(figures) or any(label_of(row) == "" for row in rows):
        return
    pairs = [(figure, cell.number.value, cell) for figure, cell in zip(figures, cells, strict=True) if cell.number is not None]
    off = [(figure, cell) for figure, value, cell in pairs if figure.value != value]
    for figure, cell in off if len(off) == 1 else ():
        first = Figure("count", *inner_of(context, cell), cell.number.value if cell.number else Fraction(0))
        near = len(pairs) > FEWEST or _near(figure.value, first.value)
        named = near and _is_of(context, passage, figure, told, rows[0], cell)
        if (named or swapped(figure.value, first.value)) and context.source.back(figure.start, figure.end) not in alarmed:
            yield told_again(context, figure, first)
    for figure, _, cell in pairs if not off else ():
        yield told_again(context, figure, Figure("count", *inner_of(context, cell), figure.value))


def _is_of(context: Context, passage: Passage, figure: Figure, told: Told, row: Row, cell: Cell) -> bool:
    """Whether its row is what is counted, or a word beside it stands in the head of its column alone: 37 chùa Nam tông Khmer, 5 nữ."""
    heads = [words_of(head_of(told.table.heads, column)) - COMMON for column in range(told.table.width)]
    own = next(column for column, one in enumerate(row) if one is cell)
    name = heads[own].difference(*heads[:own], *heads[own + 1 :]) or heads[own]
    lead = CUT.split(context.folded[passage.sentence.start : figure.start])[-1]
    tail = CUT.split(context.folded[figure.end : passage.sentence.end])[0]
    return bool(name & words_of(f"{lead} {tail}")) or words_of(label_of(row)) <= words_of(tail)


def _near(one: Fraction, other: Fraction) -> bool:
    return 2 * min(one, other) > max(one, other) and len(str(int(one))) == len(str(int(other)))
