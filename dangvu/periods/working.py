"""Working days: Monday to Friday, but for the days off and the days worked instead that a calendar names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

SATURDAY = 5
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Weekdays on which nobody works, and days of a weekend that are worked instead; what is neither is as the week has it."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    @cached_property
    def _off(self) -> list[date]:
        """Weekdays alone: a holiday on a weekend takes no working day away."""
        return sorted(day for day in self.off - self.worked if day.weekday() < SATURDAY)

    @cached_property
    def _worked(self) -> list[date]:
        return sorted(day for day in self.worked if day.weekday() >= SATURDAY)

    def between(self, since: date, until: date) -> int:
        """How many working days lie in `[since, until)`."""
        weekdays = _weekdays_before(until) - _weekdays_before(since)
        return weekdays - _within(self._off, since, until) + _within(self._worked, since, until)

    def after(self, day: date, number: int) -> date:
        """The so manieth working day after a day, which is itself not counted; before it where the number is negative."""
        if number < 0:
            return self._before(day, -number)
        found = day
        while (missing := number - self.between(day + A_DAY, found + A_DAY)) > 0:
            found += timedelta(days=missing)
        return found

    def _before(self, day: date, number: int) -> date:
        found = day
        while (missing := number - self.between(found, day)) > 0:
            found -= timedelta(days=missing)
        return found

    def left(self, today: date, last: date) -> int:
        """Working days from tomorrow to the last one of a term, 0 on that day; negative by as many as have passed since."""
        return self.between(today + A_DAY, last + A_DAY) if today <= last else -self.between(last + A_DAY, today + A_DAY)


def _weekdays_before(day: date) -> int:
    """Mondays to Fridays before a day, since the Monday with which the count of days begins."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + min(rest, 5)


def _within(days: list[date], since: date, until: date) -> int:
    return bisect_left(days, until) - bisect_left(days, since)


def calendar(off: Iterable[date], worked: Iterable[date] = ()) -> Calendar:
    """A calendar of these days."""
    return Calendar(frozenset(off), frozenset(worked))
