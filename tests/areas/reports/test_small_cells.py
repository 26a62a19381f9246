"""Cells with few members beside like ones under the same committee."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation.commands import ChangeUnit, FoundUnit, MoveUnit
from dangvu.organisation.queries import units_on
from dangvu.reports.figures import figures
from dangvu.reports.small_cells import Small, small_cells
from dangvu.rulebook.models import Rule
from tests.world import CELL, DAY, World, decide, unit

HAMLET, SCHOOL = "Ấp, khóm", "Trường học"


@pytest.fixture(autouse=True)
def told(world: World) -> None:
    """Two hamlets and two schools under the commune; one school under the same committee says nothing of what it is."""
    for cell in (world.hamlet_one, world.hamlet_two):
        decide(ChangeUnit(on=date(2015, 1, 1), unit=cell, sector=HAMLET))
    for code, sector in (("SX.01.A.3", SCHOOL), ("SX.01.A.4", SCHOOL), ("SX.01.A.5", "")):
        decide(FoundUnit(on=date(2020, 1, 1), code=code, name=code, kind=CELL, parent=world.an_binh, sector=sector))


def beside(found: list[Small]) -> dict[str, list[str]]:
    codes = {row.id: row.code for row in units_on([unit for one in found for unit in (one.cell.unit, *(c.unit for c in one.like))], DAY)}
    return {codes[one.cell.unit]: [codes[crew.unit] for crew in one.like] for one in found}


def test_like_cells_stand_under_the_same_committee_and_are_of_the_same_sector(world: World) -> None:
    assert beside(small_cells(world.province, DAY)) == {
        "SX.01.A.1": ["SX.01.A.2"], "SX.01.A.2": ["SX.01.A.1"], "SX.01.A.3": ["SX.01.A.4"], "SX.01.A.4": ["SX.01.A.3"],
        "SX.01.A.5": [], "SX.02.B": [],
    }  # fmt: skip


def test_a_cell_that_moved_elsewhere_is_no_longer_beside(world: World) -> None:
    decide(FoundUnit(on=date(2021, 1, 1), code="SX.02.D", name="Đảng bộ xã Bãi Vàng", kind="Đảng bộ cơ sở", parent=world.ben_man))
    decide(MoveUnit(on=date(2022, 1, 1), unit=world.hamlet_two, parent=unit("SX.02.D")))
    assert beside(small_cells(world.province, DAY))["SX.01.A.1"] == []
    assert beside(small_cells(world.province, date(2021, 12, 31)))["SX.01.A.1"] == ["SX.01.A.2"]


@pytest.mark.parametrize("least", [1, 3, 10])
def test_they_are_as_many_as_the_figure_says_under_the_rule_of_the_day(world: World, least: int) -> None:
    Rule.objects.filter(key="small_cell_members").update(value=least)
    found = small_cells(world.province, DAY)
    assert len(found) == figures(world.province, DAY, codes=["cells_under_10"]).figures["cells_under_10"].value
    assert all(one.cell.members < least for one in found)


def test_what_is_foreign_is_neither_listed_nor_beside(world: World) -> None:
    found = small_cells(world.province, DAY, within=frozenset({world.province, world.an_binh, world.hamlet_one}))
    assert beside(found) == {"SX.01.A.1": []}
