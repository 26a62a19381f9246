"""What the summing-up of a report tells of a deed, against the one count that the report itself has of it.

Kết nạp 64 đảng viên, đạt 53,3% chỉ tiêu năm … Ưu điểm: đã kết nạp 64 đảng viên, cao nhất trong ba năm · Điểm nổi bật là đã trồng 42 ha.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.times import of_one_time
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.turned import TO_DO
from dangvu.figurecheck.told.twice import told_again

DEED = (
    r"kết nạp|trồng mới|trồng|thành lập|khai giảng|mở|kiểm tra|giám sát|xây dựng|xây mới|hỗ trợ|giải quyết|tổ chức|tiếp nhận|huy động|"
    r"vận động|thu hút|giới thiệu|đào tạo|bồi dưỡng|khởi công|bàn giao|trao tặng|trao|tặng|cấp"
)
TOLD = re.compile(
    rf"\b(?P<deed>{DEED})(?P<of>(?: được| mới)?(?: (?:nghề|việc làm|nhà ở|vay vốn|thẻ|quà|học bổng))?(?: cho)?)(?: tổng số| tất cả)? $"
)
STANDS_OUT = re.compile(
    r"\b(?:ưu điểm|nổi bật|điểm sáng|đánh giá chung|nhìn chung|tóm lại|thành tích|kết quả nổi bật)\b"
    r"(?:[^.;\d]|\d{1,2} tháng|năm \d{4}){0,60}$"
)
WHOLE = re.compile(
    r"\b(?:trong năm|năm \d{4}|(?:6|9|sáu|chín) tháng|trong kỳ|trong quý|quý (?:i{1,3}|iv)|toàn (?:đảng bộ|xã|huyện|tỉnh|trường|ngành)|"
    r"đảng ủy|huyện ủy|đảng bộ)\b"
)
OF_GOAL = re.compile(r"[^.;\n]{0,60}\b(?:chỉ tiêu|kế hoạch|so với)\b")
APART = re.compile(
    r"\b(?:cùng kỳ|năm (?:trước|ngoái)|nhiệm kỳ|chỉ tiêu|kế hoạch|phấn đấu|mục tiêu|trong đó|riêng|mỗi|bình quân|dự kiến|giao|thêm|"
    r"tiếp tục|đợt|tháng \d{1,2}|ít nhất|từ đầu)\b"
)
TIME = re.compile(
    r"^ (?:trong|qua|của) (?:\d{1,2} tháng|quý (?:i{1,3}|iv)|năm \d{4}|năm|tháng \d{1,2}|quý|kỳ|nửa năm)"
    r"(?: (?:đầu|cuối|qua|này|nay|năm|\d{4}))*"
)
CLAUSE = re.compile(r"[,;.(]")
FEW_WORDS, MANY, LEAST = 3, 60, Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Deed:
    """A count of what was done, the sentence that tells it, and the words behind it."""

    figure: Figure
    passage: Passage
    name: str
    words: tuple[str, ...]
    summed_up: bool


def judge_highlighted(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every count of a summing-up against those of the same deed elsewhere."""
    if not any(
        word in context.folded for word in ("ưu điểm", "nổi bật", "điểm sáng", "đánh giá chung", "nhìn chung", "tóm lại", "thành tích")
    ):
        return
    deeds = [deed for passage in context.passages for deed in _deeds(context, passage)]
    told: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for deed in deeds:
        if not deed.summed_up:
            told[deed.name, deed.figure.noun].append(deed)
    for one in (deed for deed in deeds if deed.summed_up and context.source.back(deed.figure.start, deed.figure.end) not in alarmed):
        alike = told[one.name, one.figure.noun]
        if len(alike) > MANY:
            continue
        others = [other for other in alike if other.passage is not one.passage and _same(one, other)]
        values = {other.figure.value for other in others}
        first = next((other.figure for other in others if other.figure.value == one.figure.value), None)
        if first is not None:
            yield told_again(context, one.figure, first)
        elif (
            len(values) == 1
            and of_one_time(context, one.figure, others[0].figure)
            and _is_all(context, others[0])
            and _near(one.figure.value, values.pop())
        ):
            yield told_again(context, one.figure, others[0].figure)


def _deeds(context: Context, passage: Passage) -> Iterator[Deed]:
    last = passage.sentence.start
    for figure in passage.figures:
        lead, last = context.folded[max(last, figure.start - 90) : figure.start], figure.end
        deed = TOLD.search(lead) if figure.kind == "count" and figure.noun and not figure.hedge and figure.group != "time" else None
        if deed is None or APART.search(CLAUSE.split(lead)[-1]) or TO_DO.search(lead, 0, deed.start()):
            continue
        behind = CLAUSE.split(TIME.sub("", context.folded[figure.after : passage.sentence.end], count=1))[0].split()
        start = context.layout.paragraphs[passage.paragraph].start
        summed_up = STANDS_OUT.search(context.folded, max(start, figure.start - 120), figure.start) is not None
        yield Deed(figure, passage, deed["deed"], tuple(behind[:FEW_WORDS]), summed_up)


def _same(one: Deed, other: Deed) -> bool:
    """Of one deed and noun, with nothing behind that would narrow it: "mới" alone does not."""
    words = [tuple(word for word in deed.words if word not in ("mới", "trong", "năm", "nay")) for deed in (one, other)]
    return one.name == other.name and one.figure.noun == other.figure.noun and words[0] == words[1] and one.figure.step == other.figure.step


def _is_all(context: Context, deed: Deed) -> bool:
    """Whether the report says that it is all of them: of its year, or measured on its aim."""
    start, end = deed.passage.sentence.start, deed.passage.sentence.end
    lead = context.folded[start : deed.figure.start]
    return WHOLE.search(lead) is not None or OF_GOAL.match(context.folded, deed.figure.after, end) is not None


def _near(one: Fraction, other: Fraction) -> bool:
    return swapped(one, other) or LEAST * other <= one <= other / LEAST
