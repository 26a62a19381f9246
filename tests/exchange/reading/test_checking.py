"""Each rule of the check on the smallest case, against the workbook itself and against what the register holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dangvu.exchange.checking import check
from dangvu.exchange.known import Checked, Known, KnownMember, KnownUnit
from dangvu.exchange.problems import Problem
from dangvu.exchange.reading import read
from dangvu.filegate.refused import Refused
from tests.exchange.reading.province import Layout, Row, Tables, write

TODAY = date(2026, 1, 1)
EMPTY = Known(TODAY)
Judge = Callable[..., Checked]


def unit(code: str, kind: str = "Chi bộ trực thuộc", parent: str = "TT", founded: object = date(1990, 1, 1), ended: object = "") -> Row:
    return {"code": code, "name": f"Đơn vị {code}", "kind": kind, "parent": parent, "founded": founded, "ended": ended}


ROOT = unit("TT", "Đảng bộ tỉnh", "", date(1946, 1, 1))
A, B, C = (unit(code) for code in ("A", "B", "C"))
OLD = unit("Z", ended=date(2019, 6, 30))


def member(number: str = "000001", cell: str = "A", **changed: Any) -> Row:
    base = {"record_no": number, "name": "Lê Văn A", "born": date(1970, 1, 1), "sex": "Nam", "admitted": date(1995, 4, 3), "cell": cell}
    return base | {"official": date(1996, 4, 3)} | changed


def moved(day: date, from_cell: str, to_cell: str, kind: str = "Chuyển sinh hoạt nội bộ", number: str = "000001") -> Row:
    return {"record_no": number, "kind": kind, "day": day, "from_cell": from_cell, "to_cell": to_cell}


def left(day: date, cell: str, kind: str = "Từ trần", number: str = "000001") -> Row:
    return moved(day, cell, "", kind, number)


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Check sheets given by name; the units are the root with cells A, B, C and the ended Z where none are given."""

    def judged(known: Known = EMPTY, *, layout: Layout | None = None, **tables: list[Row]) -> Checked:
        tables = {"units": [ROOT, A, B, C, OLD], **tables}
        found: Tables = {name: rows for name, rows in tables.items() if rows}
        write(tmp_path / "a.xlsx", found, layout or Layout())
        return check(read(tmp_path / "a.xlsx"), known)

    return judged


def refusals(checked: Checked) -> list[tuple[str, int, str]]:
    """Sheet, place of the row in it counted from 0, and code."""
    return [(problem.sheet, problem.row - 5, problem.code) for problem in checked.problems if problem.rejected]


def only(checked: Checked) -> Problem:
    (problem,) = checked.problems
    return problem


# units


def test_units_come_with_those_above_first(judge: Judge) -> None:
    checked = judge(units=[unit("A", parent="X"), unit("X", "Đảng bộ cơ sở"), ROOT])
    assert [row.code for row in checked.units] == ["TT", "X", "A"]


def test_all_rows_of_a_repeated_code_are_held_back_with_what_hangs_on_them(judge: Judge) -> None:
    checked = judge(units=[ROOT, A, unit("A"), unit("A", "Đảng bộ cơ sở"), B], members=[member(), member("000002", "B")])
    assert refusals(checked) == [
        ("Tổ chức đảng", 1, "repeated_code"),
        ("Tổ chức đảng", 2, "repeated_code"),
        ("Tổ chức đảng", 3, "repeated_code"),
        ("Đảng viên", 0, "depends_on_refused_row"),
    ]
    assert [row.code for row in checked.units] == ["TT", "B"]


def test_a_code_repeated_by_a_row_that_cannot_be_read_is_repeated_all_the_same(judge: Judge) -> None:
    checked = judge(units=[ROOT, A, unit("A", founded="31/02/1990")])
    assert [code for _, _, code in refusals(checked)] == ["repeated_code", "impossible_date"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (unit("X", parent="NONE"), "unknown_parent"),
        (unit("X", parent="A"), "parent_is_cell"),
        (unit("X", parent=""), "missing_parent"),
        (unit("X", parent="X"), "parent_below_itself"),
        (unit("X", founded=date(2022, 7, 1)), "after_cut_off"),
        (unit("X", ended=date(2022, 7, 1)), "after_cut_off"),
        (unit("X", ended=date(1989, 1, 1)), "ended_before_founded"),
        (unit("X", ended=date(1990, 1, 1)), "ended_before_founded"),
        (unit("X", founded=date(1930, 2, 2)), "before_beginning"),
        (unit("X", founded="", ended=date(1930, 2, 2)), "before_beginning"),
    ],
)
def test_it_refuses_a_unit(row: Row, code: str, judge: Judge) -> None:
    checked = judge(units=[ROOT, A, row])
    assert only(checked).code == code
    assert [found.code for found in checked.units] == ["TT", "A"]


@pytest.mark.parametrize("kind", ["Chi bộ ấp", "Chi bộ trực thuộc xã", "Đảng bộ", "Ban cán sự"])
def test_a_kind_of_unit_that_no_rule_names_is_refused_with_those_that_are_named(kind: str, judge: Judge) -> None:
    checked = judge(units=[ROOT, A, unit("X", kind)], members=[member(cell="X"), member("000002")])
    problem = checked.problems[0]
    assert refusals(checked) == [("Tổ chức đảng", 2, "unknown_kind"), ("Đảng viên", 0, "depends_on_refused_row")]
    assert problem.column == "Loại tổ chức" and "Đảng bộ bộ phận; Chi bộ cơ sở; Chi bộ trực thuộc" in problem.message


@pytest.mark.parametrize("kind", ["CHI BỘ TRỰC THUỘC", "chi bộ cơ sở", "Chi bộ", "Chi bộ trực thuộc đảng ủy cơ sở"])
def test_members_belong_to_every_kind_of_cell(kind: str, judge: Judge) -> None:
    assert judge(units=[ROOT, unit("A", kind)], members=[member()]).problems == []


def test_it_refuses_a_unit_that_outlives_the_one_above(judge: Judge) -> None:
    above = unit("X", "Đảng bộ cơ sở", ended=date(2010, 1, 1))
    assert only(judge(units=[ROOT, above, unit("Y", parent="X")])).code == "parent_ended"
    assert judge(units=[ROOT, above, unit("Y", parent="X", ended=date(2010, 1, 1))]).problems == []


def test_units_in_a_ring_fall_and_so_do_those_below(judge: Judge) -> None:
    ring = [unit("X", "Đảng bộ cơ sở", "Y"), unit("Y", "Đảng bộ cơ sở", "X"), unit("D", parent="Y")]
    checked = judge(units=[ROOT, *ring])
    assert [code for _, _, code in refusals(checked)] == ["parent_below_itself", "parent_below_itself", "depends_on_refused_row"]


def test_several_topmost_units_of_one_kind_are_all_taken(judge: Judge) -> None:
    bodies = [unit(code, "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", "") for code in ("H1", "H2")]
    assert judge(units=bodies).problems == []


def test_a_unit_older_than_the_one_above_is_taken_and_the_one_above_reaches_back(judge: Judge) -> None:
    young = unit("X", "Đảng bộ cơ sở", founded=date(2000, 1, 1))
    checked = judge(units=[ROOT, young, unit("D", parent="X", founded=date(1980, 1, 1))])
    problem = only(checked)
    assert (problem.code, problem.rejected) == ("older_than_parent", False)
    assert checked.reach == {"TT": date(1946, 1, 1), "X": date(1980, 1, 1), "D": date(1980, 1, 1)}


def test_a_member_older_than_the_cell_is_taken_and_the_cell_reaches_back(judge: Judge) -> None:
    checked = judge(units=[ROOT, unit("A", founded=date(2001, 1, 1)), B], members=[member()])
    problem = only(checked)
    assert (problem.sheet, problem.code, problem.rejected) == ("Đảng viên", "older_than_cell", False)
    assert checked.reach["A"] == date(1995, 4, 3)
    assert len(checked.members) == 1


def test_a_unit_without_founding_reaches_as_far_as_needed(judge: Judge) -> None:
    units = [ROOT, unit("X", "Đảng bộ cơ sở", founded=""), unit("A", parent="X", founded=""), unit("B", founded="")]
    checked = judge(units=units, members=[member()])
    assert checked.problems == []
    assert checked.reach == {"TT": date(1946, 1, 1), "X": date(1995, 4, 3), "A": date(1995, 4, 3), "B": date(1946, 1, 1)}


def test_a_topmost_unit_without_any_day_begins_at_the_cut_off(judge: Judge) -> None:
    assert judge(units=[unit("TT", "Đảng bộ tỉnh", "", "")]).reach == {"TT": date(2022, 6, 30)}


def test_reach_counts_the_first_stay_of_a_chain(judge: Judge) -> None:
    units = [ROOT, unit("A", founded=""), unit("B", founded="")]
    checked = judge(units=units, members=[member()], movements=[moved(date(2020, 1, 1), "B", "A")])
    assert (checked.reach["B"], checked.reach["A"]) == (date(1995, 4, 3), date(2020, 1, 1))


def test_codes_that_differ_by_case_alone_are_one(judge: Judge) -> None:
    checked = judge(members=[member(cell="a")], movements=[moved(date(2020, 1, 1), "b", "a")])
    assert checked.problems == []
    assert (checked.members[0].cell, checked.movements[0].from_cell) == ("A", "B")


def test_units_whose_codes_differ_by_case_alone_are_one_unit_told_twice(judge: Judge) -> None:
    checked = judge(units=[ROOT, A, unit("a"), B], members=[member()])
    assert [code for _, _, code in refusals(checked)] == ["repeated_code", "repeated_code", "depends_on_refused_row"]
    assert [row.code for row in checked.units] == ["TT", "B"]


def test_a_code_of_the_register_is_known_in_any_case(judge: Judge) -> None:
    held = Known(TODAY, units={"TT": KnownUnit(date(1946, 1, 1), None, False, "")})
    assert [row.code for row in judge(held, units=[unit("tt", "Đảng bộ tỉnh", "", date(1946, 1, 1)), A]).units] == ["TT", "A"]


def test_a_place_above_is_known_in_any_case_though_the_sheet_does_not_list_it(judge: Judge) -> None:
    held = Known(TODAY, units={"TT": KnownUnit(date(1946, 1, 1), None, False, "")}, localities=frozenset({"T"}))
    checked = judge(held, units=[unit("A", parent="tt")], localities=[place("1", "t")])
    assert checked.problems == []
    assert (checked.units[0].parent, checked.localities[0].parent) == ("TT", "T")


def test_units_held_under_codes_that_differ_by_case_alone_keep_theirs(judge: Judge) -> None:
    held = Known(TODAY, units={code: KnownUnit(date(1946, 1, 1), None, False, "") for code in ("tt", "TT", "Tt")})
    checked = judge(held, units=[unit("A", parent="TT"), unit("B", parent="tt")])
    assert (checked.problems, [row.parent for row in checked.units]) == ([], ["TT", "tt"])


# members


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"cell": "NONE"}, "unknown_cell"),
        ({"cell": "TT"}, "not_a_cell"),
        ({"cell": "Z"}, "cell_ended"),
        ({"born": date(1996, 1, 1)}, "born_after_admission"),
        ({"born": date(1985, 1, 1)}, "admitted_as_child"),
        ({"born": "01/01/1870"}, "admitted_too_old"),
        ({"admitted": date(2022, 7, 1), "official": ""}, "after_cut_off"),
        ({"official": date(1995, 1, 1)}, "official_before_admission"),
        ({"official": date(2022, 7, 1)}, "after_cut_off"),
        ({"exempt_from": date(1995, 1, 1)}, "exempt_from_before_admission"),
        ({"exempt_from": date(2022, 7, 1)}, "after_cut_off"),
        ({"born": date(1905, 1, 1), "admitted": date(1930, 2, 2)}, "before_beginning"),
    ],
)
def test_it_refuses_a_member(changed: dict[str, Any], code: str, judge: Judge) -> None:
    checked = judge(members=[member(**changed), member("000002")])
    assert {problem.code for problem in checked.problems} == {code}
    assert [row.record_no for row in checked.members] == ["000002"]
    assert checked.counts["Đảng viên"] == (2, 1, 1)


def test_a_member_admitted_young_is_taken_with_a_warning(judge: Judge) -> None:
    problem = only(judge(members=[member(born=date(1977, 5, 1))]))
    assert (problem.code, problem.rejected) == ("admitted_young", False)


def test_a_member_official_before_twelve_months_are_over_is_taken_unflagged(judge: Judge) -> None:
    """Earlier charters knew shorter probations, so that whole workbooks would be flagged."""
    assert judge(members=[member(admitted=date(1995, 4, 3), official=date(1995, 10, 3))]).problems == []


def test_a_member_admitted_very_old_is_taken(judge: Judge) -> None:
    assert judge(members=[member(born="01/01/1895")]).problems == []


def test_the_founding_day_of_the_party_is_taken_and_whoever_was_born_long_before_it(judge: Judge) -> None:
    first = date(1930, 2, 3)
    units = [unit("TT", "Đảng bộ tỉnh", "", first), unit("A", founded=first)]
    places = [place("84", "", level="Tỉnh", name="Tỉnh Thử", day=first, population=9)]
    checked = judge(units=units, localities=places, members=[member(born="05/06/1890", admitted=first)])
    assert checked.problems == []
    assert checked.reach["A"] == first


def test_counts_of_a_day_before_the_party_are_refused(judge: Judge) -> None:
    places = [PROVINCE, place("1", day=date(1930, 2, 2), population=9)]
    assert only(judge(localities=places)).code == "before_beginning"


def test_a_day_that_stands_for_decision_and_ceremony_is_told_once(judge: Judge) -> None:
    assert only(judge(members=[member(admitted=date(2022, 7, 1), official="")])).code == "after_cut_off"


def test_a_ceremony_after_the_cut_off_is_refused_by_itself(judge: Judge) -> None:
    headings = Layout(headings={"members": {"ceremony": "Ngày lễ kết nạp"}})
    late = judge(members=[member(ceremony=date(2022, 7, 1), official="")], layout=headings)
    assert (only(late).code, only(late).column) == ("after_cut_off", "Ngày lễ kết nạp")


def test_a_group_that_no_list_has_is_taken_with_a_warning(judge: Judge) -> None:
    rows = [
        member(ethnicity="Khơ-me"),
        member("000002", ethnicity="Xyz"),
        member("000003", ethnicity=""),
        member("000004", ethnicity="Tày"),
    ]
    problem = only(judge(members=rows))
    assert (problem.code, problem.key, problem.rejected) == ("unknown_ethnic_group", "000002", False)


def test_a_religion_that_no_list_has_is_taken_with_a_warning_for_it_counts_as_one(judge: Judge) -> None:
    words = ["Không", "Vô thần", "Không rõ", "", "Cao Đài", "Thờ cúng ông bà"]
    problem = only(judge(members=[member(f"{number:06}", religion=word) for number, word in enumerate(words)]))
    assert (problem.code, problem.key, problem.rejected) == ("unknown_religion", "000005", False)


def test_numbers_that_differ_by_case_alone_are_one(judge: Judge) -> None:
    checked = judge(members=[member("LL-1"), member("ll-1"), member("LL-2")], movements=[left(date(2020, 1, 1), "A", number="ll-2")])
    assert refusals(checked) == [("Đảng viên", row, "repeated_record_number") for row in (0, 1)]
    assert [move.record_no for move in checked.movements] == ["LL-2"]


def test_a_number_of_the_register_is_known_in_any_case(judge: Judge) -> None:
    held = Known(TODAY, members={"LL-1": KnownMember("A", date(1995, 4, 3), None, "")})
    assert [row.record_no for row in judge(held, members=[member("ll-1")]).members] == ["LL-1"]
    assert judge(held, members=[], movements=[left(date(2020, 1, 1), "A", number="Ll-1")]).problems == []


def test_the_age_of_the_charter_is_that_of_the_rulebook(judge: Judge) -> None:
    young = member(born=date(1978, 3, 1))
    assert only(judge(Known(TODAY), members=[young])).code == "admitted_young"
    assert judge(Known(TODAY, admission_age=17), members=[young]).problems == []


def test_a_ceremony_before_the_decision_is_refused(judge: Judge) -> None:
    headings = Layout(
        headings={"members": {"decided": "Ngày quyết định kết nạp", "ceremony": "Ngày lễ kết nạp"}}, left_out={"members": ("admitted",)}
    )
    checked = judge(members=[member(decided=date(1995, 5, 1), ceremony=date(1995, 4, 1))], layout=headings)
    problem = only(checked)
    assert (problem.code, problem.column) == ("ceremony_before_decision", "Ngày lễ kết nạp")


@pytest.mark.parametrize("field", ["record_no", "card"])
def test_all_rows_of_a_repeated_number_are_held_back(field: str, judge: Judge) -> None:
    rows = [member("000001", card="84.1"), member("000002", card="84.2"), member("000003", card="84.3")]
    rows[1][field] = rows[0][field]
    checked = judge(members=rows)
    code = {"record_no": "repeated_record_number", "card": "repeated_card"}[field]
    assert [(problem.row, problem.code) for problem in checked.problems] == [(5, code), (6, code)]


def test_empty_cards_are_not_repeated(judge: Judge) -> None:
    assert judge(members=[member("000001", card=""), member("000002", card="")]).problems == []


def test_a_number_repeated_by_a_row_that_cannot_be_read_is_held_back_too(judge: Judge) -> None:
    checked = judge(members=[member(card="84.1"), member(card="84.2", name=""), member("000003", card="84.2")])
    assert [(problem.row, problem.code) for problem in checked.problems] == [
        (5, "repeated_record_number"),
        (6, "missing_name"),
        (7, "repeated_card"),
    ]


# movements


def test_a_chain_that_leads_to_the_cell_of_the_sheet_is_taken_in_any_order(judge: Judge) -> None:
    moves = [moved(date(2020, 1, 1), "B", "A"), moved(date(2010, 1, 1), "C", "B"), left(date(2021, 1, 1), "A")]
    checked = judge(members=[member()], movements=moves)
    assert checked.problems == [] and len(checked.movements) == 3


def test_a_member_may_come_from_a_cell_on_the_day_it_ends(judge: Judge) -> None:
    assert judge(members=[member()], movements=[moved(date(2019, 6, 30), "Z", "A")]).problems == []


def test_a_member_may_leave_from_a_cell_that_ended_later(judge: Judge) -> None:
    assert judge(members=[member(cell="Z")], movements=[left(date(2018, 1, 1), "Z")]).problems == []


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (moved(date(2020, 1, 1), "NONE", "A"), "unknown_cell"),
        (moved(date(2020, 1, 1), "B", "NONE"), "unknown_cell"),
        (moved(date(2020, 1, 1), "TT", "A"), "not_a_cell"),
        (moved(date(2020, 1, 1), "", "A"), "missing_cell"),
        (moved(date(2020, 1, 1), "B", ""), "missing_cell"),
        (moved(date(2020, 1, 1), "B", "C"), "contradicting_cell"),
        (moved(date(2020, 1, 1), "A", "A"), "contradicting_cell"),
        (moved(date(2020, 1, 1), "Z", "A"), "cell_not_live"),
        (moved(date(2020, 1, 1), "A", "Z"), "cell_not_live"),
        (moved(date(1994, 1, 1), "B", "A"), "before_admission"),
        (moved(date(1995, 4, 3), "B", "A"), "before_admission"),
        (moved(date(2022, 7, 1), "B", "A"), "after_cut_off"),
        (left(date(2020, 1, 1), "B"), "contradicting_cell"),
        (left(date(2020, 1, 1), "NONE"), "unknown_cell"),
        (left(date(2020, 1, 1), ""), "missing_cell"),
        (left(date(2020, 1, 1), "Z"), "cell_not_live"),
        (moved(date(2020, 1, 1), "B", "A", number="000009"), "unknown_member"),
    ],
)
def test_a_movement_that_cannot_be_is_refused_alone_and_the_member_stays(move: Row, code: str, judge: Judge) -> None:
    checked = judge(members=[member()], movements=[move])
    problem = only(checked)
    assert (problem.sheet, problem.row, problem.code) == ("Biến động", 5, code)
    assert len(checked.members) == 1 and checked.movements == []


def test_the_other_movements_of_a_chain_stay_when_the_earliest_falls(judge: Judge) -> None:
    moves = [moved(date(2010, 1, 1), "NONE", "B"), moved(date(2020, 1, 1), "B", "A")]
    checked = judge(members=[member()], movements=moves)
    assert only(checked).row == 5
    assert [move.row for move in checked.movements] == [6]


def test_two_movements_that_contradict_each_other_are_both_held_back(judge: Judge) -> None:
    moves = [moved(date(2010, 1, 1), "C", "B"), moved(date(2020, 1, 1), "C", "A")]
    checked = judge(members=[member()], movements=moves)
    assert [(problem.row, problem.code) for problem in checked.problems] == [(5, "contradicting_cell"), (6, "contradicting_cell")]
    assert "dòng 6" in checked.problems[0].message and "dòng 5" in checked.problems[1].message


def test_a_movement_after_a_way_out_is_refused(judge: Judge) -> None:
    moves = [left(date(2015, 1, 1), "A"), left(date(2020, 1, 1), "A", "Xóa tên")]
    problem = only(judge(members=[member()], movements=moves))
    assert (problem.row, problem.code) == (6, "after_exit")


def test_an_arrival_begins_the_membership_here(judge: Judge) -> None:
    moves = [moved(date(2015, 1, 1), "", "B", "Chuyển đến"), moved(date(2020, 1, 1), "B", "A")]
    checked = judge(units=[ROOT, unit("A", founded=""), unit("B", founded="")], members=[member()], movements=moves)
    assert checked.problems == []
    assert checked.reach["B"] == date(2015, 1, 1)


@pytest.mark.parametrize("kind", ["Chuyển đến", "Chuyển đến (nội bộ)", "Chuyển đi"])
def test_from_one_cell_of_the_workbook_to_another_is_a_transfer_whatever_it_is_called(kind: str, judge: Judge) -> None:
    checked = judge(members=[member()], movements=[moved(date(2020, 1, 1), "b", "A", kind)])
    assert checked.problems == []
    assert [(move.kind, move.from_cell, move.to_cell) for move in checked.movements] == [("transfer", "B", "A")]


def test_the_note_of_transfers_names_rows_that_stand_and_lead_from_unit_to_unit(tmp_path: Path) -> None:
    day = date(2020, 1, 1)
    moves = [
        moved(day, "B", "A", "Chuyển đến"), moved(day, "B", "A", "Chuyển đến", "000009"), moved(day, "B", "XX", "Chuyển đến", "000002"),
        moved(day, "XX", "B", "Chuyển đi", "000003"), moved(day, "B", "", "Chuyển đến", "000004"),
    ]  # fmt: skip
    members = [member(f"{number:06}") for number in range(1, 5)]
    write(tmp_path / "a.xlsx", {"units": [ROOT, A, B, C], "members": members, "movements": moves}, Layout())
    sheets = read(tmp_path / "a.xlsx")
    checked = check(sheets, EMPTY)
    assert [problem.row for problem in checked.problems] == [6, 7, 8, 9] and [move.kind for move in checked.movements] == ["transfer"]
    assert [note.split(" ghi ")[0] for note in sheets.notes if "nội bộ" in note] == ["Trang tính “Biến động”: dòng 5"]


def test_no_note_of_transfers_where_none_stands(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"units": [ROOT, A, B], "movements": [moved(date(2020, 1, 1), "B", "A", "Chuyển đến")]}, Layout())
    sheets = read(tmp_path / "a.xlsx")
    assert [problem.code for problem in check(sheets, EMPTY).problems] == ["unknown_member"] and sheets.notes == []


def test_a_departure_to_a_cell_of_the_workbook_must_lead_to_the_cell_of_the_sheet(judge: Judge) -> None:
    checked = judge(members=[member()], movements=[moved(date(2020, 1, 1), "A", "B", "Chuyển đi")])
    assert (only(checked).code, len(checked.members)) == ("contradicting_cell", 1)


def test_an_arrival_from_a_cell_of_the_register_is_a_transfer(judge: Judge) -> None:
    known = replace(EMPTY, units={"R": KnownUnit(date(1990, 1, 1), None, True, "TT")})
    checked = judge(known, members=[member()], movements=[moved(date(2020, 1, 1), "R", "A", "Chuyển đến")])
    assert [move.kind for move in checked.movements] == ["transfer"]


def test_places_elsewhere_leave_arrivals_and_departures_what_they_are(judge: Judge) -> None:
    arrived = moved(date(2015, 1, 1), "Tỉnh Bến Tre", "A", "Chuyển đến")
    gone = moved(date(2020, 1, 1), "A", "Đảng bộ tỉnh Vĩnh Long", "Chuyển đi")
    checked = judge(members=[member()], movements=[arrived, gone])
    assert checked.problems == []
    assert [move.kind for move in checked.movements] == ["transferred_in", "transferred_out"]


@pytest.mark.parametrize("kind", ["Chuyển sinh hoạt (tạm thời)", "Chuyển sinh hoạt tạm thời", "Chuyển đi (tạm thời)"])
def test_a_temporary_stay_is_told_and_moves_nobody(kind: str, judge: Judge) -> None:
    checked = judge(members=[member()], movements=[moved(date(2020, 1, 1), "B", "A", kind)])
    assert only(checked).code == "temporary_stay" and "không làm thay đổi chi bộ" in only(checked).message
    assert checked.movements == [] and len(checked.members) == 1


def test_a_movement_before_an_arrival_is_refused(judge: Judge) -> None:
    moves = [moved(date(2010, 1, 1), "C", "B"), moved(date(2015, 1, 1), "", "A", "Chuyển đến")]
    problem = only(judge(members=[member()], movements=moves))
    assert (problem.row, problem.code) == (5, "before_arrival")


def test_a_second_arrival_is_refused_and_the_first_one_stands(judge: Judge) -> None:
    arrivals = [moved(day, "", "A", "Chuyển đến") for day in (date(2015, 1, 1), date(2018, 1, 1))]
    checked = judge(members=[member()], movements=arrivals)
    assert (only(checked).row, only(checked).code) == (6, "repeated_arrival")
    assert [move.row for move in checked.movements] == [5]


def test_an_arrival_after_another_movement_is_refused(judge: Judge) -> None:
    moves = [
        moved(date(2015, 1, 1), "", "B", "Chuyển đến"),
        moved(date(2018, 1, 1), "B", "A"),
        moved(date(2020, 1, 1), "", "A", "Chuyển đến"),
    ]
    checked = judge(members=[member()], movements=moves)
    assert (only(checked).row, only(checked).code) == (7, "repeated_arrival")
    assert [move.row for move in checked.movements] == [5, 6]


def test_two_movements_of_a_member_on_one_day_are_both_held_back(judge: Judge) -> None:
    moves = [moved(date(2020, 1, 1), "B", "A"), moved(date(2020, 1, 1), "C", "A")]
    assert [code for _, _, code in refusals(judge(members=[member()], movements=moves))] == ["repeated_movement"] * 2


def test_a_movement_of_a_refused_member_says_which_row_it_hangs_on(judge: Judge) -> None:
    checked = judge(members=[member("000007"), member(sex="?")], movements=[moved(date(2020, 1, 1), "B", "A")])
    problem = checked.problems[-1]
    assert (problem.sheet, problem.code) == ("Biến động", "depends_on_refused_row")
    assert "dòng 6 của trang “Đảng viên”" in problem.message


def test_a_member_left_in_an_ended_cell_falls_with_the_rest_of_the_chain(judge: Judge) -> None:
    checked = judge(members=[member(cell="Z")], movements=[moved(date(2010, 1, 1), "B", "Z")])
    assert [(problem.sheet, problem.code) for problem in checked.problems] == [
        ("Đảng viên", "cell_ended"),
        ("Biến động", "depends_on_refused_row"),
    ]


# meetings


def meeting(cell: str = "A", month: int = 3, due: object = 9, present: object = 8) -> Row:
    return {"cell": cell, "year": 2021, "month": month, "due": due, "present": present}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (meeting("NONE"), "unknown_cell"),
        (meeting("TT"), "not_a_cell"),
        (meeting(present=10), "present_exceeds_due"),
        (meeting(month=13), "impossible_month"),
        (meeting(due=""), "missing_count"),
    ],
)
def test_it_refuses_a_meeting(row: Row, code: str, judge: Judge) -> None:
    checked = judge(meetings=[row, meeting("B")])
    assert only(checked).code == code
    assert [found.cell for found in checked.meetings] == ["B"]


@pytest.mark.parametrize(("year", "month"), [(2026, 2), (2099, 12), (1930, 1)])
def test_a_month_in_which_nobody_can_have_met_is_refused(year: int, month: int, judge: Judge) -> None:
    checked = judge(meetings=[{**meeting(month=month), "year": year}, {**meeting("B", month=1), "year": 2026}])
    problem = only(checked)
    assert (problem.code, problem.column, problem.rejected) == ("impossible_month", "Tháng", True)
    assert [found.cell for found in checked.meetings] == ["B"]


def test_both_reports_of_one_meeting_are_held_back(judge: Judge) -> None:
    checked = judge(meetings=[meeting(), meeting(due=8), meeting(month=4)])
    assert [code for _, _, code in refusals(checked)] == ["repeated_meeting"] * 2


def test_other_doubts_about_a_meeting_are_not_flagged(judge: Judge) -> None:
    rows = [
        meeting("Z"),
        meeting(due=0, present=0),
        meeting(month=12, due=5000, present=1),
        {**meeting("B"), "year": 1990},
        {**meeting("C"), "year": 2023},
    ]
    assert judge(meetings=rows).problems == []


# localities


def place(code: str, parent: str = "84", day: object = "", level: str = "Xã", name: str = "Xã A", **counts: Any) -> Row:
    return {"code": code, "name": name, "level": level, "parent": parent, "day": day, **counts}


PROVINCE = place("84", "", level="Tỉnh", name="Tỉnh Thử")
YEAR, LATER = date(2015, 12, 31), date(2021, 12, 31)


def test_a_locality_is_taken_once_with_counts_of_several_days(judge: Judge) -> None:
    checked = judge(localities=[PROVINCE, place("1", day=YEAR, population=10), place("1", day=LATER, population=11)])
    assert [row.code for row in checked.localities] == ["84", "1"]
    assert [(fact.day, fact.figures) for fact in checked.facts] == [(YEAR, {("population", ""): 10}), (LATER, {("population", ""): 11})]
    assert checked.counts["Địa bàn"] == (3, 3, 0)


def test_one_day_reported_twice_holds_both_rows_back_and_leaves_the_others(judge: Judge) -> None:
    rows = [place("1", day=day, population=10) for day in (YEAR, YEAR, LATER)]
    checked = judge(localities=[PROVINCE, *rows])
    assert [code for _, _, code in refusals(checked)] == ["repeated_locality"] * 2
    assert [fact.day for fact in checked.facts] == [LATER] and len(checked.localities) == 2


@pytest.mark.parametrize(
    "counts", [{"population": 10, "population Khmer": 11}, {"households": 5, "poor": 6}], ids=["group above all", "poor above all"]
)
def test_a_part_greater_than_its_whole_is_refused(counts: dict[str, Any], judge: Judge) -> None:
    problem = only(judge(localities=[PROVINCE, place("1", day=YEAR, **counts)]))
    assert problem.code == "part_exceeds_whole" and problem.column in {"Dân số Khmer", "Hộ nghèo"}


@pytest.mark.parametrize("other", [place("02"), place("02", population=5), place("02", population="abc")])
def test_a_place_named_twice_is_held_back_also_where_one_of_its_rows_cannot_be_read(other: Row, judge: Judge) -> None:
    unread = place("02", name="", **({"population": "abc"} if "population" in other else {}))
    checked = judge(localities=[PROVINCE, unread, other, place("03")], layout=Layout(left_out={"localities": ("day",)}))
    assert {row for _, row, _ in refusals(checked)} == {1, 2}
    assert [row.code for row in checked.localities] == ["84", "03"]


def test_a_row_that_cannot_be_read_holds_back_no_row_of_another_day(judge: Judge) -> None:
    checked = judge(localities=[PROVINCE, place("02", day=YEAR, population="abc"), place("02", day=LATER, population=5)])
    assert refusals(checked) == [("Địa bàn", 1, "not_a_count")]


def test_places_whose_codes_differ_by_case_alone_are_one_place_told_twice(judge: Judge) -> None:
    assert [code for _, _, code in refusals(judge(localities=[PROVINCE, place("x02"), place("X02")]))] == ["repeated_locality"] * 2
    rows = [place("x02", day=YEAR, name="Xã A"), place("X02", day=LATER, name="Xã B")]
    assert [code for _, _, code in refusals(judge(localities=[PROVINCE, *rows]))] == ["contradicting_locality"] * 2


def test_a_meeting_told_twice_is_held_back_also_in_another_case_and_where_one_row_cannot_be_read(judge: Judge) -> None:
    checked = judge(meetings=[meeting("A"), meeting("a", due="abc"), meeting("B")])
    assert {row for _, row, _ in refusals(checked)} == {0, 1} and [row.cell for row in checked.meetings] == ["B"]


def test_movements_of_one_day_are_held_back_also_in_another_case_and_where_one_row_cannot_be_read(judge: Judge) -> None:
    day = date(2020, 1, 1)
    moves = [moved(day, "B", "A", number="AB1"), moved(day, "B", "A", "Đi chơi", "ab1"), moved(day, "B", "A", number="AB2")]
    checked = judge(members=[member("AB1"), member("AB2")], movements=moves)
    assert refusals(checked) == [("Biến động", 0, "repeated_movement"), ("Biến động", 1, "unknown_kind")]
    assert [move.record_no for move in checked.movements] == ["AB2"]


def test_rows_that_describe_one_code_differently_are_all_held_back(judge: Judge) -> None:
    rows = [place("1", day=YEAR, name="Xã A"), place("1", day=LATER, name="Xã B")]
    assert [code for _, _, code in refusals(judge(localities=[PROVINCE, *rows]))] == ["contradicting_locality"] * 2


def test_a_row_below_nothing_falls_alone_where_another_row_of_its_code_stands(judge: Judge) -> None:
    rows = [place("1", "99", day=YEAR), place("1", day=LATER), place("1.1", "1", level="Ấp", name="Ấp 1")]
    checked = judge(localities=[PROVINCE, *rows])
    assert only(checked).code == "unknown_parent"
    assert [row.code for row in checked.localities] == ["84", "1", "1.1"]


def test_a_locality_below_a_refused_one_is_refused_and_says_so(judge: Judge) -> None:
    checked = judge(localities=[PROVINCE, place("1", name=""), place("1.1", "1", level="Ấp", name="Ấp 1")])
    assert [code for _, _, code in refusals(checked)] == ["missing_name", "depends_on_refused_row"]


def test_a_unit_in_a_locality_that_nobody_has_is_taken_with_a_warning(judge: Judge) -> None:
    problem = only(judge(units=[ROOT, A | {"locality": "77"}], localities=[PROVINCE]))
    assert (problem.code, problem.rejected) == ("unknown_locality", False)


def test_a_cell_of_a_hamlet_in_words_that_no_figure_counts_is_taken_with_a_warning(judge: Judge) -> None:
    problem = only(judge(units=[ROOT, A | {"sector": "Ấp liên kết"}, B | {"sector": "khóm, ấp"}, C | {"sector": "Hợp tác xã"}]))
    assert (problem.row, problem.code, problem.rejected) == (6, "unknown_sector", False)
    assert "Ấp, khóm" in problem.message


# what the register holds already

HELD = Known(
    TODAY,
    units={
        "TT": KnownUnit(date(1946, 1, 1), None, False, ""),
        **{code: KnownUnit(date(1990, 1, 1), None, True, "TT") for code in "ABC"},
        "Z": KnownUnit(date(1990, 1, 1), date(2019, 6, 30), True, "TT"),
    },
    localities=frozenset({"84", "84.1"}),
    top_levels=frozenset({"Tỉnh"}),
    members={
        "000001": KnownMember("A", date(1995, 4, 3), None, "84.1", date(2010, 1, 1)),
        "000002": KnownMember("B", date(1995, 4, 3), date(2015, 1, 1), "84.2", date(1995, 4, 3)),
    },
    cards={"841": "000001", "842": "000002"},
    movements=frozenset({("000001", "transfer", date(2010, 1, 1)), ("000002", "dead", date(2015, 1, 1))}),
)


def test_a_movement_after_an_exit_says_that_the_member_has_left(judge: Judge) -> None:
    late = judge(HELD, units=[], movements=[moved(date(2020, 1, 1), "B", "A", number="000002")])
    assert "đảng viên đã rời đảng bộ ngày 01/01/2015" in only(late).message
    moves = [left(date(2020, 1, 1), "A"), moved(date(2021, 1, 1), "A", "B")]
    assert "đã rời đảng bộ (“Từ trần”, dòng 5, 01/01/2020)" in only(judge(members=[member()], movements=moves)).message


def test_the_same_rows_again_are_simply_taken(judge: Judge) -> None:
    members = [member(card="84.1"), member("000002", "B", card="84.2")]
    moves = [moved(date(2010, 1, 1), "C", "A"), left(date(2015, 1, 1), "B", number="000002")]
    checked = judge(HELD, members=members, movements=moves, meetings=[meeting()])
    assert checked.problems == []
    assert (len(checked.members), len(checked.movements), len(checked.units)) == (2, 2, 5)


def test_rows_may_hang_on_the_register_alone(judge: Judge) -> None:
    checked = judge(
        HELD, units=[unit("D")], localities=[place("1")], members=[member("000003", "C")], movements=[moved(date(2020, 1, 1), "A", "B")],
        meetings=[meeting("B")],
    )  # fmt: skip
    assert checked.problems == []
    assert (len(checked.units), len(checked.localities), len(checked.members), len(checked.movements), len(checked.meetings)) == (
        1,
        1,
        1,
        1,
        1,
    )


def test_another_province_may_stand_beside_the_one_held_but_no_lower_unit_may(judge: Judge) -> None:
    assert judge(HELD, units=[unit("TT2", "Đảng bộ tỉnh", "")]).problems == []
    assert only(judge(HELD, units=[unit("TT2", "Đảng bộ cơ sở", "")])).code == "missing_parent"


def test_a_place_below_none_is_one_of_the_topmost_level_or_held_already(judge: Judge) -> None:
    other = place("85", "", level="Tỉnh", name="Tỉnh Khác")
    assert judge(HELD, localities=[other, place("84.1", "", level="Ấp", name="Ấp Một")]).problems == []
    orphan = place("84.9", "", level="Ấp", name="Ấp Chín")
    assert [problem.code for problem in judge(HELD, localities=[orphan]).problems] == ["missing_parent"]
    assert judge(localities=[orphan]).problems == [], "where the register holds no place, hamlets may be all there is"


@pytest.mark.parametrize("level", ["Ấp", "Khóm", "Khu phố", "Phường", "Thị trấn", "Cấp xã", "Thành phố", "Thị xã", "Quận"])
def test_a_place_of_any_name_below_the_province_has_one_above_it(level: str, judge: Judge) -> None:
    problem = only(judge(localities=[PROVINCE, place("9", "", level=level, name="Nơi Chín")]))
    assert problem.code == "missing_parent"
    assert judge(localities=[place("9", "", level=level, name="Nơi Chín")]).problems == [], "alone it is the topmost"


def test_a_row_of_a_held_unit_that_is_refused_takes_with_it_what_the_workbook_hangs_on_it(judge: Judge) -> None:
    checked = judge(HELD, units=[unit("A", founded="31/02/1990")], members=[member("000003", "A")])
    assert [code for _, _, code in refusals(checked)] == ["impossible_date", "depends_on_refused_row"]


def test_a_held_unit_reaches_back_for_new_facts(judge: Judge) -> None:
    checked = judge(HELD, units=[], members=[member("000003", "C", born=date(1950, 1, 1), admitted=date(1985, 1, 1))])
    assert [problem.code for problem in checked.problems] == ["older_than_cell"]
    assert checked.reach == {"C": date(1985, 1, 1)}


def test_a_card_of_somebody_else_is_refused(judge: Judge) -> None:
    for written in ("84.1", "841"):
        assert only(judge(HELD, units=[], members=[member("000003", card=written)])).code == "repeated_card"
    assert judge(HELD, units=[], members=[member(card="841")]).problems == [], "one's own, written otherwise"


def test_two_cards_of_the_same_digits_are_one_however_they_are_written(judge: Judge) -> None:
    checked = judge(members=[member("000001", card="87.000001"), member("000002", card="87000001")])
    assert [code for _, _, code in refusals(checked)] == ["repeated_card", "repeated_card"]


def test_a_member_of_the_register_moves_on_from_where_the_register_has_it(judge: Judge) -> None:
    assert judge(HELD, units=[], members=[member(cell="B")], movements=[moved(date(2020, 1, 1), "A", "B")]).problems == []
    checked = judge(HELD, units=[], members=[member(cell="B")], movements=[moved(date(2020, 1, 1), "C", "B")])
    assert [(problem.sheet, problem.code) for problem in checked.problems] == [
        ("Đảng viên", "cell_without_movement"),
        ("Biến động", "contradicting_cell"),
    ]


def test_a_member_of_the_register_moves_on_later_than_it_came(judge: Judge) -> None:
    checked = judge(HELD, units=[], members=[member(cell="B")], movements=[moved(date(2009, 5, 5), "A", "B")])
    assert [(problem.sheet, problem.code) for problem in checked.problems] == [
        ("Đảng viên", "cell_without_movement"),
        ("Biến động", "before_admission"),
    ]
    assert judge(HELD, units=[], members=[member(cell="B")], movements=[moved(date(2010, 1, 2), "A", "B")]).problems == []


@pytest.mark.parametrize("day", [date(2009, 5, 5), date(2010, 1, 1)])
def test_a_way_out_no_later_than_the_stay_of_the_register_is_refused_alone(day: date, judge: Judge) -> None:
    checked = judge(HELD, units=[], members=[member()], movements=[left(day, "A")])
    assert only(checked).code == "before_admission"
    assert checked.movements == [] and len(checked.members) == 1


def test_a_stay_begun_by_a_movement_that_falls_moves_no_cell_back(judge: Judge) -> None:
    units = {code: held._replace(since=date(2015, 1, 1)) if code == "B" else held for code, held in HELD.units.items()}
    moves = [moved(date(2005, 1, 1), "A", "B"), moved(date(2006, 1, 1), "B", "A")]
    checked = judge(replace(HELD, units=units), units=[], members=[member()], movements=moves)
    assert {problem.code for problem in checked.problems} == {"before_admission"}
    assert len(checked.members) == 1 and checked.reach == {}


def test_another_cell_without_a_movement_is_refused(judge: Judge) -> None:
    assert only(judge(HELD, units=[], members=[member(cell="B")])).code == "cell_without_movement"


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (moved(date(2020, 1, 1), "B", "C"), "contradicting_cell"),
        (moved(date(2009, 1, 1), "A", "B"), "before_admission"),
        (moved(date(2020, 1, 1), "", "A", "Chuyển đến"), "already_a_member"),
        (left(date(2020, 1, 1), "B"), "contradicting_cell"),
        (moved(date(2020, 1, 1), "B", "A", number="000002"), "after_exit"),
    ],
)
def test_movements_alone_are_judged_against_the_register(move: Row, code: str, judge: Judge) -> None:
    assert only(judge(HELD, units=[], movements=[move])).code == code


def test_a_workbook_closed_on_a_day_to_come_is_refused_whole(judge: Judge) -> None:
    assert judge(Known(date(2022, 6, 30)), members=[member()]).problems == []
    with pytest.raises(Refused) as refused:
        judge(Known(date(2022, 6, 29)), members=[member()])
    assert refused.value.code == "cut_off_in_future"
    assert "30/06/2022 (dòng 2 của trang tính “Tổ chức đảng”)" in refused.value.message
    assert "hãy sửa ngày" in refused.value.message


def test_without_a_title_the_day_of_the_check_bounds_all_dates(judge: Judge) -> None:
    rows = [member(official=TODAY)]
    assert judge(members=rows, layout=Layout(title="")).problems == []
    assert only(judge(members=[member(official=date(2026, 1, 2))], layout=Layout(title=""))).code == "after_cut_off"


def test_a_code_that_has_lost_its_zeros_is_known_where_no_other_can_be_meant(judge: Judge) -> None:
    units = [unit("01", "Đảng bộ tỉnh", "", date(1946, 1, 1)), unit("0107", parent="01"), unit("0108", parent="1")]
    checked = judge(units=units, members=[member(cell="0107"), member("000002", cell="107"), member("000003", cell="109")])
    assert [row.parent for row in checked.units] == ["", "01", "01"]
    assert [row.cell for row in checked.members] == ["0107", "0107"]
    assert only(checked).code == "unknown_cell"


def test_a_code_without_zeros_is_left_alone_where_two_could_be_meant_or_it_is_one_itself(judge: Judge) -> None:
    two = [ROOT, unit("0107"), unit("00107")]
    assert only(judge(units=two, members=[member(cell="107")])).code == "unknown_cell"
    itself = judge(units=[ROOT, unit("0107"), unit("107")], members=[member(cell="107")])
    assert [row.cell for row in itself.members] == ["107"]
