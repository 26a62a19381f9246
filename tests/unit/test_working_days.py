"""Working days: every day of ten years against a count day by day, over holidays, leap days, ends of months and changes of rules."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.periods.days import add_months
from dangvu.periods.working import Calendar, calendar
from dangvu.transfers.rules import Terms, stay_length, terms
from tests.house.stack import ROOT
from tests.unit.calendars import A_DAY, FIRST, LAST, OFF, TERMS, WORKED, YEARS, days, is_worked


def counted(day: date, number: int) -> date:
    """So many working days later, by turning over one leaf of the calendar after another."""
    step = A_DAY if number > 0 else -A_DAY
    while number:
        day += step
        number -= (1 if number > 0 else -1) * is_worked(day)
    return day


def test_every_day_of_ten_years_by_every_term() -> None:
    """3,652 days by eight terms, forwards and backwards."""
    wrong = [
        (day, number)
        for day in days(FIRST, LAST)
        for number in (*TERMS, *(-number for number in TERMS))
        if YEARS.after(day, number) != counted(day, number)
    ]
    assert wrong == []


def wrong_days(spoilt: Calendar) -> list[date]:
    return [day for day in days(FIRST, LAST) if spoilt.after(day, 30) != counted(day, 30)]


WITHOUT_ONE = calendar([day for day in OFF if day != date(2024, 4, 29)], WORKED)
SPOILT = {
    "a day off forgotten": WITHOUT_ONE,
    "a day worked instead forgotten": calendar(OFF, WORKED[1:]),
    "a day off too many": calendar([*OFF, date(2021, 6, 1)], WORKED),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_wrong_day_is_found(spoilt: Calendar) -> None:
    """Control: about six weeks of beginnings end otherwise."""
    assert 30 < len(wrong_days(spoilt)) < 60


def test_a_day_is_worked_or_not_as_the_rule_says() -> None:
    assert [day for day in days(FIRST, LAST) if (day in YEARS) != is_worked(day)] == []


@given(st.dates(FIRST, LAST), st.integers(-250, 250))
def test_there_and_back_is_the_same_working_day(day: date, number: int) -> None:
    there = YEARS.after(day, number)
    assert YEARS.between(min(day, there) + A_DAY, max(day, there) + A_DAY) == abs(number) or number < 0
    if day in YEARS:
        assert YEARS.after(there, -number) == day


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_days_left_are_as_many_as_one_can_still_go(today: date, last: date) -> None:
    left = YEARS.left(today, last)
    assert left == (sum(map(is_worked, days(today + A_DAY, last))) if today <= last else -sum(map(is_worked, days(last + A_DAY, today))))


def test_a_term_never_ends_on_a_day_off() -> None:
    assert all(YEARS.after(day, number) in YEARS for day in days(FIRST, LAST) for number in TERMS)


def test_a_later_beginning_never_ends_earlier() -> None:
    assert all(YEARS.after(one, 30) <= YEARS.after(other, 30) for one, other in pairwise(days(FIRST, LAST)))


TO_BEGIN, TO_COMPLETE = {"working_days": 60, "must": "begin"}, {"working_days": 60, "must": "complete"}
PRESENT = {"working_days": 30}
LENGTHS = {"least_months": 3, "most_months": 12, "study_most_months": 24}


def test_terms_of_a_letter_on_every_day_of_ten_years() -> None:
    """By either rule, introduced on the day of the change, a month later, and a quarter later."""
    for day in days(FIRST, LAST):
        for later in (0, 30, 95):
            issued, done_by = day + A_DAY * later, counted(day, 60)
            present_by, is_late = counted(issued, 30), issued > done_by
            assert terms(issued, day, PRESENT, TO_BEGIN, YEARS) == Terms(present_by, None, is_late)
            complete = terms(issued, day, PRESENT, TO_COMPLETE, YEARS)
            assert complete == Terms(present_by, done_by, is_late)
            assert complete.last == min(present_by, done_by)


@pytest.mark.parametrize("since", [date(2019, 11, 30), date(2020, 2, 29), date(2021, 8, 31), date(2024, 2, 29), date(2025, 12, 31)])
def test_lengths_in_months_at_their_ends(since: date) -> None:
    """From the third month on, to the day before a year; of study to the day of two years."""

    def codes(planned: date, *, of_study: bool = False) -> list[str]:
        return [problem.code for problem in stay_length(since, planned, LENGTHS, "29-QĐ/TW", of_study=of_study)]

    three, twelve, two_years = (add_months(since, months) for months in (3, 12, 24))
    assert [codes(day) for day in (three - A_DAY, three, twelve - A_DAY, twelve)] == [["too_short"], [], [], ["too_long"]]
    assert [codes(day, of_study=True) for day in (twelve, two_years, two_years + A_DAY)] == [[], [], ["too_long"]]


ASKED = """
from hashlib import sha256
from tests.unit.calendars import FIRST, LAST, TERMS, YEARS, days
print(sha256(repr([YEARS.after(day, number) for day in days(FIRST, LAST) for number in TERMS]).encode()).hexdigest())
"""


def test_the_zone_of_the_machine_makes_no_difference() -> None:
    """The database's side is asked in `tests/areas/rulebook/test_time_zones.py`."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", ASKED], cwd=ROOT, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert len(answers) == 1
