"""Votes, terms and the way back, by the rules alone; the numbers are those of the rulebook."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.commands.problems import Problem
from dangvu.exits.rules import (
    Left,
    Standard,
    Votes,
    before,
    counted,
    entitled_in_cell,
    in_time,
    last_day,
    least,
    levels,
    may_return,
    reaches,
    standard,
)
from dangvu.periods.working import calendar

STRIKE = standard({"cell": ">=2/3", "base": ">=2/3", "standing": ">1/2", "committee": ">=2/3", "short": "report"}, "24-QĐ/TW")
EXPEL = standard({"cell": ">=2/3", "base": ">=2/3", "standing": ">1/2", "committee": ">1/2", "short": "must"}, "69-QĐ/TW")
WHOLE = ("cell", "base", "deciding")
PLAIN = calendar([])
BARS: dict[str, Any] = {
    "never": ["no_meetings", "corruption"], "cleared": {"grounds": ["lesser_crime"], "months": 60}, "consent": ["province_standing"],
}  # fmt: skip


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("entitled", "two_thirds", "more_than_half"), [(1, 1, 1), (2, 2, 2), (3, 2, 2), (4, 3, 3), (9, 6, 5), (10, 7, 6), (15, 10, 8)]
)
def test_two_thirds_are_enough_and_half_is_not(entitled: int, two_thirds: int, more_than_half: int) -> None:
    assert (least(entitled, ">=2/3"), least(entitled, ">1/2")) == (two_thirds, more_than_half)


@given(st.integers(1, 500), st.integers(0, 500))
def test_shares_are_of_whole_people(entitled: int, in_favour: int) -> None:
    """A second way to count, without fractions."""
    assert reaches(in_favour, entitled, ">=2/3") == (3 * in_favour >= 2 * entitled)
    assert reaches(in_favour, entitled, ">1/2") == (2 * in_favour > entitled)


@pytest.mark.parametrize(
    "votes", [Votes(0, 0, 0, 0, 0), Votes(5, 6, 3, 1, 1), Votes(5, 4, 3, 1, 1), Votes(5, 4, -1, 1, 1), Votes(5, 4, 5, 0, 0)]
)
def test_a_count_that_cannot_be_is_told(votes: Votes) -> None:
    assert codes(counted(votes)) == ["wrong_count"]
    assert counted(Votes(5, 4, 2, 1, 1)) == []


def test_who_may_vote_in_the_cell_is_told_by_the_roll() -> None:
    """Whoever is exempt or away counts if present; the others always."""
    allowed = [number for number in range(8) if not entitled_in_cell(number, 4, 6, "294-QĐ/TW")]
    assert allowed == [4, 5, 6]


@pytest.mark.parametrize(
    ("has_base", "base_decides", "needed"),
    [(True, False, WHOLE), (True, True, ("cell", "deciding")), (False, False, ("cell", "deciding"))],
)
def test_a_committee_that_decides_itself_votes_once(*, has_base: bool, base_decides: bool, needed: tuple[str, ...]) -> None:
    assert levels(has_base=has_base, base_decides=base_decides) == needed


def test_a_higher_body_votes_after_the_lower() -> None:
    assert codes(before("base", WHOLE, [], [], STRIKE)) == ["earlier_stage"]
    assert codes(before("deciding", WHOLE, ["cell"], [], STRIKE)) == ["earlier_stage"]
    assert before("cell", WHOLE, [], [], STRIKE) == before("deciding", WHOLE, ["cell", "base"], [], STRIKE) == []


@pytest.mark.parametrize(("rule", "found"), [(STRIKE, []), (EXPEL, ["fell_short"])])
def test_a_vote_that_falls_short_is_reported_upwards_but_not_of_an_expulsion(rule: Standard, found: list[str]) -> None:
    assert codes(before("base", WHOLE, ["cell"], ["cell"], rule)) == found


@pytest.mark.parametrize(
    ("term", "last"),
    [
        ({"number": 30, "days": "working"}, date(2026, 1, 12)),
        ({"number": 30, "days": "calendar"}, date(2025, 12, 31)),
        ({"number": 3, "days": "month"}, date(2026, 3, 1)),
    ],
)
def test_thirty_working_days_are_not_thirty_days(term: dict[str, Any], last: date) -> None:
    assert last_day(date(2025, 12, 1), term, PLAIN) == last


def test_a_day_off_makes_a_term_of_working_days_longer() -> None:
    term = {"number": 30, "days": "working"}
    assert last_day(date(2025, 12, 1), term, calendar([date(2026, 1, 1)])) == date(2026, 1, 13)


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    assert in_time(date(2026, 1, 12), date(2026, 1, 12), "24-QĐ/TW") == []
    assert codes(in_time(date(2026, 1, 13), date(2026, 1, 12), "24-QĐ/TW")) == ["late"]


def back(ground: str, on: date = date(2030, 1, 1), cleared: date | None = None, consented_by: str = "province_standing") -> list[str]:
    return codes(may_return(Left(date(2020, 1, 1), "expelled", ground), on, cleared, consented_by, BARS, "24-QĐ/TW"))


def test_some_never_come_back() -> None:
    assert (back("no_meetings"), back("corruption"), back("card"), back("")) == (["never_again"], ["never_again"], [], [])


def test_after_a_lesser_crime_sixty_months_since_the_record_was_cleared() -> None:
    assert back("lesser_crime") == ["record_not_cleared"]
    assert back("lesser_crime", date(2029, 12, 31), date(2025, 1, 1)) == ["record_not_cleared"]
    assert back("lesser_crime", date(2030, 1, 1), date(2025, 1, 1)) == []


def test_nobody_comes_back_without_the_consent_of_the_province() -> None:
    assert (back("card", consented_by=""), back("card", consented_by="province_permanent")) == (["no_consent"], ["no_consent"])
