"""A percentage that is right of what the parts make and of nothing else: 450 triệu đồng, trong đó … 210 triệu, … 140 triệu (chiếm 40%).

The parts are all there, since the percentage was taken of them together; so it is the whole that is mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.sums.added import sum_claim

OPEN = re.compile(r"[^\d;.()]{0,40}[,;:] (?:trong đó|gồm|bao gồm)\b[^\d;.()]{0,60}$")
NEXT = re.compile(r"[^\d;.()]{0,20}[,;] [^\d;.()]{0,60}$")
SHARE = re.compile(r"[^\d;.()]{0,30}(?:,|\()\s?(?:chiếm|tỷ lệ|chiếm tỷ lệ|bằng|đạt)?\s?$")
PLACES = 4


def judge_of_parts(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every whole with two parts behind it, the last with its percentage."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("%", start, end) < 0:
            continue
        figures = passage.figures
        for place in range(len(figures) - PLACES + 1):
            whole, one, other, share = figures[place : place + PLACES]
            kinds = [f.kind for f in (whole, one, other, share)]
            if kinds == ["count", "count", "count", "percent"] and _is_wrong(context, whole, one, other, share):
                marks = {context.source.back(f.start, f.end) for f in (whole, one, other, share)}
                if not marks & alarmed:
                    yield sum_claim(context, whole, [one, other])


def _is_wrong(context: Context, whole: Figure, one: Figure, other: Figure, share: Figure) -> bool:
    if any(f.hedge for f in (whole, one, other, share)) or not whole.noun or {one.noun, other.noun} - {whole.noun}:
        return False
    total = one.value + other.value
    if total >= whole.value or not all(
        pattern.fullmatch(context.folded, max(first.end, first.after), second.start)
        for pattern, first, second in ((OPEN, whole, one), (NEXT, one, other), (SHARE, other, share))
    ):
        return False
    of_whole = [part.value * 100 / base for part in (one, other) for base in (whole.value, whole.value - one.value)]
    if any(fit(actual, share.value, share.step) != "off" for actual in of_whole):
        return False
    if fit(other.value * 100 / total, share.value, share.step) != "exact" and share.step == Fraction(1):
        return False
    right = fit(other.value * 100 / total, share.value, share.step) != "off"
    step = min(whole.step, one.step, other.step)
    return right and (whole.group == "money" or chance(whole.value / step, total / step) <= UNLIKELY)
