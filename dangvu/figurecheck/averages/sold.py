"""What a weight sells for at a price told by another unit: 8.000 đồng/kg, 6,3 tấn cho 50,4 triệu đồng · 3 tấn 250 kg (3.250 kg), …."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.hedges import hedge
from dangvu.figurecheck.reading.numbers import SCALES, numeral

WEIGHTS = {"kg": 1, "ký": 1, "yến": 10, "tạ": 100, "tấn": 1000}
PRICE = re.compile(
    r"(?<![\w.,/])(?P<number>\d+(?:[.,]\d+)*)\s(?:(?P<scale>nghìn|ngàn|triệu)\s)?đồng\s?"
    r"(?:/\s?|(?:một |mỗi )(?:cân )?)(?P<unit>kg|ký|yến|tạ|tấn)\b"
)
GETS = re.compile(r"\b(?:thu(?: về| được)?|cho|được|bán được|mang về|đạt|thành tiền|doanh thu(?: là| đạt)?|tổng (?:thu|tiền)(?: là)?)\s$")
NET = re.compile(r"\b(?:lãi|lời|chi phí|trừ|tiền công|vốn|thuế|trong đó|mỗi|bình quân)\b")
GAP = re.compile(r"\s?")


def judge_sold(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence with one price by weight, one weight and one amount."""
    for passage in context.passages:
        if "đồng/" in context.folded[passage.sentence.start : passage.sentence.end]:
            yield from _judge(context, passage, decided)


def _judge(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    start, end = passage.sentence.start, passage.sentence.end
    figures = list(counted(context.folded, start, end))
    prices = [(_price(match), match["unit"]) for match in PRICE.finditer(context.folded, start, end)]
    paid = [f for f in figures if f.noun == "đồng" and not any(f.start == price.start for price, _ in prices)]
    bare = [f for f in figures if f.noun in WEIGHTS]
    if len(prices) != 1 or len(paid) != 1 or not bare or NET.search(context.folded, start, end):
        return
    (price, per), amount = prices[0], paid[0]
    weights = _joined(context, bare)
    if len({weight for _, weight in weights}) != 1 or amount.start < max(price.end, weights[-1][0].end):
        return
    if any(hedge(context.folded[max(0, f.start - 40) : f.start]) for f in (price, amount, *bare)):
        return
    if not GETS.search(context.folded, start, amount.start):
        return
    figure, weight = weights[0]
    right = weight * price.value / WEIGHTS[per]
    how = fit(right, amount.value, amount.step)
    if how == "off" and context.source.back(price.start, price.end) in decided:
        return
    text = f"{vn(weight)} kg x {vn(price.value)} đồng/{per} = {vn(right)}"
    text += "" if how == "exact" else f"; văn bản ghi {context.written(amount)}"
    marks = [amount, price, figure] if how == "off" else [price, amount, figure]
    yield context.claim(context.covering(*marks), "average", VERDICTS[how], text, context.written(amount), vn(right), marks)


def _price(match: re.Match[str]) -> Figure:
    number = numeral(match["number"])
    scale = SCALES[match["scale"]] if match["scale"] else 1
    value = number.value * scale if number else Fraction(0)
    return Figure("count", match.start(), match.end("scale") if match["scale"] else match.end("number"), value, after=match.end())


def _joined(context: Context, bare: list[Figure]) -> list[tuple[Figure, Fraction]]:
    """The weights in kilograms; 3 tấn 250 kg is one."""
    found: list[tuple[Figure, Fraction]] = []
    last = -1
    for figure in bare:
        value = figure.value * WEIGHTS[figure.noun]
        if found and last >= 0 and GAP.fullmatch(context.folded, last, figure.start):
            found[-1] = found[-1][0], found[-1][1] + value
        else:
            found.append((figure, value))
        last = figure.after
    return found
