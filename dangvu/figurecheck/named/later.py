"""Years later than the report in which something is told as done: "Trong năm 2032 đã kết nạp 16" in a report of 2023.

Plans name later years too, so only a year whose digits, changed about, are those of a year just before the report is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped

LEAD = re.compile(r"(?:^\W*|[;,(]\s|\b(?:trong|riêng|cả|của|so với)\s)năm(?: học)? $")
AHEAD = re.compile(
    r"\b(?:sẽ|phấn đấu|dự kiến|dự báo|quy hoạch|tầm nhìn|định hướng|mục tiêu|lộ trình|đến năm|tới năm|giai đoạn|nhiệm kỳ|kỷ niệm|tròn|"
    r"chuẩn bị|phải|cần|đề án|thời hạn|hết hạn|kế hoạch|chỉ tiêu|hoàn thành vào|chiến lược|cam kết|tương lai)\b"
)
DONE = re.compile(r"\b(?:đã|được|xảy ra|so với|kết quả|đạt|có|kết nạp|giảm|tăng|chuyển|phát hiện|xử lý|thực hiện|tổ chức|trồng|xây)\b")
PAST = 12


def judge_later_years(context: Context, today: date | None, planned: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """Every year of a sentence that speaks of no plan; `planned` are the sections that do."""
    for passage in context.passages if today is not None else ():
        for figure in context.reader.between(passage.sentence.start, passage.sentence.end):
            if today is not None and figure.kind == "year" and figure.value > today.year and not _in(figure, planned):
                yield from _judge(context, passage, figure, today)


def _in(figure: Figure, planned: Sequence[tuple[int, int]]) -> bool:
    return any(start <= figure.start < end for start, end in planned)


def _judge(context: Context, passage: Passage, figure: Figure, today: date) -> Iterator[Claim]:
    start, end = passage.sentence.start, passage.sentence.end
    right = next((year for year in range(today.year, today.year - PAST, -1) if swapped(figure.value, Fraction(year))), None)
    lead = LEAD.search(context.folded[start : figure.start])
    if right is None or lead is None or AHEAD.search(context.folded, start, end) or not DONE.search(context.folded, figure.end, end):
        return
    stated = context.written(figure)
    text = f"Năm {stated} sau ngày báo cáo {today:%d/%m/%Y}"
    yield context.claim((figure.start, figure.end), "date", "inconsistent", text, stated, str(right), [figure])
