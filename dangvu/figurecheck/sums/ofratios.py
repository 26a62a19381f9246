"""What the numbers of ratios make: cấp huyện có 58/290 người, cấp xã có 69/276 người, cộng chung hai cấp là 127 người."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.sums.added import sum_claim

TOGETHER = re.compile(
    r"[,;.] (?:như vậy,? )?(?:tính chung|cộng chung|tổng cộng|cộng lại|cộng|cả)(?: (?:cả )?(?P<number>hai|ba|bốn|2|3|4)(?: [^\W\d]+){1,3})?"
    r"(?: (?:là|có|được|đạt))* $"
)
NUMBERS = {"hai": 2, "ba": 3, "bốn": 4}
FEWEST = 2


def judge_of_ratios(context: Context, decided: Marks) -> Iterator[Claim]:
    """The counts behind such words, where only ratios stand before them in the sentence."""
    for passage in context.passages:
        ratios = [f for f in passage.figures if f.kind == "ratio" and f.other]
        if len(ratios) < FEWEST:
            continue
        for total in passage.figures:
            before = [f for f in ratios if f.end < total.start]
            if total.kind != "count" or total.hedge or len(before) < FEWEST or context.source.back(total.start, total.end) in decided:
                continue
            cue = TOGETHER.search(context.folded, max(passage.sentence.start, total.start - 60), total.start)
            if cue is None or not all(of_one_kind(f, total) for f in before):
                continue
            number = NUMBERS.get(cue["number"] or "") or int(cue["number"] or len(before))
            if number != len(before):
                continue
            wholes = [replace(f, value=f.other or Fraction(0)) for f in before]
            all_of_them = sum((f.value for f in wholes), Fraction(0)) == total.value
            yield sum_claim(context, total, wholes if all_of_them else before)
