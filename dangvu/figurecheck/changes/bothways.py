"""By a number and by a rate, of a base that stands in a bracket beside them, or that was told before by its own words.

so với cuối năm 2017 (684 đồng chí) tăng 228 đồng chí, tăng 33,33% · cuối năm 2020 mới có 612 … tăng 153, tức tăng 25% so với cuối năm 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import growth_claim
from dangvu.figurecheck.changes.compared import figures_in, moves_in
from dangvu.figurecheck.changes.fromto import THAT_IS
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import PEOPLE, of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words

IN_BRACKET = re.compile(r"\)\s?,?\s?(?:đã |thì )?(?:tăng|giảm)(?: thêm| được)? ")
OF_BASE = re.compile(r"\b(?:so với|cùng kỳ|(?:năm|quý|tháng|kỳ|khóa|lần|đợt|vụ) (?:trước|ngoái))\b[^;.()%]{0,50}$")
THAN = re.compile(r"[^\d;.()%]{0,12}\bso với [^;.()%]{2,50}?\((?:[^\d;.()%]{0,16} )?")
AGAINST = re.compile(r"\s(?:so )?với (?P<base>(?:cuối|đầu|giữa|tháng|năm|nhiệm kỳ|quý)[^\d,;.()%]{0,20}(?:[\d/-]{0,9}))(?=[\s,;.)]|$)")
LED = re.compile(r"[^;.:%()\d]{0,90}$")
OTHERWISE = re.compile(r"\b(?:tăng|giảm|trong đó|chỉ tiêu|kế hoạch|mỗi|bình quân|thêm)\b")
FILLERS = words("số tổng của các đã tăng giảm thêm được lên từ đó đến nay này đây như vậy và cũng năm trong")
SINCE = re.compile(r"\s?(?:từ|đến|tính|sau|như vậy|so với)\b")
FROM_BASE = re.compile(r"[^\d;.()%]{0,30}\bso với\b(?:[^;.()%]{0,60}) ?\([^\d;.()%]{0,30}")
OF_IT = re.compile(
    r"[^\d;.()%]{0,20}\), ?(?:tức(?: là)?|tương đương(?: với)?|tương ứng(?: với)?|nghĩa là|hay)\s?(?:mức |đã |tỷ lệ )?"
    r"(?P<verb>tăng|giảm)? ?(?:là )?"
)
ENDS = re.compile(r"\s?(?:[.,;)\n]|so với\b|$)")
OF_PLAN = re.compile(r"[^\d;.,()%]{0,20}\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)\b")
BACK, PARAGRAPHS, HUNDRED, HALF = 6, 2, 100, 2
OTHER_THINGS = frozenset({"household", "money", "measure"})


def judge_both_ways(context: Context, decided: Marks) -> Iterator[Claim]:
    """Thu 612 triệu, tăng 36 triệu so với … (576 triệu), tức tăng 6,3%: by a number, from a base in a bracket, and by a rate."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        for place, (base, rate) in enumerate(pairwise(figures)):
            if (base.kind, rate.kind) != ("count", "percent") or base.hedge or rate.hedge or rate.in_words or not base.value:
                continue
            moves = [one for one in moves_in(context, passage, figures) if one.by in figures[:place] and one.by.kind == "count"]
            move = moves[-1] if moves else None
            if move is None or context.source.back(rate.start, rate.end) in decided or not of_one_kind(move.by, base):
                continue
            by = move.by
            between = context.folded[max(by.end, by.after) : base.start]
            behind = context.folded[max(base.end, base.after) : rate.start]
            that_is = OF_IT.fullmatch(behind)
            if not FROM_BASE.fullmatch(between) or that_is is None or OF_PLAN.match(context.folded, rate.end):
                continue
            if not that_is["verb"] and not (ENDS.match(context.folded, rate.end) and HALF * rate.value < HUNDRED):
                continue  # tương đương 102%: so much of it, or of a whole that is named behind
            now = Figure("count", by.start, by.end, base.value + by.value * move.sign, base.step)
            if fit(now.value * HUNDRED / base.value, rate.value, rate.step) != "off":
                continue  # tức 106,3%: so much of the base, not so much more
            how = fit(by.value * HUNDRED / base.value, rate.value, rate.step)
            yield growth_claim(context, now, base.value, rate, move.sign, VERDICTS["exact" if how != "off" else "off"], [base, by])


def judge_moved_both_ways(context: Context, decided: Marks) -> Iterator[Claim]:
    """The rates of each sentence right behind the number that moved."""
    for passage in context.passages:
        figures = passage.figures
        for move in moves_in(context, passage, figures):
            by = move.by
            place = figures.index(by)
            rate = figures[place + 1] if place + 1 < len(figures) else None
            if rate is None or rate.kind != "percent" or by.kind != "count" or rate.hedge or rate.in_words or not by.noun:
                continue
            if context.source.back(rate.start, rate.end) in decided:
                yield from _of_what_was(context, passage, move, rate)
                continue
            if THAT_IS.fullmatch(context.folded, max(by.end, by.after), rate.start):
                yield from _judge(context, passage, move, rate)


def _judge(context: Context, passage: Passage, move: Move, rate: Figure) -> Iterator[Claim]:
    by = move.by
    sure = [
        f
        for f in (*_bracket(context, passage, move), _behind(context, passage, rate), _named(context, passage, by, rate))
        if f is not None and _alike(by, f) and f.value > 0
    ]
    if not sure:
        return
    bases = sure + _apart(context, passage, move)
    ways = [by.value * HUNDRED / base.value for base in bases]
    place = next((number for number, way in enumerate(ways) if fit(way, rate.value, rate.step) != "off"), None)
    way, base = (ways[0], bases[0]) if place is None else (ways[place], bases[place])
    text = f"{vn(by.value)} / {vn(base.value)} = {vn(way, rate.decimals + 2)}%"
    right = vn(rounded(way, Fraction(1, 10**rate.decimals)), rate.decimals) + "%"
    yield context.outcome("growth", rate, [by, base], text, right, wrong=place is None)


def _of_what_was(context: Context, passage: Passage, move: Move, rate: Figure) -> Iterator[Claim]:
    """Thu đạt 9,6 tỷ đồng, tăng 1,6 tỷ đồng, tăng 20%: of what there was before it moved, which another reading may have missed."""
    before = [f for f in passage.figures if f.end <= move.by.start and _plain(f) and _alike(move.by, f)]
    was = before[-1].value - move.by.value * move.sign if before else Fraction(0)
    way = move.by.value * 100 / was if was > 0 else Fraction(0)
    beside = THAT_IS.fullmatch(context.folded, max(move.by.end, move.by.after), rate.start)
    if was > 0 and beside and fit(way, rate.value, rate.step) == "exact":
        text = f"{vn(move.by.value)} / {vn(was)} = {vn(way, rate.decimals + 2)}%"
        yield context.outcome("growth", rate, [move.by, before[-1]], text, vn(way, rate.decimals) + "%", wrong=False)


def _plain(figure: Figure) -> bool:
    return figure.kind == "count" and not figure.hedge and not figure.in_words


def _bracket(context: Context, passage: Passage, move: Move) -> list[Figure]:
    """… (684 đồng chí) tăng 228 đồng chí: the base, or where no word says so what it came to."""
    before = [f for f in passage.figures if f.end <= move.by.start]
    last = before[-1] if before else None
    if not last or not _plain(last) or not IN_BRACKET.fullmatch(context.folded, max(last.end, last.after), move.by.start):
        return []
    opened = context.folded.rfind("(", passage.sentence.start, last.start)
    of_base = OF_BASE.search(context.folded, passage.sentence.start, max(passage.sentence.start, opened))
    return [last] if of_base else [last, replace(last, value=last.value - move.by.value * move.sign)]


def _behind(context: Context, passage: Passage, rate: Figure) -> Figure | None:
    """… tăng 7 đảng viên, tăng 7,1% so với cùng kỳ năm trước (98 đảng viên)."""
    after = next((f for f in passage.figures if f.start >= rate.end), None)
    return after if after and _plain(after) and THAN.fullmatch(context.folded, rate.end, after.start) else None


def _named(context: Context, passage: Passage, by: Figure, rate: Figure) -> Figure | None:
    """The first count that follows the same words in the sentences before."""
    against = AGAINST.search(context.folded, rate.end, min(passage.sentence.end, rate.end + 60))
    earlier = passage.before if against else None
    for _ in range(BACK):
        if against is None or earlier is None or passage.paragraph - earlier.paragraph > PARAGRAPHS:
            return None
        at = context.folded.find(against["base"], earlier.sentence.start, earlier.sentence.end)
        told = next((f for f in earlier.figures if f.start > at), None) if at >= 0 else None
        if told is not None:
            led = context.folded[at + len(against["base"]) : told.start].replace(", ", " ", 1)
            plain = _plain(told) and re.fullmatch(LED, led) and not OTHERWISE.search(led)
            clauses = re.split(r"[,;:]\s", context.folded[passage.sentence.start : by.start])
            subject = set().union(*(words_of(one) for one in clauses if not SINCE.match(one))) - FILLERS
            around = context.folded[earlier.sentence.start : min(earlier.sentence.end, told.after + 30)]
            return told if plain and subject <= words_of(around) else None  # số đảng viên nữ tăng 12: not of all of them
        earlier = earlier.before
    return None


def _apart(context: Context, passage: Passage, move: Move) -> list[Figure]:
    """The counts before the move from which another is so far."""
    sentences = [passage] + ([passage.before] if passage.before and passage.before.paragraph == passage.paragraph else [])
    counts = [f for one in sentences for f in one.figures if _plain(f) and f.end <= move.by.start and _alike(move.by, f)]
    values = {f.value for f in counts}
    return [f for f in counts if f.value and f.value + move.by.value * move.sign in values]


def _alike(one: Figure, other: Figure) -> bool:
    """Of one kind, or one of them told shortly: suất of suất học bổng, but not hộ of hộ nghèo."""
    if of_one_kind(one, other) or (not (one.noun and other.noun) and PEOPLE & {one.noun, other.noun} != set()):
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return bool(shorter) and longer.startswith(f"{shorter} ") and one.group not in OTHER_THINGS
