"""So many, so much each and all together, whatever is counted: 420 ghế, 14 hàng, mỗi hàng 30 ghế · mỗi tháng 215 hồ sơ, cả quý 645."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

EACH = re.compile(r"\b(?:mỗi|từng|một|1|01)\s(?P<each>[^\W\d]+)(?:\s[^\W\d]+){0,6}\s$")
PER = re.compile(r"[^\d;.,()]{0,24}/\s?(?:1 )?(?P<each>[^\W\d]+)")
BEHIND = re.compile(r"\s(?P<noun>[^\W\d]+)")
DIVIDED = re.compile(r"\b(?:chia|phân|bố trí|xếp)\s(?:[^\W\d]+\s){0,2}$")
BOUND = re.compile(r"\s?(?:[^\W\d]+\s){0,2}(?:trở lên|trở xuống)")
SPREAD = re.compile(
    r"\b(?:ít nhất|tối thiểu|tối đa|từ|không quá|trong đó|khoảng|gần|hơn|trên|phụ trách|theo dõi|giúp đỡ)\s?$|"
    r"\b(?:phấn đấu|dự kiến|mục tiêu|sẽ)\b"
)
MONTHLY = re.compile(r"\b(?:mỗi|hằng|hàng|một)\s(?P<unit>tháng|quý|tuần|ngày)\b[^\d;.]{0,60}$")
WHOLE_PERIOD = re.compile(
    r"\b(?:(?P<quarter>cả quý|quý (?:iv|i{1,3}|[1-4])|trong quý)|(?P<year>cả năm|năm \d{4}|trong năm|năm qua)|"
    r"(?P<months>\d{1,2}|ba|sáu|chín) tháng|(?P<half>nửa (?:đầu )?năm)|(?P<week>cả tuần|trong tuần))\b[^\d;.]{0,60}$"
)
MONTHS = {"ba": 3, "sáu": 6, "chín": 9}
NEARLY = Fraction(1, 2)


def judge_multiples(context: Context, decided: Marks) -> Iterator[Claim]:
    """The shares of one of several in each sentence."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        for place, one in enumerate(figures):
            if one.kind != "count" or one.hedge or context.source.back(one.start, one.end) in decided:
                continue
            if BOUND.match(context.folded, one.end):
                continue
            yield from _each(context, passage, figures, place)
            yield from _by_period(context, passage, figures, one)


def _behind(context: Context, figure: Figure) -> str:
    """The word behind a number, whether it is known or not; that of "lượt người" is lượt."""
    match = BEHIND.match(context.folded, figure.end)
    return match["noun"] if match else ""


def _each(context: Context, passage: Passage, figures: list[Figure], place: int) -> Iterator[Claim]:
    one = figures[place]
    last = figures[place - 1].end if place else passage.sentence.start
    lead = context.folded[last : one.start]
    said = EACH.search(lead) or PER.match(context.folded, one.end)
    if said is None or SPREAD.search(lead):
        return
    numbers = [
        f for f in figures if f.kind == "count" and not f.hedge and f is not one and _behind(context, f) == said["each"] and f.value > 1
    ]
    totals = [
        f for f in figures if f.kind == "count" and f is not one and f not in numbers and not f.hedge and _may_be_all(context, one, f)
    ]
    if len(numbers) != 1 or not totals:
        return
    number = numbers[0]
    how = next((total for total in totals if fit(total.value / number.value, one.value, one.step) != "off"), None)
    if how is not None:
        yield _claim(context, one, number.value, [number], how, wrong=False)
        return
    total = totals[-1]
    right = number.value * one.value
    near = abs(right - total.value) <= total.value * NEARLY or _tenfold(right, total.value)
    together = sorted(figures.index(f) for f in (one, number, total))
    beside = together[-1] - together[0] == 2
    slips = (chance(total.value / total.step, right / total.step), chance(one.value, total.value / number.value))
    if len(totals) == 1 and near and (beside or min(slips) <= UNLIKELY):
        yield _claim(context, one, number.value, [number], total, wrong=True)


def _tenfold(right: Fraction, stated: Fraction) -> bool:
    """12 triệu for 120 triệu: the digits are right, the noughts are not."""
    return any(stated * power == right or right * power == stated for power in (10, 1000))


def _may_be_all(context: Context, one: Figure, total: Figure) -> bool:
    if total.value <= one.value or not _behind(context, one) or PER.match(context.folded, total.end):
        return False
    if total.noun == one.noun != "" or _behind(context, total) == _behind(context, one):
        return True
    if DIVIDED.search(context.folded, max(0, total.start - 40), total.start) and one.noun in ("người", "em", "đồng chí", ""):
        return True
    named = context.folded[max(0, total.start - 50) : total.start]
    return total.noun == "" and re.search(rf"\bsố {re.escape(_behind(context, one))}\b", named) is not None


def _by_period(context: Context, passage: Passage, figures: list[Figure], one: Figure) -> Iterator[Claim]:
    """Trung bình mỗi tháng 215 hồ sơ; cả quý 645: months, quarters and years are of known length."""
    monthly = MONTHLY.search(context.folded, max(passage.sentence.start, one.start - 80), one.start)
    if monthly is None:
        return
    found = []
    for total in figures:
        same = total.kind == "count" and not total.hedge and total is not one and total.noun == one.noun and total.value > one.value
        last = max((f.end for f in figures if f.end <= total.start and f.noun not in ("tháng", "")), default=passage.sentence.start)
        period = WHOLE_PERIOD.search(context.folded, max(last, total.start - 90), total.start) if same else None
        length = _length(monthly["unit"], period) if period else 0
        if length:
            found.append((total, length))
    if len(found) == 1 and not _in_brackets(context, passage, found[0][0]):
        total, length = found[0]
        wrong = fit(total.value / length, one.value, one.step) == "off"
        yield _claim(context, one, Fraction(length), [], total, wrong=wrong)


def _in_brackets(context: Context, passage: Passage, figure: Figure) -> bool:
    """tăng 5,3% so với năm 2023 (203.800 lượt): of another year."""
    lead = context.folded[passage.sentence.start : figure.start]
    return lead.count("(") > lead.count(")")


def _length(unit: str, period: re.Match[str]) -> int:
    """How many months, quarters or days a period has."""
    if unit == "ngày":
        return 7 if period["week"] else 0
    if unit == "tuần" or period["week"]:
        return 0
    months = 12 if period["year"] else 6 if period["half"] else 3 if period["quarter"] else 0
    if period["months"]:
        months = MONTHS.get(period["months"]) or int(period["months"])
    return months if unit == "tháng" else months // 3 if months % 3 == 0 else 0


def _claim(context: Context, one: Figure, number: Fraction, counted: list[Figure], total: Figure, *, wrong: bool) -> Claim:
    right, stated = number * one.value, context.written(total)
    text = f"{vn(number)} x {vn(one.value)} = {vn(right)}" + (f"; văn bản ghi {stated}" if wrong else "")
    figures = [one, *counted, total]
    verdict = VERDICTS["off" if wrong else "exact"]
    return context.claim(context.covering(*figures), "average", verdict, text, stated, vn(right), figures)
