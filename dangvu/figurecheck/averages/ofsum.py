"""Means whose sum stands behind them in a bracket, or whose units are two nouns counted elsewhere.

Tuổi bình quân của 15 đồng chí là 42,6 tuổi (tổng số tuổi 639) · 12 xã và 1 thị trấn … 39 cuộc, bình quân mỗi xã, thị trấn 3 cuộc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^\d;.()%]{0,40}$")
IS = re.compile(r"[^\d;.()%]{0,60}\b(?:là|đạt|:)\s?$")
SUM = re.compile(r"[^\d;.()%]{0,20}\((?:với )?tổng(?: số| cộng| thời gian)?[^\d;.()%]{0,24}$")
EACH = re.compile(
    r"\b(?:bình quân|trung bình)(?: cho)? (?:mỗi|một) (?P<one>[^\W\d]+(?: [^\W\d]+)?), (?P<two>[^\W\d]+(?: [^\W\d]+)?)"
    r"(?: là| có| được| đạt)? $"
)
ENDS = re.compile(r"[^\d;.()%]{0,60}[,;] (?:tính )?$")


def judge_of_sum(context: Context) -> Iterator[Claim]:
    """The means of every sentence that has such a word."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("bình quân", start, end) < 0 and context.folded.find("trung bình", start, end) < 0:
            continue
        figures = passage.figures
        for many, mean, total in zip(figures, figures[1:], figures[2:], strict=False):
            if any(f.kind != "count" or f.hedge for f in (many, mean, total)) or many.value < 2:
                continue
            lead = context.folded[start : many.start]
            between = context.folded[max(many.end, many.after) : mean.start]
            behind = context.folded[max(mean.end, mean.after) : total.start]
            if total.noun in ("", mean.noun) and MEAN.search(lead) and IS.fullmatch(between) and SUM.fullmatch(behind):
                yield _claim(context, mean, total, many.value, [many])
        for total, mean in zip(figures, figures[1:], strict=False):
            if mean.kind == total.kind == "count" and not mean.hedge and not total.hedge and total.noun == mean.noun != "":
                yield from _over_both(context, passage, total, mean)


def _over_both(context: Context, passage: Passage, total: Figure, mean: Figure) -> Iterator[Claim]:
    """Bình quân mỗi xã, thị trấn: the one number of them that the text has before."""
    said = EACH.search(context.folded, max(total.end, total.after), mean.start)
    if said is None or not ENDS.fullmatch(context.folded, max(total.end, total.after), said.start()):
        return
    one, two = re.escape(said["one"]), re.escape(said["two"])
    together = re.compile(
        rf"(?<![\d.,/])(?P<a>\d{{1,3}}) (?:{one}(?: và|,| cùng) (?P<b>\d{{1,3}}) {two}|{two}(?: và|,| cùng) (?P<c>\d{{1,3}}) {one}|"
        rf"{one}, {two}|{two}, {one})\b"
    )
    values = {int(m["a"]) + int(m["b"] or m["c"] or 0) for m in together.finditer(context.folded, 0, passage.sentence.start)}
    if len(values) == 1 and (many := Fraction(values.pop())) > 1:
        yield _claim(context, mean, total, many, [])


def _claim(context: Context, mean: Figure, total: Figure, many: Fraction, beside: list[Figure]) -> Claim:
    actual = total.value / many
    right = vn(rounded(actual, mean.step), mean.decimals)
    text = f"{vn(total.value)} / {vn(many)} = {vn(actual, mean.decimals + 2)}"
    return context.outcome("average", mean, [total, *beside], text, right, wrong=fit(actual, mean.value, mean.step) == "off")
