"""By how much something moved, when neither phrase nor sentence ties it to what moved: the figures of its kind around it are tried.

So với cùng kỳ tăng 3 lớp (cùng kỳ 15 lớp) · 27,8 tuổi, trẻ hơn 1,4 tuổi so với nhiệm kỳ trước (29,2 tuổi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, takewhile

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim, growth_claim
from dangvu.figurecheck.changes.rates import points
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import OF_A_PART, WHEN, moves_of, next_word, of_the_move
from dangvu.figurecheck.meant.nearby import Told, of_one_kind, words_of
from dangvu.figurecheck.meant.times import is_aim
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import UNLIKELY, chance

MOVED = re.compile(
    r"(?P<verb>\btăng\b|\bgiảm\b|\bthêm\b|\bbớt\b|\b(?:trẻ|già|cao|thấp|nhiều|ít|dài|ngắn|lớn|nhỏ) hơn\b|\bhơn\b|\bkém\b|\bvượt\b|\bgấp\b)"
    r"(?:\d{1,2}/(?:\d{1,2}/)?\d{4}|(?:19|20)\d{2}|(?!\b(?:từ|còn|xuống|lên)\b)[^\d;.()%]){0,44}$"
)
DOWN = ("giảm", "bớt", "trẻ hơn", "thấp hơn", "ít hơn", "ngắn hơn", "nhỏ hơn", "kém")
EACH = re.compile(r"\bmỗi\b[^\d;.()]{0,30}$")
BASE = re.compile(r"[^;.)%]{0,60}\b(?:so với|so cùng kỳ|cùng kỳ|năm|nhiệm kỳ|giai đoạn|đầu|trước|kỳ|bình quân|mức)\b[^;.)%]{0,30}$")
AGAINST = re.compile(r"\bso với (?:(?:19|20)\d{2}|(?!\b(?:tăng|giảm)\b)[^\d,;.)]){0,40}$")
AS_MUCH = re.compile(
    r"(?: [^\W\d]+){0,3}?(?: so với [^,;()%]{0,30})?[\s,(]*(?:tương đương|tương ứng|bằng|tức|hay|là|với|tỷ lệ|mức|tăng|giảm|khoảng|\s)*$"
)
SOON = re.compile(r"\b(?:cuối|đầu|giữa|trong) (?:năm|kỳ|nhiệm kỳ|quý|tháng)\b")
APART = re.compile(r"[;.](?!\d)|\b(?:riêng|năm|mỗi|trong đó|bình quân|quý|tháng)\b")
SINCE, YEAR = re.compile(r"so với (?:cuối |đầu )?năm ((?:19|20)\d{2})"), re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
OTHERS = words("số so với cùng kỳ năm trước các những tổng cả là có được bị đã và thì của đó này mức như vậy tính")
PART_OF = re.compile(r"\d[^\d;.]{0,20}\)?, (?:trong đó|riêng) [^\d,;.()]{2,40}\b(?:tăng|giảm) (?:thêm |được )?$")
"""(576 triệu đồng), trong đó khối thôn tăng 3,6%: the rate of a part, whose counts are not told."""
PER_YEAR = re.compile(r",\s(?:tính )?(?:bình quân|trung bình)\b|\b(?:mỗi|hằng|hàng) (?:năm|tháng|quý|tuần|ngày)\b")
MOST, FAR, TWO, FARTHEST, LONG = 8, 700, 2, 4, 40
THEN_BEHIND = re.compile(
    r"[^\d,;.()%]{0,30} ?\((?:năm học \d{4}\s?-\s?\d{4}|(?:cuối |đầu )?năm (?:\d{4}|trước|ngoái)|cùng kỳ|"
    r"(?:năm học|kỳ|quý|tháng|nhiệm kỳ) trước)"
    r"(?: (?:là|đạt|có|chỉ|chiếm|ở mức))*:? "
)


def judge_compared(context: Context, told: Told, decided: Marks, parts: Marks) -> Iterator[Claim]:
    """The moves of every sentence that nothing has decided."""
    for passage in context.passages:
        figures = passage.figures
        for move in moves_in(context, passage, figures):
            if differ := _rates_that_differ(context, move, figures):
                yield differ
            elif context.source.back(move.by.start, move.by.end) not in decided:
                yield from _judge(context, told, passage, move, parts)
            yield from _as_much(context, told, passage, move, decided, parts)


def figures_in(context: Context, passage: Passage) -> list[Figure]:
    """The figures of a sentence without years and labels."""
    return passage.figures


def moves_in(context: Context, passage: Passage, figures: list[Figure]) -> list[Move]:
    """The figures of a sentence that say by how much."""
    if passage.moved is None:
        passage.moved = list(_moves_in(context, passage, figures))
    return passage.moved


def _moves_in(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Move]:
    last = passage.sentence.start
    for figure in figures:
        lead = context.folded[last : figure.start]
        moved = MOVED.search(lead)
        last = figure.end
        if moved and figure.kind in ("count", "percent", "points", "times") and not figure.hedge and not figure.in_words:
            clause = re.split(r"[,;:().]", lead[: moved.start()])[-1]
            yield Move(figure, -1 if moved["verb"] in DOWN else 1, words_of(clause) - OTHERS - set(figure.noun.split()))


def _judge(context: Context, told: Told, passage: Passage, move: Move, parts: Marks) -> Iterator[Claim]:
    base = _base(context, passage, move.by)
    if move.by.kind == "percent" and PART_OF.search(context.folded, passage.sentence.start, move.by.start):
        return
    nows = _candidates(context, told, passage, move, move.by if base is None else base, parts)
    nows = [now for now in nows if base is None or now.start != base.start]
    if base is not None:
        pairs = [(now, base) for now in nows]
    else:
        pairs = _told_together(context, passage, move) or _of_a_year(context, told, passage, move, nows)
    gaps = [(now, then, gap) for now, then in pairs if (gap := _gap(move, now, then)) is not None]
    if right := next((one for one in gaps if _fits(move.by, one[2])), None):
        yield _claim(context, move, right[0], right[1])
        return
    weighed = [(chance(move.by.value / move.by.step, gap / move.by.step), now, then) for now, then, gap in gaps if gap > 0]
    best = min(weighed, key=lambda one: one[0], default=None)
    slip = best is not None and best[0] * len(weighed) <= UNLIKELY
    if (
        base is not None and base.start > move.by.start
    ):  # 1.126 doanh nghiệp, mới 38 có tổ chức đảng, thêm 7 (năm 2020 là 33): what is of another size did not move
        nows = [now for now in nows if base.value <= FARTHEST * now.value and now.value <= FARTHEST * base.value] or nows
    together = base is None and (pairs == _told_together(context, passage, move) or (len(pairs) == 1 and _is_apart(context, passage, move)))
    sure = together or (base is not None and len({now.value for now in _told_last(passage, nows)}) == 1)
    if best is not None and slip:
        yield _claim(context, move, best[1], best[2])
    elif sure and gaps:
        last = {now.start for now in _told_last(passage, nows)}
        now, then = next(((now, then) for now, then, _ in gaps if now.start in last), gaps[0][:2])
        if (
            base is None or base.start < move.by.start or now.value <= FARTHEST * 2 * then.value
        ):  # 38 vụ; số vụ nghiêm trọng giảm 50% (4 vụ)
            yield _claim(context, move, now, then)


def _is_apart(context: Context, passage: Passage, move: Move) -> bool:
    """Như vậy, sau 6 tháng tăng 11,4 điểm %: the sentence tells no rate of its own; or so many times what the one before tells."""
    rates = [f for f in context.reader.between(passage.sentence.start, move.by.start) if f.kind == "percent"]
    return move.by.kind == "times" or (move.by.kind == "points" and not rates)


def _told_last(passage: Passage, nows: list[Figure]) -> list[Figure]:
    """What the sentence itself tells, or else the one before it."""
    starts = [passage.sentence.start] + ([passage.before.sentence.start] if passage.before else [])
    return next((here for start in starts if (here := [now for now in nows if now.start >= start])), nows)


def _rates_that_differ(context: Context, move: Move, figures: list[Figure]) -> Claim | None:
    """giảm 2,53 điểm %; vượt 0,53 điểm % so với kế hoạch giảm 2%: any two percentages of the sentence that are so far apart."""
    if move.by.kind not in ("percent", "points") or move.by.decimals == 0:
        return None
    rates = [figure for figure in figures if figure.kind in ("percent", "points") and figure is not move.by and not figure.hedge]
    pairs = ((one, other) for place, one in enumerate(rates) for other in rates[place + 1 :])
    right = next((pair for pair in pairs if abs(pair[0].value - pair[1].value) == move.by.value), None)
    if right is None or (right[0].end < move.by.start and THEN_BEHIND.fullmatch(context.folded, move.by.end, right[1].start)):
        return None  # cao hơn năm trước 2,3 điểm % (năm 2023 đạt 89,2%): which of the two is the earlier is said
    low, high = sorted(right, key=lambda one: one.value)
    return points(context, high, low, move.by, 1)


def _gap(move: Move, now: Figure, then: Figure) -> Fraction | None:
    """By how much the two say it moved, in the unit of the move."""
    gap = (now.value - then.value) * move.sign
    if move.by.kind == now.kind == "count" or now.kind == "percent":
        return gap
    if move.by.kind == "times":
        return now.value / then.value if then.value else None
    return gap * 100 / then.value if then.value else None


def _fits(by: Figure, gap: Fraction) -> bool:
    return fit(gap, by.value, by.step) != "off" or (by.kind == "times" and fit(gap - 1, by.value, by.step) != "off")


def _base(context: Context, passage: Passage, by: Figure) -> Figure | None:
    """What the move is measured from: so với năm trước (25), or right before the verb "so với 25 …"."""
    later = next(iter(f for f in context.reader.between(by.end, passage.sentence.end) if f.kind not in ("year", "years", "label")), None)
    between = context.folded[max(by.end, by.after) : later.start] if later is not None else ""
    told = BASE.match(between) and not MOVED.search(between) and (by.kind != "times" or "," not in between)
    if OF_A_PART.search(between) or (PER_YEAR.search(between) and "so với" not in between):
        told = None  # vượt 3 đảng viên, bình quân mỗi năm 9,6 đảng viên: so many a year is no base, nor is a part
    if later is not None and not later.hedge and _of_kind(by, later) and (told or between.strip() == "("):
        return _of_them_all(context, passage, later) if EACH.search(between) else later
    before = [f for f in context.reader.between(passage.sentence.start, by.start) if f.kind not in ("year", "years", "label")]
    last = before[-1] if before else None
    if last is not None and not last.hedge and _of_kind(by, last) and AGAINST.search(context.folded[max(0, last.start - 40) : last.start]):
        return last
    return None


def _of_them_all(context: Context, passage: Passage, each: Figure) -> Figure:
    """(mỗi chi bộ 4 buổi, 8 chi bộ là 32 buổi): what so many each make together."""
    behind = [f for f in context.reader.between(each.end, passage.sentence.end) if f.noun == each.noun != ""]
    return next((f for f in behind if context.folded.endswith(" là ", 0, f.start)), each)


def _of_kind(by: Figure, other: Figure) -> bool:
    """Whether a move may be measured on the other figure."""
    if by.kind == "points":
        return other.kind == "percent"
    if by.kind in ("percent", "times"):
        return other.kind in ("percent", "count") if by.kind == "percent" else other.kind == "count"
    return other.kind == "count" and of_one_kind(by, other)


def _candidates(context: Context, told: Told, passage: Passage, move: Move, like: Figure, parts: Marks) -> list[Figure]:
    """The figures before that may be what it came to, the nearest first; parts of a list only where there is nothing else."""
    first = max(context.layout.paragraphs[passage.paragraph].start, move.by.start - FAR)
    before = [f for f in context.reader.between(first, move.by.start) if f.kind == like.kind and f.kind in ("count", "percent")]
    named_noun = move.subject | set(like.noun.split())
    said = {m.figure.start: words_of(m.label) for m in told.mentions[told.place(first) : told.place(move.by.start)]}
    alike = [
        f
        for f in reversed(before)
        if not f.hedge
        and (f.start >= passage.sentence.start or not is_aim(context, f))
        and (f.kind == "percent" or of_one_kind(like, f) or _is_named(f, named_noun) or _by_label(f, like, said.get(f.start, set())))
    ]
    whole = [f for f in alike if context.source.back(f.start, f.end) not in parts] or alike
    named = [f for f in whole if move.subject and move.subject <= said.get(f.start, set())]
    exact = [f for f in whole if f.noun == move.by.noun != ""]
    return (named or exact or whole)[:MOST]


def _of_a_year(context: Context, told: Told, passage: Passage, move: Move, nows: list[Figure]) -> list[tuple[Figure, Figure]]:
    """Of so với năm 2015 tăng 87 … năm 2015 mới có 209: the count of the year that is named, before or behind; else the last before."""
    lead = context.folded[max(passage.sentence.start, move.by.start - 60) : move.by.start]
    year = SINCE.findall(lead) or SINCE.findall(context.folded[move.by.end : move.by.end + 40])
    place = told.place(context.layout.paragraphs[passage.paragraph].start)
    own = told.place(move.by.start)
    place, stop = max(place, own - LONG), own + LONG
    row = zip(told.mentions[place:stop], told.passages[place:stop], strict=True)
    beside = takewhile(lambda one: one[1].paragraph == passage.paragraph, row)
    near = [(m, p) for m, p in beside if m.figure.kind == "count" and not m.figure.hedge and m.figure is not move.by]
    thens = [m.figure for m, _ in near if year and YEAR.findall(m.label) == year[-1:] and (not nows or of_one_kind(nows[0], m.figure))]
    rates = [f for f in context.reader.between(passage.sentence.start, move.by.start) if f.kind == "percent" and not f.hedge]
    if not thens and move.by.kind in ("percent", "points") and len(rates) == 2:
        return [(rates[1], rates[0]), (rates[0], rates[1])]
    if (
        not thens
        and move.by.kind == "points"
        and len(rates) < TWO
        and (earlier := passage.before)
        and earlier.paragraph == passage.paragraph
    ):
        told_before = [
            f for f in context.reader.between(earlier.sentence.start, earlier.sentence.end) if f.kind == "percent" and not f.hedge
        ]
        if rates:
            return [(rates[0], rate) for rate in reversed(told_before)]
        return [pair for pair in permutations(told_before, 2) if (_gap(move, *pair) or 0) > 0] if len(told_before) == TWO else []
    if not thens and move.by.kind == "times" and near and passage.before:
        here = [m.figure for m, p in near if p is passage and m.figure.start < move.by.start]
        before = [m.figure for m, p in near if p is passage.before and here and of_one_kind(here[-1], m.figure)]
        return [(here[-1], before[0])] if len(before) == 1 else []
    if not thens and move.by.kind == "percent" and near:
        counts = [m.figure for m, _ in reversed(near) if m.figure.start < move.by.start and of_one_kind(near[-1][0].figure, m.figure)]
        return [(now, then) for then in counts[:1] for now in counts[1:4]]
    return [(now, then) for then in thens[:2] for now in nows if now.start != then.start]


def _is_named(figure: Figure, said: set[str]) -> bool:
    """số học viên tăng 212 lượt: what is counted in turns is told with the noun of the subject."""
    return bool(figure.noun) and figure.group != "" and set(figure.noun.split()) <= said


def _by_label(figure: Figure, like: Figure, said: set[str]) -> bool:
    """tuổi bình quân 45,3, giảm 4,5 tuổi (49,8 tuổi): the measure stands before the number, which has as many decimals."""
    return not figure.noun and bool(like.noun) and set(like.noun.split()) <= said and figure.step == like.step


def _told_together(context: Context, passage: Passage, move: Move) -> list[tuple[Figure, Figure]]:
    """từ 128 xuống còn 94, giảm 34: the two figures of the move right before."""
    before = {f.start: f for f in context.reader.between(passage.sentence.start, move.by.start)}
    return [
        (before[later], earlier)
        for later, earlier in moves_of(context, passage)
        if later in before
        and _of_kind(move.by, before[later])
        and (move.by.kind != "count" or of_the_move(context, move.by, before[later]))
        and not APART.search(SOON.sub(" ", WHEN.sub(" ", context.folded[before[later].end : move.by.start])))
        and later == max((f.start for f in before.values() if f.kind == earlier.kind), default=-1)
    ]


def _as_much(context: Context, told: Told, passage: Passage, move: Move, decided: Marks, parts: Marks) -> Iterator[Claim]:
    """tăng 212 lượt, tương đương 16,96%: the growth that the amount makes of what was before."""
    by = move.by
    percent = next(iter(context.reader.between(by.end, passage.sentence.end)), None)
    if by.kind != "count" or percent is None or percent.kind != "percent" or percent.hedge or not percent.decimals:
        return
    if context.source.back(percent.start, percent.end) in decided or not AS_MUCH.fullmatch(context.folded[by.after : percent.start]):
        return
    nows = [now for now in _candidates(context, told, passage, move, by, parts) if now.value > move.sign * by.value]
    pairs = _told_together(context, passage, move)
    named = _named_behind(context, passage, by, percent)
    bases = (
        [(replace(by, value=named.value + move.sign * by.value), named.value)]
        if named
        else [(now, then.value) for now, then in pairs] or [(now, now.value - move.sign * by.value) for now in nows]
    )
    growths = [(now, then, by.value * 100 / then) for now, then in bases if then > 0]
    if right := next((one for one in growths if fit(one[2], percent.value, percent.step) != "off"), None):
        yield growth_claim(context, right[0], right[1], percent, move.sign, "consistent")
        return
    weighed = [(chance(percent.value, rate, percent.decimals), now, then) for now, then, rate in growths]
    best = min(weighed, key=lambda one: one[0], default=None)
    if best is not None and (best[0] * len(weighed) <= UNLIKELY or len(weighed) == 1):
        yield growth_claim(context, best[1], best[2], percent, move.sign, "inconsistent")


def _named_behind(context: Context, passage: Passage, by: Figure, percent: Figure) -> Figure | None:
    """giảm 38 biên chế …, tương đương 4,2% (năm 2023: 905 biên chế): the count behind the percentage, of the same word."""
    later = next(iter(f for f in context.reader.between(percent.end, passage.sentence.end) if f.kind != "year"), None)
    if later is None or later.kind != "count" or later.hedge or not BASE.match(context.folded[percent.end : later.start]):
        return None
    words_of_both = [figure.noun or next_word(context, figure) for figure in (by, later)]
    return later if words_of_both[0] == words_of_both[1] != "" else None


def _claim(context: Context, move: Move, now: Figure, then: Figure) -> Claim:
    right = _fits(move.by, _gap(move, now, then) or Fraction(0))
    verdict = VERDICTS["exact" if right else "off"]
    if now.kind == "percent":
        return points(context, now, then, move.by, move.sign)
    if move.by.kind == "times":
        return growth_claim(context, now, then.value, move.by, move.sign, verdict, [then])
    if move.by.kind == "count":
        return difference_claim(context, now, move.by, then, verdict)
    return growth_claim(context, now, then.value, replace(move.by, kind="percent"), move.sign, verdict, [then])
