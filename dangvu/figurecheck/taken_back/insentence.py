"""Alarms about a percentage that two counts of its own sentence give, and heads that are a mean, a bound or what is lacking.

giảm 9 đơn so với cùng kỳ năm 2023 (36 đơn), tương ứng giảm 25% · trong 9 chi bộ thôn có 7 bí thư kiêm trưởng thôn, chiếm 77,8% ·
bình quân mỗi năm 204 đảng viên; trong đó 459 là người dân tộc thiểu số · 4 chi bộ có dưới 10 đảng viên, gồm …
"""

from __future__ import annotations

import re
from bisect import bisect_right

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure

MOVED = re.compile(r"\b(?:giảm|tăng)(?: thêm| được)? $")
MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^\d;.]{0,20}$")
BOUND = re.compile(r"\b(?:dưới|chưa đến|không quá) $")
LACKING = re.compile(r"\b(?:thiếu|vắng) $")
MOST = 6


def comes_out_beside(context: Context, claim: Claim, figures: list[Figure]) -> bool:
    """Whether another reading within the sentence makes an alarm of `figures` groundless; the first of them is the one accused."""
    first, *others = figures
    if claim.kind == "subset":
        return any(MEAN.search(context.folded, max(0, one.start - 40), one.start) for one in figures)
    if claim.kind == "sum":
        return BOUND.search(context.folded, max(0, first.start - 14), first.start) is not None
    if claim.kind == "feasibility" and any(LACKING.search(context.folded, max(0, one.start - 10), one.start) for one in others):
        return True
    if first.kind != "percent" or not others:
        return False
    counts = _counts_beside(context, first)
    if claim.kind == "feasibility" and first.decimals:
        return any(_gives(one, other, first) for one in others for other in counts if one is not other)
    return claim.kind == "growth" and (_is_of_what_moved(context, first, others[0], counts) or _has_its_base_behind(context, first, counts))


def _is_of_what_moved(context: Context, percent: Figure, amount: Figure, counts: list[Figure]) -> bool:
    """giảm 9 đơn so với năm 2023 (36 đơn), giảm 25%: of the base, not from it."""
    moved = MOVED.search(context.folded, max(0, amount.start - 16), amount.start) is not None
    return moved and any(_gives(amount, base, percent) for base in counts if base.noun == amount.noun and base is not amount)


def _has_its_base_behind(context: Context, percent: Figure, counts: list[Figure]) -> bool:
    """đạt 2.352 triệu đồng, vượt 12% dự toán huyện giao (2.100 triệu đồng)."""
    now = next((one for one in reversed(counts) if one.end <= percent.start), None)
    base = next((one for one in counts if one.start > percent.end), None)
    if now is None or base is None or now.noun != base.noun or context.folded[base.start - 1] != "(":
        return False
    return fit(100 * abs(now.value - base.value) / base.value, percent.value, percent.step) == "exact"


def _gives(one: Figure, other: Figure, percent: Figure) -> bool:
    part, whole = sorted((one.value, other.value))
    return fit(100 * part / whole, percent.value, percent.step) == "exact"


def _counts_beside(context: Context, percent: Figure) -> list[Figure]:
    """The exact counts of the sentence."""
    place = bisect_right(context.passages, percent.start, key=lambda one: one.sentence.start) - 1
    told = context.passages[place].figures if place >= 0 else []
    return [one for one in told if one.kind == "count" and one.value > 1 and not one.hedge][:MOST]
