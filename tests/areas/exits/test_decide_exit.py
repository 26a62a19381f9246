"""The competent body's decision ends the membership by the members' own command."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.exits.queries import case, waiting
from dangvu.members.commands import EndMembership, RecogniseOfficial, TransferMember
from dangvu.members.queries import cell_of, stays
from tests.areas.exits.cases import DECIDED, decided, decision, next_stage, opened, vote, voted
from tests.world import World, decide, refusals


def test_the_member_leaves_the_roll_on_the_day(world: World) -> None:
    number = decided(world)
    assert (cell_of(world.an, date(2022, 6, 30)), cell_of(world.an, DECIDED)) == (world.hamlet_one, None)
    assert stays(world.an)[-1].leaving == "struck_off"
    found = case(number, DECIDED)
    assert found is not None
    assert (found.state, found.ended, found.unit, waiting(DECIDED)) == ("decided", DECIDED, world.cau_go, [])


def test_the_decided_case_lies_with_the_last_cell(world: World) -> None:
    number = voted(world, "cell")
    decide(TransferMember(on=date(2022, 6, 13), person=world.an, cell=world.hamlet_two))
    for organ in ("base", "standing"):
        decide(vote(world, number, organ))
    decide(decision(world, number))
    found = case(number, date(2022, 8, 1))
    assert (found and found.cell) == world.hamlet_two


def test_five_of_nine_of_a_standing_committee_are_enough_and_four_are_not(world: World) -> None:
    number = voted(world, "cell", "base")
    decide(vote(world, number, "standing", in_favour=4, against=5))
    assert refusals(decision(world, number)) == ["fell_short"]
    decide(vote(world, number, "standing", on=date(2022, 6, 27), in_favour=5, against=4))
    decide(decision(world, number))
    assert cell_of(world.an, DECIDED) is None


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"document": ""}, ["missing_document"]),
        ({"unit": "province"}, ["earlier_stage"]),
        ({"unit": "ben_man"}, ["not_competent", "earlier_stage"]),
        ({"on": date(2022, 6, 23)}, ["before_stage"]),
        ({"person": "phuc"}, ["unknown_case"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    number = voted(world, "cell", "base", "standing")
    named = {key: getattr(world, str(value)) if key in {"unit", "person"} else value for key, value in differing.items()}
    assert refusals(decision(world, number, **named)) == codes


def test_nothing_is_decided_without_a_vote(world: World) -> None:
    assert refusals(decision(world, voted(world, "cell", "base"))) == ["earlier_stage"]


def test_nobody_who_died_meanwhile_is_struck_off(world: World) -> None:
    number = voted(world, "cell", "base", "standing")
    decide(EndMembership(on=date(2022, 6, 28), person=world.an, kind="dead"))
    assert refusals(decision(world, number)) == ["not_a_member"]


def test_who_asked_to_leave_goes_by_more_than_half(world: World) -> None:
    number = voted(world, "cell", kind="left_on_request", reason="own_request")
    decide(vote(world, number, "base", in_favour=8, against=7))
    decide(vote(world, number, "standing"))
    decide(decision(world, number))
    assert stays(world.an)[-1].leaving == "left_on_request"


def test_a_decided_case_is_over(world: World) -> None:
    assert refusals(decision(world, decided(world), on=date(2022, 7, 4))) == ["case_closed"]


def test_a_lower_vote_that_is_held_again_lapses_every_later_one(world: World) -> None:
    number = voted(world, "cell", "base", "standing")
    decide(vote(world, number, "cell", on=date(2022, 6, 27), in_favour=0, against=2))
    assert refusals(decision(world, number)) == ["earlier_stage"]
    assert next_stage(number, DECIDED) == ("base", world.an_binh)
    decide(vote(world, number, "base", on=date(2022, 6, 28)))
    decide(vote(world, number, "standing", on=date(2022, 6, 29)))
    decide(decision(world, number))
    assert cell_of(world.an, DECIDED) is None


def test_a_decision_looks_at_every_vote_below_it(world: World) -> None:
    """The numbers of the cell were wrong, and were put right after the others had voted."""
    number = voted(world, "cell", "base", "standing", kind="expelled", reason="discipline")
    decide(vote(world, number, "cell", in_favour=1, against=1))
    assert refusals(decision(world, number)) == ["fell_short"]
    decide(vote(world, number, "cell"))
    decide(decision(world, number))


def test_whoever_became_official_meanwhile_is_not_struck_off_as_unfit(world: World) -> None:
    number = opened(world, person=world.cuc, reason="probation", on=date(2022, 9, 5))
    decide(RecogniseOfficial(on=date(2023, 8, 1), person=world.cuc))
    later = vote(world, number, "base", person=world.cuc, on=date(2024, 2, 1))
    assert "official" in refusals(later)
