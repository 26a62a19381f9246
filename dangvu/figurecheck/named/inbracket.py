"""What a bracket behind a count names: years or places: 3 năm liền (2021, 2022, 2023) · 3 công trình (đường ấp 2, cầu Kênh Xáng)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS

WORDS = dict(zip(["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], range(2, 11), strict=True))
NUMBER = rf"(?<![\d.,/–-])(?<!\w)(?P<number>\d{{1,2}}|{'|'.join(WORDS)})"
YEARS = re.compile(
    rf"{NUMBER}\s(?:năm(?: học)?|niên khóa|vụ|mùa)(?: (?:liền|liên tục|liên tiếp|qua|gần đây|gần nhất|đó|đầu|học))*\s\("
    r"(?P<list>(?:19|20)\d{2}(?: ?[-–] ?(?:19|20)\d{2})?(?:(?:,|;| và|, và) (?:19|20)\d{2}(?: ?[-–] ?(?:19|20)\d{2})?)+)\)"
)
SITES = re.compile(
    rf"{NUMBER}\s(?P<noun>công trình|tuyến|tuyến đường|con đường|cây cầu|cầu|cống|kênh|tuyến kênh|dự án|trường|"
    r"điểm trường|trạm|chợ|ấp|khóm|thôn|"
    r"khu dân cư|hợp tác xã|công ty|doanh nghiệp|chi bộ|chi đoàn|chi hội|tổ dân phố|tổ hợp tác|đơn vị|phòng|ban)"
    r"(?P<words>(?: [^\W\d]+){0,6})\s\((?P<list>[^()\n]{6,300})\)"
)
OTHER = re.compile(r"\b(?:trong đó|gồm cả|vốn|kinh phí|triệu|tỷ|nghìn|đồng|đã|được|đang|đạt|của|do|với|so với|hai|ba|bốn|km|hộ|còn|và)\b|%")
ENDS_IN_NUMBER = re.compile(r"\s\d{1,3}$")
PEOPLE = re.compile(r"\bNhân dân\b|\bNhà nước\b|\bTrung ương\b")
LONG, FEWEST = 7, 2


def judge_in_bracket(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every bracket of years or places right behind a count."""
    if "(" not in context.folded:
        return
    for match in YEARS.finditer(context.folded):
        items = re.split(r",? và |[,;] ", match["list"])
        spans = {len(re.findall(r"\d{4}", item)) for item in items}
        if len(spans) == 1 and len(set(items)) == len(items):
            yield from _claim(context, match, len(items), "năm", decided)
    for match in SITES.finditer(context.folded):
        if count := _sites(context, match):
            yield from _claim(context, match, count, "nơi", decided)


def _sites(context: Context, match: re.Match[str]) -> int:
    """How many places are named; 0 where an item may be something else."""
    folded = re.split(r"[,;] ", re.sub(r",? và (?=[^,;]*$)", ", ", match["list"]))
    written = context.source.text[match.start("list") : match.end("list")]
    items = re.split(r"[,;] ", re.sub(r",? và (?=[^,;]*$)", ", ", written))
    if ELLIPSIS.search(match["list"]) or OTHER.search(match["words"]) or len(items) < FEWEST or len(folded) != len(items):
        return 0
    if any(OTHER.search(item) or len(item.split()) > LONG for item in items):
        return 0
    return len(items) if all(_is_named(item) for item in items) and len(set(folded)) == len(folded) else 0


def _is_named(item: str) -> bool:
    """A capital letter that is none of those all are written with, or a number at the end."""
    return any(sign.isupper() for sign in PEOPLE.sub("", item)) or ENDS_IN_NUMBER.search(item) is not None


def _claim(context: Context, match: re.Match[str], count: int, unit: str, decided: Marks) -> Iterator[Claim]:
    written = match["number"]
    value = Fraction(int(written) if written.isdigit() else WORDS[written])
    figure = Figure("count", match.start("number"), match.end("number"), value)
    if context.source.back(figure.start, figure.end) in decided or value < FEWEST:
        return
    text = f"Kể {count} {unit}" + ("" if count == value else f"; văn bản báo {context.written(figure)}")
    span = figure.start, match.end()
    yield context.claim(
        span, "enumeration", VERDICTS["exact" if count == value else "off"], text, context.written(figure), str(count), [figure]
    )
