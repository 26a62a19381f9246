"""A workbook is read as a whole or refused as a whole; a cell that cannot be read refuses its row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from dangvu.exchange.checking import check
from dangvu.exchange.known import Known
from dangvu.exchange.reading import read
from dangvu.exchange.refused import write_refused
from dangvu.exchange.rows import MemberRow, Sheet, Sheets
from dangvu.filegate.refused import Refused
from tests.exchange.reading.province import HEADINGS, Layout, province, write

MEMBER = {
    "Số LL": "000001",
    "Họ tên": "LÊ THỊ A",
    "Sinh ngày": "1/2/1970",
    "Giới tính": "x",
    "Ngày vào Đảng": "3/4/1995",
    "Ngày CT": "3/4/1996",
    "Mã CB": "TT.01.C1",
}


def workbook(path: Path, **sheets: Sequence[Iterable[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                page.write_row(line, 0, row)
    return path


def members(path: Path, *rows: Mapping[str, object], title: str = "") -> Sheet[MemberRow]:
    """The members' sheet with the headings of the first row."""
    cells: list[list[object]] = [[title], list(rows[0]), *(list(row.values()) for row in rows)]
    sheet = read(workbook(path / "a.xlsx", A=cells)).members
    assert sheet is not None
    return sheet


def test_a_workbook_of_members_alone_is_read(tmp_path: Path) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", A=[list(MEMBER), list(MEMBER.values())]))
    assert sheets.members is not None and sheets.units is None and sheets.cut_off is None
    (row,) = sheets.members.rows
    assert row == MemberRow(
        2, "000001", "", "Lê Thị A", date(1970, 2, 1), True, "", "", "", "", "", "", date(1995, 4, 3), date(1995, 4, 3),
        date(1996, 4, 3), "TT.01.C1", "", "", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "headings"),
    [([], ["Kinh", "Khmer", "Hoa", "Dân tộc khác"]), (["Dân tộc", "", "", ""], ["Kinh", "Khmer", "Hoa", "Khác"])],
)
def test_ethnic_groups_may_be_ticked_in_a_column_each(above: list[str], headings: list[str], tmp_path: Path) -> None:
    header = [[*MEMBER, *above], [""] * len(MEMBER) + headings] if above else [[*MEMBER, *headings]]
    numbering = [f"({number})" for number in range(1, 12)]
    ticks: list[list[object]] = [["x", "", "", ""], ["", "X", "", ""], ["", "", 1, ""], ["", "", "", "Chăm"], ["", "", "", ""]]
    faults: list[list[object]] = [["x", "x", "", ""], ["", "?", "", ""], ["", "", "", "x"]]
    rows = [[*(MEMBER | {"Số LL": f"{number:06}"}).values(), *ticked] for number, ticked in enumerate([*ticks, *faults], 1)]
    sheets = read(workbook(tmp_path / "a.xlsx", A=[*header, numbering, *rows]))
    assert sheets.members is not None and sheets.notes == []
    assert [row.ethnicity for row in sheets.members.rows] == ["Kinh", "Khmer", "Hoa", "Chăm", "Không khai"]
    named = [f"Dân tộc {heading}" if above else heading for heading in headings]
    assert [(problem.code, problem.column) for problem in sheets.members.problems] == [
        ("several_groups", named[column]) for column in (0, 1, 3)
    ]
    assert f"dấu ở cột “{named[0]}”, “{named[1]}” không" in sheets.members.problems[0].message
    assert "“Dân tộc khác” hãy ghi tên" in sheets.members.problems[2].message
    assert len(sheets.members.unread) == 3 and sheets.members.read == 8
    write_refused(tmp_path / "b.xlsx", sheets, check(sheets, Known(date(2026, 1, 1))))
    again = read(tmp_path / "b.xlsx").members
    assert again is not None and [problem.code for problem in again.problems] == ["several_groups"] * 3


@pytest.mark.parametrize("headings", [["Khmer", "Hoa"], ["Kinh"], ["Dân tộc", "Kinh", "Khmer"]])
def test_ticks_are_not_read_where_they_do_not_tell_all_groups_apart(headings: list[str], tmp_path: Path) -> None:
    rows = [[*MEMBER, *headings], [*MEMBER.values(), *["x" for _ in headings]]]
    sheet = read(workbook(tmp_path / "a.xlsx", A=rows)).members
    assert sheet is not None and "ethnicity:Kinh" not in sheet.columns and len(sheet.rows) == 1


THREE = ["Ngày", "Tháng", "Năm"]


@pytest.mark.parametrize(
    ("above", "headings"),
    [
        (None, ["Ngày sinh", "Tháng sinh", "Năm sinh"]),
        (None, ["Sinh ngày", "Tháng", "Năm"]),
        (["Ngày sinh", "", ""], THREE),
        (["Ngày, tháng, năm sinh", "", ""], THREE),
        (["Sinh", "", ""], THREE),
    ],
)
def test_a_day_of_birth_may_stand_in_three_columns(above: list[str] | None, headings: list[str], tmp_path: Path) -> None:
    start, end = ["000001", "LÊ THỊ A"], ["Nữ", "3/4/1995", "3/4/1996", "TT.01.C1"]
    names = list(MEMBER)
    rows = [[*names[:2], *(above or headings), *names[3:]], *([["", "", *headings, "", "", "", ""]] if above else [])]
    cells: list[list[object]] = [
        [1, 2, 1970],
        ["01", "02", "1970"],
        [date(1970, 2, 1), "", ""],
        ["", "", 1970],
        [31, 2, 1970],
        ["", "", ""],
        [1, 2, 70],
    ]
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*rows, *([*start, *three, *end] for three in cells)])).members
    assert sheet is not None and [row.born for row in sheet.rows] == [date(1970, 2, 1)] * 3
    faults = ["incomplete_date", "impossible_date", "missing_birth_date", "two_digit_year"]
    assert [problem.code for problem in sheet.problems] == faults and sheet.read == 7


def test_other_days_may_stand_in_three_columns_too(tmp_path: Path) -> None:
    above: list[object] = ["Số LL", "Loại biến động", "Ngày hiệu lực", "", "", "Chi bộ đi", "Chi bộ đến"]
    rows: list[list[object]] = [above, ["", "", *THREE, "", ""], ["000001", "Từ trần", 5, 9, 2020, "TT.01.C1", ""]]
    sheet = read(workbook(tmp_path / "a.xlsx", A=rows)).movements
    assert sheet is not None and [row.day for row in sheet.rows] == [date(2020, 9, 5)] and sheet.read == 1


def test_a_month_and_a_year_of_something_else_are_no_parts_of_a_day(tmp_path: Path) -> None:
    names = [*MEMBER][:-1]
    rows: list[list[object]] = [
        [*names, "Tháng đóng đảng phí", "Năm công tác", "Mã CB"],
        [*[*MEMBER.values()][:-1], 5, 2001, "TT.01.C1"],
    ]
    sheet = read(workbook(tmp_path / "a.xlsx", A=rows)).members
    assert sheet is not None and [row.official for row in sheet.rows] == [date(1996, 4, 3)]


def test_an_empty_cell_declares_nothing_and_a_column_that_is_not_there_asks_nobody(tmp_path: Path) -> None:
    sheet = members(tmp_path, MEMBER | {"Dân tộc": "", "Nghề nghiệp": ""}, MEMBER | {"Dân tộc": "khmer", "Nghề nghiệp": ""})
    assert [(row.ethnicity, row.religion, row.occupation) for row in sheet.rows] == [("Không khai", "", ""), ("Khmer", "", "")]
    assert "ethnicity" in sheet.columns and "religion" not in sheet.columns


def test_rows_keep_the_numbers_that_the_workbook_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Trang 1")
        page.write_row(9, 4, list(MEMBER))
        page.write_row(10, 4, [f"({number})" for number in range(1, 8)])
        page.write_row(14, 4, list(MEMBER.values()))
        page.write_row(15, 4, list(MEMBER))
        page.write_row(16, 4, [*list(MEMBER.values())[:2], "31/02/1970", *list(MEMBER.values())[3:]])
    sheet = read(path).members
    assert sheet is not None
    assert [row.row for row in sheet.rows] == [15]
    assert [(problem.row, problem.column, problem.code) for problem in sheet.problems] == [(17, "Sinh ngày", "impossible_date")]
    assert sheet.problems[0].message.startswith("Dòng 17, cột “Sinh ngày”: “31/02/1970” không phải là ngày có thật")
    assert sheet.read == 2


def test_a_row_with_several_faults_has_a_problem_for_each(tmp_path: Path) -> None:
    sheet = members(tmp_path, MEMBER, MEMBER | {"Họ tên": "", "Giới tính": "?", "Số LL": ""})
    assert sheet.unread == {4: ""}
    assert {problem.code for problem in sheet.problems} == {"missing_name", "unknown_sex", "missing_record_number"}


def test_a_lacking_column_refuses_the_file_with_sheet_and_column(tmp_path: Path) -> None:
    cells = {name: value for name, value in MEMBER.items() if name != "Ngày CT"}
    with pytest.raises(Refused) as refused:
        read(workbook(tmp_path / "a.xlsx", Bang=[list(cells), list(cells.values())]))
    assert refused.value.code == "missing_column"
    assert "“Bang”" in refused.value.message and "“Ngày chính thức”" in refused.value.message


def test_an_incomplete_sheet_is_passed_over_where_a_whole_one_of_its_sort_is_there(tmp_path: Path) -> None:
    part = ["Số LL", "Họ tên", "Sinh ngày", "Giới tính", "Mã CB"]
    sheets = read(workbook(tmp_path / "a.xlsx", Khen=[part, ["1", "A", "", "", ""]], That=[list(MEMBER), list(MEMBER.values())]))
    assert sheets.members is not None and sheets.members.name == "That"
    assert any("“Khen”" in note for note in sheets.notes)


SUMMARY: list[list[object]] = [
    ["TT", "Mã tổ chức đảng", "Tên tổ chức đảng", "Loại tổ chức", "Tổng số ĐV", "Nữ"],
    [1, "TT", "Tỉnh", "Đảng bộ tỉnh", 240, 90],
]


def test_a_summary_of_units_is_passed_over_beside_a_whole_list(tmp_path: Path) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", Tong=SUMMARY, DV=[list(MEMBER), list(MEMBER.values())]))
    assert sheets.units is None and sheets.members is not None
    assert any("“Tong”" in note and "“Mã tổ chức cấp trên”" in note for note in sheets.notes)


def test_a_list_of_units_that_lacks_a_column_is_refused_and_a_summary_alone_too(tmp_path: Path) -> None:
    listed = [row[:4] for row in SUMMARY]
    for sheets in ({"Tong": listed, "DV": [list(MEMBER), list(MEMBER.values())]}, {"Tong": SUMMARY}):
        with pytest.raises(Refused) as refused:
            read(workbook(tmp_path / "a.xlsx", **sheets))
        assert refused.value.code == "missing_column"


def test_two_whole_sheets_of_one_sort_refuse_the_file(tmp_path: Path) -> None:
    rows = [list(MEMBER), list(MEMBER.values())]
    with pytest.raises(Refused) as refused:
        read(workbook(tmp_path / "a.xlsx", Mot=rows, Hai=rows))
    assert refused.value.code == "repeated_sheet"
    assert "“Mot”" in refused.value.message and "“Hai”" in refused.value.message


def test_a_workbook_without_any_known_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(workbook(tmp_path / "a.xlsx", A=[["Tên hàng", "Số lượng"], ["Giấy", 1]]))
    assert refused.value.code == "no_known_sheet"


def test_a_hidden_sheet_is_passed_over_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Hien", "An"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, list(MEMBER))
            page.write_row(1, 0, list(MEMBER.values()))
        page.hide()
    sheets = read(path)
    assert sheets.members is not None and sheets.members.name == "Hien"
    assert any("“An”" in note for note in sheets.notes)


def test_what_the_gate_refuses_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        read(tmp_path / "a.xlsx")
    assert refused.value.code == "empty"


@pytest.mark.parametrize("name", ["a.XLSX", "a.xls", "a.ods", "a.dat", "a"])
def test_a_workbook_is_known_by_what_it_holds_and_not_by_its_name(name: str, tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", A=[list(MEMBER), list(MEMBER.values())]).rename(tmp_path / name)
    found = read(tmp_path / name).members
    assert found is not None and found.read == 1


def test_a_package_without_sheets_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[[1]])
    path.write_bytes(path.read_bytes().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"))
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code in {"unreadable", "no_known_sheet"}


def test_the_cut_off_comes_from_a_title(tmp_path: Path) -> None:
    tables = province()
    write(tmp_path / "a.xlsx", tables, Layout(title="(Số liệu tính đến ngày 15 tháng 7 năm 2023)"))
    assert read(tmp_path / "a.xlsx").cut_off == date(2023, 7, 15)


def test_where_no_list_names_a_cut_off_the_cover_does(tmp_path: Path) -> None:
    cover = [["TỈNH ỦY"], ["Số liệu chốt đến ngày 30/06/2022"]]
    sheets = read(workbook(tmp_path / "a.xlsx", Bìa=cover, A=[list(MEMBER), list(MEMBER.values())]))
    assert sheets.cut_off == date(2022, 6, 30)
    assert "Thời điểm chốt số liệu 30/06/2022 lấy từ dòng 2 của trang tính “Bìa”." in sheets.notes
    titled = [["Tính đến ngày 31/12/2021"], list(MEMBER), list(MEMBER.values())]
    assert read(workbook(tmp_path / "b.xlsx", Bìa=cover, A=titled)).cut_off == date(2021, 12, 31)


@pytest.mark.parametrize("title", ["Thời điểm chốt số liệu: 31/06/2022", "Tính đến ngày 30 tháng 2 năm 2022"])
def test_a_cut_off_that_is_no_day_refuses_the_file_with_its_place(title: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(workbook(tmp_path / "a.xlsx", A=[["DANH SÁCH"], [title], list(MEMBER), list(MEMBER.values())]))
    assert refused.value.code == "impossible_cut_off"
    assert "Dòng 2 của trang tính “A”" in refused.value.message and title in refused.value.message


def test_unused_columns_are_noted(tmp_path: Path) -> None:
    cells = MEMBER | {"Màu áo": "xanh"}
    sheets = read(workbook(tmp_path / "a.xlsx", A=[["STT", *cells], [1, *cells.values()]]))
    assert [note for note in sheets.notes if "“Màu áo”" in note and "STT" not in note]


def test_progress_tells_each_sheet_and_its_rows(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", province())
    told: list[tuple[str, int, int]] = []
    read(tmp_path / "a.xlsx", progress=lambda name, done, total: told.append((name, done, total)))
    assert ("Đảng viên", 0, 244) in told and ("Đảng viên", 244, 244) in told


def test_ticks_in_a_column_for_women_leave_the_others_men(tmp_path: Path) -> None:
    rows = [MEMBER | {"Giới tính": tick} for tick in ("x", "", "?")]
    cells = [[name.replace("Giới tính", "Nữ") for name in MEMBER], *(list(row.values()) for row in rows)]
    sheet = read(workbook(tmp_path / "a.xlsx", A=cells)).members
    assert sheet is not None
    assert [row.female for row in sheet.rows] == [True, False]
    assert [(problem.row, problem.code) for problem in sheet.problems] == [(4, "unknown_sex")]


@pytest.mark.parametrize("heading", ["Giới tính (nữ ghi x)", "Giới tính (x: nữ)"])
def test_a_heading_may_say_that_x_marks_women(heading: str, tmp_path: Path) -> None:
    rows = [with_columns("Giới tính", (heading, cell)) for cell in ("x", "", "Nam", "Nữ")]
    assert [row.female for row in members(tmp_path, *rows).rows] == [True, False, False, True]


def test_a_man_named_in_the_column_for_women_is_no_woman(tmp_path: Path) -> None:
    rows = [MEMBER | {"Giới tính": said} for said in ("Nữ", "Nam", "x", "")]
    cells = [[name.replace("Giới tính", "Nữ") for name in MEMBER], *(list(row.values()) for row in rows)]
    sheet = read(workbook(tmp_path / "a.xlsx", A=cells)).members
    assert sheet is not None and sheet.problems == []
    assert [row.female for row in sheet.rows] == [True, False, True, False]


@pytest.mark.parametrize(("cells", "row"), [((True, 1), 2), ((1, True), 3)])
def test_true_and_false_are_no_numbers_whatever_comes_first(cells: tuple[object, ...], row: int, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Mã chi bộ", "Tháng/năm", "Phải dự", "Có mặt"], *(["TT.01.C1", "03/2021", cell, 1] for cell in cells)]
    sheet = read(workbook(tmp_path / "a.xlsx", A=rows)).meetings
    assert sheet is not None
    assert [row.due for row in sheet.rows] == [1]
    assert [(problem.row, problem.code) for problem in sheet.problems] == [(row, "not_a_count")]
    assert "“True”" in sheet.problems[0].message


def test_a_zero_byte_in_a_cell_is_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[list(MEMBER), list((MEMBER | {"Họ tên": "Lê\x02 Thị A"}).values())])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(b"_x0002_", b"_x0000_") for name in archive.namelist()}
    assert any(b"_x0000_" in part for part in parts.values())
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    sheet = read(path).members
    assert sheet is not None
    assert [row.name for row in sheet.rows] == ["Lê Thị A"]


def test_ticks_in_two_columns_must_agree(tmp_path: Path) -> None:
    ticks = [("x", ""), ("", "x"), ("x", "x"), ("", "")]
    base = {name: value for name, value in MEMBER.items() if name != "Giới tính"}
    cells = [[*base, "Nam", "Nữ"], *([*base.values(), man, woman] for man, woman in ticks)]
    sheet = read(workbook(tmp_path / "a.xlsx", A=cells)).members
    assert sheet is not None
    assert [row.female for row in sheet.rows] == [False, True]
    assert sorted(sheet.unread) == [4, 5]


@pytest.mark.parametrize(
    ("given", "decided", "ceremony"),
    [
        ({"Ngày vào Đảng": "3/4/1995"}, 3, 3),
        ({"Ngày quyết định kết nạp": "3/4/1995"}, 3, 3),
        ({"Ngày lễ kết nạp": "3/4/1995"}, 3, 3),
        ({"Ngày vào Đảng": "3/4/1995", "Ngày kết nạp": "9/4/1995"}, 3, 9),
        ({"Ngày quyết định kết nạp": "3/4/1995", "Ngày lễ kết nạp": "9/4/1995"}, 3, 9),
        ({"Ngày quyết định kết nạp": "3/4/1995", "Ngày lễ kết nạp": ""}, 3, 3),
        ({"Ngày quyết định kết nạp": "", "Ngày lễ kết nạp": "9/4/1995"}, 9, 9),
        ({"Ngày QĐ kết nạp": "3/4/1995", "Ngày vào Đảng": "4/4/1995", "Ngày lễ kết nạp": "9/4/1995"}, 3, 9),
    ],
)
def test_one_day_of_admission_stands_for_both_unless_both_are_given(
    given: dict[str, str], decided: int, ceremony: int, tmp_path: Path
) -> None:
    base = {name: value for name, value in MEMBER.items() if name != "Ngày vào Đảng"}
    (row,) = members(tmp_path, base | given).rows
    assert (row.decided, row.ceremony) == (date(1995, 4, decided), date(1995, 4, ceremony))


def with_columns(column: str, *others: tuple[str, object]) -> dict[str, object]:
    """The member with other columns in the place of one."""
    return dict(pair for name, cell in MEMBER.items() for pair in (others if name == column else ((name, cell),)))


@pytest.mark.parametrize("headings", [("Họ và chữ đệm", "Tên"), ("Họ và tên", "")])
def test_a_name_may_stand_in_two_columns(headings: tuple[str, str], tmp_path: Path) -> None:
    rows = [with_columns("Họ tên", (headings[0], first), (headings[1], last)) for first, last in (("LÊ  THỊ", " A"), ("Trần Văn", "Bé Ba"))]
    assert [row.name for row in members(tmp_path, *rows).rows] == ["Lê Thị A", "Trần Văn Bé Ba"]


def test_an_empty_column_beside_the_names_changes_none(tmp_path: Path) -> None:
    rows = [with_columns("Họ tên", ("Họ tên", "Lê Thị A"), ("", said)) for said in ("", "", "xem lại")]
    assert [row.name for row in members(tmp_path, *rows).rows] == ["Lê Thị A"] * 3


def test_days_of_birth_may_stand_in_a_column_for_each_sex(tmp_path: Path) -> None:
    row = {name: cell for name, cell in MEMBER.items() if name != "Giới tính"}
    cells = [("", "1/2/1970"), ("3/4/1980", ""), ("", ""), ("1/2/1970", "1/2/1970")]
    rows = [
        dict(
            pair
            for name, cell in row.items()
            for pair in (zip(("Năm sinh nam", "Năm sinh nữ"), both, strict=True) if name == "Sinh ngày" else ((name, cell),))
        )
        for both in cells
    ]
    sheet = members(tmp_path, *rows)
    assert [(one.born, one.female) for one in sheet.rows] == [(date(1970, 2, 1), True), (date(1980, 4, 3), False)]
    assert sorted(sheet.unread) == [5, 6]


@pytest.mark.parametrize(
    "line",
    [
        ["A", "B", 1, 2, 3],
        ["(1)", "(2)", "(3)", "(4)=(2)+(3)", "(5)"],
        ["[1]", "[2]", "[3]", "[4]", "[5]"],
        ["(mã)", "yyyy", "mm", "", "(dd/mm/yyyy)"],
    ],
)
def test_a_row_below_the_headings_that_numbers_or_explains_them_is_no_row(line: list[object], tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[MEETINGS[0], line, *MEETINGS[1:]])).meetings
    assert sheet is not None and sheet.read == 2 and sheet.unread == {}


@pytest.mark.parametrize("line", [["I", "Đảng bộ huyện A"], ["", "Đảng bộ huyện A"], ["", "", "", "II. Đảng bộ huyện B"]])
def test_the_title_of_a_part_is_no_row(line: list[object], tmp_path: Path) -> None:
    cells: list[list[object]] = [["STT", *MEETINGS[0]], ["1", *MEETINGS[1]], line, ["2", *MEETINGS[2]]]
    sheets = read(workbook(tmp_path / "a.xlsx", A=cells))
    assert sheets.meetings is not None and sheets.meetings.read == 2
    assert [note for note in sheets.notes if "dòng 3 là dòng tổng cộng, tên nhóm" in note]


@pytest.mark.parametrize(
    "line",
    [
        ["I. Chi bộ ấp 1", "", 23],
        ["I", "", "Chi bộ ấp Chợ", "23 đảng viên"],
        [1, "CHI BỘ KHÓM 2", "", "", "", "", 23],
        ["", "Đảng bộ xã A", 23],
    ],
)
def test_the_title_of_a_part_with_how_many_it_has_is_no_row(line: list[object], tmp_path: Path) -> None:
    cells: list[list[object]] = [["TT", *MEMBER], [1, *MEMBER.values()], line, [2, *(MEMBER | {"Số LL": "000002"}).values()]]
    sheets = read(workbook(tmp_path / "a.xlsx", A=cells))
    assert sheets.members is not None and (sheets.members.read, sheets.members.unread) == (2, {})
    assert [note for note in sheets.notes if "dòng 3 là dòng tổng cộng, tên nhóm" in note]


@pytest.mark.parametrize(
    "line", [["", "", "Lê Văn B", 1975], ["", "", "Lê Văn B", "1/2/1975"], ["", "", "Chi bộ ấp 1", "", "Nam", "3/4/1995"]]
)
def test_a_faulty_row_of_a_person_is_no_title_of_a_part(line: list[object], tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[["TT", *MEMBER], line, [1, *MEMBER.values()]])).members
    assert sheet is not None and sheet.read == 2 and sheet.unread == {2: ""}


def test_a_unit_with_little_else_than_its_name_is_a_row_of_the_list_of_units(tmp_path: Path) -> None:
    units: list[list[object]] = [
        ["Mã tổ chức", "Tên tổ chức", "Loại tổ chức", "Mã cấp trên", "Ngày thành lập"],
        ["", "Chi bộ ấp 1", "", "", 36526],
    ]
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*units, ["TT", "Tỉnh", "Đảng bộ tỉnh", "", ""]])).units
    assert sheet is not None and sheet.read == 2 and len(sheet.unread) == 1


MEETINGS: list[list[object]] = [["Mã chi bộ", "Năm", "Tháng", "Số phải dự", "Số dự"], ["C1", 2020, 1, 9, 8], ["C2", 2020, 1, 9, 9]]


@pytest.mark.parametrize(
    "lines",
    [
        [["Tổng cộng", "", "", 18, 17]],
        [["TỔNG SỐ: 2 chi bộ"], [], ["", "", "Trà Vinh, ngày 30 tháng 6 năm 2022"], ["NGƯỜI LẬP BIỂU", "", "", "TRƯỞNG BAN"]],
        [
            [],
            ["", "", "Trà Vinh, ngày 30 tháng 6 năm 2022"],
            ["Người lập biểu", "", "", "Trưởng ban"],
            [],
            ["Lê Thị A", "", "", "Lê Văn B"],
        ],
        [["", "Cộng:", "", 18, 17], []],
        [["", "Toàn tỉnh", "", 18, 17]],
        [["Cộng chi bộ C1: 18", "", "", 18, 17]],
    ],
)
def test_sums_and_signatures_below_a_list_are_no_rows(lines: list[list[object]], tmp_path: Path) -> None:
    sheets = read(workbook(tmp_path / "a.xlsx", A=[*MEETINGS, *lines]))
    assert sheets.meetings is not None and sheets.meetings.read == 2
    assert [note for note in sheets.notes if "tổng cộng, tên nhóm hoặc ký tên" in note]


@pytest.mark.parametrize("line", [["", 2020, 2, 9, 8], ["C1", "", "", 9, 8], ["C1"], ["", 2020, 2]])
def test_a_faulty_row_at_the_end_is_a_row(line: list[object], tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*MEETINGS, line])).meetings
    assert sheet is not None and sheet.read == 3 and len(sheet.unread) == 1


@pytest.mark.parametrize("name", ["Tổng công ty Điện lực", "Cộng đồng Khmer", "Tống Công Minh", "Toàn"])
def test_a_name_that_sounds_like_a_sum_is_none(name: str, tmp_path: Path) -> None:
    units = [
        ["Mã tổ chức", "Tên tổ chức", "Loại tổ chức", "Mã cấp trên"],
        ["", name, "Chi bộ cơ sở", "TT"],
        ["TT", "Tỉnh", "Đảng bộ tỉnh", ""],
    ]
    sheet = read(workbook(tmp_path / "a.xlsx", A=units)).units
    assert sheet is not None and sheet.read == 2 and len(sheet.unread) == 1


def test_a_row_with_its_number_is_a_row_even_after_an_empty_one(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*MEETINGS, [], ["C1"], ["C2", 2020]])).meetings
    assert sheet is not None and sheet.read == 4 and len(sheet.unread) == 2


def test_a_sum_of_a_part_is_no_row(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*MEETINGS, ["", "Tổng số", "", 18, 17], ["C3", 2020, 1, 5, 5]])).meetings
    assert sheet is not None and sheet.read == 3 and sheet.unread == {}


def test_many_sparse_rows_are_faults_and_not_left_out(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "a.xlsx", A=[*MEETINGS, [], *[["", 2020]] * 40])).meetings
    assert sheet is not None and sheet.read == 42 and len(sheet.unread) == 40


def test_a_number_among_texts_of_one_length_gets_its_zeros_back(tmp_path: Path) -> None:
    sheets = read(
        workbook(tmp_path / "a.xlsx", A=[list(MEMBER), *(list((MEMBER | {"Số LL": no}).values()) for no in ("000001", 17, 123456))])
    )
    assert sheets.members is not None and sheets.members.problems == []
    assert [row.record_no for row in sheets.members.rows] == ["000001", "000017", "123456"]
    assert [note for note in sheets.notes if "dòng 3)" in note and "6 chữ số" in note]


def test_a_number_gets_its_zeros_from_the_other_sheet_too(tmp_path: Path) -> None:
    moves: list[list[object]] = [
        ["Số LL", "Loại biến động", "Ngày hiệu lực", "Từ chi bộ", "Đến chi bộ"],
        [1, "Từ trần", "1/2/2020", "C1", ""],
    ]
    movements = read(workbook(tmp_path / "a.xlsx", A=[list(MEMBER), list(MEMBER.values())], B=moves)).movements
    assert movements is not None and [row.record_no for row in movements.rows] == ["000001"]


def test_a_number_gets_its_zeros_from_the_register_where_the_workbook_has_none(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[list(MEMBER), list((MEMBER | {"Số LL": 17}).values())])
    for numbers, expected in ((["000001", "000017"], "000017"), (["000001", "17"], "17"), ([], "17")):
        found = read(path, numbers=partial(list[str], numbers)).members
        assert found is not None and [row.record_no for row in found.rows] == [expected]


def test_a_number_among_texts_of_several_lengths_is_kept_and_said(tmp_path: Path) -> None:
    sheet = members(tmp_path, MEMBER, MEMBER | {"Số LL": 17}, MEMBER | {"Số LL": "18"})
    assert [row.record_no for row in sheet.rows] == ["000001", "17", "18"]
    assert [(problem.row, problem.code, problem.rejected) for problem in sheet.problems] == [(4, "number_without_zeros", False)]


def test_a_card_among_others_gets_the_zeros_at_its_end_back(tmp_path: Path) -> None:
    cards = (84.100001, 84.10001, "84.100003", "84.100004", "", "chưa cấp")
    rows = [list((MEMBER | {"Số LL": f"{number:06}", "Số thẻ": card}).values()) for number, card in enumerate(cards)]
    sheets = read(workbook(tmp_path / "a.xlsx", A=[[*MEMBER, "Số thẻ"], *rows]))
    assert sheets.members is not None and sheets.members.problems == []
    assert [row.card for row in sheets.members.rows] == ["84.100001", "84.100010", "84.100003", "84.100004", "", ""]
    assert [note for note in sheets.notes if "“Số thẻ”" in note and "6 chữ số" in note and "(dòng 3)" in note]


def test_cards_of_many_lengths_are_kept_and_noted(tmp_path: Path) -> None:
    rows = [list((MEMBER | {"Số LL": f"{number:06}", "Số thẻ": card}).values()) for number, card in enumerate((8.1, "8.12", "8.123"))]
    sheets = read(workbook(tmp_path / "a.xlsx", A=[[*MEMBER, "Số thẻ"], *rows]))
    assert sheets.members is not None and [row.card for row in sheets.members.rows] == ["8.1", "8.12", "8.123"]
    assert [note for note in sheets.notes if "có thể đã mất số 0 ở cuối" in note and "(dòng 2)" in note]


@pytest.mark.parametrize(("code", "noted"), [(84.1, True), ("84.1", False), (84, False)])
def test_a_code_that_is_an_amount_with_a_fraction_is_kept_and_noted(code: object, noted: bool, tmp_path: Path) -> None:
    units: list[list[object]] = [
        ["Mã tổ chức đảng", "Tên tổ chức đảng", "Loại tổ chức", "Mã tổ chức cấp trên"],
        [code, "Đảng bộ tỉnh Thử", "Đảng bộ tỉnh", ""],
    ]
    sheets = read(workbook(tmp_path / "a.xlsx", A=units))
    assert sheets.units is not None and [row.code for row in sheets.units.rows] == [str(code)]
    assert any("có thể đã mất số 0 ở cuối" in note for note in sheets.notes) is noted


def test_numbers_alone_are_taken_as_they_stand(tmp_path: Path) -> None:
    sheet = members(tmp_path, MEMBER | {"Số LL": 17}, MEMBER | {"Số LL": 18})
    assert [row.record_no for row in sheet.rows] == ["17", "18"] and sheet.problems == []


def test_counts_hold_on_the_cut_off_where_the_sheet_names_no_day(tmp_path: Path) -> None:
    tables = {"localities": [row | {"day": ""} for row in province()["localities"][:9] if row["day"] != date(2015, 12, 31)]}
    write(tmp_path / "a.xlsx", tables, Layout(left_out={"localities": ("day",)}))
    sheets = read(tmp_path / "a.xlsx")
    assert sheets.facts and {fact.day for fact in sheets.facts} == {sheets.cut_off}


def test_a_count_without_its_day_refuses_the_row(tmp_path: Path) -> None:
    rows = province()["localities"]
    rows[7] = rows[7] | {"day": ""}
    write(tmp_path / "a.xlsx", {"localities": rows})
    sheet = read(tmp_path / "a.xlsx").localities
    assert sheet is not None
    assert [(problem.row, problem.column, problem.code) for problem in sheet.problems] == [
        (12, HEADINGS["localities"]["day"], "missing_day")
    ]


def test_a_single_column_may_hold_the_month(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Mã chi bộ", "Tháng/năm", "Phải dự", "Có mặt"],
        ["TT.01.C1", "03/2021", 9, 8],
        ["TT.01.C1", date(2021, 4, 17), "9", "8"],
    ]
    sheet = read(workbook(tmp_path / "a.xlsx", A=rows)).meetings
    assert sheet is not None
    assert [row[1:] for row in sheet.rows] == [("TT.01.C1", date(2021, 3, 1), 9, 8), ("TT.01.C1", date(2021, 4, 1), 9, 8)]


def test_the_spellings_of_the_register_are_used(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A=[[*MEMBER, "Nghề nghiệp"], [*MEMBER.values(), "THỢ  MAY"]])
    sheets: Sheets = read(path, held={"occupation": ["Thợ May"]})
    assert sheets.members is not None and sheets.members.rows[0].occupation == "Thợ May"


@pytest.mark.parametrize(
    ("first", "second", "cell"), [("", "TT.02.C1", "TT.02.C1"), (" ", "TT.02.C1", "TT.02.C1"), ("TT.01.C1", "TT.02.C1", "TT.01.C1")]
)
def test_of_two_columns_with_one_heading_the_one_that_says_something_is_read(tmp_path: Path, first: str, second: str, cell: str) -> None:
    rows = [[*MEMBER, "Mã CB"], [*(MEMBER | {"Mã CB": first}).values(), second]]
    sheets = read(workbook(tmp_path / "a.xlsx", A=rows))
    assert sheets.members and [row.cell for row in sheets.members.rows] == [cell]
    assert any("2 cột “Mã CB”: cột G để trống nên đọc cột H" in note for note in sheets.notes) is (cell != first)
    unused = "“Mã CB” (G)" if cell != first else "“Mã CB” (H)"
    assert f"Trang tính “A”: không dùng tới cột {unused}." in sheets.notes


def test_a_tick_for_a_post_is_no_post_and_told_as_a_doubt(tmp_path: Path) -> None:
    rows = [MEMBER | {"Chức vụ Đảng": post} for post in ("x", "Bí thư chi bộ", "Không")]
    sheet = members(tmp_path, *rows)
    assert [row.party_post for row in sheet.rows] == ["", "Bí thư chi bộ", ""]
    (doubt,) = sheet.problems
    assert (doubt.row, doubt.code, doubt.rejected) == (3, "post_not_named", False) and "Chức vụ Đảng" in doubt.message


@pytest.mark.parametrize("none", ["Không", "0", 0, "-"])
def test_the_topmost_unit_may_say_that_nothing_is_above_it(tmp_path: Path, none: object) -> None:
    head = ["Mã tổ chức đảng", "Tên tổ chức đảng", "Loại tổ chức", "Mã tổ chức cấp trên"]
    top, below = ["TV", "Tỉnh", "Đảng bộ tỉnh", none], ["TV.1", "Xã", "Đảng bộ cơ sở", "TV"]
    units = read(workbook(tmp_path / "a.xlsx", A=[head, top, below])).units
    assert units and [row.parent for row in units.rows] == ["", "TV"]


def test_a_unit_whose_code_is_zero_may_stand_above_others(tmp_path: Path) -> None:
    head = ["Mã tổ chức đảng", "Tên tổ chức đảng", "Loại tổ chức", "Mã tổ chức cấp trên"]
    units = read(workbook(tmp_path / "a.xlsx", A=[head, ["0", "Tỉnh", "Đảng bộ tỉnh", ""], ["1", "Xã", "Đảng bộ cơ sở", "0"]])).units
    assert units and [row.parent for row in units.rows] == ["", "0"]


def test_days_that_may_be_months_are_refused_where_the_column_puts_the_month_first(tmp_path: Path) -> None:
    typed = ["9/25/1975", "12/31/1970", "5/9/1975", "7/7/1971", "ngày 5 tháng 9 năm 1975", "13/2/1969"]
    rows = [MEMBER | {"Số LL": f"{number:06}", "Sinh ngày": day} for number, day in enumerate(typed, 1)]
    sheet = members(tmp_path, *rows)
    assert [(problem.key, problem.code) for problem in sheet.problems] == [
        ("000001", "impossible_date"), ("000002", "impossible_date"), ("000003", "month_first"),
    ]  # fmt: skip
    one_wrong = [rows[0], rows[2], rows[5]]
    assert [problem.key for problem in members(tmp_path, *one_wrong).problems] == ["000001"], "one such day may be a slip"


@pytest.mark.parametrize(("days", "texts", "told"), [(5, 5, True), (4, 5, False), (5, 4, False)])
def test_a_column_in_which_a_program_may_have_swapped_day_and_month_is_told(days: int, texts: int, told: bool, tmp_path: Path) -> None:
    born: list[object] = [*(date(1970, month, 3) for month in range(1, days + 1)), *(f"{day}/03/1970" for day in range(13, 13 + texts))]
    rows = [MEMBER | {"Số LL": f"{number:06}", "Sinh ngày": day} for number, day in enumerate(born, 1)]
    cells = [list(MEMBER), *(list(row.values()) for row in rows)]
    sheets = read(workbook(tmp_path / "a.xlsx", A=cells))
    assert sheets.members is not None and len(sheets.members.rows) == len(rows) and sheets.members.problems == []
    notes = [note for note in sheets.notes if "“Sinh ngày”" in note and "đảo ngày với tháng" in note]
    assert len(notes) == told and len(sheets.notes) == told


@pytest.mark.parametrize("other", [date(1970, 3, 13), "12/03/1970"])
def test_one_cell_that_was_not_swapped_clears_its_column(other: object, tmp_path: Path) -> None:
    born = [*(date(1970, month, 3) for month in range(1, 6)), *(f"{day}/03/1970" for day in range(13, 18)), other]
    rows = [MEMBER | {"Số LL": f"{number:06}", "Sinh ngày": day} for number, day in enumerate(born, 1)]
    sheets = read(workbook(tmp_path / "a.xlsx", A=[list(MEMBER), *(list(row.values()) for row in rows)]))
    assert sheets.notes == []
