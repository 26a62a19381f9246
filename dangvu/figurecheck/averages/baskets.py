"""Several prices with their numbers under one total: 42 căn (60 triệu đồng/căn), 22 căn (30 triệu đồng/căn), tổng kinh phí 3,18 tỷ đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.averages.products import SPREAD, TOTAL, each_of
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

ALL = re.compile(r"\b(?:tổng|tất cả|cộng|hết|thành tiền|trị giá|số tiền|kinh phí)\b[^\d;.]{0,40}$")
FEWEST = 2


def judge_baskets(context: Context, passage: Passage) -> Iterator[Claim]:
    """The sentence that tells two prices or more, each with its number, and what they make."""
    start, end = passage.sentence.start, passage.sentence.end
    figures = [figure for figure in passage.figures if figure.kind == "count"]
    prices = [(one, each) for one in figures if one.group == "money" and (each := each_of(context, start, one))]
    if len(prices) < FEWEST or any(price.hedge for price, _ in prices) or SPREAD.search(context.folded, start, end):
        return
    numbered = _numbered(figures, prices)
    last = max(price.start for price, _ in prices)
    totals = [
        one
        for one in figures
        if one.group == "money" and one.start > last and not one.hedge
        and (TOTAL.search(context.folded, max(start, one.start - 60), one.start) or ALL.search(context.folded, last, one.start))
    ]  # fmt: skip
    amounts = [one for one in figures if one.group == "money" and all(one is not price for price, _ in prices)]
    if numbered is None or len(totals) != 1 or amounts != totals:
        return
    total = totals[0]
    if any(fit(number.value * price.value, total.value, total.step) != "off" for number, price in numbered):
        return  # each of them has a total of its own
    actual = sum((number.value * price.value for number, price in numbered), Fraction(0))
    text = " + ".join(f"{vn(number.value)} x {vn(price.value)}" for number, price in numbered) + f" = {vn(actual)}"
    how, stated = fit(actual, total.value, total.step), context.written(total)
    text += "" if how == "exact" else f"; văn bản ghi {stated}"
    used = [total, *(one for pair in numbered for one in pair)]
    yield context.claim(context.covering(*used), "average", VERDICTS[how], text, stated, vn(actual), used)


def _numbered(figures: list[Figure], prices: list[tuple[Figure, str]]) -> list[tuple[Figure, Figure]] | None:
    """Each price with the number of its noun: the last before it without a price; None where one has none or more are told."""
    found: list[tuple[Figure, Figure]] = []
    used: set[int] = set()
    for price, each in prices:
        before = [f for f in figures if f.noun.split(" ")[0] == each and f.value > 0 and f.start < price.start and f.start not in used]
        if not before or before[-1].hedge:
            return None
        found.append((before[-1], price))
        used.add(before[-1].start)
    nouns = {each for _, each in prices}
    more = [f for f in figures if f.noun.split(" ")[0] in nouns and f.start not in used and f.value > 1]
    together = sum((number.value for number, _ in found), Fraction(0))
    return found if all(f.value == together for f in more) else None
