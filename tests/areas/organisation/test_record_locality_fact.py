"""A count of a locality holds from its day until the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangvu.exchange.vocabulary import ETHNIC_GROUPS
from dangvu.organisation.commands import RecordLocalityFact
from dangvu.organisation.kinds import PEOPLES
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
    for people in ("Khmer", ""):
        decide(RecordLocalityFact(on=DAY, locality=world.place_one, measure="population", people=people, value=0))
    assert _population(world, DAY) == 0


def test_the_ethnic_groups_are_together_no_more_than_the_whole(world: World) -> None:
    """Of 1,200 people 480 are Khmer from 2020 on, of 1,210 from 2022 on."""

    def counted(value: int, people: str = "", on: date = DAY) -> RecordLocalityFact:
        return RecordLocalityFact(on=on, locality=world.place_one, measure="population", people=people, value=value)

    assert refusals(counted(479)) == refusals(counted(721, "Hoa")) == ["part_exceeds_whole"]
    decide(counted(700, "Hoa"))
    assert refusals(counted(1179, on=date(2022, 1, 1))) == ["part_exceeds_whole"]
    decide(counted(1180, on=date(2022, 1, 1)))
    assert refusals(counted(720, "Hoa")) == ["part_exceeds_whole"], "1,200 then, and 1,180 before the next count of its own"
    parts = figures(world.hamlet_one, date(2022, 1, 1), codes=["population"], by="ethnicity").groups["population"]
    assert {part.key: part.figure.value for part in parts} == {"Khmer": 480, "Hoa": 700}, "nothing is left over, nor less"


def test_without_a_whole_there_is_nothing_to_exceed(world: World) -> None:
    decide(RecordLocalityFact(on=DAY, locality=world.place_one, measure="households", people="Khmer", value=90))
    whole = RecordLocalityFact(on=DAY, locality=world.place_one, measure="households", value=89)
    assert refusals(whole) == ["part_exceeds_whole"]
    decide(replace(whole, value=90))


def test_the_groups_are_those_that_workbooks_are_read_by() -> None:
    assert PEOPLES == ETHNIC_GROUPS


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"measure": "opinion"}, ["unknown_measure"]),
        ({"locality": 999}, ["unknown_locality"]),
        ({"value": -1}, ["negative"]),
        ({"people": "Khơ-me"}, ["unknown_people"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    usual: dict[str, object] = {"on": DAY, "locality": world.place_one, "measure": "households", "value": 300}
    assert refusals(RecordLocalityFact(**{**usual, **differing})) == codes  # type: ignore[arg-type]  # one dict of many types
