"""Land, yield and crop, weight, price and money, length and cost, told over two sentences or in one.

đạt 6,3 tấn/ha. Với 2.080 ha, cả xã thu về 13.104 tấn · 8.000 đồng/kg, một héc-ta 6,3 tấn cho 50,4 triệu đồng ·
dài 8,4 km. Kinh phí 25,2 tỷ đồng, mỗi cây số tốn 3 tỷ đồng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.averages.averages import WEIGHTS
from dangvu.figurecheck.averages.spread import LAND
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

CROP = re.compile(r"\b(?:sản lượng|thu về|thu được|thu hoạch|cho|đạt|được)\b[^\d;.]{0,30}$")
OTHER_TIME = re.compile(r"\b(?:dự tính|dự kiến|phấn đấu|vụ sau|vụ tới|kế hoạch|mục tiêu|sẽ)\b")
SOME = re.compile(r"\b(?:riêng|trong đó|điển hình|gia đình|nhà|hộ|anh|chị|ông|bà|có nơi|dự kiến|phấn đấu|kế hoạch)\b")
PER_WEIGHT = re.compile(r"\s?/\s?(?:1 )?(?P<unit>kg|tạ|tấn|ký|cân)\b")
SOLD = re.compile(
    r"\b(?:thu về|thu được|thu|cho|được|bán|doanh thu|trị giá|thành tiền|tổng cộng|tổng tiền|là|bỏ túi|tức|"
    r"có)\b(?: [^\W\d]+){0,3} (?:\w+ )?$"
)
OTHER_MONEY = re.compile(
    r"\b(?:lãi|lời|chi phí|vốn|hỗ trợ|thuế|nộp|cọc|tăng|giảm|hơn|so với|thêm|công|trừ|đầu tư|trước đây|năm trước|còn)\b"
)
TAKEN_OFF = re.compile(r"[^\d;.]{0,20}\b(?:sau khi|trừ|chưa|cộng|kể cả|gồm cả|còn lại|mỗi)\b")
SPREAD = re.compile(r"\b(?:từ|đến|dao động|khoảng|tùy|mỗi|trở lên|loại)\b")
LENGTHS = {"cây số": "km", "ki-lô-mét": "km", "km": "km", "mét": "m", "m": "m", "héc-ta": "ha", "ha": "ha", "tấn": "tấn", "mét vuông": "m2"}
EACH = re.compile(
    r"\b(?:tính ra|bình quân|trung bình|như vậy)?,? ?(?:mỗi|một) (?P<unit>cây số|ki-lô-mét|km|mét vuông|mét|m|héc-ta|ha|tấn)"
    r"(?: [^\W\d]+){0,3}? (?:tốn|hết|mất|cần|chi phí|trị giá|giá|có giá|phải chi|là)(?: hết| gần| khoảng)? $"
)
WHOLE_COST = re.compile(r"\b(?:kinh phí|tổng vốn|vốn|tổng mức|chi phí|số tiền|trị giá|tổng)\b[^\d;.]{0,40}$")
LONG = re.compile(r"\b(?:dài|chiều dài|diện tích|rộng|tổng|được|gồm|khối lượng)\b[^\d;.]{0,24}$")
NEXT, BACK, FAR = 2, 3, 2


def judge_yields(context: Context, decided: Marks) -> Iterator[Claim]:
    """The crops, sales and costs of each sentence."""
    for place, passage in enumerate(context.passages):
        weights = [f for f in passage.figures if f.kind == "count" and f.noun in WEIGHTS]
        if weights:
            yield from _crop(context, place, passage, weights)
            yield from _sale(context, passage, weights)
        yield from _cost(context, passage, decided)


def _is_yield(context: Context, figure: Figure) -> bool:
    return figure.kind == "count" and figure.noun in WEIGHTS and LAND.match(context.folded, max(figure.end, figure.after)) is not None


def _crop(context: Context, place: int, passage: Passage, weights: list[Figure]) -> Iterator[Claim]:
    """Area and crop in one sentence, the yield in the one before or behind."""
    areas = [f for f in passage.figures if f.kind == "count" and f.noun in ("ha", "héc-ta")]
    if len(areas) != 1 or len(weights) != 1 or any(_is_yield(context, f) for f in weights) or areas[0].hedge or weights[0].hedge:
        return
    crop, area = weights[0], areas[0]
    if SOME.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    if not CROP.search(context.folded, passage.sentence.start, crop.start):
        return
    beside = [*context.passages[place + 1 : place + NEXT], *context.passages[max(0, place - 1) : place]]
    near = [one for one in beside if abs(one.paragraph - passage.paragraph) < FAR]
    near = [one for one in near if not OTHER_TIME.search(context.folded, one.sentence.start, one.sentence.end)]
    rates = [f for one in near for f in one.figures if _is_yield(context, f) and not f.hedge]
    if not rates:
        return
    weighed = [(rate, rate.value * area.value * Fraction(WEIGHTS[rate.noun], WEIGHTS[crop.noun])) for rate in rates]
    fitting = [(rate, right) for rate, right in weighed if abs(right - crop.value) <= _slack(rate, area, crop)]
    rate, right = fitting[0] if fitting else weighed[-1]
    text = f"{vn(rate.value)} x {vn(area.value)} = {vn(rate.value * area.value)} {rate.noun}"
    if fitting or len(rates) == 1 or chance(crop.value / crop.step, right / crop.step) <= UNLIKELY:
        yield context.outcome("average", crop, [area, rate], text, vn(right), wrong=not fitting)


def _slack(rate: Figure, area: Figure, crop: Figure) -> Fraction:
    weight = Fraction(WEIGHTS[rate.noun], WEIGHTS[crop.noun])
    return (rate.step / 2 * area.value + area.step / 2 * rate.value) * weight + crop.step


def _sale(context: Context, passage: Passage, weights: list[Figure]) -> Iterator[Claim]:
    """Price and weight against the money they bring."""
    money = [f for f in passage.figures if f.kind == "count" and f.group == "money"]
    prices = [(f, said["unit"]) for f in money if (said := PER_WEIGHT.match(context.folded, f.after))]
    totals = [f for f in money if f is not (prices[0][0] if prices else None)]
    told = _weighed(context, [f for f in weights if not _is_yield(context, f)])
    if len(prices) != 1 or len(totals) != 1 or len(set(told)) != 1:
        return
    (price, unit), total = prices[0], totals[0]
    used = [f for f in weights if not f.hedge]
    lead = (
        context.folded[max(passage.sentence.start, *(f.end for f in passage.figures if f.end <= total.start)) : total.start]
        if any(f.end <= total.start for f in passage.figures)
        else ""
    )
    before = context.folded[max(passage.sentence.start, price.start - 30) : price.start]
    if price.hedge or total.hedge or len(used) != len(weights) or OTHER_MONEY.search(lead) or not SOLD.search(lead):
        return
    if SPREAD.search(before) or PER_WEIGHT.match(context.folded, total.after) or "/" in context.folded[total.after : total.after + 2]:
        return
    if TAKEN_OFF.match(context.folded, total.after):
        return
    kilos = told[0]
    per = WEIGHTS.get(unit, 1)
    right = price.value * kilos / per
    slack = total.step + used[0].step * WEIGHTS[used[0].noun] / 2 * price.value / per + price.step / 2 * kilos / per
    text = f"{vn(price.value)} x {vn(kilos / per)} = {vn(right)}"
    yield context.outcome(
        "average", total, [price, used[0]], text, vn(right), wrong=abs(right - total.value) > min(slack, total.value / 20)
    )


def _weighed(context: Context, weights: list[Figure]) -> list[Fraction]:
    """In kilogrammes; 3 tấn 250 kg is one weight."""
    found: list[Fraction] = []
    last: Figure | None = None
    for figure in weights:
        value = figure.value * WEIGHTS[figure.noun]
        if last is not None and context.folded[last.after : figure.start] == " " and WEIGHTS[figure.noun] < WEIGHTS[last.noun]:
            found[-1] += value
        else:
            found.append(value)
        last = figure
    return found


def _cost(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """Kinh phí 25,2 tỷ đồng, tính ra mỗi cây số tốn 3 tỷ đồng: over the length of the sentences before."""
    for place, each in enumerate(passage.figures):
        if each.group != "money" or each.kind != "count" or each.hedge or not place:
            continue
        said = EACH.search(context.folded[passage.sentence.start : each.start])
        total = passage.figures[place - 1]
        if said is None or total.group != "money" or total.hedge or context.source.back(each.start, each.end) in decided:
            continue
        if not WHOLE_COST.search(context.folded, passage.sentence.start, total.start) or total.value <= 0:
            continue
        unit = LENGTHS[said["unit"]]
        told = [*passage.figures[: place - 1], *(f for one in _back(passage) for f in one.figures)]
        lengths = [f for f in told if f.kind == "count" and f.noun in (unit, said["unit"]) and not f.hedge]
        right = next((f for f in lengths if f.value and fit(total.value / f.value, each.value, each.step) != "off"), None)
        named = [f for f in lengths if LONG.search(context.folded, max(0, f.start - 40), f.start)]
        over = right or (named[-1] if len({f.value for f in named}) == 1 else lengths[0] if len(lengths) == 1 else _longest(lengths))
        if over is not None and over.value:
            share = total.value / over.value
            yield context.outcome(
                "average", each, [total, over], f"{vn(total.value)} / {vn(over.value)} = {vn(share)}", vn(share), wrong=right is None
            )


def _longest(lengths: list[Figure]) -> Figure | None:
    """Dài 8,4 km …; 5,1 km, 3,3 km: the others are its parts."""
    longest = max(lengths, key=lambda f: f.value, default=None)
    return longest if longest is not None and sum(f.value for f in lengths) == 2 * longest.value else None


def _back(passage: Passage) -> Iterator[Passage]:
    here, steps = passage, 0
    while here.before is not None and steps < BACK and passage.paragraph - here.before.paragraph <= BACK:
        here, steps = here.before, steps + 1
        yield here
