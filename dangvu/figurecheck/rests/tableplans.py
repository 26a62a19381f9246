"""What a table has of an aim and of what was done, in its total row: Chỉ tiêu năm | Đã kết nạp, Tổng cộng 190 | 105."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.tables.derived import NOT_ADDED, Cell, head_of
from dangvu.figurecheck.tables.summed import caption_of
from dangvu.figurecheck.tables.tables import TOTAL, inner_of, label_of, tables_of

AIM = re.compile(r"^\W*(?P<goal>chỉ tiêu|kế hoạch|mục tiêu|dự toán)\b")
SHORT = re.compile(r"\b(?:toàn|cả|tổng|chung)\b[^.;]{0,90}[,;] (?:còn thiếu|thiếu|vượt)(?: chỉ tiêu| kế hoạch)? $")
ENDS = re.compile(r"\s?(?:[.,;\n]|$|so với (?:chỉ tiêu|kế hoạch))")
NEAR = 3
DEED = re.compile(r"\b(?:kết nạp|khai trừ|xóa tên|tuyển dụng|tiếp nhận|phát triển|kiểm tra|giám sát|thu|mở|trồng|thành lập)\b")
DONE = re.compile(r"^\W*(?:đã|thực hiện|kết quả|đạt được|hoàn thành|đến nay)\b")


def plans_of_tables(context: Context) -> Iterator[tuple[Figure, Figure, str, str]]:
    """What was done, the aim, the word for it and the words over what was done, for each noun that the caption counts."""
    for table in tables_of(context):
        totals = [row for row in table.body if TOTAL.search(label_of(row))]
        heads = [head_of(table.heads, column) for column in range(table.width)]
        aims = [c for c, head in enumerate(heads) if AIM.search(head) and not NOT_ADDED.search(head)]
        done = [c for c, head in enumerate(heads) if DONE.search(head) and not NOT_ADDED.search(head)]
        if len(totals) != 1 or len(aims) != 1 or len(done) != 1 or max(*aims, *done) >= len(totals[0]):
            continue
        goal = AIM.search(heads[aims[0]])
        said = f"{caption_of(context, table)} {heads[done[0]]}"
        for noun in sorted(_counted(caption_of(context, table), f"{heads[aims[0]]} {heads[done[0]]}")):
            plan, reached = (_figure(context, totals[0][c], noun) for c in (aims[0], done[0]))
            if goal and plan is not None and reached is not None and reached.value < plan.value:
                yield reached, plan, goal["goal"], said


def _counted(caption: str, heads: str) -> set[str]:
    """The nouns of the two heads, and the first one behind the deed of the caption: kết nạp đảng viên của các chi bộ."""
    deed = DEED.search(caption)
    first = nouns.NOUN.search(caption, deed.end() if deed else 0)
    return {found[0] for found in nouns.NOUN.finditer(heads)} | ({first[0]} if first else set())


def judge_short_of_table(context: Context) -> Iterator[Claim]:
    """Toàn cụm … còn thiếu 1 đảng viên · vượt 3 đảng viên, in the sentences behind such a table."""
    if not context.layout.tables or not any(cue in context.folded for cue in ("thiếu ", "vượt ")):
        return
    plans = list(plans_of_tables(context))
    for done, plan, _, _ in plans:
        place = bisect_left(context.passages, plan.end, key=lambda passage: passage.sentence.start)
        for passage in context.passages[place : place + NEAR]:
            for figure in passage.figures:
                plain = figure.kind == "count" and figure.noun == plan.noun and not figure.hedge
                cue = SHORT.search(context.folded, passage.sentence.start, figure.start) if plain else None
                if cue is not None and ENDS.match(context.folded, figure.after):
                    gap = abs(plan.value - done.value)
                    text = f"{vn(plan.value)} - {vn(done.value)} = {vn(plan.value - done.value)}"
                    yield context.outcome("difference", figure, [plan, done], text, vn(gap), wrong=gap != figure.value)


def _figure(context: Context, cell: Cell, noun: str) -> Figure | None:
    """The number of a cell, as of the noun."""
    if cell.number is None:
        return None
    start, end = inner_of(context, cell)
    return Figure("count", start, end, cell.number.value, noun=noun, group=nouns.group_of(noun), after=end)
