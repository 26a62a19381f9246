"""Counts or rates told year by year, and by how much they moved between two years that the words name.

Năm 2022 kết nạp 207, năm 2023 kết nạp 243; tăng 17,4% so với năm 2022 · năm 2021 đạt 74,6%, …; bình quân mỗi năm tăng 2,15 điểm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.meant.times import is_aim
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words

Series = dict[int, Figure]

YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(?![\d/-])")
AGAINST = re.compile(
    r"(?:,? \(?(?:tương đương|tương ứng|tức|bằng|hay)(?: với| tăng| giảm)? [\d,]+%\)?)?"
    r"\s?(?:[^\d,;.()%]{0,24})?\bso với (?:cùng kỳ )?(?:cuối |đầu )?năm ((?:19|20)\d{2})\b"
)
AGAINST_BEFORE = re.compile(r"\bso với (?:cùng kỳ )?(?:cuối |đầu )?năm ((?:19|20)\d{2})\b[^\d;.()%]{0,30}$")
YEARLY = re.compile(
    r"\b(?:bình quân|trung bình)(?: mỗi| hằng| hàng)? năm (?:đã |được )?(?:tăng|giảm) $|\bmỗi năm (?:tăng|giảm) (?:bình quân |"
    r"trung bình )?$"
)
BRACKETED = re.compile(r"[^\d,;:.()]{0,30}\((?:năm )?")
COMMON = words("năm riêng cả số như vậy so với cùng kỳ là đã được và của này đó mức tính thì")
PLANNED = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu|phấn đấu|dự kiến|giao|trong đó|riêng)\b")
LAST_YEAR = re.compile(r"[^\d,;.()%]{0,24}\bso với (?:năm (?:trước|liền trước|ngoái|liền kề))\b")
AS_MUCH = re.compile(
    r"[^\d,;.()%]{0,24}\bso với năm (?:trước|liền trước|ngoái|liền kề),? \(?(?:tương ứng|tương đương|tức|bằng)(?: với)?(?: tăng| giảm)? "
)
FEWEST, REACH = 2, 24


def judge_series(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves of each sentence that name the year they are measured from."""
    for passage in context.passages:
        figures = passage.figures
        moves = [move for move in moves_in(context, passage, figures) if move.by.kind in ("count", "percent", "points", "times")]
        if not moves:
            continue
        told = series_of(context, passage, passage.paragraph)
        for move in moves:
            if len(told) >= FEWEST and context.source.back(move.by.start, move.by.end) not in decided:
                yield from _moved(context, passage, move, told)
                yield from _by_the_year(context, passage, move, told)


def series_of(context: Context, passage: Passage, start: int) -> Series:
    """The figure of each year in the sentences from a paragraph on up to this one; a year told twice is none."""
    sentences: list[Passage] = []
    here: Passage | None = passage
    while here is not None and here.paragraph >= start and len(sentences) < REACH:
        sentences.insert(0, here)
        here = here.before
    found: dict[int, list[Figure]] = {}
    for sentence in sentences:
        for year, figure in _by_year(context, sentence):
            found.setdefault(year, []).append(figure)
    once = {year: values[0] for year, values in found.items() if len({one.value for one in values}) == 1}
    first = next(iter(once.values()), None)
    return {year: one for year, one in once.items() if first is not None and one.kind == first.kind and _alike(one, first)}


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind == "percent" or one.noun == other.noun or "" in (one.noun, other.noun) or of_one_kind(one, other)


def _by_year(context: Context, passage: Passage) -> Iterator[tuple[int, Figure]]:
    """năm 2022 kết nạp 207 …: the figure right behind a year that is no base of a comparison."""
    figures = context.reader.between(passage.sentence.start, passage.sentence.end)
    for figure, year in zip(figures, figures[1:], strict=False):
        told = year.kind == "year" and figure.kind in ("count", "percent") and not figure.hedge
        if told and context.folded.startswith(")", year.end) and BRACKETED.fullmatch(context.folded, figure.end, year.start):
            yield int(year.value), figure
    for year, figure in zip(figures, figures[1:], strict=False):
        if year.kind != "year" or figure.kind not in ("count", "percent") or figure.hedge:
            continue
        lead = context.folded[max(passage.sentence.start, year.start - 40) : year.start]
        between = context.folded[year.end : figure.start]
        moved = re.search(r"\b(?:tăng|giảm|vượt|hơn|gấp|kém)\b", between)
        if (
            moved
            or PLANNED.search(between)
            or re.search(r"[;:]|\bso với\b", between)
            or re.search(r"\b(?:so với|từ|-)\s(?:\w+\s){0,2}$", lead)
        ):
            continue
        if re.search(r"\bnăm $|\btháng đầu $|\d/$", lead) and not is_aim(context, figure):
            yield int(year.value), figure


def _moved(context: Context, passage: Passage, move: Move, told: Series) -> Iterator[Claim]:
    behind = AGAINST.match(context.folded, max(move.by.end, move.by.after), passage.sentence.end)
    lead = AGAINST_BEFORE.search(context.folded, max(passage.sentence.start, move.by.start - 70), move.by.start)
    if lead is not None and context.folded[: lead.start()].rstrip()[-1:] in ("%", "m"):  # tăng 17,4% so với năm 2022 và tăng 35% so với …
        lead = None
    named_base = behind or lead
    if named_base is None and LAST_YEAR.match(context.folded, max(move.by.end, move.by.after), passage.sentence.end):
        yield from _of_last_year(context, passage, move, told)
    elif named_base is None:
        yield from _of_two_years(context, passage, move, told)
    if named_base is None or (behind is not None and lead is not None):
        return
    then = int(named_base[1])
    base = told.get(then)
    years = [int(year) for year in YEAR.findall(context.folded[passage.sentence.start : move.by.start])]
    against = {
        int(year)
        for year in re.findall(
            r"so với (?:cùng kỳ )?(?:cuối |đầu )?năm ((?:19|20)\d{2})", context.folded[passage.sentence.start : move.by.start]
        )
    }
    named = [year for year in years if year not in against and year in told]
    latest = named[-1] if named else max(told)
    now = told[latest]
    own = {word for word in move.subject if word.isalpha()} - COMMON
    tail = re.split(r"[,;.(]", context.folded[now.end : max(now.end, now.after) + 24])[0]
    around = words_of(context.folded[max(0, now.start - 60) : now.start] + tail)
    if base is None or now is base or latest < then or (own and 2 * len(own & around) <= len(own)):
        return
    yield moved_claim(context, move, now, base)


def _of_last_year(context: Context, passage: Passage, move: Move, told: Series) -> Iterator[Claim]:
    """902 người (2022), 1.010 người (2023). Riêng năm 2023 tăng 108 người so với năm trước, tương ứng 12%: of the year before."""
    years = [int(year) for year in YEAR.findall(context.folded[passage.sentence.start : move.by.start])]
    if len(years) != 1 or years[0] not in told or years[0] - 1 not in told:
        return
    now, base = told[years[0]], told[years[0] - 1]
    if move.by.kind == "count" and not of_one_kind(now, move.by):
        return
    yield moved_claim(context, move, now, base)
    rate = next((f for f in passage.figures if f.start > move.by.end), None)
    rated = rate is not None and rate.kind == "percent" and not rate.hedge and move.by.kind == "count" == now.kind and base.value > 0
    if rate is not None and rated and AS_MUCH.fullmatch(context.folded, max(move.by.end, move.by.after), rate.start):
        how = grown(now.value, base.value, rate, move.sign)
        yield growth_claim(context, now, base.value, rate, move.sign, VERDICTS[how], [base])


def _of_two_years(context: Context, passage: Passage, move: Move, told: Series) -> Iterator[Claim]:
    """Năm 2023 có 1.250 doanh nghiệp, năm 2022 có 1.000, tăng 25%: the sentence tells these two and nothing else before the move."""
    before = [figure for figure in passage.figures if figure.start < move.by.start]
    if len(before) != 2 or len(told) != 2 or {f.start for f in before} != {f.start for f in told.values()}:
        return
    between = context.folded[before[1].end : move.by.start]
    if context.folded.startswith(" so với", move.by.end) or re.search(r"so với|[;.]|cùng kỳ|kế hoạch|chỉ tiêu|mục tiêu", between):
        return
    now, base = told[max(told)], told[min(told)]
    if move.by.kind != "count" or of_one_kind(now, move.by):
        yield moved_claim(context, move, now, base)


def _by_the_year(context: Context, passage: Passage, move: Move, told: Series) -> Iterator[Claim]:
    """The first and the last of the row, by the years between."""
    if not YEARLY.search(context.folded, max(passage.sentence.start, move.by.start - 60), move.by.start):
        return
    first, last = min(told), max(told)
    now, base = told[last], told[first]
    if (move.by.kind == "percent" and now.kind == "count") or (move.by.kind == "count") != (now.kind == "count"):
        return  # a yearly growth is a root, not a quotient
    gap = abs(now.value - base.value)
    right = next(
        (gap / over for over in (last - first, last - first + 1, len(told)) if fit(gap / over, move.by.value, move.by.step) != "off"), None
    )
    actual = gap / (last - first)
    shown = vn(rounded(right or actual, move.by.step), move.by.decimals)
    yield context.outcome("average", move.by, [now, base], f"{vn(gap)} / {last - first} = {shown}", shown, wrong=right is None)


def moved_claim(context: Context, move: Move, now: Figure, base: Figure) -> Claim:
    """From the figure of one year to that of another, by what the move says."""
    gap: Fraction = (now.value - base.value) * move.sign
    if now.kind == "percent":
        return points(context, now, base, move.by, move.sign)
    if move.by.kind == "count":
        return difference_claim(context, now, move.by, base, VERDICTS["exact" if fit(gap, move.by.value, move.by.step) != "off" else "off"])
    by = move.by if move.by.kind == "times" else replace(move.by, kind="percent")
    return growth_claim(context, now, base.value, by, move.sign, VERDICTS[grown(now.value, base.value, by, move.sign)], [base])
