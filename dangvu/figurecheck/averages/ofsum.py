"""Means whose sum stands behind them in a bracket, or whose units are two nouns counted elsewhere.

Tuổi bình quân của 15 đồng chí là 42,6 tuổi (tổng số tuổi 639) · 12 xã và 1 thị trấn … 39 cuộc, bình quân mỗi xã, thị trấn 3 cuộc.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words

MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^\d;.()%]{0,40}$")
IS = re.compile(r"[^\d;.()%]{0,60}\b(?:là|đạt|:)\s?$")
SUM = re.compile(r"[^\d;.()%]{0,20}\((?:với )?tổng(?P<of>[^\d;.()%]{0,40})$")
EACH = re.compile(
    r"\b(?:bình quân|trung bình)(?: cho)? (?:mỗi|một) (?P<one>[^\W\d]+(?: [^\W\d]+)?), (?P<two>[^\W\d]+(?: [^\W\d]+)?)"
    r"(?: là| có| được| đạt)? $"
)
TOGETHER = re.compile(
    r"(?<![\d.,/])(?=(?P<a>\d{1,3}) (?P<one>[^\W\d]+(?: [^\W\d]+)?)(?: và|,| cùng) (?:(?P<b>\d{1,3}) )?(?P<two>[^\W\d]+(?: [^\W\d]+)?))"
)
ALL = re.compile(r"\b(?:toàn|cả|huyện|tỉnh|thành phố|thị xã)\b[^\d.;()]{0,30}\b(?:có|gồm) (?:tổng số )?$")
NO_MORE = re.compile(r"\s?(?:[,.;()\n]|với\b|trực thuộc\b|$)")
FILLERS = words("số cộng là của các được thời gian đã")
CUES, TWO, LEAD = ("bình quân", "trung bình"), 2, 60
EACH_OF_TWO = re.compile(r"(?:bình quân|trung bình)(?: cho)? (?:mỗi|một) [^\W\d]+(?: [^\W\d]+)?, ")
ENDS = re.compile(r"[^\d;.()%]{0,60}[,;] (?:tính )?$")


def judge_of_sum(context: Context) -> Iterator[Claim]:
    """The means of every sentence that has such a word."""
    if not any(cue in context.folded for cue in CUES):
        return
    units = deque(TOGETHER.finditer(context.folded) if EACH_OF_TWO.search(context.folded) else ())
    told: dict[frozenset[str], dict[int, bool]] = defaultdict(dict)
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        while units and units[0].start() < start:
            _add(context, told, units.popleft())
        if not any(context.folded.find(cue, start, end) >= 0 for cue in CUES):
            continue
        figures = passage.figures
        for many, mean, total in zip(figures, figures[1:], figures[2:], strict=False):
            if any(f.kind != "count" or f.hedge for f in (many, mean, total)) or many.value < TWO:
                continue
            if total.noun in ("", mean.noun) and _is_of_sum(context, start, many, mean, total):
                yield _claim(context, mean, total, many.value, [many])
        for total, mean in zip(figures, figures[1:], strict=False):
            if mean.kind == total.kind == "count" and not mean.hedge and not total.hedge and total.noun == mean.noun != "":
                yield from _over_both(context, told, total, mean)


def _is_of_sum(context: Context, start: int, many: Figure, mean: Figure, total: Figure) -> bool:
    """Whether the bracket has the sum of what the mean is of: not (tổng vốn vay 500 triệu đồng) behind a mean of incomes."""
    lead = context.folded[start : many.start]
    between = context.folded[max(many.end, many.after) : mean.start]
    of_sum = SUM.fullmatch(context.folded, max(mean.end, mean.after), total.start)
    if of_sum is None or not MEAN.search(lead) or not IS.fullmatch(between):
        return False
    return words_of(of_sum["of"]) <= words_of(lead + between) | words_of(mean.noun) | words_of(context.written(mean)) | FILLERS


def _add(context: Context, told: dict[frozenset[str], dict[int, bool]], unit: re.Match[str]) -> None:
    """15 xã và 2 thị trấn: how many, and whether they are all that there are."""
    value = int(unit["a"]) + int(unit["b"] or 0)
    every = ALL.search(context.folded, max(0, unit.start() - LEAD), unit.start()) is not None
    for two in (unit["two"], unit["two"].split(" ")[0]):
        ends = NO_MORE.match(context.folded, unit.start("two") + len(two)) is not None
        values = told[frozenset((unit["one"], two))]
        values[value] = values.get(value, False) or (every and ends)


def _over_both(context: Context, told: dict[frozenset[str], dict[int, bool]], total: Figure, mean: Figure) -> Iterator[Claim]:
    """Bình quân mỗi xã, thị trấn: the one number of them that the text has before."""
    said = EACH.search(context.folded, max(total.end, total.after), mean.start)
    if said is None or not ENDS.fullmatch(context.folded, max(total.end, total.after), said.start()):
        return
    values = told.get(frozenset((said["one"], said["two"])), {})
    if len(values) == 1:
        ((many, every),) = values.items()
        if many > 1 and (every or fit(total.value / many, mean.value, mean.step) != "off"):
            yield _claim(context, mean, total, Fraction(many), [])


def _claim(context: Context, mean: Figure, total: Figure, many: Fraction, beside: list[Figure]) -> Claim:
    actual = total.value / many
    right = vn(rounded(actual, mean.step), mean.decimals)
    text = f"{vn(total.value)} / {vn(many)} = {vn(actual, mean.decimals + 2)}"
    return context.outcome("average", mean, [total, *beside], text, right, wrong=fit(actual, mean.value, mean.step) == "off")
