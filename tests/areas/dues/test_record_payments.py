"""A cell's treasurer writes the list of a month by one decision; amounts lie beside the chain."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dangvu.access.officer import Officer
from dangvu.commands.rebuilding import rebuild
from dangvu.dues.queries import amounts, lines
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.members.commands import TransferMember
from tests.areas.dues.months import APRIL, FEBRUARY, MARCH, MET, paid, payments, treasurer_of_two
from tests.areas.rows import opened, refusal
from tests.world import World, decide, refusals


def test_one_decision_takes_a_list(world: World) -> None:
    before = Decision.objects.count()
    paid(world)
    assert Decision.objects.count() == before + 1
    assert amounts(world.hamlet_two, MARCH, APRIL) == {world.binh: 96_000, world.cuc: 71_500, world.dung: 38_000}
    assert {(line.person, line.state, line.paid_on) for line in lines(world.hamlet_two, MARCH, APRIL)} == {
        (person, "paid", MET) for person in (world.binh, world.cuc, world.dung)
    }


def test_the_chain_holds_who_paid_and_not_how_much(world: World) -> None:
    decision = paid(world)
    assert decision.payload["values"]["paid"] == [world.binh, world.cuc, world.dung]
    assert "96000" not in json.dumps(decision.payload)
    values = PersonalValue.objects.filter(decision=decision).order_by("id").values_list("field", "value")
    assert list(values) == [(f"paid/{world.binh}", [96_000]), (f"paid/{world.cuc}", [71_500]), (f"paid/{world.dung}", [38_000])]


def test_told_again_it_is_the_same(world: World) -> None:
    paid(world)
    assert rebuild().empty


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"month": date(2026, 3, 5)}, ["not_a_month"]),
        ({"month": date(2027, 4, 1)}, ["too_far_ahead"]),
        ({"cell": 4}, ["no_such_cell"]),
        ({"cell": 999}, ["no_such_cell"]),
    ],
    ids=["a day", "more than a year ahead", "not a cell", "nothing"],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(payments(world, **differing)) == codes


@pytest.mark.parametrize(
    ("whom", "codes"),
    [
        (((2, 5000), (2, 5000)), ["named_twice"]),
        (((1, 5000),), ["elsewhere"]),
        (((999, 5000),), ["elsewhere"]),
        (((2, 0),), ["wrong_amount"]),
        (((2, None),), ["wrong_amount"]),
        (((2, 1_000_000_000),), ["wrong_amount"]),
        (((2, -5), (1, 5000)), ["wrong_amount", "elsewhere"]),
    ],
)
def test_a_list_is_refused(world: World, whom: tuple[tuple[int, int | None], ...], codes: list[str]) -> None:
    assert refusals(payments(world, *whom)) == codes


def test_nobody_pays_for_a_month_twice(world: World) -> None:
    paid(world, (world.binh, 96_000))
    assert refusals(payments(world, (world.binh, 96_000), (world.cuc, 71_500))) == ["paid_already"]
    paid(world, (world.cuc, 71_500))
    twice = opened("dues_payment", person_id=world.binh, cell_id=world.hamlet_two, month=MARCH, paid_on=MET, amount=1, erased=False)
    assert refusal(twice) == "one_payment_of_a_month"


def test_months_may_be_paid_beforehand(world: World) -> None:
    paid(world, (world.binh, 96_000), month=date(2027, 3, 1))
    assert amounts(world.hamlet_two, date(2027, 3, 1), APRIL) == {world.binh: 96_000}


def test_who_moved_within_the_month_may_have_paid_on_either_side(world: World) -> None:
    """Once: the month is that of the member."""
    decide(TransferMember(on=date(2026, 3, 20), person=world.binh, cell=world.hamlet_one))
    paid(world, (world.binh, 96_000), cell=world.hamlet_one)
    assert refusals(payments(world, (world.binh, 96_000))) == ["paid_already"]
    assert refusals(payments(world, (world.binh, 96_000), month=APRIL)) == ["elsewhere"]
    assert [line.state for line in lines(world.hamlet_two, MARCH, APRIL) if line.person == world.binh] == ["paid_away"]


def test_the_treasurer_of_the_cell_alone_writes(world: World) -> None:
    treasurer = Officer(treasurer_of_two(world), "thu-quy", MET)
    assert treasurer.may("dues.record_payments", payments(world))
    assert not treasurer.may("dues.record_payments", payments(world, (world.an, 5000), cell=world.hamlet_one))
    assert not Officer(world.commune, "xa-an-binh", MET).may("dues.record_payments", payments(world))
    assert not Officer(world.officer, "quan-tri", MET).may("dues.record_payments", payments(world))


def test_a_month_that_nobody_wrote_down_says_nothing(world: World) -> None:
    paid(world, (world.binh, 96_000))
    assert {line.state for line in lines(world.hamlet_two, FEBRUARY, APRIL)} == {"unknown"}
    assert {line.person: line.state for line in lines(world.hamlet_two, MARCH, APRIL)}[world.cuc] == "unpaid"
    assert {line.person: line.state for line in lines(world.hamlet_two, MARCH, date(2026, 3, 31))}[world.cuc] == "coming"
