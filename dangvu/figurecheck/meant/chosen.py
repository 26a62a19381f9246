"""Lists that do not claim to make their head: the largest of its parts, those that it does not hold, and those of other times."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import Listing, Mention

SHORT = Fraction(7, 10)
"""A list that tells of less than this part of its head may be a choice of the largest."""

BADGE_GAP = 15
"""Years of the Party between two badges beside each other in a list, at most."""

OTHER_TIMES = re.compile(r"\b(?:nhất|hơn|so với|cùng kỳ|kỷ lục|các năm (?:trước|gần đây)|những năm)\b")
LEFT_OUT = re.compile(r"(?:còn |có )?\b(?:chưa|không|vắng|miễn|trừ|loại trừ|ngoài)\b")


def a_choice(heads: list[Mention], items: list[Mention]) -> bool:
    """23 đảng viên, trong đó có 01 đồng chí 60 năm tuổi Đảng, 02 đồng chí 55 năm: the oldest of them, or the oldest and the youngest."""
    least = min(head.figure.value for head in heads)
    return _total(items) < SHORT * least or (_total(items) < least and _leaves_badges_out(items))


def _leaves_badges_out(items: list[Mention]) -> bool:
    """60 năm and 30 năm: badges between them may have been given too."""
    years = sorted(int(found[1]) for item in items if (found := families.BADGE.search(item.label)))
    return any(later - earlier > BADGE_GAP for earlier, later in pairwise(years))


def left_out(listing: Listing, head: Mention, items: list[Mention]) -> bool:
    """4.512 đồng chí được xếp loại (miễn 287 đồng chí, chưa xếp loại 66 đồng chí): those the head does not hold."""
    out = [LEFT_OUT.match(item.label) is not None for item in items]
    if listing.cue != "bracket" or not out[0] or LEFT_OUT.search(head.label):
        return False
    return _total(items) < head.figure.value and (all(out) or _total(items) * 2 < head.figure.value)


def told_of_other_times(context: Context, listing: Listing, head: Mention, items: list[Mention]) -> bool:
    """64, cao nhất trong ba năm gần đây (năm 2022: 47; năm 2023: 52): each part is of a year of its own, and so is the head."""
    if listing.cue != "bracket" or len(items) < 2 or not all(families.PERIOD.search(item.label) for item in items):
        return False
    return OTHER_TIMES.search(context.folded, head.figure.end, items[0].piece.start) is not None


def _total(items: list[Mention]) -> Fraction:
    return sum((item.figure.value for item in items), Fraction(0))
