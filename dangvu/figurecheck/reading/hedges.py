"""The words that soften a figure: gần, hơn, khoảng, ít nhất, tối đa."""

from __future__ import annotations

import re

HEDGED = 24
"""The longest softening words with what may stand between them and the number."""

HEDGES: tuple[tuple[str, str], ...] = (
    ("under", r"gần|ngót|chưa đến|chưa tới|xấp xỉ gần|dưới"),
    (
        "over",
        r"(?<!cấp )(?<!tuyến )trên|"
        r"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!trẻ )(?<!già )(?<!lớn )(?<!nhỏ )(?<!dài )(?<!ngắn )hơn|quá",
    ),
    ("about", r"khoảng|xấp xỉ|ước khoảng|chừng|(?<!mật )(?<!trình )(?<!tốc )(?<!nhiệt )(?<!mức )(?<!tiến )(?<!cường )độ|cỡ"),
    ("least", r"ít nhất|tối thiểu|không dưới|không ít hơn|từ|không thấp hơn"),
    ("most", r"tối đa|không quá|nhiều nhất|không vượt quá"),
)
_HEDGE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in reversed(HEDGES)) + r")(?:\s(?:có|là|đạt))?\s$",
)


def hedge(before: str) -> str:
    """The way a figure is softened by the words right before it: gần, hơn, khoảng, ít nhất, tối đa."""
    match = _HEDGE.search(before[-HEDGED:]) if before[-1:].isspace() else None
    return match.lastgroup or "" if match else ""
