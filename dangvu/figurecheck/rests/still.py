"""What is still left, by the structure alone: the ratio right before, a count with what was taken off, kinds that exceed their ratio.

47/52 cơ sở gửi đúng hạn; còn 5 đơn vị · bầu 27, trừ 2, hiện còn 25 · 349/388 tốt, 35 khá, 4 trung bình · bầu 5 trong 6, số dư 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.dues import left_by_all
from dangvu.figurecheck.meant.nearby import Told, alike, of_one_noun
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import ELLIPSIS, Mention, compatible
from dangvu.figurecheck.slips import UNLIKELY, chance

STILL = re.compile(
    r"(?:(?:như vậy|theo đó|do đó|nay|hiện|hiện nay|đến nay|và|số|chỉ|vẫn|thực tế|trên thực tế|sau đó),?\s)*(?:chỉ )?"
    r"còn(?: lại| thiếu| tới| đến| những)?(?: phải(?: [^\W\d]+){1,3})?\s(?:là )?"
)
UNDER_WAY = re.compile(r"\s(?:[^\W\d]+\s){0,2}?(?:đang|bị loại|vắng)\b")
TAKEN = re.compile(r"\b(?:trừ(?: đi)?|sau khi trừ|không kể|không tính|loại(?: trừ)?|rút|nghỉ|bớt|cho ra)\s(?:[^\W\d]+\s){0,3}$")
SPARE = re.compile(r"\b(?:số )?dư(?: là)?:?\s$")
LATER = re.compile(r"\b(?:nay|hiện|đến|cuối|năm)\b")
ANYTHING = ("đơn vị", "đầu mối", "tổ chức", "cơ sở")
REACH, MOST = 0, 6
WHOLES = 4


def judge_still(context: Context, told: Told, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every count that says that it is left over, and every ratio that heads a row of kinds."""
    for place, mention in enumerate(told.mentions):
        figure, passage = mention.figure, told.passages[place]
        if figure.kind == "ratio":
            yield from _beyond(context, told, place)
        if figure.kind != "count" or figure.hedge or context.source.back(figure.start, figure.end) in decided:
            continue
        before = [
            m
            for m in told.before(figure.start, passage.paragraph, reach=REACH, most=MOST)
            if not m.figure.hedge and (alike(m, mention) or _any_body(m, mention))
        ]
        claim: Claim | None = None
        if UNDER_WAY.match(context.folded, figure.after or figure.end) and not decided & {context.source.back(figure.start, figure.end)}:
            claim = _too_many(context, told, place, before)
        if claim is None and _still(context, mention):
            claim = _of_ratio(context, told, place, before) or _taken_off(context, passage, mention, before)
        elif SPARE.search(context.folded, max(mention.piece.start, figure.start - 16), figure.start):
            listed = {id(item) for listing in passage.reading.listings if listing.heads and listing.near for item in listing.items}
            claim = _spare(context, mention, [m for m in before if m.figure.start >= passage.sentence.start and id(m) not in listed])
        if claim is not None and not alarmed & set(claim.figures[1:]):
            yield claim


def _any_body(one: Mention, other: Mention) -> bool:
    """47/52 tổ chức cơ sở đảng; còn 5 đơn vị."""
    return other.figure.noun in ANYTHING and compatible(one, other.figure)


def _too_many(context: Context, told: Told, place: int, before: list[Mention]) -> Claim | None:
    """14 trong số 16 nhiệm vụ; 2 nhiệm vụ đang thực hiện: what is under way is no more than what the ratio leaves."""
    claim = _of_ratio(context, told, place, before)
    more = claim is not None and before and before[0].figure.other is not None and before[0].figure.noun == told.mentions[place].figure.noun
    rest = before[0].figure.other - before[0].figure.value if more and before[0].figure.other is not None else Fraction(0)
    value = told.mentions[place].figure.value
    of_several = value != rest and value == left_by_all(m.figure for m in before)
    return claim if more and value >= rest and not of_several else None


def _still(context: Context, mention: Mention) -> bool:
    return STILL.fullmatch(context.folded[mention.piece.start : mention.figure.start].lstrip(" -+–•")) is not None


def _of_ratio(context: Context, told: Told, place: int, before: list[Mention]) -> Claim | None:
    """What the ratio told last leaves: more is wrong, and less where nothing follows that could be the rest."""
    mention, passage = told.mentions[place], told.passages[place]
    near = [m for m in before if m.figure.start >= (passage.before or passage).sentence.start]
    ratio = next((m for m in near[:2] if m.figure.other is not None), None)
    if ratio is None or ratio.figure.other is None or (ratio is not near[0] and near[0].figure.value > ratio.figure.value):
        return None
    rest = ratio.figure.other - ratio.figure.value
    if rest < 0 or (LATER.search(context.folded, mention.piece.start, mention.figure.start) and rest != mention.figure.value):
        return None
    if ratio is not near[0] and near[0].figure.value == rest:  # 18/22 xã hoàn thành, 4 xã đang làm; còn 2 xã: of something else
        return None
    if rest == mention.figure.value:
        return _claim(context, mention, ratio, [], rest, wrong=False)
    follows = [m for m in told.mentions[place + 1 : place + 3] if m.figure.start < passage.sentence.end and m.figure.kind == "count"]
    generic = mention.figure.noun in (*ANYTHING, "trường hợp", "đồng chí", "người")
    if not (of_one_noun(mention, ratio) or generic) or (mention.figure.value < rest and (follows or ratio is not near[0])):
        return None
    return _claim(context, mention, ratio, [], rest, wrong=True)


def _taken_off(context: Context, passage: Passage, mention: Mention, before: list[Mention]) -> Claim | None:
    """Bầu 27 đại biểu; trừ 2 đại biểu …, còn 25 · có 66 hộ thì 52 hộ đã thoát nghèo (78,79%); còn 14 hộ."""
    counts = [m for m in before if m.figure.kind == "count" and m.figure.start >= (passage.before or passage).sentence.start]
    if len(counts) < 2:
        return None
    off = [m for m in counts if TAKEN.search(context.folded, max(0, m.figure.start - 30), m.figure.start)]
    whole = next((m for m in counts if m not in off and m.figure.value > sum(one.figure.value for one in off)), None)
    if off and whole is not None and off[0] is counts[0] and whole.figure.start < off[-1].figure.start:
        rest = whole.figure.value - sum((one.figure.value for one in off), Fraction(0))
        return _claim(context, mention, whole, off, rest, wrong=rest != mention.figure.value)
    part = counts[0]
    whole = next(
        (one for one in counts[1:WHOLES] if any(_is_share(part, one, s.percent.value, s.percent.step) for s in part.shares)), counts[1]
    )
    told = any(share.percent.decimals and _is_share(part, whole, share.percent.value, share.percent.step) for share in part.shares)
    if not told or not of_one_noun(part, mention) or not of_one_noun(whole, mention):
        return None
    rest = whole.figure.value - part.figure.value
    return _claim(context, mention, whole, [part], rest, wrong=rest != mention.figure.value)


def _is_share(part: Mention, whole: Mention, percent: Fraction, step: Fraction) -> bool:
    return whole.figure.value > 0 and abs(part.figure.value * 100 / whole.figure.value - percent) <= step / 2


def _spare(context: Context, mention: Mention, before: list[Mention]) -> Claim | None:
    """số lượng bầu 5 đồng chí; danh sách có 6 đồng chí, số dư 1: the list less the number to be elected, and no third count."""
    counts = [m for m in before if m.figure.kind == "count"]
    pairs = [(more, less) for more in counts for less in counts if more.figure.value > less.figure.value]
    right = next((pair for pair in pairs if pair[0].figure.value - pair[1].figure.value == mention.figure.value), None)
    if right is None and (len(pairs) != 1 or len(counts) != 2):
        return None
    more, less = right or pairs[0]
    return _claim(context, mention, more, [less], more.figure.value - less.figure.value, wrong=right is None)


def _beyond(context: Context, told: Told, place: int) -> Iterator[Claim]:
    """349/388 chi bộ tốt (89,95%); 35 khá; 4 trung bình: kinds beside a ratio make its whole, and never more."""
    ratio, passage = told.mentions[place], told.passages[place]
    whole = ratio.figure.other
    kinds: list[Mention] = []
    for other in told.mentions[place + 1 : place + 8]:
        same = other.figure.noun in ("", ratio.figure.noun) and other.figure.kind == "count" and not other.figure.hedge
        if other.figure.start >= passage.sentence.end or not same or other.piece is ratio.piece:
            break
        if (
            other.changes
            or not other.label.startswith(context.written(other.figure).lower()[:1])
            or families.OVERLAPPING.search(other.label)
        ):
            break
        kinds.append(other)
    if len(kinds) < 2 or whole is None or ELLIPSIS.search(context.folded, ratio.figure.start, kinds[-1].piece.end):
        return
    if "trong đó" in context.folded[ratio.figure.end : kinds[0].figure.start]:  # 142/156 xã đạt chuẩn, trong đó 38 xã nâng cao
        return
    total = sum((one.figure.value for one in (ratio, *kinds)), Fraction(0))
    off = whole - total
    text = " + ".join(context.written(one.figure).split("/")[0] for one in (ratio, *kinds)) + f" = {vn(total)}"
    figures = [ratio.figure, *(one.figure for one in kinds)]
    if not off:
        yield context.claim(context.covering(*figures), "sum", "consistent", text, vn(whole), vn(total), figures)
        return
    readings = [(one.figure.value, one.figure.value + off) for one in (ratio, *kinds) if one.figure.value + off > 0]
    weights = [chance(stated, meant) for stated, meant in readings]
    if off < 0 and min(weights, default=Fraction(1)) * len(readings) <= UNLIKELY:
        text += f"; văn bản ghi {vn(whole)}"
        yield context.claim(context.covering(*figures), "sum", "inconsistent", text, vn(whole), vn(total), figures)


def _claim(context: Context, mention: Mention, whole: Mention, parts: list[Mention], rest: Fraction, *, wrong: bool) -> Claim:
    first = whole.figure.other if not parts and whole.figure.other is not None else whole.figure.value
    taken = [part.figure.value for part in parts] or [whole.figure.value]
    text = " - ".join(vn(value) for value in (first, *taken)) + f" = {vn(rest)}"
    return context.outcome("difference", mention.figure, [whole.figure, *(part.figure for part in parts)], text, vn(rest), wrong=wrong)
