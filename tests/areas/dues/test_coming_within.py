"""Whoever comes to a cell within a month may pay there, once; the month is owed where one was on its first day."""

from __future__ import annotations

from datetime import date

from dangvu.commands.rebuilding import rebuild
from dangvu.dues.queries import amounts, behind, lines
from dangvu.dues.sums import shares, sums
from dangvu.members.commands import TransferMember
from dangvu.organisation.commands import FoundUnit
from dangvu.reorganisation.acts import downgrade
from dangvu.reorganisation.commands import Reorganise
from tests.areas.dues.months import APRIL, MARCH, paid, payments, unpaid
from tests.world import BASE_CELL, CELL, World, decide, newcomer, person, place, refusals, unit

MOVED, LATE, JUNE = date(2026, 3, 20), date(2026, 3, 25), date(2026, 6, 15)


def states(cell: int, on: date, month: date = MARCH) -> dict[int, str]:
    return {line.person: line.state for line in lines(cell, month, on)}


def _moved(world: World) -> None:
    decide(TransferMember(on=MOVED, person=world.binh, cell=world.hamlet_one))


def test_who_moved_stands_in_both_cells_and_owes_in_the_first(world: World) -> None:
    _moved(world)
    assert states(world.hamlet_one, JUNE) == {world.an: "unknown", world.phuc: "unknown", world.binh: "came"}
    assert states(world.hamlet_two, JUNE) == dict.fromkeys((world.binh, world.cuc, world.dung), "unknown")
    decide(unpaid(world))
    decide(unpaid(world, cell=world.hamlet_two))
    assert states(world.hamlet_one, JUNE)[world.binh] == "came" and states(world.hamlet_two, JUNE)[world.binh] == "unpaid"
    assert [one.months for one in behind(world.an_binh, 2026, JUNE) if one.person == world.binh] == [(MARCH,)], "once"


def test_what_is_paid_in_the_new_cell_is_no_debt_in_the_old_and_in_its_sum(world: World) -> None:
    _moved(world)
    paid(world, (world.an, 150_000), (world.phuc, 120_000), (world.binh, 96_000), cell=world.hamlet_one, on=LATE)
    assert (states(world.hamlet_one, JUNE)[world.binh], states(world.hamlet_two, JUNE)[world.binh]) == ("paid", "paid_away")
    assert [(one.unit, one.payers, one.amount) for one in sums(world.an_binh, MARCH, JUNE)] == [(world.hamlet_one, 3, 366_000)]
    assert refusals(payments(world, (world.binh, 96_000))) == ["paid_already"]


def test_what_was_paid_in_the_old_cell_is_no_debt_in_the_new(world: World) -> None:
    _moved(world)
    paid(world, (world.binh, 96_000))
    assert (states(world.hamlet_one, JUNE)[world.binh], states(world.hamlet_two, JUNE)[world.binh]) == ("paid_away", "paid")
    assert world.binh not in amounts(world.hamlet_one, MARCH, JUNE)


def test_who_is_admitted_within_the_month_may_pay_and_does_not_owe(world: World) -> None:
    decide(newcomer("555", "Ngô Văn Tư", MOVED, world.hamlet_one))
    decide(unpaid(world))
    assert states(world.hamlet_one, JUNE)[person("555")] == "came"
    assert person("555") not in {one.person for one in behind(world.hamlet_one, 2026, JUNE)}
    assert states(world.hamlet_one, JUNE, APRIL)[person("555")] == "unknown", "from the next month on"


def test_nobody_has_come_before_the_day(world: World) -> None:
    _moved(world)
    assert world.binh not in states(world.hamlet_one, date(2026, 3, 19)) and world.binh in states(world.hamlet_one, MOVED)


def test_who_went_and_came_back_within_the_month_owes_it(world: World) -> None:
    _moved(world)
    decide(TransferMember(on=LATE, person=world.binh, cell=world.hamlet_two))
    assert states(world.hamlet_two, JUNE)[world.binh] == "unknown"


def _founded(world: World) -> int:
    """A cell of hamlet two founded in the middle of March, to which the three of the old one go."""
    decide(FoundUnit(on=MOVED, code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=world.an_binh, locality=place("XAB.2")))
    for one in (world.binh, world.cuc, world.dung):
        decide(TransferMember(on=MOVED, person=one, cell=unit("SX.01.A.3")))
    return unit("SX.01.A.3")


def test_a_cell_that_is_founded_within_the_month_takes_it(world: World) -> None:
    fresh = _founded(world)
    assert set(states(fresh, LATE).values()) == {"came"}
    assert refusals(payments(world, cell=fresh, month=date(2026, 2, 1), on=LATE)) == ["no_such_cell"]
    paid(world, cell=fresh, on=LATE)
    assert set(states(fresh, JUNE).values()) == {"paid"} and rebuild().empty


def test_a_body_that_becomes_a_cell_within_the_month_takes_it(world: World) -> None:
    decide(Reorganise(on=MOVED, document="20-QĐ/HU", **downgrade(world.an_binh, BASE_CELL, MOVED)))
    assert set(states(world.an_binh, LATE).values()) == {"came"}
    assert refusals(payments(world, cell=world.an_binh, month=date(2026, 2, 1), on=LATE)) == ["no_such_cell"]
    paid(world, cell=world.an_binh, on=LATE)
    assert states(world.an_binh, JUNE)[world.cuc] == "paid"
    paid(world, (world.an, 150_000), cell=world.hamlet_one, on=LATE)
    assert refusals(payments(world, (world.an, 150_000), cell=world.hamlet_one, month=APRIL, on=LATE)) == ["no_such_cell"]


def test_its_sum_stands_where_it_was_founded(world: World) -> None:
    fresh = _founded(world)
    paid(world, cell=fresh, on=LATE)
    (told,) = sums(world.an_binh, MARCH, JUNE)
    assert (told.unit, told.payers, told.amount, told.unruled) == (fresh, 3, 205_500, 0)
    assert shares(fresh, MARCH, 100_000) == (70_000, 30_000)
    assert [one.unit for one in sums(world.province, MARCH, JUNE)] == [world.cau_go] and sums(world.ben_man, MARCH, JUNE) == []
    assert [one.amount for one in sums(fresh, MARCH, JUNE)] == [205_500]
