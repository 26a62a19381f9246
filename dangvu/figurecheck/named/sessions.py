"""The day of a session or event told in the next sentence: tổ chức sáng 18/7/2024 … Kết thúc buổi sáng 17/7/2024; what ends has begun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words

EVENTS = (
    r"hội nghị|đại hội|hội thi|hội thảo|phiên họp|cuộc họp|lớp|kỳ họp|hội diễn|giải|"
    r"lễ hội|đợt kiểm tra|chiến dịch|buổi lễ|diễn đàn|tọa đàm|"
    r"chương trình"
)
BEGUN = re.compile(
    rf"\b(?P<event>{EVENTS})\b[^.;:]{{0,120}}?\b(?:tổ chức|diễn ra|khai mạc|họp|bắt đầu|khai giảng)(?: vào| trong)?(?: buổi)?"
    r"(?: (?:sáng|chiều|tối))?(?: ngày)? $"
)
ENDED = re.compile(
    r"\b(?:kết thúc|bế mạc|bế giảng|sau khi kết thúc)(?: vào)?(?P<what>[^\d.;:,]{0,40}?)(?: buổi| vào)?(?: (?:sáng|chiều|tối))?(?: ngày)? $"
)
ANOTHER = re.compile(r"\b(?:trước|quý|khóa|lần|năm|thứ|khác|tháng|kỳ trước|bên lề)\b")
"""Lớp trước, đợt kiểm tra quý III: another one of its kind."""
REACH, FILLERS = 400, words("này trên đó nói học sẽ đã được vào đến và")


def judge_sessions(context: Context) -> Iterator[Claim]:
    """Two days in a row of a text that tell of one event: the end of it before its beginning."""
    if "kết thúc" not in context.folded and "bế " not in context.folded:
        return
    for first, last in pairwise([day for day in context.days if day.value and day.day]):
        if last.start - first.end > REACH or not (first.value and last.value and last.value < first.value):
            continue
        lines = [context.folded[max(0, day.start - 200) : day.start].rsplit("\n", 1)[-1] for day in (first, last)]
        before = re.split(r"[.;]\s", lines[0])[-1]
        begun = BEGUN.search(before)
        own = re.split(r"[.;]\s", lines[1])[-1]
        ended = ENDED.search(own)
        if begun is None or ended is None or ANOTHER.search(own):
            continue
        event = begun["event"]
        between = context.folded[first.end : last.start]
        tail = context.folded[last.end : last.end + 60]
        itself = event in ended["what"] or (not ended["what"].strip() and (event in own or re.match(rf",? ?{re.escape(event)}\b", tail)))
        name = own[: ended.start()].rpartition(event)[2] if event in own[: ended.start()] else ended["what"].partition(event)[2]
        if between.count("\n") <= 1 and itself and words_of(name) - FILLERS <= words_of(before):  # lớp đảng viên mới is another one
            yield _claim(context, first, last)


def _claim(context: Context, first: Day, last: Day) -> Claim:
    one, other = (context.source.text[day.start : day.end] for day in (first, last))
    text = f"Kết thúc ngày {other}, trước ngày bắt đầu {one}"
    marks = [Figure("label", day.start, day.end, Fraction(day.day)) for day in (last, first)]
    return context.claim((last.start, last.end), "date", "inconsistent", text, other, one, marks)
