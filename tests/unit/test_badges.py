"""When a badge is due, by the rules alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.badges.rules import Case, Standard, highest, may_have, reached, round_before, rounds

DAYS = [[2, 3], [5, 19], [9, 2], [11, 7]]
STANDARD = Standard(tuple(range(30, 96, 5)), {"65": 12, "95": 24}, 12, "01-HD/TW ngày 19/5/2026")
FROM = date(1994, 1, 27)
CASE = Case("Trần Quốc Dũng", FROM, None, is_member=True, is_suspended=False)


def test_years_are_full_on_the_day_of_the_decision_and_not_before() -> None:
    assert reached(FROM, 30) == date(2024, 1, 27)
    assert (highest(FROM, date(2024, 1, 26), STANDARD.grades), highest(FROM, date(2024, 1, 27), STANDARD.grades)) == (None, 30)


@given(st.dates(date(1930, 2, 3), date(1990, 1, 1)), st.sampled_from(STANDARD.grades))
def test_a_day_earlier_there_is_one_year_less(since: date, grade: int) -> None:
    """A second way to count: the calendar's years between the two days."""
    full = reached(since, grade)
    on_the_day = since.replace(year=since.year + grade) if (since.month, since.day) != (2, 29) else full
    assert full == on_the_day
    before = full - timedelta(days=1)
    assert before.year - since.year - ((before.month, before.day) < (since.month, since.day)) < grade


def test_the_rounds_of_a_year_and_the_one_before() -> None:
    assert rounds(date(2026, 9, 3), DAYS, 4) == [date(2026, 11, 7), date(2027, 2, 3), date(2027, 5, 19), date(2027, 9, 2)]
    assert rounds(date(2026, 9, 2), DAYS, 1) == [date(2026, 9, 2)]
    assert round_before(date(2027, 2, 3), DAYS) == date(2026, 11, 7)
    assert round_before(date(2026, 9, 2), DAYS) == date(2026, 5, 19)


DIED = replace(CASE, died=date(2023, 2, 1), is_member=False)
CASES = {
    "full": (CASE, 30, "due", date(2024, 2, 3), []),
    "a day short": (CASE, 30, "due", date(2024, 1, 26), ["too_early"]),
    "early by twelve months": (CASE, 30, "early", date(2023, 1, 27), []),
    "early by more": (CASE, 30, "early", date(2023, 1, 26), ["too_early"]),
    "early by twenty-four months above 65": (replace(CASE, counts_from=date(1954, 1, 27)), 70, "early", date(2022, 1, 27), []),
    "early by twelve at 65": (replace(CASE, counts_from=date(1954, 1, 27)), 65, "early", date(2018, 1, 26), ["too_early"]),
    "died within twelve months before": (DIED, 30, "posthumous", date(2023, 9, 2), []),
    "died earlier": (replace(DIED, died=date(2023, 1, 26)), 30, "posthumous", date(2023, 9, 2), ["too_early"]),
    "died, given as to the living": (DIED, 30, "due", date(2024, 2, 3), ["not_a_member"]),
    "alive, given as to the dead": (CASE, 30, "posthumous", date(2024, 2, 3), ["not_dead"]),
    "suspended": (replace(CASE, is_suspended=True), 30, "due", date(2024, 2, 3), ["suspended"]),
    "no such grade": (CASE, 32, "due", date(2030, 2, 3), ["no_such_grade"]),
    "probationary": (replace(CASE, counts_from=None), 30, "due", date(2024, 2, 3), ["not_official"]),
}


@pytest.mark.parametrize(("case", "grade", "manner", "on", "codes"), CASES.values(), ids=CASES)
def test_who_may_have_it(case: Case, grade: int, manner: str, on: date, codes: list[str]) -> None:
    problems = may_have(case, grade, manner, on, STANDARD)
    assert [problem.code for problem in problems] == codes
    assert all(problem.source == STANDARD.source and case.name in problem.message for problem in problems)
