"""What the text behind a table says of its rows: by how much one grew between two years, and what a sum is of one of them.

Tổng thu năm 2023 tăng 10,9% so với năm 2022; thu dịch vụ tăng 25% · 1.854 triệu đồng mua sắm thiết bị, bằng 6,0% tổng chi.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.tables.derived import Cell, Row, value_of
from dangvu.figurecheck.tables.tables import Table, inner_of, label_of, tables_of

YEAR = re.compile(r"(?<![\d/])((?:19|20)\d{2})(?![\d/])")
MOVED = re.compile(r"\b(?P<verb>tăng|giảm)(?: được| thêm| khoảng)?\s$")
OF_ROW = re.compile(r"\s(?:của |trong |so với )?(?P<row>[^\d,;.()%]{4,40}?)\s?(?:[.,;)\n]|$|năm \d)")
SCALES = (("tỷ đồng", 10**9), ("triệu đồng", 10**6), ("nghìn đồng", 10**3), ("đồng", 1))
REACH = 2


def judge_rows_told(context: Context, decided: Marks) -> Iterator[Claim]:
    """The sentences of the two paragraphs behind each table with columns of years."""
    starts = [passage.sentence.start for passage in context.passages]
    for table in tables_of(context):
        years = _years(table)
        if not years or len(table.body) < REACH:
            continue
        place = bisect_left(starts, table.body[-1][-1].end)
        for passage in context.passages[place : place + 8]:
            if passage.paragraph - context.passages[place].paragraph >= REACH:
                break
            for figure in passage.figures:
                if figure.kind == "percent" and not figure.hedge and not figure.in_words:
                    yield from _judge(context, table, years, passage, figure, decided)


def _years(table: Table) -> dict[int, int]:
    """The column of each year that a head names alone."""
    found: dict[int, int] = {}
    for column in range(1, table.width):
        head = " ".join(row[column].text for row in table.heads if column < len(row))
        named = YEAR.findall(head)
        if len(named) == 1 and not re.search(r"\b(?:tăng|giảm|so|tỷ lệ|kế hoạch|%)", head):
            if int(named[0]) in found:
                return {}
            found[int(named[0])] = column
    return found if len(found) >= REACH else {}


def _judge(context: Context, table: Table, years: dict[int, int], passage: Passage, figure: Figure, decided: Marks) -> Iterator[Claim]:
    start = max((f.end for f in passage.figures if f.end <= figure.start), default=passage.sentence.start)
    lead = context.folded[start : figure.start]
    moved = MOVED.search(lead)
    if moved is not None:
        row = _row(table, re.split(r"[,;](?!\d)", lead)[-1])
        tail = context.folded[figure.end : min(passage.sentence.end, figure.end + 40)]
        said = {int(year) for year in YEAR.findall(context.folded[passage.sentence.start : passage.sentence.end])}
        named = sorted(said & set(years)) if len(said & set(years)) == REACH else sorted(years)[-REACH:]
        if row is not None and not re.match(r"\s(?:kế hoạch|chỉ tiêu|dự toán)", tail) and (not said or said <= set(years)):
            now, then = row[years[named[1]]], row[years[named[0]]]
            yield from _growth(context, figure, now, then, -1 if moved["verb"] == "giảm" else 1, (row, years[named[1]], years[named[0]]))
    elif context.source.back(figure.start, figure.end) not in decided:
        yield from _of_a_row(context, table, years, passage, figure)


def _row(table: Table, words: str) -> Row | None:
    """The one row whose label stands in the words, the longest first."""
    found = sorted(
        ((len(label_of(row)), place) for place, row in enumerate(table.body) if len(label_of(row)) > 3 and label_of(row) in words),
        reverse=True,
    )
    return table.body[found[0][1]] if found and (len(found) == 1 or found[0][0] > found[1][0]) else None


def _growth(context: Context, figure: Figure, now: Cell, then: Cell, sign: int, at: tuple[Row, int, int]) -> Iterator[Claim]:
    row, later, earlier = at
    values = value_of(row, later), value_of(row, earlier)
    if values[0] is None or not values[1] or now.number is None or then.number is None or now.text.endswith("%"):
        return
    actual = (values[0] - values[1]) * sign * 100 / values[1]
    yield _claim(context, figure, actual, [now, then], f"({now.text} - {then.text}) / {then.text}", "growth")


def _of_a_row(context: Context, table: Table, years: dict[int, int], passage: Passage, figure: Figure) -> Iterator[Claim]:
    """bằng 6,0% tổng chi: of the last year, in the unit of the table."""
    named = OF_ROW.match(context.folded, figure.end, passage.sentence.end)
    rows = [row for row in table.body if named and label_of(row) == named["row"].strip()]
    part = next((f for f in reversed(passage.figures) if f.end <= figure.start), None)
    if len(rows) != 1 or part is None or part.kind != "count" or part.group != "money" or part.hedge:
        return
    caption = context.folded[max(0, table.heads[0][0].start - 160 if table.heads else 0) : table.body[0][0].start]
    scale = next((factor for words, factor in SCALES if words in caption), 0)
    column = years[max(years)]
    whole = value_of(rows[0], column)
    if scale and whole:
        cell = rows[0][column]
        yield _claim(context, figure, part.value * 100 / (whole * scale), [cell], f"{context.written(part)} / {cell.text}", "share")


def _claim(context: Context, figure: Figure, actual: Fraction, cells: list[Cell], lead: str, kind: str) -> Claim:
    right = vn(rounded(actual, figure.step), figure.decimals) + "%"
    how, stated = fit(actual, figure.value, figure.step), context.written(figure)
    text = f"Theo bảng: {lead} = {right}" + (f"; văn bản ghi {stated}" if how == "off" else "")
    figures = [figure, *(Figure("count", *inner_of(context, cell), cell.number.value) for cell in cells if cell.number)]
    return context.claim((figure.start, figure.end), kind, VERDICTS[how], text, stated, right, figures)
