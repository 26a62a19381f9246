"""What a month is for a member, who is behind, and what cells took in."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.dues.models import DuesPayment
from dangvu.dues.queries import amounts, behind, lines, own_dues
from dangvu.dues.sums import Sum, sums
from dangvu.exchange.erasing import erase
from dangvu.exchange.verification import verify
from dangvu.members.commands import EndMembership, SetParticipation, TransferMember
from dangvu.organisation.commands import EndUnit, FoundUnit, MoveUnit
from dangvu.transfers.commands import BeginTemporaryStay
from tests.areas.dues.months import APRIL, FEBRUARY, MARCH, correction, exemption, paid, rate, some_dues
from tests.areas.ledger.tampering import tamper
from tests.world import CLERK, COMMITTEE, World, decide, newcomer, person, unit

JUNE = date(2026, 6, 15)
MONTHS = tuple(date(2026, month, 1) for month in range(2, 6))


def states(world: World, month: date = MARCH, on: date = JUNE) -> dict[int, str]:
    return {line.person: line.state for line in lines(world.hamlet_two, month, on)}


def test_who_is_detained_or_stays_elsewhere_owes_nothing_here(world: World) -> None:
    decide(SetParticipation(on=FEBRUARY, person=world.binh, value="suspended", reason="detention"))
    decide(BeginTemporaryStay(on=FEBRUARY, person=world.dung, place="Đảng ủy phường Ba", reason="work", planned=date(2026, 12, 1)))
    paid(world, (world.cuc, 71_500))
    assert states(world) == {world.binh: "detained", world.cuc: "paid", world.dung: "elsewhere"}


def test_who_is_suspended_otherwise_owes_them(world: World) -> None:
    decide(SetParticipation(on=FEBRUARY, person=world.binh, value="suspended", reason="decision", planned=date(2026, 4, 1)))
    paid(world, (world.cuc, 71_500))
    assert states(world)[world.binh] == "unpaid"


def test_fifty_years_of_party_age_exempt_by_themselves_since_2026(world: World) -> None:
    """Dũng has fifty years on 27 January 2044."""
    for month in (date(2044, 1, 1), date(2044, 2, 1)):
        paid(world, (world.cuc, 71_500), month=month, on=month)
    told = [states(world, month, date(2044, 6, 1))[world.dung] for month in (date(2044, 1, 1), date(2044, 2, 1))]
    assert told == ["unpaid", "years"]


def _four_months(world: World) -> None:
    """Cúc always pays, Bình in May, Dũng never."""
    for month in MONTHS:
        paid(world, (world.cuc, 71_500), *(((world.binh, 96_000),) if month.month == 5 else ()), month=month, on=month)


def test_three_unpaid_months_of_a_year_are_a_ground_to_look(world: World) -> None:
    _four_months(world)
    told = [(one.person, one.months, one.is_ground) for one in behind(world.an_binh, 2026, JUNE)]
    assert told == [(world.dung, MONTHS, True), (world.binh, MONTHS[:3], True)]
    decide(exemption(world, on=FEBRUARY, until=MARCH))
    assert [(one.person, len(one.months), one.is_ground) for one in behind(world.an_binh, 2026, JUNE)][1] == (world.binh, 2, False)


def test_months_that_are_not_over_and_other_years_do_not_count(world: World) -> None:
    _four_months(world)
    assert {one.person: one.months for one in behind(world.an_binh, 2026, date(2026, 5, 31))}[world.dung] == MONTHS[:3]
    assert behind(world.an_binh, 2025, JUNE) == behind(world.an_binh, 2027, date(2027, 6, 1)) == []


def test_cells_that_record_nothing_have_nobody_behind(world: World) -> None:
    _four_months(world)
    assert behind(world.hamlet_one, 2026, JUNE) == []
    assert {one.cell for one in behind(world.province, 2026, JUNE)} == {world.hamlet_two}
    assert behind(world.province, 2026, JUNE, frozenset({world.school})) == []


def test_what_cells_took_in_adds_up_and_is_divided(world: World) -> None:
    """205,500: a cell of a hamlet keeps seventy of a hundred since February 2026, thirty before."""
    paid(world)
    paid(world, month=date(2026, 1, 1), on=date(2026, 1, 5))
    new, old = (sums(world.an_binh, month, JUNE) for month in (MARCH, date(2026, 1, 1)))
    assert new == [Sum(world.hamlet_two, 1, 3, 205_500, 0, 143_850, 61_650, 0)]
    assert old == [Sum(world.hamlet_two, 1, 3, 205_500, 0, 61_650, 143_850, 0)]
    assert [one.unit for one in sums(world.province, MARCH, JUNE)] == [world.cau_go]
    assert [one.amount for one in sums(world.hamlet_two, MARCH, JUNE)] == [205_500]


def test_a_sum_of_fewer_than_three_is_withheld_everywhere(world: World) -> None:
    """It would tell what one paid."""
    paid(world)
    paid(world, (world.an, 150_000), (world.phuc, 120_000), cell=world.hamlet_one)
    assert sums(world.an_binh, MARCH, JUNE)[0] == Sum(world.hamlet_one, 1, 2, 0, 1, 0, 0, 0)
    assert [(one.cells, one.payers, one.amount, one.withheld) for one in sums(world.province, MARCH, JUNE)] == [(2, 5, 205_500, 1)]


def test_a_member_is_told_the_own_dues(world: World) -> None:
    some_dues(world)
    paid(world, (world.binh, 97_000), month=APRIL, on=APRIL)
    told = own_dues(world.binh, APRIL)
    assert [(month, amount) for month, _day, amount in told.months] == [(APRIL, 97_000), (MARCH, 96_000)]
    assert (told.key, told.reason) == ("pension", "")
    assert own_dues(world.dung, APRIL).reason == "hardship"


def test_a_lawful_erasure_empties_one_and_leaves_the_others(world: World) -> None:
    some_dues(world)
    decide(correction(world))
    decide(rate(world, person=world.dung))
    decide(EndMembership(on=date(2026, 5, 1), person=world.binh, kind="dead"))
    erase(world.binh, CLERK, on=JUNE, body="Ban Thường vụ Tỉnh ủy", document="34-QĐ/TU")
    assert amounts(world.hamlet_two, MARCH, JUNE) == {world.cuc: 71_500, world.dung: 38_000}
    assert own_dues(world.binh, APRIL).months == () and own_dues(world.binh, APRIL).key == ""
    assert DuesPayment.objects.filter(person_id=world.binh, erased=False).count() == 0
    found = rebuild()
    assert found.empty and found.failed == []
    told = verify()
    assert told.faults == []


def test_an_amount_that_is_gone_without_a_decision_is_found(world: World) -> None:
    decision = paid(world)
    tamper(f"UPDATE ledger_personalvalue SET value = NULL, salt = NULL WHERE decision_id = {decision.id} AND field = 'paid/{world.cuc}'")
    assert [fault.code for fault in verify().faults] == ["erased_without_decision"]
    assert len(rebuild().failed) == 1


def _erased(world: World, *persons: int) -> None:
    for number, one in enumerate(persons):
        decide(EndMembership(on=date(2026, 5, 1), person=one, kind="dead"))
        erase(one, CLERK, on=JUNE, body="Ban Thường vụ Tỉnh ủy", document=f"3{number}-QĐ/TU")


def test_an_erased_amount_is_no_payer_to_hide_behind(world: World) -> None:
    """Three paid; of the sum that is left two amounts, then one, would be told."""
    paid(world)
    _erased(world, world.binh)
    (told,) = sums(world.hamlet_two, MARCH, JUNE)
    assert (told.payers, told.erased, told.amount, told.withheld) == (3, 1, 0, 1)
    _erased(world, world.cuc)
    (told,) = sums(world.hamlet_two, MARCH, JUNE)
    assert (told.payers, told.erased, told.amount, told.withheld) == (3, 2, 0, 1)


def test_with_enough_left_the_sum_says_that_some_is_erased(world: World) -> None:
    decide(newcomer("555", "Ngô Văn Tư", date(2010, 5, 19), world.hamlet_two, official=date(2011, 5, 19)))
    paid(world, (world.binh, 96_000), (world.cuc, 71_500), (world.dung, 38_000), (person("555"), 50_000))
    _erased(world, world.binh)
    (told,) = sums(world.hamlet_two, MARCH, JUNE)
    assert (told.payers, told.erased, told.amount, told.withheld) == (4, 1, 159_500, 0)


def test_what_was_paid_later_was_not_paid_yet(world: World) -> None:
    """Dũng pays in May for March: on a day of April he had not, and the sum of that day would tell what he paid."""
    paid(world, (world.binh, 96_000), (world.cuc, 71_500))
    late = date(2026, 5, 5)
    paid(world, (world.dung, 38_000), on=late)
    before = date(2026, 5, 4)
    assert [states(world, on=day)[world.dung] for day in (before, late)] == ["unpaid", "paid"]
    assert world.dung not in amounts(world.hamlet_two, MARCH, before) and amounts(world.hamlet_two, MARCH, late)[world.dung] == 38_000
    assert [(one.payers, one.amount, one.withheld) for day in (before, late) for one in sums(world.hamlet_two, MARCH, day)] == [
        (2, 0, 1), (3, 205_500, 0),
    ]  # fmt: skip
    assert [world.dung in {one.person for one in behind(world.an_binh, 2026, day)} for day in (before, late)] == [True, False]


def test_a_sum_of_a_day_before_the_last_payment_is_withheld(world: World) -> None:
    """It and the present one would tell the fourth amount."""
    decide(newcomer("555", "Ngô Văn Tư", date(2010, 5, 19), world.hamlet_two, official=date(2011, 5, 19)))
    paid(world)
    paid(world, (person("555"), 50_000), on=date(2026, 5, 5))
    told = [one for day in (APRIL, JUNE) for one in sums(world.hamlet_two, MARCH, day)]
    assert [(one.payers, one.amount, one.withheld) for one in told] == [(3, 0, 1), (4, 255_500, 0)]


def test_the_past_of_a_cell_that_ended_stays_in_the_sums(world: World) -> None:
    """Hamlet two hangs below another commune from May on, and ends in June."""
    paid(world)
    before = sums(world.cau_go, MARCH, APRIL)
    decide(FoundUnit(on=date(2026, 4, 1), code="SX.02.D", name="Đảng bộ xã Bến Mận Đông", kind=COMMITTEE, parent=world.ben_man))
    decide(MoveUnit(on=date(2026, 5, 1), unit=world.hamlet_two, parent=unit("SX.02.D")))
    assert sums(world.cau_go, MARCH, JUNE) == before and before[0].amount == 205_500
    assert sums(world.ben_man, MARCH, JUNE) == []
    for one in (world.binh, world.cuc, world.dung):
        decide(TransferMember(on=date(2026, 6, 1), person=one, cell=world.hamlet_one))
    decide(EndUnit(on=date(2026, 6, 10), unit=world.hamlet_two))
    assert sums(world.cau_go, MARCH, JUNE) == before


def test_who_moved_is_behind_for_the_months_of_both_cells_in_the_cell_of_the_day(world: World) -> None:
    """Dũng pays nothing in hamlet two, moves to hamlet one in April and pays nothing there."""
    _four_months(world)
    decide(TransferMember(on=date(2026, 3, 20), person=world.dung, cell=world.hamlet_one))
    paid(world, (world.an, 150_000), (world.phuc, 120_000), cell=world.hamlet_one, month=APRIL, on=APRIL)
    told = [(one.cell, one.months) for one in behind(world.an_binh, 2026, JUNE) if one.person == world.dung]
    assert told == [(world.hamlet_one, MONTHS[:3])]
    assert [one.person for one in behind(world.hamlet_one, 2026, JUNE)] == [world.dung]
    assert world.dung not in {one.person for one in behind(world.hamlet_two, 2026, JUNE)}
    decide(TransferMember(on=date(2026, 6, 1), person=world.dung, cell=world.hamlet_two))
    assert [one.months for one in behind(world.hamlet_two, 2026, JUNE) if one.person == world.dung] == [MONTHS[:3]], "by month, not by cell"


@pytest.mark.parametrize("kind", ["dead", "expelled"])
def test_who_left_the_party_is_behind_no_more(world: World, kind: str) -> None:
    _four_months(world)
    decide(EndMembership(on=date(2026, 6, 1), person=world.dung, kind=kind))
    assert world.dung in {one.person for one in behind(world.an_binh, 2026, date(2026, 5, 31))}
    assert world.dung not in {one.person for one in behind(world.an_binh, 2026, JUNE)}


def test_one_who_pays_beforehand_makes_no_debtors(world: World) -> None:
    paid(world, (world.cuc, 71_500), month=APRIL)
    assert states(world, APRIL) == {world.binh: "unknown", world.cuc: "paid", world.dung: "unknown"}
    assert behind(world.an_binh, 2026, JUNE) == []
    paid(world, (world.binh, 96_000), month=APRIL, on=APRIL)
    assert states(world, APRIL)[world.dung] == "unpaid" and [one.person for one in behind(world.an_binh, 2026, JUNE)] == [world.dung]
