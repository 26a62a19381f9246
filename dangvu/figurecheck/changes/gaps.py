"""Comparisons said in one breath: 742 (năm 2023: 758, giảm 16) · đạt 91,87%, giảm 0,46 điểm % so với tháng 7 (92,33%) · 2 + 3 = 5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.compared import THEN_BEHIND
from dangvu.figurecheck.changes.rates import DOWN, points
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.pieces import Group, Piece

THEN = re.compile(
    r"\s*(?:so với )?(?:cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước|"
    r"(?:cuối |đầu )?(?:năm|quý|tháng|nhiệm kỳ) [\divx/ -]{1,12})"
    r"(?:năm (?:trước|ngoái|\d{4}))?(?: (?:là|có|đạt)|:)?\s*$"
)
GOAL = re.compile(r"\s*(?:kế hoạch|chỉ tiêu|mục tiêu|nghị quyết)(?: (?:đại hội|năm|được|là|đề ra|giao|yêu cầu))*:?\s*$")
MOVED = re.compile(r"\s*(?:và )?(?P<verb>tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|vượt)\s(?:thêm )?$")
BELOW = re.compile(r"\b(?P<verb>cao hơn|thấp hơn)\s(?:so với |mức )?(?:bình quân|trung bình|mức|kế hoạch|chỉ tiêu)[^\d,;.()%]{0,40}$")
THAN = re.compile(r"\b(?P<verb>cao hơn|thấp hơn)\s(?:so với )?(?:năm (?:học )?(?:\d{4}|trước|ngoái)|cùng kỳ[^\d,;.()%]{0,20})(?: là)?\s$")
EARLIER = re.compile(r"so với|cùng kỳ|năm trước|kế hoạch|chỉ tiêu|mục tiêu")
OPENED = re.compile(r"[^;.]*(?:\(|\blà |\bđạt |\bmức )$")
EQUATION = re.compile(r"(?<![\d.,/%-])(?P<parts>\d[\d.]*(?:\s?[+]\s?\d[\d.]*){1,12})\s?=\s?(?P<total>\d[\d.]*\d|\d)(?![\d/%])")
LONE = re.compile(r"\(\s*\d[\d.]*\s?/\s?\d[\d.]*\s?[^\W\d]*(?: [^\W\d]+)?\s*\)")
ABSENT = re.compile(r"\s(?:chưa|không|vắng|miễn)\b")
TIMES_LEAD = re.compile(r"[\s,(]*(?:và )?(?:tăng |đã |nhiều )?(?:bằng|gấp)\s(?:khoảng |gần |hơn )?")
TIMES_TAIL = re.compile(r"\s(?:so với |của )?[^\d,;.]{3,60}(?:\blà |\()")
FIRST = re.compile(r"\W*so với (?P<base>[^;:.]{3,80}?)\s(?:đã )?(?:tăng|giảm)\b")
AS_MUCH = re.compile(r"\s*[,(]?\s*(?:tương đương|tương ứng|bằng|tức|đạt tỷ lệ|tỷ lệ)?(?: với| là)?(?: tăng| giảm)?\s*")
HIGHER = re.compile(
    r"[^.;%]{0,60}\b(?P<verb>cao hơn|thấp hơn)\s(?:so với |mức )?(?:tỷ lệ|mặt bằng|bình quân|mức|chỉ tiêu|mục tiêu)[^.;%]{0,60}"
)
BY_THAT = re.compile(r"\)?,?\s(?:đến|tới|là)\s(?:gần |hơn |khoảng )?")
REACH = 140


def judge_gaps(context: Context, passage: Passage) -> Iterator[Claim]:
    """The comparisons of a sentence whose three figures stand side by side."""
    for piece in _all(passage.pieces):
        for group in piece.groups:
            yield from _in_bracket(context, piece, group)
            yield from _absent(context, piece, group)
            yield from _lone_ratio(context, piece, group)
            yield from _of_a_ratio(context, piece, group)
    yield from _in_points(context, passage)
    yield from _between_rates(context, passage)
    yield from _times(context, passage)
    yield from _compared_first(context, passage)
    yield from _equations(context, passage)


def _all(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        for group in piece.groups:
            if not group.is_note:
                yield from _all(group.pieces)


def _lead(context: Context, piece: Piece) -> str:
    return context.folded[piece.start : piece.figures[0].start]


def _numbers(piece: Piece) -> list[Figure]:
    return [figure for figure in piece.figures if figure.kind not in ("year", "years", "label")]


def _in_bracket(context: Context, piece: Piece, group: Group) -> Iterator[Claim]:
    """742 (năm 2023: 758, giảm 16, tương đương 2,1%): what was, and by how much it moved."""
    told = [(inner, figures) for inner in group.pieces if (figures := _numbers(inner))]
    before = [figure for figure in _numbers(piece) if figure.end <= group.start]
    if group.is_note or not 2 <= len(told) <= 3 or not before or any(len(figures) != 1 for _, figures in told):
        return
    (_, (base,)), (moved, (by,)) = told[:2]
    now, verb = before[-1], MOVED.match(context.folded[moved.start : by.start])
    alike = now.kind == base.kind and now.kind in ("count", "percent") and not now.hedge and not base.hedge and not by.hedge
    if verb is None or not alike or not THEN.match(context.folded[group.pieces[0].start : base.start]):
        return
    sign = -1 if verb["verb"] in DOWN else 1
    if now.kind == "percent" and by.kind in ("percent", "points"):
        yield points(context, now, base, by, sign)
    elif now.kind == "count" == by.kind:
        right = now.value - base.value == sign * by.value
        yield difference_claim(context, now, by, base, "consistent" if right else "inconsistent")
    elif now.kind == "count" and by.kind == "percent":
        yield growth_claim(context, now, base.value, by, sign, VERDICTS[grown(now.value, base.value, by, sign)], [base])
    rate = told[2][1][0] if len(told) == 3 else None
    if rate is not None and rate.kind == "percent" and now.kind == "count" and grown(now.value, base.value, rate, sign) == "exact":
        yield growth_claim(context, now, base.value, rate, sign, "consistent", [base])


def _absent(context: Context, piece: Piece, group: Group) -> Iterator[Claim]:
    """486/489 đồng chí (3 đồng chí chưa đánh giá do ốm): never more than are left."""
    ratios = [figure for figure in piece.figures if figure.kind == "ratio" and figure.end <= group.start]
    left = next((figure for inner in group.pieces for figure in inner.figures if figure.counts), None)
    if not ratios or left is None or left.kind != "count" or left.hedge or not left.noun == ratios[-1].noun != "":
        return
    whole, part = ratios[-1].other or ratios[-1].value, ratios[-1].value
    if not ABSENT.match(context.folded, left.after) or context.folded[group.start + 1 : left.start].strip() or left.value < whole - part:
        return
    right = left.value == whole - part
    stated = context.written(left)
    text = f"{vn(whole)} - {vn(part)} = {vn(whole - part)}" + ("" if right else f"; văn bản ghi {stated}")
    verdict = VERDICTS["exact" if right else "off"]
    yield context.claim(context.covering(ratios[-1], left), "difference", verdict, text, stated, vn(whole - part), [left, ratios[-1]])


def _of_a_ratio(context: Context, piece: Piece, group: Group) -> Iterator[Claim]:
    """từ 8/21 (38,1%) lên 19/21 (90,5%): each bracket is the ratio right before it."""
    inside = [figure for inner in group.pieces for figure in inner.figures]
    before = [figure for figure in piece.figures if figure.end <= group.start]
    if len(inside) != 1 or inside[0].kind != "percent" or not before or before[-1].kind != "ratio" or not before[-1].other:
        return
    percent, ratio, whole = inside[0], before[-1], before[-1].other
    if group.start - max(ratio.after, ratio.end) > 1 or context.folded[group.start + 1 : percent.start].strip():
        return
    actual = ratio.value * 100 / whole
    how = fit(actual, percent.value, percent.step, percent.hedge)
    right = vn(rounded(actual, percent.step), percent.decimals) + "%"
    text = f"{vn(ratio.value)} / {vn(whole)} = {right}" + ("" if how == "exact" else f"; văn bản ghi {context.written(percent)}")
    figures = [percent, ratio]
    yield context.claim(context.covering(*figures), "share", VERDICTS[how], text, context.written(percent), right, figures)


def _lone_ratio(context: Context, piece: Piece, group: Group) -> Iterator[Claim]:
    """là 0,62% tổng số đảng viên (47/7.580) · giảm 05 đồng chí (12/17): the two numbers that the figure comes from."""
    inside = [figure for inner in group.pieces for figure in inner.figures]
    if len(inside) != 1 or inside[0].kind != "ratio" or not LONE.fullmatch(context.folded, group.start, group.end):
        return
    before = [figure for figure in _numbers(piece) if figure.end <= group.start]
    part, whole = inside[0].value, inside[0].other
    if not before or not whole or not part or before[-1].hedge:
        return
    last = before[-1]
    moved = MOVED.search(context.folded[max(piece.start, last.start - 24) : last.start])
    if last.kind == "percent" and moved is None:
        rates = [rate for rate in piece.figures if rate.kind == "percent"]
        how = fit(part * 100 / whole, last.value, last.step)
        right = vn(rounded(part * 100 / whole, last.step), last.decimals) + "%"
        text = f"{vn(part)} / {vn(whole)} = {right}" + ("" if how == "exact" else f"; văn bản ghi {context.written(last)}")
        if len(rates) == 1:
            figures = [last, inside[0]]
            yield context.claim(context.covering(*figures), "share", VERDICTS[how], text, context.written(last), right, figures)
    elif last.kind == "count" and moved is not None and inside[0].noun in ("", last.noun):
        gap = part - whole if moved["verb"] not in DOWN else whole - part
        same = gap == last.value
        text = f"{vn(max(part, whole))} - {vn(min(part, whole))} = {vn(abs(part - whole))}"
        text += "" if same else f"; văn bản ghi {context.written(last)}"
        figures = [last, inside[0]]
        verdict = VERDICTS["exact" if same else "off"]
        yield context.claim(context.covering(*figures), "difference", verdict, text, context.written(last), vn(abs(part - whole)), figures)


def _between_rates(context: Context, passage: Passage) -> Iterator[Claim]:
    """tỷ lệ A (25,01%) vẫn thấp hơn tỷ lệ B (38%) đến 12,99%: each rate stands beside its name."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind != "year"]
    for now, base, by in zip(figures, figures[1:], figures[2:], strict=False):
        if not (now.kind == base.kind == "percent" and by.kind in ("percent", "points")) or now.hedge or base.hedge:
            continue
        than = HIGHER.fullmatch(context.folded, now.end, base.start)
        if than and BY_THAT.fullmatch(context.folded, base.end, by.start):
            yield points(context, now, base, by, -1 if than["verb"] in DOWN else 1)


def _times(context: Context, passage: Passage) -> Iterator[Claim]:
    """96 đồng chí (bằng 1,85 lần số cấp ủy viên đương nhiệm là 52)."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind not in ("year", "years", "label")]
    for now, times, base in zip(figures, figures[1:], figures[2:], strict=False):
        lead, tail = context.folded[now.after : times.start], context.folded[times.end : base.start]
        if times.kind != "times" or now.kind != "count" or base.kind != "count" or base.value <= 0 or times.hedge or base.hedge:
            continue
        if TIMES_LEAD.fullmatch(lead) and TIMES_TAIL.fullmatch(tail):
            how = grown(now.value, base.value, times, 1)
            yield growth_claim(context, now, base.value, times, 1, VERDICTS[how], [base])


def _compared_first(context: Context, passage: Passage) -> Iterator[Claim]:
    """So với nhiệm kỳ trước (35 cán bộ) tăng 8 cán bộ, tương đương 22,86%: what is compared stands in the sentences before."""
    opened = FIRST.match(context.folded, passage.sentence.start, passage.sentence.end)
    figures = context.reader.between(passage.sentence.start, passage.sentence.end)
    counts = [f for f in figures if f.kind not in ("year", "years", "label")]
    if opened is None or len(counts) < 2 or counts[0].kind != "count" or counts[1].kind != "count" or counts[1].hedge or counts[0].hedge:
        return
    base, by = counts[:2]
    verb = MOVED.search(context.folded[base.end : by.start].replace(")", " "))
    if not opened.start("base") <= base.start < opened.end("base") or verb is None or not _alike(base, by) or not base.value:
        return
    sign = -1 if verb["verb"] in DOWN else 1
    yield from _now_before(context, passage, base, by, sign)
    rate = counts[2] if len(counts) > 2 else None
    if rate is not None and rate.kind == "percent" and AS_MUCH.fullmatch(context.folded[by.after : rate.start]):
        now = base.value + sign * by.value
        how = grown(now, base.value, rate, sign)
        yield growth_claim(context, replace(by, value=now), base.value, rate, sign, VERDICTS[how], [base])


def _alike(one: Figure, other: Figure) -> bool:
    """Of one noun, or people: (389 đảng viên) … giảm 33 đồng chí."""
    return one.noun == other.noun != "" or one.group == other.group == "person"


def _now_before(context: Context, passage: Passage, base: Figure, by: Figure, sign: int) -> Iterator[Claim]:
    earlier = passage.before
    counts: list[Figure] = []
    while earlier is not None and earlier.paragraph == passage.paragraph and len(counts) < REACH:
        lists = [listing for listing in earlier.reading.listings if len(listing.items) > 1 and listing.near]
        parts = {id(item) for listing in lists if _alike(listing.heads[0].figure, by) for item in listing.items}
        counts += [
            m.figure
            for m in earlier.reading.mentions
            if m.figure.kind in ("count", "ratio") and _alike(m.figure, by) and not m.figure.hedge and id(m) not in parts
        ]
        earlier = earlier.before
    right = next((figure for figure in counts if figure.value - base.value == sign * by.value), None)
    if right is not None or len(counts) == 1:
        yield difference_claim(context, right or counts[0], by, base, "consistent" if right else "inconsistent")


def _in_points(context: Context, passage: Passage) -> Iterator[Claim]:
    """đạt 91,87%, giảm 0,46 điểm % so với tháng 7 (92,33%) · (đạt 71,2%, kế hoạch 75%, thấp hơn 3,8 điểm %)."""
    figures = context.reader.between(passage.sentence.start, passage.sentence.end)
    for place, by in enumerate(figures):
        than_then = by.kind == "percent" and THAN.search(context.folded, max(passage.sentence.start, by.start - 50), by.start)
        if by.kind != "points" and not (than_then and context.folded.startswith(" (", by.end)) or by.hedge:
            continue
        verb = MOVED.search(context.folded[max(passage.sentence.start, by.start - 16) : by.start])
        verb = verb or than_then or BELOW.search(context.folded[max(passage.sentence.start, by.start - 60) : by.start])
        rates = [figure for figure in figures[max(0, place - 8) : place] if figure.kind == "percent" and by.start - figure.start < REACH]
        between = context.folded[rates[-1].end : by.start] if rates else ";"
        if verb is None or ";" in between or len(re.findall(r"[.]\s", between)):
            continue
        sign = -1 if verb["verb"] in DOWN else 1
        if base := _after(context, figures[place + 1 : place + 4], by, passage.sentence.end):
            yield points(context, rates[-1], base, by, sign)
        elif len(rates) > 1 and _said_then(context, rates[-2], rates[-1]):
            yield points(context, rates[-2], rates[-1], by, sign)


def _after(context: Context, later: list[Figure], by: Figure, end: int) -> Figure | None:
    """The rate that the change is measured from, in brackets or after "là" behind it."""
    rates = [figure for figure in later if figure.kind not in ("year", "years", "label")]
    if not rates or rates[0].kind != "percent" or rates[0].hedge or rates[0].start > min(end, by.end + REACH):
        return None
    between = context.folded[by.end : rates[0].start]
    against = THAN.search(context.folded, max(0, by.start - 50), by.start) is not None and not between.strip(" (")
    against = against or THEN_BEHIND.fullmatch(context.folded, by.end, rates[0].start) is not None
    against = against or BELOW.search(context.folded[max(0, by.start - 60) : by.start]) is not None and not between.strip(" (")
    return rates[0] if against or (EARLIER.search(between) and OPENED.fullmatch(between)) else None


def _said_then(context: Context, now: Figure, base: Figure) -> bool:
    """Whether the second of two rates is that of a plan or of another time, and nothing else stands between."""
    between = context.folded[now.end : base.start].lstrip(" ,;(")
    return GOAL.fullmatch(between) is not None or THEN.fullmatch(between) is not None


def _equations(context: Context, passage: Passage) -> Iterator[Claim]:
    """Sums that the text writes out: (737 + 5 = 742)."""
    if context.folded.find("=", passage.sentence.start, passage.sentence.end) < 0:
        return
    for match in EQUATION.finditer(context.folded, passage.sentence.start, passage.sentence.end):
        figures = [figure for figure in context.reader.between(*match.span()) if figure.kind == "count"]
        if len(figures) != match["parts"].count("+") + 2:
            continue
        *parts, total = figures
        right = sum(part.value for part in parts)
        text = " + ".join(context.written(part) for part in parts) + f" = {vn(right)}"
        stated = context.written(total)
        verdict = VERDICTS["exact" if right == total.value else "off"]
        text += "" if verdict == "consistent" else f"; văn bản ghi {stated}"
        yield context.claim(match.span(), "sum", verdict, text, stated, vn(right), [total, *parts])
