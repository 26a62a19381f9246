"""A unit begins to exist."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.organisation.commands import EndUnit, FoundUnit, judge_found
from dangvu.organisation.queries import ancestors, children, roots, subtree, unit_on
from tests.world import CELL, COMMITTEE, PROVINCE, World, decide, refusals

BEFORE, DAY = date(2021, 1, 31), date(2021, 2, 1)


def _cell_three(world: World, **differing: object) -> FoundUnit:
    usual: dict[str, object] = {"on": DAY, "code": "SX.01.A.3", "name": "Chi bộ ấp Ba", "kind": CELL, "parent": world.an_binh}
    return FoundUnit(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_it_exists_from_its_day_on_under_its_parent(world: World) -> None:
    number = decide(_cell_three(world, locality=world.place_one, sector="Xã")).payload["given"][0]
    before, on = unit_on(number, BEFORE), unit_on(number, DAY)
    assert before and on
    assert (before.alive, on.alive) == (False, True)
    assert (on.code, on.name, on.kind, on.cell, on.sector, on.locality) == (
        "SX.01.A.3", "Chi bộ ấp Ba", CELL, True, "Xã", world.place_one,
    )  # fmt: skip
    assert [unit.id for unit in ancestors(number, DAY)] == [world.province, world.cau_go, world.an_binh]
    assert number not in subtree(world.province, BEFORE)
    assert number in subtree(world.province, DAY)


def test_it_was_not_known_before_the_decision(world: World) -> None:
    decision = decide(_cell_three(world))
    moment_before = decision.recorded - timedelta(microseconds=1)
    assert "SX.01.A.3" not in {child.code for child in children(world.an_binh, DAY, known=moment_before)}
    assert "SX.01.A.3" in {child.code for child in children(world.an_binh, DAY, known=decision.recorded)}


def test_a_unit_without_a_parent_is_a_root(world: World) -> None:
    number = decide(_cell_three(world, code="K", kind=PROVINCE, parent=None)).payload["given"][0]
    assert roots(BEFORE) == [world.province]
    assert roots(DAY) == [world.province, number]


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"code": "SX.01.A.2"}, ["repeated_code"]),
        ({"code": " "}, ["missing_code"]),
        ({"name": ""}, ["missing_name"]),
        ({"locality": 999}, ["unknown_locality"]),
        ({"kind": COMMITTEE}, ["nesting"]),
        ({"parent": 999}, ["unit_not_alive"]),
        ({"on": date(1992, 4, 30)}, ["unit_not_alive"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    assert refusals(_cell_three(world, **differing)) == codes


def test_nesting_cites_the_rule_in_force_on_the_day(world: World) -> None:
    assert [problem.source for problem in judge_found(_cell_three(world, kind=COMMITTEE))] == ["Điều lệ Đảng (2011), Điều 10, 21–24"]
    after_the_reform = _cell_three(world, kind=COMMITTEE, on=date(2025, 7, 1))
    assert [problem.source for problem in judge_found(after_the_reform)] == ["294-QĐ/TW ngày 26/5/2025"]


def test_it_cannot_outlive_a_parent_whose_end_is_recorded(world: World) -> None:
    parent = decide(_cell_three(world, code="B", kind=COMMITTEE, parent=world.ben_man)).payload["given"][0]
    decide(EndUnit(on=date(2022, 1, 1), unit=parent))
    assert refusals(_cell_three(world, parent=parent, on=date(2021, 6, 1))) == ["parent_not_alive"]
