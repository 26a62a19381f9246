"""The register is what its decisions say: told again from them it comes out the same, and whatever differs is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Thread

import pytest
from django.db import connection

from dangvu.commands import Change, Command, registry
from dangvu.commands.rebuilding import Difference, rebuild, tables
from dangvu.ledger.models import Decision
from dangvu.meetings.commands import ReportAttendance
from dangvu.people.commands import IssueCard
from dangvu.reorganisation.acts import merge_cells
from dangvu.reorganisation.commands import Reorganise
from tests.areas.badges.rounds import an_award
from tests.areas.documents.offices import a_document
from tests.areas.dues.months import some_dues
from tests.areas.exits.cases import answer, appeal, decided
from tests.areas.ledger.tampering import tamper
from tests.areas.readings.inspectors import deferral, deferred
from tests.databases import Database
from tests.house.test_dated_tables import DERIVED, SUBJECTS, dated_tables
from tests.world import DAY, World, decide, unit


def differing(found: Difference) -> dict[str, int]:
    return {compared.table: compared.differing for compared in found.tables if compared.differing}


def test_the_whole_world_told_again_is_the_world(world: World) -> None:
    decide(Reorganise(on=DAY, **merge_cells([world.hamlet_one], world.hamlet_two)))
    deferred(deferral(world))  # with the act above, so that no table is empty
    a_document(world, world.an)
    an_award(world)
    some_dues(world)
    decide(IssueCard(on=date(2010, 1, 1), person=world.an, number="87.000001", reason="lost"))
    number = decided(world)
    decide(appeal(world, number))
    decide(answer(world, number, "quashed"))
    found = rebuild()
    assert found.empty, (found.failed, differing(found))
    assert found.decisions == Decision.objects.count() > 30
    assert (found.skipped, found.erased) == (0, 0)
    assert {compared.table for compared in found.tables if not compared.rows == compared.rebuilt > 0} == set()


def test_every_table_of_the_register_is_compared(world: World) -> None:
    assert {table.name for table in tables()} == dated_tables() | DERIVED | SUBJECTS - {"people_term"}


def test_nothing_of_a_rebuild_stays(committed_world: Database) -> None:
    def state() -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('search_path'), array_agg(nspname ORDER BY 1) FROM pg_namespace")
            here = cursor.fetchall()
            cursor.execute("SELECT max(id) FROM members_membership")
            return [here, cursor.fetchall()]

    before = state()
    assert rebuild().empty
    assert state() == before


def test_an_empty_register_differs_in_nothing(committed_database: Database) -> None:
    found = rebuild()
    assert found.empty
    assert found.decisions == 0


FAULTS = {
    "a stay that begins another day": (
        "UPDATE members_membership SET period = daterange(lower(period) + 1, upper(period)) WHERE entry = 'restored'", "members_membership"
    ),
    "another cell": ("UPDATE members_membership SET cell_id = 5 WHERE entry = 'transferred_in'", "members_membership"),
    "another name": ("UPDATE people_facts SET name = 'Nguyễn Văn Ân' WHERE record_no = '001'", "people_facts"),
    "another instant": (
        "UPDATE members_standing SET recorded = tstzrange(lower(recorded) - interval '1 day', upper(recorded)) WHERE value = 'exempt'",
        "members_standing",
    ),
    "a row opened by another decision": ("UPDATE members_post SET opened_by_id = 1 WHERE title = 'Bí thư'", "members_post"),
    "a closed row taken away": ("DELETE FROM members_membership WHERE NOT upper_inf(recorded)", "members_membership"),
    "a unit with another code": ("UPDATE organisation_unit SET code = 'SX.99' WHERE code = 'SX.02.B'", "organisation_unit"),
    "a count of people": ("UPDATE organisation_localityfact SET value = value + 1 WHERE people = 'Khmer'", "organisation_localityfact"),
    "a report": ("UPDATE meetings_attendance SET present = present - 1 WHERE present = 2", "meetings_attendance"),
    "a span that is missing": ("DELETE FROM member_span WHERE participation = 1", "member_span"),
    "a span that is wrong": ("UPDATE member_span SET female = NOT female", "member_span"),
    "an event that is missing": ("DELETE FROM member_event WHERE kind = 'dead'", "member_event"),
    "a leaf that is missing": ("DELETE FROM unit_leaf WHERE ancestor <> unit", "unit_leaf"),
    "a summary that is wrong": ("UPDATE meeting_summary SET due = due + 1", "meeting_summary"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "table"), FAULTS.values(), ids=FAULTS)
def test_a_row_changed_behind_the_ledger_is_found(world: World, change: str, table: str) -> None:
    tamper(change)
    assert differing(rebuild()).keys() == {table}


def test_rows_twice_in_the_one_and_once_in_the_other_are_found(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP INDEX one_report_a_month")
    tamper(
        "INSERT INTO meetings_attendance (cell_id, month, due, present, recorded, opened_by_id) "
        "SELECT cell_id, month, due, present, recorded, opened_by_id FROM meetings_attendance LIMIT 1"
    )
    (compared,) = (compared for compared in rebuild().tables if compared.differing)
    assert (compared.table, compared.differing, compared.rows - compared.rebuilt) == ("meetings_attendance", 1, 1)
    assert [line.partition(":")[0] for line in compared.shown] == ["chỉ có trong sổ"]


def test_a_decision_taken_out_of_the_ledger_is_found(world: World) -> None:
    tamper("DELETE FROM ledger_decision WHERE kind = 'members.set_participation'")
    assert differing(rebuild()) == {"members_standing": 1, "member_span": 3}


def test_a_decision_that_cannot_be_carried_out_again_is_named(world: World) -> None:
    first = Decision.objects.get(kind="members.register", payload__given=[5])
    tamper("DELETE FROM ledger_decision WHERE id = %s", [first.id])
    found = rebuild()
    assert not found.empty
    (failed,) = found.failed
    assert "members.end" in failed


def test_personal_values_that_no_decision_erased_are_found(world: World) -> None:
    tamper("UPDATE ledger_personalvalue SET value = NULL, salt = NULL WHERE field = 'name' AND value = '\"Nguyễn Văn An\"'")
    found = rebuild()
    assert "không có quyết định xóa nào" in found.failed[0]


def test_a_command_that_forgets_to_do_what_it_says_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    right = registry.kinds()["members.give_post"]

    def forget(_: Command, __: Change) -> None:
        """The ledger is written, the register is not."""

    with monkeypatch.context() as patch:
        _exchange(patch, right, forget)
        decide(right.command(on=date(2015, 6, 1), person=world.binh, title="Phó bí thư", unit=world.hamlet_two))
    assert differing(rebuild()) == {"members_post": 1}


def _exchange(patch: pytest.MonkeyPatch, right: registry.Kind, apply: Callable[[Command, Change], None]) -> None:
    wrong = registry.Kind(right.name, right.command, right.judge, apply, right.personal)
    patch.setitem(registry._KINDS, right.name, wrong)
    patch.setitem(registry._BY_COMMAND, right.command, wrong)


def test_a_decision_recorded_meanwhile_is_neither_held_up_nor_taken_for_a_difference(committed_world: Database) -> None:
    report = ReportAttendance(on=date(2022, 11, 3), cell=unit("SX.02.B"), due=2, present=2)
    recorded: list[int] = []

    def elsewhere() -> None:
        recorded.append(decide(report).id)
        connection.close()

    def meanwhile(_: int, __: int) -> None:
        if not recorded:
            thread = Thread(target=elsewhere)
            thread.start()
            thread.join()

    found = rebuild(progress=meanwhile)
    assert found.empty, (found.failed, differing(found))
    assert recorded == [found.decisions + 1]
    assert rebuild().decisions == found.decisions + 1
