"""Averages that the words around leave open: by the month without a number of months, over units of the sentence before, yields of land.

3.264 ca, bình quân mỗi tháng 272 ca · kinh phí 360 triệu đồng, bình quân 30 triệu đồng mỗi đề tài · 66,5 tạ/ha trên 5.240 ha là 34.846 tấn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.averages.averages import AVERAGE, WEIGHTS
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

BY_TIME = re.compile(r"\b(?:mỗi|một|hằng|hàng) (?P<unit>tháng|quý|tuần)\b|/(?P<per>tháng|quý|tuần)\b")
EACH = re.compile(r"\b(?:mỗi|một) (?P<each>[^\W\d]+(?: [^\W\d]+)?)|/\s?(?P<per>[^\W\d]+)")
LENGTHS = {"tháng": (12, 6, 9, 3, 10, 11, 8, 4, 5, 7), "quý": (4, 2, 3), "tuần": (52, 26)}
ENDS = re.compile(r"[^\d;.()%]{0,30}?[,;] (?:tính )?$")
LAND = re.compile(r"\s?/\s?(?P<land>ha|héc-ta|sào|công)\b")
AREA = re.compile(r"\b(?:diện tích|trên|gieo cấy|gieo trồng|trồng|gồm|được|với)\b[^\d;.]{0,40}$")
YIELD, CROP = re.compile(r"\bnăng suất\b[^\d;.]{0,50}$"), re.compile(r"\b(?:sản lượng|tổng sản lượng|thu hoạch|thu được)\b[^\d;.]{0,40}$")
LISTED = re.compile(r"\blần lượt\b[^;.]*$")
FEW = 2


def judge_spread(context: Context, decided: Marks) -> Iterator[Claim]:
    """The averages and yields of every sentence that nothing has decided."""
    for passage in context.passages:
        figures = passage.figures
        yield from _yield(context, passage, figures)
        for match in AVERAGE.finditer(context.folded, passage.sentence.start, passage.sentence.end):
            average = next((f for f in figures if match.end() <= f.start <= match.end() + 80 and f.kind == "count"), None)
            if average is None or average.hedge or context.source.back(average.start, average.end) in decided:
                continue
            total = next((f for f in reversed(figures) if f.end <= match.start()), None)
            if (
                total is None
                or total.kind != "count"
                or total.hedge
                or total.value <= average.value
                or (total.noun != average.noun and next_word(context, total) != next_word(context, average))
                or not total.noun
            ):
                continue
            if LISTED.search(context.folded, max(passage.sentence.start, total.start - 60), total.start):
                continue
            if not ENDS.fullmatch(context.folded, max(total.end, total.after), match.start()):
                continue
            around = context.folded[match.start() : min(passage.sentence.end, max(average.after, average.end) + 24)]
            if timed := BY_TIME.search(around):
                yield from _by_time(context, average, total, timed["unit"] or timed["per"])
            elif each := EACH.search(around):
                yield from _over_those_before(context, passage, average, total, each["each"] or each["per"])


def _by_time(context: Context, average: Figure, total: Figure, unit: str) -> Iterator[Claim]:
    """By the months of a year or of a part of it; a slip where none of them comes out."""
    lengths = LENGTHS[unit]
    right = next((n for n in lengths if fit(total.value / n, average.value, average.step) != "off"), None)
    if right is not None:
        yield _claim(context, average, total, Fraction(right), [], "consistent")
    elif chance(average.value / average.step, total.value / lengths[0] / average.step) * FEW <= UNLIKELY:
        yield _claim(context, average, total, Fraction(lengths[0]), [], "inconsistent")


def _over_those_before(context: Context, passage: Passage, average: Figure, total: Figure, each: str) -> Iterator[Claim]:
    """Over the units of this sentence and the one before; where several are told, no one of them may come out."""
    sentences = [passage] + ([passage.before] if passage.before and passage.before.paragraph == passage.paragraph else [])
    told = [f for one in sentences for f in one.figures if f is not total and f is not average and f.kind == "count"]
    overs = [
        f
        for f in told
        if f.noun
        and (each == f.noun or each.startswith(f"{f.noun} ") or f.noun.startswith(f"{each.split(' ')[0]} ") or each.split(" ")[0] == f.noun)
    ]
    values = {f.value: f for f in overs if not f.hedge and f.value > 1}
    largest = max(values, default=Fraction(0))
    if len(values) > FEW and 2 * largest in (
        sum(values),
        sum(f.value for f in overs),
    ):  # nghiệm thu 12 đề tài: 3 loại xuất sắc, 7 khá, 2 đạt
        values = {largest: values[largest]}
    if not values or len(values) > FEW or any(f.hedge for f in overs):
        return
    right = next((f for value, f in values.items() if fit(total.value / value, average.value, average.step) != "off"), None)
    over = right or values[largest]
    yield _claim(context, average, total, over.value, [over], "consistent" if right else "inconsistent")


def _yield(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """năng suất 66,5 tạ/ha, sản lượng 34.846 tấn trên diện tích 5.240 ha."""
    counts = [f for f in figures if f.kind == "count" and f.group == "measure"]
    rates = [f for f in counts if f.noun in WEIGHTS and LAND.match(context.folded, max(f.end, f.after))]
    crops = [f for f in counts if f.noun in WEIGHTS and f not in rates]
    areas = [f for f in counts if f.noun in ("ha", "héc-ta") and f not in rates]
    if len(areas) > 1 and len(rates) == len(crops) == 1:  # đạt 98,8% kế hoạch (1.300 ha): an aim in a bracket is not what was sown
        areas = [f for f in areas if context.folded[f.start - 1] != "("]
    if not (len(rates) == len(crops) == len(areas) == 1) or any(f.hedge for f in (*rates, *crops, *areas)):
        return
    rate, crop, area = rates[0], crops[0], areas[0]
    lead = {f.start: context.folded[max(passage.sentence.start, f.start - 70) : f.start] for f in (rate, crop)}
    if not (YIELD.search(lead[rate.start]) or CROP.search(lead[crop.start])) or re.search(
        r"\b(?:tăng|giảm|vượt)\s(?:\w+\s)?$", lead[crop.start]
    ):
        return
    weight = Fraction(WEIGHTS[rate.noun], WEIGHTS[crop.noun])
    right = rate.value * area.value * weight
    slack = (rate.step / 2 * area.value + area.step / 2 * rate.value) * weight + crop.step
    wrong = abs(right - crop.value) > slack
    stated = context.written(crop)
    text = f"{vn(rate.value)} x {vn(area.value)} = {vn(rate.value * area.value)} {rate.noun}" + (
        f"; văn bản ghi {stated} {crop.noun}" if wrong else ""
    )
    used = [crop, rate, area]
    yield context.claim(context.covering(*used), "average", VERDICTS["off" if wrong else "exact"], text, stated, vn(right), used)


def _claim(context: Context, average: Figure, total: Figure, over: Fraction, overs: list[Figure], verdict: str) -> Claim:
    actual = total.value / over
    right = vn(rounded(actual, average.step), average.decimals)
    text = f"{vn(total.value)} / {vn(over)} = {vn(actual, average.decimals + 2)} ≈ {right}"
    text += "" if verdict == "consistent" else f"; văn bản ghi {context.written(average)}"
    figures = [average, total, *overs]
    how = VERDICTS["exact" if verdict == "consistent" else "off"]
    return context.claim(context.covering(average, total), "average", how, text, context.written(average), right, figures)
