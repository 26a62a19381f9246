"""Counts of one noun in the order of a sentence, which together make another count but for a slip of the pen.

No words announce them: 1,86 tỷ đồng … ngân sách 1,24 tỷ đồng; nguồn khác 620 triệu đồng. What counts is how unlikely it is that counts
that have nothing to do with each other come so near: the weight of the slip, times the ways in which it could have come about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.closed import DEED, UNTIL_NOW
from dangvu.figurecheck.meant.nearby import PEOPLE, Told, alike
from dangvu.figurecheck.meant.portions import fits
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.reading.phrases import CHANGE_BEFORE
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.sums.added import sum_claim

AVERAGE = re.compile(r"\b(?:bình quân|trung bình|mỗi|so với|cùng kỳ|chỉ tiêu|kế hoạch)\b")
AIM = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu)\b")
CLOSING = re.compile(r"\b(?:tổng|cộng|nâng|cả thảy|tất cả)\b")
FLOW = re.compile(r"từ trần|qua đời|chuyển đi|chuyển đến|đầu năm (?:là|có)|đầu kỳ|giải thể|xóa tên")
RAISED = re.compile(r"\b(?:nâng|đưa)\b[^;.()]{0,60}\b(?:lên|đạt)\s(?:\w+\s)?$")
CLOSED = re.compile(r"\s*(?:như vậy|tính chung|tổng cộng|cộng chung|tất cả|tính ra)\b")
FEWEST = 3
REACH, MOST, LONGEST = 1, 12, 14
TELLING, LONG = 20, 100
BESIDE = Fraction(1, 6)


@dataclass(frozen=True, slots=True)
class Sum:
    """A count with those that would make it."""

    head: Mention
    items: list[Mention]
    weight: Fraction

    @property
    def figures(self) -> list[Figure]:
        """Those of the parts."""
        return [item.figure for item in self.items]

    @property
    def total(self) -> Fraction:
        """What the parts make."""
        return sum((item.figure.value for item in self.items), Fraction(0))


def judge_chains(context: Context, told: Told, summed: Marks, alarmed: Marks) -> Iterator[Claim]:
    """The chains of each sentence that no other rule has added up."""
    for passage in context.passages:
        for chain in _chains(context, passage):
            free = [m for m in chain if context.source.back(m.figure.start, m.figure.end) not in summed]
            if len(free) < len(chain) - 1 or len(free) < 2:
                continue
            yield from _judge(context, told, passage, chain, alarmed)
        yield from _series(context, told, passage, summed)


def _series(context: Context, told: Told, passage: Passage, summed: Marks) -> Iterator[Claim]:
    """Năm 2023 thành lập 19 chi bộ, năm 2024 thành lập 28 chi bộ: a count of each year, under the last count of the deed before it,
    or closed by the sentence behind: Tính chung có 107 đảng viên …
    """
    items = sorted((m for m in passage.reading.mentions if m.figure.kind == "count"), key=lambda one: one.figure.start)
    if len(items) < 2 or any(m.figure.hedge or context.source.back(m.figure.start, m.figure.end) in summed for m in items):
        return
    if len({m.figure.noun for m in items}) != 1 or not items[0].figure.noun or any(AVERAGE.search(m.label) for m in items):
        return
    heads = [head for head in (_deed_before(told, passage, items), _total_behind(context, told, passage, items)) if head is not None]
    sums = [Sum(head, items, Fraction(0)) for head in heads]
    if sums and not any(one.total == one.head.figure.value for one in sums):
        yield sum_claim(context, sums[0].head.figure, sums[0].figures)


def _deed_before(told: Told, passage: Passage, items: list[Mention]) -> Mention | None:
    years = [YEAR.findall(m.label) for m in items]
    deeds = {deed[0] for m in items if (deed := DEED.search(m.label))}
    if any(len(year) != 1 for year in years) or len(deeds) != 1:
        return None
    named = [int(year[0]) for year in years]
    if named != list(range(named[0], named[0] + len(named))) or UNTIL_NOW.search(items[-1].label):
        return None
    before = [m for m in told.before(items[0].figure.start, passage.paragraph, reach=0, most=3) if m.figure.noun == items[0].figure.noun]
    head = before[0] if before else None
    same = head is not None and next(iter(deeds)) in head.label and not YEAR.search(head.label)
    return head if same and head is not None and not head.figure.hedge and max(m.figure.value for m in items) < head.figure.value else None


def _total_behind(context: Context, told: Told, passage: Passage, items: list[Mention]) -> Mention | None:
    place = told.place(passage.sentence.end)
    if len(items) < FEWEST or place >= len(told.mentions) or told.passages[place].before is not passage:
        return None
    total, behind = told.mentions[place], told.passages[place]
    alike_ = total.figure.kind == "count" and not total.figure.hedge and alike(total, items[0])
    moved = (
        CHANGE_BEFORE.search(context.folded, behind.sentence.start, total.figure.start) is not None
    )  # như vậy so với năm 2021 giảm 112 hộ
    return total if alike_ and not moved and CLOSED.match(context.folded, behind.sentence.start, total.figure.start) else None


def _chains(context: Context, passage: Passage) -> Iterator[list[Mention]]:
    """The counts of a sentence by their noun; people by any word for them."""
    by_noun: dict[str, list[Mention]] = {}
    for mention in sorted(passage.reading.mentions, key=lambda one: one.figure.start):
        figure = mention.figure
        if figure.kind != "count" or figure.hedge or figure.in_words or AVERAGE.search(mention.label) or FLOW.search(mention.label):
            continue
        key = "người" if mention.group == "person" or figure.noun in PEOPLE - {""} else figure.noun or mention.group
        by_noun.setdefault(key, []).append(mention)
    for chain in by_noun.values():
        marks = sum("tuổi" not in m.label and families.OVERLAPPING.search(m.label) is not None for m in chain)
        aims = [
            AIM.search(context.folded, one.figure.end, other.figure.start) for one, other in pairwise(chain) if _in_bracket(context, other)
        ]
        if (
            2 <= len(chain) <= LONGEST
            and len({m.figure.start for m in chain}) == len(chain)
            and marks < max(2, len(chain) - 1)
            and not any(aims)
            and not _of_each_other(chain)
        ):
            yield chain


def _of_each_other(chain: list[Mention]) -> bool:
    """742 tốt nghiệp; 668 đã có việc làm, đạt 90,0%: the second is a share of the first, and stands beside nothing."""
    return any(
        fits(part.figure.value, whole.figure.value, share.percent) == "exact"
        for whole, part in pairwise(chain)
        for share in part.shares
        if share.percent.decimals and whole.figure.value > part.figure.value
    )


def _in_bracket(context: Context, mention: Mention) -> bool:
    """101 đảng viên, đạt 53,72% chỉ tiêu (188 đảng viên): beside what it is compared with it adds nothing."""
    return context.folded[max(0, mention.figure.start - 2) : mention.figure.start].strip() == "("


def _judge(context: Context, told: Told, passage: Passage, chain: list[Mention], alarmed: Marks) -> Iterator[Claim]:
    sums = [one for one in _sums(context, told, passage, chain) if not alarmed & _marks(context, one)]
    raised = _raised(context, chain)
    if raised is not None and not alarmed & _marks(context, raised):
        yield sum_claim(context, raised.head.figure, raised.figures)
    if raised is not None or any(one.total == one.head.figure.value for one in sums):
        return
    ways = sum(len(one.items) + 1 for one in sums)
    best = min(sums, key=lambda one: one.weight, default=None)
    if best is not None and best.weight * ways <= UNLIKELY:
        yield sum_claim(context, best.head.figure, best.figures)


def _raised(context: Context, chain: list[Mention]) -> Sum | None:
    """186 ha, nâng tổng diện tích lên 640 ha (năm 2020 có 454 ha): what came, what it came to, and what was before in a bracket."""
    if len(chain) != FEWEST or not RAISED.search(context.folded, chain[0].figure.end, chain[1].figure.start):
        return None
    opened = "(" in context.folded[chain[1].figure.end : chain[2].figure.start] and YEAR.search(chain[2].label) is not None
    return Sum(chain[1], [chain[0], chain[2]], Fraction(0)) if opened and chain[1].figure.value > chain[2].figure.value else None


def _marks(context: Context, one: Sum) -> set[tuple[int, int]]:
    return {context.source.back(m.figure.start, m.figure.end) for m in (one.head, *one.items)}


def _sums(context: Context, told: Told, passage: Passage, chain: list[Mention]) -> Iterator[Sum]:
    """All of the chain under a count before it, all but its first under the first, all but its last under the last that closes it."""
    before = told.before(chain[0].figure.start, passage.paragraph, reach=REACH, most=MOST)
    heads = [head for head in before if head.figure.kind == "count" and all(alike(head, item) for item in chain)]
    ways = [(head, chain) for head in heads]
    if len(chain) > 2:
        ways.append((chain[0], chain[1:]))
        if CLOSING.search(context.folded, chain[-2].figure.end, chain[-1].figure.start):
            ways.append((chain[-1], chain[:-1]))
    if len(chain) == 3:  # kết nạp 36 hội viên, nâng tổng số lên 1.142 (năm 2022 là 1.106): the largest, wherever it stands
        largest = max(chain, key=lambda one: one.figure.value)
        ways.append((largest, [item for item in chain if item is not largest]))
    for head, items in ways:
        if head.figure.hedge or head.figure.value <= max(item.figure.value for item in items) or AVERAGE.search(head.label):
            continue
        if head.figure.value >= TELLING:
            total = sum((item.figure.value for item in items), Fraction(0))
            near = abs(head.figure.value - total) <= head.figure.value * BESIDE
            if near or head.figure.value / head.figure.step >= LONG:
                yield Sum(head, items, _weight(head, items))


def _weight(head: Mention, items: list[Mention]) -> Fraction:
    total = sum((item.figure.value for item in items), Fraction(0))
    off = head.figure.value - total
    if not off:
        return Fraction(0)
    readings = [(head.figure, total), *((item.figure, item.figure.value + off) for item in items)]
    return min(_chance(figure, meant) for figure, meant in readings)


def _chance(figure: Figure, meant: Fraction) -> Fraction:
    """The weight of a slip in the digits that are written."""
    if meant <= 0:
        return Fraction(1)
    stated, right = figure.value / figure.step, meant / figure.step
    return chance(stated, right) if right.denominator == 1 else Fraction(1)
