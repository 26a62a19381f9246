"""Shares and changes whose base the sentence itself names, in whatever order: 46 lớp so với 40 lớp theo kế hoạch, đạt 115%.

Có 2.840 hộ thì 2.556 hộ …, đạt 90% · 336, chiếm 42%, và 464, chiếm 58% tổng số · so với năm 2022 (1.545 lượt), … giảm 309 lượt,
tỷ lệ giảm 20% · năm 2021 được 12 tấn, …, năm 2023 được 45 tấn, gấp 3,75 lần năm 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import growth_claim
from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure

PLANNED = re.compile(r"[^\d;.:()%]{0,50}\b(?:so với|trên|/)\s(?:kế hoạch |chỉ tiêu |mục tiêu )?(?:là |giao )?$")
AS_PLANNED = re.compile(
    r"[^\d;.:()%]{0,20}\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|được giao|đề ra)\b[^\d;.:()%]{0,30},\s(?:đạt|bằng)\s(?:tỷ lệ )?$"
)
THEN = re.compile(r"[^\d;.:()%,]{0,40},?\sthì\s(?:đã )?(?:có )?$")
REACHED = re.compile(r"[^\d;.:()%]{4,90},\s(?:đạt|chiếm|tức|bằng)\s(?:tỷ lệ )?(?:là )?$")
OF_PLAN = re.compile(r"\s?(?:so với )?(?:kế hoạch|chỉ tiêu)")
ENDS = re.compile(r"\s*(?:[.,;)\n]|$|và\b|(?:so với )?(?:kế hoạch|chỉ tiêu)\b|tổng số\b)")
SHARE = re.compile(r"[^\d;.:()%]{0,60}[,(]\s?(?:chiếm|đạt|bằng)?\s?(?:tỷ lệ )?$")
OF_ALL = re.compile(r"\s?\)?\s?(?:trong |của |so với )?tổng số\b(?! (?:này|đó))")
ALSO = re.compile(r"\)?,?\s?(?:và|;|,)?\s?(?:có )?$")
AGAINST = re.compile(r"\bso với\s[^;.()%]{0,50}\((?:[^\d()]{0,20}\s)?$")
MOVED = re.compile(r"\)[^;.()%\d]{0,60}\b(?P<verb>tăng|giảm)\s(?:được )?$")
RATE_TOO = re.compile(
    r"(?:(?!trong đó|riêng)[^;.,()%\d]){0,20},?\s?\(?(?:với )?(?:tỷ lệ|tức|tương ứng|tương đương|bằng|hay|mức)?\s?(?:là |với |tỷ lệ )?"
    r"(?P<verb>tăng|giảm)\s?(?:là )?$"
)
TIMES_OF_YEAR = re.compile(r"\s(?:so với )?(?:của )?năm (?P<year>(?:19|20)\d{2})\b")
BY_TIMES = re.compile(r"[^\d;.:()%]{0,30},\s(?:tức |bằng )?gấp\s$")


def judge_based(context: Context) -> Iterator[Claim]:
    """Every percentage of a sentence that names what it is of."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        for place, figure in enumerate(figures):
            if figure.hedge or figure.in_words:
                continue
            before = figures[max(0, place - 2) : place]
            if any(one.kind != "count" or one.hedge for one in before[-2:]):
                continue
            if figure.kind == "percent" and len(before) == 2:
                yield from _of_two(context, before[0], before[1], figure)
                yield from _of_the_base(context, passage, before[0], before[1], figure)
            elif figure.kind == "times" and before:
                yield from _of_a_year(context, figures[:place], figure)
        yield from _of_their_sum(context, figures)


def _of_two(context: Context, first: Figure, second: Figure, percent: Figure) -> Iterator[Claim]:
    between = context.folded[first.after or first.end : second.start]
    behind = context.folded[second.after or second.end : percent.start]
    if not first.noun or first.noun != second.noun:
        return
    if not ENDS.match(context.folded, percent.end):
        return
    if PLANNED.fullmatch(between) and AS_PLANNED.fullmatch(behind):
        yield _share(context, first, second.value, percent, [second])
    elif (
        not OF_PLAN.match(context.folded, percent.end)
        and THEN.fullmatch(between)
        and REACHED.fullmatch(behind)
        and second.value <= first.value
        and percent.value <= 100
    ):
        yield _share(context, second, first.value, percent, [first])


def _of_the_base(context: Context, passage: Passage, base: Figure, by: Figure, percent: Figure) -> Iterator[Claim]:
    lead = AGAINST.search(context.folded, passage.sentence.start, base.start)
    moved = MOVED.fullmatch(context.folded, base.after or base.end, by.start)
    also = RATE_TOO.fullmatch(context.folded, by.after or by.end, percent.start)
    if lead is None or moved is None or also is None or moved["verb"] != also["verb"] or not of_one_kind(by, base) or base.value <= 0:
        return
    sign = -1 if moved["verb"] == "giảm" else 1
    how = fit(by.value * 100 / base.value, percent.value, percent.step)
    right = vn(rounded(by.value * 100 / base.value, percent.step), percent.decimals) + "%"
    text = f"{vn(by.value)} / {vn(base.value)} = {right}" + ("" if how == "exact" else f"; văn bản ghi {context.written(percent)}")
    verdict = VERDICTS[how]
    figures = [percent, by, base]
    if base.value + sign * by.value >= 0:
        yield context.claim(context.covering(percent, by), "growth", verdict, text, context.written(percent), right, figures)


def _of_a_year(context: Context, before: list[Figure], times: Figure) -> Iterator[Claim]:
    named = TIMES_OF_YEAR.match(context.folded, times.end)
    now = before[-1]
    if named is None or not BY_TIMES.fullmatch(context.folded, now.after or now.end, times.start):
        return
    bases = []
    for place, figure in enumerate(before[:-1]):
        lead = context.folded[before[place - 1].end if place else max(0, figure.start - 60) : figure.start]
        if f"năm {named['year']}" in re.split(r"[;.]", lead)[-1] and of_one_kind(now, figure):
            bases.append(figure)
    if len(bases) == 1 and bases[0].value > 0:
        base = bases[0]
        verdict = VERDICTS[fit(now.value / base.value, times.value, times.step)]
        yield growth_claim(context, now, base.value, times, 1, verdict, [base])


def _of_their_sum(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    """336 hồ sơ …, chiếm 42% và 464 hồ sơ …, chiếm 58% tổng số hồ sơ: two counts that make the total of which the one is so much."""
    if len(figures) != 4 or [f.kind for f in figures] != ["count", "percent", "count", "percent"] or any(f.hedge for f in figures):
        return
    one, share, other, rest = figures
    spans = ((one, share, SHARE), (share, other, ALSO), (other, rest, SHARE))
    if not one.noun or one.noun != other.noun or not OF_ALL.match(context.folded, rest.end):
        return
    if not all(form.fullmatch(context.folded, left.after or left.end, right.start) for left, right, form in spans):
        return
    total = one.value + other.value
    if total <= 0:
        return
    right = [fit(part.value * 100 / total, percent.value, percent.step) != "off" for part, percent in ((one, share), (other, rest))]
    if not any(right):
        return
    for part, percent in ((one, share), (other, rest)):
        yield _share(context, part, total, percent, [one, other])


def _share(context: Context, part: Figure, whole: Fraction, percent: Figure, wholes: list[Figure]) -> Claim:
    if whole <= 0:
        return context.of_nothing("share", percent, [part])
    actual = part.value * 100 / whole
    how = fit(actual, percent.value, percent.step)
    right = vn(rounded(actual, percent.step), percent.decimals) + "%"
    stated = context.written(percent)
    text = f"{vn(part.value)} / {vn(whole)} = {vn(actual, max(2, percent.decimals + 2))}% ≈ {right}"
    text += "" if how == "exact" else f"; văn bản ghi {stated}"
    figures = [percent, part, *(one for one in wholes if one is not part)]
    return context.claim(context.covering(percent, part), "share", VERDICTS[how], text, stated, right, figures)
