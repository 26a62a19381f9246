"""What a body of a name has, told twice.

Chi bộ ấp Sóc Dừa có 22 đảng viên … Cả 22 đảng viên của Chi bộ ấp Sóc Dừa đều nhận giúp hộ nghèo.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import CAPITAL
from dangvu.figurecheck.told.twice import told_again

LEVEL = r"(?:[Cc]hi bộ|[Đđ]ảng bộ|[Xx]ã|[Pp]hường|[Hh]uyện|[Tt]hị trấn|[Ấấ]p|[Kk]hóm|[Tt]hôn|[Ll]àng|[Bb]ản|[Tt]rường|[Hh]ợp tác xã)"
NAME = rf"(?P<name>{CAPITAL}\w+(?: {CAPITAL}\w+)+)"
HAS = re.compile(rf"(?P<level>{LEVEL}(?: {LEVEL})?) {NAME}(?: hiện| nay| hiện nay)? (?:có|gồm) $")
OF_IT = re.compile(rf" của (?P<level>{LEVEL}(?: {LEVEL})?) {NAME}\b")
ALL = re.compile(r"\b(?:cả|tất cả|toàn bộ|toàn thể) $")
OTHER_TIME = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\b(?:đầu|trước|cuối|khi mới|ban đầu|sẽ|mục tiêu|chỉ tiêu|cùng kỳ|thêm|trong đó|riêng)\b"
)
PLAIN = re.compile(r"\s?(?:[.,;:)”\"\n]|$|(?:của|và|đều|sinh hoạt|phụ trách|đang|với)\b)")


def judge_of_name(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every count of a body's all, against the first one told of the same name and noun."""
    told: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for passage in context.passages:
        for figure in passage.figures:
            if figure.kind != "count" or figure.hedge or not figure.noun or figure.in_words or figure.value < 2:
                continue
            lead = context.folded[passage.sentence.start : figure.start]
            if OTHER_TIME.search(lead) or not PLAIN.match(context.folded, figure.after or figure.end):
                continue
            text = context.source.text
            start, end = figure.start, max(figure.end, figure.after)
            named = HAS.search(text[max(0, start - 80) : start]) or (OF_IT.match(text, end) if ALL.search(lead) else None)
            if named is not None:
                told[named["level"].lower(), named["name"], figure.noun].append(figure)
    for same in told.values():
        for again in same[1:]:
            marks = {context.source.back(one.start, one.end) for one in (same[0], again)}
            if not marks & alarmed:
                yield told_again(context, again, same[0])
