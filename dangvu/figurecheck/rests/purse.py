"""Amounts told in full that others before them make: trích nộp 30% tổng thu, bằng 79.860.000 đồng; tồn quỹ 88.675.000 đồng.

So many digits are met by no chance: what differs from one of many readings by a slip only is that reading with an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from dangvu.figurecheck.arithmetic import rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.rests.flows import opened_before
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.tables.summed import summed
from dangvu.figurecheck.tables.tables import inner_of

LEFT = re.compile(
    r"\b(?:tồn quỹ|tồn|kết dư|số dư|dư quỹ|còn dư|còn lại|còn|dư|để lại)\b[^\d;]{0,50}(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^\d;]{0,90})?$"
)
PART = re.compile(
    r"(?:\s(?!(?:dự toán|kế hoạch|chỉ tiêu|so với))[^\d;.:()%]{0,60}?)?"
    r"(?:,\s(?:tức )?(?:là|bằng|tương đương|tương ứng|số tiền|với số tiền|được)|(?:\slà|\sbằng|\svới số tiền)|:|\(|=)\s?$"
)
CAME = re.compile(r"\b(?:vận động|thu|tổng thu|tiếp nhận|huy động|quyên góp|được cấp|được)(?: được| là| đạt)* $")
WENT = re.compile(r"\b(?:đã|tổng) (?:chi|sử dụng|giải ngân|hỗ trợ)(?: là| hết)? $")
SHORT, FEWEST = 100, 2
REACH, MOST, LONG = 1200, 10, 1000


def judge_purse(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every full amount behind a percentage, or behind a word for what is left, that nothing has decided."""
    amounts = [f for f in context.reader.figures if f.kind == "count" and f.group == "money" and not f.hedge and not f.in_words]
    if len(amounts) < FEWEST:
        return
    tables = _totals(context, alarmed)
    starts, rows = [f.start for f in amounts], [f.start for f in tables]
    for passage in context.passages:
        for place, figure in enumerate(passage.figures):
            if figure.group != "money" or figure.kind != "count" or figure.hedge:
                continue
            if not _is_long(figure):
                if context.source.back(figure.start, figure.end) not in decided:
                    near = amounts[max(0, bisect_left(starts, figure.start) - MOST) : bisect_left(starts, figure.start)]
                    if not opened_before(context, passage):
                        yield from _cash(context, passage, figure, near)
                continue
            known = context.source.back(figure.start, figure.end) in decided
            near = amounts[bisect_left(starts, figure.start - REACH) : bisect_left(starts, figure.start)]
            near = near + tables[bisect_left(rows, figure.start - REACH) : bisect_left(rows, figure.start)]
            before = passage.figures[place - 1] if place else None
            if before is not None and before.kind == "percent" and PART.fullmatch(context.folded, before.end, figure.start):
                claims = _share(context, figure, before, near[-MOST:])
            elif LEFT.search(context.folded, max(passage.sentence.start, figure.start - 160), figure.start):
                outer = [f for f in near if not _in_bracket(context, f)]
                claims = _rest(context, figure, outer[-MOST:])
            else:
                continue
            yield from (claim for claim in claims if claim.verdict == "consistent" or not known)


def _cash(context: Context, passage: Passage, figure: Figure, amounts: list[Figure]) -> Iterator[Claim]:
    """Vận động được 386,5 triệu đồng. Đã chi 318,2 triệu đồng: …. Quỹ còn 68,3 triệu đồng: the one that came and the one that went."""
    if not LEFT.search(context.folded, passage.sentence.start, figure.start) or figure.value / figure.step < SHORT:
        return
    here = context.layout.paragraphs[passage.paragraph].start
    near = [f for f in amounts if here <= f.start < figure.start and not _in_bracket(context, f)]
    leads = {f.start: context.folded[max(here, f.start - 60) : f.start] for f in near}
    came = [f for f in near if CAME.search(leads[f.start])]
    went = [f for f in near if WENT.search(leads[f.start])]
    if len(came) == len(went) == 1 and came[0].start < went[0].start and came[0].value > went[0].value:
        text = f"{context.written(came[0])} - {context.written(went[0])}"
        yield from _judge(context, figure, [(came[0].value - went[0].value, [came[0], went[0]], text)], "difference")


def _in_bracket(context: Context, figure: Figure) -> bool:
    """Whether a bracket of its line is open before it: what it divides is told already."""
    line = context.folded[max(0, figure.start - 300) : figure.start].rsplit("\n", 1)[-1]
    return line.rfind("(") > line.rfind(")")


def _is_long(figure: Figure) -> bool:
    return figure.value / figure.step >= LONG


def _totals(context: Context, alarmed: Marks) -> list[Figure]:
    """The totals of the tables' columns of money, where they stand."""
    return [
        Figure("count", *inner_of(context, cell), whole.told, Fraction(whole.factor), noun="đồng", group="money")
        for _, wholes in (summed(context, alarmed) if context.layout.tables else ())
        for whole in wholes
        if whole.unit == "đồng" and not whole.open and len(whole.cells) == 1
        for cell in whole.cells
    ]


def _share(context: Context, figure: Figure, percent: Figure, near: list[Figure]) -> Iterator[Claim]:
    ways = [(one.value * percent.value / 100, [percent, one], f"{vn(one.value)} x {context.written(percent)}") for one in near]
    yield from _judge(context, figure, ways, "share")


def _rest(context: Context, figure: Figure, near: list[Figure]) -> Iterator[Claim]:
    """One amount less another, or what was there and came in less what went."""
    ways = []
    for one, other in permutations(near, 2):
        if one.value > other.value:
            ways.append((one.value - other.value, [one, other], f"{vn(one.value)} - {vn(other.value)}"))
        if one.start < other.start:
            added = one.value + other.value
            for gone in near:
                if gone is not one and gone is not other and gone.value < added:
                    text = f"{vn(one.value)} + {vn(other.value)} - {vn(gone.value)}"
                    ways.append((added - gone.value, [one, other, gone], text))
    yield from _judge(context, figure, ways, "difference")


def _judge(context: Context, figure: Figure, ways: list[tuple[Fraction, list[Figure], str]], kind: str) -> Iterator[Claim]:
    right = next((way for way in ways if abs(way[0] - figure.value) <= figure.step / 2), None)
    if right is not None:
        yield context.outcome(kind, figure, right[1], f"{right[2]} = {vn(right[0])}", vn(right[0]), wrong=False)
        return
    slips = [(_chance(figure, way[0]), way) for way in ways]
    slips = [(weight, way) for weight, way in slips if weight * len(ways) <= UNLIKELY]
    if len({way[0] for _, way in slips}) == 1:
        value, told, text = slips[0][1]
        yield context.outcome(kind, figure, told, f"{text} = {vn(value)}", vn(value), wrong=True)


def _chance(figure: Figure, right: Fraction) -> Fraction:
    """The weight of a slip; noughts at the end of both are no digits of theirs."""
    stated, meant = figure.value / figure.step, rounded(right, figure.step) / figure.step
    while stated and meant and not stated % 10 and not meant % 10:
        stated, meant = stated / 10, meant / 10
    return chance(stated, meant)
