"""A count that points back: "trong 19 trường hợp nêu trên" is one that was told before, or a sum of such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import Told, alike
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.slips import chance

OUT_OF = re.compile(r"\b(?:trong|trong số|trong tổng số)\s$")
POINTING = re.compile(r"\s?(?:[^\W\d]+\s){0,4}?(?:này|nêu trên|nói trên|trên đây|kể trên|ấy|đó)(?!\w)")
REACH, MOST = 1, 14
TELLING = 10
UNLIKELY = Fraction(1, 8)


def judge_pointed(context: Context, told: Told, alarmed: Marks) -> Iterator[Claim]:
    """Every such count against those before it."""
    for place, mention in enumerate(told.mentions):
        figure, passage = mention.figure, told.passages[place]
        points = OUT_OF.search(context.folded, max(passage.sentence.start, figure.start - 16), figure.start)
        if figure.kind != "count" or figure.value < TELLING or figure.hedge or points is None:
            continue
        if not POINTING.match(context.folded, figure.after or figure.end):
            continue
        before = [m for m in told.before(figure.start, passage.paragraph, reach=REACH, most=MOST) if alike(m, mention)]
        values = {value for m in before for value in (m.figure.value, m.figure.other) if value is not None}
        if figure.value in values:
            yield _claim(context, mention, next(m for m in before if figure.value in (m.figure.value, m.figure.other)), wrong=False)
            continue
        best = min(before, key=lambda m: chance(figure.value, m.figure.value), default=None)
        if best is None or _sum_of_some(figure.value, before) or alarmed & {context.source.back(best.figure.start, best.figure.end)}:
            continue
        if told_last := _told_last(told, place, before):
            yield _claim(context, mention, told_last, wrong=True)
        elif chance(figure.value, best.figure.value) * len(values) <= UNLIKELY:
            yield _claim(context, mention, best, wrong=True)


def _told_last(told: Told, place: int, before: list[Mention]) -> Mention | None:
    """The one count of the sentence before that is no part of a list."""
    earlier = told.passages[place].before
    if earlier is None:
        return None
    parts = {id(item) for listing in earlier.reading.listings if len(listing.items) > 1 for item in listing.items}
    here = [m for m in before if m.figure.start >= earlier.sentence.start and id(m) not in parts]
    return here[0] if len(here) == 1 and not here[0].figure.hedge else None


def _sum_of_some(value: Fraction, before: list[Mention]) -> bool:
    """Whether the last counts together are meant."""
    total = Fraction(0)
    for mention in before:
        total += mention.figure.value
        if total == value:
            return True
    return False


def _claim(context: Context, again: Mention, first: Mention, *, wrong: bool) -> Claim:
    one, other = context.written(first.figure), context.written(again.figure)
    text = f"Chỗ trước ghi {one}" + (f", chỗ này nhắc lại là {other}" if wrong else "")
    span = again.figure.start, again.figure.after or again.figure.end
    return context.claim(span, "repeat", VERDICTS["off" if wrong else "exact"], text, other, one, [again.figure, first.figure])
