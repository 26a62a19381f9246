"""By how much, of just two figures before it in the sentence.

Từ 148 thôn, làng nay còn 119 thôn, làng, giảm 29 · chiếm 27,1% …, trong khi cuối năm 2020 mới là 24,6%, tăng 2,5 điểm phần trăm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.changes.compared import MOVED, figures_in, moves_in
from dangvu.figurecheck.changes.rates import of_two_things, points
from dangvu.figurecheck.changes.triples import LONG_AGO
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import GOAL
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move

FROM = re.compile(r"(?:^|[\s,;(])từ (?:chỗ )?(?:chỉ )?(?:có |là )?$")
TO = re.compile(r"\b(?:còn|xuống|lên|thành|hiện|nay|đến nay)\b[^;.]*$")
OTHERWISE = re.compile(r"\b(?:so với|hơn|mỗi|bình quân|trung bình|hằng năm|hàng năm)\b")
SOFT = re.compile(r"\b(?:phấn đấu|dự kiến|mục tiêu|sẽ|lần lượt|tương ứng)\b")
THAT_IS = re.compile(
    r"[^\d;.()%]{0,30}[,(]\s?(?:tức(?: là)?|tương đương(?: với)?|tương ứng(?: với)?|nghĩa là|hay|bằng)?\s?(?:mức |đã )?(?:tăng|giảm)? ?$"
)
BECAUSE = re.compile(r" (?:là )?(?:do|vì|bởi|nhờ)\b")
FAR, TWO = 90, 2


def judge_from_to(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every move of a sentence that nothing has decided yet, where no third figure of its kind stands before it."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        moves = moves_in(context, passage, figures)
        for move in moves:
            if context.source.back(move.by.start, move.by.end) in decided or SOFT.search(
                context.folded, passage.sentence.start, move.by.start
            ):
                continue
            if move.by.kind == "count":
                yield from _counts(context, passage, move, figures)
            elif move.by.kind == "points":
                yield from _rates(context, passage, move, figures)
        yield from _both_ways(context, passage, moves, figures, decided)


def _counts(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    before = [f for f in figures if f.kind == "count" and f.end <= move.by.start and not f.in_words and f.noun == move.by.noun]
    if len(before) != TWO or not move.by.noun or before[1].hedge or before[0].hedge not in ("", "least"):
        return
    then, now = before
    lead, between = context.folded[passage.sentence.start : then.start], context.folded[then.end : now.start]
    behind = context.folded[max(now.end, now.after) : move.by.start]
    if (
        not (FROM.search(lead) or LONG_AGO.search(lead))
        or not TO.search(between)
        or LONG_AGO.search(between)
        or GOAL.search(between)
        or MOVED.search(between)
    ):
        return
    if len(behind) > FAR or any(sign in ";." or sign.isdigit() for sign in behind):
        return
    gap = (now.value - then.value) * move.sign
    if 0 < move.by.value < gap and BECAUSE.match(context.folded, max(move.by.end, move.by.after)):
        return  # giảm 1 chi bộ do giải thể …: as many of them for this reason
    yield difference_claim(context, now, move.by, then, VERDICTS["exact" if fit(gap, move.by.value, move.by.step) != "off" else "off"])


def _rates(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    before = [f for f in figures if f.kind == "percent" and f.end <= move.by.start]
    if len(before) != TWO or any(f.hedge or f.in_words for f in before) or len({f.step for f in (*before, move.by)}) > 1:
        return
    first, second = before
    told = context.folded[first.end : passage.sentence.end]
    if ";" in context.folded[first.end : move.by.start] or OTHERWISE.search(told) or not first.step < 1:
        return
    if of_two_things(context.folded[passage.sentence.start : first.start], context.folded[first.end : second.start].partition(",")[2]):
        return
    now, then = (first, second) if (first.value - second.value) * move.sign > 0 else (second, first)
    yield points(context, now, then, move.by, move.sign)


def _both_ways(context: Context, passage: Passage, moves: list[Move], figures: list[Figure], decided: Marks) -> Iterator[Claim]:
    """Năm 2018 có 16 đảng viên; … tăng 8 đảng viên, tức tăng 50%: by a number and by a rate, of the one other count of its noun."""
    for place, by in enumerate(figures[:-1]):
        rate = figures[place + 1]
        move = next((one for one in moves if one.by is by), None)
        if move is None or by.kind != "count" or not by.noun or rate.kind != "percent" or rate.hedge or by.hedge:
            continue
        if context.source.back(rate.start, rate.end) in decided or not THAT_IS.fullmatch(context.folded, max(by.end, by.after), rate.start):
            continue
        others = [f for f in figures if f is not by and f.kind == "count" and f.noun and (f.noun == by.noun or of_one_kind(f, by))]
        if len(others) != 1 or others[0].hedge or others[0].in_words or not others[0].value or others[0].end > by.start:
            continue
        told = others[0]
        bases = [one for one in (told.value, told.value - by.value * move.sign) if one > 0]
        ways = [by.value * 100 / base for base in bases]
        fitting = next((way for way in ways if fit(way, rate.value, rate.step) != "off"), None)
        way = fitting if fitting is not None else ways[0]
        text = f"{vn(by.value)} / {vn(bases[ways.index(way)])} = {vn(way, rate.decimals + 2)}%"
        right = vn(rounded(way, Fraction(1, 10**rate.decimals)), rate.decimals) + "%"
        yield context.outcome("growth", rate, [by, told], text, right, wrong=fitting is None)
