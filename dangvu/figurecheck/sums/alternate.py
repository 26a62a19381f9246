"""Two columns told in turn, joined by "và": 9 tổ chức đảng và 14 đảng viên; 7 tổ chức và 12 đảng viên tốt, 2 tổ chức và 2 đảng viên ….

Where one of the columns comes out, the other must. And lists behind a colon of bodies or degrees that exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.sums.added import sum_claim
from dangvu.figurecheck.tables.derived import TELLING

JOINED = re.compile(r"[^\d;,.:()%]{0,30}\bvà (?:số )?$")
OTHERWISE = re.compile(r"\b(?:so với|cùng kỳ|tăng|giảm|trong đó|bình quân|mỗi|kế hoạch|chỉ tiêu|năm trước|lượt|riêng|thêm)\b")
MASSES = re.compile(r"\b(?:phụ nữ|nông dân|cựu chiến binh|thanh niên|công đoàn|mặt trận|chữ thập đỏ|người cao tuổi|khuyến học)\b")
DEGREES = re.compile(r"\b(?:đại học|cao đẳng|trung cấp|sơ cấp|thạc sĩ|tiến sĩ|phổ thông|cử nhân|cao cấp)\b")
CUT = re.compile(r"[,;.] ?| và ")
SET_APART = re.compile(r"[;:]\s")
SIX, FEWEST, MOST, HALF = 6, 3, 14, 2


def judge_alternate(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Both kinds of rows, sentence by sentence."""
    for passage in context.passages:
        figures = [f for f in passage.figures if f.group != "time"]
        if len(figures) > FEWEST and not any(f.kind != "count" or f.hedge or f.in_words for f in figures):
            text = context.folded[passage.sentence.start : passage.sentence.end]
            if not OTHERWISE.search(text) and not ELLIPSIS.search(text):
                yield from _in_turn(context, passage.sentence.start, figures, alarmed)
                yield from _behind_a_colon(context, passage, figures, decided)


def _in_turn(context: Context, start: int, figures: list[Figure], alarmed: Marks) -> Iterator[Claim]:
    columns = figures[::2], figures[1::2]
    if not _are_columns(context, figures) or not _has_a_head(context, start, columns):
        return
    sums = [sum((f.value for f in column[1:]), Fraction(0)) for column in columns]
    apart = SET_APART.search(context.folded, columns[1][0].end, columns[0][1].start) is not None
    right = [column[0].value == total for column, total in zip(columns, sums, strict=True)]
    if not any(fits and (apart or column[0].value >= TELLING) for column, fits in zip(columns, right, strict=True)):
        return
    for column, total, fits in zip(columns, sums, right, strict=True):
        near = HALF * abs(total - column[0].value) <= column[0].value
        if fits or (near and not {context.source.back(f.start, f.end) for f in column} & alarmed):
            yield sum_claim(context, column[0], column[1:])


def _are_columns(context: Context, figures: list[Figure]) -> bool:
    """Three pairs and more, each joined by "và", of two nouns."""
    words = [f.noun or next_word(context, f) for f in figures]
    if len(figures) < SIX or len(figures) % 2 or any(not word for word in words):
        return False
    firsts = [{word.split()[0] for word in words[place::2]} for place in (0, 1)]
    if len(firsts[0]) > 1 or len(firsts[1]) > 1 or firsts[0] == firsts[1]:
        return False
    pairs = zip(figures[::2], figures[1::2], strict=True)
    return all(JOINED.fullmatch(context.folded, max(one.end, one.after), other.start) for one, other in pairs)


def _has_a_head(context: Context, start: int, columns: tuple[list[Figure], list[Figure]]) -> bool:
    """Whether the words before the first pair come before no other: quý I mở 5 lớp …, quý II mở 3 lớp … are all of one kind."""
    starts = [start, *(max(f.end, f.after) for f in columns[1][:-1])]
    leads = [words_of(context.folded[begin : f.start]) for begin, f in zip(starts, columns[0], strict=True)]
    return not any(leads[0] & lead for lead in leads[1:])


def _behind_a_colon(context: Context, passage: Passage, figures: list[Figure], decided: Marks) -> Iterator[Claim]:
    """Tổng số 86 cán bộ: 52 đồng chí trình độ đại học, 30 trên đại học, 4 cao đẳng · 312 hội viên: Phụ nữ 96, Nông dân 84, …."""
    head, *parts = figures
    colon = context.folded.find(":", head.end, parts[0].start)
    if colon < 0 or context.source.back(head.start, head.end) in decided or not FEWEST <= len(parts) <= MOST or head.group != "person":
        return
    starts = [colon + 2, *(max(f.end, f.after) for f in parts)]
    ends = [*(f.start for f in parts), passage.sentence.end]
    between = [context.folded[start:end] for start, end in zip(starts, ends, strict=True)]
    if not all(not f.noun or of_one_kind(f, head) for f in parts):
        return
    total = sum((f.value for f in parts), Fraction(0))
    told = [CUT.split(one)[-1] for one in between[:-1]], [CUT.split(one)[0] for one in between[1:]]
    kinds = any(len(set(names)) == len(names) and all(kind.search(name) for name in names) for names in told for kind in (MASSES, DEGREES))
    if kinds and (total == head.value or HALF * abs(total - head.value) <= head.value):
        yield sum_claim(context, head, parts)
