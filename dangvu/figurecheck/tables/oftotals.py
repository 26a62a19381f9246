"""Shares, means and amounts of what a table's columns make: Tổng thu đạt 106,5% dự toán (250 triệu đồng) · mỗi hộ hiến 27,4 m2.

What no reading gives is an error only as a slip of the pen, or where unit and words leave one pair of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.tables.derived import head_of
from dangvu.figurecheck.tables.summed import Whole, around, summed
from dangvu.figurecheck.tables.tables import TOTAL, inner_of, label_of

BASE = re.compile(r"\s(?:so với )?(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu)[^\d;.()%]{0,30}(?:\((?:[^\d;.()%]{0,20})|là )$")
MEAN = re.compile(r"\b(?:bình quân|trung bình|tính ra)\b|\bmỗi\b")
EACH = re.compile(r"\b(?:mỗi|một) (?P<each>[^\W\d]+(?: [^\W\d]+)?)")
PER = re.compile(r"\s?/\s?(?P<each>[^\W\d]+(?: [^\W\d]+)?)")
OFF = re.compile(r"\b(?:tăng|(?<!miễn )(?<!miễn, )giảm(?! nghèo)|so với|cùng kỳ|năm trước|trở lên|mục tiêu|phấn đấu|trong đó|riêng)\b")
OF_ALL = re.compile(r"\s(?:của |trên |so với )?(?:tổng|số|toàn)\b|\s?[.;\n]|$")
OF_NOUN = re.compile(r"\s(?:của |trên |so với )?tổng số (?P<noun>[^\d,;.()%]{2,30})")
LEADS = re.compile(r"^\W*(?:[-+*]\s)?(?:như vậy,? |tính chung,? |nhìn chung,? )?(?:tổng|số|tỷ lệ|toàn|cả|tính)\b")
MANY = 6


def judge_of_totals(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """The percentages and the means behind each table that can be added."""
    if not context.layout.tables:
        return
    for table, wholes in summed(context, alarmed):
        rows = [row for row in table.body if not TOTAL.search(label_of(row))]
        named = words_of(head_of(table.heads, 0))
        for row in rows:
            named &= words_of(label_of(row))
        closed = [whole for whole in wholes if not whole.open and not whole.gap][:MANY]
        for passage in around(context, table, before=0) if closed else ():
            for place, figure in enumerate(passage.figures):
                if figure.hedge or figure.in_words or context.source.back(figure.start, figure.end) in decided:
                    continue
                if figure.kind == "percent":
                    yield from _of_a_base(context, passage, closed, place)
                    yield from _share(context, passage, closed, place)
                    yield from _of_a_count(context, passage, closed, place)
                elif figure.kind == "count" and figure.counts:
                    yield from _mean(context, passage, closed, place, (named, len(rows)))


def _of_a_base(context: Context, passage: Passage, wholes: list[Whole], place: int) -> Iterator[Claim]:
    """Tổng thu đạt 106,5% dự toán (250.000.000 đồng): one of the totals of the base behind it."""
    percent, following = passage.figures[place], passage.figures[place + 1 : place + 2]
    start = passage.figures[place - 1].end if place else passage.sentence.start
    if not following or following[0].kind != "count" or following[0].hedge or not following[0].value:
        return
    base = following[0]
    if not BASE.fullmatch(context.folded, percent.end, base.start) or OFF.search(context.folded, start, percent.start) or place:
        return
    ways = [(whole, whole.told * 100 / base.value) for whole in wholes if whole.of_kind(base) and (whole.unit or base.group != "money")]
    yield from _judge(context, percent, ways, [base], "share")


def _share(context: Context, passage: Passage, wholes: list[Whole], place: int) -> Iterator[Claim]:
    """Số học sinh được miễn giảm học phí bằng 12,7% tổng số học sinh: one total of another."""
    percent = passage.figures[place]
    lead = context.folded[passage.sentence.start : percent.start]
    if place or not LEADS.match(lead) or OFF.search(lead) or not OF_ALL.match(context.folded[percent.end : passage.sentence.end]):
        return
    said = words_of(lead)
    ways = [
        (one, one.told * 100 / other.told)
        for one, other in permutations(wholes, 2)
        if one.unit == other.unit and one.told < other.told and one.words and one.words <= said
    ]
    yield from _judge(context, percent, ways, [], "share")


def _of_a_count(context: Context, passage: Passage, wholes: list[Whole], place: int) -> Iterator[Claim]:
    """Số đoàn viên tham gia bằng 33,2% tổng số đoàn viên toàn huyện: one total of a count that the text tells somewhere."""
    percent = passage.figures[place]
    lead = context.folded[passage.figures[place - 1].end if place else passage.sentence.start : percent.start]
    lead = re.split(r"[.;] ", lead)[-1]
    noun = OF_NOUN.match(context.folded, percent.end, passage.sentence.end)
    if noun is None or OFF.search(lead) or not LEADS.match(lead):
        return
    said = words_of(lead)
    bases = {
        f.value
        for f in context.reader.figures
        if f.kind == "count" and f.noun and not f.hedge and f.counts and noun["noun"].startswith(f.noun)
    }
    parts = [whole for whole in wholes if not whole.unit and whole.words and whole.words <= said]
    ways = [(whole, whole.told * 100 / base) for whole in parts for base in bases if whole.told < base]
    yield from _judge(context, percent, ways[:MANY], [], "share")


def _mean(context: Context, passage: Passage, wholes: list[Whole], place: int, rows: tuple[set[str], int]) -> Iterator[Claim]:
    """Tính bình quân, mỗi hộ hiến 27,4 m2: the column of what is counted by the column of those it is divided among."""
    mean = passage.figures[place]
    start = passage.figures[place - 1].end if place else passage.sentence.start
    lead, tail = context.folded[start : mean.start], context.folded[max(mean.end, mean.after) : passage.sentence.end]
    if not MEAN.search(lead) or OFF.search(lead):
        return
    found = PER.match(tail) or next(iter(list(EACH.finditer(lead))[-1:]), None) or EACH.match(tail.lstrip())
    if found is None:
        return
    each = found["each"].split(" ")
    ways, sure = [], []
    for one, other in permutations(wholes, 2):
        over = not other.unit and (set(each) <= other.words or each[0] in other.words)
        if one.of_kind(mean) and over and (one.unit or one.words & (words_of(mean.noun) | words_of(tail[:16]))):
            ways.append((one, one.told / other.told))
            sure.append(bool(one.unit) and bool(one.words & words_of(context.folded[passage.sentence.start : passage.sentence.end])))
    if not ways and each[0] in rows[0] and rows[1] > 1:  # bình quân mỗi cụm trồng 2.733 cây: over the rows
        near = [w for w in wholes if w.of_kind(mean) and (w.unit or w.words & (words_of(mean.noun) | words_of(tail[:16])))]
        ways, sure = [(whole, whole.told / rows[1]) for whole in near], [True for _ in near]
    yield from _judge(context, mean, ways, [], "average", sure=len(ways) == 1 and sure[0])


def _judge(
    context: Context, stated: Figure, ways: list[tuple[Whole, Fraction]], told: list[Figure], kind: str, *, sure: bool = False
) -> Iterator[Claim]:
    if not ways:
        return
    unit = stated.step if stated.step > 1 else Fraction(1)
    right = next((way for way in ways if fit(way[1], stated.value, stated.step) != "off"), None)
    weights = [chance(stated.value / unit, rounded(actual, stated.step) / unit, stated.decimals) for _, actual in ways]
    if right is None and not sure and min(weights) * len(ways) > UNLIKELY:
        return
    whole, actual = right or ways[weights.index(min(weights))]
    shown = vn(rounded(actual, stated.step), stated.decimals) + ("%" if stated.kind == "percent" else "")
    cells = [Figure("count", *inner_of(context, cell), cell.number.value) for cell in whole.cells[:1] if cell.number]
    text = f"Theo tổng của bảng (cột “{whole.head.strip()}”: {vn(whole.value)}) = {shown}"
    yield context.outcome(kind, stated, [*told, *cells], text, shown, wrong=right is None)
