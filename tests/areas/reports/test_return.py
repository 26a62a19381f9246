"""The statistical return: rows that add up, few queries, and a workbook in which nothing computes and nothing is injected."""

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.ledger.models import Decision
from dangvu.members.commands import EndMembership
from dangvu.organisation.commands import ChangeUnit, FoundUnit
from dangvu.periods.clock import HANOI
from dangvu.reports.figures import figures, records
from dangvu.reports.provincial import Return, provincial
from dangvu.reports.workbook import HEAD, NOT_ADDED, write_xlsx
from tests.areas.reports.moves import unsettle
from tests.world import BASE_CELL, CELL, COMMITTEE, DAY, World, decide, newcomer, unit

NOW = datetime(2022, 12, 1, 9, 30, tzinfo=HANOI)
SINCE = date(2020, 1, 1)
HOSTILE = ('=HYPERLINK("http://x.example";"x")', "+1+1", "-2+3", "@SUM(A1)", "{=1+1}", "http://x.example/a", "007", "\t=1+1")


def column(of: Return, name: str) -> int:
    (place,) = [place for place, one in enumerate(of.columns) if one.name == name]
    return place


@pytest.fixture
def moved(world: World) -> World:
    unsettle(world)
    return world


def test_it_has_the_figures_of_each_child_and_of_the_whole(moved: World) -> None:
    made = provincial(moved.province, DAY, now=NOW, since=SINCE)
    assert [(row.code, row.own) for row in made.rows] == [("SX.01", False), ("SX.02", False), ("SX", True)]
    assert len(made.columns) >= 60
    for row in (*made.rows[:2], made.total):
        whole = figures(unit(row.code), DAY, since=SINCE).figures
        for one, figure in zip(made.columns, row.figures, strict=True):
            if not one.by:
                assert figure == whole[one.code], (row.code, one.name)


def test_rows_add_up_to_the_total_or_say_that_they_do_not(moved: World) -> None:
    made = provincial(moved.province, DAY, now=NOW, since=SINCE)
    for place, one in enumerate(made.columns):
        added = sum(row.figures[place].value or 0 for row in made.rows)
        assert not one.adds_up or added == (made.total.figures[place].value or 0), one.name
    assert {one.code for one in made.columns if not one.adds_up} == {
        "transfers_in", "transfers_out", "moved_in", "moved_out", "mean_age", "coverage_rate", "attendance_rate", "poor_rate",
        "near_poor_rate", "members_per_population",
    }  # fmt: skip
    assert made.unbalanced == ()


def test_words_of_a_division_add_up_to_the_members(moved: World) -> None:
    made = provincial(moved.province, DAY, now=NOW)
    divisions = {one.by for one in made.columns if one.code == "members" and one.by}
    assert divisions == {"age_band", "party_age_band", "ethnicity", "religion", "education", "profession", "theory", "occupation"}
    for row in (*made.rows, made.total):
        closing = row.figures[column(made, "Cuối kỳ")].value
        for by in divisions:
            assert (
                sum(f.value or 0 for one, f in zip(made.columns, row.figures, strict=True) if (one.code, one.by) == ("members", by))
                == closing
            )


def test_every_column_opens_into_its_records(moved: World) -> None:
    made = provincial(moved.province, DAY, now=NOW, since=SINCE)
    for one, figure in zip(made.columns, made.total.figures, strict=True):
        found = records(moved.province, one.code, DAY, since=SINCE, by=one.by or None, key=one.word or None)
        assert sum(record.amount for record in found) == (figure.numerator or 0), one.name


def test_members_of_the_unit_itself_have_a_row_of_their_own(world: World) -> None:
    (row,) = provincial(world.school, DAY, now=NOW).rows
    assert (row.code, row.own, row.figures[0].value) == ("SX.02.B", True, 2)


def test_a_child_that_ended_within_the_period_keeps_its_row(world: World) -> None:
    made = provincial(world.ben_man, date(2012, 12, 31), now=NOW)
    names = ("Đầu kỳ", "Chuyển đến", "Chuyển đi", "Cuối kỳ")
    rows = [(row.code, [row.figures[column(made, name)].value for name in names]) for row in (*made.rows, made.total)]
    assert rows == [("SX.02.B", [0, 1, 0, 1]), ("SX.02.C", [1, 0, 1, 0]), ("SX.02", [0, 0, 0, 0]), ("SX.02", [1, 0, 0, 1])]


def test_it_may_be_made_as_known_at_an_instant(world: World) -> None:
    before, then = Decision.objects.latest("id").recorded, provincial(world.province, DAY, now=NOW)
    decide(EndMembership(on=date(2021, 5, 5), person=world.an, kind="dead"), before + timedelta(days=1))
    again = provincial(world.province, DAY, now=NOW, known=before)
    assert [row.figures for row in again.rows] == [row.figures for row in then.rows]
    assert provincial(world.province, DAY, now=NOW).total != then.total == again.total


def test_the_number_of_queries_is_small_and_does_not_grow(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            provincial(world.province, DAY, now=NOW)
        return len(asked)

    before = queries()
    for number in range(10, 25):
        decide(FoundUnit(on=date(2020, 1, 1), code=f"SX.{number}", name=f"Đảng bộ {number}", kind=COMMITTEE, parent=None))
        decide(FoundUnit(on=date(2020, 1, 1), code=f"SX.02.{number}", name=f"Chi bộ {number}", kind=BASE_CELL, parent=world.ben_man))
        decide(newcomer(f"9{number}", "Lâm Văn Thử", date(2022, 2, 3), unit(f"SX.02.{number}")))
    assert queries() == before <= 8


def sheet_of(made: Return, folder: Path) -> Any:
    path = folder / "bao-cao.xlsx"
    write_xlsx(path, made)
    return openpyxl.load_workbook(path).active


def test_the_workbook_holds_the_numbers_as_numbers(moved: World, tmp_path: Path) -> None:
    made = provincial(moved.province, DAY, now=NOW, since=SINCE)
    sheet = sheet_of(made, tmp_path)
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "Đảng bộ tỉnh Sông Xanh",
        "BÁO CÁO THỐNG KÊ TỔ CHỨC ĐẢNG VÀ ĐẢNG VIÊN",
        "Số liệu ngày 30/11/2022; biến động từ 01/01/2020 đến 30/11/2022",
        "Tính lúc 09:30 01/12/2022",
    ]
    for line, row in enumerate((*made.rows, made.total), start=HEAD + 3):
        shown = f"{row.name} (trực tiếp)" if row.own else row.name
        assert [sheet.cell(line, 1).value, sheet.cell(line, 2).value] == [row.code, shown]
        for place, figure in enumerate(row.figures, start=3):
            written = sheet.cell(line, place)
            if figure.value is None:
                assert written.value == "–"
            else:
                assert (written.data_type, written.value) == ("n", float(figure.value))
    headings = [sheet.cell(HEAD + 2, place).value for place in range(3, 3 + len(made.columns))]
    assert headings == [one.name if one.adds_up else f"{one.name} {NOT_ADDED}" for one in made.columns]


def test_the_workbook_says_as_of_which_knowledge(moved: World, tmp_path: Path) -> None:
    known = Decision.objects.latest("id").recorded
    sheet = sheet_of(provincial(moved.province, DAY, now=NOW, known=known), tmp_path)
    assert sheet.cell(4, 1).value == "Tính lúc 09:30 01/12/2022, theo những gì đã ghi đến 08:18 11/12/2022"


@pytest.mark.parametrize("name", HOSTILE)
def test_the_workbook_recalculates_and_injects_nothing(world: World, tmp_path: Path, name: str) -> None:
    decide(ChangeUnit(on=date(2020, 1, 1), unit=world.cau_go, name=name))
    decide(ChangeUnit(on=date(2020, 1, 1), unit=world.province, name=name))
    decide(newcomer("301", "Lâm Thị Thử", date(2022, 2, 3), world.school, education="=1+1", religion="@SUM(1)", occupation="-1"))
    sheet = sheet_of(provincial(world.province, DAY, now=NOW), tmp_path)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [sheet.cell(1, 1).value, sheet.cell(HEAD + 3, 2).value] == [name.strip()] * 2  # texts are kept without blanks at their ends
    assert sheet.cell(1, 1).quotePrefix and sheet.cell(HEAD + 3, 2).quotePrefix
    with zipfile.ZipFile(tmp_path / "bao-cao.xlsx") as package:
        assert not [part for part in package.namelist() if re.search("external|vba|hyperlink|calcChain", part, re.IGNORECASE)]
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert b"hyperlink" not in package.read("xl/worksheets/sheet1.xml")


def test_the_workbook_is_set_up_for_paper(world: World, tmp_path: Path) -> None:
    sheet = sheet_of(provincial(world.province, DAY, now=NOW), tmp_path)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.freeze_panes == "C8"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$7", "$A:$B")


def test_a_row_that_does_not_balance_is_named(world: World, tmp_path: Path) -> None:
    """The database is made to lie: an event is taken out of the derived table behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM member_event WHERE person = %s AND inward", [world.cuc])
    made = provincial(world.province, DAY, now=NOW)
    assert made.unbalanced == ("Tổng số", "SX.01")
    notes = [cell.value for cell in sheet_of(made, tmp_path)["A"] if cell.value]
    assert "Không cân đối: Tổng số, SX.01." in notes


def test_the_form_takes_new_words_as_they_come(world: World) -> None:
    decide(FoundUnit(on=date(2020, 1, 1), code="SX.01.A.3", name="Chi bộ ấp Ba", kind=CELL, parent=world.an_binh))
    decide(newcomer("301", "Lâm Thị Thử", date(2022, 2, 3), unit("SX.01.A.3"), ethnicity="Chăm"))
    made = provincial(world.province, DAY, now=NOW)
    assert made.total.figures[column(made, "Chăm")].value == 1
