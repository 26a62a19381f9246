"""What an act is refused for: each by itself, with the unit named and the remedy told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from dangvu.commands import Refused
from dangvu.organisation.commands import MoveUnit
from dangvu.reorganisation import acts
from dangvu.reorganisation.steps import Carried, Changed, Founded, Lineage, Moved, Placed
from dangvu.reorganisation.undoing import undo_act
from tests.areas.reorganisation.country import DAY, Commune, commune, founded
from tests.areas.reorganisation.test_reorganise import act
from tests.world import ABOVE, BASE_CELL, CELL, CLERK, COMMITTEE, PROVINCE, World, decide, refusals, unit

Case = Callable[[World, Commune], dict[str, Any]]
NEW = Founded("N", "Chi bộ N", CELL, "K.nowhere")


def _plan(**steps: Any) -> dict[str, Any]:
    return {"act": "plan", **steps}


CASES: dict[str, tuple[Case, list[str]]] = {
    "an act of no kind": (lambda w, k: {**acts.move(k.unit, w.ben_man), "act": "abolish"}, ["unknown_act"]),
    "an act without steps": (lambda w, k: {"act": "plan"}, ["incomplete_act"]),
    "a merger into nothing": (lambda w, k: {"act": "merge", "ended": (k.one,)}, ["incomplete_act"]),
    "a renaming that ends something": (lambda w, k: {**acts.rename(k.one, "X"), "ended": (k.two,)}, ["foreign_step"]),
    "a merger into two": (
        lambda w, k: {"act": "merge", "ended": (k.one,), "lineage": (Lineage(k.one, k.two), Lineage(k.one, k.three))}, ["one_successor"],
    ),
    "a consolidation into one that is there": (
        lambda w, k: {
            "act": "consolidate", "founded": (Founded("N", "N", CELL, k.unit),), "ended": (k.one, k.two),
            "lineage": (Lineage(k.one, k.three), Lineage(k.two, k.three)),
        }, ["one_successor"],
    ),
    "a split from two": (
        lambda w, k: {
            "act": "split", "founded": (Founded("N", "N", CELL, k.unit),), "lineage": (Lineage(k.one, "N"), Lineage(k.two, "N"))
        }, ["one_predecessor"],
    ),
    "a unit that ended long ago": (lambda w, k: acts.move(w.post_office, w.ben_man), ["unit_not_alive"]),
    "a new one below nothing known": (lambda w, k: acts.found(NEW), ["unit_not_alive"]),
    "a code that is taken": (lambda w, k: acts.found(Founded("K.1", "N", CELL, k.unit)), ["repeated_code"]),
    "a code twice": (lambda w, k: _plan(founded=(Founded("N", "N", CELL, k.unit), Founded("N", "M", CELL, k.unit))), ["repeated_code"]),
    "no code": (lambda w, k: acts.found(Founded("", "N", CELL, k.unit)), ["missing_code"]),
    "no name": (lambda w, k: acts.found(Founded("N", " ", CELL, k.unit)), ["missing_name"]),
    "a change of nothing": (lambda w, k: {"act": "rename", "changed": (Changed(k.unit),)}, ["missing_name"]),
    "a cell above everything": (lambda w, k: acts.found(Founded("N", "Chi bộ N", CELL, None)), ["nesting"]),
    "a unit placed twice": (lambda w, k: _plan(placed=(Placed(k.unit, w.ben_man), Placed(k.unit, w.cau_go))), ["named_twice"]),
    "a unit that ends and moves": (lambda w, k: _plan(placed=(Placed(k.unit, w.ben_man),), ended=(k.unit,)), ["named_twice"]),
    "a unit that ends and is renamed": (lambda w, k: acts.plan(acts.rename(k.two, "X"), acts.merge_cells([k.two], k.one)), ["named_twice"]),
    "a body with members that goes on in nothing": (
        lambda w, k: _plan(
            placed=tuple(Placed(cell, w.an_binh) for cell in (k.one, k.two, k.three)), moved=(Moved(k.unit, w.hamlet_one),), ended=(k.unit,)
        ), ["no_such_cell", "no_successor"],
    ),
    "a pair twice": (
        lambda w, k: {**acts.merge_cells([k.two], k.one), "lineage": (Lineage(k.two, k.one), Lineage(k.two, k.one))}, ["named_twice"],
    ),
    "a kind in the wrong place": (lambda w, k: acts.move(k.one, w.ben_man), ["nesting"]),
    "a kind that what stands below does not bear": (lambda w, k: _plan(changed=(Changed(k.unit, kind=ABOVE),)), ["nesting"] * 4),
    "the province below a district": (lambda w, k: acts.move(w.province, w.cau_go), ["root"]),
    "members from a cell to itself": (lambda w, k: acts.some_members(k.one, k.one, k.ones[:1]), ["same_cell"]),
    "members into a committee": (lambda w, k: acts.some_members(k.one, k.unit, k.ones[:1]), ["no_such_cell"]),
    "members into a cell that ends": (
        lambda w, k: acts.plan(acts.merge_cells([k.two], k.one), acts.some_members(k.one, k.two, k.ones[:2])), ["no_such_cell"],
    ),
    "members of another cell": (lambda w, k: acts.some_members(k.one, k.three, [k.ones[0], k.twos[0]]), ["not_in_cell"]),
    "somebody twice": (lambda w, k: acts.some_members(k.one, k.three, [k.ones[0]] * 2), ["moved_twice"]),
    "a cell to two places": (lambda w, k: _plan(moved=(Moved(k.one, k.two), Moved(k.one, k.three))), ["moved_twice", "no_successor"]),
    "a post that nobody holds": (
        lambda w, k: {**acts.merge_cells([k.one], k.two), "carried": (Carried(k.ones[3], "Bí thư", k.one, k.two),)}, ["post_not_held"],
    ),
    "a body with cells below it": (lambda w, k: acts.end(k.unit, [w.an_binh]), ["units_below"]),
    "a cell with members in it": (
        lambda w, k: acts.end(k.three, [k.one], [Moved(k.three, k.one, tuple(k.threes[:3]))]), ["members_left"],
    ),
    "a cell that goes on in nothing": (lambda w, k: acts.end(k.three, [], [Moved(k.three, k.one)]), ["no_successor"]),
    "a cell that goes on elsewhere than its members": (lambda w, k: acts.end(k.three, [k.two], [Moved(k.three, k.one)]), ["no_successor"]),
    "a successor that ends too": (
        lambda w, k: _plan(
            moved=(Moved(k.one, k.three), Moved(k.two, k.three)), ended=(k.one, k.two),
            lineage=(Lineage(k.one, k.two), Lineage(k.two, k.three), Lineage(k.one, k.three)),
        ), ["unit_not_alive"],
    ),
    "two founders of a cell": (lambda w, k: acts.split_cell(k.one, [(Founded("N", "N", CELL, k.unit), k.ones[:2])]), ["too_few_official"]),
    "a district that goes on where only a part of it went": (
        lambda w, k: {
            "act": "plan", "placed": (Placed(w.an_binh, w.ben_man), Placed(k.unit, w.ben_man)), "ended": (w.cau_go,),
            "lineage": (Lineage(w.cau_go, w.an_binh),),
        }, ["unbalanced"],
    ),
    "a split whose members go to a third": (
        lambda w, k: {
            **acts.split_cell(k.one, [(Founded("N", "N", CELL, k.unit), k.ones[:3])]),
            "moved": (Moved(k.one, "N", tuple(k.ones[:3])), Moved(k.one, k.two, tuple(k.ones[3:5]))),
        }, ["unbalanced"],
    ),
}  # fmt: skip


def test_each_is_refused_for_its_reason(world: World) -> None:
    k = commune(world)
    found = {case: refusals(act(make(world, k))) for case, (make, _codes) in CASES.items()}
    assert found == {case: codes for case, (_make, codes) in CASES.items()}


def test_the_sentence_names_the_units_and_the_numbers(world: World) -> None:
    make, _codes = CASES["a district that goes on where only a part of it went"]
    k = commune(world)
    with pytest.raises(Refused) as refused:
        decide(act(make(world, k)))
    (problem,) = refused.value.problems
    assert "Đảng bộ huyện Cầu Gỗ" in problem.message
    assert "thiếu 23, thừa 0" in problem.message


def test_a_unit_that_is_gone_is_told_by_its_name(world: World) -> None:
    with pytest.raises(Refused, match="Chi bộ Bưu điện cũ"):
        decide(act(acts.move(world.post_office, world.cau_go)))


def test_a_unit_with_a_later_turn_does_not_end(world: World) -> None:
    k = commune(world)
    other = commune(world, "M")
    decide(MoveUnit(on=DAY + timedelta(days=9), unit=k.one, parent=other.unit))
    assert refusals(act(acts.merge_cells([k.one], k.two))) == ["later_state"]


def test_a_unit_whose_name_turns_later_becomes_no_other_kind(world: World) -> None:
    """The later state bears the kind of before, so that the act would undo itself on that day."""
    k = commune(world)
    decide(act(acts.rename(k.one, "Chi bộ K1 mới"), on=DAY + timedelta(days=9)))
    parts = [(Founded("K.1a", "Chi bộ K1a", CELL, k.one), k.ones[:5]), (Founded("K.1b", "Chi bộ K1b", CELL, k.one), [])]
    assert refusals(act(acts.upgrade(k.one, "Đảng bộ bộ phận", parts, rest="K.1b"))) == ["later_state"]


def test_a_unit_of_which_a_later_lineage_tells_does_not_end(world: World) -> None:
    k = commune(world)
    decide(act(acts.split_cell(k.two, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.twos[:3])])))
    assert refusals(act(acts.merge_cells([k.two], k.one), on=DAY - timedelta(days=60))) == ["later_state"]
    decide(act(acts.merge_cells([k.two], k.one), on=DAY + timedelta(days=60)))


def test_a_unit_that_is_not_there_yet_is_told_by_its_name(world: World) -> None:
    k = commune(world)
    later = founded("K.5", "Chi bộ K5", CELL, k.unit, on=DAY + timedelta(days=9))
    taken_back = decide(act(acts.found(Founded("K.6", "Chi bộ K6", CELL, k.unit), [Moved(k.one, "K.6", tuple(k.ones[1:4]))])))
    never = unit("K.6")
    undo_act(taken_back.id, CLERK, on=DAY)
    for number, told in ((later, "“Chi bộ K5”"), (never, "“K.6”")):
        with pytest.raises(Refused, match=told):
            decide(act(acts.move(number, world.an_binh)))


def test_a_body_decides_only_about_what_is_its_own(world: World) -> None:
    k = commune(world)
    assert refusals(act(acts.merge_cells([world.hamlet_two], k.one), unit=k.unit)) == ["outside"]
    assert refusals(act(acts.move(k.unit, world.ben_man), unit=world.cau_go)) == ["outside"]
    assert refusals(act(acts.merge_cells([k.two], k.one), unit=world.post_office)) == ["unit_not_alive"]
    decide(act(acts.merge_cells([k.two], k.one), unit=k.unit))


def _decided_by(key: str, kinds: list[str]) -> None:
    """As if the rule named other levels."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rulebook_rule SET value = %s::jsonb WHERE key = %s", [json.dumps(kinds), key])


@pytest.mark.parametrize(("on", "codes"), [(date(2025, 9, 28), []), (date(2025, 9, 29), ["not_competent"])])
def test_a_cell_leaves_its_committee_by_decision_of_the_level_that_the_rule_of_the_day_names(
    world: World, on: date, codes: list[str]
) -> None:  # fmt: skip
    """Of days before 29/9/2025 the rulebook says nothing, and nothing is judged by it."""
    k, m = commune(world), commune(world, "M")
    leaving = act(acts.move(k.one, m.unit), on=on, unit=world.cau_go)
    _decided_by("reorg_cell_decided_by", [PROVINCE])
    if codes:
        assert refusals(leaving) == codes
        _decided_by("reorg_cell_decided_by", [ABOVE, PROVINCE])
    decide(leaving)


def test_within_its_committee_a_cell_moves_by_decision_of_that_committee(world: World) -> None:
    upper = founded("U", "Đảng bộ cơ sở U", COMMITTEE, world.cau_go)
    sections = [founded(code, f"Đảng bộ bộ phận {code}", "Đảng bộ bộ phận", upper) for code in ("U.1", "U.2")]
    cell = founded("U.1.1", "Chi bộ U", CELL, sections[0])
    decide(act(acts.move(cell, sections[1]), on=date(2025, 10, 1), unit=upper))


def test_a_grassroots_body_leaves_by_decision_of_the_level_that_the_rule_names(world: World) -> None:
    base = founded("S", "Chi bộ cơ sở S", BASE_CELL, world.ben_man)
    leaving = act(acts.move(base, world.cau_go), on=date(2025, 10, 1), unit=world.province)
    _decided_by("reorg_base_decided_by", ["Trung ương"])
    assert refusals(leaving) == ["not_competent"]
    _decided_by("reorg_base_decided_by", [PROVINCE])
    decide(leaving)


def test_what_rises_or_falls_becomes_another_kind_and_not_the_other_way(world: World) -> None:
    k = commune(world)
    assert refusals(act(acts.turn(k.one, CELL, "upgrade"))) == ["same_kind"]
    assert refusals(act(acts.turn(k.unit, COMMITTEE, "downgrade"))) == ["same_kind"]
    assert refusals(act(acts.turn(k.one, "Đảng bộ bộ phận", "downgrade"))) == ["other_direction"]
    assert refusals(act(acts.turn(k.unit, BASE_CELL, "upgrade"))) == ["other_direction"]
