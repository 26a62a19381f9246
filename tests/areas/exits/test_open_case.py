"""A case is opened by the cell with a ground; nobody leaves by it."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.exits.queries import case, waiting
from dangvu.members.commands import TransferMember
from dangvu.members.queries import cell_of
from tests.areas.exits.cases import OPENED, next_stage, opened, opening
from tests.world import World, decide, refusals


def test_the_member_stays_in_the_roll_and_the_case_waits_for_the_cell(world: World) -> None:
    number = opened(world)
    (found,) = waiting(OPENED)
    assert (found.number, found.state, next_stage(number, OPENED)) == (number, "open", ("cell", world.hamlet_one))
    assert cell_of(world.an, date(2023, 1, 1)) == world.hamlet_one
    assert waiting(date(2022, 6, 2)) == []


def test_it_goes_with_the_member_to_another_cell(world: World) -> None:
    number = opened(world)
    decide(TransferMember(on=date(2022, 6, 8), person=world.an, cell=world.school))
    found = case(number, date(2022, 6, 9))
    assert found is not None
    assert (found.cell, next_stage(number, date(2022, 6, 9))) == (world.school, ("cell", world.school))


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"person": "em"}, ["not_a_member"]),
        ({"document": " "}, ["missing_document"]),
        ({"kind": "dead"}, ["unknown_reason"]),
        ({"reason": "own_request"}, ["unknown_reason"]),
        ({"reason": "probation"}, ["official"]),
        ({"person": "cuc", "kind": "expelled", "reason": "discipline"}, ["probationary"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, str(value)) if key == "person" else value for key, value in differing.items()}
    assert refusals(opening(world, **named)) == codes


def test_one_case_at_a_time(world: World) -> None:
    opened(world)
    assert refusals(opening(world, kind="left_on_request", reason="own_request")) == ["open_already"]


def test_of_who_is_not_fit_the_cell_considers_within_thirty_working_days_of_the_end_of_probation(
    world: World,
) -> None:
    """Twelve months since the ceremony of 1 June 2022 are over on 1 June 2023."""
    number = opened(world, person=world.cuc, reason="probation", on=date(2023, 6, 5))
    found, plain = case(number, date(2023, 6, 5)), case(opened(world), date(2023, 6, 5))
    assert (found and found.due, plain and plain.due) == (date(2023, 7, 13), None)
