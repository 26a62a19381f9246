"""Percentages alone that divide one whole, whatever it is: ages, grades, kinds; together they make a hundred.

They are known by their bands (từ 18 đến 35, trên 55) or by making a hundred but for a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.slips import UNLIKELY, chance

BAND = re.compile(
    r"\b(?:dưới|trên|từ(?: trên| đủ)?) \d{1,3} (?:tuổi|năm|đảng viên|người|đồng chí)|\b\d{1,3} (?:-|–|đến|tới) (?:dưới )?\d{1,3}\b|"
    r"\btừ \d{1,3} (?:tuổi )?(?:đến|tới|trở)"
)
APART = re.compile(r"\b(?:tăng|giảm|so với|hơn|kém|cùng kỳ|kế hoạch|chỉ tiêu|mục tiêu|dự toán|vượt|bình quân|năm \d{4}|quý|tháng \d)\b")
SAID = re.compile(r"\s?(?:[,;.]|\svà\b|$|\()")
STRUCTURE = re.compile(
    r"\b(?:cơ cấu|tỷ trọng|nguồn vốn|bao gồm|gồm|phân theo|chia theo|theo (?:độ tuổi|trình độ|thành phần|loại hình|khối|nghề nghiệp))\b"
)
IN_ALL = re.compile(r"(?:và )?(?:tổng )?(?:cộng|tổng)\b")
FEWEST, LONGEST = 3, 8


def judge_bands(context: Context, decided: Marks) -> Iterator[Claim]:
    """The rows of percentages of each sentence, one in each of its pieces."""
    for passage in context.passages:
        yield from _judge(context, passage, decided)


def _judge(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    row: list[tuple[Figure, str]] = []
    for piece in passage.pieces:
        found = [figure for figure in piece.figures if figure.kind not in ("label", "year", "years")]
        percents = [figure for figure in found if figure.kind == "percent"]
        words = piece.text(context.folded)
        if not percents:
            if found and any(figure.counts for figure in found) and not BAND.search(words):
                break
            continue
        if (
            len(percents) != 1
            or APART.search(words)
            or percents[0].hedge not in ("",)
            or any(figure.counts and not BAND.search(words) for figure in found)
        ):
            break
        row.append((percents[0], words))
    in_all = len(row) > FEWEST and row[-1][0].value == 100 and IN_ALL.match(row[-1][1].lstrip()) is not None
    row = row[:-1] if in_all else row
    figures = [figure for figure, _ in row]
    fewest = 2 if STRUCTURE.search(context.folded, passage.sentence.start, row[0][0].start if row else 0) else FEWEST
    if not fewest <= len(row) <= LONGEST or ELLIPSIS.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    if any(context.source.back(figure.start, figure.end) in decided for figure in figures) or "trong đó" in row[0][1]:
        return
    banded = all(BAND.search(words) for _, words in row)
    total = sum((figure.value for figure in figures), Fraction(0))
    slack = sum((figure.step for figure in figures), Fraction(0)) / 2
    if abs(total - 100) <= slack:
        yield _claim(context, figures, total, wrong=False)
        return
    step = min(figure.step for figure in figures)
    weights = [
        chance(figure.value / figure.step, (figure.value + 100 - total) / figure.step)
        for figure in figures
        if figure.step == step and figure.value + 100 - total > 0
    ]
    marked = any(families.OVERLAPPING.search(words) for _, words in row)
    divided = not marked and STRUCTURE.search(context.folded, passage.sentence.start, figures[0].start) is not None and total > 100 + slack
    slip = step < 1 and min(weights, default=Fraction(1)) * len(figures) <= UNLIKELY
    if slip or divided or in_all or (banded and total > 100 + slack):
        yield _claim(context, figures, total, wrong=True)


def _claim(context: Context, figures: list[Figure], total: Fraction, *, wrong: bool) -> Claim:
    text = " + ".join(context.written(figure) for figure in figures) + f" = {vn(total)}%"
    text += "; các phần phải cộng thành 100%" if wrong else ""
    verdict = VERDICTS["off" if wrong else "exact"]
    return context.claim(context.covering(*figures), "share", verdict, text, context.written(figures[0]), "100%", figures)
