"""Days in the order of a life: a span that ends before it begins, admitted and then official, born before joining, how long since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.lengths import WORDS
from dangvu.figurecheck.reading.days import Day

SPAN = re.compile(
    r"\btừ (?:ngày )?(?P<first>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s(?:đến|tới|-)\s(?:hết )?(?:ngày )?"
    r"(?P<last>\d{1,2})\s?[/.-]\s?(?P<till>\d{1,2})(?:\s?[/.-]\s?(?:19|20)\d{2}|\snăm (?:19|20)\d{2})(?!\d)"
)
ADMITTED = re.compile(r"\b(?:kết nạp|vào đảng)\b[^.;\d]{0,40}$")
OFFICIAL = re.compile(
    r"\s?[,;.(]?\s[^\d;()]{0,50}?\b(?:công nhận|chuyển|trở thành)\b[^\d.;()]{0,12} (?:đảng viên )?chính thức[^\d.;()]{0,16}"
    r"|\s?[,;.(]?\s?\(?(?:và )?(?:ngày )?(?:vào đảng )?chính thức(?: vào)?:?(?: từ)?(?: ngày)? "
)
ANOTHER = re.compile(r"\b(?:đồng chí|ông|bà|anh|chị|em|người|con|vợ|chồng|cha|mẹ|khác|riêng|nhưng|đợt|trước đó)\b")
YEAR = r"(?:19|20)\d{2}"
WHEN = (
    rf"(?:ngày \d{{1,2}}[/.-]\d{{1,2}}[/.-]|ngày \d{{1,2}} tháng \d{{1,2}} năm |tháng \d{{1,2}}[/.-]|"
    rf"tháng \d{{1,2}} năm |năm )(?P<%s>{YEAR})"
)
JOINS = r"(?:vào đảng|vào đảng cộng sản việt nam|kết nạp(?: vào)? đảng|(?:được |vinh dự được )?kết nạp)"
BORN_JOINED = re.compile(rf"\bsinh {WHEN % 'born'}(?P<between>[^\d.;()]{{0,60}}?)\b{JOINS}[^\d.;()]{{0,24}}?{WHEN % 'joined'}(?!\d)")
JOINED_FOR = re.compile(
    rf"\b{JOINS}[^\d.;()]{{0,24}}?{WHEN % 'joined'},? (?:và )?(?:tính )?đến {WHEN % 'until'},? "
    r"(?:[^\W\d]+ ){0,4}?(?P<age>\d{2}) năm tuổi đảng"
)
SINCE = re.compile(
    r"\b(?:thành lập|ra đời|tái lập|chia tách|sáp nhập|hợp nhất)\b"
    rf"[^.;\d]{{0,40}}?{WHEN % 'since'},? (?:tính )?đến nay,? (?:đã |cũng |vừa )?"
    r"(?:(?:được|tròn|có|là|hơn|gần|trên|khoảng|ngót|xấp xỉ|chừng) ){0,3}"
    r"(?P<years>\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm(?=\s*(?:[.,;)\n]|$)|\s"
    r"(?:hình thành|xây dựng|thành lập|phát triển|hoạt động)\b)"
)
YOUNGEST = 15
"""Nobody joins younger; the rules have asked for eighteen, and in war for less."""


def judge_ordered(context: Context, today: date | None) -> Iterator[Claim]:
    """Every such pair of days of the text."""
    for match in SPAN.finditer(context.folded):
        yield from _span(context, match)
    for first, last in pairwise(context.days):
        yield from _official(context, first, last)
    for match in BORN_JOINED.finditer(context.folded):
        age = int(match["joined"]) - int(match["born"])
        if age < YOUNGEST and not ANOTHER.search(match["between"]):
            text = f"Sinh năm {match['born']}, vào Đảng năm {match['joined']}: {age} tuổi" if age > 0 else "Vào Đảng trước khi sinh"
            yield context.claim(match.span(), "date", "inconsistent", text, match["joined"])
    for match in JOINED_FOR.finditer(context.folded):
        yield _counted(context, match, int(match["until"]) - int(match["joined"]), int(match["age"]), int(match["until"]), "joined")
    if today is not None:
        for match in SINCE.finditer(context.folded):
            told = WORDS.get(match["years"]) or int(match["years"])
            yield _counted(context, match, today.year - int(match["since"]), told, today.year, "since")


def _span(context: Context, match: re.Match[str]) -> Iterator[Claim]:
    """Từ ngày 18/01 đến ngày 12/01/2024: in one month backwards; over the turn of a year it may run to an earlier month."""
    first, last = int(match["first"]), int(match["last"])
    if match["month"].lstrip("0") == match["till"].lstrip("0") and first > last + 1:
        stated = context.source.text[match.start() : match.end()]
        yield context.claim(match.span(), "date", "inconsistent", "Ngày đầu sau ngày cuối", stated)


def _official(context: Context, first: Day, last: Day) -> Iterator[Claim]:
    """Kết nạp ngày 03/02/2022 và được công nhận chính thức ngày 03/02/2021."""
    begin, end = first.value, last.value
    if not (begin and end and begin > end):
        return
    between = context.folded[first.end : last.start]
    if not OFFICIAL.fullmatch(between) or ANOTHER.search(between) or "đảng viên" in between.split("chính thức")[-1]:
        return
    if ADMITTED.search(context.folded, max(0, first.start - 60), first.start):
        stated = context.source.text[last.start : last.end]
        text = "Công nhận chính thức trước ngày kết nạp"
        yield context.claim((first.start, last.end), "date", "inconsistent", text, stated)


def _counted(context: Context, match: re.Match[str], years: int, told: int, until: int, since: str) -> Claim:
    wrong = abs(told - years) > 1
    text = f"{until} - {match[since]} = {years}" + (f"; văn bản ghi {told}" if wrong else "")
    return context.claim(match.span(), "date", VERDICTS["off" if wrong else "exact"], text, str(told), str(years))
