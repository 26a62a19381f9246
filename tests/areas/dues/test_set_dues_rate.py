"""A member pays at a rate of the list that is in force: its key is kept, never what it is a share of."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.access.officer import Officer
from dangvu.commands.rebuilding import rebuild
from dangvu.dues.queries import keys_of, rates_on
from dangvu.members.commands import EndMembership
from dangvu.periods.days import Span
from tests.areas.dues.months import FEBRUARY, rate, treasurer_of_two
from tests.areas.rows import opened, refusal
from tests.world import World, decide, refusals


def test_it_holds_from_its_day_until_the_next(world: World) -> None:
    decide(rate(world))
    decide(rate(world, on=date(2027, 1, 1), key="pension_age"))
    days = (date(2026, 1, 31), FEBRUARY, date(2026, 12, 31), date(2027, 1, 1))
    assert [keys_of([world.binh], day).get(world.binh) for day in days] == [None, "pension", "pension", "pension_age"]
    assert rebuild().empty


def test_the_rates_are_those_of_the_day(world: World) -> None:
    """What is a share of the regional wage grew in 2028; before 1 February 2026 there were other amounts."""
    told = [
        {key: one.percent or one.least for key, one in rates_on(day)[0].items()} for day in (date(2026, 1, 31), FEBRUARY, date(2028, 1, 1))
    ]
    assert told == [
        {"salary": "1", "pension": "0.5", "student": 2000, "rural": 4000},
        {"salary": "1", "pension": "0.5", "student": 5000, "working_age": "0.3", "pension_age": "0.2"},
        {"salary": "1", "pension": "0.5", "student": 5000, "working_age": "0.5", "pension_age": "0.3"},
    ]
    assert rates_on(date(2010, 12, 27)) == ({}, "")


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"key": "rural"}, ["unknown_rate"]),
        ({"on": date(2026, 1, 31), "key": "working_age"}, ["unknown_rate"]),
        ({"person": 5}, ["not_a_member"]),
        ({"person": 999}, ["not_a_member"]),
    ],
    ids=["a rate that has ended", "one that was not yet", "somebody dead", "nobody"],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(rate(world, **differing)) == codes


def test_what_is_held_is_not_recorded_again(world: World) -> None:
    decide(rate(world))
    assert refusals(rate(world, on=date(2026, 5, 1))) == ["no_change"]
    assert refusal(opened("dues_rate", person_id=world.binh, key="salary", period=Span(FEBRUARY), erased=False)) == "one_dues_rate_a_day"


def test_the_treasurer_of_the_cell_decides(world: World) -> None:
    treasurer = treasurer_of_two(world)
    day = date(2026, 2, 10)
    assert Officer(treasurer, "thu-quy", day).may("dues.set_rate", rate(world))
    assert not Officer(treasurer, "thu-quy", day).may("dues.set_rate", rate(world, person=world.an))
    assert not Officer(world.commune, "xa-an-binh", day).may("dues.set_rate", rate(world))
    assert not Officer(world.officer, "quan-tri", day).may("dues.set_rate", rate(world))


def test_who_has_left_keeps_none_for_later(world: World) -> None:
    decide(EndMembership(on=date(2026, 2, 15), person=world.binh, kind="dead"))
    assert refusals(rate(world, on=date(2026, 2, 15))) == ["not_a_member"]
