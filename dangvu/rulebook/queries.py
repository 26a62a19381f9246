"""The rule in force on the day of the case, never on the day of asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from dangvu.ledger.dated import current, held
from dangvu.periods.days import Span
from dangvu.periods.working import Calendar, calendar
from dangvu.rulebook.kinds import OFF, WORKED
from dangvu.rulebook.models import CalendarDay, Rule

HOLIDAYS = "public_holidays"


@dataclass(frozen=True)
class InForce:
    """A rule value and the document it comes from."""

    value: Any
    source: str


@dataclass(frozen=True)
class Versions:
    """Values of rules with the days on which each is in force."""

    rows: tuple[tuple[str, Span, InForce], ...]

    def rule(self, key: str, on: date) -> InForce:
        """As `rule`."""
        for name, span, value in self.rows:
            if name == key and on in span:
                return value
        raise LookupError(f"no rule {key} in force on {on}")


def rule(key: str, on: date) -> InForce:
    """The rule of that key in force on a day; LookupError where the rulebook has none."""
    row = Rule.objects.filter(key=key, period__contains=on).first()
    if row is None:
        raise LookupError(f"no rule {key} in force on {on}")
    return InForce(row.value, row.source)


def in_force(key: str, on: date) -> InForce | None:
    """The rule of that key in force on a day; None where the rulebook says nothing of that day, and nothing is judged by it."""
    row = Rule.objects.filter(key=key, period__contains=on).first()
    return InForce(row.value, row.source) if row else None


def versions(*keys: str) -> Versions:
    """All values of some rules, for whoever judges many cases of many days; one query."""
    return Versions(
        tuple(
            (key, Span(period.lower, period.upper), InForce(value, source))
            for key, period, value, source in Rule.objects.filter(key__in=keys).values_list("key", "period", "value", "source")
        )
    )


def working_days() -> Calendar:
    """The working days of every year that the rulebook has, as offices have decided since; two queries."""
    kinds = {
        date.fromisoformat(text): kind
        for value in Rule.objects.filter(key=HOLIDAYS).values_list("value", flat=True)
        for kind in (OFF, WORKED)
        for text in value[kind]
    }
    decided: Iterable[tuple[date, str]] = current(CalendarDay).values_list("day", "kind")
    kinds |= dict(decided)
    return calendar(*([day for day, kind in kinds.items() if kind == wanted] for wanted in (OFF, WORKED)))


class SpecialDay(NamedTuple):
    """A day on which it is not as the week has it; `name` of what an office has decided, by the decision with that number."""

    day: date
    kind: str
    name: str = ""
    decision: int | None = None


def special_days(year: int) -> list[SpecialDay]:
    """The days off and the days worked instead of a year, as the rule of the year and decisions since have them."""
    found: dict[date, SpecialDay] = {}
    first = date(year, 1, 1)
    if (holidays := in_force(HOLIDAYS, first)) is not None:
        days = [(date.fromisoformat(text), kind) for kind in (OFF, WORKED) for text in holidays.value[kind]]
        found = {day: SpecialDay(day, kind) for day, kind in days if day.year == year}
    for row in current(CalendarDay, day__year=year):
        found[row.day] = SpecialDay(row.day, row.kind, row.name, row.opened_by_id)
    return [found[day] for day in sorted(found)]


def has_holidays_of(day: date) -> bool:
    """Whether the rulebook knows the days off of a day's year; a term that ends in another year counts weekends alone."""
    return Rule.objects.filter(key=HOLIDAYS, period__contains=day).exists()


def kind_of_day(day: date) -> str:
    """`off` or `worked` where an office has decided so of a day; "" where the rule of its year holds."""
    return current(CalendarDay, day=day).values_list("kind", flat=True).first() or ""


def kinds_of_days(first: date, last: date, known: datetime | None = None) -> dict[date, str]:
    """Those of a range of days of which an office has decided, as held now or at an instant."""
    return dict(held(CalendarDay, known, day__range=(first, last)).values_list("day", "kind"))
