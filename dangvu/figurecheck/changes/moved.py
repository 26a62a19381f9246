"""The amount itself as the count of its sentence: số đơn giảm 14 đơn so với năm 2022 (57 đơn), giảm 24,6%."""

from __future__ import annotations

import re

from dangvu.figurecheck.arithmetic import fit, room, vn, whole_between
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention
from dangvu.figurecheck.reading.phrases import CHANGE_BEFORE

OF_THAT = re.compile(r"\b(?P<verb>tăng|giảm) (?:thêm |được )?$")
BASE_AND_RATE = re.compile(r"[^\d;.()%]{0,10}(?:,? )?so với [^;.()%]{2,40}\((?:là )?$")
RATE_BEHIND = re.compile(r"[^\d;.()]{0,24}\)?,? (?:tương ứng |tương đương |tức |bằng )?(?:với )?(?P<verb>tăng|giảm)?\s?$")


def growth_of_an_amount(context: Context, passage: Passage, amount: Figure) -> Claim | None:
    """Số đơn giảm 14 đơn so với năm 2022 (57 đơn), giảm 24,6%: the amount is what moved, the bracket what it is a part of."""
    said = OF_THAT.search(context.folded, max(passage.sentence.start, amount.start - 20), amount.start)
    place = passage.figures.index(amount) if amount in passage.figures else -1
    if said is None or place < 0 or place + 2 >= len(passage.figures) or amount.hedge:
        return None
    base, rate = passage.figures[place + 1 : place + 3]
    if base.kind != "count" or rate.kind != "percent" or not base.value or rate.hedge or base.hedge:
        return None
    behind = RATE_BEHIND.fullmatch(context.folded, max(base.end, base.after), rate.start)
    if not BASE_AND_RATE.fullmatch(context.folded, max(amount.end, amount.after), base.start) or behind is None:
        return None
    actual = amount.value * 100 / base.value
    wrong = fit(actual, rate.value, rate.step) == "off" or (behind["verb"] or said["verb"]) != said["verb"]
    text = f"{vn(amount.value)} / {vn(base.value)} = {vn(actual, rate.decimals + 2)}%"
    return context.outcome("growth", rate, [amount, base], text, vn(actual, rate.decimals) + "%", wrong=wrong)


def of_an_amount(context: Context, mention: Mention, change: Change) -> bool:
    """tăng 23 trường hợp, gấp 1,5 lần: what it came to is not said."""
    return (
        change.verb == "gấp" and CHANGE_BEFORE.search(context.folded, max(0, mention.figure.start - 24), mention.figure.start) is not None
    )


def implied_base(context: Context, subject: Mention, percent: Figure, sign: int) -> Claim:
    """Tăng 20% of a base that is not told: which whole number it may be."""
    stated, now = context.written(percent), subject.figure
    span, figures = context.covering(percent, now), [percent, now]
    low, high = room(percent.value, percent.step, percent.hedge)
    edges = [1 + sign * low / 100, 1 + sign * high / 100]
    if min(edges) <= 0 or subject.group in ("money", "measure") or subject.shares:  # of a share the change may be one in points
        return context.claim(span, "growth", "not_decidable", "Thiếu số của kỳ so sánh", stated, None, figures)
    found = whole_between(now.value / max(edges), now.value / min(edges))
    if found is None:  # it may be the growth of a rate, or of something said elsewhere
        text = f"Thiếu số của kỳ so sánh; không có số nguyên nào mà {vn(now.value)} {'tăng' if sign > 0 else 'giảm'} {stated} so với nó"
        return context.claim(span, "growth", "not_decidable", text, stated, None, figures)
    reach = vn(found[0]) + (f" đến {vn(found[1])}" if found[1] > found[0] else "")
    return context.claim(
        span, "growth", "not_decidable", f"Thiếu số của kỳ so sánh; {stated} ứng với khoảng {reach}", stated, None, figures
    )
