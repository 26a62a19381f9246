"""By how much, now and then in one sentence in any order: giảm 12 người so với năm 2021, hiện còn 196 người (năm 2021 là 208 người)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import MOVED, figures_in, moves_in
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import GOAL
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.slips import UNLIKELY, chance

THEN = re.compile(
    r"\b(?:(?:đầu |cuối |hết )?năm (?:\d{4}|trước|ngoái)|(?:đầu |cùng )(?:năm|kỳ|nhiệm kỳ|quý)|cùng kỳ[^\d;]{0,20}|"
    r"(?:kỳ|quý|tháng|nhiệm kỳ|khóa|vụ|đợt|lần|mùa|năm học) trước|trước (?:đây|đó|khi[^\d;]{0,30})|nhiệm kỳ \d{4}\s?-\s?\d{4}|ban đầu)"
    r"[^\d;]{0,24}$"
)
NOW = re.compile(r"\b(?:hiện|nay|hiện nay|đến nay|chỉ|còn|đạt|lên|xuống)\b[^\d;]{0,24}$")
PLANNED = re.compile(r"\b(?:phấn đấu|dự kiến|mục tiêu|sẽ)\b")
LONG_AGO = re.compile(THEN.pattern.replace("{0,24}$", "{0,60}$"))
AGAINST = re.compile(r"\bso với\b")
ENDS = re.compile(r"\s*(?:[.,;)\n]|$)")
WAS = re.compile(
    r"(?:\s?/\s?)?[^\d,;.()%]{0,30}[,;(]\s?(?:trong khi |còn |mà )?(?:đó )?(?:cùng kỳ|năm (?:\d{4}|trước|ngoái)|(?:kỳ|quý|tháng|vụ|mùa|đợt|"
    r"nhiệm kỳ|năm học) trước)(?: năm (?:\d{4}|trước|ngoái))?(?: (?:đạt|là|có|chỉ|được|mới|thu|ở mức|chi))*:? "
)
CLOSE = re.compile(
    r"(?:\s?/\s?)?[^\d,;.()%]{0,24}[,;(]? ?(?:tức |như vậy |đã |nghĩa là |là |tương đương |tương ứng )*(?:tăng|giảm|hạ)(?: được|"
    r" thêm| tới)? "
)
FEW, MANY = 2, 6


def judge_triples(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves that are still open, by the two other figures of their sentence."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        for move in moves_in(context, passage, figures):
            if context.source.back(move.by.start, move.by.end) in decided:
                continue
            if move.by.kind == "count":
                yield from _counts(context, passage, move, figures)
            else:
                yield from _rates(context, passage, move, figures)
                yield from _two_clauses(context, passage, move, figures)
                if move.by.kind == "percent":
                    yield from _now_then(context, passage, move, figures)


def _counts(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    others = [f for f in figures if f.kind == "count" and f is not move.by and (of_one_kind(move.by, f) or _as_fine(move.by, f))]
    sentence = context.folded[passage.sentence.start : passage.sentence.end]
    if len(others) != FEW or any(f.hedge for f in others) or PLANNED.search(sentence):
        return
    leads = {f.start: _lead(context, passage, figures, f) for f in (move.by, *others)}
    if any(GOAL.search(lead) for lead in leads.values()) or any(MOVED.search(leads[f.start]) for f in others):
        return
    then = [f for f in others if THEN.search(leads[f.start])]
    now = [f for f in others if f not in then and NOW.search(leads[f.start])]
    if len(then) == 1 and not now:  # năng suất 520 kg, năm 2020 là 480 kg, tăng 40 kg
        now = [f for f in others if f not in then and f.start < then[0].start < move.by.start]
    if len(then) != 1 or len(now) != 1:
        return
    gap = (now[0].value - then[0].value) * move.sign
    verdict = VERDICTS["exact" if fit(gap, move.by.value, move.by.step) != "off" else "off"]
    yield difference_claim(context, now[0], move.by, then[0], verdict)


def _two_clauses(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    """Đầu năm là 6,42%, cuối năm còn 4,17%, giảm 2,25 điểm · Năm 2012 là 3,5 tấn/ha; vụ này đạt 6,3 tấn/ha, tăng 80%: just these two."""
    before = [f for f in figures if f.end <= move.by.start]
    if len(before) != FEW or any(f.hedge or f.in_words for f in before) or len({f.kind for f in before}) > 1:
        return
    then, now = before
    rated = then.kind == "percent" and move.by.kind in ("percent", "points") and move.by.step == then.step == now.step
    counted = then.kind == "count" and move.by.kind == "percent" and of_one_kind(then, now) and then.noun and then.value
    sentence = context.folded[passage.sentence.start : move.by.start]
    if not (rated or counted) or PLANNED.search(sentence) or AGAINST.search(context.folded, now.end, passage.sentence.end):
        return
    leads = [context.folded[passage.sentence.start : then.start], context.folded[max(then.end, then.after) : now.start]]
    between = context.folded[max(now.end, now.after) : move.by.start]
    told = LONG_AGO.search(leads[0]) and not LONG_AGO.search(leads[1]) and NOW.search(leads[1])
    if (
        not told
        or any(GOAL.search(lead) or MOVED.search(lead) for lead in leads)
        or not CLOSE.fullmatch(between)
        or not ENDS.match(context.folded, move.by.end)
    ):
        return
    if rated:
        yield points(context, now, then, move.by, move.sign)
    else:
        yield growth_claim(context, now, then.value, move.by, move.sign, VERDICTS[grown(now.value, then.value, move.by, move.sign)], [then])


def _now_then(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    """Ước 1.256 tỷ đồng, cùng kỳ năm 2023 đạt 1.148 tỷ đồng, tăng 9,4%: now, then right behind it, and the growth right behind that."""
    before = [f for f in figures if f.end <= move.by.start][-FEW:]
    if len(before) != FEW or any(f.kind != "count" or f.hedge not in ("", "about") or f.in_words for f in before):
        return
    now, then = before
    if not of_one_kind(now, then) or now.noun != then.noun or not then.noun or not then.value or move.by.hedge:
        return
    start = max((f.end for f in figures if f.end <= now.start), default=passage.sentence.start)
    leads = [context.folded[start : now.start], context.folded[max(now.end, now.after) : then.start]]
    years = [YEAR.findall(lead) for lead in leads]
    later = bool(years[0] and years[1]) and years[0][-1] <= years[1][-1]
    if later or not WAS.fullmatch(leads[1]) or GOAL.search(leads[1]) or MOVED.search(leads[0]) or PLANNED.search(leads[0]):
        return
    between = context.folded[max(then.end, then.after) : move.by.start]
    if CLOSE.fullmatch(between) and ENDS.match(context.folded, move.by.end):
        how = grown(now.value, then.value, move.by, move.sign)
        yield growth_claim(context, now, then.value, move.by, move.sign, VERDICTS[how], [then])


def _as_fine(by: Figure, other: Figure) -> bool:
    """Điểm trung bình kỳ này 8,1, kỳ trước 7,6, tăng 0,5 điểm: a bare figure with as many decimals."""
    return not other.noun and by.step == other.step < 1


def _lead(context: Context, passage: Passage, figures: list[Figure], figure: Figure) -> str:
    """The words before a figure from the one before it."""
    last = max((f.end for f in figures if f.end <= figure.start), default=passage.sentence.start)
    return re.split(r"[,(]", context.folded[last : figure.start])[-1]


def _rates(context: Context, passage: Passage, move: Move, figures: list[Figure]) -> Iterator[Claim]:
    """Năm 2021 là 89,3%, năm 2022 là 91,6%, năm 2023 đạt 94,1%; như vậy sau hai năm tăng 4,8%: of a row of years some two."""
    others = [f for f in figures if f.kind == "percent" and f is not move.by and not f.hedge and f.end <= move.by.start]
    others = [f for f in others if YEAR.search(_lead(context, passage, figures, f))]
    if not FEW <= len(others) <= MANY or move.by.step != others[-1].step or move.by.decimals == 0:
        return
    gaps = [(later, earlier, (later.value - earlier.value) * move.sign) for earlier, later in combinations(others, 2)]
    growths = [(later, earlier, gap * 100 / earlier.value) for later, earlier, gap in gaps if earlier.value and move.by.kind == "percent"]
    if any(fit(gap, move.by.value, move.by.step) != "off" for _, _, gap in (*gaps, *growths)):
        return
    weighed = [(chance(move.by.value, gap, move.by.decimals), later, earlier) for later, earlier, gap in gaps if gap > 0]
    best = min(weighed, key=lambda one: one[0], default=None)
    if best is not None and (best[0] * len(weighed) <= UNLIKELY or len(others) == FEW):
        yield points(context, best[1], best[2], move.by, move.sign)
