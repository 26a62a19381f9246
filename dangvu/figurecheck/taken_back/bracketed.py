"""Sums of a bracket that leave one of its numbers out: 23 cơ sở thờ tự (7 chùa …, 5 chùa …, 4 thánh thất …, 4 chùa …, 3 nhà thờ …).

Some rule may take the number before an unknown noun, or behind a place, for a name. All numbers of the bracket together say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.numbers import numeral

OPENED = re.compile(r"[^\d;.:()\n]{0,80}\((?P<inner>[^()\n]{3,400})\)")
NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?![\w.,/%])|(?<![\w.,/-])\d{1,6}(?![\d/%-]|[.,]\d)")
FEWEST = 2


def without_bracketed(context: Context, claims: Iterable[Claim]) -> list[Claim]:
    """The claims without the alarms of such sums."""
    return [claim for claim in claims if claim.verdict != "inconsistent" or claim.kind != "sum" or not _comes_out(context, claim)]


def _comes_out(context: Context, claim: Claim) -> bool:
    """Whether the numbers of the bracket behind the total make it, all of them."""
    if len(claim.figures) < FEWEST:
        return False
    start, end = claim.figures[0]
    opened = OPENED.match(context.source.given, end)
    total = numeral(context.source.given[start:end].strip())
    if opened is None or total is None or not opened.start("inner") <= claim.figures[1][0] < opened.end("inner"):
        return False
    found = [number.value for one in NUMBER.findall(opened["inner"]) if (number := numeral(one)) is not None]
    return len(found) > len(claim.figures) - 1 and sum(found, Fraction(0)) == total.value
