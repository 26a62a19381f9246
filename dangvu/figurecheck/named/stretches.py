"""How many years or months from one month or year to another: từ tháng 5/2017 đến tháng 5/2022 (05 năm)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context

WHEN = r"(?:(?:ngày \d{{1,2}}/)?(?:tháng )?(?P<m{0}>\d{{1,2}})[/-](?P<y{0}>(?:19|20)\d{{2}})|năm (?P<only{0}>(?:19|20)\d{{2}}))"
STRETCH = re.compile(
    rf"\btừ (?:đầu |giữa |cuối )?{WHEN.format(1)} (?:đến|tới|-) (?:hết |cuối |giữa |đầu )?{WHEN.format(2)}\s?"
    r"[(,] ?(?:tức |là |tổng cộng |tròn |đúng |vừa tròn |trong |thời gian )*(?P<count>\d{1,3}) (?P<unit>năm|tháng)(?=\)|,|\.|;)"
)
YEAR = 12


def judge_stretches(context: Context) -> Iterator[Claim]:
    """Every such stretch; either end may be counted in."""
    if " từ " not in context.folded and not context.folded.startswith("từ "):
        return
    for found in STRETCH.finditer(context.folded):
        first, last = (int(found[f"y{end}"] or found[f"only{end}"]) * YEAR + int(found[f"m{end}"] or 0) for end in (1, 2))
        whole = bool(found["only1"] or found["only2"])
        if last <= first or bool(found["only1"]) != bool(found["only2"]):
            continue
        months = last - first
        count = int(found["count"])
        if found["unit"] == "tháng":
            right, allowed = months, range(months - 1, months + 2) if not whole else range(months - YEAR, months + YEAR + 1)
        else:
            right = round(months / YEAR)
            allowed = range(months // YEAR, -(-months // YEAR) + (2 if whole else 1))
        wrong = count not in allowed
        stated = context.source.text[found.start("count") : found.end("unit")]
        text = f"{context.source.text[found.start() : found.start('count')].strip(' (,')} là {right} {found['unit']}"
        text += f"; văn bản ghi {stated}" if wrong else ""
        span = found.start(), found.end("unit")
        yield context.claim(span, "date", VERDICTS["off" if wrong else "exact"], text, stated, f"{right} {found['unit']}")
