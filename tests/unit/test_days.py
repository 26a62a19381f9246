"""Half-open ranges of days, reporting periods, months and ages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.periods import clock
from dangvu.periods.days import Period, Span, add_months, completed_years, year

MARCH, APRIL, MAY = date(2022, 3, 1), date(2022, 4, 1), date(2022, 5, 1)


def test_the_first_day_belongs_to_a_span_and_the_last_does_not() -> None:
    span = Span(MARCH, APRIL)
    assert [day in span for day in (date(2022, 2, 28), MARCH, date(2022, 3, 31), APRIL)] == [False, True, True, False]


def test_a_span_without_an_end_lasts() -> None:
    assert date.max in Span(MARCH)


@pytest.mark.parametrize("until", [MARCH, date(2022, 2, 1)])
def test_a_span_has_at_least_one_day(until: date) -> None:
    with pytest.raises(ValueError, match="empty range"):
        Span(MARCH, until)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Span(MARCH, APRIL), Span(APRIL, MAY), False),
        (Span(MARCH, MAY), Span(APRIL), True),
        (Span(MARCH), Span(MAY), True),
        (Span(MARCH, APRIL), Span(MAY), False),
    ],
    ids=["one begins when the other ends", "overlapping", "both last", "apart"],
)
def test_spans_meet_on_a_common_day(one: Span, other: Span, meet: bool) -> None:
    assert one.meets(other) is other.meets(one) is meet


SPANS = st.tuples(st.dates(date(2020, 1, 1), date(2020, 3, 1)), st.one_of(st.none(), st.integers(1, 40))).map(
    lambda drawn: Span(drawn[0], None if drawn[1] is None else drawn[0] + timedelta(days=drawn[1]))
)


@given(SPANS, SPANS)
def test_spans_meet_exactly_where_a_day_belongs_to_both(one: Span, other: Span) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(120)]
    assert one.meets(other) is any(day in one and day in other for day in days)


def test_both_days_belong_to_a_reporting_period() -> None:
    period = year(2022)
    assert (period.first, period.last, period.eve) == (date(2022, 1, 1), date(2022, 12, 31), date(2021, 12, 31))
    assert period.span == Span(date(2022, 1, 1), date(2023, 1, 1))


def test_a_period_may_be_one_day_and_not_less() -> None:
    assert Period(MARCH, MARCH).span == Span(MARCH, date(2022, 3, 2))
    with pytest.raises(ValueError, match="ends before it begins"):
        Period(APRIL, MARCH)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2022, 6, 1), 12, date(2023, 6, 1)),
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2022, 8, 31), 36, date(2025, 8, 31)),
        (date(2022, 12, 15), 1, date(2023, 1, 15)),
        (date(2022, 11, 30), 1, date(2022, 12, 30)),
        (MARCH, 0, MARCH),
    ],
)
def test_months_are_counted_by_their_day(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_months_later_is_in_the_month_so_many_months_later(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2004, 3, 19), date(2022, 3, 18), 17),
        (date(2004, 3, 19), date(2022, 3, 19), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2022, 3, 19), date(2022, 3, 18), -1),
    ],
)
def test_a_year_of_age_is_completed_on_the_birthday(born: date, on: date, age: int) -> None:
    assert completed_years(born, on) == age


def test_today_is_the_day_of_hanoi() -> None:
    """At 18:30 of a Greenwich evening it is already tomorrow there."""
    evening = datetime(2022, 6, 1, 18, 30, tzinfo=UTC)
    assert evening.astimezone(clock.HANOI).date() == date(2022, 6, 2)
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.today() in {clock.now().date(), clock.now().date() - timedelta(days=1)}
