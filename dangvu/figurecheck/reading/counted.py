"""Numbers with the word behind them, whatever it is: 6 cống, bốn cống, 3,3 km, 35 triệu đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import SCALES, numeral

WORDS = dict(zip(["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], range(2, 11), strict=True))
COUNTED = re.compile(
    rf"(?<![\w.,/–-])(?P<number>\d+(?:[.,]\d+)*|{'|'.join(WORDS)})\s(?:(?P<scale>nghìn|triệu|tỷ)\s)?(?P<unit>[^\W\d]+2?)(?![\w/])"
)
NO_UNIT = frozenset({"là", "có", "và", "được", "tháng", "năm", "ngày", "quý", "giờ", "trên", "trong", "đến", "lần", "tuổi", "phần", "khi"})


def counted(folded: str, start: int, end: int) -> Iterator[Figure]:
    """Every such number of a stretch of folded text; its noun is the one word behind it."""
    for match in COUNTED.finditer(folded, start, end):
        written = match["number"]
        number = numeral(written) if written[0].isdigit() else None
        value = number.value if number else Fraction(WORDS.get(written, 0))
        if match["unit"] in NO_UNIT or value <= 0:
            continue
        scale = SCALES[match["scale"]] if match["scale"] else 1
        step = (number.step if number else Fraction(1)) * scale
        last = match.end("scale") if match["scale"] else match.end("number")
        yield Figure(
            "count", match.start(), last, value * scale, step, noun=match["unit"], after=match.end(), in_words=not written[0].isdigit()
        )
