"""The amount itself as the count of its sentence: số đơn giảm 14 đơn so với năm 2022 (57 đơn), giảm 24,6%."""

from __future__ import annotations

import re

from dangvu.figurecheck.arithmetic import fit, vn
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
