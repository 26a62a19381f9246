"""What is upheld stays; what is quashed gives the membership back from the day on which it ended, without a day between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.exits.queries import case, ground_of
from dangvu.members.queries import cell_of, stays
from dangvu.reorganisation.acts import merge_cells
from dangvu.reorganisation.commands import Reorganise
from tests.areas.exits.cases import DECIDED, answer, appeal, decided
from tests.world import World, decide, refusals

AFTER = date(2022, 9, 15)


def appealed(world: World, **differing: object) -> int:
    number = decided(world, **differing)
    decide(appeal(world, number))
    return number


def test_upheld_it_stays_as_it_was(world: World) -> None:
    number = appealed(world)
    decide(answer(world, number, "upheld"))
    found = case(number, AFTER)
    assert (cell_of(world.an, AFTER), found and found.is_overturned, ground_of(world.an, "struck_off", DECIDED)) == (
        None,
        False,
        "no_meetings",
    )


def test_quashed_there_is_no_day_without_a_cell(world: World) -> None:
    number = appealed(world)
    decide(answer(world, number, "quashed"))
    days = [DECIDED + timedelta(days=day) for day in (-1, 0, 1, 80, 900)]
    assert {cell_of(world.an, day) for day in days} == {world.hamlet_one}
    assert [(stay.leaving, stay.entry) for stay in stays(world.an)[-2:]] == [("struck_off", "admitted"), ("", "restored")]
    assert ground_of(world.an, "struck_off", DECIDED) == ""


def test_what_was_known_before_the_answer_stays_known(world: World) -> None:
    number = appealed(world)
    decision = decide(answer(world, number, "quashed"))
    assert cell_of(world.an, AFTER, known=decision.recorded - timedelta(microseconds=1)) is None


def test_a_milder_discipline_lets_the_expelled_stay(world: World) -> None:
    number = appealed(world, kind="expelled", reason="discipline")
    decide(answer(world, number, "changed"))
    assert cell_of(world.an, DECIDED) == world.hamlet_one


def test_the_cell_that_ended_meanwhile_is_the_one_it_went_on_in(world: World) -> None:
    number = appealed(world)
    decide(Reorganise(on=date(2022, 8, 1), document="20-QĐ/HU", **merge_cells([world.hamlet_one], world.hamlet_two)))
    decide(answer(world, number, "quashed"))
    assert (cell_of(world.an, date(2022, 7, 31)), cell_of(world.an, date(2022, 8, 1))) == (world.hamlet_one, world.hamlet_two)


@pytest.mark.parametrize(
    ("outcome", "differing", "codes"),
    [
        ("forgotten", {}, ["unknown_outcome"]),
        ("changed", {}, ["unknown_outcome"]),
        ("upheld", {"document": " "}, ["missing_document"]),
        ("upheld", {"on": date(2022, 7, 19)}, ["before_stage"]),
        ("upheld", {"unit": "cau_go"}, ["other_unit"]),
        ("quashed", {"cell": "post_office"}, ["no_such_cell"]),
    ],
)
def test_it_is_refused(world: World, outcome: str, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, str(value)) if key in {"cell", "unit"} else value for key, value in differing.items()}
    found = refusals(answer(world, appealed(world), outcome, **named))
    assert found == codes


def test_without_an_appeal_there_is_nothing_to_answer(world: World) -> None:
    assert refusals(answer(world, decided(world), "quashed")) == ["no_appeal"]
