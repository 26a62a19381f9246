"""A share of the whole that its own sentence told before: Dân số toàn huyện 128.450 người; đến nay có 119.972 người tham gia, đạt 93,4%.

"Chiếm" is said of a part; "đạt" is said of aims too, so there an error must lie near, or one of the two figures must be a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap

from dangvu.figurecheck.arithmetic import room, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import DURATIONS, EVERYBODY
from dangvu.figurecheck.slips import slipped, swapped, turned_within

BEGINS = re.compile(
    r"^\W*(?:[-+*]\s)?(?:(?:hiện nay|hiện|đến nay|tính đến nay|năm (?:học )?[\d -]{4,12}),?\s)?"
    r"(?:(?:dân số|tổng\b|diện tích|số\b|toàn\b|cả\b|trên địa bàn)[^;:.()%]{0,80}|"
    r"(?:xã|phường|huyện|trường|đảng bộ|chi bộ|hội|thôn|ấp|khu phố|thị trấn|đơn vị|tổ)\b[^;:.,()%\d]{0,40} (?:hiện )?có )$"
)
BETWEEN = re.compile(r"[^.:()%;,]{0,40}[;,]\s(?P<said>[^.:()%]{0,90})$")
RATED = re.compile(
    r"[^\d;.:()%]{0,80}?,\s(?:đạt|chiếm|bằng|tương đương)?(?: ?tỷ lệ(?: (?!tăng|giảm)[^\W\d]+){0,3}?)?(?: đạt| là| chiếm)? ?$"
)
ENDS = re.compile(r"\)?\s*(?:[.;,\n]|$|(?:tổng )?số\b|tổng\b|dân số\b)")
AIM = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|phấn đấu|so với|tăng|giảm|vượt|giao|nghị quyết|kết nạp|vận động|phát triển|thoát|"
    r"trồng|xây|hỗ trợ|diện (?!tích)|đối tượng|bình quân|trung bình|nhu cầu|quy mô|mỗi|trong tuổi|độ tuổi|cùng kỳ|lượt)\b"
)
SO_FAR = re.compile(r"(?:đến nay|tính đến|đến hết|đến cuối|đến ngày|hiện nay|hiện|đến thời điểm|qua \d+ tháng|sau \d+ tháng)\b")
PLANNED = re.compile(r"\b(?:kế hoạch|chương trình|chỉ tiêu|đề ra|được giao|dự kiến|mục tiêu|giao)\b")
DEEDS = re.compile(r"\b(?:mở|tổ chức|kiểm tra|giám sát|tiến hành|xây dựng|hỗ trợ|trồng|kết nạp|lắp đặt|thành lập|khảo sát|cấp)\b")
EARLIER = re.compile(r"\b(?:năm trước|cùng kỳ|kỳ trước|nhiệm kỳ trước|năm ngoái|trong đó|tăng|giảm|bình quân|mỗi)\b")
APART = re.compile(r"\b(?:so với|tăng|giảm|vượt|bình quân|trung bình|mỗi|cùng kỳ|lượt|mới|chỉ tiêu|kế hoạch|trong đó|diện|nhu cầu)\b")
ALL, LEAD = 100, 120
GENERIC = frozenset({"người", "em", "đồng chí", "cháu", "trường hợp", "nhân khẩu", "học sinh"})
NEAR, LEAST = 20, 30
OF_PEOPLE = re.compile(r"\s(?:của |trong |so với |trên )?(?:tổng )?(?:dân số|số dân|nhân khẩu)\b")


@dataclass(frozen=True, slots=True)
class Three:
    """A whole, a part of it and the percentage between them."""

    whole: Figure
    part: Figure
    percent: Figure

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest percentage that the printed digits of the two counts allow."""
        low = (self.part.value - self._slack(self.part)) * 100 / (self.whole.value + self._slack(self.whole))
        return low, (self.part.value + self._slack(self.part)) * 100 / (self.whole.value - self._slack(self.whole))

    @staticmethod
    def _slack(figure: Figure) -> Fraction:
        return figure.step / 2 if figure.group in ("money", "measure") else Fraction(0)


def judge_one_breath(context: Context, decided: Marks) -> Iterator[Claim]:
    """The first percentage of each sentence that begins so."""
    for passage in context.passages:
        figures = [figure for figure in passage.figures if figure.kind != "count" or figure.group not in DURATIONS]
        for place, three in enumerate(starmap(Three, zip(figures, figures[1:], figures[2:], strict=False))):
            percent = three.percent
            if percent.kind != "percent" or percent.hedge or percent.in_words or context.source.back(percent.start, percent.end) in decided:
                continue
            begins = not place and _plain(three) and _told(context, passage, three)
            if begins or (_is_of_them(context, three) and _taken_up(context, passage, three)):
                yield from _judge(context, passage, three)


def _plain(three: Three) -> bool:
    whole, part = three.whole, three.part
    counts = whole.kind == part.kind == "count" and not whole.hedge and not part.hedge and not whole.in_words and not part.in_words
    if not counts or whole.value <= part.value or whole.value <= whole.step or three.percent.value >= 100:
        return False
    if whole.group in ("money", "measure"):
        return part.group == whole.group and (part.group == "money" or part.noun == whole.noun)
    people = whole.group == part.group == "person" and (part.noun in GENERIC or whole.noun in GENERIC)
    return whole.group in EVERYBODY and (people or whole.noun == part.noun != "")


def _told(context: Context, passage: Passage, three: Three) -> bool:
    start, text = passage.sentence.start, context.folded
    between = BETWEEN.fullmatch(text, max(three.whole.end, three.whole.after), three.part.start)
    return (
        BEGINS.match(text[start : three.whole.start]) is not None
        and between is not None
        and RATED.fullmatch(text, max(three.part.end, three.part.after), three.percent.start) is not None
        and ENDS.match(text, three.percent.end) is not None
        and AIM.search(text, between.start("said"), three.percent.start) is None
    )


def _is_of_them(context: Context, three: Three) -> bool:
    """Exact counts of the same things, the part the smaller."""
    whole, part = three.whole, three.part
    counts = whole.kind == part.kind == "count" and not whole.hedge and not part.hedge and not whole.in_words and not part.in_words
    words = [one.noun or next_word(context, one) for one in (whole, part)]
    alike = words[0] == words[1] != "" or words[0].startswith(f"{words[1] or ' '} ")
    alike = alike or (whole.group == part.group == "person" and part.noun in ("đồng chí", "người", "em"))
    return counts and alike and part.value < whole.value and whole.step == part.step == 1 and three.percent.value < ALL


def _taken_up(context: Context, passage: Passage, three: Three) -> bool:
    """Đến 1.245 đảng viên; số đảng viên dự học 1.183 đồng chí, đạt 95% · mở 25 lớp; đến nay đã mở 21 lớp, đạt 84%."""
    text, whole, part = context.folded, three.whole, three.part
    between = BETWEEN.fullmatch(text, max(whole.end, whole.after), part.start)
    if between is None or not RATED.fullmatch(text, max(part.end, part.after), three.percent.start):
        return False
    said, lead = between["said"].rpartition("; ")[2], text[max(passage.sentence.start, whole.start - LEAD) : whole.start]
    if not ENDS.match(text, three.percent.end) or APART.search(said) or APART.search(text[part.end : three.percent.start]):
        return False
    if whole.noun and said.startswith(f"số {whole.noun} "):
        return EARLIER.search(lead) is None
    deeds = {deed for deed in DEEDS.findall(said) if deed in lead}
    return SO_FAR.match(said) is not None and (PLANNED.search(lead) is not None or bool(deeds)) and EARLIER.search(lead) is None


def _judge(context: Context, passage: Passage, three: Three) -> Iterator[Claim]:
    if OF_PEOPLE.match(context.folded, three.percent.end) and three.part.group != "person":
        return  # 9 xã có đồng bào Khmer, chiếm 31% dân số toàn huyện
    low, high = three.values
    bottom, top = room(three.percent.value, three.percent.step)
    right = low <= top and bottom <= high
    actual = three.part.value * 100 / three.whole.value
    lead = context.folded[three.part.end : three.percent.start]
    near = min(actual, three.percent.value) >= LEAST and abs(actual - three.percent.value) <= NEAR
    if right or near or "chiếm" in lead or _slip(three, actual):
        shown = vn(actual, max(three.percent.decimals, 2)) + "%"
        text = f"{context.written(three.part)} / {context.written(three.whole)} = {shown}"
        yield context.outcome("share", three.percent, [three.part, three.whole], text, shown, wrong=not right)


def _slip(three: Three, actual: Fraction) -> bool:
    """Whether the percentage, or the part, would be right but for a slip."""
    if slipped(three.percent.value, actual, three.percent.decimals) or swapped(three.percent.value, actual, three.percent.decimals):
        return True
    step, half = three.part.step, three.percent.step / 2
    low, high = (three.whole.value * (three.percent.value + slack) / 100 / step for slack in (-half, half))
    return turned_within(three.part.value / step, low, high)
