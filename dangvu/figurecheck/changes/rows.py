"""Rows of figures in one order: lần lượt là 64, 71 và 83 đảng viên … 75%, 77,46% và 80,72% (48, 55 và 67 đồng chí); 29 tổ chức và
87 đảng viên, tăng 4 tổ chức và 11 đảng viên so với năm 2021 (25 tổ chức, 76 đảng viên).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.changes.rates import DOWN
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change
from dangvu.figurecheck.reading.nouns import group_of

NEXT = re.compile(r"\s?(?:[,;]|và|[,;] và)\s*")
IN_TURN = re.compile(r"lần lượt|tương ứng|theo thứ tự")
REACH, FEWEST = 200, 3
Row = list[Figure]


def judge_rows(context: Context, passage: Passage) -> Iterator[Claim]:
    """Rows of shares beside rows of counts, and changes of two things at once."""
    yield from _shares(context, passage)
    if len(passage.figures) > FEWEST:
        yield from _of_ratios(context, passage)
        yield from _each_of(context, passage)
    for mention in passage.reading.mentions:
        for change in mention.changes:
            yield from _of_two(context, passage, change)


def _rows(context: Context, start: int, end: int) -> list[Row]:
    """Figures of one kind that follow each other without other words than their noun."""
    rows: list[Row] = []
    for before, figure in pairwise([None, *context.reader.between(start, end)]):
        assert figure is not None
        joined = before is not None and NEXT.fullmatch(context.folded, max(before.after, before.end), figure.start)
        if joined and rows and rows[-1][-1] is before and before.kind == figure.kind:
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return [row for row in rows if len(row) > 1 and row[0].kind in ("count", "percent")]


def _shares(context: Context, passage: Passage) -> Iterator[Claim]:
    """Wholes, percentages and parts of equal number; said in turn, so that each belongs to the one in its place."""
    first = passage.before if passage.before and passage.before.paragraph == passage.paragraph else passage
    start, end = first.sentence.start, passage.sentence.end
    if not IN_TURN.search(context.folded, start, end):
        return
    rows = _rows(context, start, end)
    for place, percents in enumerate(rows):
        if percents[0].kind != "percent" or percents[0].start < passage.sentence.start:
            continue
        others = [row for row in (*rows[:place], *rows[place + 1 : place + 2]) if len(row) == len(percents) and row[0].kind == "count"]
        if len(others) == 2:
            yield from _in_turn(context, percents, *sorted(others, key=lambda row: -sum(figure.value for figure in row)))


def _of_ratios(context: Context, passage: Passage) -> Iterator[Claim]:
    """66/74 tổ chức và 149/163 đảng viên có vi phạm, đạt tỷ lệ 89,19% và 91,41%: the percentages in the order of the ratios."""
    start, end = passage.sentence.start, passage.sentence.end
    for percents in _rows(context, start, end):
        if percents[0].kind != "percent":
            continue
        before = [figure for figure in context.reader.between(start, percents[0].start) if figure.kind in ("ratio", "percent")]
        ratios = before[-len(percents) :]
        if len(ratios) == len(percents) and all(figure.kind == "ratio" and figure.other for figure in ratios):
            wholes = [replace(figure, value=figure.other, other=None) for figure in ratios if figure.other]
            yield from _in_turn(context, percents, wholes, ratios)


def _in_turn(context: Context, percents: Row, wholes: Row, parts: Row) -> Iterator[Claim]:
    judged = [
        (percent, whole, part, fit(part.value * 100 / whole.value, percent.value, percent.step) if whole.value else "off")
        for percent, whole, part in zip(percents, wholes, parts, strict=True)
    ]
    if 2 * sum(how != "off" for *_, how in judged) < len(judged):
        return
    for percent, whole, part, how in judged:
        actual = part.value * 100 / whole.value if whole.value else part.value
        right = vn(rounded(actual, percent.step), percent.decimals) + "%"
        text = f"{vn(part.value)} / {vn(whole.value)} = {vn(actual, percent.decimals + 2)}%"
        text += "" if how == "exact" else f"; văn bản ghi {context.written(percent)}"
        figures = [percent, whole, part]
        yield context.claim((percent.start, percent.end), "share", VERDICTS[how], text, context.written(percent), right, figures)


def _of_two(context: Context, passage: Passage, change: Change) -> Iterator[Claim]:
    """Two amounts of different things, measured from two counts of the same things."""
    reach = context.reader.between(change.start, min(passage.sentence.end, change.start + REACH))
    figures = [figure for figure in reach if figure.kind == "count" and figure.noun][:4]
    if len(figures) != 4 or not all(map(_alike, figures[:2], figures[2:])) or _alike(*figures[:2]):
        return
    if NEXT.fullmatch(context.folded, figures[0].after, figures[1].start) is None:
        return
    if any(figure.hedge for figure in figures) or "so với" not in context.folded[figures[1].start : figures[2].start]:
        return
    sign = -1 if change.verb in DOWN else 1
    for by, base in zip(figures[:2], figures[2:], strict=True):
        now = _last_before(passage, change, by.noun)
        if now is not None:
            right = now.value - base.value == sign * by.value
            yield difference_claim(context, now, by, base, "consistent" if right else "inconsistent")


def _alike(one: Figure, other: Figure) -> bool:
    """tổ chức of tổ chức đảng, đồng chí of đảng viên."""
    longer, shorter = sorted((one.noun, other.noun), key=len, reverse=True)
    return one.noun == other.noun or (one.group == other.group != "" and (longer.startswith(shorter) or one.group == "person"))


def _last_before(passage: Passage, change: Change, noun: str) -> Figure | None:
    """The count of a noun before a change; "tổ chức" is also said of "tổ chức đảng"."""
    counts = [
        m.figure for m in passage.reading.mentions if m.figure.end <= change.start and m.figure.kind == "count" and not m.figure.hedge
    ]
    named = [figure for figure in counts if figure.noun == noun] or [f for f in counts if f.group == group_of(noun) != ""]
    return named[-1] if named else None


def _each_of(context: Context, passage: Passage) -> Iterator[Claim]:
    """5 lớp cho 418 quần chúng; các lớp lần lượt có 92, 78, 85, 81 và 82 học viên: as many figures as things, and what they make."""
    start, end = passage.sentence.start, passage.sentence.end
    for row in _rows(context, start, end):
        if len(row) < FEWEST or row[0].kind != "count" or any(figure.hedge or figure.noun for figure in row[:-1]):
            continue
        counts = [figure for figure in context.reader.between(start, row[0].start) if figure.kind == "count" and not figure.hedge]
        numbers = [figure for figure in counts if figure.value == len(row) and figure.noun and figure.noun != row[-1].noun]
        group = row[-1].group
        wholes = [f for f in counts if f not in numbers and f.value > max(one.value for one in row) and group in ("", f.group)]
        percents = [figure for figure in context.reader.between(start, row[0].start) if figure.kind == "percent"]
        if not numbers or not wholes or percents:
            continue
        total = sum((figure.value for figure in row), Fraction(0))
        whole = next((f for f in wholes if f.value == total), wholes[-1])
        text = " + ".join(context.written(figure) for figure in row) + f" = {vn(total)}"
        yield context.outcome("sum", whole, row, text, vn(total), wrong=whole.value != total)
