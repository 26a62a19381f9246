"""How many years or months from one month to another: từ tháng 5/2017 đến tháng 5/2022 (05 năm)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context

WHEN = r"(?:ngày \d{{1,2}}/)?(?:tháng )?(?P<m{0}>\d{{1,2}})[/-](?P<y{0}>(?:19|20)\d{{2}})"
STRETCH = re.compile(
    rf"\btừ (?:đầu |giữa |cuối )?{WHEN.format(1)} (?:đến|tới|-) (?:hết |cuối |giữa |đầu )?{WHEN.format(2)}\s?"
    r"[(,] ?(?:tức |là |tổng cộng |tròn |đúng |vừa tròn |thời gian )*(?P<count>\d{1,3}) (?P<unit>năm|tháng)(?=\)|,|\.|;)"
)
MONTHS = 12


def judge_stretches(context: Context) -> Iterator[Claim]:
    """Every such stretch; either end may be counted in."""
    if " từ " not in context.folded and not context.folded.startswith("từ "):
        return
    for found in STRETCH.finditer(context.folded):
        first, last = (int(found[f"y{end}"]) * MONTHS + int(found[f"m{end}"]) for end in (1, 2))
        if last <= first:
            continue
        months, count = last - first, int(found["count"])
        if found["unit"] == "tháng":
            right, allowed = months, range(months - 1, months + 2)
        else:
            right, allowed = round(months / MONTHS), range(months // MONTHS, -(-months // MONTHS) + 1)
        wrong = count not in allowed
        stated = context.source.text[found.start("count") : found.end("unit")]
        text = f"{context.source.text[found.start() : found.end('y2')]} là {right} {found['unit']}"
        text += f"; văn bản ghi {stated}" if wrong else ""
        span = found.start(), found.end("unit")
        yield context.claim(span, "date", VERDICTS["off" if wrong else "exact"], text, stated, f"{right} {found['unit']}")
