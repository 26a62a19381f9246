"""Days, months and ranges of years as they are written: 21/01/2019 · 30-6-2021 · ngày 03 tháng 02 năm 2026 · 2020 - 2025."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dangvu.figurecheck.reading.source import Source

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
UNTIL = re.compile(r"\s*(?:đến|-|tới)\s*(?:hết\s*)?(?:ngày\s*)?")
"""What stands between the first and the last day of a span."""

WRITTEN = re.compile(
    r"""
      (?<![\d/.,-])(?P<d>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4,6})(?![\d/])(?!\s?/\s?[a-zđ])
    | \bngày\s+(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})(?:\s*(?:,\s*)?năm\s+(?P<ly>\d{3,6}))?(?!\d)
    | \b(?:ngày|đợt|dịp|hết|mốc)\s+(?P<sd>\d{1,2})\s?[/-]\s?(?P<sm>\d{1,2})(?![\d/%]|\s?[/-]\s?\d|,\d)
    | \btháng\s+(?P<mm>\d{1,2})\s*(?:/|-|năm\s)\s?(?P<my>\d{4,6})(?!\d)
    | (?<![\d/.,-])(?P<bm>\d{1,2})/(?P<by>(?:19|20)\d{2})(?![\d/]|\s?/?[a-zđ]+/)
    """,
    re.VERBOSE,
)
SPAN_OF_YEARS = re.compile(r"(?<![\d/.,-])(?P<first>(?:19|20)\d{2})\s?-\s?(?P<last>(?:19|20)\d{2})(?![\d/.-])")
WEEKDAY = re.compile(
    r"(?:^|[^\w\s]\s*|\b(?:sáng|trưa|chiều|tối|đêm|hôm|ngày|vào|từ|đến)\s)"
    r"(?P<name>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)[\s,(-]{1,3}(?:ngày )?$"
)
WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5, "nhật": 6}


@dataclass(frozen=True, slots=True)
class Day:
    """A written date; `year` or `day` is nought when it is not written."""

    start: int
    end: int
    day: int
    month: int
    year: int

    @property
    def exists(self) -> bool:
        """Whether the calendar knows it; a year outside 1800-2100 is taken for a slip of the pen."""
        if not 1 <= self.month <= 12 or (self.year and not 1800 <= self.year <= 2100):
            return False
        return not self.day or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]

    @property
    def value(self) -> date | None:
        """The first day it can mean; None when it does not exist or has no year."""
        return date(self.year, self.month, self.day or 1) if self.exists and self.year else None


def find_days(source: Source) -> list[Day]:
    """Every written day or month, in reading order."""
    found = []
    for match in WRITTEN.finditer(source.folded):
        part = {key: int(value) for key, value in match.groupdict().items() if value and key != "sep"}
        day = part.get("d", part.get("ld", part.get("sd", 0)))
        month = part.get("m", part.get("lm", part.get("sm", part.get("mm", part.get("bm", 0)))))
        year = part.get("y", part.get("ly", part.get("my", part.get("by", 0))))
        if "bm" in part and month > 12:  # 40/2010 is a ratio
            continue
        found.append(Day(match.start(), match.end(), day, month, year))
    return found


def weekday_before(folded: str, start: int) -> tuple[int, int] | None:
    """The weekday written right before a date, Monday = 0, with its position; None without one."""
    head = folded[max(0, start - 24) : start]
    match = WEEKDAY.search(head)
    if match is None:
        return None
    return WEEKDAYS[match["name"].split()[-1]], start - len(head) + match.start("name")
