"""A part and its whole in two units: 1.260 tấn, bằng 63% kế hoạch năm là 2.000 tạ; the digits make the percentage, the amounts do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.portions import fits
from dangvu.figurecheck.reading.figures import Figure

SIZES = {
    "tấn": ("weight", 1_000_000), "tạ": ("weight", 100_000), "kg": ("weight", 1000), "ha": ("area", 10_000), "héc-ta": ("area", 10_000),
    "m2": ("area", 1), "km2": ("area", 1_000_000), "km": ("length", 1000), "m": ("length", 1), "mét": ("length", 1),
}  # fmt: skip
AIM = re.compile(r"[^\d;.%]{0,40}?\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|tổng|nhu cầu|cùng kỳ|năm trước)\b[^\d;.%]{0,30}$")
RATED = re.compile(r"[^\d;.%]{0,40}[,(] ?(?:mới |chỉ |ước )?(?:bằng|đạt|chiếm|tương đương)(?: tỷ lệ)? $")


def judge_unequal(context: Context) -> Iterator[Claim]:
    """The percentages between two amounts of one dimension in different units."""
    for passage in context.passages:
        for part, percent, whole in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
            if percent.kind == "percent" and part.group == whole.group == "measure" and part.noun != whole.noun:
                yield from _judge(context, passage, part, percent, whole)


def _judge(context: Context, passage: Passage, part: Figure, percent: Figure, whole: Figure) -> Iterator[Claim]:
    one, other = SIZES.get(part.noun), SIZES.get(whole.noun)
    if one is None or other is None or one[0] != other[0] or percent.hedge or part.hedge or whole.hedge or not whole.value:
        return
    tied = RATED.fullmatch(context.folded, max(part.end, part.after), percent.start) and AIM.fullmatch(
        context.folded, percent.end, whole.start
    )
    if not tied:
        return
    scaled = whole.value * Fraction(other[1], one[1])
    right = fits(part.value, scaled, percent) != "off"
    if right or fits(part.value, whole.value, percent) != "off":
        actual = part.value * 100 / scaled
        text = f"{vn(part.value)} {part.noun} / {vn(whole.value)} {whole.noun} = {vn(actual, percent.decimals)}%"
        yield context.outcome("share", percent, [part, whole], text, f"{vn(actual, percent.decimals)}%", wrong=not right)
