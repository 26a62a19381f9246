"""An act of reorganisation: every kind of it on its day, everybody still somewhere, and what it is refused for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.erasing import erase
from dangvu.members.commands import EndMembership, GivePost, TransferMember
from dangvu.members.heads import members_together
from dangvu.members.queries import cell_of, posts, stays
from dangvu.organisation.lineage import Step, became, came_from, successors_on
from dangvu.organisation.queries import above, ancestors, children, unit_on
from dangvu.periods.days import Span
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Carried, Founded, Lineage, Moved, Placed
from tests.areas.reorganisation.country import DAY, Commune, commune, founded
from tests.world import CELL, CLERK, COMMITTEE, World, decide, unit

EVE = DAY - timedelta(days=1)


@pytest.fixture
def k(world: World) -> Commune:
    """The commune K below the body of Cầu Gỗ."""
    return commune(world)


def act(fields: dict[str, Any], **differing: Any) -> Reorganise:
    """The command of an act, decided over the whole register."""
    return Reorganise(**{"on": DAY, "body": "Ban Thường vụ Tỉnh ủy", "document": "15-QĐ/TU", **fields, **differing})


def test_cells_are_absorbed_with_everybody(world: World, k: Commune) -> None:
    decision = decide(act(acts.merge_cells([k.two, k.three], k.one)))
    assert {cell_of(person, EVE) for person in k.twos} == {k.two}
    assert {cell_of(person, DAY) for person in (*k.ones, *k.twos, *k.threes)} == {k.one}
    assert [child.id for child in children(k.unit, DAY)] == [k.one]
    assert became(k.two, DAY) == [Step(k.one, DAY, "merge", decision.id)]
    assert successors_on(k.three, DAY) == [k.one]
    assert [stay.leaving for stay in stays(k.twos[0])] == ["transfer", ""]
    assert members_together([world.province], EVE) == members_together([world.province], DAY)


def test_cells_are_consolidated_into_a_new_one_and_a_post_goes_on(k: Commune) -> None:
    fields = acts.consolidate_cells([k.one, k.two], Founded("K.9", "Chi bộ K9", CELL, k.unit))
    decide(act(fields, carried=(Carried(k.secretary, "Bí thư", k.one, "K.9"),)))
    new = unit("K.9")
    assert {cell_of(person, DAY) for person in (*k.ones, *k.twos)} == {new}
    held = [(post.unit, post.span.since, post.span.until) for post in posts(k.secretary)]
    assert held == [(k.one, date(2015, 1, 1), DAY), (new, DAY, None)]
    assert [(post.unit, post.span.until) for post in posts(k.twos[0])] == [(k.two, DAY)]
    assert [step.unit for step in came_from(new, DAY)] == [k.one, k.two]


def test_a_cell_is_split_and_goes_on(k: Commune) -> None:
    decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[:4])])))
    assert [cell_of(person, DAY) for person in k.ones] == [unit("K.4")] * 4 + [k.one] * 8
    assert [post.span.until for post in posts(k.secretary)] == [DAY]
    assert successors_on(k.one, DAY) == [k.one]


def test_some_members_move_by_one_decision(k: Commune) -> None:
    decide(act(acts.some_members(k.one, k.three, k.ones[-3:])))
    assert [cell_of(person, DAY) for person in k.ones] == [k.one] * 9 + [k.three] * 3
    assert became(k.one, DAY) == []


def test_a_body_is_absorbed_and_what_stood_below_it_comes_along(world: World, k: Commune) -> None:
    other = commune(world, "M")
    decide(act(acts.merge_bodies([k.unit], other.unit, DAY)))
    assert {child.id for child in children(other.unit, DAY)} == {k.one, k.two, k.three, other.one, other.two, other.three}
    assert unit_on(k.unit, DAY) is not None
    assert not unit_on(k.unit, DAY).alive  # type: ignore[union-attr]  # asked above
    assert {cell_of(person, DAY) for person in k.ones} == {k.one}
    assert above(k.one, EVE)[-1] == k.unit


def test_bodies_are_consolidated(world: World, k: Commune) -> None:
    other = commune(world, "M")
    decide(act(acts.consolidate_bodies([k.unit, other.unit], Founded("N", "Đảng bộ xã N", COMMITTEE, world.cau_go), DAY)))
    assert len(children(unit("N"), DAY)) == 6
    assert {step.unit for step in came_from(unit("N"), DAY)} == {k.unit, other.unit}


def test_a_body_is_split(world: World, k: Commune) -> None:
    decide(act(acts.split_body(k.unit, [(Founded("N", "Đảng bộ xã N", COMMITTEE, world.cau_go), [k.two, k.three])])))
    assert [child.id for child in children(k.unit, DAY)] == [k.one]
    assert [child.id for child in children(unit("N"), DAY)] == [k.two, k.three]


def test_a_subtree_moves_and_a_unit_is_renamed(world: World, k: Commune) -> None:
    decide(act(acts.move(k.unit, world.ben_man)))
    decide(act(acts.rename(k.unit, "Đảng bộ xã Kênh")))
    assert [row.id for row in ancestors(k.one, DAY)] == [world.province, world.ben_man, k.unit]
    assert [unit_on(k.unit, day).name for day in (EVE, DAY)] == ["Đảng bộ xã K", "Đảng bộ xã Kênh"]  # type: ignore[union-attr]  # it lives


def test_a_unit_is_founded_with_members_of_others(k: Commune) -> None:
    new = Founded("K.4", "Chi bộ K4", CELL, k.unit)
    decide(act(acts.found(new, [Moved(k.one, "K.4", tuple(k.ones[:2])), Moved(k.two, "K.4", (k.twos[0],))])))
    assert [cell_of(person, DAY) for person in (*k.ones[:3], k.twos[0])] == [unit("K.4")] * 2 + [k.one, unit("K.4")]


def test_a_cell_becomes_a_section_and_a_section_a_cell_again(k: Commune) -> None:
    section = "Đảng bộ bộ phận"
    parts = [(Founded("K.1a", "Chi bộ K1a", CELL, k.one), k.ones[:5]), (Founded("K.1b", "Chi bộ K1b", CELL, k.one), [])]
    decide(act(acts.upgrade(k.one, section, parts, rest="K.1b")))
    assert [cell_of(person, DAY) for person in k.ones] == [unit("K.1a")] * 5 + [unit("K.1b")] * 7
    later = date(2024, 9, 1)
    decide(act(acts.downgrade(k.one, CELL, later), on=later))
    assert {cell_of(person, later) for person in k.ones} == {k.one}
    assert successors_on(unit("K.1a"), later) == [k.one]


def test_a_unit_ends_and_everything_goes_where_it_is_said(world: World, k: Commune) -> None:
    other = commune(world, "M")
    placed = [Placed(k.one, other.unit), Placed(k.two, other.unit)]
    decide(act(acts.end(k.unit, [other.unit], [Moved(k.three, other.three)], placed)
               | {"ended": (k.unit, k.three), "lineage": (Lineage(k.unit, other.unit), Lineage(k.three, other.three))}))  # fmt: skip
    assert {cell_of(person, DAY) for person in k.threes} == {other.three}
    assert members_together([other.unit], DAY) == 46


def test_an_empty_unit_is_dissolved(world: World) -> None:
    empty = founded("E", "Chi bộ E", CELL, world.an_binh)
    decide(act(acts.end(empty, act="dissolve")))
    assert empty not in {child.id for child in children(world.an_binh, DAY)}
    assert became(empty, DAY) == []


def test_several_acts_of_one_day_are_one_plan(world: World, k: Commune) -> None:
    other = commune(world, "M")
    decision = decide(act(acts.plan(
        acts.merge_cells([k.three], k.two), acts.rename(k.two, "Chi bộ K2 mới"), acts.move(other.unit, world.ben_man),
        acts.split_cell(other.one, [(Founded("M.4", "Chi bộ M4", CELL, other.unit), other.ones[:3])]),
    )))  # fmt: skip
    assert became(k.three, DAY) == [Step(k.two, DAY, "merge", decision.id)]
    assert became(other.one, DAY) == [Step(unit("M.4"), DAY, "split", decision.id)]
    assert rebuild().empty


def test_an_act_that_names_somebody_who_is_erased_later_can_be_told_again(k: Commune) -> None:
    gone = k.ones[4]
    decide(act(acts.split_cell(k.one, [(Founded("K.4", "Chi bộ K4", CELL, k.unit), k.ones[2:6])])))
    decide(EndMembership(on=DAY + timedelta(days=30), person=gone, kind="left_on_request"))
    erase(gone, CLERK, on=DAY + timedelta(days=60), body="Ban Tổ chức Tỉnh ủy", document="3-QĐ/BTC")
    assert cell_of(gone, DAY) == unit("K.4")
    told = rebuild()
    assert (told.empty, told.erased) == (True, 1)


def test_whoever_comes_later_comes_to_the_successor(k: Commune) -> None:
    """Recorded before the act, about days after it: a transfer into the cell that ends, and one from it to the one that takes it in."""
    late, early, through = k.ones[5], k.twos[3], k.threes[1]
    decide(TransferMember(on=DAY + timedelta(days=30), person=late, cell=k.two))
    decide(TransferMember(on=DAY + timedelta(days=30), person=early, cell=k.one))
    decide(TransferMember(on=DAY, person=through, cell=k.two))
    decide(act(acts.merge_cells([k.two], k.one)))
    assert [(stay.cell, stay.span.since) for stay in stays(late)][1:] == []
    assert [(stay.cell, stay.span.since) for stay in stays(early)][1:] == [(k.one, DAY)]
    assert [(stay.cell, stay.span.since) for stay in stays(through)][1:] == [(k.one, DAY)]
    assert rebuild().empty


def test_what_was_decided_for_later_about_somebody_stands(k: Commune) -> None:
    """Of those named, and of a cell that goes on, only the stay of the day moves: who came back by a decision of its own is back."""
    away, back, post = date(2024, 6, 1), date(2025, 1, 1), date(2025, 2, 1)
    for person in (k.ones[5], k.twos[3]):
        home = cell_of(person, DAY) or 0
        decide(TransferMember(on=away, person=person, cell=k.three))
        decide(TransferMember(on=back, person=person, cell=home))
        decide(GivePost(on=post, person=person, title="Ủy viên", unit=home))
    decide(act({"act": "plan", "moved": (Moved(k.two, k.one),), "lineage": (Lineage(k.two, k.one),)}))
    decide(act(acts.some_members(k.one, k.two, [k.ones[5]])))
    assert [(stay.cell, stay.span.since) for stay in stays(k.ones[5])][1:] == [(k.two, DAY), (k.three, away), (k.one, back)]
    assert [(stay.cell, stay.span.since) for stay in stays(k.twos[3])][1:] == [(k.one, DAY), (k.three, away), (k.two, back)]
    assert [(held.unit, held.span) for held in posts(k.twos[3])] == [(k.two, Span(post, None))]
    assert rebuild().empty
