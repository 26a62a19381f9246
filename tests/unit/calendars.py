"""Ten years of a calendar with holidays and days worked instead, and what is worked by the words of the rule; knows no Django."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dangvu.periods.working import calendar

A_DAY = timedelta(days=1)
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
TERMS = (30, 60, 90, 180)

OFF = (
    [date(year, month, day) for year in range(2016, 2029) for month, day in ((1, 1), (4, 30), (5, 1), (9, 2))]
    + [date(2020, 1, 23) + A_DAY * place for place in range(7)]
    + [date(2024, 2, 8) + A_DAY * place for place in range(7)]
    + [date(2024, 4, 29)]
)
WORKED = [date(2024, 5, 4), date(2019, 1, 5), date(2024, 2, 10)]
"""The last one is a day off of a weekend and worked after all."""
YEARS = calendar(OFF, WORKED)


def days(first: date, last: date) -> Iterator[date]:
    for place in range((last - first).days + 1):
        yield first + A_DAY * place


def is_worked(day: date) -> bool:
    """By the words of the rule."""
    return day in WORKED or (day.weekday() not in {5, 6} and day not in OFF)
