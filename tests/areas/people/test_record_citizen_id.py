"""The State's number of a person: twelve digits, of one person alone, corrected like every fact."""

from __future__ import annotations

import pytest

from dangvu.people.commands import RecordCitizenId
from dangvu.people.queries import citizen_id
from tests.world import CHARGED, World, decide, refusals

NUMBER = "084070000017"
"""An's."""


@pytest.mark.parametrize("number", ["84070000017", "0840700000170", "08407000001a", "０８４０７００００００１", ""])
def test_a_number_is_of_twelve_digits(world: World, number: str) -> None:
    assert refusals(RecordCitizenId(on=CHARGED, person=world.an, number=number)) == ["malformed_citizen_id"]


def test_a_number_that_somebody_bears_is_refused_without_saying_who(world: World) -> None:
    command = RecordCitizenId(on=CHARGED, person=world.giang, number=NUMBER)
    assert refusals(command) == ["citizen_id_to_verify"]
    decide(RecordCitizenId(on=CHARGED, person=world.an, number="084070000099"))
    decide(command)  # a wrong number that was corrected is free again
    assert (citizen_id(world.an), citizen_id(world.giang)) == ("084070000099", NUMBER)


def test_nobody_bears_a_number_whom_the_register_does_not_hold(world: World) -> None:
    assert refusals(RecordCitizenId(on=CHARGED, person=999, number="084070000055")) == ["unknown_person"]
