"""The last guard: what the database refuses of the trees, whoever writes the rows."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.organisation.commands import ChangeUnit, FoundUnit
from dangvu.periods.days import Span
from tests.areas.rows import closed, execute, like_another, opened, refusal
from tests.world import COMMITTEE, FOUNDED, World, decide

EARLY, LATE = date(2005, 1, 1), date(2015, 1, 1)


def edge(unit: int, parent: int, span: Span) -> str:
    """A place in the tree."""
    return opened("organisation_unitedge", unit_id=unit, parent_id=parent, period=span)


def taken_out(unit: int) -> str:
    """No place in the tree any more."""
    return closed("organisation_unitedge", f"unit_id = {unit}")


@pytest.fixture
def committees(world: World) -> tuple[int, int, int]:
    """Three committees side by side; no rule of nesting is asked of plain rows."""
    found = [FoundUnit(on=FOUNDED, code=code, name=code, kind=COMMITTEE, parent=world.ben_man) for code in ("A", "B", "C")]
    one, two, three = (decide(command).payload["given"][0] for command in found)
    return one, two, three


def test_two_parents_on_a_day(world: World) -> None:
    assert refusal(edge(world.school, world.cau_go, Span(LATE))) == "one_parent_of_a_unit"


def test_a_unit_directly_below_itself(world: World) -> None:
    assert refusal(taken_out(world.school), edge(world.school, world.school, Span(FOUNDED))) == "no_unit_above_itself"


def test_a_circle_of_three(committees: tuple[int, int, int]) -> None:
    one, two, three = committees
    assert refusal(
        *(taken_out(unit) for unit in committees),
        edge(one, two, Span(FOUNDED)), edge(two, three, Span(FOUNDED)), edge(three, one, Span(FOUNDED)),
    ) == "no_unit_below_itself"  # fmt: skip


def below(world: World, unit: int, parent: int, span: Span) -> list[str]:
    """The unit below another for some days, and where it was on all others."""
    after = [edge(unit, world.ben_man, Span(span.until))] if span.until else []
    return [taken_out(unit), edge(unit, world.ben_man, Span(FOUNDED, span.since)), edge(unit, parent, span), *after]


def test_a_circle_of_one_day_between_edges_that_overlap_no_more(world: World, committees: tuple[int, int, int]) -> None:
    """A below B until the day after LATE, B below C from LATE on, C below A all the time: together only on LATE itself."""
    one, two, three = committees
    day_after = date(2015, 1, 2)
    parts = [*below(world, one, two, Span(EARLY, day_after)), *below(world, two, three, Span(LATE)), taken_out(three)]
    assert refusal(*parts, edge(three, one, Span(FOUNDED))) == "no_unit_below_itself"


def test_edges_that_never_meet_are_no_circle(world: World, committees: tuple[int, int, int]) -> None:
    one, two, three = committees
    execute(
        *below(world, one, two, Span(EARLY, LATE)), *below(world, two, three, Span(LATE)), taken_out(three), edge(three, one, Span(FOUNDED))
    )


def test_the_circle_is_found_when_its_last_edge_comes_in_a_later_transaction(world: World, committees: tuple[int, int, int]) -> None:
    one, two, three = committees
    execute(*below(world, two, three, Span(LATE)))
    execute(taken_out(three), edge(three, one, Span(FOUNDED)))
    assert refusal(*below(world, one, two, Span(EARLY, date(2015, 1, 2)))) == "no_unit_below_itself"
    execute(*below(world, one, two, Span(EARLY, LATE)))


def test_a_day_without_a_parent(world: World) -> None:
    assert refusal(taken_out(world.school), edge(world.school, world.ben_man, Span(EARLY))) == "unit_has_a_parent_while_it_lives"


def test_a_place_of_a_unit_that_does_not_exist_yet(world: World) -> None:
    before = Span(date(1990, 1, 1), FOUNDED)
    assert refusal(edge(world.school, world.ben_man, before)) == "unit_has_a_parent_while_it_lives"


def test_a_unit_that_outlives_its_parent(world: World) -> None:
    assert refusal(closed("organisation_unitstate", f"unit_id = {world.ben_man}"), taken_out(world.ben_man)) == (
        "parent_lives_as_long_as_its_children"
    )


def test_a_unit_of_a_parent_that_came_later(world: World) -> None:
    younger = decide(FoundUnit(on=LATE, code="J", name="J", kind=COMMITTEE, parent=world.ben_man)).payload["given"][0]
    assert refusal(*below(world, world.school, younger, Span(EARLY))) == "parent_lives_as_long_as_its_children"


def test_two_states_on_a_day(world: World) -> None:
    state = opened("organisation_unitstate", unit_id=world.school, name="X", kind="Chi bộ", cell="t", sector="", period=Span(LATE))
    assert refusal(state) == "one_state_of_a_unit"


def test_rows_that_are_no_longer_held_stand_in_nobodys_way(world: World) -> None:
    """What was believed once may overlap what is believed now, and may have made a circle."""
    decide(ChangeUnit(on=LATE, unit=world.school, name="Trường mới"))
    state = opened("organisation_unitstate", unit_id=world.school, name="X", kind="Chi bộ", cell="t", sector="", period=Span(LATE))
    execute(closed("organisation_unitstate", f"unit_id = {world.school} AND period @> '{LATE}'::date"), state)


TABLES = [("unitstate", "state"), ("unitedge", "edge"), ("localitystate", "locality"), ("localityfact", "fact")]


@pytest.mark.parametrize(("table", "name"), TABLES, ids=[table for table, _ in TABLES])
def test_a_row_of_no_days(world: World, table: str, name: str) -> None:
    """An empty range overlaps nothing, so no exclusion constraint would see it."""
    assert refusal(like_another(f"organisation_{table}", period="empty")) == f"{name}_of_some_days"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"value": "-1"}, "fact_not_negative"), ({"measure": "believers"}, "known_measure")],
    ids=["negative", "of no list"],
)
def test_a_count_that_is_none(world: World, values: dict[str, str], constraint: str) -> None:
    assert refusal(like_another("organisation_localityfact", period="[2030-01-01,)", people="X", **values)) == constraint


def test_a_second_count_of_a_day(world: World) -> None:
    assert refusal(like_another("organisation_localityfact")) == "one_fact_of_a_locality"
