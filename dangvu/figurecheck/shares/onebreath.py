"""A share of the whole with which its own sentence begins: Dân số toàn huyện 128.450 người; đến nay có 119.972 người tham gia, đạt 93,4%.

"Chiếm" is said of a part; "đạt" is said of aims too, so there an error must lie near, or one of the two figures must be a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.arithmetic import room, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import DURATIONS, EVERYBODY
from dangvu.figurecheck.slips import slipped, swapped, turned_within

BEGINS = re.compile(
    r"^\W*(?:[-+*]\s)?(?:(?:hiện nay|hiện|đến nay|tính đến nay|năm (?:học )?[\d -]{4,12}),?\s)?"
    r"(?:dân số|tổng\b|diện tích|số\b|toàn\b|cả\b|trên địa bàn)[^;:.()%]{0,80}$"
)
BETWEEN = re.compile(r"[^.:()%;,]{0,40}[;,]\s(?P<said>[^.:()%]{0,90})$")
RATED = re.compile(
    r"[^\d;.:()%]{0,80}?,\s(?:đạt|chiếm|bằng|tương đương)?(?: ?tỷ lệ(?: (?!tăng|giảm)[^\W\d]+){0,3}?)?(?: đạt| là| chiếm)? ?$"
)
ENDS = re.compile(r"\)?\s*(?:[.;,\n]|$|(?:tổng )?số\b|tổng\b|dân số\b)")
AIM = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|phấn đấu|so với|tăng|giảm|vượt|đăng ký|giao|nghị quyết|kết nạp|vận động|phát triển|thoát|"
    r"trồng|xây|hỗ trợ|diện (?!tích)|đối tượng|bình quân|trung bình|nhu cầu|quy mô|mỗi|trong tuổi|độ tuổi|cùng kỳ|lượt)\b"
)
GENERIC = frozenset({"người", "em", "đồng chí", "cháu", "trường hợp", "nhân khẩu", "học sinh"})
NEAR, LEAST = 20, 30


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
        figures = [figure for figure in passage.figures[:6] if figure.kind != "count" or figure.group not in DURATIONS]
        if len(figures) < 3 or figures[2].kind != "percent":
            continue
        three = Three(*figures[:3])
        if three.percent.hedge or three.percent.in_words or context.source.back(three.percent.start, three.percent.end) in decided:
            continue
        if _plain(three) and _told(context, passage, three):
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


def _judge(context: Context, passage: Passage, three: Three) -> Iterator[Claim]:
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
