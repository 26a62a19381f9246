"""Percentages of kinds that exclude each other: together at most, and when all kinds are named exactly, one hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.pieces import Piece

FULL = {"xếp loại": 4, "kỷ luật": 5, "giới": 2, "biểu quyết": 3}
SECTORS = tuple(re.compile(words) for words in (r"nông|khu vực i\b", r"công nghiệp|xây dựng|khu vực ii\b", r"dịch vụ|khu vực iii\b"))
MOVING = re.compile(r"\b(?:tăng|giảm)\b(?! (?:lên|xuống|còn)| từ)|so với|từ \d")
TAXED = re.compile(r"thuế|grdp|\btỉnh\b|thành phố|khu vực")
Rated = dict[int, Figure]


def judge_hundred(context: Context, passage: Passage) -> Iterator[Claim]:
    """The grades of a sentence given as percentages only, and shares above the whole."""
    rows = [(piece, found[0]) for piece in passage.pieces if len(found := [one for one in piece.figures if one.kind == "percent"]) == 1]
    for family in FULL if len(rows) > 1 else ():
        rated = _rated(context, rows, family)
        if rated is not None and len(rated) >= 2:
            yield from _judge(context, family, list(rated.values()))
    yield from _structure(context, passage)


def _structure(context: Context, passage: Passage) -> Iterator[Claim]:
    """Cơ cấu kinh tế: nông nghiệp 48,5%, công nghiệp - xây dựng 21,3%, dịch vụ 30,2%; a province may leave out its taxes."""
    start, end = passage.sentence.start, passage.sentence.end
    at = context.folded.find("cơ cấu kinh tế", start, end)
    rows = [(piece, piece.figures) for piece in passage.pieces if piece.start >= at >= 0 and piece.figures] if at >= 0 else []
    figures: list[Figure] = []
    words = ""
    for piece, found in rows:
        said = piece.text(context.folded)
        if len(found) != 1 or found[0].kind != "percent" or found[0].hedge or MOVING.search(said):
            break
        figures.append(found[0])
        words += said + "; "
    if len(figures) < len(SECTORS) or not all(sector.search(words) for sector in SECTORS):
        return
    total = sum((figure.value for figure in figures), Fraction(0))
    slack = sum((figure.step for figure in figures), Fraction(0)) / 2
    if total < 100 - slack and TAXED.search(context.folded, start, end):
        return
    right = abs(total - 100) <= slack
    text = (
        " + ".join(context.written(figure) for figure in figures) + f" = {vn(total)}%" + ("" if right else "; cơ cấu phải cộng thành 100%")
    )
    verdict: Verdict = "consistent" if right else "inconsistent"
    yield context.claim(context.covering(*figures), "share", verdict, text, context.written(figures[0]), "100%", figures)


def _rated(context: Context, rows: list[tuple[Piece, Figure]], family: str) -> Rated | None:
    """The percentage said of each kind; None when a kind comes twice or the percentages have different wholes."""
    found: Rated = {}
    for piece, percent in rows:
        kinds = [kind for name, kind in families.families(piece.text(context.folded)) if name == family]
        if len(kinds) != 1 or percent.hedge or any(figure.counts for figure in piece.figures):
            continue
        if kinds[0] in found or "so với" in context.folded[percent.end : piece.end]:
            return None
        found[kinds[0]] = percent
    return found


def _judge(context: Context, family: str, figures: list[Figure]) -> Iterator[Claim]:
    total = sum((figure.value for figure in figures), Fraction(0))
    slack = sum((figure.step for figure in figures), Fraction(0))
    full = len(figures) >= FULL[family]
    text = " + ".join(context.written(figure) for figure in figures) + f" = {vn(total)}%"
    stated = context.written(figures[0])
    if total > 100 + slack / 2 or (full and total < 100 - slack):
        yield context.claim(
            context.covering(*figures),
            "share",
            "inconsistent",
            text + "; các loại loại trừ nhau phải cộng thành 100%",
            stated,
            "100%",
            figures,
        )
    elif 100 - slack <= total <= 100 + slack / 2:
        yield context.claim(context.covering(*figures), "share", "consistent", text, stated, None, figures)
