"""An import that was wrong is undone by one later decision; what it wrote is no longer held, and stays known as it was known then."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dangvu.commands import Command, Refused
from dangvu.exchange import undoing
from dangvu.exchange.erasing import erase
from dangvu.exchange.undoing import resting, undo
from dangvu.ledger import withdrawal
from dangvu.ledger.queries import decisions
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import GivePost, SetParticipation, TransferMember
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import FoundLocality, FoundUnit, MoveUnit, RecordLocalityFact
from dangvu.organisation.places import is_locality, locality_codes
from dangvu.people.queries import facts_of
from dangvu.reports.figures import figures
from tests.exchange.importing import LATER, assert_whole, held, imported, next_year, prepared
from tests.exchange.reading.province import CUT_OFF, Tables, province
from tests.world import CELL, CLERK, decide, newcomer, person, unit

pytestmark = pytest.mark.django_db

ON = date(2023, 1, 5)
SINCE = date(2018, 1, 1)


def undone(batch: int) -> int:
    return undo(batch, CLERK, on=ON, body="Ban Tổ chức Tỉnh ủy", document="Tờ trình 02-TTr/BTC")


def refusals(batch: int) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        undone(batch)
    return [(problem.code, problem.message) for problem in refused.value.problems]


def all_figures(on: date, known: Any = None) -> Any:
    return figures(unit("TT"), on, since=SINCE, known=known, child=True)


def test_nothing_of_the_first_import_is_held_any_longer(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    undone(batch)
    assert {table: len(rows) for table, rows in held().items() if rows} == {}
    assert_whole()


def test_nothing_can_be_decided_about_a_place_that_an_undone_import_had_brought(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    place = locality_codes()["210.01"]
    count = RecordLocalityFact(on=ON, locality=place, measure="households", value=300)
    assert is_locality(place)
    undone(batch)
    assert not is_locality(place)
    with pytest.raises(Refused) as refused:
        decide(count)
    assert [problem.code for problem in refused.value.problems] == ["unknown_locality"]


def test_what_the_import_said_stays_known_as_before_the_undoing(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    then = all_figures(CUT_OFF)
    undone(batch)
    recorded = decisions([batch])[batch].recorded
    assert all_figures(CUT_OFF, known=recorded) == then
    assert int(then.figures["members"].value or 0) > 200


def test_the_register_is_after_the_undoing_as_it_was_before_the_import(tmp_path: Path) -> None:
    imported(tmp_path)
    before = held(), all_figures(LATER)
    batch = imported(tmp_path, next_year(province()), LATER)
    assert held() != before[0]
    undone(batch)
    assert (held(), all_figures(LATER)) == before
    assert_whole()


def test_the_same_file_can_be_imported_again(tmp_path: Path) -> None:
    tables = province()
    batch = imported(tmp_path, tables)
    before, answer = held(), all_figures(CUT_OFF)
    undone(batch)
    again = imported(tmp_path, tables)
    assert again == batch + 2
    assert all_figures(CUT_OFF) == answer
    numbered = [table for table in held() if table.startswith("organisation")]
    assert [held()[table] for table in numbered] == [before[table] for table in numbered], "units and places keep their numbers"
    assert prepared(tmp_path, tables).new_rows == 0
    assert_whole()


def test_a_later_file_can_be_imported_again_corrected(tmp_path: Path) -> None:
    imported(tmp_path)
    wrong = next_year(province())
    batch = imported(tmp_path, wrong, LATER)
    undone(batch)
    right: Tables = deepcopy(wrong)
    right["units"][-1]["name"] = "Chi bộ ấp Chín"
    right["members"][-1]["name"] = "Lê Thị Mười"
    imported(tmp_path, right, LATER)
    assert (facts := facts_of(person("000241"))) and facts.name == "Lê Thị Mười"
    assert_whole()


def test_two_imports_are_undone_the_later_one_first(tmp_path: Path) -> None:
    first = imported(tmp_path)
    second = imported(tmp_path, next_year(province()), LATER)
    ((code, message),) = refusals(first)
    assert code == "rests_on_import"
    assert f"Lần ghi sổ số {second} ngày 31/12/2022" in message
    undone(second)
    undone(first)
    assert {table: len(rows) for table, rows in held().items() if rows} == {}
    assert_whole()
    imported(tmp_path)
    imported(tmp_path, next_year(province()), LATER)
    assert_whole()


def later_decisions() -> list[tuple[Any, str]]:
    """Ordinary decisions after the import, each with what the refusal calls it by."""
    moved, exempt = person("000100"), person("000101")
    return [
        (TransferMember(on=ON, person=moved, cell=unit("TT.02.C1")), (facts_of(moved) or pytest.fail()).name),
        (SetParticipation(on=ON, person=exempt, value="away"), (facts_of(exempt) or pytest.fail()).name),
        (GivePost(on=ON, person=exempt, title="Ủy viên", unit=unit("TT.02")), (facts_of(exempt) or pytest.fail()).name),
        (newcomer("900", "Trần Văn Mới", ON, unit("TT.01.C1")), "Trần Văn Mới"),
        (FoundUnit(on=ON, code="TT.9", name="Chi bộ thứ Chín", kind=CELL, parent=unit("TT.01.X1")), "Chi bộ thứ Chín"),
        (MoveUnit(on=ON, unit=unit("TT.01.X2"), parent=unit("TT.02")), "Đảng bộ huyện 2"),
        (ReportAttendance(on=ON, cell=unit("TT.01.C1"), due=3, present=2), "Chi bộ cơ quan 1"),
    ]


@pytest.mark.parametrize("place", range(7))
def test_it_is_refused_while_a_decision_rests_on_it(tmp_path: Path, place: int) -> None:
    batch = imported(tmp_path)
    command, label = later_decisions()[place]
    decision = decide(command)
    before = held()
    (rest,) = resting(batch)
    assert (rest.decision, rest.kind, rest.on) == (decision.id, decision.kind, ON)
    assert label in rest.about
    ((code, message),) = refusals(batch)
    assert code == "rests_on_import"
    assert f"Lần ghi sổ số {decision.id} ngày 05/01/2023" in message
    assert held() == before


def test_decisions_that_do_not_rest_on_a_later_import_do_not_hold_it_up(tmp_path: Path) -> None:
    imported(tmp_path)
    batch = imported(tmp_path, next_year(province()), LATER)
    for command, _ in later_decisions():
        decide(command)
    decide(ReportAttendance(on=date(2022, 10, 3), cell=unit("TT.01.X1.A1"), due=9, present=8))
    assert resting(batch) == []
    undone(batch)
    assert_whole()


def test_a_decision_about_somebody_whom_a_later_import_moved_rests_on_it(tmp_path: Path) -> None:
    imported(tmp_path)
    later = next_year(province())
    batch = imported(tmp_path, later, LATER)
    moved = person(str(later["movements"][-3]["record_no"]))
    assert cell_of(moved, LATER) == unit("TT.01.X1.A9")
    decision = decide(SetParticipation(on=ON, person=moved, value="away"))
    assert [rest.decision for rest in resting(batch)] == [decision.id]


def test_a_report_that_corrects_an_imported_one_rests_on_it(tmp_path: Path) -> None:
    imported(tmp_path)
    batch = imported(tmp_path, next_year(province()), LATER)
    decision = decide(ReportAttendance(on=date(2022, 9, 3), cell=unit("TT.01.X1.A1"), due=9, present=9))
    assert [rest.decision for rest in resting(batch)] == [decision.id]


def test_more_than_twenty_are_counted(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    for number in range(100, 122):
        decide(SetParticipation(on=ON, person=person(f"{number:06}"), value="away"))
    found = refusals(batch)
    assert len(found) == 21
    assert found[-1][1].startswith("Và 2 lần ghi sổ khác")


def test_an_undoing_that_forgets_what_another_one_restored_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = imported(tmp_path)
    undone(imported(tmp_path, next_year(province()), LATER))
    monkeypatch.setattr(withdrawal, "_restored", lambda *_: [])
    assert [code for code, _ in refusals(first)] == ["cell_has_members"]


def test_an_undoing_that_forgets_what_is_derived_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = imported(tmp_path)
    monkeypatch.setattr(undoing, "refresh_members", lambda _: None)
    undone(batch)
    with pytest.raises(AssertionError, match="differ from a rebuild"):
        assert_whole()


def test_it_is_refused_twice_and_for_what_is_no_import(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    undone(batch)
    assert [code for code, _ in refusals(batch)] == ["already_undone"]
    assert [code for code, _ in refusals(batch + 1)] == ["no_such_import"]
    assert [code for code, _ in refusals(99)] == ["no_such_import"]


def test_it_leaves_one_decision_that_corrects_the_import(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    number = undone(batch)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, corrects_id, payload -> 'values' FROM ledger_decision WHERE id > %s", [batch])
        assert cursor.fetchall() == [("exchange.undo", batch, f'{{"batch": {batch}}}')]
        cursor.execute("SELECT count(*) FROM exchange_takenrow WHERE decision_id = %s AND values IS NOT NULL", [batch])
        assert cursor.fetchone() != (0,), "the rows taken stay"
    assert number == batch + 1


def test_codes_are_free_for_single_decisions_too(tmp_path: Path) -> None:
    undone(imported(tmp_path))
    numbers = unit("TT"), unit("TT.01")
    decide(FoundLocality(on=SINCE, code="84", name="Tỉnh Thử", level="Tỉnh"))
    decide(FoundUnit(on=SINCE, code="TT", name="Đảng bộ tỉnh", kind="Đảng bộ tỉnh"))
    decide(
        FoundUnit(on=SINCE, code="TT.01", name="Đảng bộ huyện", kind="Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", parent=unit("TT"))
    )
    assert (unit("TT"), unit("TT.01")) == numbers
    assert_whole()


def test_somebody_whose_import_was_undone_and_made_again_is_erased_under_both_numbers(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    first = person("000065")
    undone(batch)
    imported(tmp_path)
    second = person("000065")
    assert first != second
    erased = erase(second, CLERK, on=ON, body="Tỉnh ủy", document="35-QĐ/TU")
    assert len(erased) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_facts WHERE record_no = '000065'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM exchange_takenrow WHERE values LIKE '%%\"000065\"%%'")
        assert cursor.fetchone() == (0,)
    assert_whole()


class Interrupted:
    """Somebody who may decide once and no more."""

    label = "Người bị ngắt giữa chừng"

    def __init__(self) -> None:
        self.asked = 0

    def may(self, kind: str, command: Command) -> bool:
        self.asked += 1
        return self.asked == 1


def test_an_erasure_that_is_interrupted_between_two_numbers_can_be_made_again(tmp_path: Path) -> None:
    undone(imported(tmp_path))
    imported(tmp_path)
    second = person("000065")
    interrupted = Interrupted()
    with pytest.raises(Refused):
        erase(second, interrupted, on=ON, body="Tỉnh ủy", document="35-QĐ/TU")
    assert interrupted.asked == 2
    assert len(erase(second, CLERK, on=ON, body="Tỉnh ủy", document="35-QĐ/TU")) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_facts WHERE record_no = '000065'")
        assert cursor.fetchone() == (0,)


def test_an_import_with_somebody_erased_can_be_undone(tmp_path: Path) -> None:
    batch = imported(tmp_path)
    erase(person("000065"), CLERK, on=ON, body="Tỉnh ủy", document="35-QĐ/TU")
    undone(batch)
    assert {table: len(rows) for table, rows in held().items() if rows} == {}
    assert_whole()
