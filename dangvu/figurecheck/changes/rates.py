"""Rates that moved: đạt 93,6%, tăng 3,8 điểm %; the difference of two percentages is in points, whatever sign is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.bases import GOAL, parts_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention
from dangvu.figurecheck.reading.source import words

YEARLY = re.compile(r"\b(?:bình quân|trung bình)? ?(?:mỗi|hằng|hàng|một) năm (?:đã |được )?(?:tăng|giảm)[^\d;.]{0,20}$")
DOWNWARD = re.compile(r"\b(?:còn|giảm)(?: [^\W\d]+)? dưới\b|\b(?:không quá|tối đa)\b")
"""An aim that is surpassed by staying below it: hộ nghèo còn dưới 3%, thực hiện 2,6%."""
RATE_OF = re.compile(r"\b(?:tỷ lệ|tỉ lệ|bảo hiểm|hộ|số)\b")
PLACE_OR_TIME = re.compile(r"\b(?:toàn|cả|của|địa bàn) (?:xã|phường|huyện|tỉnh|đảng bộ)\b|\b(?:nghị quyết|đại hội)\b")
WORD = re.compile(r"[^\W\d]+")
NO_THING = words(
    "tỷ tỉ lệ đến nay hiện năm tháng quý ngày kỳ đầu cuối giữa trước sau khi trong còn là đạt lên xuống có chỉ mới đã được chiếm bằng thì "
    "và của này đó ấy con số ở mức từ tới hết nhiệm khóa toàn cả chung trên địa bàn qua rà soát tính thời điểm so với theo nâng "
    "giảm tăng cùng vào lúc đây nhất hai ba tư vẫn cũng"
)
DOWN = ("giảm", "thấp hơn", "ít hơn")


def judge_rate(context: Context, rate: Mention, change: Change, moved: Figure | None) -> Iterator[Claim]:
    """A change of a rate against the rate it is measured from, or against what a rate can be."""
    parts = parts_of(context, change, "percent")
    by = parts.percent
    base = parts.base or moved
    if (
        by is None
        and base is not None
        and change.verb == "vượt"
        and not DOWNWARD.search(context.folded, max(0, rate.figure.start - 60), base.start)
    ):
        yield order(context, rate.figure, base)
    if by is None or by.kind == "times":
        return
    if YEARLY.search(context.folded, max(0, by.start - 44), by.start):
        return
    sign = -1 if change.verb in DOWN else 1
    if base is None:
        yield _points_unknown(context, rate.figure, by, sign)
    else:
        yield points(context, rate.figure, base, by, sign)


def order(context: Context, now: Figure, base: Figure) -> Claim:
    """96,15%, vượt mục tiêu (95%): only the order can be right or wrong."""
    verdict: Verdict = "consistent" if now.value > base.value else "inconsistent"
    text = f"{context.written(now)} {'>' if now.value > base.value else '≤'} {context.written(base)}"
    return context.claim(context.covering(now, base), "target", verdict, text, context.written(now), None, [now, base])


def points(context: Context, now: Figure, base: Figure, by: Figure, sign: int) -> Claim:
    """The difference of two rates; the relative growth is accepted as a second reading of a bare %."""
    gap = now.value - base.value
    goal = GOAL.search(context.folded, max(0, base.start - 30), base.start) is not None  # a target of 20% is 20,0%
    steps = {now.step, by.step} if goal else {now.step, base.step, by.step}
    slack = max(steps) if len(steps) > 1 else Fraction(0)
    right = abs(gap * sign - by.value) <= slack / 2
    relative = by.kind == "percent" and base.value > 0 and fit(gap * sign * 100 / base.value, by.value, by.step, by.hedge) != "off"
    text = f"{context.written(now)} - {context.written(base)} = {vn(gap)} điểm %"
    if not right and not relative:
        text += f"; văn bản ghi {context.written(by)}"
    elif by.kind == "percent" and right:
        text += "; hiệu của hai tỷ lệ nên ghi “điểm %”"
    figures = [by, now, base]
    verdict: Verdict = "consistent" if right or relative else "inconsistent"
    return context.claim(context.covering(*figures), "points", verdict, text, context.written(by), f"{vn(abs(gap))} điểm %", figures)


def _points_unknown(context: Context, now: Figure, by: Figure, sign: int) -> Claim:
    before = now.value - sign * by.value
    stated, figures = context.written(by), [by, now]
    span = context.covering(*figures)
    if by.kind == "points" and not 0 <= before <= 100 and now.value <= 100:
        text = f"{context.written(now)} mà {'tăng' if sign > 0 else 'giảm'} {stated} thì trước đó là {vn(before)}%: không thể có"
        return context.claim(span, "points", "inconsistent", text, stated, None, figures)
    text = f"Thiếu tỷ lệ của kỳ so sánh; nếu là {vn(by.value)} điểm % thì trước đó là {vn(before)}%"
    if by.kind == "percent":
        text += "; hiệu của hai tỷ lệ nên ghi “điểm %”"
    return context.claim(span, "points", "not_decidable", text, stated, None, figures)


def of_two_things(lead: str, between: str) -> bool:
    """Tỷ lệ hộ nghèo còn 3,1%, tỷ lệ hộ cận nghèo còn 4,5%: what stands before the second rate names another thing."""
    said = frozenset(WORD.findall(PLACE_OR_TIME.sub(" ", between)))
    return RATE_OF.search(between) is not None and bool(said - frozenset(WORD.findall(lead)) - NO_THING)


def as_ratio(context: Context, later: Figure, earlier: Figure, percent: Figure) -> Claim:
    """từ 1.840 ha lên 2.392 ha, bằng 130% năm trước: not by how much, but as much."""
    if earlier.value <= 0:
        return context.of_nothing("growth", percent, [later, earlier])
    exact = later.value * 100 / earlier.value
    wrong = fit(exact, percent.value, percent.step, percent.hedge) == "off"
    right = vn(rounded(exact, percent.step), percent.decimals) + "%"
    return context.outcome("growth", percent, [later, earlier], f"{vn(later.value)} / {vn(earlier.value)} = {right}", right, wrong=wrong)
