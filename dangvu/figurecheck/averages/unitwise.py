"""One amount told by another unit of time or of things, and a mean over months or a row that the sentence names.

9,6 triệu đồng/người/tháng, tức 115,2 triệu đồng/người/năm · từ tháng 1 đến hết tháng 9, mỗi tháng 4.200 lượt, tổng số 37.800 ·
lần lượt 9, 11 và 13, bình quân 11 · mỗi chi bộ có từ 3 - 5 chi ủy viên; 20 chi bộ có 78.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import NUMERAL, numeral

PER = re.compile(r"[^\d;.,()/]{0,16}(?:/(?:người|hộ|lao động|đảng viên|cơ sở|đơn vị))?\s?/\s?(?P<unit>ngày|tháng|quý|năm)\b")
AS = re.compile(r"[^\d;.()]{0,40}[,(] ?(?:tức(?: là)?|tương đương|hay(?: là)?|nghĩa là|bằng|tính ra)(?: khoảng)? $")
TIMES = {("tháng", "năm"): 12, ("quý", "năm"): 4, ("tháng", "quý"): 3}
EACH = re.compile(r"\s?(?:đồng)?\s?/\s?(?:1 )?(?P<each>[^\W\d]+(?: [^\W\d]+)?)")
SAME = re.compile(r"[^\d;.()]{0,24}[,(] ?(?:tức(?: là)?|tương đương|hay(?: là)?|bình quân(?: mỗi [^\W\d]+)?|tính ra)(?: khoảng)? $")
MONTHS = re.compile(r"\btừ tháng (?P<first>\d{1,2}) đến (?:hết |cuối )?tháng (?P<last>\d{1,2})\b")
MONTHLY = re.compile(r"\b(?:mỗi|hằng|hàng|một) tháng\b[^\d;.]{0,50}$|\bbình quân (?:mỗi )?tháng\b[^\d;.]{0,50}$")
TOGETHER = re.compile(r"\b(?:tổng số|tổng cộng|cả thảy|tất cả|tổng)(?: là| được)? $")
IN_A_ROW = re.compile(r"\blần lượt(?: là| có| được| đạt|:)? $")
MEAN = re.compile(r"[,;(] ?(?:tính )?(?:bình quân|trung bình)(?: mỗi [^\W\d]+| chung| đạt| là)* $")
WITHIN = re.compile(r"\b(?:mỗi|từng) (?P<each>[^\W\d]+(?: [^\W\d]+)?) (?:có|gồm|được|bố trí) (?:từ )?$")


def judge_unitwise(context: Context) -> Iterator[Claim]:
    """The amounts and means of every sentence."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        words = context.folded[start:end]
        figures = passage.figures
        if "/" in words:
            yield from _by_time(context, figures)
            yield from _by_thing(context, figures)
        if "từ tháng" in words:
            yield from _over_months(context, passage, figures)
        if "lần lượt" in words:
            yield from _mean_of_row(context, figures)
        if "mỗi " in words or "từng " in words:
            yield from _within(context, passage, figures)


def _by_time(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    for one, other in zip(figures, figures[1:], strict=False):
        first, second = PER.match(context.folded, one.end), PER.match(context.folded, other.end)
        if first is None or second is None or one.kind != "count" or other.kind != "count" or one.noun != other.noun:
            continue
        if one.hedge or other.hedge or not AS.fullmatch(context.folded, first.end(), other.start):
            continue
        units = first["unit"], second["unit"]
        more = TIMES.get(units)
        times = Fraction(more) if more else Fraction(1, TIMES[units[::-1]]) if units[::-1] in TIMES else None
        if times is not None:
            right = one.value * times
            slack = max(other.step, one.step * times) / 2
            text = f"{vn(one.value)} x {vn(times)}" if times > 1 else f"{vn(one.value)} / {vn(1 / times)}"
            yield context.outcome("average", other, [one], f"{text} = {vn(right)}", vn(right), wrong=abs(right - other.value) > slack)


def _by_thing(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    """1.050 lượt người …, trị giá 105 triệu đồng, tức 100.000 đồng/lượt người."""
    for total, one in zip(figures, figures[1:], strict=False):
        each = EACH.match(context.folded, one.end) if one.group == "money" == total.group else None
        if each is None or total.hedge or one.hedge or not SAME.fullmatch(context.folded, max(total.end, total.after), one.start):
            continue
        noun = each["each"].split(" ")[0]
        over = [f for f in figures if f.kind == "count" and f.end < total.start and context.folded.startswith(f" {noun} ", f.end)]
        whole = [f for f in over if not re.search(r"\b(?:bình quân|mỗi)\b[^\d,;.]*$", context.folded[max(0, f.start - 40) : f.start])]
        values = {f.value: f for f in whole if not f.hedge and f.value > 1}
        if not values or noun in ("năm", "tháng"):
            continue
        right = next((f for value, f in values.items() if fit(total.value / value, one.value, one.step) != "off"), None)
        if right is not None or len(values) == 1:
            used = right or next(iter(values.values()))
            share = total.value / used.value
            text = f"{vn(total.value)} / {vn(used.value)} = {vn(share)}"
            yield context.outcome("average", one, [total, used], text, vn(share), wrong=right is None)


def _over_months(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    period = MONTHS.search(context.folded, passage.sentence.start, passage.sentence.end)
    months = int(period["last"]) - int(period["first"]) + 1 if period else 0
    counts = [f for f in figures if f.kind == "count" and not f.hedge]
    means = [f for f in counts if MONTHLY.search(context.folded, max(passage.sentence.start, f.start - 90), f.start)]
    totals = [f for f in counts if TOGETHER.search(context.folded, max(passage.sentence.start, f.start - 30), f.start)]
    if months < 2 or not means or len(totals) != 1 or totals[0].noun != means[0].noun or totals[0] is means[0]:
        return
    mean, total = means[0], totals[0]
    right = total.value / months
    text = f"{vn(total.value)} / {months} = {vn(rounded(right, mean.step))}"
    yield context.outcome("average", mean, [total], text, vn(right), wrong=fit(right, mean.value, mean.step) == "off")


def _mean_of_row(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    """Kết nạp lần lượt 9, 11 và 13 đảng viên, bình quân 11 đảng viên/năm."""
    for place, first in enumerate(figures):
        if first.kind != "count" or not IN_A_ROW.search(context.folded, max(0, first.start - 24), first.start):
            continue
        row = [first]
        for figure in figures[place + 1 :]:
            between = context.folded[row[-1].end : figure.start]
            if figure.kind != "count" or not re.fullmatch(r"[^\d,;.()]{0,20}(?:,| và|, và) ", between):
                break
            row.append(figure)
        rest = figures[place + len(row) :]
        if len(row) < 3 or not rest or rest[0].kind != "count" or rest[0].hedge or rest[0].noun != row[-1].noun:
            continue
        mean = rest[0]
        if MEAN.search(context.folded[row[-1].end : mean.start]):
            values = in_one_unit(context, row)
            right = sum(values, Fraction(0)) / len(row)
            text = f"({' + '.join(vn(value) for value in values)}) / {len(row)} = {vn(right)}"
            yield context.outcome("average", mean, row, text, vn(right), wrong=fit(right, mean.value, mean.step) == "off")


def in_one_unit(context: Context, row: list[Figure]) -> list[Fraction]:
    """12, 15, 9 và 14 triệu đồng: the numbers of a row with the scale that only the last of them bears."""
    written = NUMERAL.match(context.written(row[-1]))
    plain = numeral(written[0]) if written else None
    scale = row[-1].value / plain.value if plain is not None and plain.value else Fraction(1)
    return [figure.value if figure.noun else figure.value * scale for figure in row]


def _within(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Mỗi chi bộ có từ 3 - 5 chi ủy viên; 20 chi bộ có 78 chi ủy viên: between so many times the least and the most."""
    for span, number, total in zip(figures, figures[1:], figures[2:], strict=False):
        said = WITHIN.search(context.folded, max(passage.sentence.start, span.start - 40), span.start) if span.kind == "range" else None
        if said is None or span.other is None or number.kind != "count" or total.kind != "count" or number.hedge or total.hedge:
            continue
        counted = context.folded.startswith(f" {said['each']}", number.end) and span.noun == total.noun != ""
        if not counted or not re.fullmatch(
            r"[^\d,;.()]{0,40}\b(?:có|là|gồm)(?: tất cả| tổng số)? ", context.folded[number.end : total.start]
        ):
            continue
        low, high = span.value * number.value, span.other * number.value
        wrong = not low <= total.value <= high
        text = f"{vn(number.value)} x {vn(span.value)} = {vn(low)}; {vn(number.value)} x {vn(span.other)} = {vn(high)}"
        yield context.outcome("average", total, [number, span], text, vn(high), wrong=wrong)
