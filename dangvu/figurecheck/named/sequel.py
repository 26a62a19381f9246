"""What was done upon a document, before the day of the document.

Nghị quyết số 09-NQ/TU, ngày 20/8/2019 … Sau khi tiếp thu Nghị quyết, ngày 04/8/2019 Đảng ủy ban hành Kế hoạch số 52-KH/ĐU.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.figures import Figure

UPON = re.compile(
    r"(?:sau khi|ngay sau khi) (?:được )?(?:tiếp thu|có|nhận được|nghiên cứu|quán triệt|học tập|được quán triệt) (?:nội dung |văn bản )?"
    r"(?P<type>nghị quyết|chỉ thị|kết luận|quy định|kế hoạch|chương trình|hướng dẫn|đề án|quyết định|thông báo)"
    r"(?: (?:này|trên|nêu trên|nói trên)| của [^\d,.;:()]{3,40})?, (?:vào )?(?=ngày )"
)
PLANS = frozenset({"kế hoạch", "chương trình", "chương trình hành động", "công văn", "hướng dẫn"})
CARRIES_OUT = re.compile(r"[^.;\d]{0,70}\b(?:thực hiện|triển khai|cụ thể hóa|quán triệt)(?: nội dung)? ")
NEAR = 160
THEN = re.compile(r" ?,? [^\d.;:()]{0,60}\b(?:ban hành|xây dựng|triển khai|tổ chức|thành lập|họp|mở|chỉ đạo|quán triệt)\b")


def judge_sequel(context: Context) -> Iterator[Claim]:
    """Every such deed, where the text cites one document of that type before it."""
    if "sau khi " not in context.folded:
        return
    for found in UPON.finditer(context.folded):
        day = context.day_between(found.end(), found.end() + 30)
        cited = {one.day.value for one in context.citations if one.type == found["type"] and one.day and one.end < found.start()}
        told = [one.day for one in context.citations if one.type == found["type"] and one.day and one.end < found.start()]
        if day is None or day.value is None or not day.day or len(cited) != 1 or None in cited or not THEN.match(context.folded, day.end):
            continue
        first = told[0]
        if first.value is not None and first.day and day.value < first.value:
            yield _too_early(context, day, first)


def judge_carried_out(context: Context) -> Iterator[Claim]:
    """Kế hoạch số 45-KH/HU, ngày 20/3/2024 … để thực hiện Nghị quyết số 12-NQ/TU, ngày 15/2/2024: never before it."""
    for one, other in zip(context.citations, context.citations[1:], strict=False):
        days = one.day, other.day
        if one.type not in PLANS or days[0] is None or days[1] is None or other.start - one.end > NEAR:
            continue
        between = context.folded[max(one.end, days[0].end) : other.start]
        first, second = days[0].value, days[1].value
        whole = first is not None and second is not None and days[0].day and days[1].day
        if whole and CARRIES_OUT.fullmatch(between) and first is not None and second is not None and first < second:
            yield _too_early(context, days[0], days[1])


def _too_early(context: Context, day: Day, first: Day) -> Claim:
    one, other = (context.source.text[each.start : each.end] for each in (first, day))
    text = f"Văn bản ngày {one}, việc làm sau đó ghi {other}: không thể trước văn bản"
    marks = [Figure("label", each.start, each.end, Fraction(each.day)) for each in (day, first)]
    return context.claim((day.start, day.end), "date", "inconsistent", text, other, None, marks)
