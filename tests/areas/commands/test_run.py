"""The one way in which anything changes: whole or not at all, one at a time, in the order of the ledger."""

from __future__ import annotations

import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction

from dangvu.commands import Change, Command, Problem, Refused, registry, run
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.members.commands import SetParticipation, TransferMember
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import ChangeUnit, FoundUnit, RecordLocalityFact
from dangvu.organisation.queries import unit_by_code
from dangvu.people.queries import facts_of
from dangvu.periods.clock import HANOI
from tests.databases import Database
from tests.world import CELL, CLERK, DAY, World, decide, find, newcomer, refusals


@dataclass(frozen=True)
class Nobody:
    """Somebody without a mandate."""

    label: str = "Khách"

    def may(self, kind: str, command: Command) -> bool:
        """Never."""
        return False


def test_without_a_mandate_nothing_is_judged_and_nothing_changes(world: World) -> None:
    before = Decision.objects.count()
    with pytest.raises(Refused) as refusal:
        run(ChangeUnit(on=DAY, unit=999, name="X"), Nobody())
    assert [problem.code for problem in refusal.value.problems] == ["no_mandate"]
    assert Decision.objects.count() == before


def test_the_actor_is_asked_about_this_kind_and_this_command(world: World) -> None:
    asked = []

    class Careful(Nobody):
        def may(self, kind: str, command: Command) -> bool:
            asked.append((kind, command))
            return True

    command = ChangeUnit(on=DAY, unit=world.school, name="X")
    run(command, Careful())
    assert asked == [("organisation.change", command)]


def test_every_reason_is_named_at_once(world: World) -> None:
    command = newcomer("001", " ", DAY, world.an_binh, official=DAY)
    with pytest.raises(Refused) as refusal:
        decide(command)
    assert {problem.code for problem in refusal.value.problems} == {
        "missing_name", "no_such_cell", "official_before_ceremony", "repeated_record_number",
    }  # fmt: skip
    assert all(problem.message.endswith(".") for problem in refusal.value.problems)


def test_what_the_database_refuses_leaves_nothing_behind(world: World) -> None:
    """Personal values and a new number were already written when the last guard speaks."""
    before = (Decision.objects.count(), PersonalValue.objects.count())
    with pytest.raises(Refused):
        decide(newcomer("009", "Huỳnh Văn Khách", DAY, world.hamlet_one, card_no="87.000001"))
    assert (Decision.objects.count(), PersonalValue.objects.count()) == before
    assert decide(newcomer("009", "Huỳnh Văn Khách", DAY, world.hamlet_one)).payload["given"] == [world.hanh + 1]


def test_texts_are_kept_in_one_spelling(world: World) -> None:
    """The same name typed on two machines, one of which takes letters apart."""
    apart = unicodedata.normalize("NFD", " Huỳnh Văn Khách ")
    person = decide(newcomer(" 009", apart, DAY, world.hamlet_one)).payload["given"][0]
    facts = facts_of(person)
    assert facts and (facts.record_no, facts.name) == ("009", "Huỳnh Văn Khách")
    assert PersonalValue.objects.get(decision_id=Decision.objects.count(), field="name").value == "Huỳnh Văn Khách"


def test_what_the_database_cannot_keep_is_refused(world: World) -> None:
    assert refusals(ChangeUnit(on=DAY, unit=world.school, name="Một\x00 hai")) == ["unwritable"]
    assert refusals(FoundUnit(on=DAY, code="X\x00", name="X", kind=CELL, parent=world.an_binh)) == ["unwritable"]
    assert refusals(RecordLocalityFact(on=DAY, locality=world.place, measure="households", value=2**40)) == ["unwritable"]


def test_a_refusal_ends_the_command_and_not_the_transaction_around_it(world: World) -> None:
    with transaction.atomic():
        with pytest.raises(Refused):
            decide(TransferMember(on=DAY, person=world.em, cell=world.school))
        decide(TransferMember(on=DAY, person=world.an, cell=world.school))
    assert cell_of(world.an, DAY) == world.school


def test_instants_grow_with_the_numbers_also_when_the_clock_steps_back(world: World) -> None:
    noon = datetime(2030, 1, 1, 12, tzinfo=HANOI)
    first = decide(ChangeUnit(on=DAY, unit=world.school, name="Một"), noon)
    second = decide(ChangeUnit(on=DAY, unit=world.school, name="Hai"), noon - timedelta(hours=1))
    assert (first.recorded, second.recorded) == (noon, noon + timedelta(microseconds=1))
    assert second.id == first.id + 1


def test_a_correction_names_the_decision_that_it_corrects(world: World) -> None:
    first = decide(ChangeUnit(on=DAY, unit=world.school, name="Sai"))
    second = run(ChangeUnit(on=DAY, unit=world.school, name="Đúng"), CLERK, corrects=first.id)
    assert Decision.objects.get(id=second.id).corrects_id == first.id


def test_a_correction_of_no_decision_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        run(ChangeUnit(on=DAY, unit=world.school, name="X"), CLERK, corrects=10_000)


def test_two_at_once_take_turns_and_the_second_sees_what_the_first_did(committed_world: Database) -> None:
    """Both would found a unit of the same code; both pass if they judge before either has written."""
    world, start, following = find(), threading.Barrier(2), Decision.objects.count() + 1
    command = FoundUnit(on=DAY, code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=world.an_binh)

    def found() -> str:
        try:
            start.wait()
            return str(decide(command).id)
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = {thread.result() for thread in [threads.submit(found), threads.submit(found)]}
    assert answers == {"repeated_code", str(following)}


def test_many_at_once_leave_a_ledger_without_a_gap(committed_world: Database) -> None:
    world, before = find(), Decision.objects.count()

    def rename(number: int) -> None:
        try:
            decide(ChangeUnit(on=DAY, unit=world.school, name=f"Tên {number}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(rename, range(40)))
    decisions = list(Decision.objects.order_by("id"))
    assert [decision.id for decision in decisions] == list(range(1, before + 41))
    assert all(bytes(later.prev) == bytes(earlier.hash) for earlier, later in zip(decisions, decisions[1:], strict=False))
    assert all(earlier.recorded < later.recorded for earlier, later in zip(decisions, decisions[1:], strict=False))


@dataclass(frozen=True, kw_only=True)
class Unknown(Command):
    """A command that nobody registered."""


def _nothing(command: Command) -> list[Problem]:
    return []


def _no_change(command: Command, change: Change) -> None:
    return None


@pytest.mark.parametrize(("name", "command"), [("organisation.found", Unknown), ("house.unknown", FoundUnit)], ids=["name", "command"])
def test_a_kind_is_registered_once(name: str, command: type[Command]) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        registry.register(name, command, judge=_nothing, apply=_no_change)


def test_a_mistake_of_the_program_is_not_taken_for_a_refusal(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(command: Command, change: Change) -> None:
        raise ZeroDivisionError

    right = registry.kinds()["organisation.found"]
    monkeypatch.setitem(registry._BY_COMMAND, FoundUnit, registry.Kind(right.name, right.command, right.judge, broken, right.personal))
    with pytest.raises(ZeroDivisionError):
        decide(FoundUnit(on=DAY, code="X", name="X", kind=CELL, parent=world.an_binh))
    assert unit_by_code("X") is None


def test_a_day_before_the_party_was_founded_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        decide(FoundUnit(on=date(1930, 2, 2), code="X", name="X", kind=CELL, parent=world.an_binh))
    assert [problem.code for problem in refusal.value.problems] == ["before_beginning"]


def test_a_day_that_no_register_reaches_is_refused_before_anything_is_counted_from_it(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        decide(SetParticipation(on=date(9999, 12, 1), person=world.an, value="suspended", reason="decision"))
    assert [problem.code for problem in refusal.value.problems] == ["after_last_day"]
    with pytest.raises(Refused) as refusal:
        decide(FoundUnit(on=date(2200, 1, 1), code="X", name="X", kind=CELL, parent=world.an_binh))
    assert [problem.code for problem in refusal.value.problems] == ["after_last_day"]
    decide(FoundUnit(on=date(2199, 12, 31), code="X", name="X", kind=CELL, parent=world.an_binh))
