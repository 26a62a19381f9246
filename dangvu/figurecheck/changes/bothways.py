"""By a number and by a rate, of a base that stands in a bracket beside them, or that was told before by its own words.

so với cuối năm 2017 (684 đồng chí) tăng 228 đồng chí, tăng 33,33% · cuối năm 2020 mới có 612 … tăng 153, tức tăng 25% so với cuối năm 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.fromto import THAT_IS
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import PEOPLE, of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words

IN_BRACKET = re.compile(r"\)\s?,?\s?(?:đã |thì )?(?:tăng|giảm)(?: thêm| được)? ")
THAN = re.compile(r"[^\d;.()%]{0,12}\bso với [^;.()%]{2,50}?\((?:[^\d;.()%]{0,16} )?")
AGAINST = re.compile(r"\s(?:so )?với (?P<base>(?:cuối|đầu|giữa|tháng|năm|nhiệm kỳ|quý)[^\d,;.()%]{0,20}(?:[\d/-]{0,9}))(?=[\s,;.)]|$)")
LED = re.compile(r"[^;.:%()\d]{0,90}$")
OTHERWISE = re.compile(r"\b(?:tăng|giảm|trong đó|chỉ tiêu|kế hoạch|mỗi|bình quân|thêm)\b")
FILLERS = words("số tổng của các đã tăng giảm thêm được lên từ đó đến nay này đây như vậy và cũng năm trong")
SINCE = re.compile(r"\s?(?:từ|đến|tính|sau|như vậy|so với)\b")
BACK, PARAGRAPHS = 6, 2
OTHER_THINGS = frozenset({"household", "money", "measure"})


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
        f for f in (_bracket(context, passage, by), _behind(context, passage, rate), _named(context, passage, by, rate)) if f is not None
    ]
    bases = [f for f in sure if _alike(by, f) and f.value > 0]
    if not bases:
        return
    bases += [then for now, then in _pairs(context, passage, move)]
    ways = [by.value * 100 / base.value for base in bases]
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


def _bracket(context: Context, passage: Passage, by: Figure) -> Figure | None:
    """… (684 đồng chí) tăng 228 đồng chí."""
    before = [f for f in passage.figures if f.end <= by.start]
    last = before[-1] if before else None
    return last if last and _plain(last) and IN_BRACKET.fullmatch(context.folded, max(last.end, last.after), by.start) else None


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


def _pairs(context: Context, passage: Passage, move: Move) -> Iterator[tuple[Figure, Figure]]:
    """Two counts before the move that are so far apart."""
    sentences = [passage] + ([passage.before] if passage.before and passage.before.paragraph == passage.paragraph else [])
    counts = [f for one in sentences for f in one.figures if _plain(f) and f.end <= move.by.start and _alike(move.by, f)]
    for now in counts:
        for then in counts:
            if then.value and (now.value - then.value) * move.sign == move.by.value:
                yield now, then


def _alike(one: Figure, other: Figure) -> bool:
    """Of one kind, or one of them told shortly: suất of suất học bổng, but not hộ of hộ nghèo."""
    if of_one_kind(one, other) or (not (one.noun and other.noun) and PEOPLE & {one.noun, other.noun} != set()):
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return bool(shorter) and longer.startswith(f"{shorter} ") and one.group not in OTHER_THINGS
