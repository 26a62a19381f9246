"""Percentages of kinds that exclude each other: together at most, and when all kinds are named exactly, one hundred."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck import families
from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure

FULL = {"xếp loại": 4, "kỷ luật": 5, "giới": 2, "biểu quyết": 3}
Rated = dict[int, Figure]


def judge_hundred(context: Context, passage: Passage) -> Iterator[Claim]:
    """The grades of a sentence given as percentages only, and shares above the whole."""
    for family in FULL:
        rated = _rated(context, passage, family)
        if rated is not None and len(rated) >= 2:
            yield from _judge(context, family, list(rated.values()))


def _rated(context: Context, passage: Passage, family: str) -> Rated | None:
    """The percentage said of each kind; None when a kind comes twice or the percentages have different wholes."""
    found: Rated = {}
    for piece in passage.pieces:
        percents = [figure for figure in piece.figures if figure.kind == "percent"]
        if len(percents) != 1:
            continue
        kinds = [kind for name, kind in families.families(piece.text(context.folded)) if name == family]
        if len(kinds) != 1 or percents[0].hedge or any(figure.counts for figure in piece.figures):
            continue
        if kinds[0] in found or "so với" in context.folded[percents[0].end : piece.end]:
            return None
        found[kinds[0]] = percents[0]
    return found


def _judge(context: Context, family: str, figures: list[Figure]) -> Iterator[Claim]:
    total = sum((figure.value for figure in figures), Fraction(0))
    slack = sum((figure.step for figure in figures), Fraction(0))
    full = len(figures) >= FULL[family]
    text = " + ".join(context.written(figure) for figure in figures) + f" = {vn(total)}%"
    stated = context.written(figures[0])
    if total > 100 + slack or (full and total < 100 - slack):
        yield context.claim(
            context.covering(*figures),
            "share",
            "inconsistent",
            text + "; các loại loại trừ nhau phải cộng thành 100%",
            stated,
            "100%",
            figures,
        )
    elif abs(total - 100) <= slack:
        yield context.claim(context.covering(*figures), "share", "consistent", text, stated, None, figures)
