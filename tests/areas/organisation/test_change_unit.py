"""A unit is renamed, or becomes another kind."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation.commands import ChangeUnit
from dangvu.organisation.past import history
from dangvu.organisation.queries import unit_on
from tests.world import ABOVE, BASE_CELL, CELL, COMMITTEE, FOUNDED, World, decide, refusals

BEFORE, DAY = date(2019, 12, 31), date(2020, 1, 1)


def _name(unit: int, on: date) -> str:
    state = unit_on(unit, on)
    return state.name if state else ""


def test_the_new_name_holds_from_its_day_on(world: World) -> None:
    decide(ChangeUnit(on=DAY, unit=world.hamlet_one, name="Chi bộ ấp Một A"))
    assert _name(world.hamlet_one, BEFORE) == "Chi bộ ấp Một"
    assert _name(world.hamlet_one, DAY) == "Chi bộ ấp Một A"


def test_what_is_not_named_stays_as_it_was(world: World) -> None:
    decide(ChangeUnit(on=DAY, unit=world.hamlet_one, sector="Nông thôn"))
    state = unit_on(world.hamlet_one, DAY)
    assert state and (state.name, state.kind, state.cell, state.locality) == ("Chi bộ ấp Một", CELL, True, world.place_one)


def test_an_earlier_change_recorded_later_holds_until_the_next_one(world: World) -> None:
    decide(ChangeUnit(on=DAY, unit=world.school, name="Tên thứ hai"))
    decide(ChangeUnit(on=date(2015, 1, 1), unit=world.school, name="Tên thứ nhất"))
    assert [(turn.since, turn.name) for turn in history(world.school)] == [
        (FOUNDED, "Chi bộ Trường Trung học Bến Mận"), (date(2015, 1, 1), "Tên thứ nhất"), (DAY, "Tên thứ hai"),
    ]  # fmt: skip


def test_what_is_changed_twice_on_a_day_is_what_was_said_last(world: World) -> None:
    for name in ("Một", "Hai"):
        decide(ChangeUnit(on=DAY, unit=world.school, name=name))
    assert [turn.name for turn in history(world.school)] == ["Chi bộ Trường Trung học Bến Mận", "Hai"]


def test_a_kind_that_holds_no_members_ends_the_cell(world: World) -> None:
    """Nobody has belonged to the post office since July 2012, nor has it existed; the school has members."""
    assert refusals(ChangeUnit(on=DAY, unit=world.school, kind=COMMITTEE)) == ["cell_has_members"]


@pytest.mark.parametrize(
    ("unit", "differing", "codes"),
    [
        ("hamlet_one", {"kind": BASE_CELL}, ["nesting"]),
        ("an_binh", {"kind": ABOVE}, ["nesting", "nesting"]),
        ("an_binh", {}, ["nothing"]),
        ("an_binh", {"name": " "}, ["nothing"]),
        ("post_office", {"name": "Bưu điện"}, ["unit_not_alive"]),
    ],
    ids=["not below this parent", "not there, nor above these children", "nothing", "blank", "ended"],
)
def test_it_is_refused(world: World, unit: str, differing: dict[str, str], codes: list[str]) -> None:
    assert refusals(ChangeUnit(on=DAY, unit=getattr(world, unit), **differing)) == codes
