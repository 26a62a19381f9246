"""Telling a member later: for a named case, by two people of the inspection office, for a year at most, nothing that was read before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dangvu.access.commands import EndMandate
from dangvu.access.officer import Officer
from dangvu.commands import Clerk, Refused, run
from dangvu.commands.rebuilding import rebuild
from dangvu.ledger.models import Decision
from dangvu.periods.clock import HANOI, today
from dangvu.proposals.answering import approve, give_back, refuse, withdraw
from dangvu.proposals.models import Proposal
from dangvu.readings.commands import DeferDisclosure, judge_defer
from dangvu.readings.models import Deferral
from tests.areas.access.test_end_mandate import number_of
from tests.areas.proposals.offices import commune, proposed, province, secretary, with_role
from tests.areas.readings.inspectors import A_DAY, CASE, deferral, deferred, first, months, second, waiting
from tests.world import World, decide, refusals


def codes(command: DeferDisclosure) -> list[str]:
    return [problem.code for problem in judge_defer(command)]


def refused(act: object) -> list[str]:
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act()
    return [problem.code for problem in caught.value.problems]


def row() -> Deferral:
    return Deferral.objects.get(recorded__upper_inf=True)


def test_two_people_decide_it_and_the_ledger_names_both(world: World) -> None:
    before = Decision.objects.count()
    first(), second()
    begun = Decision.objects.count()
    decision = deferred(deferral(world))
    assert (begun - before, Decision.objects.count() - begun) == (2, 1), "two mandates, one decision"
    assert (decision.kind, decision.actor, decision.document) == ("readings.defer", "kiem-tra-2; đề nghị: kiem-tra-1", "34-QĐ/UBKT")
    held = row()
    assert (held.person_id, held.account_id, held.case_symbol) == (world.binh, first().account, CASE)
    assert (held.period.lower, held.period.upper, held.begins) == (today(), months(3), decision.recorded)
    assert held.opened_by_id == decision.id


def test_it_may_begin_on_a_later_day(world: World) -> None:
    deferred(deferral(world, on=today() + 5 * A_DAY))
    held = row()
    assert held.period.lower == today() + 5 * A_DAY
    assert held.begins.astimezone(HANOI).strftime("%H:%M %Y-%m-%d") == f"00:00 {held.period.lower}"


def test_a_day_that_is_over_makes_nothing_deferred_that_was_read_before(world: World) -> None:
    decision = deferred(deferral(world, on=today() - 10 * A_DAY, until=months(1)))
    assert (row().begins, row().period.lower) == (decision.recorded, today())


def test_it_is_refused_by_each_rule(world: World) -> None:
    assert codes(deferral(world)) == []
    assert codes(deferral(world, person=999_999)) == ["unknown_person"]
    assert codes(deferral(world, account=world.officer)) == ["not_an_inspector"]
    assert codes(deferral(world, document="")) == ["missing_document"]
    assert codes(deferral(world, case_symbol=" ")) == ["missing_case"]
    assert codes(deferral(world, until=today())) == ["empty_term"]
    assert codes(deferral(world, until=months(12))) == []
    assert codes(deferral(world, until=months(12) + A_DAY)) == ["longer_than_a_year"]


def test_what_the_member_reads_of_the_own_record_is_not_deferred(world: World) -> None:
    own = with_role("kiem-tra-3", "inspection", "", holder=world.binh)
    assert codes(deferral(world, account=own.account)) == ["own_readings"]


def test_a_mandate_to_inspect_that_ended_is_none(world: World) -> None:
    command = deferral(world)
    decide(EndMandate(on=today(), mandate=number_of(first().account)))
    assert codes(command) == ["not_an_inspector"]


def test_another_case_waits_until_the_first_is_over(world: World) -> None:
    deferred(deferral(world))
    assert refused(lambda: deferred(deferral(world, case_symbol="13-KT/2026"))) == ["deferred_already"]


def test_nobody_decides_it_alone(world: World) -> None:
    command = deferral(world)
    assert refusals(command) == ["needs_two"], "the operator of the machine neither"
    assert refused(lambda: run(command, second())) == ["needs_two"]
    assert refused(lambda: approve(waiting(command), first())) == ["own_proposal"]
    assert not Deferral.objects.exists()


@pytest.mark.parametrize("officer", [province, commune, secretary])
def test_no_other_office_proposes_or_answers_it(world: World, officer: object) -> None:
    assert callable(officer)
    other: Officer = officer(world)
    assert refused(lambda: proposed(deferral(world), other)) == ["no_mandate_to_propose"]
    public_id = waiting(deferral(world))
    for act in (lambda: approve(public_id, other), lambda: refuse(public_id, other, "Không"), lambda: give_back(public_id, other, "Thiếu")):
        assert refused(act) == ["no_mandate_to_answer"]
    assert not Deferral.objects.exists()


def test_the_inspection_of_another_part_neither(world: World) -> None:
    other = with_role("kiem-tra-huyen", "inspection", "SX.02")
    assert refused(lambda: proposed(deferral(world), other)) == ["no_mandate_to_propose"]
    assert refused(lambda: approve(waiting(deferral(world)), other)) == ["no_mandate_to_answer"]


def test_nobody_of_the_office_answers_about_the_own_record(world: World) -> None:
    own = with_role("kiem-tra-3", "inspection", "", holder=world.binh)
    assert refused(lambda: approve(waiting(deferral(world)), own)) == ["about_oneself"]


def test_the_second_refuses_gives_back_and_the_first_withdraws(world: World) -> None:
    for end in (
        lambda one: refuse(one, second(), "Chưa đủ căn cứ"),
        lambda one: give_back(one, second(), "Thiếu quyết định"),
        lambda one: withdraw(one, first()),
    ):
        end(waiting(deferral(world)))
    assert Proposal.objects.count() == 3 and not Deferral.objects.exists()


def test_a_prolongation_keeps_the_beginning_and_the_year(world: World) -> None:
    begun = deferred(deferral(world)).recorded
    decision = deferred(deferral(world, until=months(11)), days=1)
    held = row()
    assert (held.begins, held.period.lower, held.period.upper, held.opened_by_id) == (begun, today(), months(11), decision.id)
    later = today() + A_DAY
    assert codes(deferral(world, on=later, until=months(12))) == []
    assert codes(deferral(world, on=later, until=months(12) + A_DAY)) == ["longer_than_a_year"]


def test_it_is_not_prolonged_by_one(world: World) -> None:
    deferred(deferral(world))
    longer = deferral(world, until=months(6))
    assert refusals(longer) == ["needs_two"]
    assert refused(lambda: approve(waiting(longer), first())) == ["own_proposal"]
    assert row().period.upper == months(3)


def test_a_case_that_is_over_begins_anew_and_hides_nothing_again(world: World) -> None:
    """What was told on the day after its end stays told."""
    deferred(deferral(world, until=today() + A_DAY))
    decision = deferred(deferral(world, until=months(2)), days=1)
    runs = Deferral.objects.filter(recorded__upper_inf=True).order_by("period")
    assert [(one.period.lower, one.begins == decision.recorded) for one in runs] == [(today(), False), (today() + A_DAY, True)]
    assert codes(deferral(world, until=months(12) + A_DAY)) == ["longer_than_a_year"], "the year of a case is counted from its first day"


def test_before_it_everything_is_known_as_it_was(world: World) -> None:
    deferred(deferral(world))
    shorter = deferred(deferral(world, until=months(1)), days=1)
    known = Deferral.objects.get(recorded__contains=shorter.recorded - timedelta(microseconds=1))
    assert known.period.upper == months(3) and known.closed_by_id == shorter.id
    assert row().period.upper == months(1), "an earlier end is decided the same way"


def test_the_ledger_tells_it_again(world: World) -> None:
    deferred(deferral(world))
    deferred(deferral(world, until=months(6)), days=1)
    found = rebuild()
    assert found.empty, found
    assert next(table.rows for table in found.tables if table.table == "readings_deferral") == 2


def test_other_decisions_need_no_second_person(world: World) -> None:
    """Control: the guard asks of the inspection office alone."""
    run(EndMandate(on=today(), mandate=number_of(world.commune)), Clerk("Văn thư"))
