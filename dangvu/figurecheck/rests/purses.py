"""What is left of an amount of money: all that was told is taken from it, or some."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations, pairwise

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.averages.products import SPREAD, TOTAL, each_of
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention

WHOLE_SUM = re.compile(r"tổng|được giao|vận động|huy động|\bthu\b|kinh phí|dự toán")


def left_in_purse(context: Context, passage: Passage, mention: Mention, counts: list[Mention]) -> Claim | None:
    """Tổng kinh phí 1,25 tỷ; hỗ trợ 800 triệu, còn lại 450 triệu: the whole less all that was told, or less some of it."""
    money = [(m, amount) for m in counts if m.group == "money" and (amount := _amount(context, passage, m.figure))][-6:]
    for place, (whole, held) in enumerate(money[:-1]):
        parts = [amount for _, amount in money[place + 1 :]]
        for size in range(1, len(parts) + 1):
            for some in combinations(parts, size):
                if held - sum(some) == mention.figure.value:
                    return left_claim(context, mention, held, held - mention.figure.value, whole.figure, wrong=False)
    if len(money) < 2 or not WHOLE_SUM.search(money[0][0].label) or not re.search(r"còn (?:lại|thiếu)", mention.label):
        return None
    amounts = [amount for _, amount in money[1:]]
    told_twice = {
        place
        for place in range(1, len(amounts))
        if amounts[place] == amounts[place - 1] and each_of(context, passage.sentence.start, money[place + 1][0].figure)
    }
    total = sum((amount for place, amount in enumerate(amounts) if place not in told_twice), Fraction(0))
    if any(m.changes for m, _ in money[1:]) or total > money[0][1]:
        return None
    return left_claim(context, mention, money[0][1], total, money[0][0].figure, wrong=True)


def _amount(context: Context, passage: Passage, figure: Figure) -> Fraction | None:
    """64 suất học bổng, mỗi suất 1 triệu đồng is 64 triệu; a price of things that are not counted is nothing."""
    start = passage.sentence.start
    each = each_of(context, start, figure)
    if not each:
        return figure.value
    if SPREAD.search(context.folded, max(start, figure.start - 40), figure.start):
        return None  # bình quân 60 triệu đồng/nhà
    numbers = [one.value for one in context.reader.between(start, figure.start) if one.kind == "count" and one.noun.split(" ")[0] == each]
    told = any(TOTAL.search(context.folded, one.end, later.start) for one, later in pairwise(_near(context, passage, figure)))
    return None if told or not numbers else numbers[-1] * figure.value


def _near(context: Context, passage: Passage, price: Figure) -> list[Figure]:
    """A price and the amount right behind it, which may be what the number and the price make."""
    behind = [one for one in context.reader.between(price.end, passage.sentence.end) if one.group == "money"][:1]
    return [price, *behind]


def left_claim(context: Context, mention: Mention, whole: Fraction, part: Fraction, figure: Figure, *, wrong: bool) -> Claim:
    """The whole less the part, beside what is said to be left."""
    text = f"{vn(whole)} - {vn(part)} = {vn(whole - part)}"
    return context.outcome("difference", mention.figure, [figure], text, vn(whole - part), wrong=wrong)
