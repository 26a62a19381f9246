"""A cell whose formula failed is never read as an empty one; days are those that the workbook shows, from 1900 or from 1904."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from dangvu.exchange.checking import check
from dangvu.exchange.known import Known
from dangvu.exchange.plans import read_plan
from dangvu.exchange.reading import read
from dangvu.exchange.refused import write_refused
from dangvu.exchange.rows import Sheets
from dangvu.exchange.twins import letters
from dangvu.filegate.inspection import inspect
from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused
from tests.exchange.planning import written
from tests.exchange.reading.test_reading import MEMBER

FULL: dict[str, object] = {
    **MEMBER, "Nữ": "x", "Dân tộc": "Khmer", "Tôn giáo": "Không", "Miễn công tác, sinh hoạt từ ngày": "1/1/2020", "Số thẻ": "84.1",
    "Chức vụ Đảng": "", "Ghi chú": "",
}  # fmt: skip
del FULL["Giới tính"]


def workbook(path: Path, rows: Sequence[Mapping[str, object]], options: Mapping[str, object] | None = None, above: int = 0) -> Path:
    """Members below `above` empty rows, their cells that begin with # as formulas that failed."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"} | dict(options or {})) as book:
        page = book.add_worksheet("A")
        page.write_row(above, 2, list(rows[0]))
        for line, row in enumerate(rows, above + 1):
            for column, cell in enumerate(row.values(), 2):
                if isinstance(cell, str) and cell.startswith("#"):
                    page.write_formula(line, column, "=1/0", value=cell)
                else:
                    page.write(line, column, cell)
    return path


def told(sheets: Sheets) -> list[tuple[int, str, str]]:
    assert sheets.members
    return [(problem.row, problem.column, problem.code) for problem in sheets.members.problems]


@pytest.mark.parametrize("heading", [heading for heading in FULL if heading != "Ghi chú"])
@pytest.mark.parametrize("says", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_a_failed_formula_refuses_its_row_whatever_column_it_stands_in(heading: str, says: str, tmp_path: Path) -> None:
    good = FULL | {"Số LL": "000002", "Số thẻ": ""}
    sheets = read(workbook(tmp_path / "a.xlsx", [FULL | {heading: says}, good], above=3))
    assert told(sheets) == [(5, heading, "failed_formula")]
    assert sheets.members and [row.record_no for row in sheets.members.rows] == ["000002"]
    message = sheets.members.problems[0].message
    assert says in message and "hãy sửa công thức" in message


def test_a_failed_formula_in_a_column_that_is_not_used_disturbs_nobody(tmp_path: Path) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", [FULL | {"Ghi chú": "#N/A"}]))
    assert told(sheets) == [] and sheets.members and len(sheets.members.rows) == 1


@pytest.mark.parametrize("says", ["#REF!", "#n/a", " #VALUE! ", "########", "Err:502"])
def test_the_text_of_an_error_is_no_value_either(says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("A")
        page.write_row(0, 0, list(FULL))
        for column, cell in enumerate((FULL | {"Dân tộc": says}).values()):
            page.write_string(1, column, str(cell))
    assert told(read(path)) == [(2, "Dân tộc", "failed_formula")]


def test_rows_to_which_formulas_were_only_filled_down_are_still_empty(tmp_path: Path) -> None:
    filled = dict.fromkeys(FULL, "") | {"Dân tộc": "#N/A", "Mã CB": "#N/A"}
    broken = dict.fromkeys(FULL, "#REF!")
    sheets = read(workbook(tmp_path / "a.xlsx", [FULL, filled, filled]))
    assert sheets.members and sheets.members.read == 1 and told(sheets) == []
    sheets = read(workbook(tmp_path / "b.xlsx", [FULL, broken]))
    assert sheets.members and sheets.members.read == 2 and {row for row, _, _ in told(sheets)} == {3}


def test_failed_formulas_are_found_among_those_of_several_sheets_and_over_the_borders_of_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Trước").write(0, 0, "x")
        page = book.add_worksheet("A & B")
        for row in range(60_000):
            page.write_formula(row, 3, "=1/0", value="#N/A")
    assert [len(errors) for errors in inspect(path).errors] == [0, 60_000]
    assert set(inspect(path).errors[1].values()) == {"#N/A"}
    with pytest.raises(Refused, match="1000 ô"):
        inspect(path, limit=Limits(errors=1_000))


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a workbook with other bytes in one part."""
    copy = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as out:
        for name in whole.namelist():
            content = whole.read(name)
            assert name != part or old in content
            out.writestr(name, content.replace(old, new) if name == part else content)
    return copy


def test_an_error_that_does_not_say_where_it_stands_refuses_the_file(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [FULL | {"Dân tộc": "#N/A"}])
    column = chr(ord("C") + list(FULL).index("Dân tộc"))
    with pytest.raises(Refused) as refused:
        read(changed(path, "xl/worksheets/sheet1.xml", f'<c r="{column}2" t="e">'.encode(), b'<c t="e">'))
    assert refused.value.code == "errors_without_place" and "hãy" in refused.value.message
    single = changed(path, "xl/worksheets/sheet1.xml", f'<c r="{column}2" t="e">'.encode(), f"<c r='{column}2' t='e'>".encode())
    assert told(read(single)) == [(2, "Dân tộc", "failed_formula")]


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_in_plain_numbers_count_from_where_the_workbook_says(since_1904: bool, tmp_path: Path) -> None:
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    born, admitted, official = date(1970, 2, 1), date(1995, 4, 3), date(1996, 4, 3)
    row = FULL | {"Sinh ngày": (born - first).days, "Ngày vào Đảng": str((admitted - first).days), "Ngày CT": official}
    path = workbook(
        tmp_path / "a.xlsx", [row, FULL | {"Số LL": "2", "Mã CB": "", "Sinh ngày": (born - first).days}], {"date_1904": since_1904}
    )
    sheets = read(path)
    assert sheets.members and sheets.since_1904 is since_1904
    (member,) = sheets.members.rows
    assert (member.born, member.decided, member.official) == (born, admitted, official)
    handed = tmp_path / "refused.xlsx"
    write_refused(handed, sheets, check(sheets, Known(today=date(2022, 1, 1), unit_kinds={})))
    again = read(handed).members
    assert again and {row.born for row in again.rows} == {born}, "what is handed back shows the same days"


def test_a_year_in_a_cell_of_days_is_told_also_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", [FULL | {"Sinh ngày": date(1909, 5, 29)}], {"date_1904": True}))
    assert told(sheets) == [(2, "Sinh ngày", "incomplete_date")]
    assert sheets.members and "1975" in sheets.members.problems[0].message


def test_a_workbook_whose_failed_formulas_belong_to_no_sheet_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [FULL | {"Dân tộc": "#N/A"}])
    with pytest.raises(Refused) as refused:
        inspect(changed(path, "xl/workbook.xml", b'r:id="rId1"', b'r:id="rId9"'))
    assert refused.value.code == "damaged"


def test_hidden_sheets_and_sheets_of_charts_are_counted_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Ẩn").hide()
        chart = book.add_chart({"type": "bar"})
        book.add_worksheet("Số").activate()
        chart.add_series({"values": "=Số!$A$1:$A$2"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)
        page = book.add_worksheet("A")
        page.write_row(0, 0, list(FULL))
        for column, cell in enumerate((FULL | {"Dân tộc": ""}).values()):
            page.write_string(1, column, str(cell))
        page.write_formula(1, list(FULL).index("Dân tộc"), "=1/0", value="#N/A")
    assert told(read(path)) == [(2, "Dân tộc", "failed_formula")]


OUTSIDE = b'<row r="90"><c r="A90" t="e"><f>1/0</f></c><c r="ZZ90" t="e"><v/></c></row></sheetData>'
"""Failed formulas without a value, below and beside everything that a reader gives."""
BEFORE = b'<sheetData><row r="1"><c r="A1" t="e"><f>1/0</f></c></row>'
"""The same above and to the left of the first value."""


@pytest.mark.parametrize(("old", "new"), [(b"</sheetData>", OUTSIDE), (b"<sheetData>", BEFORE)])
def test_failed_formulas_outside_what_is_read_say_nothing_and_disturb_nobody(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = changed(workbook(tmp_path / "a.xlsx", [FULL], above=3), "xl/worksheets/sheet1.xml", old, new)
    sheets = read(path)
    assert sheets.members and len(sheets.members.rows) == 1 and sheets.members.rows[0].row == 5 and told(sheets) == []
    plan = changed(written(tmp_path / "plan.xlsx", [(1, "Giải thể", "K.2")]), "xl/worksheets/sheet1.xml", b"</sheetData>", OUTSIDE)
    assert [line.code for line in read_plan(plan)] == ["K.2"]


def test_a_sheet_that_only_a_comment_names_refuses_the_file(tmp_path: Path) -> None:
    comment = b'<sheets><!-- <sheet name="B" sheetId="9" r:id="rId9"/> -->'
    for path in (workbook(tmp_path / "a.xlsx", [FULL]), written(tmp_path / "plan.xlsx", [(1, "Giải thể", "K.2")])):
        file = changed(path, "xl/workbook.xml", b"<sheets>", comment)
        with pytest.raises(Refused) as refused:
            read(file) if path.name == "a.xlsx" else read_plan(file)
        assert refused.value.code == "damaged"


def test_an_error_whose_mark_alone_has_single_quotes_is_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [FULL | {"Dân tộc": "#N/A"}])
    column = letters(2 + list(FULL).index("Dân tộc"))
    old, new = f'<c r="{column}2" t="e">'.encode(), f"<c r=\"{column}2\" t='e'>".encode()
    assert told(read(changed(path, "xl/worksheets/sheet1.xml", old, new))) == [(2, "Dân tộc", "failed_formula")]


def test_a_column_of_nothing_but_failed_formulas_does_not_give_way_to_another_of_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("A")
        page.write_row(0, 0, [*FULL, "Dân tộc"])
        for line in (1, 2):
            page.write_row(line, 0, [*(FULL | {"Số LL": f"00000{line}", "Số thẻ": "", "Dân tộc": ""}).values(), "Hoa"])
            page.write_formula(line, list(FULL).index("Dân tộc"), "=1/0", value="#N/A")
    sheets = read(path)
    assert told(sheets) == [(2, "Dân tộc", "failed_formula"), (3, "Dân tộc", "failed_formula")]
    assert [note for note in sheets.notes if "“Dân tộc” (N)" in note]


def test_failed_formulas_of_the_column_that_is_read_instead_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("A")
        page.write_row(0, 0, [*FULL, "Dân tộc"])
        for line, group in ((1, "Hoa"), (2, "")):
            page.write_row(line, 0, [*(FULL | {"Số LL": f"00000{line}", "Số thẻ": "", "Dân tộc": ""}).values(), group])
        page.write_formula(2, len(FULL), "=1/0", value="#N/A")
    assert told(read(path)) == [(3, "Dân tộc", "failed_formula")]


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
