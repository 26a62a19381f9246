"""The mean of figures that the sentence tells one by one: 82 điểm, 88 điểm, 91 điểm; điểm bình quân của ba trường là 87 điểm.

Weighed or not, it lies between the least and the greatest of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.averages.unitwise import in_one_unit
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped

NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
MEAN = re.compile(
    r"[;,.]\s(?:như vậy,? |tính ra,? )?(?:[^\d;.()%]{0,40} )?(?:bình quân|trung bình)(?: chung)?(?: của)?(?: cả)?"
    r" (?P<many>mỗi|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2}) (?P<unit>[^\d;.()%]{1,40}?)(?: là| đạt| có|:)? $"
)
PLAIN = re.compile(
    r"[;,.]\s(?:như vậy,? |tính ra,? )?(?:(?:điểm|mức|tuổi|số) )?(?:[^\W\d]+ ){0,2}?(?:bình quân|trung bình)(?: chung)?(?: là| đạt|:)? $"
)
OTHERS = re.compile(r"\b(?:năm (?:trước|ngoái)|cùng kỳ|kế hoạch|tối đa|quy định|hệ số|trọng số|toàn (?:huyện|tỉnh|xã)|tăng|giảm|so với)\b")
TOTAL = re.compile(r"\b(?:tổng|cộng|toàn|tăng|giảm|so với|kế hoạch|chỉ tiêu)\b")
IN_TURN = re.compile(
    r"\b(?P<many>hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2}) [^\d;.()%]{2,40}? lần lượt (?:là |đạt |có |được |chấm )*(?P<first>)"
    r"\d[^;.]*?(?: và|,) \d[\d,]*(?:%| [^\W\d]+)?(?=[;.]|, [^\d;.]*(?:bình quân|trung bình))"
)
ROW_MEAN = re.compile(r"[;,.]\s(?:như vậy,? |tính ra,? )?(?:[^\d;.()%]{0,40} )?(?:bình quân|trung bình)[^\d;.()%]{0,40} ")
LEAST = 2


def judge_of_these(context: Context, decided: Marks) -> Iterator[Claim]:
    """The means of each sentence that nothing else has decided."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("bình quân", start, end) < 0 and context.folded.find("trung bình", start, end) < 0:
            continue
        figures = [figure for figure in passage.figures if not figure.in_words]
        for place, mean in enumerate(figures):
            if mean.kind in ("count", "percent") and context.source.back(mean.start, mean.end) not in decided and not mean.hedge:
                yield from _judge(context, passage, mean, figures[:place])
                yield from _in_turn(context, passage, mean, figures[:place])
                yield from _announced(context, mean, figures[:place])


def _judge(context: Context, passage: Passage, mean: Figure, before: list[Figure]) -> Iterator[Claim]:
    parts = [figure for figure in before if figure.kind == mean.kind and figure.noun == mean.noun and not figure.hedge]
    if len(parts) < LEAST or (mean.kind == "count" and not mean.noun):
        return
    said = MEAN.search(context.folded, parts[-1].end, mean.start)
    many = NUMBERS.get(said["many"]) if said and not said["many"].isdigit() else int(said["many"]) if said else None
    if said is None or OTHERS.search(context.folded, parts[-1].end, mean.start) or (many is None) != (said["many"] == "mỗi"):
        return
    counted = [figure for figure in before if figure.start < said.start()]
    if many is None and not _each_named(context, passage, parts, " ".join(said["unit"].split()[:2])):
        return  # ấp 1 đóng góp 12 triệu đồng; bình quân mỗi hộ 1,5 triệu đồng
    one_by_one = len(parts) == len(counted) and not TOTAL.search(context.folded, passage.sentence.start, parts[-1].start)
    if not one_by_one or (many is not None and many != len(parts)):
        return
    simple = sum((figure.value for figure in parts), Fraction(0)) / len(parts)
    least, most = min(figure.value for figure in parts), max(figure.value for figure in parts)
    shown = vn(rounded(simple, mean.step), mean.decimals)
    text = f"({' + '.join(vn(figure.value) for figure in parts)}) / {len(parts)} = {shown}"
    if fit(simple, mean.value, mean.step) != "off":
        yield context.outcome("average", mean, parts, text, shown, wrong=False)
    elif not least <= mean.value <= most:
        yield context.outcome("average", mean, parts, f"{text}; bình quân phải nằm giữa {vn(least)} và {vn(most)}", shown, wrong=True)


def _announced(context: Context, mean: Figure, before: list[Figure]) -> Iterator[Claim]:
    """Chấm điểm 3 chi bộ: A 94 điểm, B 91 điểm, C 88 điểm; điểm trung bình 91 điểm: as many as announced, each told once."""
    if mean.kind != "count" or not mean.noun or len(before) <= LEAST:
        return
    head, parts = before[0], before[1:]
    if any(f.kind != "count" or f.hedge for f in before) or any(f.noun != mean.noun for f in parts) or head.value != len(parts):
        return
    if (
        head.noun == mean.noun
        or ":" not in context.folded[head.end : parts[0].start]
        or OTHERS.search(context.folded, head.end, mean.start)
    ):
        return
    if not PLAIN.search(context.folded, max(parts[-1].end, parts[-1].after) - 1, mean.start):
        return
    simple = sum((figure.value for figure in parts), Fraction(0)) / len(parts)
    shown = vn(rounded(simple, mean.step), mean.decimals)
    text = f"({' + '.join(vn(figure.value) for figure in parts)}) / {len(parts)} = {shown}"
    yield context.outcome("average", mean, parts, text, shown, wrong=fit(simple, mean.value, mean.step) == "off")


def _in_turn(context: Context, passage: Passage, mean: Figure, before: list[Figure]) -> Iterator[Claim]:
    """5 xã lần lượt là 86, 91, 88, 79 và 83 điểm; trung bình toàn cụm là 85,4: of marks the plain mean, of others but for a slip."""
    row = IN_TURN.search(context.folded, passage.sentence.start, mean.start)
    if row is None or not ROW_MEAN.fullmatch(context.folded, row.end(), mean.start):
        return
    parts = [figure for figure in before if row.start("first") <= figure.start < row.end() and not figure.hedge]
    many = NUMBERS.get(row["many"]) or (int(row["many"]) if row["many"].isdigit() else 0)
    if len(parts) != many or many < LEAST or {figure.kind for figure in parts} != {mean.kind}:
        return
    values = in_one_unit(context, parts)
    simple = sum(values, Fraction(0)) / many
    shown = vn(rounded(simple, mean.step), mean.decimals)
    text = f"({' + '.join(vn(value) for value in values)}) / {many} = {shown}"
    marks = parts[-1].group == "score" or parts[-1].noun == "điểm"
    if fit(simple, mean.value, mean.step) != "off":
        yield context.outcome("average", mean, parts, text, shown, wrong=False)
    elif marks or swapped(mean.value, simple, mean.decimals):
        yield context.outcome("average", mean, parts, text, shown, wrong=True)


def _each_named(context: Context, passage: Passage, parts: list[Figure], unit: str) -> bool:
    """Whether the words before every part name such a unit."""
    last, named = passage.sentence.start, True
    for figure in parts:
        named, last = named and unit in context.folded[last : figure.start], figure.end
    return named
