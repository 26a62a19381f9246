"""A whole that is told first and then as what a part is out of: Toàn xã có 1.965 hộ … 1.572 hộ trên tổng số 1.965 hộ toàn xã."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.times import of_one_time
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.twice import told_again

UNIT = r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|trường|đảng bộ|chi bộ|thôn|làng|khu phố|cơ quan|công ty)"
HOLDS = re.compile(rf"(?:^|[.;\n]) ?(?:[-+*•“\"(] ?)?(?:toàn |cả )?{UNIT}\b[^\d.;:()]{{0,40}}?(?:hiện )?có(?: tổng số| tất cả)? $")
OUT_OF = re.compile(
    rf"\b(?:trên|trong) tổng (?:số )?(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d+) (?P<noun>[^\W\d]+(?: [^\W\d]+)?)"
    rf"(?= (?:của )?(?:toàn|cả) {UNIT}\b)"
)
MOVED = re.compile(r"\b(?:tăng|giảm|thêm|chuyển|sáp nhập|đầu năm|cùng kỳ|năm trước|lúc đó|khi đó)\b")
NEAR, LEAST, REACH = Fraction(1, 10), 10, 12


def judge_whole_again(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every "trên tổng số … toàn xã" against the count that the sentences before open with."""
    for passage in context.passages if " tổng " in context.folded else ():
        for match in OUT_OF.finditer(context.folded, passage.sentence.start, passage.sentence.end):
            value = Fraction(int(match["number"].replace(".", "")))
            first = _opened(context, passage, match)
            if first is None or value < LEAST or MOVED.search(context.folded, first.end, match.start()):
                continue
            again = replace(first, start=match.start("number"), end=match.end("number"), after=match.end(), value=value)
            if first.value != value and not of_one_time(context, first, again):
                continue
            near = abs(first.value - value) <= NEAR * first.value or swapped(first.value, value)
            if near and not {context.source.back(one.start, one.end) for one in (first, again)} & alarmed:
                yield told_again(context, again, first)


def _opened(context: Context, passage: Passage, match: re.Match[str]) -> Figure | None:
    here: Passage | None = passage
    for _ in range(REACH):
        if here is None or passage.paragraph - here.paragraph > 1:
            return None
        for figure in here.figures[:2]:
            plain = figure.kind == "count" and not figure.hedge and figure.noun and match["noun"].startswith(figure.noun)
            if plain and figure.end < match.start() and HOLDS.search(context.folded, max(0, here.sentence.start - 2), figure.start):
                return figure
        here = here.before
    return None
