"""Of what time a count is told, and whether it is an aim: Năm 2020 mới có … · Mục tiêu năm 2024 … · Nhìn chung, ba năm qua …."""

from __future__ import annotations

import re

from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure

AIM = re.compile(
    r"(?:^|[.;:\n])\W{0,3}(?:theo )?(?:mục tiêu|kế hoạch|chỉ tiêu|phấn đấu|dự kiến|dự toán)\b"
    r"(?:[^\d;.()%]|(?<!\d)(?:19|20)\d{2}(?!\d)){0,60}$"
)
SOME = r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2}) năm"
TERM = re.compile(rf"\b(?:nhiệm kỳ|giai đoạn|{SOME}(?: liền)?(?= (?:qua|gần đây|đầu|cuối|nay)\b)|(?:qua|sau) {SOME}\b)")
OTHER_TIME = re.compile(r"\b(?:buổi|sáng|chiều|đợt|ngày|ca|tổ|đội|lớp|phòng|khối|phân xưởng)\b")
"""Who came then, or came of them, are not those who came."""
CLAUSE = re.compile(r"[.;\n]\s")
LEAD = 160


def lead_of(context: Context, figure: Figure) -> str:
    """The words of its sentence, or of the part of it after a semicolon, before a count."""
    return CLAUSE.split(context.folded[max(0, figure.start - LEAD) : figure.start])[-1]


def is_aim(context: Context, figure: Figure) -> bool:
    """Whether the words before a count begin with an aim."""
    return AIM.search(lead_of(context, figure)) is not None


def of_one_stretch(context: Context, one: Figure, other: Figure) -> bool:
    """Whether both or neither are told of several years together."""
    return (TERM.search(lead_of(context, one)) is None) == (TERM.search(lead_of(context, other)) is None)


def of_one_time(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two counts are no aims and of the same years; without a year a count is of the report's own."""
    if is_aim(context, one) or is_aim(context, other) or not of_one_stretch(context, one, other):
        return False
    own = {str(context.report_date.year)} if context.report_date else set()
    years, others = (set(YEAR.findall(lead_of(context, figure))) or own for figure in (one, other))
    return not years or not others or not years.isdisjoint(others)
