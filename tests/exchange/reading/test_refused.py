"""Refused rows come back as they were typed, marked and explained, as values that no program will calculate."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dangvu.exchange.checking import check
from dangvu.exchange.known import Known
from dangvu.exchange.reading import read
from dangvu.exchange.refused import write_refused
from dangvu.filegate.inspection import inspect
from tests.exchange.reading.province import NAMES, Tables, province, write

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1", '=HYPERLINK("http://a.test")', "http://a.test/", "{=1+1}"]


def returned(folder: Path, tables: Tables) -> Path:
    """Write, read and check sheets, and hand the refused rows back."""
    write(folder / "in.xlsx", tables)
    sheets = read(folder / "in.xlsx")
    write_refused(folder / "out.xlsx", sheets, check(sheets, Known(date(2026, 1, 1))))
    return folder / "out.xlsx"


def page(path: Path, name: str) -> Worksheet:
    found = openpyxl.load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def spoilt() -> Tables:
    """Member 5 without sex and with a birth that is no day, the cell of member 9 nobody's, and what hangs on them."""
    tables = province()
    tables["members"][4] |= {"sex": "?", "born": "31/02/1975"}
    tables["members"][8]["cell"] = "TT.KHONGCO"
    return tables


def test_only_refused_rows_come_back_with_their_numbers_and_what_to_do(spoilt: Tables, tmp_path: Path) -> None:
    sheet = page(returned(tmp_path, spoilt), "Đảng viên")
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][0] == "Dòng" and rows[0][-1] == "Cần sửa" and rows[0][2] == "Số lý lịch"
    assert [row[0] for row in rows[1:]] == [9, 13]
    assert rows[1][5:7] == ("31/02/1975", "?") and str(rows[1][-1]).count("\n") == 1
    assert isinstance(rows[1][13], object) and getattr(rows[2][5], "year", 0) > 1900
    assert "TT.KHONGCO" in str(rows[2][-1])


def test_sheets_without_refused_rows_stay_away(spoilt: Tables, tmp_path: Path) -> None:
    assert openpyxl.load_workbook(returned(tmp_path, spoilt)).sheetnames == ["Đảng viên", "Biến động"]


def test_the_cells_to_be_corrected_are_marked_and_explained(spoilt: Tables, tmp_path: Path) -> None:
    sheet = page(returned(tmp_path, spoilt), "Đảng viên")
    marked = {cell.coordinate for row in sheet.iter_rows(min_row=4) for cell in row if cell.comment}
    coloured = {cell.coordinate for row in sheet.iter_rows(min_row=4) for cell in row if cell.fill.fgColor.rgb == "FFFFD9D9"}
    assert marked == coloured == {"F4", "G4", "P5"}
    comment = sheet["F4"].comment
    assert comment is not None and "31/02/1975" in comment.text


def test_an_empty_cell_to_be_filled_in_is_marked_too(tmp_path: Path) -> None:
    tables = province()
    tables["members"][100]["name"] = ""
    sheet = page(returned(tmp_path, tables), "Đảng viên")
    assert sheet["E4"].value is None and sheet["E4"].comment is not None


def test_corrected_rows_can_be_handed_in_again(spoilt: Tables, tmp_path: Path) -> None:
    path = returned(tmp_path, spoilt)
    inspect(path)
    sheets = read(path)
    assert sheets.cut_off == date(2022, 6, 30)
    assert sheets.members is not None and sheets.members.read == 2
    assert sheets.movements is not None and sheets.movements.read == 2


@pytest.mark.parametrize("typed", FORMULAS)
def test_nothing_typed_becomes_a_formula_or_a_link(typed: str, tmp_path: Path) -> None:
    tables = province()
    tables["members"][100] |= {"sex": typed, "name": typed, "occupation": typed, "party_post": typed}
    path = returned(tmp_path, tables)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")}
    assert not any(re.search(r"<f[ >]|<hyperlink|externalLink", part) for part in parts.values())
    cell = page(path, "Đảng viên")["E4"]
    assert cell.data_type == "s" and str(cell.value) == typed
    assert cell.quotePrefix is typed.startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("'a", "b'"), ["a", "b"]),
        (("Đảng viên", "đảng VIÊN"), ["Đảng viên", "đảng VIÊN (2)"]),
        (("A" * 40 + "1", "A" * 40 + "2"), ["A" * 31, "A" * 27 + " (2)"]),
        (("[:]", "' '"), ["Trang", "Trang (2)"]),
        (("😀" * 20, "b/c"), ["😀" * 15, "b c"]),
    ],
)
def test_any_names_of_sheets_come_back_as_names_that_a_workbook_allows(
    given: tuple[str, str], kept: list[str], spoilt: Tables, tmp_path: Path
) -> None:
    write(tmp_path / "in.xlsx", spoilt)
    with zipfile.ZipFile(tmp_path / "in.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    for old, new in zip((NAMES["members"], NAMES["movements"]), given, strict=True):
        book = book.replace(f'name="{old}"', f'name="{new}"')
    parts["xl/workbook.xml"] = book.encode()
    with zipfile.ZipFile(tmp_path / "in.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    sheets = read(tmp_path / "in.xlsx")
    assert sheets.members is not None and sheets.members.name == given[0]
    write_refused(tmp_path / "out.xlsx", sheets, check(sheets, Known(date(2026, 1, 1))))
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == kept


def test_a_place_that_cannot_be_written_is_an_error_of_the_system_with_its_path(spoilt: Tables, tmp_path: Path) -> None:
    write(tmp_path / "in.xlsx", spoilt)
    sheets = read(tmp_path / "in.xlsx")
    with pytest.raises(FileNotFoundError) as failed:
        write_refused(tmp_path / "nowhere" / "out.xlsx", sheets, check(sheets, Known(date(2026, 1, 1))))
    assert failed.value.filename == str(tmp_path / "nowhere" / "out.xlsx")


def test_without_refused_rows_the_workbook_says_so(tmp_path: Path) -> None:
    assert page(returned(tmp_path, province()), "Kết quả")["A1"].value == "Không có dòng nào bị trả lại."
