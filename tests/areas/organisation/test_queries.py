"""Questions about the trees."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.ledger.dated import close, current, open_row
from dangvu.ledger.models import Decision
from dangvu.organisation.commands import ChangeUnit, FoundUnit, MoveUnit
from dangvu.organisation.models import Unit, UnitState
from dangvu.organisation.past import history, touches
from dangvu.organisation.places import cell_localities, is_counted_whole, places_of
from dangvu.organisation.queries import (
    above,
    ancestors,
    around,
    children,
    first_unit,
    lives,
    roots,
    subtree,
    unit_by_public_id,
    unit_names,
    unit_on,
    units_on,
)
from tests.world import DAY, FOUNDED, PROVINCE, World, decide

ENDED = date(2012, 7, 1)


def test_children_are_those_of_the_day_in_the_order_of_codes(world: World) -> None:
    assert [child.code for child in children(world.ben_man, date(2012, 6, 30))] == ["SX.02.B", "SX.02.C"]
    assert [child.code for child in children(world.ben_man, ENDED)] == ["SX.02.B"]


def test_ancestors_begin_with_the_root(world: World) -> None:
    assert [unit.code for unit in ancestors(world.hamlet_one, DAY)] == ["SX", "SX.01", "SX.01.A"]
    assert above(world.province, DAY) == []


def test_a_unit_that_has_ended_keeps_its_name(world: World) -> None:
    unit = unit_on(world.post_office, DAY)
    assert unit and (unit.alive, unit.name) == (False, "Chi bộ Bưu điện cũ")
    assert unit_on(999, DAY) is None


def test_a_unit_has_the_name_of_the_day(world: World) -> None:
    decide(ChangeUnit(on=date(2020, 1, 1), unit=world.school, name="Tên mới"))
    assert [unit.name for day in (date(2019, 12, 31), DAY) for unit in units_on([world.school], day)] == [
        "Chi bộ Trường Trung học Bến Mận", "Tên mới",
    ]  # fmt: skip
    assert [turn.name for turn in history(world.school)] == ["Chi bộ Trường Trung học Bến Mận", "Tên mới"]


def test_a_subtree_includes_its_top(world: World) -> None:
    assert set(subtree(world.an_binh, DAY)) == {world.an_binh, world.hamlet_one, world.hamlet_two}
    assert subtree(world.an_binh, FOUNDED - timedelta(days=1)) == []


def test_around_a_unit_stands_what_is_above_and_below_it_on_any_day(world: World) -> None:
    """One statement for the frame of a page tells what the questions for each part tell."""
    decide(ChangeUnit(on=date(2015, 1, 1), unit=world.school, name="Tên mới"))
    decide(MoveUnit(on=date(2020, 1, 1), unit=world.an_binh, parent=world.ben_man))
    days = (FOUNDED - timedelta(days=1), FOUNDED, date(2012, 6, 30), ENDED, date(2019, 12, 31), DAY)
    for unit in Unit.objects.values_list("id", flat=True):
        for day in days:
            found = around(unit, day)
            assert found and (found.unit, found.above, found.below) == (unit_on(unit, day), ancestors(unit, day), children(unit, day))
    assert around(999, DAY) is None


def test_where_a_unit_stood_is_told_as_it_was_known(world: World) -> None:
    """An Bình moves below another body, and its chain, its subtree and what the counts cover are as held before and since."""
    before = Decision.objects.latest("id").recorded
    since = decide(MoveUnit(on=date(2020, 1, 1), unit=world.an_binh, parent=world.ben_man)).recorded
    after = decide(ChangeUnit(on=DAY, unit=world.an_binh, name="Tên mới")).recorded
    asked = {known: around(world.hamlet_one, DAY, known) for known in (None, before, since, after)}
    found = {known: one for known, one in asked.items() if one}
    codes = {known: [unit.code for unit in one.above] for known, one in found.items()}
    assert codes == {None: ["SX", "SX.02", "SX.01.A"], since: codes[None], after: codes[None], before: ["SX", "SX.01", "SX.01.A"]}
    assert found[before].above[-1].name != "Tên mới" == found[after].above[-1].name
    for known, upper in ((before, world.cau_go), (since, world.ben_man)):
        assert set(subtree(upper, DAY, known)) >= {upper, world.an_binh, world.hamlet_one, world.hamlet_two}
        assert is_counted_whole(upper, DAY, "population", known)
    assert subtree(world.cau_go, DAY, since) == [world.cau_go]
    assert not is_counted_whole(world.cau_go, DAY, "population", since)
    assert subtree(world.an_binh, FOUNDED - timedelta(days=1), since) == []


def test_a_unit_is_found_by_the_number_in_addresses(world: World) -> None:
    unit = unit_on(world.school, DAY)
    assert unit and unit_by_public_id(unit.public_id) == world.school


def test_pages_begin_with_the_first_root(world: World) -> None:
    decide(FoundUnit(on=FOUNDED, code="K", name="Tỉnh khác", kind=PROVINCE))
    assert first_unit() == world.province
    assert len(roots(DAY)) == 2


def test_names_of_a_day_are_those_of_living_units(world: World) -> None:
    assert [name.code for name in unit_names(DAY)] == ["SX", "SX.01", "SX.01.A", "SX.01.A.1", "SX.01.A.2", "SX.02", "SX.02.B"]


def test_places_are_those_of_hamlet_cells(world: World) -> None:
    assert cell_localities() == {world.hamlet_one: world.place_one, world.hamlet_two: world.place_two}
    assert places_of([world.hamlet_one, world.school], DAY) == {world.hamlet_one: world.place_one, world.school: None}


def test_a_life_spans_every_state(world: World) -> None:
    decide(ChangeUnit(on=date(2020, 1, 1), unit=world.school, name="Tên mới"))
    found = {life.unit: life for life in lives()}
    assert (found[world.school].since, found[world.school].until, found[world.school].parent) == (FOUNDED, None, world.ben_man)
    assert (found[world.post_office].until, found[world.province].parent) == (ENDED, 0)


def test_what_a_decision_wrote_and_took_back_itself_is_not_told(world: World) -> None:
    """As a plan once did that renamed a unit and ended it."""
    both = decide(ChangeUnit(on=date(2020, 1, 1), unit=world.school, name="Chi bộ Trường"))
    row = current(UnitState, unit_id=world.school).get(opened_by=both.id, name="Chi bộ Trường")
    close(row, decision=both.id, recorded=both.recorded)
    kept = {name: getattr(row, name) for name in ("unit_id", "kind", "cell", "sector", "locality_id", "period")}
    open_row(UnitState, decision=both.id, recorded=both.recorded, name="Chi bộ khác", **kept)
    told = [touch.name for touch in touches(world.school, both.recorded) if touch.decision == both.id]
    assert sorted(told) == ["Chi bộ Trường Trung học Bến Mận", "Chi bộ khác"]


def test_whatever_was_written_of_a_unit_is_told_also_what_is_no_longer_held(world: World) -> None:
    decision = decide(MoveUnit(on=date(2020, 1, 1), unit=world.school, parent=world.cau_go))
    told = [(touch.decision == decision.id, touch.parent, touch.until, touch.replaced) for touch in touches(world.school) if touch.parent]
    assert told == [
        (False, world.ben_man, None, True),
        (True, world.ben_man, date(2020, 1, 1), False),
        (True, world.cau_go, None, False),
    ]
    assert not any(touch.decision == decision.id for touch in touches(world.school, decision.recorded - timedelta(microseconds=1)))
