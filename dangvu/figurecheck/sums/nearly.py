"""Rows of counts that make a total said before them, but for a slip in one of them, whatever words announce the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike, own_words
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import ELLIPSIS, Mention
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped
from dangvu.figurecheck.sums.added import sum_claim

AVERAGE = re.compile(r"\b(?:bình quân|trung bình|mỗi|đầu năm là|đầu kỳ|từ trần|chuyển đi)\b")
BY_KIND = re.compile(
    r"\btheo (?:từng )?(?:loại hình|lĩnh vực|khối|độ tuổi|trình độ|thành phần|nghề nghiệp|địa bàn|đối tượng|tôn giáo|cấp)\b"
)
NONE_OF_THEM = re.compile(r"\b(?:không theo|khác|còn lại|chưa qua|không có)\b")
FEWEST, LONGEST = 3, 14
REACH, MOST = 2, 30
CLOSE, BESIDE = Fraction(1, 12), Fraction(1, 6)
"""Parts further from a total than this were not meant to make it; those in its own bracket are given more room."""
SMALL = 20


def judge_nearly(context: Context, told: Told, judged: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """The rows of a text that no list rule has judged."""
    for passage in context.passages:
        for row in _rows(passage):
            marks = {context.source.back(item.figure.start, item.figure.end) for item in row}
            if not marks & judged and not ELLIPSIS.search(context.folded, row[0].piece.start, row[-1].piece.end):
                yield from _judge(context, told, passage, row)


def _rows(passage: Passage) -> Iterator[list[Mention]]:
    """Counts that follow each other in a sentence, of one noun or without any, each with words of its own."""
    row: list[Mention] = []
    for mention in [*sorted(passage.reading.mentions, key=lambda one: one.figure.start), None]:
        if mention is not None and AVERAGE.search(mention.label):
            continue
        if mention is not None and mention.figure.kind == "count" and not mention.figure.in_words and (not row or _goes_on(row, mention)):
            row.append(mention)
            continue
        yield from _parts_of_row(row)
        row = [mention] if mention is not None and mention.figure.kind == "count" else []


def _parts_of_row(row: list[Mention]) -> Iterator[list[Mention]]:
    """The row, and each stretch of it between semicolons."""
    if FEWEST <= len(row) <= LONGEST:
        yield row
    breaks = [0, *(place for place, item in enumerate(row) if place and item.piece.mark == ";"), len(row)]
    for first, last in pairwise(breaks):
        if 2 <= last - first < len(row):
            yield row[first:last]


def _goes_on(row: list[Mention], mention: Mention) -> bool:
    last = row[-1]
    noun = row[0].figure.noun if len(row) == 1 or row[0].figure.noun == row[1].figure.noun else row[1].figure.noun
    return mention.piece is not last.piece and mention.figure.noun in ("", noun) and not mention.figure.hedge and not last.changes


def _judge(context: Context, told: Told, passage: Passage, row: list[Mention]) -> Iterator[Claim]:
    open_ = {id(item) for listing in passage.reading.listings if listing.cue == "open" for item in listing.items}
    for items in (row, row[1:]):
        two = len(items) == 2 and id(items[0]) in open_  # trong đó giữ nguyên 55, bổ sung mới 23; …: two kinds are no more than all
        if len(items) < FEWEST and not two:
            continue
        total = sum((item.figure.value for item in items), Fraction(0))
        heads = [
            head
            for head in told.before(items[0].figure.start, passage.paragraph, reach=REACH, most=MOST)
            if all(alike(head, item) for item in items) and not head.figure.hedge and head not in row[1:]
        ]
        if not all(item.figure.noun == "" for item in items) and not _all_kinds(context, items):
            paragraph = context.layout.paragraphs[passage.paragraph].start
            heads = [head for head in heads if head.figure.start >= paragraph]
        if right := next((head for head in heads if head.figure.value == total), None):
            if total > SMALL:
                yield sum_claim(context, right.figure, [item.figure for item in items])
            return
        divided = _all_kinds(context, items) or two
        marked = any(families.OVERLAPPING.search(own_words(item)) for item in items) and (two or not divided)
        near = [
            head
            for head in heads
            if (head.figure.noun != "" or divided) and abs(head.figure.value - total) <= head.figure.value * _room(items, head)
        ]
        if near and two and total <= near[0].figure.value:
            continue
        if (
            near
            and not (marked and near[0].group == "person")
            and _is_slip(near[0], items, total, chosen=id(items[0]) in open_ and not divided)
        ):
            yield sum_claim(context, near[0].figure, [item.figure for item in items])
            return


def _all_kinds(context: Context, items: list[Mention]) -> bool:
    """Theo loại hình: …, and what ends in those that are of none: not marks, but kinds that leave nothing out."""
    lead = context.folded[max(0, items[0].piece.start - 60) : items[0].figure.start]
    return BY_KIND.search(lead) is not None or NONE_OF_THEM.search(items[-1].label) is not None


def _room(items: list[Mention], head: Mention) -> Fraction:
    return BESIDE if any(group.start <= items[0].figure.start < group.end for group in head.piece.groups) else CLOSE


def _is_slip(head: Mention, items: list[Mention], total: Fraction, *, chosen: bool) -> bool:
    """Whether one figure of the sum, written right, would make it come out; after "trong đó" only with its digits changed about."""
    off = head.figure.value - total
    if head.figure.value <= max(item.figure.value for item in items) or total < SMALL:
        return False
    readings = [(head.figure.value, total), *((item.figure.value, item.figure.value + off) for item in items)]
    near = 2 * abs(off) / head.figure.value  # how often a sum of anything comes as near
    weights = [chance(stated, meant) for stated, meant in readings if meant > 0 and (swapped(stated, meant) or not chosen)]
    return min(weights, default=Fraction(1)) * min(near, Fraction(1)) * len(readings) <= UNLIKELY
