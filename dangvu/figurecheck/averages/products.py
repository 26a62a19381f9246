"""So many at so much each: 14 căn nhà (50 triệu đồng/căn), thành tiền 700 triệu đồng · 120 suất quà, mỗi suất 500.000 đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

BY_SLASH = re.compile(r"\s?/\s?(?:1 |01 )?(?P<each>[^\W\d]+)")
BY_WORD = re.compile(
    r"\b(?:mỗi|một|01|1) (?P<each>[^\W\d]+)(?: [^\W\d]+)?(?: (?:trị giá|được|thưởng|nhận|tặng|hưởng|góp|là|có giá|giá|hỗ trợ|"
    r"số tiền|tương đương))*:? (?:trị giá )?$"
)
TOTAL = re.compile(
    r"(?:thành tiền|tổng (?:quỹ lương|trị giá|giá trị|số tiền|kinh phí|cộng|tiền|mức hỗ trợ)|"
    r"(?:với |có )?(?:tổng )?(?:số tiền|kinh phí)|trị giá)"
    r"(?:[^\d;.,]{0,24})[\s(]$"
)
EACH = re.compile(r"[\s+-]{0,4}mỗi [^\d;.]{2,40} \d")
SPREAD = re.compile(r"bình quân|trung bình|từ \d|trở lên|tối đa|tối thiểu")
REACH = 60


def judge_products(context: Context, passage: Passage) -> Iterator[Claim]:
    """The price of one against the number and the total said in the same sentence, when each is said once."""
    start, end = passage.sentence.start, passage.sentence.end
    yield from _each_in_bracket(context, start, end)
    if context.folded.find(" đồng", start, end) < 0:
        return
    figures = [figure for figure in context.reader.between(start, end) if figure.kind == "count"]
    prices = [(figure, each) for figure in figures if figure.group == "money" and (each := each_of(context, start, figure))]
    earlier = passage.before
    before = earlier if earlier is not None and earlier.paragraph == passage.paragraph else None
    for price, each in prices:
        first, last = _clause(context, start, end, price)
        if price.hedge or SPREAD.search(context.folded, first, last) or sum(first <= one.start < last for one, _ in prices) > 1:
            continue
        yield from _judge(context, price, each, [figure for figure in figures if first <= figure.start < last], first, before)


def _each_in_bracket(context: Context, start: int, end: int) -> Iterator[Claim]:
    """4.128 buổi sinh hoạt (344 chi bộ, mỗi chi bộ 12 buổi): the number and the share of one in a bracket behind the total."""
    if context.folded.find(", mỗi ", start, end) < 0:
        return
    figures = [figure for figure in context.reader.between(start, end) if figure.kind != "year"]
    for total, number, one in zip(figures, figures[1:], figures[2:], strict=False):
        told = all(figure.kind == "count" and not figure.hedge and figure.noun for figure in (total, number, one))
        opened = re.fullmatch(r"[^\d;.()]{0,40}\(\s?", context.folded[total.after : number.start])
        each = re.fullmatch(rf", mỗi {re.escape(number.noun)} ", context.folded[number.after : one.start])
        if told and opened and each and total.noun == one.noun:
            yield _claim(context, number, one, total)


def _judge(context: Context, price: Figure, each: str, figures: list[Figure], first: int, before: Passage | None) -> Iterator[Claim]:
    numbers = [f for f in figures if f.noun.split(" ")[0] == each and f.value > 1 and not f.hedge]
    if not numbers and each == "người":  # trả lương cho 14 lao động, mỗi người 6 triệu đồng
        numbers = [f for f in figures if f.group == "person" and f.value > 1 and not f.hedge and f.end < price.start]
    totals = [f for f in figures if f.group == "money" and f is not price and _is_total(context, first, f, price)]
    largest = max(numbers, key=lambda one: one.value, default=None)
    if largest is not None and 2 * largest.value == sum(one.value for one in numbers):  # 137 hộ: 94 hộ nghèo, 43 hộ cận nghèo
        numbers = [largest]
    if not numbers and len(totals) == 1 and before is not None and EACH.match(context.folded, first):
        numbers = _of_the_sentence_before(before, each)
    if len(numbers) == 1 and len(totals) == 1:
        yield _claim(context, numbers[0], price, totals[0])


def _of_the_sentence_before(before: Passage, each: str) -> list[Figure]:
    """Trao 640 phần quà cho … (165 phần), …. Mỗi phần 500.000 đồng, tổng trị giá 320 triệu đồng: the whole of what it counts."""
    told = [f for f in before.figures if f.kind == "count" and f.noun.split(" ")[0] == each]
    whole = max(told, key=lambda one: one.value, default=None)
    if whole is None or whole.value <= 1 or any(f.hedge for f in told) or whole is not told[0]:
        return []
    return [whole] if len({f.value for f in told}) == 1 or 2 * whole.value >= sum(one.value for one in told) else []


def each_of(context: Context, start: int, figure: Figure) -> str:
    """What the price is of one of, and nothing for an amount that is no price."""
    match = BY_SLASH.match(context.folded, figure.after) or BY_WORD.search(context.folded, max(start, figure.start - REACH), figure.start)
    return match["each"] if match else ""


def _clause(context: Context, start: int, end: int, price: Figure) -> tuple[int, int]:
    """The stretch between semicolons around the price."""
    last = context.folded.find(";", price.end, end)
    return max(start, context.folded.rfind(";", start, price.start) + 1), last if last >= 0 else end


def _is_total(context: Context, first: int, figure: Figure, price: Figure) -> bool:
    if context.folded[price.after : figure.start].strip() == "(":  # mỗi căn 15 triệu đồng (210 triệu đồng)
        return True
    return TOTAL.search(context.folded, max(first, figure.start - REACH), figure.start) is not None


def _claim(context: Context, number: Figure, price: Figure, total: Figure) -> Claim:
    actual, stated = number.value * price.value, context.written(total)
    how = fit(actual, total.value, total.step, total.hedge)
    text = f"{vn(number.value)} x {vn(price.value)} = {vn(actual)}" + ("" if how == "exact" else f"; văn bản ghi {stated}")
    figures = [total, number, price]
    return context.claim(context.covering(*figures), "average", VERDICTS[how], text, stated, vn(actual), figures)
