"""Whether a base that is told behind a move is told of something else: of another place, of the plan of another year, or as a move."""

from __future__ import annotations

import re

from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.reading.source import words

MOVES = re.compile(
    r"\b(?:tăng|giảm|vượt|thêm|bớt|hơn|kém|mỗi|bình quân|trong đó|kế hoạch|chỉ tiêu|"
    r"kéo dài|dự kiến|đăng ký|diện tích|riêng)\b"
)
YEAR, AIM = re.compile(r"(?<!\d)(?:19|20)\d{2}"), re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán)\b")
PLACE = re.compile(r"\b(?:thôn|ấp|bản|xóm|chi bộ|xã|phường|huyện|tỉnh|trường|tổ|đội|khối)\b")

CLAUSE = re.compile(r"[^.,;:()\n]{0,80}")
FILLERS = words("có là đạt chỉ mới được đã còn cả này đó số tỷ lệ con tổng toàn đều xảy ra ở mức năm")


def told_of_others(base: str, told: str) -> bool:
    """Kế hoạch năm 2025 behind "so với kế hoạch", năm trước thôn Đông behind "so với năm trước"."""
    return MOVES.search(told) is not None or of_another_scope(base, told)


def of_another_scope(base: str, told: str) -> bool:
    """A year behind a plan that was named without one, or a place that the base did not name."""
    year = YEAR.search(told) is not None and YEAR.search(base) is None
    return (year and AIM.search(base) is not None) or bool(set(PLACE.findall(told)) - set(PLACE.findall(base)))


def says_more(before: str, told: str, folded: str, end: int) -> bool:
    """Whether the words around a base say what was not said of now: năm 2022 có 3 đảng viên bị kỷ luật."""
    behind = CLAUSE.match(folded, end)
    return not words_of(told) | words_of(behind[0] if behind else "") <= words_of(before) | FILLERS
