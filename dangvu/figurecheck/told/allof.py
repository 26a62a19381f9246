"""All of those told before: cả 9 chi bộ of 8, the same people told with two digits changed about, a body with another number of members.

có 8 chi bộ. Kết quả đánh giá cả 9 chi bộ · bầu Ban Chấp hành gồm 13 đồng chí. Ban Chấp hành 15 đồng chí đã họp · A và B; cả hai đều.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.twice import told_again

ALL = re.compile(r"\b(?:cả|toàn bộ|tất cả)(?: số)? $")
HOLDS = re.compile(r"\b(?:có|gồm|hiện có|là|quản lý)(?: đủ)? $")
ATTENDED = re.compile(r" (?:đã |cùng |về |đến )?(?:dự|tham dự|tham gia|có mặt)\b")
ALL_OF_THEM = re.compile(
    r"\b(?:biểu dương|cảm ơn|cám ơn|ghi nhận|hoan nghênh|khen ngợi|chúc mừng|chào mừng|tặng|trao|phát|gửi|cho|tới|toàn thể|tất cả|cả)"
    r"(?: [^\W\d]+){0,6} $"
)
MADE = re.compile(
    r"\b(?<!mới )(?:thành lập|phân công|bố trí|xây dựng|ra mắt|công nhận|duy trì|củng cố|tổ chức|mở|cử|giám sát|kiểm tra|kết nạp|trao|"
    r"khởi công|bầu|tuyển chọn|chọn|lắp đặt|hỗ trợ|giúp)(?: được)? $"
)
ALL_DO = re.compile(r" đều\b")
LATER = re.compile(r"\b(?:cuối|đầu|cả|hết) (?:năm|quý|kỳ|nhiệm kỳ)\b|\b(?:đến nay|hiện nay|hiện|toàn (?:đảng bộ|xã|huyện))\b")
"""What was made then need not be all that there are later."""
SOME = re.compile(r"(?:kiểm tra|giám sát|kết nạp|hỗ trợ|giúp)\b")
GROWN = re.compile(r"\b(?:thêm|thành lập|mới|tăng|giảm|sáp nhập|chia|tách|giải thể|kỳ trước|năm trước|cùng kỳ|còn)\b")
OTHER = re.compile(r"\b(?:năm|kỳ|nhiệm kỳ|khóa|đợt|lượt|quý|tháng) \d|\b(?:trước|cùng kỳ|so với)\b")
BODY = re.compile(
    r"\b(?P<body>ban chấp hành|ban thường vụ|ban chi ủy|chi ủy|ủy ban kiểm tra|đoàn chủ tịch|đoàn thư ký|ban kiểm phiếu|ban chỉ đạo|"
    r"ban tổ chức|tổ giúp việc|đoàn kiểm tra|đoàn giám sát|đoàn đại biểu|hội đồng)(?P<what>(?: [^\W\d]+){0,4}?) (?:(?:gồm|có) )?$"
)
ITS_TERM = frozenset({"khóa", "mới", "này"})
INTO = re.compile(r" (?:vào|tham gia) (?P<body>ban chấp hành|ban thường vụ|ủy ban kiểm tra|ban chi ủy|chi ủy|ban chỉ đạo)\b")
PLAINLY = re.compile(r"\s*(?:[.,;:(]|$|(?:đã|ra mắt|họp|nhận|tiến hành|khóa|nhiệm kỳ)\b)")
FEW = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5}
PAIR = re.compile(r"\bcả (?P<number>hai|ba|bốn|năm)(?: [^\W\d]+)? (?:đều|cùng)\b")
NAMES = re.compile(r"[^\d.;:()]{0,40}? (?:là|gồm)\b[^\d.:()]{3,160}[;,.] ?$")
ANEW = re.compile(rf"{OTHER.pattern}|\b(?:năm nay|hiện nay|tiếp tục|đến nay|thêm)\b")
TIED = re.compile(r"([^\W\d]+ [^\W\d]+) $")
LEAST, WORDS, BESIDE, ROW = 10, 4, 60, 40
ALL_SAID, BODY_SAID = re.compile(r"\b(?:cả|toàn bộ|tất cả) "), re.compile(r"\b(?:ban|chi ủy|ủy ban|đoàn|hội đồng|tổ) ")
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
NAMED = re.compile(r"\b(?:tổng )?số (?P<noun>[^\W\d]+(?: [^\W\d]+)?)(?: [^\W\d]+){0,5}(?: đến [\d/]+)? (?:là|có|đạt) $")


def judge_all_of(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every count that says it is all of them, or that tells the same again."""
    for passage in context.passages:
        counts = _counts(context, passage)
        if not counts:
            continue
        before = _before(context, passage)[-ROW:]
        words = context.folded[passage.sentence.start : passage.sentence.end]
        all_said, body, total = ALL_SAID.search(words), BODY_SAID.search(words), " số " in words
        for place, figure in enumerate(counts):
            if context.source.back(figure.start, figure.end) in alarmed:
                continue
            earlier = [*before, *counts[max(0, place - ROW) : place]]
            told = _all(context, passage, figure, earlier) if all_said else None
            told = told or _same_words(context, figure, earlier) or _attended(context, figure, earlier)
            told = told or (_with_a_twin(context, passage, figure, before, counts) if figure.end - figure.start > 2 else None)
            told = told or (_same_total(context, passage, figure, earlier) if total else None)
            told = told or (_same_body(context, passage, figure, earlier) if body else None)
            if told is not None and not {context.source.back(told.start, told.end)} & alarmed:
                yield told_again(context, figure, told)
        yield from _both(context, passage, counts)


def _counts(context: Context, passage: Passage) -> list[Figure]:
    return [f for f in passage.figures if f.kind == "count" and not f.hedge and f.counts and f.step.denominator == 1]


def _before(context: Context, passage: Passage) -> list[Figure]:
    """The counts of the two sentences before, in the paragraph."""
    found: list[Figure] = []
    earlier, steps = passage.before, 0
    while earlier is not None and earlier.paragraph == passage.paragraph and steps < 2:
        found = [*_counts(context, earlier), *found]
        earlier, steps = earlier.before, steps + 1
    return found


def _all(context: Context, passage: Passage, figure: Figure, earlier: list[Figure]) -> Figure | None:
    """Có 8 chi bộ trực thuộc. Kết quả đánh giá cả 9 chi bộ."""
    if not figure.noun or figure.in_words or not ALL.search(context.folded, max(0, figure.start - 20), figure.start):
        return None
    alike = [one for one in earlier if one.noun == figure.noun]
    if len(alike) != 1:
        return None
    held = HOLDS.search(context.folded, max(0, alike[0].start - 20), alike[0].start)
    made = MADE.search(context.folded, max(0, alike[0].start - 30), alike[0].start)
    near = abs(alike[0].value - figure.value) <= max(Fraction(2), alike[0].value / 4) or swapped(alike[0].value, figure.value)
    if not held and not (made and near and ALL_DO.match(context.folded, figure.after)):
        return None
    between = context.folded[alike[0].end : figure.start]
    if made and not held and (LATER.search(between) or (SOME.match(made[0]) and alike[0].value < figure.value)):
        return None  # kiểm tra 12 chi bộ … cả 14 chi bộ đều hoàn thành: the fourteen that there are
    tail = re.split(r"[,;.:(]", context.folded[figure.after : figure.after + 60])[0]
    if re.match(r", [^\W\d]+(?: [^\W\d]+)? (?:đều|đã|cùng|trên|có|hoàn)\b", context.folded[figure.after : figure.after + 40]):
        return None  # cả 8 huyện, thành phố
    narrower = tail.strip() and not re.match(r" (?:đều|đã|cùng|trực thuộc|nói trên|nêu trên)\b", tail)
    return None if GROWN.search(between) or OTHER.search(between + tail) or narrower else alike[0]


def _behind(context: Context, figure: Figure) -> tuple[str, ...]:
    """The words behind a count and its noun, up to the next mark."""
    told = re.split(r"[,;.:()]", context.folded[figure.after or figure.end : (figure.after or figure.end) + 80])[0]
    return tuple(told.split()[:WORDS])


def _same_words(context: Context, figure: Figure, earlier: list[Figure]) -> Figure | None:
    """213 đồng chí hoàn thành xuất sắc nhiệm vụ … Tuyên dương 231 đảng viên hoàn thành xuất sắc nhiệm vụ."""
    turned = (
        [one for one in earlier if one.group == figure.group and swapped(one.value, figure.value)] if figure.end - figure.start > 1 else []
    )
    said = _behind(context, figure) if turned else ()
    if len(said) < WORDS:
        return None
    turned = [one for one in turned if _behind(context, one) == said]
    same = [one for one in earlier if _behind(context, one) == said and one.value == figure.value]
    if len(turned) != 1 or same:
        return None
    between = context.folded[turned[0].end : figure.start]
    return None if re.search(r"\b(?:năm trước|cùng kỳ|so với|kỳ trước|tăng|giảm)\b", between) else turned[0]


def _attended(context: Context, figure: Figure, earlier: list[Figure]) -> Figure | None:
    """215 đại biểu đã dự hội nghị … biểu dương 251 đại biểu đã tham dự: the same people, with two digits changed about."""
    if not figure.noun or not ATTENDED.match(context.folded, figure.after):
        return None
    if not ALL_OF_THEM.search(context.folded, max(0, figure.start - 60), figure.start):
        return None
    there = [one for one in earlier if one.noun == figure.noun and ATTENDED.match(context.folded, one.after)]
    if len(there) != 1 or not (there[0].value == figure.value or swapped(there[0].value, figure.value)):
        return None
    return None if re.search(r"\b(?:năm trước|cùng kỳ|kỳ trước|so với)\b", context.folded[there[0].end : figure.start]) else there[0]


def _with_a_twin(context: Context, passage: Passage, figure: Figure, before: list[Figure], counts: list[Figure]) -> Figure | None:
    """45 đảng viên phụ trách 312 hộ. Sau 1 năm, 45 đảng viên được phân công phụ trách 321 hộ: one of the two is told again as it was."""
    alike = [one for one in before if figure.noun and figure.noun.split()[:1] == one.noun.split()[:1]]
    turned = [one for one in alike if swapped(one.value, figure.value)]
    if len(turned) != 1 or len(alike) != 1:
        return None
    first = turned[0]
    verbs = [TIED.search(context.folded, max(0, one.start - 30), one.start) for one in (first, figure)]
    twins = [one for one in before if one.end < first.start and first.start - one.end < BESIDE and one.noun != first.noun]
    again = any(one.value == twin.value and one.noun == twin.noun and one.end < figure.start for twin in twins for one in counts)
    same = verbs[0] is not None and verbs[1] is not None and verbs[0][1] == verbs[1][1]
    return first if again and same and not ANEW.search(context.folded, first.end, figure.start) else None


def _same_total(context: Context, passage: Passage, figure: Figure, earlier: list[Figure]) -> Figure | None:
    """Tính đến 30/6/2024 có 3.927 đảng viên … Tổng số đảng viên đến 30/6/2024 là 3.972."""
    named = NAMED.search(context.folded, passage.sentence.start, figure.start) if figure.value >= LEAST * LEAST else None
    if named is None or passage.before is None:
        return None
    alike = [one for one in earlier if one.end < passage.sentence.start and named["noun"].startswith(one.noun or "\0")]
    if not alike or any(one.value == figure.value for one in alike) or len({one.value for one in alike}) != 1:
        return None
    days = {day for one in (passage, passage.before) for day in DATE.findall(context.folded[one.sentence.start : one.sentence.end])}
    between = context.folded[alike[0].end : figure.start]
    apart = len(days) > 1 or re.search(r"\b(?:đầu|cuối|năm|cùng kỳ|trước|tăng|giảm|nay)\b", between)
    return alike[0] if not apart and swapped(alike[0].value, figure.value) else None


def _same_body(context: Context, passage: Passage, figure: Figure, earlier: list[Figure]) -> Figure | None:
    """Bầu Ban Chấp hành gồm 13 đồng chí. Ban Chấp hành 15 đồng chí đã họp phiên thứ nhất."""
    if figure.group != "person" or figure.noun not in ("đồng chí", "người", "thành viên", "ủy viên"):
        return None
    own = BODY.search(context.folded, max(passage.sentence.start, figure.start - 60), figure.start)
    if own is None:
        return None
    told = []
    for one in earlier:
        other = BODY.search(context.folded, max(0, one.start - 60), one.start) if one.group == "person" else None
        into = INTO.match(context.folded, one.after) if one.group == "person" else None
        if (other and (other["body"], other["what"].strip()) == (own["body"], own["what"].strip())) or (
            into and into["body"] == own["body"] and set(own["what"].split()) <= ITS_TERM
        ):
            told.append(one)
    if len(told) != 1 or re.search(
        r"(?:khóa|nhiệm kỳ)(?! (?:này|mới))|\b(?:cũ|trước|bổ sung|rút|thiếu|còn)\b", context.folded[told[0].end : figure.start]
    ):
        return None
    return told[0] if PLAINLY.match(context.folded, figure.after) else None


def _both(context: Context, passage: Passage, counts: list[Figure]) -> Iterator[Claim]:
    """Chọn 3 đảng bộ làm điểm là A và B; cả hai đều đã hoàn thành."""
    pair = PAIR.search(context.folded, passage.sentence.start, passage.sentence.end)
    before = [f for f in counts if pair and f.end < pair.start() and not f.in_words]
    if pair is None or len(before) != 1:
        return
    figure, number = before[0], FEW[pair["number"]]
    if NAMES.fullmatch(context.folded, figure.after or figure.end, pair.start()) and figure.value <= LEAST:
        right = figure.value == number
        stated = context.written(figure)
        text = f"Sau đó ghi “{pair[0]}”" + ("" if right else f"; văn bản báo {stated}")
        span = figure.start, pair.end()
        yield context.claim(span, "enumeration", VERDICTS["exact" if right else "off"], text, stated, str(number), [figure])
