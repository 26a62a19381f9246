"""Whoever changes what was decided, by whatever means, is found out; what nobody touched is found whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from dangvu.ledger.checkpoints import read_checkpoints, write_checkpoint
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.ledger.verification import verify
from dangvu.meetings.commands import ReportAttendance
from tests.areas.ledger.tampering import hash_anew, tamper
from tests.databases import Database
from tests.world import World, decide, unit

NOVEMBER = date(2022, 11, 3)


def codes(against: Path | None = None) -> set[str]:
    return {fault.code for fault in verify(against).faults}


def last() -> int:
    return Decision.objects.order_by("-id").values_list("id", flat=True)[0]


@pytest.fixture
def witness(committed_world: Database, tmp_path: Path) -> Path:
    """The checkpoint of the whole world, outside the database."""
    path = tmp_path / "witness.txt"
    write_checkpoint(path)
    return path


def test_a_ledger_that_nobody_touched_is_valid(witness: Path) -> None:
    told = verify(witness)
    assert told.valid, told.faults
    assert (told.decisions, told.checkpoints, told.erased) == (last(), 1, 0)
    assert told.values == PersonalValue.objects.count() == 8 * 11 + 1


def test_an_empty_ledger_is_valid(committed_database: Database, tmp_path: Path) -> None:
    assert write_checkpoint(tmp_path / "witness.txt") is None
    assert verify().valid


def test_it_is_still_valid_after_more_decisions_than_the_witness_saw(witness: Path) -> None:
    report = ReportAttendance(on=NOVEMBER, cell=unit("SX.01.A.1"), due=2, present=1)
    decide(report)
    write_checkpoint(witness)
    told = verify(witness)
    assert told.valid, told.faults
    assert told.checkpoints == 2


def test_the_database_itself_refuses_what_the_tests_below_do(world: World) -> None:
    for statement in (
        "UPDATE ledger_decision SET body = 'x'",
        "DELETE FROM ledger_decision",
        "TRUNCATE ledger_decision CASCADE",
        "UPDATE ledger_personalvalue SET value = '1'",
        "DELETE FROM ledger_personalvalue",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


CHANGES = {
    "payload": "UPDATE ledger_decision SET payload = jsonb_set(payload, '{values,cell}', '4') WHERE kind = 'members.transfer'",
    "day": 'UPDATE ledger_decision SET "on" = "on" + 1 WHERE id = 20',
    "actor": "UPDATE ledger_decision SET actor = 'Người khác' WHERE id = 20",
    "document": "UPDATE ledger_decision SET document = '13-QĐ/HU' WHERE id = 20",
    "instant": "UPDATE ledger_decision SET recorded = recorded + interval '1 second' WHERE id = 20",
    "corrects": "UPDATE ledger_decision SET corrects_id = 3 WHERE id = 20",
    "given": "UPDATE ledger_decision SET payload = jsonb_set(payload, '{given}', '[77]') WHERE kind = 'members.register'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_decision_is_found(witness: Path, change: str) -> None:
    tamper(change)
    assert codes() == {"changed"}


def test_swapped_decisions_are_found(witness: Path) -> None:
    one, other = Decision.objects.filter(kind="members.register").order_by("id")[:2]
    for number in (one, other):
        tamper("UPDATE ledger_decision SET id = -id WHERE id = %s", [number.id])
    tamper("UPDATE ledger_decision SET id = %s WHERE id = %s", [other.id, -one.id])
    tamper("UPDATE ledger_decision SET id = %s WHERE id = %s", [one.id, -other.id])
    assert {"changed", "broken", "out_of_order"} <= codes()


def test_a_decision_taken_out_of_the_middle_is_found(witness: Path) -> None:
    tamper("DELETE FROM ledger_decision WHERE id = 5")
    assert "missing" in codes()


def test_a_decision_taken_out_with_the_numbers_closed_up_is_found(witness: Path) -> None:
    tamper("DELETE FROM ledger_decision WHERE id = 5")
    for number in range(6, last() + 1):
        tamper("UPDATE ledger_decision SET id = id - 1 WHERE id = %s", [number])
    assert {"broken", "changed"} <= codes()


def test_a_tail_cut_off_is_found_with_a_witness_alone(witness: Path) -> None:
    end = last()
    tamper("DELETE FROM ledger_decision WHERE id > %s", [end - 3])
    assert codes() == set(), "the chain alone cannot show it, which is why there are checkpoints"
    (fault,) = verify(witness).faults
    assert (fault.code, fault.decision) == ("cut_off", end)


def test_values_without_their_decision_betray_a_tail_cut_off(committed_world: Database) -> None:
    first = Decision.objects.filter(kind="members.register").order_by("id")[0].id
    tamper("DELETE FROM ledger_decision WHERE id >= %s", [first])
    assert codes() == {"value_without_decision"}


def test_a_whole_chain_hashed_anew_is_found_with_a_witness_alone(witness: Path) -> None:
    tamper("UPDATE ledger_decision SET body = 'Ban Thường vụ khác' WHERE id = 20")
    hash_anew(20)
    assert codes() == set(), "the chain alone cannot show it, which is why there are checkpoints"
    assert codes(witness) == {"rewritten"}


def test_a_tail_replaced_by_other_decisions_is_found(witness: Path) -> None:
    end = last()
    tamper("DELETE FROM ledger_decision WHERE id = %s", [end])
    tamper("DELETE FROM rulebook_calendarday WHERE opened_by_id = %s", [end])
    decide(ReportAttendance(on=NOVEMBER, cell=unit("SX.02.B"), due=2, present=2))
    assert last() == end
    write_checkpoint(witness)
    assert codes() == set()
    assert codes(witness) == {"rewritten"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE ledger_personalvalue SET value = '\"Nguyễn Văn Ân\"' WHERE field = 'name'", "value_changed"),
        ("UPDATE ledger_personalvalue SET salt = '\\x00' WHERE field = 'born'", "value_changed"),
        ("UPDATE ledger_personalvalue SET salt = NULL WHERE field = 'name'", "value_changed"),
        ("UPDATE ledger_personalvalue SET value = NULL WHERE field = 'name'", "value_changed"),
        ("UPDATE ledger_personalvalue SET commitment = '\\x00' WHERE field = 'name'", "value_not_committed"),
        ("DELETE FROM ledger_personalvalue WHERE field = 'religion'", "value_missing"),
        ("UPDATE ledger_personalvalue SET decision_id = decision_id - 1 WHERE field = 'religion'", "value_missing"),
    ],
)  # fmt: skip
def test_a_changed_personal_value_is_found(committed_world: Database, change: str, code: str) -> None:
    tamper(change)
    assert code in codes()


def test_values_committed_anew_are_found_by_the_chain(committed_world: Database) -> None:
    name = PersonalValue.objects.filter(field="name").first()
    assert name is not None
    tamper(
        "UPDATE ledger_personalvalue SET value = '\"Khác\"', salt = '\\x00', commitment = sha256(convert_to('dangvu/value/1', 'UTF8') || "
        "'\\x00'::bytea || '\\x00'::bytea || convert_to('\"Khác\"', 'UTF8')) WHERE id = %s",
        [name.id],
    )
    assert codes() == {"value_not_committed"}


def test_a_value_erased_with_its_salt_but_without_a_decision_is_found(committed_world: Database) -> None:
    erased = PersonalValue.objects.filter(field="name").update(value=None, salt=None)
    told = verify()
    assert {fault.code for fault in told.faults} == {"erased_without_decision"}
    assert told.erased == told.found == erased == 8


def test_only_the_first_hundred_faults_are_named_and_all_are_counted(committed_world: Database) -> None:
    tamper("UPDATE ledger_personalvalue SET salt = '\\x00'")
    tamper("UPDATE ledger_decision SET actor = 'Người khác'")
    told = verify()
    assert (len(told.faults), told.found) == (100, 89 + last())


def test_a_checkpoint_is_not_written_of_what_may_be_rolled_back(world: World, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        write_checkpoint(tmp_path / "witness.txt")
    assert not (tmp_path / "witness.txt").exists()


def test_the_same_head_is_noted_once(witness: Path) -> None:
    written = witness.read_bytes()
    write_checkpoint(witness)
    assert witness.read_bytes() == written
    assert witness.stat().st_mode & 0o077 == 0


def test_a_line_torn_by_a_crash_is_told_and_hides_nothing_after_it(witness: Path) -> None:
    torn = witness.read_bytes()[:40]
    witness.write_bytes(torn)
    write_checkpoint(witness)
    read = read_checkpoints(witness)
    assert (read.unreadable, [checkpoint.number for checkpoint in read.checkpoints]) == ((1,), [last()])
    assert codes(witness) == {"checkpoint_unreadable"}
