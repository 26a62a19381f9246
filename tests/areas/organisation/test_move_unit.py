"""A unit and everything below it comes under another unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.organisation.commands import ChangeUnit, FoundUnit, MoveUnit
from dangvu.organisation.queries import ancestors, children, subtree
from tests.world import ABOVE, CELL, COMMITTEE, World, decide, refusals

BEFORE, DAY = date(2018, 12, 31), date(2019, 1, 1)
SECTION = "Đảng bộ bộ phận"


def test_it_stands_elsewhere_from_its_day_on_with_everything_below(world: World) -> None:
    decide(MoveUnit(on=DAY, unit=world.an_binh, parent=world.ben_man))
    assert [unit.id for unit in ancestors(world.hamlet_one, BEFORE)] == [world.province, world.cau_go, world.an_binh]
    assert [unit.id for unit in ancestors(world.hamlet_one, DAY)] == [world.province, world.ben_man, world.an_binh]
    assert set(subtree(world.cau_go, BEFORE)) == {world.cau_go, world.an_binh, world.hamlet_one, world.hamlet_two}
    assert set(subtree(world.cau_go, DAY)) == {world.cau_go}
    assert set(subtree(world.ben_man, DAY)) == {world.ben_man, world.school, world.an_binh, world.hamlet_one, world.hamlet_two}


def test_where_it_stood_is_still_known_as_it_was_known(world: World) -> None:
    decision = decide(MoveUnit(on=DAY, unit=world.an_binh, parent=world.ben_man))
    moment_before = decision.recorded - timedelta(microseconds=1)
    assert [child.id for child in children(world.ben_man, DAY, known=moment_before)] == [world.school]
    assert [child.id for child in children(world.ben_man, DAY, known=decision.recorded)] == [world.an_binh, world.school]


def test_an_earlier_move_recorded_later_holds_until_the_next_one(world: World) -> None:
    decide(MoveUnit(on=DAY, unit=world.school, parent=world.cau_go))
    decide(MoveUnit(on=date(2017, 1, 1), unit=world.school, parent=world.cau_go))
    decide(MoveUnit(on=date(2018, 1, 1), unit=world.school, parent=world.ben_man))
    above = [ancestors(world.school, day)[-1].id for day in (date(2016, 12, 31), date(2017, 1, 1), date(2018, 1, 1), DAY)]
    assert above == [world.ben_man, world.cau_go, world.ben_man, world.cau_go]


@pytest.mark.parametrize(
    ("unit", "parent", "codes"),
    [
        ("an_binh", "school", ["nesting"]),
        ("hamlet_one", "cau_go", ["nesting"]),
        ("province", "cau_go", ["root"]),
        ("post_office", "cau_go", ["unit_not_alive"]),
        ("school", "post_office", ["unit_not_alive"]),
        ("an_binh", "an_binh", ["nesting"]),
    ],
)
def test_it_is_refused(world: World, unit: str, parent: str, codes: list[str]) -> None:
    assert refusals(MoveUnit(on=DAY, unit=getattr(world, unit), parent=getattr(world, parent))) == codes


def _two_sections(world: World) -> tuple[int, int]:
    """Upper becomes a cell on 1 January 2010 and lower a section, so that each may stand below the other, at different times."""
    upper, lower = (
        decide(FoundUnit(on=date(2000, 1, 1), code=code, name=code, kind=kind, parent=world.an_binh)).payload["given"][0]
        for code, kind in (("U", SECTION), ("L", CELL))
    )
    decide(ChangeUnit(on=date(2010, 1, 1), unit=upper, kind=CELL))
    decide(ChangeUnit(on=date(2010, 1, 1), unit=lower, kind=SECTION))
    return upper, lower


def test_two_moves_out_of_order_make_no_circle(world: World) -> None:
    """The later edge is recorded first; the earlier one would last into it."""
    upper, lower = _two_sections(world)
    decide(MoveUnit(on=date(2012, 1, 1), unit=upper, parent=lower))
    assert refusals(MoveUnit(on=date(2005, 1, 1), unit=lower, parent=upper)) == ["cycle"]


def test_two_moves_in_order_make_no_circle_either(world: World) -> None:
    upper, lower = _two_sections(world)
    decide(MoveUnit(on=date(2005, 1, 1), unit=lower, parent=upper))
    assert refusals(MoveUnit(on=date(2012, 1, 1), unit=upper, parent=lower)) == ["cycle"]


def test_the_same_two_moves_are_allowed_where_they_do_not_meet(world: World) -> None:
    upper, lower = _two_sections(world)
    decide(MoveUnit(on=date(2012, 1, 1), unit=upper, parent=lower))
    decide(MoveUnit(on=date(2010, 6, 1), unit=lower, parent=world.an_binh))
    decide(MoveUnit(on=date(2005, 1, 1), unit=lower, parent=upper))
    assert [ancestors(unit, day)[-1].id for unit, day in ((lower, date(2008, 1, 1)), (upper, date(2013, 1, 1)))] == [upper, lower]


def test_it_cannot_outlive_its_new_parent(world: World) -> None:
    committee = decide(FoundUnit(on=date(2000, 1, 1), code="C", name="C", kind=COMMITTEE, parent=world.ben_man)).payload["given"][0]
    decide(ChangeUnit(on=DAY, unit=committee, name="C mới"))
    above = decide(FoundUnit(on=DAY, code="N", name="N", kind=ABOVE, parent=world.province)).payload["given"][0]
    assert refusals(MoveUnit(on=BEFORE, unit=committee, parent=above)) == ["unit_not_alive"]
    decide(MoveUnit(on=DAY, unit=committee, parent=above))
    assert [unit.id for unit in ancestors(committee, DAY)] == [world.province, above]
