"""What a later workbook writes into a register that is not empty: every outcome by hand, told again and undone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from dangvu.exchange.erasing import erase
from dangvu.exchange.importing import Prepared, take
from dangvu.exchange.undoing import undo
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import ChangeAttributes, GivePost, SetParticipation
from dangvu.members.queries import attributes, cell_of, posts, statuses, stays, three_dates
from dangvu.organisation.commands import ChangeUnit, FoundLocality, FoundUnit, RecordLocalityFact
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of
from dangvu.periods.days import Span
from dangvu.reports.figures import figures
from tests.exchange.importing import LATER, assert_whole, held, imported, next_year, prepared
from tests.exchange.reading.province import CUT_OFF, Layout, Row, Tables, province
from tests.world import ABOVE, CLERK, decide, person, place, unit

pytestmark = pytest.mark.django_db

MIDDLE = date(2022, 9, 30)
AFTER = date(2023, 6, 30)
HAMLET = "TT.01.X1.A3"
"""The cell of members 101, 115, 129 …, none of whom ever moved."""
POSTS = ("party_post", "government_post")


@pytest.fixture(autouse=True)
def register_is_whole() -> Iterator[None]:
    """Whatever a later workbook wrote can be told again from the decisions."""
    yield
    assert_whole()


def member(tables: Tables, number: int) -> Row:
    return tables["members"][number - 1]


def unit_row(tables: Tables, code: str) -> Row:
    return next(row for row in tables["units"] if row["code"] == code)


def movement(number: int, kind: str, day: date, here: str = "", there: str = "") -> Row:
    return {"record_no": f"{number:06}", "kind": kind, "day": day, "from_cell": here, "to_cell": there}


def without(**columns: tuple[str, ...]) -> Layout:
    return Layout(left_out=columns)


def refusals(ready: Prepared) -> list[tuple[str, str, str]]:
    """Number or code, heading and code of every refusal."""
    return [(problem.key, problem.column, problem.code) for problem in ready.checked.problems if problem.rejected]


def said(ready: Prepared) -> str:
    return "\n".join(problem.message for problem in ready.checked.problems if problem.rejected)


def accepted_add_up(ready: Prepared) -> bool:
    """Every row read is accepted or rejected, and no more rows are unchanged than accepted."""
    counts = ready.checked.counts
    return all(
        read == accepted + rejected and rejected == len(ready.checked.refused[name]) and ready.novelties.unchanged[name] <= accepted
        for name, (read, accepted, rejected) in counts.items()
    )


def titles(number: int, on: date) -> set[str]:
    return {post.title for post in posts(person(f"{number:06}")) if on in post.span}


def theory(number: int, on: date) -> str:
    return next(row.theory for row in attributes(person(f"{number:06}")) if on in row.span)


def counted(on: date, code: str = "members", at: str = "TT") -> int:
    return int(figures(unit(at), on, codes=[code]).figures[code].value or 0)


def taken(folder: Path, tables: Tables, cut_off: date, layout: Layout | None = None) -> int:
    """Import a workbook without refusals, and show on the way that undoing it restores what was held."""
    before = held()
    batch = imported(folder, tables, cut_off, layout)
    undo(batch, CLERK, on=cut_off)
    assert held() == before, "undone"
    return imported(folder, tables, cut_off, layout)


# Columns


def test_columns_in_another_order_under_other_names_say_nothing_new(tmp_path: Path) -> None:
    imported(tmp_path)
    ready = prepared(tmp_path, province(), LATER, Layout(chance=Random(7)))
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert accepted_add_up(ready)


def test_a_workbook_whose_numbers_have_lost_their_zeros_says_nothing_new(tmp_path: Path) -> None:
    imported(tmp_path)
    again = province()
    for row in (*again["members"], *again["movements"]):
        row["record_no"] = int(str(row["record_no"]))
    ready = prepared(tmp_path, again, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert accepted_add_up(ready)


def test_a_workbook_that_sets_the_tones_of_names_elsewhere_says_nothing_new(tmp_path: Path) -> None:
    first, again = province(), province()
    for number, name, other in ((101, "Trần Thúy Hòa", "Trần Thuý Hoà"), (102, "Lê Khỏe", "LÊ KHOẺ"), (103, "Ngô Quý", "Ngô Qúy")):
        member(first, number)["name"], member(again, number)["name"] = name, other
    unit_row(first, HAMLET)["name"], unit_row(again, HAMLET)["name"] = "Chi bộ ấp Hòa Lạc", "Chi bộ ấp Hoà Lạc"
    imported(tmp_path, first)
    ready = prepared(tmp_path, again, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert accepted_add_up(ready)
    member(again, 101)["name"], member(again, 102)["name"] = "Trần Thùy Hòa", "Lê Khoe"
    assert [key for key, _, code in refusals(prepared(tmp_path, again, LATER)) if code == "differs_from_register"] == ["000101", "000102"]


def test_a_workbook_that_writes_numbers_of_cards_without_points_says_nothing_new(tmp_path: Path) -> None:
    imported(tmp_path)
    again = province()
    for row in again["members"]:
        row["card"] = str(row["card"]).replace(".", "")
    ready = prepared(tmp_path, again, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert accepted_add_up(ready)


def test_a_workbook_without_columns_of_posts_ends_no_post(tmp_path: Path) -> None:
    imported(tmp_path)
    assert (titles(81, LATER), titles(92, LATER)) == ({"Bí thư chi bộ"}, {"Trưởng ấp"})
    ready = prepared(tmp_path, province(), LATER, without(members=POSTS))
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_a_column_of_party_posts_alone_says_nothing_of_posts_in_government(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 81)["party_post"] = ""
    member(later, 92)["party_post"] = "Chi ủy viên"
    taken(tmp_path, later, LATER, without(members=("government_post",)))
    assert (titles(81, LATER), titles(92, LATER)) == (set(), {"Trưởng ấp", "Chi ủy viên"})


def test_a_column_of_posts_in_government_alone_says_nothing_of_party_posts(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 92)["government_post"] = ""
    taken(tmp_path, later, LATER, without(members=("party_post",)))
    assert (titles(81, LATER), titles(92, LATER)) == ({"Bí thư chi bộ"}, set())


def test_a_title_in_both_columns_is_one_post_in_a_cell_without_a_place_and_two_where_it_has_one(tmp_path: Path) -> None:
    tables = province()
    assert (member(tables, 84)["cell"], member(tables, 101)["cell"]) == ("TT.01.C1", HAMLET)
    for number in (84, 101):
        member(tables, number).update(party_post="Bí thư chi bộ", government_post="Bí thư chi bộ")
    imported(tmp_path, tables)
    assert [len(posts(person(f"{number:06}"))) for number in (84, 101)] == [1, 2]


def test_in_a_cell_without_a_place_a_post_of_either_kind_ends_only_when_both_columns_are_there(tmp_path: Path) -> None:
    tables = province()
    office = member(tables, 84)
    assert office["cell"] == "TT.01.C1"
    office |= {"party_post": "Bí thư chi bộ", "government_post": "Giám đốc"}
    imported(tmp_path, tables)
    later = deepcopy(tables)
    member(later, 84)["party_post"] = ""
    taken(tmp_path, later, LATER, without(members=("government_post",)))
    assert titles(84, LATER) == {"Giám đốc"}
    member(later, 84)["government_post"] = ""
    taken(tmp_path, later, AFTER)
    assert titles(84, AFTER) == set()


@pytest.mark.parametrize(
    "column", ["ethnicity", "religion", "card", "exempt_from", *POSTS, "education", "profession", "theory", "occupation"]
)
def test_an_absent_column_refuses_and_changes_nothing(tmp_path: Path, column: str) -> None:
    imported(tmp_path)
    ready = prepared(tmp_path, province(), LATER, without(members=(column,)))
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert accepted_add_up(ready)


def test_units_and_places_without_their_optional_columns_are_as_held(tmp_path: Path) -> None:
    imported(tmp_path)
    layout = without(units=("founded", "ended", "locality", "sector"), localities=("poor", "households"))
    later = province()
    later["units"] = [row for row in later["units"] if not row["ended"]]
    ready = prepared(tmp_path, later, LATER, layout)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_empty_cells_of_what_is_held_say_nothing(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 103).update(exempt_from="", card="", ethnicity="", religion="", theory="", education="")
    ready = prepared(tmp_path, later, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_one_day_of_admission_stands_for_either_of_the_two_held(tmp_path: Path) -> None:
    tables = province()
    layout = Layout(headings={"members": {"decided": "Ngày quyết định kết nạp", "ceremony": "Ngày tổ chức kết nạp"}})
    admitted: Any
    for row in tables["members"]:
        admitted = row["admitted"]
        row |= {"decided": admitted.replace(day=1), "ceremony": admitted}
    layout.left_out = {"members": ("admitted",)}
    imported(tmp_path, tables, layout=layout)
    ready = prepared(tmp_path, tables, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])
    admitted = member(tables, 100)["admitted"]
    member(tables, 100)["admitted"] = admitted + timedelta(days=1)
    assert refusals(prepared(tmp_path, tables, LATER)) == [("000100", "Ngày vào Đảng", "differs_from_register")]


# Members


def test_what_was_not_declared_is_filled_in_by_a_later_workbook(tmp_path: Path) -> None:
    tables = province()
    imported(tmp_path, tables, layout=without(members=("ethnicity", "card")))
    first = facts_of(person("000100"))
    assert first and (first.ethnicity, first.card_no) == ("", "")
    member(tables, 100).update(ethnicity="Khmer", religion="Phật giáo")
    member(tables, 101)["ethnicity"] = "Kinh"
    refused = prepared(tmp_path, tables, LATER)
    assert {column for _, column, _ in refusals(refused)} <= {"Tôn giáo"}
    later = province()
    member(later, 100)["ethnicity"], member(later, 101)["ethnicity"] = "Khmer", "Kinh"
    layout = Layout()
    taken(tmp_path, later, LATER, layout)
    found = facts_of(person("000100"))
    assert found and (found.ethnicity, found.card_no, found.religion) == ("Khmer", "84.100100", first.religion)
    with connection.cursor() as cursor:
        cursor.execute("SELECT source_row FROM people_facts WHERE record_no = '000100' AND upper_inf(recorded)")
        assert cursor.fetchone() == (layout.numbers["members", 99],)


def test_what_a_workbook_changes_and_a_later_one_changes_back_is_changed_twice(tmp_path: Path) -> None:
    tables = province()
    member(tables, 100)["theory"] = "Sơ cấp"
    imported(tmp_path, tables)
    other = deepcopy(tables)
    member(other, 100)["theory"] = "Trung cấp"
    taken(tmp_path, other, LATER)
    taken(tmp_path, tables, AFTER)
    assert [theory(100, day) for day in (CUT_OFF, LATER, AFTER)] == ["Sơ cấp", "Trung cấp", "Sơ cấp"]
    ready = prepared(tmp_path, tables, AFTER)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_a_row_that_lacked_columns_does_not_stand_for_a_whole_one(tmp_path: Path) -> None:
    imported(tmp_path)
    half = province()
    member(half, 81).update(theory="Cao cấp", party_post="")
    taken(tmp_path, half, LATER, without(members=POSTS))
    assert titles(81, LATER) == {"Bí thư chi bộ"}
    taken(tmp_path, half, AFTER)
    assert (titles(81, LATER), titles(81, AFTER)) == ({"Bí thư chi bộ"}, set())


def test_posts_change_hands_and_attributes_change_from_the_cut_off_on(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 81)["party_post"] = ""
    member(later, 95)["party_post"] = "Bí thư chi bộ"
    member(later, 92)["government_post"] = "Phó trưởng ấp"
    member(later, 96).update(theory="Trung cấp", occupation="Thợ mộc")
    layout = Layout()
    batch = taken(tmp_path, later, LATER, layout)
    assert (titles(81, CUT_OFF), titles(81, LATER), titles(95, LATER)) == ({"Bí thư chi bộ"}, set(), {"Bí thư chi bộ"})
    (new,) = [post for post in posts(person("000092")) if post.title == "Phó trưởng ấp"]
    assert (new.locality, new.span.since, new.decision) == (place("210.01"), LATER, batch)
    now = attributes(person("000096"))[-1]
    assert (now.theory, now.occupation, now.span.since) == ("Trung cấp", "Thợ mộc", LATER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT source_row FROM members_post WHERE opened_by_id = %s AND person_id = %s", [batch, person("000092")])
        assert cursor.fetchall() == [(layout.numbers["members", 91],)]
        cursor.execute("SELECT count(*) FROM members_profile WHERE opened_by_id = %s AND source_row IS NULL", [batch])
        assert cursor.fetchone() == (0,)


def test_a_post_that_a_later_workbook_gave_already_is_given_until_then(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 130)["party_post"] = "Phó bí thư chi bộ"
    taken(tmp_path, later, LATER)
    taken(tmp_path, later | {"meetings": []}, MIDDLE)
    held_on = [(post.span.since, post.span.until) for post in posts(person("000130"))]
    assert held_on == [(MIDDLE, LATER), (LATER, None)]


def test_becoming_official_exempt_and_getting_a_card(tmp_path: Path) -> None:
    tables = province()
    for number in (120, 121):
        member(tables, number).update(card="", official="")
    imported(tmp_path, tables)
    later = deepcopy(tables)
    member(later, 120).update(official=date(2022, 8, 2), card="84.900000")
    member(later, 121).update(official=date(2022, 8, 3), exempt_from=date(2022, 10, 1))
    before = counted(LATER, "probationary")
    taken(tmp_path, later, LATER)
    assert counted(CUT_OFF, "probationary") == before
    assert counted(LATER, "probationary") == before - 2
    dates, facts = three_dates(person("000120")), facts_of(person("000120"))
    assert dates and facts and (dates.official, facts.card_no) == (date(2022, 8, 2), "84.900000")
    exempt = [status.span.since for status in statuses(person("000121")) if status.value == "exempt"]
    assert exempt == [date(2022, 10, 1)]


def test_a_second_exemption_is_taken_and_the_day_of_one_that_is_over_is_refused(tmp_path: Path) -> None:
    tables = province()
    first = member(tables, 103)["exempt_from"]
    assert isinstance(first, date)
    imported(tmp_path, tables)
    decide(SetParticipation(on=date(2020, 1, 1), person=person("000103"), value="active"))
    later = deepcopy(tables)
    member(later, 103)["exempt_from"] = date(2022, 8, 1)
    taken(tmp_path, later, LATER)
    assert [status.span for status in statuses(person("000103")) if status.value == "exempt"] == [
        Span(first, date(2020, 1, 1)),
        Span(date(2022, 8, 1)),
    ]
    decide(SetParticipation(on=date(2023, 2, 1), person=person("000103"), value="active"))
    member(later, 103).update(exempt_from=first, theory="Cao cấp")
    ready = prepared(tmp_path, later, AFTER)
    assert refusals(ready) == [("000103", "Miễn công tác, sinh hoạt từ ngày", "differs_from_register")]
    assert "không miễn" in said(ready)


def test_days_outside_the_membership_count_from_its_beginning_or_not_at_all(tmp_path: Path) -> None:
    tables = province()
    arrived, left, gone = date(2020, 10, 11), date(2021, 8, 9), 45
    member(tables, 75).update(official="", exempt_from="")
    member(tables, 76).update(exempt_from=date(2019, 5, 5))
    member(tables, gone)["exempt_from"] = member(tables, gone)["official"] = ""
    imported(tmp_path, tables)
    later = deepcopy(tables)
    member(later, 75).update(official=date(2019, 4, 4), exempt_from=date(2019, 1, 1))
    member(later, 76)["theory"] = "Cao cấp"
    member(later, gone).update(exempt_from=date(2022, 1, 1), official=date(2022, 1, 1))
    taken(tmp_path, later, LATER)
    found = [(status.value, status.span.since, status.span.until) for status in statuses(person("000075"))]
    assert sorted(found) == [("exempt", arrived, None), ("official", arrived, None)]
    assert [status.span.since for status in statuses(person("000076")) if status.value == "exempt"] == [arrived]
    assert [(s.value, s.span.until) for s in statuses(person(f"{gone:06}"))] == [("probationary", left)]
    assert (dates := three_dates(person("000075"))) and dates.official == date(2019, 4, 4)
    ready = prepared(tmp_path, later, AFTER)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_whoever_is_refused_is_not_moved(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    member(later, 101).update(name="Trần Văn Khác", cell="TT.02.C1")
    later["movements"].append(movement(101, "Chuyển sinh hoạt", date(2022, 9, 1), HAMLET, "TT.02.C1"))
    ready = prepared(tmp_path, later, LATER)
    assert refusals(ready) == [
        ("000101", "Họ và tên khai sinh", "differs_from_register"),
        ("000101", "Số lý lịch", "depends_on_refused_row"),
    ]
    assert (ready.new_rows, accepted_add_up(ready)) == (0, True)
    assert take(ready, CLERK) is None


def test_somebody_erased_does_not_come_back_with_an_old_workbook(tmp_path: Path) -> None:
    imported(tmp_path)
    erase(person("000065"), CLERK, on=LATER, body="Tỉnh ủy", document="35-QĐ/TU")
    ready = prepared(tmp_path, province())
    assert refusals(ready) == [("000065", "Số lý lịch", "erased"), ("000065", "Số lý lịch", "depends_on_refused_row")]
    assert "đã xóa theo quy định" in said(ready)
    assert (ready.new_rows, accepted_add_up(ready)) == (0, True)


# Units, places, counts, reports


def moved_out(tables: Tables, code: str, day: date, there: str) -> None:
    """Everybody who is in the cell is moved to another one."""
    gone = {row["record_no"] for row in tables["movements"] if row["kind"] not in {"Chuyển sinh hoạt nội bộ", "Chuyển đến"}}
    for row in tables["members"]:
        if row["cell"] == code and row["record_no"] not in gone:
            tables["movements"].append(movement(int(str(row["record_no"])), "Chuyển sinh hoạt", day, code, there))
            row["cell"] = there


def test_the_end_of_a_cell_ends_the_posts_in_it(tmp_path: Path) -> None:
    imported(tmp_path)
    end = date(2022, 9, 1)
    decide(GivePost(on=CUT_OFF, person=person("000098"), title="Phụ trách", unit=unit(HAMLET)))
    later = province()
    moved_out(later, HAMLET, end, "TT.01.X1.A2")
    unit_row(later, HAMLET)["ended"] = end
    layout = Layout()
    members = counted(LATER)
    batch = taken(tmp_path, later, LATER, layout)
    assert [(post.span.since, post.span.until) for post in posts(person("000098")) if post.title == "Phụ trách"] == [(CUT_OFF, end)]
    assert (counted(LATER), counted(LATER, at="TT.01.X1.A2") - counted(CUT_OFF, at="TT.01.X1.A2")) == (members, counted(CUT_OFF, at=HAMLET))
    ended = unit_on(unit(HAMLET), end)
    assert ended and not ended.alive
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT source_row FROM organisation_unitstate WHERE opened_by_id = %s", [batch])
        assert cursor.fetchall() == [(layout.numbers["units", later["units"].index(unit_row(later, HAMLET))],)]


def test_a_cell_with_members_who_are_not_in_the_workbook_does_not_end(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    unit_row(later, HAMLET)["ended"] = date(2022, 9, 1)
    later["members"] = [row for row in later["members"] if row["cell"] != HAMLET]
    later["movements"] = []
    member(later, 100)["theory"] = "Cao cấp"
    ready = prepared(tmp_path, later, LATER)
    assert refusals(ready) == [(HAMLET, "Ngày giải thể/sáp nhập", "cell_has_members")]
    assert "còn 15 đảng viên" in said(ready)
    assert (ready.new_rows, accepted_add_up(ready)) == (1, True)
    assert take(ready, CLERK) is not None
    assert unit_on(unit(HAMLET), LATER).alive  # type: ignore[union-attr]  # it is there


def test_a_refused_mover_keeps_the_cell_from_ending(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    moved_out(later, HAMLET, date(2022, 9, 1), "TT.01.X1.A2")
    unit_row(later, HAMLET)["ended"] = date(2022, 9, 1)
    member(later, 101)["born"] = date(1960, 1, 2)
    ready = prepared(tmp_path, later, LATER)
    assert set(refusals(ready)) == {
        ("000101", "Ngày sinh", "differs_from_register"),
        ("000101", "Số lý lịch", "depends_on_refused_row"),
        (HAMLET, "Ngày giải thể/sáp nhập", "cell_has_members"),
    }
    assert take(ready, CLERK) is not None
    assert (cell_of(person("000101"), LATER), cell_of(person("000115"), LATER)) == (unit(HAMLET), unit("TT.01.X1.A2"))


def test_a_body_whose_cells_live_on_does_not_end(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    later["units"] = [unit_row(later, code) for code in ("TT", "TT.01", "TT.01.X1")]
    later["units"][2]["ended"] = date(2022, 9, 1)
    ready = prepared(tmp_path, later | {"members": [], "movements": [], "meetings": []}, LATER)
    assert refusals(ready) == [("TT.01.X1", "Ngày giải thể/sáp nhập", "unit_has_units")]
    assert ready.new_rows == 0


def test_a_unit_that_ended_is_not_revived_by_an_older_row(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    moved_out(later, HAMLET, date(2022, 9, 1), "TT.01.X1.A2")
    unit_row(later, HAMLET)["ended"] = date(2022, 9, 1)
    taken(tmp_path, later, LATER)
    unit_row(later, HAMLET)["ended"] = ""
    newcomer = {**member(later, 240), "record_no": "000241", "card": "", "admitted": date(2022, 10, 2), "official": "", "cell": HAMLET}
    later["members"].append(newcomer)
    ready = prepared(tmp_path, later, LATER)
    assert refusals(ready) == [(HAMLET, "Ngày giải thể/sáp nhập", "differs_from_register"), ("000241", "Mã chi bộ", "cell_ended")]
    assert (ready.new_rows, accepted_add_up(ready)) == (0, True)


def test_a_renamed_unit_is_refused_with_both_names(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    unit_row(later, HAMLET)["name"] = "Chi bộ ấp Ba Mới"
    ready = prepared(tmp_path, later, LATER)
    assert refusals(ready) == [(HAMLET, "Tên tổ chức đảng", "differs_from_register")]
    assert "sổ ghi “Chi bộ ấp 3”, tệp ghi “Chi bộ ấp Ba Mới”" in said(ready)
    decide(ChangeUnit(on=date(2022, 8, 1), unit=unit(HAMLET), name="Chi bộ ấp Ba Mới"))
    assert refusals(prepared(tmp_path, later, LATER)) == []
    assert refusals(prepared(tmp_path, province(), CUT_OFF)) == [], "before that day it bore the old name"


@pytest.mark.parametrize(
    ("column", "value", "heading"),
    [
        ("kind", "Chi bộ cơ sở", "Loại tổ chức"),
        ("parent", "TT.01.X2", "Mã tổ chức cấp trên"),
        ("founded", date(1950, 1, 1), "Ngày thành lập"),
        ("sector", "Cơ quan", "Loại hình"),
        ("locality", "120.01", "Mã địa bàn"),
    ],
)
def test_a_unit_described_otherwise_is_refused_for_that(tmp_path: Path, column: str, value: object, heading: str) -> None:
    tables = province()
    for row in tables["members"]:
        if row["cell"] == HAMLET:
            row.update(born=date(1970, 1, 1), admitted=date(2000, 1, 1), official="", exempt_from="")
    imported(tmp_path, tables)
    unit_row(tables, HAMLET)[column] = value
    assert refusals(prepared(tmp_path, tables, LATER)) == [(HAMLET, heading, "differs_from_register")]


def test_a_unit_that_reached_back_to_its_members_is_no_other_unit(tmp_path: Path) -> None:
    tables = province()
    unit_row(tables, HAMLET)["founded"] = date(2015, 1, 1)
    imported(tmp_path, tables)
    assert unit_on(unit(HAMLET), date(2014, 1, 1)).alive  # type: ignore[union-attr]  # it is there
    ready = prepared(tmp_path, tables, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def by_commands() -> None:
    """A body with one cell in one place, its counts and a report, decided one by one."""
    since = date(1946, 1, 1)
    decide(FoundLocality(on=since, code="84", name="Tỉnh Thử", level="tỉnh"))
    decide(FoundLocality(on=since, code="110", name="Xã 11", level="xã", parent=place("84")))
    decide(FoundUnit(on=since, code="TT", name="Đảng bộ huyện Thử", kind=ABOVE))
    decide(FoundUnit(on=since, code="TT.C1", name="Chi bộ Một", kind="Chi bộ cơ sở", parent=unit("TT"), locality=place("110")))
    for measure, people, value in (("population", "", 900), ("population", "Khmer", 300), ("households", "", 200)):
        decide(RecordLocalityFact(on=date(2021, 12, 31), locality=place("110"), measure=measure, people=people, value=value))
    decide(ReportAttendance(on=date(2022, 5, 4), cell=unit("TT.C1"), due=9, present=8))


def the_same() -> Tables:
    top: Row = {"code": "84", "name": "Tỉnh Thử", "level": "Tỉnh", "parent": ""}
    commune: Row = {"code": "110", "name": "Xã 11", "level": "Xã", "parent": "84"}
    root: Row = {"code": "TT", "name": "Đảng bộ huyện Thử", "kind": ABOVE, "parent": "", "founded": date(1946, 1, 1)}
    cell = {**root, "code": "TT.C1", "name": "Chi bộ Một", "kind": "Chi bộ cơ sở", "parent": "TT", "locality": "110"}
    counts: Row = {"day": date(2021, 12, 31), "population": 900, "population Khmer": 300, "households": 200}
    return {
        "units": [root, cell],
        "localities": [top, commune | counts],
        "meetings": [{"cell": "TT.C1", "year": 2022, "month": 5, "due": 9, "present": 8}],
    }


def test_what_commands_entered_is_known_when_a_workbook_says_the_same(tmp_path: Path) -> None:
    by_commands()
    ready = prepared(tmp_path, the_same())
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert ready.novelties.unchanged == {"Tổ chức đảng": 2, "Địa bàn": 2, "Sinh hoạt": 1}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "refusal", "both"),
    [
        ("localities", 1, "name", "Xã Mười Một", ("110", "Tên địa bàn", "differs_from_register"), "sổ ghi “Xã 11”, tệp ghi “Xã Mười Một”"),
        ("localities", 1, "level", "Huyện", ("110", "Cấp", "differs_from_register"), "sổ ghi “xã”, tệp ghi “Huyện”"),
        ("localities", 1, "population", 901, ("110", "Dân số", "differs_from_register"), "sổ ghi “900”, tệp ghi “901”"),
        ("localities", 1, "population Khmer", 0, ("110", "Dân số Khmer", "differs_from_register"), "sổ ghi “300”, tệp ghi “0”"),
        ("meetings", 0, "present", 7, ("TT.C1", "Số đảng viên dự", "differs_from_register"), "sổ ghi “8”, tệp ghi “7”"),
        ("meetings", 0, "due", 10, ("TT.C1", "Số đảng viên phải dự", "differs_from_register"), "sổ ghi “9”, tệp ghi “10”"),
    ],
)
def test_a_real_difference_is_named_with_both_values(
    tmp_path: Path, sheet: str, row: int, column: str, value: object, refusal: tuple[str, str, str], both: str
) -> None:
    by_commands()
    tables = the_same()
    tables[sheet][row][column] = value
    ready = prepared(tmp_path, tables)
    assert refusals(ready) == [refusal]
    assert both in said(ready)
    assert (ready.new_rows, accepted_add_up(ready)) == (0, True)


def test_a_count_of_another_kind_on_a_day_that_has_counts_is_taken(tmp_path: Path) -> None:
    by_commands()
    tables = the_same()
    tables["localities"][1]["poor"] = 20
    layout = Layout()
    batch = taken(tmp_path, tables, CUT_OFF, layout)
    with connection.cursor() as cursor:
        cursor.execute("SELECT measure, people, value, source_row FROM organisation_localityfact WHERE opened_by_id = %s", [batch])
        assert cursor.fetchall() == [("poor_households", "", 20, layout.numbers["localities", 1])]


def test_counts_of_a_later_day_and_of_a_day_in_between(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    between, after = date(2018, 12, 31), date(2022, 12, 31)
    for day, people in ((between, 1000), (after, 1200)):
        row = {**next(row for row in later["localities"] if row["code"] == "110.01"), "day": day, "population": people}
        later["localities"].append(row | {"population Khmer": 100, "households": 250, "poor": 10})
    layout = Layout()
    batch = taken(tmp_path, later, LATER, layout)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lower(period), upper(period), value, opened_by_id, source_row FROM organisation_localityfact "
            "WHERE locality_id = %s AND measure = 'population' AND people = '' AND upper_inf(recorded) ORDER BY period",
            [place("110.01")],
        )
        found = cursor.fetchall()
    old, new = date(2015, 12, 31), date(2021, 12, 31)
    assert [row[:2] for row in found] == [(old, between), (between, new), (new, after), (after, None)]
    assert [row[2] for row in found][1::2] == [1000, 1200]
    assert {row[3] for row in found} == {batch}
    rows = [layout.numbers["localities", place] for place in (len(later["localities"]) - 2, len(later["localities"]) - 1)]
    assert [row[4] for row in found] == [rows[0], rows[0], rows[1], rows[1]], "what was ended names the row that ended it"


def test_a_month_reported_again_is_known_and_another_number_is_refused(tmp_path: Path) -> None:
    imported(tmp_path)
    later = province()
    first = later["meetings"][0]
    again = deepcopy(later)
    again["meetings"] = [first, {**first, "month": 7}]
    taken(tmp_path, again, LATER)
    present = int(str(first["present"]))
    other = deepcopy(later)
    other["meetings"] = [{**first, "due": present + 5, "present": present + 1}]
    ready = prepared(tmp_path, other, LATER)
    assert refusals(ready) == [
        ("TT.01.C1", "Số đảng viên phải dự", "differs_from_register"),
        ("TT.01.C1", "Số đảng viên dự", "differs_from_register"),
    ]
    assert (ready.new_rows, accepted_add_up(ready)) == (0, True)


# Everything together


def test_half_a_year_later(tmp_path: Path) -> None:
    """A new cell with a newcomer, one moved twice, one dead, one taught, one report."""
    imported(tmp_path)
    members = counted(CUT_OFF)
    later = next_year(province())
    layout = Layout()
    batch = taken(tmp_path, later, LATER, layout)
    assert (counted(CUT_OFF), counted(LATER)) == (members, members + 1 - 1)
    assert counted(LATER, at="TT.01.X1.A9") == 2
    first, second, death = (len(later["movements"]) - offset for offset in (3, 2, 1))
    moved = person(str(later["movements"][first]["record_no"]))
    found = [(stay.span.since, stay.leaving, stay.source_row) for stay in stays(moved)][1:]
    rows = [layout.numbers["movements", place] for place in (first, second)]
    assert found == [(date(2022, 7, 10), "transfer", rows[0]), (date(2022, 9, 10), "", rows[1])]
    with connection.cursor() as cursor:
        dead = person(str(later["movements"][death]["record_no"]))
        cursor.execute("SELECT DISTINCT source_row FROM members_membership WHERE opened_by_id = %s AND person_id = %s", [batch, dead])
        assert cursor.fetchall() == [(layout.numbers["movements", death],)]
        for table in ("members_membership", "members_standing", "members_profile", "members_post", "people_facts", "meetings_attendance"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE opened_by_id = %s AND source_row IS NULL", [batch])
            assert cursor.fetchone() == (0,), table
    ready = prepared(tmp_path, later, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])


def test_a_change_by_command_is_not_taken_back_by_the_workbook_that_was_taken_last(tmp_path: Path) -> None:
    imported(tmp_path)
    decide(ChangeAttributes(on=date(2022, 9, 1), person=person("000100"), theory="Cao cấp"))
    ready = prepared(tmp_path, province(), LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [])
    assert theory(100, LATER) == "Cao cấp"


def test_a_cell_older_than_recorded_reaches_back_and_names_its_row(tmp_path: Path) -> None:
    tables = province()
    unit_row(tables, "TT.02.C1")["founded"] = date(1980, 1, 1)
    tables["members"] = [row for row in tables["members"] if row["cell"] != "TT.02.C1"]
    kept = {row["record_no"] for row in tables["members"]}
    tables["movements"] = [row for row in tables["movements"] if row["record_no"] in kept]
    for row in tables["movements"]:
        if row["from_cell"] == "TT.02.C1":
            row["from_cell"] = "TT.01.C1"
    imported(tmp_path, tables)
    later = deepcopy(tables)
    old = {**member(province(), 91), "record_no": "000291", "card": "", "born": date(1940, 1, 1), "admitted": date(1965, 1, 1)}
    later["members"].append({**old, "official": date(1966, 1, 2), "exempt_from": "", "cell": "TT.02.C1"})
    layout = Layout()
    batch = taken(tmp_path, later, LATER, layout)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(period), source_row FROM organisation_unitstate WHERE opened_by_id = %s", [batch])
        assert cursor.fetchall() == [(date(1965, 1, 1), layout.numbers["units", later["units"].index(unit_row(later, "TT.02.C1"))])]


def test_a_hamlet_without_a_place_above_is_refused_beside_the_province_that_is_held(tmp_path: Path) -> None:
    imported(tmp_path)
    hamlet: Row = {"code": "999", "name": "Ấp Lạc", "level": "Ấp", "parent": "", "day": ""}
    ready = prepared(tmp_path, {"localities": [hamlet]}, LATER)
    assert (ready.new_rows, refusals(ready)) == (0, [("999", "Mã địa bàn cấp trên", "missing_parent")])


def test_the_place_of_a_unit_founded_by_command_may_be_named_by_a_workbook_of_members_alone(tmp_path: Path) -> None:
    by_commands()
    decide(FoundUnit(on=date(2022, 1, 1), code="TT.C2", name="Chi bộ Hai", kind="Chi bộ cơ sở", parent=unit("TT")))
    row = {**member(province(), 100), "cell": "TT.C2", "admitted": date(2022, 2, 2), "official": "", "born": date(1990, 1, 1)}
    taken(tmp_path, {"members": [row]}, CUT_OFF)
    assert counted(CUT_OFF, at="TT.C2") == 1
