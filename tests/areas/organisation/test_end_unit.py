"""A unit ceases to exist."""

from __future__ import annotations

from datetime import date

from dangvu.members.commands import GivePost
from dangvu.members.queries import posts
from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundUnit, MoveUnit
from dangvu.organisation.queries import last_day_of_unit, subtree, unit_on
from tests.world import COMMITTEE, World, decide, refusals

BEFORE, DAY = date(2021, 12, 31), date(2022, 1, 1)


def _empty_committee(world: World) -> int:
    committee = FoundUnit(on=date(2000, 1, 1), code="C", name="Đảng bộ C", kind=COMMITTEE, parent=world.ben_man)
    number: int = decide(committee).payload["given"][0]
    return number


def test_it_exists_until_the_day_before(world: World) -> None:
    committee = _empty_committee(world)
    decide(EndUnit(on=DAY, unit=committee))
    before, on = unit_on(committee, BEFORE), unit_on(committee, DAY)
    assert before and on
    assert (before.alive, on.alive, on.name) == (True, False, "Đảng bộ C")
    assert last_day_of_unit(committee) == DAY
    assert committee in subtree(world.ben_man, BEFORE)
    assert committee not in subtree(world.ben_man, DAY)


def test_posts_in_it_end_with_it(world: World) -> None:
    committee = _empty_committee(world)
    decide(GivePost(on=date(2020, 1, 1), person=world.giang, title="Ủy viên", unit=committee))
    decide(EndUnit(on=DAY, unit=committee))
    assert [post.span.until for post in posts(world.giang)] == [DAY]


def test_a_post_recorded_later_ends_with_it_too(world: World) -> None:
    committee = _empty_committee(world)
    decide(EndUnit(on=DAY, unit=committee))
    decide(GivePost(on=date(2020, 1, 1), person=world.giang, title="Ủy viên", unit=committee))
    assert [post.span.until for post in posts(world.giang)] == [DAY]


def test_a_cell_with_members_is_refused(world: World) -> None:
    assert refusals(EndUnit(on=DAY, unit=world.school)) == ["cell_has_members"]


def test_a_cell_whose_members_left_later_is_refused(world: World) -> None:
    """Hạnh left the post office on 1 July 2012; the cell cannot have ended before."""
    decide(FoundUnit(on=date(2000, 1, 1), code="C", name="C", kind="Chi bộ cơ sở", parent=world.ben_man))
    assert refusals(EndUnit(on=date(2012, 6, 30), unit=world.post_office)) == ["later_state"]
    assert refusals(EndUnit(on=date(2010, 1, 1), unit=world.hamlet_one)) == ["cell_has_members"]


def test_a_unit_with_units_below_is_refused(world: World) -> None:
    assert refusals(EndUnit(on=DAY, unit=world.an_binh)) == ["parent_not_alive"]


def test_a_unit_that_does_not_exist_is_refused(world: World) -> None:
    assert refusals(EndUnit(on=DAY, unit=world.post_office)) == ["unit_not_alive"]


def test_a_later_change_stands_in_the_way(world: World) -> None:
    committee = _empty_committee(world)
    decide(ChangeUnit(on=date(2022, 6, 1), unit=committee, name="Đảng bộ C mới"))
    assert refusals(EndUnit(on=DAY, unit=committee)) == ["later_state"]


def test_a_later_move_stands_in_the_way(world: World) -> None:
    committee = _empty_committee(world)
    decide(MoveUnit(on=date(2022, 6, 1), unit=committee, parent=world.cau_go))
    assert refusals(EndUnit(on=DAY, unit=committee)) == ["later_state"]
