"""A number of people and "gồm" with all of them by kinds, the last behind "và", whatever stands beside the number.

29 người, gồm 8 vị sư, 12 cán bộ hưu trí và 9 nông dân · 62.400 người, chiếm 65% dân số, gồm 41.600 tín đồ … và 3.300 tín đồ ….
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import families, nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.reading.numbers import numeral
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.sums.added import sum_claim

ALL = re.compile(
    r"[^\d;.:()]{0,40}(?:[,(] ?(?:chiếm|bằng|đạt|tỷ lệ)?[^\d;.:()]{0,12}\d[\d,]*%[^\d;.:()]{0,40})?\b(?:gồm|bao gồm|gồm có)(?: có)? $"
)
PART = re.compile(r"(?:^|, | và |, và )(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,6}) (?P<what>[^\W\d]+(?: [^\W\d]+)?)")
OVERLAP = re.compile(r"\b(?:nữ|trẻ|dự bị|trong đó|lượt|kiêm|mỗi|trở lên|dưới|ngoài ra|so với|tăng|giảm)\b")
CUT, NONE = re.compile(r",? và |, "), re.compile(r"\b(?:không|chưa|khác)\b")
LAST = re.compile(r"(?:^|,? )và [\d.]+[^\d]*$")
STRANGE = frozenset({"organisation", "team", "place", "event", "turn", "money", "time", "document", "object", "topic", "hamlet", "measure"})
FEWEST, TENTH = 2, 10


def judge_consists(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every such list up to the next semicolon or the end of its sentence."""
    for passage in context.passages:
        if context.folded.find("gồm ", passage.sentence.start, passage.sentence.end) < 0:
            continue
        for whole in passage.figures:
            plain = whole.kind == "count" and not whole.hedge and not whole.in_words and whole.value > FEWEST
            if plain and whole.group == "person" and context.source.back(whole.start, whole.end) not in decided:
                yield from _judge(context, passage, whole, alarmed)


def _judge(context: Context, passage: Passage, whole: Figure, alarmed: Marks) -> Iterator[Claim]:
    start = max(whole.end, whole.after)
    first = next((f for f in passage.figures if f.start > start and f.kind != "percent"), None)
    if first is None or not ALL.fullmatch(context.folded, start, first.start):
        return
    stop = re.search(r"[;:()\n]|\.(?!\d)|$", context.folded[max(first.after, first.end) : passage.sentence.end])
    told = context.folded[first.start : max(first.after, first.end) + (stop.start() if stop else 0)]
    told = re.sub(r"(?<=\d)\.$", "", told)
    parts = list(PART.finditer(told))
    numbers = re.findall(r"\d[\d.]*", told)
    if len(parts) < FEWEST or len(parts) != len(numbers) or not LAST.search(told) or OVERLAP.search(told) or ELLIPSIS.search(told):
        return
    if any((nouns.group_of(part["what"]) or nouns.group_of(part["what"].split()[0])) in STRANGE for part in parts):
        return
    figures = [_figure(first.start, part) for part in parts]
    total = sum((figure.value for figure in figures), Fraction(0))
    marks = {context.source.back(figure.start, figure.end) for figure in (whole, *figures)}
    if marks & alarmed:
        return
    if total == whole.value or _is_wrong(whole.value, total, figures, told):
        yield sum_claim(context, whole, figures)


def _is_wrong(whole: Fraction, total: Fraction, parts: list[Figure], told: str) -> bool:
    """Whether the list is meant to be all: two digits changed about, or near, where kinds of people may not hold together."""
    gap = whole - total
    if swapped(whole, total) or any(swapped(part.value, part.value + gap) for part in parts if part.value + gap > 0):
        return True
    if total > whole and families.OVERLAPPING.search(told) and not _apart(told):
        return False
    return abs(gap) <= max(Fraction(1), whole / TENTH) and max(part.value for part in parts) < whole


def _apart(told: str) -> bool:
    """Người Kinh, người Khmer, người Hoa; cấp ủy viên and those who are none: kinds that exclude each other."""
    names = [{name for name, _ in families.families(label)} for label in CUT.split(told)]
    return NONE.search(told) is not None or bool(set.intersection(*names))


def _figure(start: int, part: re.Match[str]) -> Figure:
    number = numeral(part["number"])
    value = number.value if number else Fraction(0)
    return Figure("count", start + part.start("number"), start + part.end("number"), value, noun=part["what"], after=start + part.end())
