"""From what to what something moved, told again: 31 đồng chí, giảm 6 so với năm 2022 (37 đồng chí) … giảm từ 37 xuống 31 đồng chí."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.meant.times import of_one_stretch
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import slipped
from dangvu.figurecheck.told.turned import content_of
from dangvu.figurecheck.told.twice import told_again

AGAINST = re.compile(r"[^\d;.()%]{0,30}\bso với\b[^;.()%]{0,40}\([^\d;.()%]{0,20}$")
FROM = re.compile(r"\btừ $")
MOVING = frozenset({"giảm", "tăng", "từ", "đã", "xuống", "lên", "phải", "thì"})
MANY, SHARED = 60, 2


def judge_moved_again(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every "từ … xuống …" against the sentences that tell now, by how much and from what, where that comes out."""
    told = [(now, then, passage) for passage in context.passages for now, then in _told(context, passage)]
    if not told or len(told) > MANY:
        return
    for passage in context.passages:
        if " từ " not in context.folded[passage.sentence.start : passage.sentence.end]:
            continue
        by_start = {figure.start: figure for figure in passage.figures}
        for later, then in moves_of(context, passage):
            now = by_start.get(later)
            if now is None or now.kind != "count" or now.hedge or not FROM.search(context.folded, max(0, then.start - 4), then.start):
                continue
            alike = [one for one in told if one[2] is not passage and _same(context, passage, then, now, one)]
            pairs = {(one[0].value, one[1].value) for one in alike}
            if len(pairs) != 1 or {context.source.back(f.start, f.end) for f in (now, then, *alike[0][:2])} & alarmed:
                continue
            first_now, first_then, where = alike[0]
            end, first = (then, first_then) if first_now.value == now.value else (now, first_now)
            if _of_one_year(context, passage, where) or end.value == first.value or slipped(end.value, first.value):
                yield told_again(context, end, first)


def _of_one_year(context: Context, passage: Passage, where: Passage) -> bool:
    """Whether both sentences name the same years."""
    years, others = (YEAR.findall(context.folded, one.sentence.start, one.sentence.end) for one in (passage, where))
    return bool(years) and set(years) == set(others)


def _told(context: Context, passage: Passage) -> Iterator[tuple[Figure, Figure]]:
    """31 đồng chí, giảm 6 đồng chí so với năm 2022 (37 đồng chí): now and then."""
    figures = passage.figures
    for now, by, then in zip(figures, figures[1:], figures[2:], strict=False):
        if (now.kind, then.kind) != ("count", "count") or any(f.hedge for f in (now, by, then)) or not of_one_kind(now, then):
            continue
        move = next((one for one in moves_in(context, passage, figures) if one.by is by), None)
        if move and AGAINST.fullmatch(context.folded[max(by.end, by.after) : then.start]) and _comes_out(now, by, then, move.sign):
            yield now, then


def _comes_out(now: Figure, by: Figure, then: Figure, sign: int) -> bool:
    """By a number, or by a rate."""
    if by.kind == "count":
        return now.value == then.value + by.value * sign
    return by.kind == "percent" and then.value > 0 and fit((now.value - then.value) * sign * 100 / then.value, by.value, by.step) == "exact"


def _same(context: Context, passage: Passage, then: Figure, now: Figure, one: tuple[Figure, Figure, Passage]) -> bool:
    """Whether one end is the same, of one noun, and the words before both are of one thing."""
    first_now, first_then, where = one
    short, long = sorted((now.noun, first_now.noun), key=len)
    if (
        not of_one_stretch(context, then, first_now)
        or not (short == long or (short and long.startswith(f"{short} ")))
        or (now.value == first_now.value) + (then.value == first_then.value) == 0
    ):
        return False
    lead = re.split(r"[,;:.]\s", context.folded[passage.sentence.start : then.start])[-1]
    said = re.split(r"[;]\s", context.folded[where.sentence.start : first_now.start])[-1]
    said += " " + re.split(r"[;,]\s", context.folded[max(first_now.end, first_now.after) : first_then.start])[0]
    words = set(content_of(lead, now)) - MOVING
    return len(words) >= SHARED and words <= set(content_of(said, first_now))
