"""What was done upon a document, before the day of the document.

Nghị quyết số 09-NQ/TU, ngày 20/8/2019 … Sau khi tiếp thu Nghị quyết, ngày 04/8/2019 Đảng ủy ban hành Kế hoạch số 52-KH/ĐU.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.citations import HEADED
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.symbols import Citation

UPON = re.compile(
    r"(?:sau khi|ngay sau khi) (?:được )?(?:tiếp thu|có|nhận được|nghiên cứu|quán triệt|học tập|được quán triệt) (?:nội dung |văn bản )?"
    r"(?P<type>nghị quyết|chỉ thị|kết luận|quy định|kế hoạch|chương trình|hướng dẫn|đề án|quyết định|thông báo)"
    r"(?: (?:này|trên|nêu trên|nói trên)| của (?P<body>[^\d,.;:()]{3,40}))?, (?:vào )?(?=ngày )"
)
PLANS = frozenset({"kế hoạch", "chương trình", "chương trình hành động", "công văn", "hướng dẫn"})
CARRIES_OUT = re.compile(
    r"(?: của [^,.;\d]{3,50}?)?(?: (?:được |đã |đã được )?(?:ban hành|xây dựng|đề ra))? (?:về|để|nhằm) (?:[^,.;\d]{1,50} )?"
    r"(?:thực hiện|triển khai|cụ thể hóa|quán triệt)(?: nội dung)? "
)
ANEW = re.compile(r"\b(?:bổ sung|sửa đổi|điều chỉnh|tiếp tục|thay thế)\b")
NEAR, TWO = 160, 2
THEN = re.compile(r" ?,? [^\d.;:()]{0,60}\b(?:ban hành|xây dựng|triển khai|tổ chức|thành lập|họp|mở|chỉ đạo|quán triệt)\b")


def judge_sequel(context: Context) -> Iterator[Claim]:
    """Every such deed, where the text cites one document of that type before it."""
    if "sau khi " not in context.folded:
        return
    citations = sorted((one for one in context.citations if one.day), key=lambda one: one.end)
    cited: dict[str, list[Citation]] = defaultdict(list)
    place = 0
    for found in UPON.finditer(context.folded):
        while place < len(citations) and citations[place].end < found.start():
            _add(cited[citations[place].type], citations[place])
            place += 1
        told = cited[found["type"]]
        day = context.day_between(found.end(), found.end() + 30)
        first = told[0].day if len(told) == 1 else None
        if first is None or day is None or day.value is None or not day.day or not THEN.match(context.folded, day.end):
            continue
        if first.value is not None and first.day and day.value < first.value and _is_of(told[0], found["body"]):
            yield _too_early(context, day, first)


def _add(known: list[Citation], one: Citation) -> None:
    """The first of each day, two at most: with more of them it is not said which is meant."""
    days = {other.day.value for other in known if other.day}
    if len(known) < TWO and one.day and one.day.value not in days:
        known.append(one)


def _is_of(one: Citation, body: str | None) -> bool:
    """Whether "của Huyện ủy" says who issued the document: by the words behind it, or by its symbol."""
    if body is None:
        return True
    endings = {ending for head, own in HEADED if re.search(head, body) for ending in own}
    return one.ending in endings or (bool(one.body) and one.body in body)


def judge_carried_out(context: Context) -> Iterator[Claim]:
    """Kế hoạch số 45-KH/HU, ngày 20/3/2024 … để thực hiện Nghị quyết số 12-NQ/TU, ngày 15/2/2024: never before it."""
    for one, other in zip(context.citations, context.citations[1:], strict=False):
        days = one.day, other.day
        if one.type not in PLANS or days[0] is None or days[1] is None or other.start - one.end > NEAR:
            continue
        between = context.folded[max(one.end, days[0].end) : other.start]
        first, second = days[0].value, days[1].value
        if first is None or second is None or not days[0].day or not days[1].day or first >= second:
            continue
        if CARRIES_OUT.fullmatch(between) and not ANEW.search(between):
            yield _too_early(context, days[0], days[1])


def _too_early(context: Context, day: Day, first: Day) -> Claim:
    one, other = (context.source.text[each.start : each.end] for each in (first, day))
    text = f"Văn bản ngày {one}, việc làm sau đó ghi {other}: không thể trước văn bản"
    marks = [Figure("label", each.start, each.end, Fraction(each.day)) for each in (day, first)]
    return context.claim((day.start, day.end), "date", "inconsistent", text, other, None, marks)
