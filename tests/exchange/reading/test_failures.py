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
from dangvu.exchange.reading import read
from dangvu.exchange.refused import write_refused
from dangvu.exchange.rows import Sheets
from dangvu.filegate.inspection import inspect
from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused
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
