"""Totals of two things at once, with their parts: 86 tổ chức, 5.364 đảng viên: 19 tổ chức, 1.087 đảng viên; 67 và 4.277.

Where the one column comes out, the parts are all there, and the other column must come out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import Told
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.sums.added import sum_claim

BESIDE = 60
"""Characters between the two counts of a pair at most."""
MOST_ROWS = 10
TELLING, SMALL = 10, 2
TOTAL = re.compile(r"\b(?:tổng|cộng)\b")
CLOSE = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counts of different things side by side."""

    first: Mention
    second: Mention
    paragraph: int

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """What the two counts say."""
        return self.first.figure.value, self.second.figure.value


def judge_twofold(context: Context, told: Told) -> Iterator[Claim]:
    """Every pair against the pairs that follow it, or that it closes."""
    pairs = list(_pairs(told))
    done: set[int] = set()
    for place, head in enumerate(pairs):
        after = [pair for pair in pairs[place + 1 : place + 1 + MOST_ROWS] if pair.paragraph - head.paragraph <= 1]
        before = [pair for pair in pairs[max(0, place - MOST_ROWS) : place] if pair.paragraph == head.paragraph][::-1]
        for rows in (after, before):
            least = SMALL if rows is before and TOTAL.search(context.folded, head.first.piece.start, head.first.figure.start) else TELLING
            if head.first.figure.start not in done and (claim := _judge(context, head, _alike(head, rows), least)):
                done |= {pair.first.figure.start for pair in rows}
                yield claim


def _pairs(told: Told) -> Iterator[Pair]:
    taken = -1
    for place, (first, second) in enumerate(pairwise(told.mentions)):
        apart = second.figure.start - (first.figure.after or first.figure.end)
        counted = all(one.figure.kind == "count" and not one.figure.hedge and one.figure.value.denominator == 1 for one in (first, second))
        same = told.passages[place] is told.passages[place + 1]
        if place > taken and counted and same and 0 <= apart <= BESIDE and _of_two(first, second):
            taken = place + 1
            yield Pair(first, second, told.passages[place].paragraph)


def _of_two(first: Mention, second: Mention) -> bool:
    groups = first.figure.group, second.figure.group
    return (groups[0] != groups[1] and "" not in groups) or groups == ("", "")


def _alike(head: Pair, rows: list[Pair]) -> list[Pair]:
    """The rows up to the first that counts other things."""
    found = []
    for row in rows:
        known = [(head.first, row.first), (head.second, row.second)]
        if any(part.figure.group not in ("", whole.figure.group) for whole, part in known) or not head.first.figure.group:
            break
        found.append(row)
    return found


def _judge(context: Context, head: Pair, rows: list[Pair], least: int) -> Claim | None:
    if min(head.values) < least:
        return None
    for count in range(2, len(rows) + 1):
        sums = [sum((row.values[column] for row in rows[:count]), Fraction(0)) for column in (0, 1)]
        right = [sums[column] == head.values[column] for column in (0, 1)]
        if not any(right):
            continue
        column = right.index(False) if not all(right) else 0
        if abs(sums[column] - head.values[column]) > head.values[column] * CLOSE:
            return None
        whole, *parts = ((row.first, row.second)[column].figure for row in (head, *rows[:count]))
        return sum_claim(context, whole, parts)
    return None
