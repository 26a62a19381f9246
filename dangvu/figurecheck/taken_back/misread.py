"""Alarms that rest on a figure which means something else: an aim, a level, a price, a percentage of other things, a number of a name.

giảm 9,4%, thấp hơn mục tiêu giảm 10% · tăng dần: năm 2021 đạt 87,5% · 6 chi bộ đạt 100% đảng viên dự học ·
Chi bộ 1 đạt 92%, Chi bộ 2 đạt 95%.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import combinations

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.shares.ofsmall import HEADS_BEHIND
from dangvu.figurecheck.taken_back.insentence import comes_out_beside
from dangvu.figurecheck.told.bounds import UNIT, UNITS

Span = tuple[int, int]

AIM = re.compile(r"\b(?:mục tiêu|chỉ tiêu|kế hoạch|quy định|yêu cầu)(?: đề ra| được giao)?(?: là)? (?:giảm|tăng|vượt) $")
LEVEL = re.compile(r"(?:\b(?:năm \d{4}|quý [ivx\d]+|tháng \d{1,2}(?:/\d{4})?) |: )(?:chỉ |mới |đã |cũng )?(?:đạt|có|chiếm) $")
IN_TURN = re.compile(r"\b(?:lần lượt|theo thứ tự|tương ứng)\b")
EACH = re.compile(r"\b(?:mỗi|từng) [^\d,;.()]{0,30}$")
OF_ALL = re.compile(r"\b(?:so với|trên|tính trên|trong)(?: tổng)? số $|\bso với $")
AT_HEAD = re.compile(r"(?:^|[.\n]\s?)(?:trong|trên)(?: tổng)? số $")
OF_THOSE = re.compile(r"\s(?:trong|của) (?:tổng )?số (?P<number>\d+)\b")
OTHERS = re.compile(r"[;,] (?:và )?(?:các|những|số) (?:[^\W\d]+ ){1,3}?(?:khác|còn lại)\b")
NUMBERED = re.compile(r"[(:] ?(?:[^\W\d]+ ){0,3}số \d+(?:, \d+)*,? $")
DEED = re.compile(
    r"\b(?:kết nạp|chuyển (?:đi|đến)|nợ đọng|nợ|xóa tên|khai trừ|từ trần|qua đời|bị thương|bị chết|thoát nghèo|tái nghèo|giải thể|vay|"
    r"nghỉ hưu|khiển trách|cảnh cáo|vắng|thiếu|hỏng|mất)\b"
)
AROUND, FAR, FEW = 100, 800, 6
MOVES = frozenset({"growth", "difference", "points"})
SHARES = frozenset({"share", "feasibility"})


def without_misread(context: Context, claims: Iterable[Claim]) -> list[Claim]:
    """The claims without such alarms, and without those whose figures make a total that comes out in another reading."""
    given = list(claims)
    if not any(claim.verdict == "inconsistent" for claim in given):
        return given
    right = [claim for claim in given if claim.verdict == "consistent" and claim.figures]
    added = [frozenset(claim.figures) for claim in right if claim.kind == "sum"]
    in_sums = frozenset().union(*added)  # gồm tủ ấp 9 tủ, 3.240 bản; tủ trường 5 tủ, 2.620 bản: across two columns that both come out
    means = {claim.figures[0] for claim in right if claim.kind == "average"}
    named = _numbers_of_names(context)
    return [
        claim
        for claim in given
        if claim.verdict != "inconsistent"
        or not claim.figures
        or not (
            _is_misread(context, claim)
            or (claim.kind in ("sum", "subset") and in_sums.issuperset(claim.figures))
            or (claim.kind == "average" and claim.figures[0] in means)
            or named & set(claim.figures)
        )
    ]


def _is_misread(context: Context, claim: Claim) -> bool:
    figures = [_figure(context, mark) for mark in claim.figures]
    first = figures[0]
    if first is None:
        return False
    known = [one for one in figures if one is not None]
    return comes_out_beside(context, claim, known) or _means_another(context, claim, first, figures, known)


def _means_another(context: Context, claim: Claim, first: Figure, figures: list[Figure | None], known: list[Figure]) -> bool:
    """Whether the words say that a figure is an aim, a level, one of several in turn, or of other things."""
    lead = context.folded[max(0, first.start - 50) : first.start]
    if claim.kind in ("difference", "average") and any(one.group == "money" for one in known) and _is_spent(context, known):
        return True
    if claim.kind in MOVES:
        base = figures[-1] if len(figures) > 2 else None
        each = base is not None and EACH.search(context.folded, max(0, base.start - 40), base.start) is not None
        if claim.kind == "difference" and each:  # vượt 02 buổi so với quy định (mỗi chi bộ 4 buổi, 8 chi bộ là 32 buổi)
            near = [
                one for one in context.reader.between(first.start - 200, first.end + 200) if one.noun == first.noun and one is not first
            ]
            return any(abs(one.value - other.value) == first.value for one, other in combinations(near, 2))
        return AIM.search(lead) is not None or LEVEL.search(lead) is not None or _of_another_deed(context, first, base)
    if claim.kind == "feasibility" and IN_TURN.search(context.folded, *_stretch(known)):
        return True  # ba nhóm lần lượt chiếm 46,2%, 31,5% và 22,3%
    if claim.kind in SHARES and len(figures) > 1 and figures[1] is not None:
        told = OF_THOSE.match(context.folded, first.end) if claim.kind == "share" else None
        if told and context.written(figures[1]).startswith(told["number"]):  # 31 học viên, có 90,3% trong tổng số 31 học viên đó
            return True
        return _opens_its_clause(context, first, figures[1]) or _of_something_else(context, claim, first, figures[1])
    if claim.kind == "sum":
        if len(known) > 1 and NUMBERED.search(context.folded[first.end : known[1].start]):
            return True  # 5 tiêu chí chưa đạt (tiêu chí số 6, 10, 13, 17 và 18)
        if _in_two_units(context, known) or _so_many_each(context, known):
            return True
        return OTHERS.search(context.folded, *_stretch(known)) is not None
    return False


def _of_another_deed(context: Context, by: Figure, base: Figure | None) -> bool:
    """tăng 2 tỷ đồng so với năm trước; năm trước còn nợ đọng 3 tỷ đồng: what the base tells is not what moved."""
    if base is None or base.start < by.end:
        return False
    _, *clauses = re.split(r"[;.(]\s?", context.folded[by.end : base.start])
    deed = DEED.search(clauses[-1]) if clauses else None
    return deed is not None and deed[0] not in context.folded[max(0, by.start - FAR) : by.start]


def _opens_its_clause(context: Context, percent: Figure, part: Figure) -> bool:
    """14 xã, 9 xã đạt chuẩn, 1 xã kiểu mẫu; 64,3% số xã đạt chuẩn: a clause of its own, and two counts of the sentence give it."""
    if (
        percent.kind != "percent"
        or not percent.decimals
        or not re.search(r"[;.] $", context.folded[max(0, percent.start - 2) : percent.start])
    ):
        return False
    near = [f for f in context.reader.between(max(0, percent.start - 160), percent.start) if f.kind == "count" and f.noun == part.noun]
    return any(
        fit(100 * min(a.value, b.value) / max(a.value, b.value), percent.value, percent.step) == "exact"
        for a, b in combinations(near, 2)
        if a.value + b.value
    )


def _is_spent(context: Context, figures: list[Figure]) -> bool:
    """Vận động 1,86 tỷ đồng, …, hỗ trợ 31 nhà, mỗi nhà 50 triệu đồng, còn dư 310 triệu đồng: so many times so much was taken off."""
    start, end = _stretch(figures)
    if end - start > FAR:  # told again in another chapter
        return False
    near = [one for one in context.reader.between(start - AROUND, end + AROUND) if one.kind == "count" and not one.hedge]
    money = [one for one in near if one.group == "money"][:FEW]
    numbers = [one.value for one in near if one.group not in ("money", "time") and one.value > 1][:FEW]
    taken = {number * each.value for number in numbers for each in money}
    return any(one.value - rest.value in taken for one, rest in combinations(money, 2) if one.start < rest.start and one.value > rest.value)


def _in_two_units(context: Context, figures: list[Figure]) -> bool:
    """12,4 km, gồm 4.600 m và 7.800 m: right once all are told in one unit."""
    units = [UNIT.match(context.folded, one.end) for one in figures]
    if len(figures) < 3 or len({unit["unit"] if unit else "" for unit in units}) < 2 or not all(units):
        return False
    first, *rest = [one.value * UNITS[unit["unit"]][1] for one, unit in zip(figures, units, strict=True) if unit]
    return first == sum(rest)


def _so_many_each(context: Context, figures: list[Figure]) -> bool:
    """2 nhóm giải pháp, mỗi nhóm có 4 giải pháp, tổng cộng 8: multiplied, not added."""
    if len(figures) != 3:
        return False
    total, first, each = figures[0], *sorted(figures[1:], key=lambda one: one.start)
    lead = context.folded[first.end : each.start] if first.end < each.start else ""
    return first.value * each.value == total.value and re.search(r"\b(?:mỗi|từng)\b", lead) is not None


def _stretch(figures: list[Figure]) -> Span:
    return min(one.start for one in figures), max(max(one.end, one.after) for one in figures)


def _of_something_else(context: Context, claim: Claim, percent: Figure, part: Figure) -> bool:
    """6 chi bộ đạt 100% đảng viên dự học · so với tổng số 160 đại biểu được triệu tập, bằng 95,63%."""
    start = max(0, part.start - 24)
    told = claim.kind == "share" and part.kind == "count" and part.start < percent.start  # of 15 no whole number is 78%: that is its whole
    if told and OF_ALL.search(context.folded, start, part.start) and not AT_HEAD.search(context.folded, start, part.start):
        return True
    if HEADS_BEHIND.match(context.folded, percent.end):  # 9 tổ dân phố, 77,78% tổ trưởng
        return False
    unit = nouns.UNIT.match(context.folded, percent.end) if percent.kind == "percent" else None
    group = nouns.group_of(unit["noun"]) if unit else ""
    return group == "person" and part.group in ("organisation", "hamlet", "place", "company") and part.end < percent.start


def _figure(context: Context, mark: Span) -> Figure | None:
    """The figure of the text that a mark stands for."""
    place = bisect_left(context.reader.figures, mark[0], key=lambda one: context.source.back(one.start, one.end)[0])
    found = context.reader.figures[place : place + 1]
    return found[0] if found and context.source.back(found[0].start, found[0].end) == mark else None


NAME = re.compile(r"(?P<word>[^\W\d]+(?: [^\W\d]+)?) $")


def _numbers_of_names(context: Context) -> set[Span]:
    """Chi bộ 1 …, Chi bộ 2 …, Chi bộ 3 …: numbers that run on behind one word."""
    found: set[Span] = set()
    run: list[Figure] = []
    word = ""
    for figure in context.reader.figures:
        bare = figure.kind == "count" and not figure.noun and (run or figure.value == 1)
        lead = NAME.search(context.folded, max(0, figure.start - 24), figure.start) if bare else None
        said = lead["word"].split(" ")[-1] if lead else ""
        if run and said == word and figure.value == run[-1].value + 1 and not figure.noun and figure.start - run[-1].end < 120:
            run.append(figure)
        elif lead is not None and figure.value == 1 and not figure.noun and nouns.NOUN.search(lead["word"]):
            run, word = [figure], said
        if len(run) >= 3:
            found |= {context.source.back(one.start, one.end) for one in run}
    return found
