"""How far something went over so many years, and how far a year: từ năm 2021 đến năm 2024 từ 12,7% xuống 6,4%, mỗi năm 2,1 điểm %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.named.lengths import WORDS
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure

A_YEAR = re.compile(
    r"\b(?:bình quân|trung bình|tính ra)(?: (?:mỗi|một|hằng|hàng))? năm(?: (?:huyện|xã|tỉnh|toàn \w+))?(?: đã| cũng)? "
    r"(?P<verb>tăng|giảm)(?: thêm| được)? $"
)
BEHIND = re.compile(r"\s?(?:[^\W\d]+\s){0,3}?(?:/|mỗi |một )năm\b")
MEAN = re.compile(r"\b(?:bình quân|trung bình|tính ra)(?: mỗi)? (?P<verb>tăng|giảm)(?: thêm| được)? $")
OVER = re.compile(r"\b(?:trong|sau|qua|cả) (?P<count>\d|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm\b")
FROM = re.compile(r"\btừ (?:mức |chỗ )?(?:có |là )?$")
TO = re.compile(
    r"[^\d;:()%]{0,40}(?:\((?:[^()]{0,30})\) )?[^\d;:()%]{0,30}\b(?:xuống|lên|còn|đến|tới)(?: còn| mức| đến)?(?: [^\W\d]+){0,3} $"
)
MOVED = re.compile(r"\b(?:tăng|giảm)(?: được| thêm)? $")
OTHERWISE = re.compile(r"\b(?:mục tiêu|phấn đấu|chỉ tiêu|kế hoạch|dự kiến|giai đoạn trước|trở lên|riêng|gần đây|đến nay)\b")
TWO = 2


def judge_per_year(context: Context, decided: Marks) -> Iterator[Claim]:
    """The yearly move of each sentence that also tells the whole one and its years."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("năm", start, end) < 0 or not re.search(r"bình quân|trung bình|tính ra", context.folded[start:end]):
            continue
        for mean in passage.figures:
            lead = context.folded[start : mean.start]
            yearly = A_YEAR.search(lead) or (MEAN.search(lead) if BEHIND.match(context.folded, mean.end) else None)
            plain = mean.kind in ("points", "percent", "count") and not mean.hedge and not mean.in_words
            if yearly is None or not plain or context.source.back(mean.start, mean.end) in decided or OTHERWISE.search(lead):
                continue
            told = _told(context, passage, mean)
            spans = _spans(lead[: yearly.start()])
            if told and spans:
                yield _claim(context, mean, told, spans)


def _told(context: Context, passage: Passage, mean: Figure) -> list[Figure]:
    """The two ends, or the one figure of how far it went, right before."""
    before = [f for f in passage.figures if f.end <= mean.start and f.hedge in ("", "least") and not f.in_words]  # từ 14,8%
    for place in range(len(before) - 1, 0, -1):
        now, then = before[place], before[place - 1]
        same = now.kind == then.kind and (now.kind == "percent" or (now.kind == "count" and of_one_kind(now, then)))
        fits = same and ((now.kind == "percent") == (mean.kind != "count")) and (now.kind == "percent" or of_one_kind(now, mean))
        lead = context.folded[passage.sentence.start : then.start]
        if fits and FROM.search(lead) and TO.fullmatch(context.folded, max(then.end, then.after), now.start):
            return [then, now]
    last = before[-1] if before else None
    if last is None or last.kind != mean.kind or last.kind == "percent" or (last.kind == "count" and not of_one_kind(last, mean)):
        return []
    return [last] if MOVED.search(context.folded, passage.sentence.start, last.start) else []


def _spans(lead: str) -> list[int]:
    """How many years the words before may mean."""
    years = sorted({int(year) for year in YEAR.findall(lead)})
    over = list(OVER.finditer(lead))
    if len(years) == TWO and not over:
        return [years[1] - years[0], years[1] - years[0] + 1]
    if len(over) == 1 and len(years) in (0, TWO):
        count = WORDS.get(over[0]["count"]) or int(over[0]["count"])
        spans = [count, count - 1] if count > TWO else [count]
        return spans + ([years[1] - years[0]] if years else [])
    return []


def _claim(context: Context, mean: Figure, told: list[Figure], spans: list[int]) -> Claim:
    gap = abs(told[1].value - told[0].value) if len(told) == TWO else told[0].value
    over = next((n for n in spans if n and fit(gap / n, mean.value, mean.step) != "off"), None)
    number = over or spans[0] or 1
    actual = gap / number
    text = f"{vn(gap)} / {number} = {vn(actual, mean.decimals + 2)}"
    right = vn(rounded(actual, Fraction(1, 10**mean.decimals)), mean.decimals)
    return context.outcome("average", mean, told, text, right, wrong=over is None)
