"""Whoever was struck off may appeal within thirty working days of the receipt, whoever was expelled within thirty days."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.exits.queries import case, waiting
from dangvu.exits.ways import answering
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import EndUnit, MoveUnit
from dangvu.reorganisation.acts import merge_bodies
from dangvu.reorganisation.commands import Reorganise
from tests.areas.exits.cases import LAST_DAY, answer, appeal, decided, voted
from tests.world import World, decide, refusals


def test_it_waits_for_an_answer_within_ninety_working_days_and_the_decision_stays_in_force(world: World) -> None:
    """Eighteen weeks and the two days off of September."""
    number = decided(world)
    decide(appeal(world, number))
    (found,) = waiting(date(2022, 7, 20))
    assert (found.number, found.open_appeal and found.open_appeal.answer_by) == (number, date(2022, 11, 25))
    assert cell_of(world.an, date(2022, 8, 1)) is None


def test_the_centre_has_180_working_days(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number, unit=None))
    found = case(number, date(2022, 7, 20))
    assert found is not None
    assert found.appeals[0].answer_by > date(2023, 3, 1)


@pytest.mark.parametrize(
    ("kind", "ground", "last", "late"),
    [
        ("struck_off", "card", LAST_DAY, date(2022, 8, 16)),
        ("expelled", "discipline", date(2022, 8, 3), date(2022, 8, 4)),
    ],
)
def test_the_last_day_is_in_time(world: World, kind: str, ground: str, last: date, late: date) -> None:
    number = decided(world, kind=kind, reason=ground)
    assert refusals(appeal(world, number, on=late)) == ["late"]
    decide(appeal(world, number, on=last))


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"received": date(2022, 6, 30)}, ["before_stage"]),
        ({"received": date(2022, 7, 21)}, ["before_stage"]),
        ({"unit": "ben_man"}, ["other_unit"]),
        ({"unit": "an_binh"}, ["other_unit"]),
        ({"person": "phuc"}, ["unknown_case"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, str(value)) if key in {"unit", "person"} else value for key, value in differing.items()}
    assert refusals(appeal(world, decided(world), **named)) == codes


def test_there_is_nothing_to_appeal_against_before_the_decision(world: World) -> None:
    assert refusals(appeal(world, voted(world, "cell", "base", "standing"))) == ["case_closed"]


def test_who_asked_to_leave_has_nothing_to_appeal_against(world: World) -> None:
    assert refusals(appeal(world, decided(world, kind="left_on_request", reason="own_request"))) == ["not_appealable"]


def test_one_at_a_time_and_after_the_centre_none(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number))
    assert refusals(appeal(world, number, unit=None)) == ["answered"]
    decide(answer(world, number, "upheld"))
    higher = appeal(world, number, unit=None, received=date(2022, 9, 19), on=date(2022, 10, 3))
    decide(higher)
    decide(answer(world, number, "upheld", on=date(2023, 2, 1), unit=None))
    assert refusals(appeal(world, number, received=date(2023, 2, 2), on=date(2023, 2, 3))) == ["answered"]


def test_a_further_appeal_goes_above_whoever_answered(world: World) -> None:
    number = decided(world)
    decide(appeal(world, number, unit=world.cau_go))
    decide(answer(world, number, "upheld", unit=world.cau_go, on=date(2022, 8, 1)))
    again = {"on": date(2022, 8, 10), "received": date(2022, 8, 2)}
    assert refusals(appeal(world, number, unit=world.cau_go, **again)) == ["other_unit"]
    decide(appeal(world, number, **again))


def test_where_the_body_that_decided_has_ended_those_in_which_it_went_on_answer(world: World) -> None:
    number, on = decided(world), date(2022, 7, 10)
    decide(Reorganise(on=on, document="30-QĐ/TU", **merge_bodies([world.cau_go], world.ben_man, on)))
    found = case(number, date(2022, 7, 20))
    assert found is not None and answering(found, date(2022, 7, 20)) == [world.ben_man, world.province]
    assert answering(found, date(2022, 7, 9)) == [world.cau_go, world.province]
    assert refusals(appeal(world, number, unit=world.cau_go)) == ["other_unit"]
    decide(appeal(world, number, unit=world.ben_man))
    decide(answer(world, number, "upheld", unit=world.ben_man, on=date(2022, 8, 1)))
    again = {"on": date(2022, 8, 10), "received": date(2022, 8, 2)}
    assert refusals(appeal(world, number, unit=world.ben_man, **again)) == ["other_unit"]
    decide(appeal(world, number, **again))


def test_where_it_went_on_in_none_those_that_stood_above_answer(world: World) -> None:
    number, on = decided(world), date(2022, 7, 10)
    decide(MoveUnit(on=on, unit=world.an_binh, parent=world.ben_man))
    decide(EndUnit(on=on, unit=world.cau_go))
    found = case(number, date(2022, 7, 20))
    assert found is not None and answering(found, date(2022, 7, 20)) == [world.province]
    decide(appeal(world, number))
