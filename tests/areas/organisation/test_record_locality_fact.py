"""A count of a locality holds from its day until the next one."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation.commands import RecordLocalityFact
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

DAY = date(2021, 7, 1)


def _population(world: World, on: date) -> int | None:
    value = figures(world.hamlet_one, on, codes=["population"]).figures["population"].value
    return None if value is None else int(value)


def test_a_count_between_two_holds_from_its_day_until_the_next(world: World) -> None:
    """Ấp Một has 1,200 people from 2020 on and 1,210 from 2022 on."""
    decide(RecordLocalityFact(on=DAY, locality=world.place_one, measure="population", value=1205))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 30), DAY, date(2021, 12, 31), date(2022, 1, 1))
    assert [_population(world, day) for day in days] == [None, 1200, 1200, 1205, 1205, 1210]


def test_a_count_of_the_same_day_takes_the_place_of_the_first(world: World) -> None:
    decide(RecordLocalityFact(on=date(2022, 1, 1), locality=world.place_one, measure="population", value=1300))
    assert _population(world, date(2022, 1, 1)) == 1300


def test_no_people_is_a_count_too(world: World) -> None:
    decide(RecordLocalityFact(on=DAY, locality=world.place_one, measure="population", value=0))
    assert _population(world, DAY) == 0


@pytest.mark.parametrize(
    ("differing", "codes"),
    [({"measure": "opinion"}, ["unknown_measure"]), ({"locality": 999}, ["unknown_locality"]), ({"value": -1}, ["negative"])],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    usual: dict[str, object] = {"on": DAY, "locality": world.place_one, "measure": "households", "value": 300}
    assert refusals(RecordLocalityFact(**{**usual, **differing})) == codes  # type: ignore[arg-type]  # one dict of many types
