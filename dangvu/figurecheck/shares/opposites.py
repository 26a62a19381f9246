"""Rates and what they leave: 98,3% dự họp, số vắng chiếm 1,7%; a rate of persons, households or bodies is no more than all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.changes.compared import MOVED
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import EVERYBODY
from dangvu.figurecheck.shares.feasible import NOT_WHOLE

REST = re.compile(
    r"[^\d;.:()%]{0,30}?[,;]?\s(?:và |chỉ |còn )?(?:số |tỷ lệ )?(?P<word>còn lại|vắng|chưa|không|phản đối|"
    r"không tán thành)\b[^\d;.()%]{0,50}$"
)
AIMED = re.compile(r"\b(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|quy định|mức|bằng)\b")
RATE = re.compile(r"\b(?:tỷ|tỉ) lệ (?:các |số )?(?P<of>[^\d,;:.()%]{3,60}?)\s(?:đạt|là|chiếm|bằng|ước đạt)(?: gần| hơn| trên)?\s$")
ALONE = re.compile(r"\s?(?:[.,;)\n]|$|và\b|đề nghị|là\b|chưa|không|đang|có ý kiến|số ý kiến|ý kiến)")


def judge_opposites(context: Context, passage: Passage) -> Iterator[Claim]:
    """The rates of a sentence that stand for themselves."""
    figures = passage.figures
    for one, other in zip(figures, figures[1:], strict=False):
        rates = one.kind == other.kind == "percent" and not one.hedge and not other.hedge
        rest = REST.fullmatch(context.folded, one.end, other.start) if rates else None
        rest = None if rest and AIMED.search(rest[0]) else rest  # 85,4%, chưa đạt chỉ tiêu 90%
        if rest is not None and not MOVED.search(context.folded, passage.sentence.start, one.start):
            yield from _with_its_rest(context, one, other, rest["word"], alone=len(figures) == 2)
    for figure in figures:
        if figure.kind == "percent" and figure.value > 100 and not figure.in_words:
            yield from _beyond(context, passage, figure)


def _with_its_rest(context: Context, one: Figure, other: Figure, word: str, *, alone: bool) -> Iterator[Claim]:
    total, slack = one.value + other.value, (one.step + other.step) / 2
    whole = abs(total - 100) <= slack
    if not (whole or total > 100 + slack or (word == "còn lại" and alone)) or not ALONE.match(context.folded, other.end):
        return
    text = f"{vn(one.value)}% + {vn(other.value)}% = {vn(total)}%" + ("" if whole else "; hai phần phải cộng thành 100%")
    figures = [other, one]
    verdict = VERDICTS["exact" if whole else "off"]
    yield context.claim(context.covering(*figures), "share", verdict, text, context.written(other), f"{vn(100 - one.value)}%", figures)


def _beyond(context: Context, passage: Passage, figure: Figure) -> Iterator[Claim]:
    """Tỷ lệ hộ dân sử dụng điện đạt 109,86%."""
    said = RATE.search(context.folded, max(passage.sentence.start, figure.start - 90), figure.start)
    unit = nouns.UNIT.match(f" {said['of']}") if said else None
    if unit is None or nouns.group_of(unit["noun"]) not in EVERYBODY or not ALONE.match(context.folded, figure.end):
        return
    if NOT_WHOLE.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    stated = context.written(figure)
    text = f"{stated}: tỷ lệ của một phần không thể vượt quá 100%"
    yield context.claim((figure.start, figure.end), "feasibility", "inconsistent", text, stated, None, [figure])
