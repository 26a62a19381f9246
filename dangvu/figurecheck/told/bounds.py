"""Figures that bound each other: trên 2.000 lượt (2.148 lượt) · từ 110 đến 125 (năm 2021: 112; …) · 12.500 m2 (1,25 ha)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import numeral
from dangvu.figurecheck.told.restated import SOME, softly

UNITS = {
    "m2": ("area", 1), "mét vuông": ("area", 1), "ha": ("area", 10_000), "héc-ta": ("area", 10_000), "km2": ("area", 1_000_000),
    "kg": ("weight", 1), "yến": ("weight", 10), "tạ": ("weight", 100), "tấn": ("weight", 1000),
    "m": ("length", 1), "mét": ("length", 1), "km": ("length", 1000), "giờ": ("time", 60), "phút": ("time", 1),
}  # fmt: skip
UNIT = re.compile(r"\s?(?P<unit>m2|mét vuông|héc-ta|ha|km2|km²|kg|yến|tạ|tấn|mét|km|m|giờ|phút)(?![\w/])")
DEGREES = re.compile(r"\s?(?:độ(?= c\b|\s?[.,;)]|$)|°)")
COARSE = frozenset({"tấn", "tạ", "yến", "km", "ha", "giờ", "héc-ta"})
COMPOUND = re.compile(
    r"(?<![\d.,])(?P<many>\d{1,4}) (?P<large>tấn|tạ|yến|km|ha|giờ) (?:và )?(?P<few>\d{1,4}) (?P<small>tạ|yến|kg|m|m2|phút)\b"
    r"[^\d;.:()]{0,40}(?:\(|, (?:tức|tương đương|hay|bằng)(?: là)? )(?P<all>\d+(?:[.,]\d+)*) (?P<unit>tạ|yến|kg|tấn|m2|m|km|phút|ha)\b"
)
SAME = re.compile(
    r"[^\d;.:()%]{0,60}(?:\(\s?(?:tức |tức là |bằng |tương đương |hay |chính xác |chính xác là |cụ thể là |cụ thể |"
    r"thực tế |đạt |có mặt |đã có |có |được |là |huy động )*"
    r"|,\s?(?:cụ thể(?: là)?|chính xác(?: là)?|thực tế(?: là)?|tức(?: là)?|tương đương|hay(?: là)?|nghĩa là)\s(?:có )?)$"
)
ENDS = re.compile(r"\s?(?:[^\d;.:(),%]{0,40})(?:[),;.]|$)")
MOVED = re.compile(r"\b(?:tăng|giảm|thêm|bớt|hơn|kém|vượt|so với|cùng kỳ|kế hoạch|chỉ tiêu|giao)\b")
LISTED = re.compile(r"[^\d;.:()]{0,60}[(:]")
EACH = re.compile(
    r"\b(?:mỗi|từng|các)\s(?P<each>[^\W\d]+(?: [^\W\d]+)?)\s(?:[^\W\d]+\s){0,5}?"
    r"(?:có|gồm|với|được|nhận|là|góp|hỗ trợ|phân bổ)?\s?(?:từ\s)?$"
)
LOOKED_AFTER = re.compile(
    r"\b(?:phụ trách|theo dõi|giúp đỡ|quản lý|kèm cặp|đỡ đầu|dự|tham gia)\b"
)  # several may have the same in their care
FALLS = re.compile(r"\b(?:giảm|hạ|rút|còn|xuống|chuyển|bớt|lùi|ngược)\b[^.;]*$")
OVER_TO = re.compile(r"\s?(?:-|đến|tới)\s?")
TOGETHER = re.compile(r"\b(?:tổng|tất cả|cả thảy|cộng)\b[^;.]{0,20}$")
SCALED = {"triệu đồng": 1_000_000, "tỷ đồng": 10**9}


def judge_bounds(context: Context, passage: Passage) -> Iterator[Claim]:
    """A softened figure with the exact one beside it, a range with what lies in it, one measure in two units."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind not in ("year", "years", "label")]
    for one, other in zip(figures, figures[1:], strict=False):
        between = context.folded[one.after or one.end : other.start]
        if one.kind == other.kind == "count" and SAME.fullmatch(between) and ENDS.match(context.folded, other.after or other.end):
            yield from _in_two_units(context, one, other)
            yield from _softened(context, one, other)
    for place, figure in enumerate(figures):
        if figure.kind == "range":
            yield from _within(context, figure, figures[place + 1 :])
            yield from _each_within(context, figure, figures[:place], figures[place + 1 : place + 3])
    yield from _turned_round(context, passage, figures)
    if any(figure.noun in COARSE for figure in figures):
        yield from _compound(context, passage)


def _in_two_units(context: Context, one: Figure, other: Figure) -> Iterator[Claim]:
    first, second = (UNIT.match(context.folded, figure.end) for figure in (one, other))
    if first is None or second is None or one.hedge or other.hedge:
        return
    (kind, factor), (other_kind, other_factor) = UNITS[first["unit"]], UNITS[second["unit"]]
    if kind != other_kind or factor == other_factor:
        return
    right = one.value * factor / other_factor
    wrong = abs(right - other.value) > max(other.step, one.step * factor / other_factor)
    text = f"{context.written(one)} {first['unit']} = {vn(right)} {second['unit']}"
    yield context.outcome("ratio", other, [one], text, vn(right), wrong=wrong)


def _compound(context: Context, passage: Passage) -> Iterator[Claim]:
    """3 tấn 250 kg cam (3.250 kg)."""
    for match in COMPOUND.finditer(context.folded, passage.sentence.start, passage.sentence.end):
        units = [UNITS[match[name]] for name in ("large", "small", "unit")]
        told = numeral(match["all"])
        if told is None or len({kind for kind, _ in units}) != 1 or units[0][1] <= units[1][1]:
            continue
        right = Fraction(int(match["many"]) * units[0][1] + int(match["few"]) * units[1][1], units[2][1])
        first = Figure("count", match.start("many"), match.end("few"), right, after=match.end("small"))
        again = Figure("count", match.start("all"), match.end("all"), told.value, told.step, after=match.end("unit"))
        text = f"{match['many']} {match['large']} {match['few']} {match['small']} = {vn(right)} {match['unit']}"
        yield context.outcome("ratio", again, [first], text, vn(right), wrong=abs(right - told.value) >= told.step)


def _softened(context: Context, one: Figure, other: Figure) -> Iterator[Claim]:
    """gần 1.500 lượt, cụ thể là 1.483 lượt: the exact figure lies on the side that the word says, and near."""
    soft, exact = (one, other) if one.hedge else (other, one)
    if (soft.hedge == "") == (exact.hedge == "") or exact.hedge or not _of_one_thing(context, one, other):
        return
    some = SOME.match(context.folded, other.after) and not SOME.match(context.folded, one.after)
    if MOVED.search(context.folded, one.end, other.start) or some:  # hơn 1.000 lao động (350 lao động có tay nghề)
        return
    text, wrong = softly(context, soft, exact)
    yield context.outcome("repeat", soft, [exact], text, vn(exact.value), wrong=wrong)


def _of_one_thing(context: Context, one: Figure, other: Figure) -> bool:
    if one.noun == other.noun or "" in (one.noun, other.noun) or one.group == other.group == "person":
        return True
    if one.noun.startswith(f"{other.noun} ") or other.noun.startswith(f"{one.noun} "):  # gần 4.300 hộ nghèo (4.268 hộ)
        return True
    return "lượt" in (one.noun, other.noun) and "lượt" in context.folded[one.end : one.after]


def _within(context: Context, bounds: Figure, later: list[Figure]) -> Iterator[Claim]:
    """Mỗi năm từ 110 đến 125 đảng viên (năm 2021: 112; năm 2022: 118; năm 2023: 124): each lies in the range."""
    close = 0
    inside: list[Figure] = []
    for figure in later:
        lead = context.folded[(inside[-1].after or inside[-1].end) if inside else (bounds.after or bounds.end) : figure.start]
        if not inside:
            if not LISTED.match(lead) or any(mark in lead for mark in ";."):
                return
            opening = context.folded.rfind("(", bounds.end, figure.start)
            close = context.reader.closed.get(opening, 0) if opening >= 0 else 0
        if figure.kind != "count" or (close and figure.start >= close) or figure.hedge or "tổng" in lead or "cộng" in lead:
            break
        inside.append(figure)
    if len(inside) < 2 or any(figure.noun not in ("", bounds.noun) for figure in inside) or bounds.other is None:
        return
    out = next((figure for figure in inside if not bounds.value <= figure.value <= bounds.other), None)
    shown = ", ".join(context.written(figure) for figure in inside)
    text = f"{shown} nằm trong khoảng {context.written(bounds)}"
    if out is not None:
        text = f"{context.written(out)} nằm ngoài khoảng {context.written(bounds)}"
    figures = [bounds, *inside]
    verdict = VERDICTS["exact" if out is None else "off"]
    yield context.claim(context.covering(*figures), "repeat", verdict, text, context.written(bounds), None, figures)


def _each_within(context: Context, bounds: Figure, before: list[Figure], after: list[Figure]) -> Iterator[Claim]:
    """12 chi bộ với 138 đảng viên, mỗi chi bộ có từ 9 đến 14 đảng viên: the total lies between twelve times either bound."""
    each = EACH.search(context.folded, max(0, bounds.start - 50), bounds.start)
    if each is None or bounds.other is None or not bounds.noun or LOOKED_AFTER.search(each[0]):
        return
    counts = [f for f in before if f.kind == "count" and not f.hedge]
    later = [f for f in after if f.kind == "count" and not f.hedge]
    numbers = [f for f in counts if _one_of(each["each"], f.noun)]
    totals = [f for f in counts if f.noun == bounds.noun and (not numbers or f.start > numbers[-1].start)]
    if not totals:  # mỗi trường có từ 8 đến 15 lớp, tổng số 195 lớp
        alike = [f for f in later if f.noun == bounds.noun or f.group == bounds.group == "money"]
        totals = [f for f in alike if TOGETHER.search(context.folded[bounds.end : f.start])]
        numbers = numbers or [f for f in later if _one_of(each["each"], f.noun)]
    if len(numbers) != 1 or len(totals) != 1:
        return
    number, total = numbers[0], totals[0]
    scale = SCALED.get(bounds.noun, 1)
    low, high = number.value * bounds.value * scale, number.value * bounds.other * scale
    wrong = not low <= total.value <= high
    text = f"{vn(number.value)} x {vn(bounds.value * scale)} = {vn(low)}, {vn(number.value)} x {vn(bounds.other * scale)} = {vn(high)}"
    text += f"; văn bản ghi {context.written(total)}" if wrong else f"; {context.written(total)} nằm giữa"
    figures = [total, number, bounds]
    verdict = VERDICTS["off" if wrong else "exact"]
    yield context.claim(context.covering(*figures), "average", verdict, text, context.written(total), None, figures)


def _one_of(each: str, noun: str) -> bool:
    """mỗi tổ of 8 tổ đảng, mỗi chi bộ of 12 chi bộ; mỗi chi bộ is none of 5 chi hội."""
    first = each.split(" ")[0]
    known = nouns.group_of(each) == "" != nouns.group_of(first)
    return noun != "" and (noun in (each, first) or (known and noun.startswith(f"{first} ")))


def _turned_round(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """từ 28 đến 25 tuổi: a range runs upward, unless something fell."""
    for one, other in zip(figures, figures[1:], strict=False):
        unit = other.noun or DEGREES.match(context.folded, other.end)
        bare = one.kind == other.kind == "count" and not one.noun and unit and one.hedge in ("", "least") and not one.in_words
        if not bare or one.value <= other.value or not OVER_TO.fullmatch(context.folded, one.end, other.start):
            continue
        lead = context.folded[passage.sentence.start : one.start]
        if lead.endswith("từ ") and not FALLS.search(lead) and one.step == other.step and (other.group != "time" or other.noun == "tuổi"):
            text = f"{context.written(one)} > {context.written(other)}: khoảng phải đi từ số nhỏ đến số lớn"
            span = context.covering(one, other)
            yield context.claim(span, "repeat", "inconsistent", text, context.written(one), None, [one, other])
