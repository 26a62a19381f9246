"""What the numbers of ratios make: cấp huyện có 58/290 người, cấp xã có 69/276 người, cộng chung hai cấp là 127 người."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import of_one_kind

TOGETHER = re.compile(
    r"[,;.] (?:như vậy,? )?(?:tính chung|cộng chung|tổng cộng|cộng lại|cộng|cả(?= (?:hai|ba|bốn|[234]) [^\W\d]))"
    r"(?: (?:cả )?(?P<number>hai|ba|bốn|2|3|4)(?: [^\W\d]+){1,3})?(?: (?:là|có|được|đạt))* $"
)
NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "2": 2, "3": 3, "4": 4}
FEWEST, NEAR = 2, 4


def judge_of_ratios(context: Context, decided: Marks) -> Iterator[Claim]:
    """The counts behind such words, where only ratios stand before them in the sentence."""
    for passage in context.passages:
        ratios = [f for f in passage.figures if f.kind == "ratio" and f.other]
        if len(ratios) < FEWEST:
            continue
        for total in passage.figures:
            cue = TOGETHER.search(context.folded, max(passage.sentence.start, total.start - 60), total.start)
            if cue is None or total.kind != "count" or total.hedge or context.source.back(total.start, total.end) in decided:
                continue
            before = [f for f in ratios if f.end < total.start]
            number = NUMBERS.get(cue["number"] or "", len(before))
            if len(before) < FEWEST or len(before) != number or not all(of_one_kind(f, total) for f in before):
                continue
            values = min(([f.value for f in before], [f.other or Fraction(0) for f in before]), key=lambda one: abs(sum(one) - total.value))
            added = sum(values, Fraction(0))
            if NEAR * abs(added - total.value) <= total.value:
                text = f"{' + '.join(vn(value) for value in values)} = {vn(added)}"
                yield context.outcome("sum", total, before, text, vn(added), wrong=added != total.value)
