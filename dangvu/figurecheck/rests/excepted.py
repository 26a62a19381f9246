"""What is left of a whole of the paragraph before: Đảng bộ có 432 đảng viên. … Có 30 đảng viên được miễn …, còn 402 đảng viên tham gia …

No words tie the two to that whole; only a slip of the pen in one of the three says that they were meant to make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

LEFT = re.compile(r"[,;] (?:hiện )?(?:chỉ )?còn(?: lại)?(?: là)? $")
BETWEEN = re.compile(r"[^\d.;:()]{3,90}[,;] (?:hiện )?(?:chỉ )?còn(?: lại)?(?: là)? $")
COMPARED = re.compile(r"\b(?:tăng|giảm|so với|cùng kỳ|thêm|từ|xuống)\b")
BACK, PARAGRAPHS, TELLING = 4, 2, 20


def judge_excepted(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence whose two counts of one noun are what is taken off and what is left."""
    for passage in context.passages:
        if context.folded.find(" còn ", passage.sentence.start, passage.sentence.end) < 0:
            continue
        figures = [f for f in passage.figures if f.kind == "count" and f.counts]
        if len(figures) < 2 or any(f.kind not in ("count", "year") for f in passage.figures[:2]):
            continue
        off, left = figures[:2]
        marks = {context.source.back(f.start, f.end) for f in (off, left)}
        if marks & decided or off.noun != left.noun or not off.noun or off.hedge or left.hedge or off.value >= left.value:
            continue
        between = context.folded[off.after or off.end : left.start]
        if BETWEEN.fullmatch(between) and not COMPARED.search(context.folded, passage.sentence.start, left.start):
            yield from _judge(context, passage, off, left)


def _judge(context: Context, passage: Passage, off: Figure, left: Figure) -> Iterator[Claim]:
    total = off.value + left.value
    wholes = list(_wholes(passage, left))
    if whole := next((one for one in wholes if one.value == total), None):
        yield _claim(context, whole, off, left, wrong=False)
        return
    for whole in wholes[:1]:
        readings = [(left.value, whole.value - off.value), (off.value, whole.value - left.value), (whole.value, total)]
        weight = min(chance(stated, meant) if meant > 0 else Fraction(1) for stated, meant in readings)
        if total >= TELLING and weight * len(readings) * min(2 * abs(total - whole.value) / total, Fraction(1)) <= UNLIKELY:
            yield _claim(context, whole, off, left, wrong=True)


def _wholes(passage: Passage, left: Figure) -> Iterator[Figure]:
    """The counts of that noun in the sentences before that are larger than what is left, the nearest sentence first."""
    earlier, steps = passage.before, 0
    while earlier is not None and steps < BACK and passage.paragraph - earlier.paragraph <= PARAGRAPHS:
        alike = [f for f in earlier.figures if f.kind == "count" and f.noun == left.noun and not f.hedge and 2 * f.value > left.value]
        yield from sorted(alike, key=lambda f: -f.value)[:1]
        earlier, steps = earlier.before, steps + 1


def _claim(context: Context, whole: Figure, off: Figure, left: Figure, *, wrong: bool) -> Claim:
    right = whole.value - off.value
    text = f"{context.written(whole)} - {context.written(off)} = {vn(right)}"
    return context.outcome("difference", left, [off, whole], text, vn(right), wrong=wrong)
