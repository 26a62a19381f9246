"""A row of years, and how far it went over some of them or in one: năm 2021: 32,6%; năm 2022: 30,9%; năm 2023: 29,5%.

Như vậy sau hai năm giảm 3,1 điểm phần trăm, riêng năm 2023 giảm 1,4 điểm phần trăm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.series import Series, moved_claim
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move

NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
OVER = re.compile(
    rf"\b(?:sau|qua|trong|cả) (?P<count>{'|'.join(NUMBERS)}|\d) năm(?: qua| liền)?,? [^\d,;:.()%]{{0,40}}(?:tăng|giảm)(?: được| thêm)? $"
)
IN_ONE = re.compile(
    r"\b(?:riêng|trong đó|chỉ (?:tính )?|nhất là|còn)(?: trong)? ?năm (?P<year>(?:19|20)\d{2}),? "
    r"[^\d,;:.()%]{0,40}(?:tăng|giảm)(?: được| thêm)? $"
)
OF_YEAR = re.compile(r"năm (?P<year>(?:19|20)\d{2})(?: ước)?(?::| là| đạt| còn| có| chiếm| ở mức)?(?: tới| chỉ)? $")
AGAINST = re.compile(r"[^\d,;.()%]{0,24}\bso với\b")
SINCE = re.compile(r"\bso với (?:cuối |đầu )?năm (?P<year>(?:19|20)\d{2})\b[^\d]*(?:\d năm[^\d]*)?$")
FEWEST, BACK = 3, 2


def judge_over_years(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves of each sentence over so many years, or in one, of the row told before them."""
    for passage in context.passages:
        if context.folded.find(" năm ", passage.sentence.start, passage.sentence.end) < 0:
            continue
        for move in moves_in(context, passage, passage.figures):
            by, start = move.by, max(passage.sentence.start, move.by.start - 90)
            over, one = OVER.search(context.folded, start, by.start), IN_ONE.search(context.folded, start, by.start)
            if not (over or one) or context.source.back(by.start, by.end) in decided:
                continue
            told = {} if AGAINST.match(context.folded, max(by.end, by.after)) else _row(context, passage, by)
            since = SINCE.search(context.folded, passage.sentence.start, by.start)
            if since and int(since["year"]) not in told:
                continue
            if len(told) >= FEWEST:
                yield from _over(context, move, told, over["count"]) if over else _in_year(context, move, told, one)


def _row(context: Context, passage: Passage, by: Figure) -> Series:
    """The figure of each year before a place in its paragraph, all of one kind."""
    found: Series = {}
    here: Passage | None = passage
    for _ in range(BACK):
        if here is None or here.paragraph != passage.paragraph:
            break
        for figure in here.figures:
            year = OF_YEAR.search(context.folded, max(0, figure.start - 30), figure.start)
            if year and figure.end < by.start and figure.kind in ("count", "percent") and not figure.hedge:
                found.setdefault(int(year["year"]), figure)
        here = here.before
    kinds = {(figure.kind, figure.noun) for figure in found.values()}
    first = next(iter(found.values()), None)
    fits = first is not None and (by.kind in ("points", "percent") if first.kind == "percent" else of_one_kind(first, by))
    return found if len(kinds) == 1 and fits else {}


def _over(context: Context, move: Move, told: Series, written: str) -> Iterator[Claim]:
    count = NUMBERS.get(written) or int(written)
    last, first = max(told), min(told)
    begins = [year for year in (last - count, first if count == len(told) else None) if year in told]
    pairs = [(told[last], told[year]) for year in begins if year is not None]
    if pairs:
        now, base = next((pair for pair in pairs if _right(move, *pair)), pairs[0])
        yield moved_claim(context, move, now, base)


def _in_year(context: Context, move: Move, told: Series, one: re.Match[str] | None) -> Iterator[Claim]:
    year = int(one["year"]) if one else 0
    if year in told and year - 1 in told:
        yield moved_claim(context, move, told[year], told[year - 1])


def _right(move: Move, now: Figure, base: Figure) -> bool:
    return fit((now.value - base.value) * move.sign, move.by.value, move.by.step) != "off"
