"""Counts of a sentence that exclude each other by their words, against the whole told first or the total told last.

Thẩm tra 18 hồ sơ, đủ điều kiện 15, trả lại 3 · chè 320 ha, chè kinh doanh 260 ha, chè trồng mới 60 ha · khối 1 có 12, khối 2 có 9,
cả hai 21.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.closed import exclusive_groups
from dangvu.figurecheck.meant.nearby import PEOPLE
from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import ELLIPSIS, Mention
from dangvu.figurecheck.slips import chance
from dangvu.figurecheck.sums.added import sum_claim

LEFT = re.compile(
    r"^\W*(?:và |số |hiện |chỉ )*(?:còn(?: lại)?|trả lại|loại|bác|từ chối|chưa|không|đang|hỏng|vắng|quá hạn|chậm|muộn|số còn lại)\b"
)
LEFT_BEHIND = re.compile(r"^[^\d]{0,24}\d[\d.,/]*(?: [^\W\d]+){1,4}? (?:còn lại|chưa|không|bị (?:loại|trả)|đang|vắng|hỏng)\b")
MIXED = re.compile(
    r"\b(?:trong đó|so với|tăng|giảm|thêm|bớt|cùng kỳ|năm \d{4}|kế hoạch|chỉ tiêu|bình quân|mỗi|trở lên|lượt|"
    r"mục tiêu|giao|trước|phấn đấu)\b"
)
TOGETHER = re.compile(
    r"^\W*(?:và |như vậy,? |tính chung,? )*(?:cả (?:hai|ba|bốn|năm|sáu|\d) [^\d,;]{1,24}(?:có|là|được|đạt|kết nạp|thu)?|gộp lại|"
    r"cả (?:kỳ|quý|nhiệm kỳ|đợt)[^\d,;]{0,30})\s\D{0,12}$"
)
PARTED = re.compile(r"\b(?:quý (?:i{1,3}|iv|[1-4])|tháng \d{1,2}|khối|đợt|nửa|thôn|xã|tổ|cụm|đầu|cuối|khu|đội|lớp|chi bộ|đảng bộ)\b")
LONGEST = 6
FAMILY_OF_TIME = frozenset({"thời gian", "nơi"})


def judge_complements(context: Context, decided: Marks) -> Iterator[Claim]:
    """The rows of each sentence."""
    for passage in context.passages:
        for row in _rows(context, passage):
            if any(context.source.back(m.figure.start, m.figure.end) in decided for m in row):
                continue
            yield from _first_is_all(context, row)
            yield from _last_is_all(context, row)


def _rows(context: Context, passage: Passage) -> Iterator[list[Mention]]:
    """Three or more counts of one noun that are all that the sentence counts of it."""
    by_noun: dict[str, list[Mention]] = {}
    for mention in sorted(passage.reading.mentions, key=lambda one: one.figure.start):
        figure = mention.figure
        key = "người" if mention.group == "person" or figure.noun in PEOPLE - {""} else figure.noun
        by_noun.setdefault(key, []).append(mention)
    bare = by_noun.pop("", [])
    for row in by_noun.values():
        together = sorted([*row, *bare], key=lambda one: one.figure.start) if len(by_noun) == 1 else row
        if 3 <= len(together) <= LONGEST and all(m.figure.kind == "count" and not m.figure.hedge for m in together):
            span = together[0].piece.start, together[-1].piece.end
            apart = len({id(m.piece) for m in together}) == len(together)
            if apart and not MIXED.search(context.folded, *span) and not ELLIPSIS.search(context.folded, *span):
                yield together


def _first_is_all(context: Context, row: list[Mention]) -> Iterator[Claim]:
    head, *parts = row
    total = sum((m.figure.value for m in parts), Fraction(0))
    if head.figure.value < max(m.figure.value for m in parts) or any(families.OVERLAPPING.search(m.label) for m in parts):
        return
    exclude = [m for m in parts if LEFT.search(m.label) or LEFT_BEHIND.search(m.label)]
    of_one_word = _kinds_of(head, parts)
    of_one_family = any(len(group) == len(parts) for name, group in exclusive_groups(parts).items() if name not in FAMILY_OF_TIME)
    if not (of_one_word or of_one_family or (exclude and exclude[-1] is parts[-1])):
        return
    if total == head.figure.value or (total > head.figure.value and not _nested(parts) and _beside(head, parts, total)):
        yield sum_claim(context, head.figure, [m.figure for m in parts])


def _kinds_of(head: Mention, parts: list[Mention]) -> bool:
    """chè 320 ha, chè kinh doanh 260, chè trồng mới 60: the same first word, which the whole has too, and another behind it."""
    words = [m.label.split() for m in parts]
    if any(len(one) < 3 for one in words) or head.group not in ("measure", "money", "object", "household"):
        return False
    first = {one[0] for one in words}
    return (
        len(first) == 1 and first <= set(head.label.split()) and len({one[1] for one in words}) == len(words) and not first & {"có", "đã"}
    )


def _beside(head: Mention, parts: list[Mention], total: Fraction) -> bool:
    """7.350 hộ; 7.056 dùng nước sạch, 6.909 có nhà tiêu: parts that exceed the whole by far are marks of the same, but for a slip."""
    off = total - head.figure.value
    slips = any(chance(m.figure.value, m.figure.value - off) < 1 for m in parts if m.figure.value > off)
    return 2 * total <= 3 * head.figure.value or slips


def _nested(parts: list[Mention]) -> bool:
    """Tiếp nhận 20, thụ lý 18, còn 2: the last may be left of the one before it alone."""
    return len(parts) > 1 and any(
        parts[place].figure.value - parts[place + 1].figure.value == parts[-1].figure.value for place in range(len(parts) - 2)
    )


def _last_is_all(context: Context, row: list[Mention]) -> Iterator[Claim]:
    """Khối 1 kết nạp 12, khối 2 kết nạp 9, cả hai khối kết nạp 21: the last says that it is all of them."""
    *parts, last = row
    lead = context.folded[last.piece.start : last.figure.start]
    if last.figure.value < max(m.figure.value for m in parts) or not TOGETHER.match(lead) or not all(PARTED.search(m.label) for m in parts):
        return
    yield sum_claim(context, last.figure, [m.figure for m in parts])
