"""Counts of localities hold from their own day, wherever an office names it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dangvu.exchange.checking import check
from dangvu.exchange.headings import find_header
from dangvu.exchange.known import Known
from dangvu.exchange.reading import read
from dangvu.exchange.refused import write_refused
from dangvu.exchange.rows import Sheets
from dangvu.filegate.refused import Refused
from tests.exchange.reading.test_reading import workbook

PLACE = ["Mã địa bàn", "Tên địa bàn", "Cấp", "Mã cấp trên"]
OLD, NEW, CUT = date(2015, 12, 31), date(2021, 12, 31), date(2022, 6, 30)
ALONE = ["84", "Tỉnh Thử", "Tỉnh", ""]
Rows = Sequence[Sequence[object]]


def told(path: Path, *rows: Sequence[object], others: Rows = ()) -> Sheets:
    return read(workbook(path / "a.xlsx", DB=rows, **({"SH": others} if others else {})))


def facts(sheets: Sheets) -> list[tuple[date, dict[tuple[str, str], int]]]:
    return [(fact.day, fact.figures) for fact in sheets.facts]


WIDE = [(OLD, {("population", ""): 10, ("households", ""): 3}), (NEW, {("population", ""): 12, ("households", ""): 4})]


@pytest.mark.parametrize(
    "named",
    ["{} (31/12/{})", "{} ngày 31/12/{}", "{} (tại thời điểm 31-12-{})", "{} đến ngày 31 tháng 12 năm {}", "Số liệu ngày 31.12.{} {}"],
)
def test_counts_of_several_days_stand_side_by_side(named: str, tmp_path: Path) -> None:
    pair = (lambda what, year: named.format(year, what)) if named.startswith("Số") else named.format
    headings = [pair(what, year) for year in (2015, 2021) for what in ("Dân số", "Số hộ")]
    sheets = told(tmp_path, ["Thời điểm chốt số liệu: 30/06/2022"], [*PLACE, *headings], [*ALONE, 10, 3, 12, 4])
    assert facts(sheets) == WIDE and sheets.notes == [] and sheets.cut_off == CUT


@pytest.mark.parametrize("over", [["Số liệu ngày 31/12/2015", "Số liệu ngày 31/12/2021"], [OLD, NEW], ["31/12/15", "31/12/21"]])
def test_the_day_may_stand_above_a_group_of_counts(over: list[object], tmp_path: Path) -> None:
    above = [*PLACE, over[0], "", over[1], ""]
    sheets = told(tmp_path, above, ["", "", "", "", "Dân số", "Số hộ", "Dân số", "Số hộ"], [*ALONE, 10, 3, 12, 4])
    assert facts(sheets) == WIDE
    assert sheets.cut_off is None, "a group of columns is no title"


def test_one_day_above_all_counts_is_read_where_the_places_are_headed_below_it(tmp_path: Path) -> None:
    sheets = told(tmp_path, ["", "", "", "", "Số liệu ngày 31/12/2021", ""], [*PLACE, "Dân số", "Số hộ"], [*ALONE, 12, 4])
    assert facts(sheets) == WIDE[1:]


def test_a_group_alone_is_of_the_day_of_the_column_before(tmp_path: Path) -> None:
    headings = ["Dân số (31/12/2015)", "Trong đó: Khmer", "Dân số (31/12/2021)", "Trong đó: Khmer"]
    sheets = told(tmp_path, [*PLACE, *headings], [*ALONE, 10, 3, 12, 4])
    assert facts(sheets) == [
        (OLD, {("population", ""): 10, ("population", "Khmer"): 3}),
        (NEW, {("population", ""): 12, ("population", "Khmer"): 4}),
    ]


def test_a_heading_without_a_day_is_of_the_day_of_its_row(tmp_path: Path) -> None:
    sheets = told(tmp_path, [*PLACE, "Tại ngày", "Dân số", "Số hộ (31/12/2021)"], [*ALONE, OLD, 10, 4], [*ALONE[:3], "", NEW, 12, ""])
    assert facts(sheets) == [(OLD, {("population", ""): 10}), (NEW, {("households", ""): 4}), (NEW, {("population", ""): 12})]


MEETINGS: Rows = [["Thời điểm chốt số liệu: 30/06/2022"], ["Mã chi bộ", "Năm", "Tháng", "Phải dự", "Có mặt"], ["C", 2021, 1, 2, 1]]


@pytest.mark.parametrize("title", ["Số liệu tại ngày 31/12/2021", "31/12/2021", "DÂN SỐ VÀ HỘ NGHÈO NGÀY 31/12/2021"])
def test_the_day_of_the_sheet_itself_counts_before_that_of_the_workbook(title: str, tmp_path: Path) -> None:
    sheets = told(tmp_path, [title], [*PLACE, "Dân số", "Số hộ"], [*ALONE, 12, 4], others=MEETINGS)
    assert facts(sheets) == WIDE[1:] and sheets.cut_off == CUT
    assert any("“DB”" in note and "31/12/2021" in note for note in sheets.notes)


def closed(name: str, *title: str) -> dict[str, Rows]:
    return {name: [*([line] for line in title), *MEETINGS[1:]]}


@pytest.mark.parametrize("first", ["SH", "DB"])
def test_the_day_of_counts_does_not_raise_the_cut_off_that_another_list_names(first: str, tmp_path: Path) -> None:
    counts = {"DB": [["Số liệu tính đến ngày 31/12/2022"], [*PLACE, "Dân số", "Số hộ"], [*ALONE, 12, 4]]}
    meetings = closed("SH", "Thời điểm chốt số liệu: 30/06/2022")
    sheets = read(workbook(tmp_path / "a.xlsx", **(counts | meetings if first == "DB" else meetings | counts)))
    assert sheets.cut_off == CUT and [day for day, _ in facts(sheets)] == [date(2022, 12, 31)]
    assert any("“DB”" in note and "31/12/2022" in note for note in sheets.notes)
    codes = {problem.code for problem in check(sheets, Known(date(2026, 1, 1))).problems}
    assert "after_cut_off" not in codes, "counts may be later than the lists beside them"
    late = check(sheets, Known(date(2022, 11, 1))).problems
    assert [problem.code for problem in late if problem.sheet == "DB"] == ["after_cut_off"], "but no later than today"


def test_where_only_counts_name_a_day_it_closes_the_other_lists_too_and_is_said(tmp_path: Path) -> None:
    counts = {"DB": [["Số liệu tính đến ngày 31/12/2022"], [*PLACE, "Dân số"], [*ALONE, 12]]}
    sheets = read(workbook(tmp_path / "a.xlsx", **counts, **closed("SH")))
    assert sheets.cut_off == date(2022, 12, 31)
    assert "Thời điểm chốt số liệu 31/12/2022 lấy từ dòng 1 của trang tính “DB”." in sheets.notes


def test_a_plain_number_above_a_list_is_no_day(tmp_path: Path) -> None:
    titles = [["Tổng số hộ toàn tỉnh", "", 45678], ["Tổng số đảng viên tính đến nay", "", 5432]]
    sheets = told(tmp_path, *titles, [*PLACE, "Ngày số liệu", "Dân số"], [*ALONE, NEW, 12])
    assert sheets.cut_off is None and [day for day, _ in facts(sheets)] == [NEW]
    assert sheets.localities is not None and sheets.localities.day is None


def test_a_sheet_that_names_no_day_has_that_of_the_workbook(tmp_path: Path) -> None:
    sheets = told(tmp_path, ["Trà Vinh, ngày 01/03/2022"], [*PLACE, "Dân số", "Số hộ"], [*ALONE, 12, 4], others=MEETINGS)
    assert [day for day, _ in facts(sheets)] == [CUT]


@pytest.mark.parametrize(
    "headings",
    [
        ["Dân số (31/06/2021)"],
        ["Dân số (31/12/2015; 31/12/2021)"],
        ["Dân số năm 2015", "Dân số năm 2021"],
        ["Dân số (2021)"],
    ],
)
def test_counts_that_do_not_say_of_which_day_they_are_refuse_the_file(headings: list[str], tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        told(tmp_path, ["Thời điểm chốt số liệu: 30/06/2022"], [*PLACE, *headings], [*ALONE, *range(len(headings))])
    assert refused.value.code == "unknown_day"
    assert "“DB”" in refused.value.message and f"“{headings[0]}”" in refused.value.message


def test_a_year_beside_the_day_of_the_row_and_the_years_of_a_standard_say_nothing_else(tmp_path: Path) -> None:
    sheets = told(tmp_path, [*PLACE, "Tại ngày", "Dân số năm 2021", "Hộ nghèo (chuẩn 2021-2025)"], [*ALONE, NEW, 12, 1])
    assert facts(sheets) == [(NEW, {("population", ""): 12, ("poor_households", ""): 1})]


@pytest.mark.parametrize("heading", ["Dân số (31/06/2021)", "Dân số (01/04/2019 và 31/12/2020)"])
def test_a_day_that_a_heading_does_not_say_refuses_the_file_also_beside_the_days_of_the_rows(heading: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        told(tmp_path, [*PLACE, "Ngày số liệu", heading], [*ALONE, NEW, 12])
    assert refused.value.code == "unknown_day" and f"“{heading}”" in refused.value.message


def test_a_year_in_a_heading_other_than_that_of_the_row_refuses_the_row(tmp_path: Path) -> None:
    rows = [[*ALONE, NEW, 12], ["02", "Xã B", "Xã", "84", date(2019, 4, 1), 13], ["03", "Xã C", "Xã", "84", NEW, ""]]
    sheets = told(tmp_path, [*PLACE, "Ngày số liệu", "Dân số năm 2019"], *rows)
    assert facts(sheets) == [(date(2019, 4, 1), {("population", ""): 13}), (NEW, {})]
    (problem,) = sheets.localities.problems if sheets.localities else ()
    assert (problem.row, problem.code, problem.column) == (2, "other_year", "Dân số năm 2019")
    assert "2019" in problem.message and "31/12/2021" in problem.message


def test_years_in_plain_numbers_below_their_count_are_not_lost(tmp_path: Path) -> None:
    cells = [[*PLACE, "Dân số", ""], ["", "", "", "", 2020, 2021], [*ALONE, 10, 12]]
    with pytest.raises(Refused) as refused:
        told(tmp_path, ["Thời điểm chốt số liệu: 30/06/2022"], *cells)
    assert refused.value.code == "unknown_day" and "“Dân số 2020”" in refused.value.message


def test_a_message_names_the_column_of_a_year(tmp_path: Path) -> None:
    headings = [*PLACE, "Ngày số liệu", "Số hộ năm 2021", "Hộ nghèo năm 2021"]
    (problem,) = check(told(tmp_path, headings, [*ALONE, NEW, 10, 12]), Known(date(2026, 1, 1))).problems
    assert (problem.code, problem.column) == ("part_exceeds_whole", "Hộ nghèo năm 2021")
    assert "12 lớn hơn số ở cột “Số hộ năm 2021” (10)" in problem.message


def test_a_fault_names_the_column_of_its_day(tmp_path: Path) -> None:
    headings = [*PLACE, "Số hộ (31/12/2015)", "Hộ nghèo (31/12/2015)", "Số hộ (31/12/2021)", "Hộ nghèo (31/12/2021)"]
    sheets = told(tmp_path, headings, [*ALONE, 5, 4, 5, 6])
    (problem,) = check(sheets, Known(date(2026, 1, 1))).problems
    assert (problem.code, problem.column) == ("part_exceeds_whole", "Hộ nghèo (31/12/2021)")
    assert "6 lớn hơn số ở cột “Số hộ (31/12/2021)” (5)" in problem.message


def test_one_day_told_in_two_rows_holds_both_back(tmp_path: Path) -> None:
    rows = [[*ALONE, 10, 12], [*ALONE, "", 13]]
    checked = check(told(tmp_path, [*PLACE, "Dân số (31/12/2015)", "Dân số (31/12/2021)"], *rows), Known(date(2026, 1, 1)))
    assert {(problem.row, problem.code) for problem in checked.problems} == {(2, "repeated_locality"), (3, "repeated_locality")}


def test_one_day_told_in_two_rows_holds_both_back_also_where_one_cannot_be_read(tmp_path: Path) -> None:
    rows = [[*ALONE, "", 12], [*ALONE[:1], "", *ALONE[2:], "", 13], [*ALONE, 14, ""]]
    checked = check(told(tmp_path, [*PLACE, "Dân số (31/12/2015)", "Dân số (31/12/2021)"], *rows), Known(date(2026, 1, 1)))
    assert {(problem.row, problem.code) for problem in checked.problems} == {(2, "repeated_locality"), (3, "missing_name")}


def test_refused_rows_come_back_with_the_day_of_their_counts(tmp_path: Path) -> None:
    sheets = told(tmp_path, ["Số liệu tại ngày 31/12/2021"], [*PLACE, "Dân số", "Dân số (31/12/2015)"], [*ALONE, "?", 1], others=MEETINGS)
    write_refused(tmp_path / "b.xlsx", sheets, check(sheets, Known(date(2026, 1, 1))))
    again = read(tmp_path / "b.xlsx")
    assert again.localities is not None and again.localities.day == NEW
    assert {"figures:population:", "figures:population::20151231"} <= again.localities.columns.keys()


def test_other_sheets_take_no_notice_of_days_in_headings() -> None:
    header = find_header([["Mã chi bộ", "Phải dự", "Có mặt", "Năm 2021"], ["", "", "", "Tháng"]])
    assert header is not None and header.kind == "meetings" and header.lacking == ()


@pytest.mark.parametrize(("near_poor", "codes"), [(4, []), (5, ["part_exceeds_whole"]), (11, ["part_exceeds_whole"])])
def test_poor_and_near_poor_households_are_together_no_more_than_all(near_poor: int, codes: list[str], tmp_path: Path) -> None:
    sheets = told(tmp_path, [*PLACE, "Số liệu tại ngày", "Số hộ", "Hộ nghèo", "Hộ cận nghèo"], [*ALONE, OLD, 10, 6, near_poor])
    problems = check(sheets, Known(CUT)).problems
    assert [problem.code for problem in problems] == codes
    assert all(problem.column == "Hộ cận nghèo" for problem in problems)
    if near_poor == 5:
        assert "tổng hộ nghèo và hộ cận nghèo là 11, lớn hơn số ở cột “Số hộ” (10)" in problems[0].message
