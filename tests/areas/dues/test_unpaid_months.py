"""A month in which nobody paid: an empty list says so, and the month is known from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangvu.access.officer import Officer
from dangvu.commands.rebuilding import rebuild
from dangvu.dues.models import UnpaidMonth
from dangvu.dues.queries import behind, lines
from dangvu.dues.sums import sums
from tests.areas.dues.months import APRIL, FEBRUARY, MARCH, MET, correction, paid, treasurer_of_two, unpaid
from tests.areas.rows import execute, opened, refusal
from tests.world import World, decide, refusals

TOLD, JUNE = date(2026, 4, 2), date(2026, 6, 15)


def states(world: World, on: date) -> set[str]:
    return {line.state for line in lines(world.hamlet_one, MARCH, on)}


def test_the_month_is_known_and_everybody_unpaid(world: World) -> None:
    assert states(world, JUNE) == {"unknown"} and behind(world.hamlet_one, 2026, JUNE) == []
    decide(unpaid(world))
    assert states(world, JUNE) == {"unpaid"}
    assert {(one.person, one.months) for one in behind(world.hamlet_one, 2026, JUNE)} == {(world.an, (MARCH,)), (world.phuc, (MARCH,))}
    assert sums(world.hamlet_one, MARCH, JUNE) == [], "nothing was taken in"


def test_before_it_was_told_nothing_was_known(world: World) -> None:
    decide(unpaid(world))
    assert (states(world, APRIL), states(world, TOLD)) == ({"unknown"}, {"unpaid"})
    assert behind(world.hamlet_one, 2026, APRIL) == []


def test_who_pays_late_nevertheless_has_paid(world: World) -> None:
    decide(unpaid(world))
    paid(world, (world.an, 150_000), cell=world.hamlet_one, on=date(2026, 4, 20))
    assert {line.person: line.state for line in lines(world.hamlet_one, MARCH, JUNE)} == {world.an: "paid", world.phuc: "unpaid"}


def test_who_paid_beforehand_stays_paid(world: World) -> None:
    paid(world, (world.an, 150_000), cell=world.hamlet_one, on=date(2026, 2, 5))
    decide(unpaid(world))
    assert {line.person: line.state for line in lines(world.hamlet_one, MARCH, JUNE)} == {world.an: "paid", world.phuc: "unpaid"}


def test_written_by_mistake_it_is_taken_back(world: World) -> None:
    mistaken = correction(world, cell=world.hamlet_one)
    assert refusals(replace(mistaken, on=TOLD, paid=())) == ["nobody"]
    decide(unpaid(world))
    decide(replace(mistaken, on=TOLD, paid=()))
    assert states(world, JUNE) == {"unknown"} and UnpaidMonth.objects.count() == 1
    decide(unpaid(world))
    assert states(world, JUNE) == {"unpaid"} and rebuild().empty


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"on": date(2026, 3, 31)}, ["not_over"]),
        ({"month": date(2026, 3, 5)}, ["not_a_month"]),
        ({"cell": 4}, ["no_such_cell"]),
        ({"cell": 999}, ["no_such_cell"]),
    ],
    ids=["while it lasts", "a day", "not a cell", "nothing"],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(unpaid(world, **differing)) == codes


def test_of_a_month_that_is_recorded_it_says_nothing(world: World) -> None:
    paid(world, (world.binh, 96_000), month=FEBRUARY)
    assert refusals(unpaid(world, cell=world.hamlet_two, month=FEBRUARY)) == ["recorded_already"]
    decide(unpaid(world))
    assert refusals(unpaid(world)) == ["recorded_already"]


def test_the_database_holds_one_word_of_a_month_that_is_over(world: World) -> None:
    execute(opened("dues_unpaid_month", cell_id=world.school, month=MARCH, told_on=APRIL))
    twice = opened("dues_unpaid_month", cell_id=world.school, month=MARCH, told_on=TOLD)
    within = opened("dues_unpaid_month", cell_id=world.school, month=APRIL, told_on=APRIL)
    assert (refusal(twice), refusal(within)) == ("one_word_of_an_unpaid_month", "unpaid_month_is_whole_and_over")


def test_the_treasurer_of_the_cell_alone_says_so(world: World) -> None:
    treasurer = Officer(treasurer_of_two(world), "thu-quy", MET)
    assert treasurer.may("dues.record_payments", unpaid(world, cell=world.hamlet_two))
    assert not treasurer.may("dues.record_payments", unpaid(world))
    assert not Officer(world.commune, "xa-an-binh", MET).may("dues.record_payments", unpaid(world))
