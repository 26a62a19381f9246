"""The written form of numbers and days."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dangvu.web import formats


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (46214, "46.214"),
        (1234567, "1.234.567"),
        (-12, "−12"),
        (-46214, "−46.214"),
        (2.5, "3"),
        (None, "–"),
    ],
)
def test_a_number_is_grouped_by_points(value: float | None, written: str) -> None:
    assert formats.number(value) == written


def test_a_number_keeps_the_places_asked_for() -> None:
    assert formats.number(45.25, 1) == "45,3"
    assert formats.number(45, 1) == "45,0"
    assert formats.number(Decimal("1234.5"), 2) == "1.234,50"


def test_rounding_is_half_up_as_on_paper() -> None:
    assert formats.percent(2.675) == "2,68%"
    assert formats.percent(17.325) == "17,33%"
    assert formats.percent(Decimal("-0.005")) == "−0,01%"


def test_nothing_is_written_as_minus_zero() -> None:
    assert formats.number(-0.4) == "0"
    assert formats.percent(-0.001) == "0,00%"


def test_a_percentage_has_two_places_and_attendance_one() -> None:
    assert formats.percent(46.04) == "46,04%"
    assert formats.percent(83.333, 1) == "83,3%"
    assert formats.percent(100) == "100,00%"
    assert formats.percent(None) == "–"


def test_days_are_written_day_first_with_four_digit_years() -> None:
    assert formats.day(date(2022, 5, 8)) == "08/05/2022"
    assert formats.day(None) == "–"


def test_an_instant_is_written_in_local_time() -> None:
    assert formats.moment(datetime(2022, 5, 18, 18, 30, tzinfo=UTC)) == "01:30 19/05/2022"
    assert formats.moment(None) == "–"
