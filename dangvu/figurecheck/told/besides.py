"""What a sentence says once more beside its figure: softly and in a bracket, by how much and from what to what, parts that make a hundred.

gần 5.000 đảng viên (4.964 đồng chí) · giảm hơn 100 hộ, từ 168 hộ xuống còn 61 hộ · gấp 2 lần, từ 18 lên 36 ·
chênh lệch giữa … (48) và … (5) là 43 · trong 36 đảng viên ấy có 27 · tuổi bình quân 44,4, trẻ nhất 29, cao tuổi nhất 57.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.changes.bothways import OF_PLAN
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

SAME = frozenset({"đồng chí", "người"})
SOFT = frozenset({"under", "over", "about"})
FROM = re.compile(r"[^.;:()\d%]{0,40}[,(]\s?(?:tức )?(?:là )?từ $")
TO = re.compile(r"[^.;:,()\d%]{0,30} (?:lên|lên đến|lên tới|xuống|xuống còn|còn|đến|thành) $")
MOVED = re.compile(r"\b(?P<way>tăng|giảm)(?: được| thêm| tới)? (?:gần |hơn |trên |khoảng )?$")
TIMES = re.compile(r"\b(?P<rise>tăng )?(?:lên )?(?:gấp )?(?:gần |hơn |trên |khoảng )?$")
HUNDRED = re.compile(
    r"[^.;:()\d%]{0,40}[,;(] (?:cộng lại|tổng cộng|cộng dồn|cả thảy|gộp lại|tổng các tỷ lệ)(?: là| đủ| bằng| vừa đủ| đúng| được| tròn)* $"
)
JOIN = re.compile(r"(?:,|,? và|;)(?: [^\W\d]+){0,4}? $")
BETWEEN = re.compile(r"\b(?:chênh lệch|chênh nhau|khoảng cách|cách biệt) giữa [^\d.;()]{2,50} \($")
AND = re.compile(r"(?: [^\W\d]+){0,3}\) (?:và|với) [^\d.;()]{2,50} \($")
IS = re.compile(r"(?: [^\W\d]+){0,3}\)(?: chỉ| đã)? (?:là|lên đến|lên tới|tới) $")
THOSE = re.compile(r"(?:^|[\"“.;,] ?)(?:trong|trong số|trong tổng số) $")
HAS = re.compile(r"[^\d.;:,()]{0,30}?\b(?:ấy|đó|này|trên|nêu trên|nói trên|mới ấy|mới này),? (?:chỉ |đã )?có $")
MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^.;]{0,60}\b(?:là|đạt|:) $")
LEAST = re.compile(r"\b(?:trẻ nhất|thấp nhất|ít nhất|nhỏ nhất|nhỏ tuổi nhất)\b[^\d.;,]{0,20}$")
MOST = re.compile(r"\b(?:cao nhất|cao tuổi nhất|lớn nhất|nhiều nhất|già nhất|lớn tuổi nhất|nhiều tuổi nhất)\b[^\d.;,]{0,20}$")
BASE = re.compile(r"\b(?:so với|so)\b[^.;:()\d]{0,40}(?:(?:19|20)\d{2} )?\($")
RATE = re.compile(r"\b(?:tương đương|tương ứng|tỷ lệ (?:tăng|giảm)|tức (?:là )?(?:tăng|giảm))(?: là)? $")
ROOM, TIMES_ROOM = Fraction(1, 5), Fraction(9, 20)


def judge_besides(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence, as far as its figures are not yet judged."""
    for passage in context.passages:
        figures = passage.figures
        for place, figure in enumerate(figures):
            behind = figures[place + 1 :]
            if figure.in_words and figure.kind != "times":
                continue
            yield from _in_bracket(context, figure, behind)
            yield from _from_to(context, passage, figure, behind)
            yield from _apart(context, passage, figure, behind)
            yield from _of_those(context, passage, figure, behind)
            yield from _mean(context, passage, figure, behind)
        yield from _hundred(context, passage)
        yield from _with_base(context, passage, decided)


def _plain(*figures: Figure) -> bool:
    return all(one.kind == "count" and not one.hedge and not one.in_words for one in figures)


def _in_bracket(context: Context, soft: Figure, behind: list[Figure]) -> Iterator[Claim]:
    """Gần 5.000 đảng viên (4.964 đồng chí): the bracket says exactly what was said softly."""
    if soft.kind != "count" or soft.hedge not in SOFT or not soft.noun or not behind or not _plain(behind[0]):
        return
    exact = behind[0]
    alike = exact.noun == soft.noun or (exact.noun in SAME and soft.group == "person")
    bracket = context.folded[soft.after : exact.start] in (" (", " [") and context.folded[exact.after : exact.after + 1] == ")"
    if not alike or not bracket or exact.value <= 0:
        return
    right = abs(soft.value - exact.value) <= exact.value * ROOM
    text = f"Nói {context.written(soft)}, trong ngoặc ghi {context.written(exact)}" + ("" if right else ": không gần nhau")
    figures = [exact, soft]
    yield context.claim(
        context.covering(*figures), "repeat", VERDICTS["exact" if right else "off"], text, context.written(exact), None, figures
    )


def _from_to(context: Context, passage: Passage, by: Figure, behind: list[Figure]) -> Iterator[Claim]:
    """Giảm hơn 100 hộ nghèo, từ 168 hộ xuống còn 61 hộ · gấp 2 lần, từ 18 lên 36 tổ chức."""
    if len(behind) < 2 or not _plain(behind[1]) or behind[0].kind != "count":
        return
    first, last = behind[:2]
    lead = context.folded[passage.sentence.start : by.start]
    if not FROM.fullmatch(context.folded, by.after or by.end, first.start) or not TO.fullmatch(
        context.folded, first.after or first.end, last.start
    ):
        return
    if first.value <= 0 or (first.noun and last.noun and first.noun != last.noun):
        return
    if by.kind == "times":
        rise = TIMES.search(lead)
        ratio = max(first.value, last.value) / max(min(first.value, last.value), Fraction(1))
        meant = [by.value, by.value + 1] if rise and rise["rise"] else [by.value]
        above, below = {"over": (1, 0), "under": (0, 1)}.get(by.hedge, (0, 0))
        fits = any(one - below - TIMES_ROOM < ratio < one + above + TIMES_ROOM for one in meant)
        if fits and not by.hedge:  # other rules know more exactly what comes near enough
            return
        text = f"{vn(last.value)} / {vn(first.value)} = {vn(last.value / first.value, 2)}"
    elif by.kind == "count" and by.hedge in SOFT and (way := MOVED.search(lead)):
        if not by.noun or not any(one.noun and by.noun.startswith(one.noun) for one in (first, last)):
            return
        moved = (last.value - first.value) * (1 if way["way"] == "tăng" else -1)
        fits = abs(moved - by.value) <= by.value * ROOM
        text = f"{vn(max(first.value, last.value))} - {vn(min(first.value, last.value))} = {vn(abs(moved))}"
    else:
        return
    text += "" if fits else f"; văn bản ghi {context.written(by)}"
    figures = [by, first, last]
    yield context.claim(
        context.covering(*figures), "difference", VERDICTS["exact" if fits else "off"], text, context.written(by), None, figures
    )


def _apart(context: Context, passage: Passage, first: Figure, behind: list[Figure]) -> Iterator[Claim]:
    """Chênh lệch giữa chi bộ đông nhất (48 đảng viên) và chi bộ ít nhất (5 đảng viên) là 43 đảng viên."""
    if len(behind) < 2 or not _plain(first, *behind[:2]) or not BETWEEN.search(context.folded, passage.sentence.start, first.start):
        return
    second, told = behind[:2]
    if not AND.fullmatch(context.folded, first.end, second.start) or not IS.fullmatch(context.folded, second.end, told.start):
        return
    gap = abs(first.value - second.value)
    text = f"{vn(first.value)} - {vn(second.value)} = {vn(gap)}"
    yield context.outcome("difference", told, [first, second], text, vn(gap), wrong=gap != told.value)


def _of_those(context: Context, passage: Passage, whole: Figure, behind: list[Figure]) -> Iterator[Claim]:
    """Trong 36 đảng viên ấy có 72 đồng chí: of those there are no more than all."""
    if not behind or not _plain(whole, behind[0]) or behind[0].value <= whole.value:
        return
    part = behind[0]
    alike = part.noun == whole.noun or (part.noun in SAME and whole.group == "person")
    lead = context.folded[passage.sentence.start : whole.start]
    if whole.noun and alike and THOSE.search(lead) and HAS.fullmatch(context.folded, whole.after, part.start):
        text = f"{context.written(part)} nhiều hơn cả {context.written(whole)}"
        figures = [part, whole]
        yield context.claim(context.covering(*figures), "subset", "inconsistent", text, context.written(part), None, figures)


def _mean(context: Context, passage: Passage, mean: Figure, behind: list[Figure]) -> Iterator[Claim]:
    """Tuổi bình quân là 44,4; trẻ nhất 29 tuổi, cao tuổi nhất 57 tuổi."""
    start = passage.sentence.start
    if len(behind) < 2 or not _plain(mean, *behind[:2]) or not MEAN.search(context.folded[start : mean.start]):
        return
    low, high = behind[:2]
    if not LEAST.search(context.folded, mean.end, low.start) or not MOST.search(context.folded, low.end, high.start):
        return
    if not mean.noun == low.noun == high.noun:
        return
    fits = low.value <= mean.value <= high.value
    text = (
        f"Bình quân {context.written(mean)}"
        + (" nằm giữa " if fits else " không nằm giữa ")
        + f"{context.written(low)} và {context.written(high)}"
    )
    figures = [mean, low, high]
    yield context.claim(
        context.covering(*figures), "average", VERDICTS["exact" if fits else "off"], text, context.written(mean), None, figures
    )


def _hundred(context: Context, passage: Passage) -> Iterator[Claim]:
    """Lần lượt chiếm 46,2%, 31,5% và 22,3% tổng số, cộng lại đủ 100%."""
    rates = [one for one in passage.figures if one.kind == "percent"]
    total = rates[-1] if len(rates) > 2 and rates[-1].value == 100 else None
    if total is None or not HUNDRED.fullmatch(context.folded, rates[-2].end, total.start):
        return
    parts = [rates[-2]]
    for one in reversed(rates[:-2]):
        if not JOIN.fullmatch(context.folded, one.end, parts[0].start):
            break
        parts.insert(0, one)
    if len(parts) < 2 or len(parts) != len(rates) - 1 or any(one.hedge for one in parts):
        return
    made = sum((one.value for one in parts), Fraction(0))
    fits = abs(made - 100) <= sum((one.step for one in parts), Fraction(0)) / 2
    text = " + ".join(context.written(one) for one in parts) + f" = {vn(made)}%"
    figures = [total, *parts]
    yield context.claim(context.covering(*figures), "sum", VERDICTS["exact" if fits else "off"], text, "100%", f"{vn(made)}%", figures)


def _with_base(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """So với đầu nhiệm kỳ (4.875 đảng viên), tăng 585 đồng chí, tương đương 12% · giảm 96 so với 2023 (2.280 chi bộ), tỷ lệ giảm 4,21%."""
    figures = passage.figures
    for place, rate in enumerate(figures):
        if rate.kind != "percent" or place < 2 or rate.hedge or context.source.back(rate.start, rate.end) in decided:
            continue
        if not RATE.search(context.folded, max(passage.sentence.start, rate.start - 30), rate.start) or OF_PLAN.match(
            context.folded, rate.end
        ):
            continue
        one, other = figures[place - 2 : place]
        for base, by in ((one, other), (other, one)):
            bracket = BASE.search(context.folded, max(passage.sentence.start, base.start - 70), base.start)
            way = re.search(r"\b(?:tăng|giảm)(?: thêm)? $", context.folded[max(0, by.start - 12) : by.start])
            if not bracket or not way or not _plain(base, by) or base.value <= by.value:
                continue
            if base.noun != by.noun and not (by.noun in SAME and base.group == "person"):
                continue
            if context.folded[base.after : base.after + 1] != ")" or re.search(r"[.;]\s", context.folded[base.after : rate.start]):
                continue
            way_up = 1 if way[0].startswith("tăng") else -1
            if abs((base.value + way_up * by.value) * 100 / base.value - rate.value) <= rate.step:
                continue  # tương đương 106,3%: so much of the base
            right = abs(by.value * 100 / base.value - rate.value) <= rate.step
            text = f"{vn(by.value)} / {vn(base.value)} = {vn(by.value * 100 / base.value, max(rate.decimals, 2))}%"
            text += "" if right else f"; văn bản ghi {context.written(rate)}"
            marks = [rate, by, base]
            verdict = VERDICTS["exact" if right else "off"]
            yield context.claim(context.covering(*marks), "growth", verdict, text, context.written(rate), None, marks)
            break
