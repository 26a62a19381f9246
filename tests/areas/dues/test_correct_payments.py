"""What was recorded of a month was not so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dangvu.access.officer import Officer
from dangvu.commands.rebuilding import rebuild
from dangvu.dues.models import DuesPayment
from dangvu.dues.queries import amounts, lines
from dangvu.ledger.dated import held
from tests.areas.dues.months import APRIL, MARCH, MET, correction, paid, treasurer_of_two
from tests.world import World, decide, refusals


def test_another_amount_takes_its_place_and_the_first_stays_known(world: World) -> None:
    paid(world)
    decision = decide(correction(world))
    assert amounts(world.hamlet_two, MARCH, APRIL)[world.binh] == 69_000
    assert [line.paid_on for line in lines(world.hamlet_two, MARCH, APRIL) if line.person == world.binh] == [MET]
    assert rebuild().empty
    before = held(DuesPayment, decision.recorded - timedelta(microseconds=1), person_id=world.binh)
    assert [row.amount for row in before] == [96_000]


def test_who_did_not_pay_is_unpaid_again(world: World) -> None:
    paid(world)
    decide(correction(world, (world.binh, None)))
    assert world.binh not in amounts(world.hamlet_two, MARCH, APRIL)
    assert {line.person: line.state for line in lines(world.hamlet_two, MARCH, APRIL)}[world.binh] == "unpaid"
    paid(world, (world.binh, 69_000))
    assert amounts(world.hamlet_two, MARCH, APRIL)[world.binh] == 69_000
    assert rebuild().empty


@pytest.mark.parametrize(
    ("whom", "code"),
    [(((1, 5000),), "not_paid"), (((2, 96_000),), "no_change"), (((2, 0),), "wrong_amount")],
    ids=["who has not paid here", "the same amount", "no amount"],
)
def test_it_is_refused(world: World, whom: tuple[tuple[int, int | None], ...], code: str) -> None:
    paid(world)
    assert refusals(correction(world, *whom)) == [code]


def test_the_treasurer_of_the_cell_alone_corrects(world: World) -> None:
    treasurer = treasurer_of_two(world)
    assert Officer(treasurer, "thu-quy", MET).may("dues.correct_payments", correction(world))
    assert not Officer(world.commune, "xa-an-binh", MET).may("dues.correct_payments", correction(world))
