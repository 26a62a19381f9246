"""Half-open ranges of days `[since, until)`; `until=None` means "still so"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

BEGINNING = date(1930, 2, 3)
"""The founding day of the Party: no date of this register lies before it."""
LAST_DAY = date(2199, 12, 31)
"""No day after it is recorded or asked for: what has no end is marked by one far beyond, and terms may be counted from any day."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of days; `until` is the first day that no longer belongs to it."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError(f"empty range: {self.since} to {self.until}")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one day."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period; both days belong to it, as offices write it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the period ends before it begins: {self.first} to {self.last}")

    @property
    def span(self) -> Span:
        """The same period as a half-open range."""
        return Span(self.first, self.last + timedelta(days=1))

    @property
    def eve(self) -> date:
        """The day whose closing count is the opening count of this period."""
        return self.first - timedelta(days=1)


def year(number: int) -> Period:
    """The calendar year, the unit of the yearly returns."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def add_months(day: date, months: int) -> date:
    """The same day of the month later; the last day of the month where that day does not exist."""
    index = day.month - 1 + months
    year_, month = day.year + index // 12, index % 12 + 1
    following = date(year_ + month // 12, month % 12 + 1, 1)
    return min(date(year_, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def completed_years(since: date, on: date) -> int:
    """Full years from one day to another; somebody born on 29 February completes a year on 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
