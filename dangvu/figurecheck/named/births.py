"""The day a person was born, told twice: đồng chí Nguyễn Hữu Tấn, sinh ngày 12/02/1978 … (sinh ngày 12/02/1987)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.days import Day

NAME = re.compile(r"(?<!\w)(?P<name>[A-ZĐÀ-Ỹ][^\W\d]*(?:[ '’][A-ZĐÀ-Ỹ][^\W\d]*){1,5})[,(]?\s\(?[Ss]inh ngày $")

YEAR = re.compile(NAME.pattern.removesuffix("ngày $") + r"(?:năm |ngày )(?P<year>(?:19|20)\d{2}(?![\d/])|\d{1,2}/)")
FOUR = 4
TITLE = re.compile(r"^(?:Ông|Bà|Anh|Chị|Cô|Thầy|Em|Cụ) ")


def judge_births(context: Context) -> Iterator[Claim]:
    """Every day behind a name and "sinh ngày" against the first one of that name; two that have little in common are of two persons."""
    born: dict[str, Day] = {}
    for day in context.days if context.folded.count("sinh ngày ") > 1 else ():
        lead = NAME.search(context.source.text, max(0, day.start - 80), day.start)
        if lead is None or day.value is None:
            continue
        name = TITLE.sub("", lead["name"])
        first = born.setdefault(name, day)
        if first is not day and _differ(first, day) < 2:
            wrong = _differ(first, day) > 0
            one, other = (context.source.text[each.start : each.end] for each in (first, day))
            text = f"Chỗ trước ghi {name} sinh ngày {one}" + (f", chỗ này ghi {other}" if wrong else "")
            yield context.claim((day.start, day.end), "repeat", VERDICTS["off" if wrong else "exact"], text, other, one)


def judge_birth_years(context: Context) -> Iterator[Claim]:
    """Đồng chí Hà Văn Sơn, sinh ngày 12/5/1978 … Đồng chí Hà Văn Sơn (sinh năm 1987): one digit off, or two changed about."""
    if "sinh năm " not in context.folded:
        return
    text = context.source.text
    days = {day.start: day for day in context.days}
    born: dict[str, tuple[str, int, int]] = {}
    for found in YEAR.finditer(text):
        name, start = TITLE.sub("", found["name"]), found.start("year")
        day = days.get(start)
        year = found["year"] if day is None else str(day.year)
        end = found.end("year") if day is None else day.end
        first = born.setdefault(name, (year, start, end))
        if first[1] != start and len(year) == len(first[0]) == FOUR and (year == first[0] or _is_slip(year, first[0])):
            one, other = text[first[1] : first[2]], text[start:end]
            said = f"Chỗ trước ghi {name} sinh {one}" + (f", chỗ này ghi {other}" if year != first[0] else "")
            yield context.claim((start, end), "repeat", VERDICTS["off" if year != first[0] else "exact"], said, other, one)


def _is_slip(one: str, other: str) -> bool:
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return wrong == 1 or (wrong == 2 and sorted(one) == sorted(other))


def _differ(one: Day, other: Day) -> int:
    """In how many of day, month and year."""
    return (one.day != other.day) + (one.month != other.month) + (one.year != other.year)
