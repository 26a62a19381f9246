"""Sheets are known by their headings, wherever these stand and however they are worded."""

from __future__ import annotations

import pytest

from dangvu.exchange.headings import KINDS, columns_of, find_header, folded, heading_key
from dangvu.exchange.rows import Cell

MEMBERS = ["Số lý lịch", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Mã chi bộ"]


def columns(kind: str, *headings: str) -> dict[str, int]:
    header = find_header([list(headings)])
    assert header is not None and header.kind == kind
    return header.columns


@pytest.mark.parametrize(
    "typed", ["Mã chi bộ", "MÃ CHI BỘ", "ma chi bo", "Mã\nchi bộ", " Mã  chi bộ * ", "Mã chi bộ:", "Mã CB", "Ma\u0303 chi bộ"]
)
def test_case_diacritics_breaks_and_marks_do_not_matter(typed: str) -> None:
    assert heading_key(typed) == "ma chi bo"


def test_every_listed_name_finds_its_field_when_alone() -> None:
    lost = []
    for kind, listed in KINDS.items():
        for field, names in listed.names.items():
            for name in names:
                found = columns_of(kind, [folded(name)])
                if field not in found and not (field == "ceremony" and "admitted" in found):
                    lost.append((kind, field, name))
    assert lost == []


def test_no_name_belongs_to_two_fields_of_a_sheet_but_the_day_of_admission() -> None:
    shared = []
    for kind, listed in KINDS.items():
        fields: dict[str, set[str]] = {}
        for field, names in listed.names.items():
            for name in names:
                fields.setdefault(heading_key(name), set()).add(field)
        shared += [(kind, key, owners) for key, owners in fields.items() if len(owners) > 1]
    assert shared == [("members", "ngay ket nap", {"admitted", "ceremony"})]


def test_the_day_of_decision_is_the_first_where_the_ceremony_is_given_too() -> None:
    found = columns("members", *MEMBERS, "Ngày kết nạp")
    assert (found["admitted"], found["ceremony"]) == (4, 7)


def test_a_day_of_decision_that_says_nothing_of_admission_is_none_of_it() -> None:
    found = columns("members", *MEMBERS, "Ngày quyết định", "Ngày QĐ")
    assert {7, 8}.isdisjoint(found.values())
    header = find_header([[*MEMBERS[:4], "Kết nạp", "", *MEMBERS[5:]], ["", "", "", "", "Ngày quyết định", "Ngày lễ", "", ""]])
    assert header is not None and (header.columns["decided"], header.columns["ceremony"]) == (4, 5)


def test_of_two_columns_for_a_field_the_more_trusted_name_wins() -> None:
    found = columns("members", "Chi bộ", *MEMBERS)
    assert found["cell"] == 7


def test_padding_around_a_known_name_is_passed_over() -> None:
    found = columns(
        "members", "Số lý lịch của đảng viên", "Tên chi bộ đang sinh hoạt", *MEMBERS[1:-1], "Mã chi bộ hiện nay", "Nơi sinh", "Ngày cấp thẻ"
    )
    assert (found["record_no"], found["cell"]) == (0, 7)
    assert {1, 8, 9}.isdisjoint(found.values())


def test_parentheses_and_numbering_are_passed_over() -> None:
    found = columns("members", "1. Số lý lịch", "Họ và tên (viết hoa)", "Ngày sinh (dd/mm/yyyy)", *MEMBERS[3:])
    assert (found["record_no"], found["name"], found["born"]) == (0, 1, 2)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("TĐCM", "profession"),
        ("CV CQ", "government_post"),
        ("TĐ LLCT", "theory"),
        ("TĐHV", "education"),
        ("Ngày được miễn CT, SH", "exempt_from"),
        ("Miễn CT, SH từ ngày", "exempt_from"),
        ("Miễn SHĐ từ ngày", "exempt_from"),
        ("Ngày CN chính thức", "official"),
    ],
)
def test_the_abbreviations_of_offices_are_known(typed: str, field: str) -> None:
    headings = [name for name in MEMBERS if field != "official" or name != "Ngày chính thức"]
    assert columns("members", *headings, typed)[field] == len(headings)


def test_days_that_are_none_of_an_exemption_are_not_taken_for_one() -> None:
    found = columns("members", *MEMBERS, "Ngày miễn nhiệm", "Đảng viên miễn SHĐ", "Miễn sinh hoạt đến ngày")
    assert "exempt_from" not in found and found["official"] == 5


def test_localities_are_known_by_the_abbreviations_that_units_use_for_them() -> None:
    found = columns("localities", "Mã ĐB", "Tên ĐB", "Cấp", "Mã ĐB cấp trên", "Ngày SL", "DS", "DS Khmer", "Hộ CN")
    assert [found[name] for name in ("code", "name", "level", "parent", "day")] == [0, 1, 2, 3, 4]
    assert (found["figures:population:"], found["figures:population:Khmer"], found["figures:near_poor_households:"]) == (5, 6, 7)


def test_counts_are_known_by_measure_and_ethnic_group() -> None:
    found = columns(
        "localities",
        "Mã địa bàn",
        "Tên địa bàn",
        "Cấp",
        "Mã cấp trên",
        "Dân số",
        "Dân số Khmer",
        "Dân số người Hoa",
        "Tổng số hộ",
        "Số hộ Khơ-me",
        "Hộ nghèo",
        "Hộ nghèo dân tộc Khmer",
        "Hộ Chăm nghèo",
        "Hộ cận nghèo",
        "Dân số nữ",
    )
    assert {field.removeprefix("figures:"): column for field, column in found.items() if column > 3} == {
        "population:": 4,
        "population:Khmer": 5,
        "population:Hoa": 6,
        "households:": 7,
        "households:Khmer": 8,
        "poor_households:": 9,
        "poor_households:Khmer": 10,
        "poor_households:Chăm": 11,
        "near_poor_households:": 12,
    }


def test_a_group_alone_counts_what_the_column_before_counts() -> None:
    found = columns("localities", "Mã", "Tên", "Cấp", "Thuộc", "Dân số", "Trong đó: Khmer", "Số hộ", "Trong đó người Khmer")
    assert (found["figures:population:Khmer"], found["figures:households:Khmer"]) == (5, 7)


def test_a_header_of_two_rows_is_read_by_groups() -> None:
    cells: list[list[Cell]] = [
        ["DANH SÁCH", "", "", "", "", "", "", "", ""],
        ["TT", "Số LL", "Họ tên", "Sinh ngày", "Giới tính", "", "Ngày", "", "Mã"],
        ["", "", "", "", "Nam", "Nữ", "vào Đảng", "chính thức", "chi bộ"],
        [1.0, "000001", "Lê Văn A", "1/1/1970", "x", "", "1/1/1990", "", "TT.01"],
    ]
    header = find_header(cells)
    assert header is not None and header.place == 2 and header.lacking == ()
    assert (header.columns["woman"], header.columns["man"], header.columns["official"]) == (5, 4, 7)


def test_a_group_above_need_not_stand_over_the_columns_to_its_right() -> None:
    cells: list[list[Cell]] = [
        ["", "Biến động", "Quyết định", "", "Mã chi bộ", ""],
        ["Số lý lịch", "Loại", "Số", "Ngày hiệu lực", "Đi", "Đến"],
    ]
    header = find_header(cells)
    assert header is not None and header.lacking == ()
    assert (header.columns["day"], header.texts[3]) == (3, "Ngày hiệu lực")
    assert (header.columns["quoted"], header.columns["from_cell"], header.columns["to_cell"]) == (2, 4, 5)


@pytest.mark.parametrize("group", ["Kỳ sinh hoạt", "Thời gian", "Thời gian sinh hoạt", "Sinh hoạt"])
def test_year_and_month_are_read_below_whatever_stands_above_both(group: str) -> None:
    header = find_header([["Mã chi bộ", group, "", "Số đảng viên", ""], ["", "Năm", "Tháng", "Phải dự", "Có mặt"]])
    assert header is not None and header.lacking == ()
    assert header.columns == {"cell": 0, "year": 1, "month": 2, "due": 3, "present": 4}


def test_a_heading_below_another_is_not_taken_for_what_the_sheet_may_lack() -> None:
    above = ["Số LL", "Họ tên", "Sinh ngày", "Giới tính", "Ngày vào Đảng", "Ngày CT", "Mã CB", "Cha"]
    header = find_header([list(above), ["", "", "", "", "", "", "", "Nghề nghiệp"]])
    assert header is not None and header.lacking == () and "occupation" not in header.columns


def test_a_rate_is_no_count() -> None:
    header = find_header([["Mã", "Tên", "Cấp", "Thuộc", "Hộ nghèo (%)", "Số hộ nghèo", "Tỷ lệ hộ cận nghèo (%)"]])
    assert header is not None
    assert {field: place for field, place in header.columns.items() if field.startswith("figures")} == {"figures:poor_households:": 5}


def test_a_part_among_them_below_its_group_is_a_count() -> None:
    cells: list[list[Cell]] = [["Mã", "Tên", "Cấp", "Thuộc", "Số hộ", ""], ["", "", "", "", "Tổng số", "Trong đó: Khmer"]]
    header = find_header(cells)
    assert header is not None
    assert (header.columns["figures:households:"], header.columns["figures:households:Khmer"]) == (4, 5)


def test_half_of_a_name_or_of_the_days_of_birth_says_nothing() -> None:
    for half in ("Tên", "Họ và chữ đệm"):
        header = find_header([[half if name == "Họ và tên" else name for name in MEMBERS]])
        assert header is not None and header.lacking == ("Họ và tên khai sinh",)
    header = find_header([["Ngày sinh nữ" if name == "Ngày sinh" else name for name in MEMBERS]])
    assert header is not None and header.lacking == ("Ngày sinh",)


def test_the_header_may_stand_below_titles_and_empty_rows() -> None:
    above: list[list[Cell]] = [["TỈNH ỦY"], [""], ["Danh sách đảng viên, họ tên, ngày sinh"], [""]]
    header = find_header([*above, list(MEMBERS), ["000001", "Lê Văn A", "1/1/1970", "Nam", "1/1/1990", "", "TT.01"]])
    assert header is not None and header.place == 4


def test_a_sheet_of_something_else_has_no_header() -> None:
    assert find_header([["Tên hàng", "Số lượng", "Đơn giá", "Thành tiền"], ["Giấy", 1.0, 2.0, 2.0]]) is None
    assert find_header([]) is None


def test_a_lacking_column_is_named_as_offices_name_it() -> None:
    header = find_header([[name for name in MEMBERS if name != "Giới tính"]])
    assert header is not None and header.lacking == ("Giới tính",)


def test_a_heading_made_to_stall_is_passed_over_at_once() -> None:
    endless = "Số hộ " + "đồng bào dân tộc " * 5000 + "1"
    assert find_header([[endless, *MEMBERS]]) is not None


def test_movements_are_read_below_headings_that_tell_the_way() -> None:
    found = columns("movements", "Số lý lịch", "Nội dung biến động", "Có hiệu lực từ", "Chuyển từ chi bộ (mã)", "Chuyển đến chi bộ (mã)")
    assert (found["day"], found["from_cell"], found["to_cell"]) == (2, 3, 4)


def test_short_and_long_forms_of_every_heading_beside_each_other_are_read() -> None:
    units = columns("units", "Mã số TCĐ", "Tên gọi TCĐ", "Loại hình TCĐ", "Mã TCĐ cấp trên trực tiếp", "Ngày tháng giải thể", "Khối")
    assert [units[field] for field in ("code", "name", "kind", "parent", "ended", "sector")] == [0, 1, 2, 3, 4, 5]
    both = columns("units", "Mã TCĐ", "Tên TCĐ", "Loại TCĐ", "Mã TCĐ cấp trên", "Loại hình TCĐ")
    assert (both["kind"], both["sector"]) == (2, 4)
    places = columns(
        "localities",
        "Mã số địa bàn",
        "Tên xã/ấp",
        "Cấp (tỉnh/huyện/xã/ấp)",
        "Mã ĐB cha",
        "Thời điểm thống kê",
        "Tổng số hộ",
        "Trong đó hộ Khmer",
    )
    assert [places[field] for field in ("code", "name", "level", "parent", "day")] == [0, 1, 2, 3, 4]
    assert places["figures:households:Khmer"] == 6
    meetings = columns("meetings", "Mã số CB", "Năm", "Tháng", "Tổng ĐV phải SH", "Số ĐV thực tế dự SH")
    assert (meetings["due"], meetings["present"]) == (3, 4)


def places(*headings: str) -> dict[str, int]:
    """The counts of a list of localities with these further headings, without the measure's prefix."""
    found = columns("localities", "Mã", "Tên", "Cấp", "Thuộc", *headings)
    return {field.removeprefix("figures:"): column - 4 for field, column in found.items() if column > 3}


def test_a_sum_is_no_ethnic_group() -> None:
    assert places("Dân số Kinh", "Dân số Khmer", "Dân số Cộng", "Số hộ cộng", "So ho ngheo cong") == {
        "population:Kinh": 0,
        "population:Khmer": 1,
        "population:": 2,
        "households:": 3,
        "poor_households:": 4,
    }
    assert places("Dân số", "Kinh", "Cộng", "Cống") == {"population:": 0, "population:Kinh": 1, "population:Cống": 3}
    header = find_header([["Mã", "Tên", "Cấp", "Thuộc", "Dân số", "", ""], ["", "", "", "", "Kinh", "Khmer", "Cộng"]])
    assert header is not None and header.columns["figures:population:"] == 6 and "figures:population:Cống" not in header.columns


@pytest.mark.parametrize("word", ["Có", "Đạo", "Mã", "Cộng", "cong", "Thai", "Đào", "Hoá", "Thọ"])
def test_groups_of_one_syllable_are_read_with_their_diacritics(word: str) -> None:
    assert places("Dân số", word) == {"population:": 0} | ({"population:Thái": 1} if word == "Thai" else {})
    header = find_header([[*MEMBERS, "Kinh", "Khmer", word]])
    groups = {"Kinh", "Khmer", "Thái"} if word == "Thai" else {"Kinh", "Khmer"}
    assert header is not None and {field for field in header.columns if ":" in field} == {f"ethnicity:{group}" for group in groups}


def test_groups_of_one_syllable_are_known_in_capitals() -> None:
    assert places("DÂN SỐ", "MẠ", "CO", "DAO", "Lào", "Gia Rai") == {
        "population:": 0, "population:Mạ": 1, "population:Co": 2, "population:Dao": 3, "population:Lào": 4, "population:Gia-rai": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "Dân số (nghìn người)",
        "Dân số [1000 người]",
        "Hộ nghèo (tỷ lệ)",
        "Hộ nghèo (giảm trong năm)",
        "Số hộ (đầu kỳ)",
        "Dân số (nữ)",
        "Dân số (người/hộ)",
    ],
)
def test_what_parentheses_turn_into_another_quantity_is_no_count(heading: str) -> None:
    assert places("Hộ cận nghèo", heading, "Trong đó: Khmer") == {"near_poor_households:": 0}


@pytest.mark.parametrize(
    "heading",
    [
        "Dân số (người)", "Dân số (đơn vị tính: người)", "Dân số (5)", "Dân số (cột 5)", "Dân số (3=4+5)", "2. Dân số [khẩu]",
        "Dân số (hiện có)", "Dân số (tiêu chí đa chiều)",
    ],
)  # fmt: skip
def test_what_parentheses_explain_leaves_the_count(heading: str) -> None:
    assert places(heading, "Trong đó: Khmer (người)") == {"population:": 0, "population:Khmer": 1}


def test_a_group_in_parentheses_is_one() -> None:
    assert places("Dân số (người Khmer)", "Số hộ", "Khmer (tỷ lệ)") == {"population:Khmer": 0, "households:": 1}


def test_years_in_plain_numbers_below_a_count_are_part_of_its_heading() -> None:
    above: list[Cell] = ["Mã", "Tên", "Cấp", "Thuộc", "Dân số", "", "Số hộ"]
    header = find_header([above, ["", "", "", "", 2020.0, 2021.0, 2021.0], ["84", "Tỉnh", "Tỉnh", "", 5.0, 6.0, 2020.0]])
    assert header is not None and header.place == 1 and header.texts[4:] == ("Dân số 2020", "Dân số 2021", "Số hộ 2021")
    header = find_header([above, ["84", "Tỉnh", "Tỉnh", "", 2020.0, 1999.0, 2021.0]])
    assert header is not None and header.place == 0, "a row of the list is no row of headings"
