"""An office decides about a day of the calendar, and every term that runs over it follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.rulebook.commands import SetCalendarDay
from dangvu.rulebook.queries import has_holidays_of, working_days
from tests.world import World, decide, refusals

MONDAY, SATURDAY = date(2022, 6, 13), date(2022, 6, 18)
NEW_YEAR = date(2022, 1, 3)
"""A Monday, off since the first of the month was a Saturday."""


def said(**differing: object) -> SetCalendarDay:
    usual: dict[str, object] = {"on": MONDAY, "kind": "off", "name": "Nghỉ sau bão", "document": "30-TB/TU"}
    return SetCalendarDay(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


@pytest.mark.django_db
def test_the_years_of_the_rulebook_are_known_with_their_swaps() -> None:
    assert [has_holidays_of(date(year, 12, 31)) for year in (2015, 2016, 2027, 2028)] == [False, True, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (NEW_YEAR, False), (date(2022, 2, 1), False), (date(2022, 9, 1), False), (date(2020, 9, 1), True), (date(2026, 1, 2), False),
        (date(2026, 1, 10), True), (date(2024, 5, 4), True), (date(2024, 4, 29), False), (date(2022, 6, 11), False), (MONDAY, True),
    ],
)  # fmt: skip
def test_holidays_and_days_worked_instead(day: date, is_worked: bool) -> None:
    assert (day in working_days()) is is_worked


def test_a_day_off_moves_every_term_over_it(world: World) -> None:
    before = working_days().after(date(2022, 6, 10), 5)
    decide(said())
    assert working_days().after(date(2022, 6, 10), 5) == before + timedelta(days=3)


def test_days_in_a_row_are_one_decision(world: World) -> None:
    decide(said(last=MONDAY + timedelta(days=2)))
    assert [MONDAY + timedelta(days=days) in working_days() for days in range(5)] == [False, False, False, True, True]


def test_a_saturday_is_worked_instead_and_again_not(world: World) -> None:
    decide(said(on=SATURDAY, kind="worked", name="Làm bù"))
    assert SATURDAY in working_days()
    decide(said(on=SATURDAY, kind="usual", name=""))
    assert SATURDAY not in working_days()


def test_a_holiday_of_the_year_may_be_worked(world: World) -> None:
    decide(said(on=NEW_YEAR, kind="worked", name="Trực bầu cử"))
    assert NEW_YEAR in working_days()


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"kind": "half"}, ["unknown_kind"]),
        ({"document": ""}, ["missing_document"]),
        ({"name": " "}, ["missing_name"]),
        ({"last": MONDAY - timedelta(days=1)}, ["last_day"]),
        ({"last": MONDAY + timedelta(days=31)}, ["last_day"]),
        ({"kind": "usual"}, ["no_change"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(said(**differing)) == codes


def test_what_was_decided_already_is_no_news(world: World) -> None:
    decide(said())
    assert refusals(said()) == ["no_change"]
