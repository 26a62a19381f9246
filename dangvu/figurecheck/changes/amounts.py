"""By how much something moved, where what moved is told elsewhere: So với năm trước (43 trường hợp), số bị xử lý tăng 23 trường hợp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, growth_claim
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.slips import slipped, swapped

AMOUNT = re.compile(r"\b(?P<verb>tăng|giảm|nhiều hơn|ít hơn)\s(?:thêm |được )?$")
COMPARED = re.compile(r"\bso với\b")
LAST_YEAR = re.compile(r"năm (?:trước|ngoái|liền trước)")
REACH, MOST = 2, 16
NEAREST, LEAD = 6, 90


def judge_amounts(context: Context, told: Told, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """The counts that say themselves by how much something moved."""
    for place, mention in enumerate(told.mentions):
        figure, passage = mention.figure, told.passages[place]
        moved = AMOUNT.search(context.folded, max(passage.sentence.start, figure.start - 20), figure.start)
        if moved is None or figure.kind != "count" or figure.hedge or context.source.back(figure.start, figure.end) in decided:
            continue
        sentence = context.folded[passage.sentence.start : passage.sentence.end]
        if COMPARED.search(sentence):
            down = moved["verb"] in ("giảm", "ít hơn")
            near = [m for m in told.before(figure.start, passage.paragraph, reach=REACH, most=MOST) if _plain(m) and alike(m, mention)]
            yield from _of_years(context, mention, near, sentence, down=down) or _of_counts(context, passage, mention, near, down=down)


def _plain(mention: Mention) -> bool:
    return mention.figure.kind == "count" and not mention.figure.hedge and mention.figure.value.denominator == 1


def _of_counts(context: Context, passage: Passage, mention: Mention, near: list[Mention], *, down: bool) -> list[Claim]:
    """The last counts before, one of which the sentence itself compares with."""
    here = [
        m
        for m in near
        if m.figure.start >= passage.sentence.start and COMPARED.search(context.folded, passage.sentence.start, m.figure.start)
    ]
    pairs = [(now, then) for then in here[:1] for now in near if now is not then]
    by = mention.figure
    if right := next((pair for pair in pairs if abs(pair[0].figure.value - pair[1].figure.value) == by.value), None):
        return [difference_claim(context, right[0].figure, by, right[1].figure, "consistent")]
    meant = [pair for pair in pairs if _slip(by.value, (pair[1].figure.value - pair[0].figure.value) * (1 if down else -1))]
    if len({pair[0].figure.value for pair in meant}) == 1 and meant[0][0] in near[:NEAREST]:
        return [difference_claim(context, meant[0][0].figure, by, meant[0][1].figure, "inconsistent")]
    return []


def _of_years(context: Context, mention: Mention, near: list[Mention], sentence: str, *, down: bool) -> list[Claim]:
    """So với năm trước, năm 2022 tăng 66, tức là tăng 85,71%: what was told of the two years."""
    years = YEAR.findall(sentence[: mention.figure.start])
    named = [int(year) for year in dict.fromkeys(YEAR.findall(mention.label) or years)]
    if len(named) != 1 or not LAST_YEAR.search(sentence):
        return []
    now, then = (_of_year(context, near, year) for year in (named[0], named[0] - 1))
    if now is None or then is None:
        return []
    claims = []
    difference = (now.figure.value - then.figure.value) * (-1 if down else 1)
    if difference > 0:
        verdict = VERDICTS["exact" if difference == mention.figure.value else "off"]
        claims.append(difference_claim(context, now.figure, mention.figure, then.figure, verdict))
        for percent in _percents(mention):
            verdict = VERDICTS[fit(difference * 100 / then.figure.value, percent.value, percent.step)]
            claims.append(growth_claim(context, now.figure, then.figure.value, percent, -1 if down else 1, verdict, [then.figure]))
    return claims


def _percents(mention: Mention) -> Iterator[Figure]:
    for change in mention.changes:
        yield from (figure for figure in change.figures if figure.kind == "percent" and not figure.hedge)


def _of_year(context: Context, near: list[Mention], year: int) -> Mention | None:
    """The one count told of a year, whose words between the count before and itself name that year alone."""
    told: dict[Fraction, Mention] = {}
    for before, m in zip([*near[1:], None], near, strict=False):
        start = max(m.figure.start - LEAD, before.figure.end if before is not None else 0)
        words = context.folded[start : m.figure.start]
        if YEAR.findall(words) == [str(year)] and "tháng" not in words:
            told.setdefault(m.figure.value, m)
    return next(iter(told.values())) if len(told) == 1 else None


def _slip(stated: Fraction, right: Fraction) -> bool:
    return right > 0 and (slipped(stated, right) or swapped(stated, right))
