"""Averages: bình quân mỗi chi bộ 15,2 đảng viên · 20 đảng viên/chi bộ · mỗi năm kết nạp 302 đảng viên."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.averages.products import each_of
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.told.repeats import VERBS

AVERAGE = re.compile(
    r"(?<!vượt mức )(?<!chỉ tiêu )(?<!mục tiêu )(?:bình quân|trung bình|tính ra|mật độ(?: dân số)?(?: là| đạt)?)(?:,)?(?: (?:mỗi|"
    r"một|1(?![\d.,])|hằng|hàng|toàn \w+ cứ))?\b"
    r"|(?<=, )mỗi(?= năm (?:kết nạp |phấn đấu |có |đạt )?\d)"
)
DEEDS = re.compile(
    VERBS.pattern + r"|\bcộng\b|tinh giản|lũy kế|phát triển được|tuyển dụng|giới thiệu|đào tạo|bổ nhiệm|cấp phát|xây (?:mới|dựng)|"
    r"sửa chữa|tổng vốn|đầu tư"
)
ELSEWHERE = re.compile(r" (?:chung )?(?:của|toàn|cả) (?:tỉnh|cả nước|nước|toàn|vùng|khu vực|huyện|thành phố|ngành)\b")
EACH = re.compile(r"(?:mỗi|một|hằng|hàng)\s|/\s?")
YEARLY = re.compile(
    r"(?:(?:bình quân|trung bình),? (?:mỗi|hằng|hàng) năm (?:đã )?(?:tăng|giảm)|mỗi năm (?:đã )?(?:tăng|giảm) (?:bình quân|trung bình)) "
    r"(?:được )?(?=\d)"
)
WEIGHTS = {"tấn": 1000, "tạ": 100, "kg": 1}
OVER_YEARS = re.compile(r"\s*(?:[-+]\s)?(?:trong |qua |suốt |sau )?(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm\b")
AT = re.compile(r"\b(?:tại|ở) $")
ASIDE = re.compile(r"[\s+-]{0,4}riêng\b")
SHORT, FAR, PAIR = 30, 500, 2
ANYONE = ("đ/c", "đc", "đồng chí", "đảng viên", "đv", "người")
Pair = tuple[Figure, Figure]


def judge_averages(context: Context, passage: Passage) -> Iterator[Claim]:
    """Every average of a sentence against the totals said with it or before it."""
    start, end = passage.sentence.start, passage.sentence.end
    found = []
    for match in AVERAGE.finditer(context.folded, start, end):
        figure = next((f for f in context.reader.between(match.end(), min(end, match.end() + 80)) if f.kind == "count"), None)
        if figure is not None and ELSEWHERE.match(context.folded, match.end(), figure.start):
            continue
        if figure is not None and context.folded[match.end() : figure.start] in (" của ", " của cả ", " chung của "):
            continue  # tuổi bình quân của 13 trưởng ban là 58 tuổi: of how many
        each = _each(context, match.start(), figure)
        if figure is not None and each:
            found.append((figure, each, match.start()))
    yield from _by_the_year(context, passage)
    averages = {figure.start for figure, _, _ in found}
    for figure, each, at in found:
        yield _judge(context, passage, figure, each, at, averages)


def _by_the_year(context: Context, passage: Passage) -> Iterator[Claim]:
    """từ 9,8% đầu nhiệm kỳ giảm còn 2,4%, bình quân mỗi năm giảm 1,48%: the points of all years by their number."""
    start, end = passage.sentence.start, passage.sentence.end
    for match in YEARLY.finditer(context.folded, start, end):
        by = next(iter(context.reader.between(match.end(), match.end() + 1)), None)
        moves = [(later, first) for later, first in moves_of(context, passage) if later < match.start()]
        rated = by is not None and by.kind in ("percent", "points")
        moves = [
            (later, first) for later, first in moves if by is not None and (first.kind == "percent" if rated else first.noun == by.noun)
        ]
        lengths = list(_years(context, start, match.start(), match.start())) or list(_term(context, start, match.start()))
        lengths = [over for over in lengths if over.value > 0]
        if by is None or not (rated or by.kind == "count") or len(moves) != 1 or not lengths:
            continue
        now = context.reader.between(moves[0][0], moves[0][0] + 1)[0]
        gap = replace(now, value=abs(now.value - moves[0][1].value))
        right = next((over for over in lengths if fit(gap.value / over.value, by.value, by.step, by.hedge) != "off"), None)
        if right is not None or len({over.value for over in lengths}) == 1 or by.kind == "count":
            yield _claim(context, by, gap, right or lengths[0], "consistent" if right else "inconsistent", match.start())


def _each(context: Context, start: int, figure: Figure | None) -> str:
    """The noun an average is taken over: chi bộ, năm."""
    if figure is None:
        return ""
    after = figure.after or figure.end
    clause = context.folded.rfind(";", 0, start) + 1
    per = re.match(r"\s*/", context.folded[after : after + 3]) is not None
    before, behind = (max(clause, start - 40), figure.start), (after, after + 24)
    found: list[str] = []
    for first, last in (behind, before) if per else (before, behind):
        for mark in reversed(list(EACH.finditer(context.folded, first, last))):
            if noun := nouns.NOUN.match(context.folded, mark.end()):
                found.append(noun[0])
    # bình quân một đảng viên 152.000 đồng/năm: of the year, by the member
    return next((noun for noun in found if found[0] == "năm" and nouns.group_of(noun) != "time"), found[0]) if found else ""


def _judge(context: Context, passage: Passage, average: Figure, each: str, start: int, averages: set[int]) -> Claim:
    pairs = _pairs(context, passage, average, each, start, averages)
    reached = {pair[0] for pair in pairs if _reached(context, pair)}
    pairs = [pair for pair in pairs if pair[0] not in reached]
    stated, figures = context.written(average), [average]
    if not pairs or average.hedge in ("least", "most"):
        text = f"Thiếu tổng số {average.noun or 'cần chia'} và số {each} của cùng phạm vi"
        return context.claim((start, average.after or average.end), "average", "not_decidable", text, stated, None, figures)
    for total, over in pairs:
        how = fit(total.value / over.value, average.value, average.step, average.hedge)
        if how != "off":
            return _claim(context, average, total, over, "consistent" if how == "exact" else "rounding", start)
    first, last = context.folded.rfind(";", passage.sentence.start, start), context.folded.find(";", start, passage.sentence.end)
    last = last if last >= 0 else passage.sentence.end
    near = [(total, over) for total, over in pairs if first < min(total.start, over.start) and max(total.start, over.start) < last]
    if beside := [pair for pair in pairs if _beside(context, pair, start)]:
        near = beside[-1:]
    elif len(joined := [pair for pair in near or pairs if _joined(context, pair)]) == 1:
        near = joined
    if len(near or pairs) > 1:  # of several totals the one said before the average
        near = [pair for pair in near or pairs if max(pair[0].start, pair[1].start) < start]
    if len(near or pairs) > 1:  # 4.128 buổi …, 1.376 buổi sinh hoạt chuyên đề, bình quân 4 buổi: the total right before
        beside = [
            pair
            for pair in near or pairs
            if pair[0].noun == average.noun and pair[0].end <= start and not context.reader.between(pair[0].end, start)
        ]
        near = beside if len(beside) == 1 else near
    if told := _told_beside(context, passage, average, each, start, averages):
        return told
    far = not near and all(max(total.start, over.start) < context.layout.paragraphs[passage.paragraph].start for total, over in pairs)
    aside = ASIDE.match(context.folded, passage.sentence.start) is not None  # Riêng nhà ở, được 540 căn: of what that cost, not of all
    far = far or all(_elsewhere(context, passage, over) for _, over in near or pairs)
    far = far or (aside and all(total.start < passage.sentence.start for total, _ in pairs))
    if not far and (len(near or pairs) == 1 or (each == "năm" and len({total for total, _ in pairs}) == 1)):
        return _claim(context, average, *(near or pairs)[0], "inconsistent", start)
    text = f"Có nhiều cách chia, không cách nào ra {stated}: cần ghi rõ tổng số và số {each}"
    return context.claim((start, average.after or average.end), "average", "not_decidable", text, stated, None, figures)


def _elsewhere(context: Context, passage: Passage, over: Figure) -> bool:
    """Đã làm việc tại 5 xã. Toàn huyện tổ chức 39 cuộc: some of them, told before."""
    return over.start < passage.sentence.start and AT.search(context.folded, max(0, over.start - 8), over.start) is not None


def _told_beside(context: Context, passage: Passage, average: Figure, each: str, start: int, averages: set[int]) -> Claim | None:
    """35 lớp … cho 1.750 quần chúng, bình quân 50 học viên/lớp: a total of the sentence in another list; two prices leave it open."""
    counts = [m for m in passage.reading.mentions if m.figure.kind == "count" and m.figure.start not in averages]
    above = passage.paragraph - 1 if average.group == "money" and passage.paragraph else passage.paragraph
    first = max(context.layout.paragraphs[above].start, start - FAR)  # nhà ở 21,6 tỷ đồng … Riêng nhà ở được 540 căn
    figures = [f for f in context.reader.between(first, passage.sentence.end) if f.kind == "count" and f.start not in averages]
    for over in (f for f in figures if each in (f.noun, f.noun.split(" ")[0]) and f.value > 1):
        for total in (f for f in figures if f.group == average.group and f.value > average.value and f is not over):
            if fit(total.value / over.value, average.value, average.step, average.hedge) == "exact":
                return _claim(context, average, total, over, "consistent", start)
    prices = [m for m in counts if average.group == m.group == "money" and m.figure is not average and each_of(context, start, m.figure)]
    text = f"Có nhiều cách chia, không cách nào ra {context.written(average)}: cần ghi rõ tổng số và số {each}"
    span = start, average.after or average.end
    return context.claim(span, "average", "not_decidable", text, context.written(average), None, [average]) if prices else None


def _claim(context: Context, average: Figure, total: Figure, over: Figure, verdict: Verdict, start: int) -> Claim:
    actual = total.value / over.value
    right = vn(rounded(actual, average.step), average.decimals)
    text = f"{vn(total.value)} / {vn(over.value)} = {vn(actual, average.decimals + 2)} ≈ {right}"
    if verdict != "consistent":
        text += f"; văn bản ghi {context.written(average)}"
    span = min(start, total.start, over.start), max(average.after, average.end)
    if span[1] - span[0] > 500:
        span = start, max(average.after, average.end)
    return context.claim(span, "average", verdict, text, context.written(average), right, [average, total, over])


def _beside(context: Context, pair: Pair, start: int) -> bool:
    """Chi 540 triệu đồng xây 9 nhà (bình quân …): total and number stand together right before the bracket."""
    first = min(pair[0].start, pair[1].start)
    between = context.folded[first:start]
    return first < start and between.rstrip().endswith("(") and re.search(r"[,;.:](?!\d)|\bvà\b", between) is None


def _reached(context: Context, pair: Pair) -> bool:
    """17 xã đạt 19 tiêu chí, 3 xã đạt 17: what each of them reached is no total."""
    total, over = pair
    return re.fullmatch(r"\s(?:đều )?đạt\s", context.folded[over.after or over.end : total.start]) is not None


def _joined(context: Context, pair: Pair) -> bool:
    """23 tổ với 276 thành viên: the number and the total in one breath."""
    first, last = sorted(pair, key=lambda figure: figure.start)
    between = context.folded[first.after or first.end : last.start]
    return len(between) <= SHORT and not re.search(r"[,;.:(]", between)


def _pairs(context: Context, passage: Passage, average: Figure, each: str, start: int, averages: set[int]) -> list[Pair]:
    """(total, number of units) with the nouns of the average, from this sentence or else from the ones before it."""
    lists = [listing for listing in passage.reading.listings if listing.heads and len(listing.items) > 1]
    listed = {id(item) for listing in lists for item in listing.items}
    mentions = [m for m in passage.reading.mentions if m.figure.start not in averages and id(m) not in listed]
    found = list(_matches(context, mentions, average, each, (passage.sentence.start, passage.sentence.end), start))
    earlier = passage.before
    for _ in range(2):
        if found or earlier is None or passage.paragraph - earlier.paragraph > 1:
            break
        parts = {id(item) for listing in earlier.reading.listings for item in listing.items if len(listing.items) > 1}
        mentions = [*mentions, *(m for m in earlier.reading.mentions if id(m) not in parts)]
        found = list(_matches(context, mentions, average, each, (earlier.sentence.start, passage.sentence.end), start))
        earlier = earlier.before
    return found


def _matches(context: Context, mentions: list[Mention], average: Figure, each: str, span: tuple[int, int], start: int) -> Iterator[Pair]:
    group = nouns.group_of(each)
    first, last = span
    totals = [
        m.figure
        for m in mentions
        if m.group == average.group
        and m.figure.kind == "count"
        and m.figure.hedge not in ("least", "most")
        and _in_unit(m.figure, average).value > average.value
    ]
    totals += [
        replace(m.figure, value=m.figure.other, other=None)  # 204 ý kiến trong số 240 ý kiến
        for m in mentions
        if m.figure.other is not None and m.group == average.group and m.figure.other > average.value
    ]
    if context.folded.startswith("thu nhập ", max(0, start - 9)):  # of what is earned, nothing else is divided
        totals = [m.figure for m in mentions if m.figure in totals and "thu nhập" in m.label]
    spent = OVER_YEARS.match(context.folded, first) is not None and average.group == "money"
    if each == "năm":  # what there is does not come by the year
        totals = [m.figure for m in mentions if m.figure in totals and (DEEDS.search(m.label) or spent) and not m.figure.hedge]
        overs = list(_years(context, first, start, last)) or list(_term(context, first, start))
    elif group in nouns.DURATIONS:
        totals = [m.figure for m in mentions if m.figure in totals and m.figure.start < start]
        spans = [f for f in context.reader.between(first, last) if f.kind == "count" and f.noun == each and f is not average]
        overs = [f for f in spans if f.start < start] or spans
    else:
        once = [m for m in mentions if "lượt" in each or "lượt" not in context.folded[m.figure.end : m.figure.after]]
        named = [m.figure for m in once if m.figure.noun == each]
        overs = named or [m.figure for m in once if _alike(m, each, group)]
    for total in totals:
        for over in overs:
            if over is not total and over.value > 0:
                yield _in_unit(total, average), over


def _in_unit(total: Figure, average: Figure) -> Figure:
    """6.944 tấn for an average in tạ/ha is 69.440 tạ."""
    own, other = WEIGHTS.get(total.noun), WEIGHTS.get(average.noun)
    return replace(total, value=total.value * own / other, noun=average.noun) if own and other and own != other else total


def _alike(mention: Mention, each: str, group: str) -> bool:
    """Whether the count is of the units meant: "chi bộ trực thuộc" for "chi bộ", anyone for "đồng chí"."""
    if not group or mention.group != group:
        return False
    return each in ANYONE or each in mention.label or mention.figure.noun in each


def _term(context: Context, first: int, start: int) -> Iterator[Figure]:
    """Trong nhiệm kỳ, kết nạp 1.486 đảng viên, bình quân mỗi năm …: as long as the term that the report names."""
    if "nhiệm kỳ" not in context.folded[first:start]:
        return
    named = [
        figure
        for figure in context.reader.between(0, start)
        if figure.kind == "years"
        and figure.other is not None
        and context.folded[max(0, figure.start - 10) : figure.start].endswith("nhiệm kỳ ")
    ]
    lengths = {figure.other - figure.value for figure in named if figure.other is not None}
    if len(lengths) == 1:
        yield Figure("count", start, start, lengths.pop())


def _years(context: Context, first: int, start: int, last: int) -> Iterator[Figure]:
    """The lengths a period may have: "5 năm", or 2016-2020 counted with and without its first year."""
    figures = context.reader.between(first, last)
    named = sorted({int(figure.value) for figure in figures if figure.kind == "year"})
    listed = {len(named)} if len(named) > PAIR else set()
    for years in {*listed, named[-1] - named[0], named[-1] - named[0] + 1} if len(named) > 1 else ():
        yield Figure("count", start, start, Fraction(years))
    for figure in figures:
        if figure.kind == "count" and figure.noun == "năm":
            yield figure
        elif figure.kind == "years" and figure.other is not None:
            if any(one.noun == "năm" and context.folded[one.after : figure.start].strip() == "(" for one in figures):
                continue  # trong 5 năm (2019 - 2023): how many is told
            for length in (figure.other - figure.value + 1, figure.other - figure.value):
                yield Figure("count", figure.start, figure.end, Fraction(length))
