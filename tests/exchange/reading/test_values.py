"""What a cell means, and which cells mean nothing that may be guessed."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from dangvu.exchange import values
from dangvu.exchange.folding import code, plain, shown, tidy
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.movementkinds import movement_kind
from dangvu.exchange.names import person_name
from dangvu.exchange.rows import Cell
from dangvu.exchange.titles import IMPOSSIBLE, counts_day_in, cut_off_in, day_of
from dangvu.exchange.vocabulary import ETHNIC_GROUPS, HAMLETS, NOT_DECLARED, Words, ethnic_group
from dangvu.members import sources

DAY = date(1975, 9, 5)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime.combine(DAY, time()),
        datetime.combine(DAY, time(13, 30)),
        27642.0,
        "27642",
        "5/9/1975",
        "05/09/1975",
        "05-09-1975",
        "05.09.1975",
        "5.9.1975.",
        " 05/09/1975 ",
        "5 / 9 / 1975",
        "1975-09-05",
        "1975/9/5",
        "1975-09-05 00:00:00",
        "05/09/1975 00:00:00",
        "ngày 5 tháng 9 năm 1975",
        "05/\u200b09/1975",
        "Ngày 05/09/1975",
        "05\u201309\u20131975",
        "05\\09\\1975",
        "'05/09/1975",
        "０５/０９/１９７５",
        "05/09/1975 13:30",
        "05/09/1975\u00a0",
    ],
)
def test_it_reads_a_day(cell: Cell) -> None:
    assert values.day(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31/02/1975", "impossible_date"),
        ("15/13/2010", "impossible_date"),
        ("29/02/2011", "impossible_date"),
        ("00/01/2000", "impossible_date"),
        ("hôm qua", "impossible_date"),
        ("không rõ", "impossible_date"),
        ("5/9/19755", "impossible_date"),
        ("9/1975/5", "impossible_date"),
        ("05/09", "impossible_date"),
        ("05/09/1975 sáng", "impossible_date"),
        (12.5, "impossible_date"),
        (-1.0, "impossible_date"),
        (99999999.0, "impossible_date"),
        (time(8, 0), "impossible_date"),
        ("5/9/1075", "impossible_date"),
        (date(1075, 9, 5), "impossible_date"),
        ("05/09/75", "two_digit_year"),
        ("5-9-05", "two_digit_year"),
        ("1975", "incomplete_date"),
        (1975.0, "incomplete_date"),
        ("9/1975", "incomplete_date"),
        ("09/1975", "incomplete_date"),
        (True, "impossible_date"),
    ],
)
def test_it_refuses_what_is_no_day(cell: Cell, fault: str) -> None:
    answer = values.day(cell)
    assert isinstance(answer, Fault)
    assert answer.code == fault
    assert "hãy ghi" in answer.message


def test_a_two_digit_year_is_answered_with_what_it_may_mean() -> None:
    answer = values.day("5/9/75")
    assert isinstance(answer, Fault) and "05/09/1975" in answer.message
    answer = values.day("5/9/05")
    assert isinstance(answer, Fault) and "05/09/2005 hoặc 05/09/1905" in answer.message


@pytest.mark.parametrize("cell", [date(1905, 5, 28), datetime.combine(date(1905, 5, 28), time())])
def test_a_year_typed_into_a_cell_of_days_is_not_the_day_that_it_shows(cell: date) -> None:
    answer = values.day(cell)
    assert isinstance(answer, Fault) and answer.code == "incomplete_date"
    assert "1975" in answer.message and "28/05/1905" in answer.message
    assert values.day("28/05/1905") == date(1905, 5, 28), "a day of that year may still be written as text"
    assert [values.day(one) for one in (date(1905, 3, 13), date(1905, 10, 1))] == [date(1905, 3, 13), date(1905, 10, 1)]


@pytest.mark.parametrize("cell", [0.0, "0", time(0, 0)])
def test_a_zero_is_no_day_as_where_a_formula_looks_at_an_empty_cell(cell: Cell) -> None:
    assert values.day(cell) is None


def test_a_serial_day_typed_as_text_may_have_four_digits_that_are_no_day_without_its_marks() -> None:
    assert values.day("9026") == values.day(9026.0) == date(1924, 9, 16)
    answer = values.day("5975")
    assert isinstance(answer, Fault) and answer.code == "two_digit_year" and "05/09/1975" in answer.message


def test_a_serial_day_may_have_a_time_of_day() -> None:
    assert values.day(27642.5) == DAY
    assert all(isinstance(values.day(cell), Fault) for cell in (float("inf"), float("nan")))


@pytest.mark.parametrize("cell", ["31/04/1975", "00/01/2000", "29/02/2011"])
def test_only_a_day_that_there_is_not_is_called_unreal(cell: str) -> None:
    answer = values.day(cell)
    assert isinstance(answer, Fault) and "không phải là ngày có thật" in answer.message


@pytest.mark.parametrize("cell", ["05/09/1975 (khai)", "5/9/1975;", "5-Sep-1975", "hôm qua", 12.5, 99999999.0])
def test_what_cannot_be_read_as_a_day_is_not_called_unreal(cell: Cell) -> None:
    answer = values.day(cell)
    assert isinstance(answer, Fault) and "không đọc được thành ngày" in answer.message


@pytest.mark.parametrize("cell", ["-", "–", " — ", "...", "…", "_", "./."])
def test_a_dash_or_dots_stand_for_an_empty_cell(cell: str) -> None:
    assert values.day(cell) is None
    assert values.count(cell) is None
    assert values.number(cell) == values.card(cell) == person_name(cell) == ""
    assert Words("religion").spelt(cell) == NOT_DECLARED


@pytest.mark.parametrize("cell", ["Dự bị", "chưa", "Không", "chưa chính thức", "Đang hoạt động"])
def test_words_may_say_that_a_day_has_not_come(cell: str) -> None:
    assert values.day(cell) is None


def test_a_question_mark_is_not_an_empty_cell() -> None:
    assert isinstance(values.day("?"), Fault) and isinstance(values.count("?"), Fault) and isinstance(person_name("?"), Fault)
    assert values.number("?") == "?"


@pytest.mark.parametrize("cell", ["123", 12345.0, "12/5", "#"])
def test_what_has_no_letter_is_no_name(cell: Cell) -> None:
    answer = person_name(cell)
    assert isinstance(answer, Fault) and answer.code == "not_a_name"


@pytest.mark.parametrize(
    "cell", ["chưa cấp", "Không", "Mất thẻ", "0", 0.0, "000", "Chưa có (QĐ 15)", "mất thẻ 2019", "Đang làm lại 5/2022"]
)
def test_words_or_zeros_in_place_of_a_card_are_no_number(cell: Cell) -> None:
    assert values.card(cell) == ""


@pytest.mark.parametrize("cell", ["84.100001", "84.10000A", " 84.100001 ", "８４.100001", "'84.100001", "84.100001 (mất thẻ 2019)"])
def test_a_card_keeps_its_number(cell: str) -> None:
    assert str(values.card(cell))[:8] == "84.10000"


def test_an_empty_cell_is_no_day_and_no_number() -> None:
    assert [values.day(cell) for cell in ("", " ", "\u00a0")] == [None, None, None]
    assert [values.count(cell) for cell in ("", " ", "\u200b")] == [None, None, None]


@pytest.mark.parametrize("cell", [12345.0, "12345", "12.345", "12,345", "12 345", "12345.0", "12345,00", " 12345 "])
def test_it_reads_a_count(cell: Cell) -> None:
    assert values.count(cell) == 12345


@pytest.mark.parametrize("cell", [100_000_000.0, "100000000", "100.000.000", "0000100000000"])
def test_a_count_may_be_as_great_as_the_country(cell: Cell) -> None:
    assert values.count(cell) == values.MOST


@pytest.mark.parametrize("cell", [100_000_001.0, "100000001", "100.000.001", "3000000000", 1e300, "9" * 5000])
def test_a_greater_count_is_refused_in_words(cell: Cell) -> None:
    answer = values.count(cell)
    assert isinstance(answer, Fault)
    assert answer.code == "count_too_large"
    assert "100 triệu" in answer.message


@pytest.mark.parametrize(
    "cell",
    [
        -1.0,
        "-1",
        2.5,
        "2,5",
        "nhiều",
        "1.23",
        "1.2.3",
        "1.234,567",
        "12,345.678",
        "1 234.567",
        True,
        date(2020, 1, 1),
        float("inf"),
        float("nan"),
    ],
)
def test_it_refuses_what_is_no_count(cell: Cell) -> None:
    assert isinstance(values.count(cell), Fault)


@pytest.mark.parametrize("cell", ["Nữ", "nu", "NỮ", "F", "f", "x", "X", " nữ ", "Nu\u031b\u0303", "Nữ\u00a0", "nữ giới"])
def test_it_reads_a_woman(cell: str) -> None:
    assert values.female(cell) is True


@pytest.mark.parametrize("cell", ["Nam", "nam", "NAM", "M", "Nam ", "nam giới"])
def test_it_reads_a_man(cell: str) -> None:
    assert values.female(cell) is False


@pytest.mark.parametrize("cell", ["?", "", "khác", "0", 1.0, "N", "nam nữ", "Nữ?"])
def test_it_refuses_an_unknown_sex(cell: Cell) -> None:
    assert isinstance(values.female(cell), Fault)


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [("x", True), ("X", True), ("v", True), ("✓", True), (1.0, True), ("", False), ("0", False), ("-", False), ("–", False)],
)
def test_a_tick_tells_one_sex(cell: Cell, ticked: bool) -> None:
    assert values.marked(cell, woman=True) is ticked
    assert values.marked(cell, woman=False) is ticked


@pytest.mark.parametrize(("cell", "woman"), [("Nữ", True), ("nữ giới", True), ("Nam", False), ("NAM GIỚI", False)])
def test_the_name_of_a_sex_is_a_tick_in_its_own_column_alone(cell: str, woman: bool) -> None:
    assert values.marked(cell, woman=True) is woman
    assert values.marked(cell, woman=False) is not woman


@pytest.mark.parametrize("cell", ["nam nữ", "N", "M", "?", 2.0])
def test_what_is_no_tick_and_no_sex_is_refused(cell: Cell) -> None:
    for woman in (True, False):
        answer = values.marked(cell, woman=woman)
        assert isinstance(answer, Fault) and answer.code == "unknown_sex"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("TRẦN MINH GIANG", "Trần Minh Giang"),
        ("trần minh giang", "Trần Minh Giang"),
        ("  Trần  Minh\u00a0Giang ", "Trần Minh Giang"),
        ("Tra\u0302\u0300n Minh Giang", "Trần Minh Giang"),
        ("H'ÔNG NIÊ", "H'Ông Niê"),
        ("LÊ HỒNG-NHUNG", "Lê Hồng-Nhung"),
        ("Lê Thị McĐô", "Lê Thị McĐô"),
        ("ĐẶNG ĐỨC", "Đặng Đức"),
        ("", ""),
    ],
)
def test_it_keeps_a_name_as_on_a_birth_certificate(typed: str, kept: str) -> None:
    assert person_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Khơ-me",
        "KHMER",
        "Khơ me",
        "Khme",
        " khmer ",
        "Khơme",
        "khơ-mer",
        "Kh'mer",
        "Kho\u031bme",
        "KHƠ ME",
        "Khmer",
        "Người Khmer",
        "dân tộc Khơ-me",
        "Khmer (Khơ-me)",
        "Khmer Nam Bộ",
    ],
)
def test_every_spelling_of_khmer_is_one_group(typed: str) -> None:
    assert Words("ethnicity").spelt(typed) == "Khmer"


def test_other_groups_get_their_standard_name() -> None:
    spelt = Words("ethnicity").spelt
    assert [spelt(word) for word in ("kinh", "HOA", "Chàm", "ê đê", "gia rai", "Bru - Vân Kiều", "H'Mông", "co", "STIÊNG")] == [
        "Kinh",
        "Hoa",
        "Chăm",
        "Ê-đê",
        "Gia-rai",
        "Bru-Vân Kiều",
        "Mông",
        "Co",
        "Xtiêng",
    ]


def test_the_national_list_has_54_groups_none_taken_for_another() -> None:
    assert len(ETHNIC_GROUPS) == 54
    assert [ethnic_group(name.upper()) for name in ETHNIC_GROUPS] == list(ETHNIC_GROUPS)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("CB trực thuộc", "Chi bộ trực thuộc"),
        ("CBCS", "Chi bộ cơ sở"),
        ("ĐBCS", "Đảng bộ cơ sở"),
        ("ĐB bộ phận", "Đảng bộ bộ phận"),
        ("Đảng bộ cấp trên trực tiếp", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"),
        ("CB", "Chi bộ"),
    ],
)
def test_it_knows_kinds_of_unit_by_their_abbreviations(typed: str, kind: str) -> None:
    assert Words("unit_kind").spelt(typed) == kind


def test_an_unknown_word_keeps_the_spelling_first_seen() -> None:
    spelt = Words("occupation").spelt
    assert [spelt(word) for word in ("Thợ may", "THỢ MAY", "tho may", "nông dân", "NÔNG  DÂN")] == [
        "Thợ may",
        "Thợ may",
        "Thợ may",
        "Nông dân",
        "Nông dân",
    ]


@pytest.mark.parametrize(
    "typed",
    ["Ấp, khóm", "ấp, khóm", "Khóm, ấp", "ấp khóm", "Ap, khom", "ẤP - KHÓM", "Ấp/khóm", "Ấp và khóm", "Chi bộ ấp, khóm", "KHÓM  ẤP"],
)
def test_every_spelling_of_the_sector_of_hamlets_is_one(typed: str) -> None:
    assert Words("sector").spelt(typed) == "Ấp, khóm"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tổ dân phố, thôn", "Thôn, tổ dân phố"),
        ("KHU PHỐ", "Khu phố"),
        ("khu phố, ấp", "Ấp, khu phố"),
        ("ấp, thôn, khu phố và bản", "Thôn, ấp, bản, khu phố"),
        ("bản", "Bản"),
        ("BẢN", "Bản"),
        ("Ban", "Ban"),
        ("truong hoc", "Trường học"),
        ("Hợp tác xã", "Hợp tác xã"),
        ("", ""),
    ],
)
def test_sectors_are_kept_in_one_spelling_and_none_taken_for_another(typed: str, kept: str) -> None:
    assert Words("sector").spelt(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["Không", "Không có tôn giáo", "Không có đạo", "Không TG", "Ko theo TG", "Không theo đạo", "không theo tôn giáo nào", "Lương", "0"],
)
def test_who_has_no_faith_is_not_religious_however_it_is_said(typed: str) -> None:
    assert Words("religion").spelt(typed) == Words("religion", ["Không có đạo", "Lương"]).spelt(typed) == "Không"
    assert Words("religion").spelt("Đạo Khổng") == "Đạo Khổng"


@pytest.mark.parametrize("name", ["party_post", "government_post", "sector"])
@pytest.mark.parametrize("typed", ["Không", "không có", "0", 0.0, "-"])
def test_words_for_none_are_no_post_and_no_sector_even_where_the_register_took_them_for_one(name: str, typed: Cell) -> None:
    assert Words(name).spelt(typed) == Words(name, ["Không", "Không có", "0"]).spelt(typed) == ""
    assert Words(name).spelt("Thủ quỹ") == "Thủ quỹ"


def test_to_be_a_member_is_no_party_post() -> None:
    assert Words("party_post").spelt("Đảng viên") == ""


@pytest.mark.parametrize("typed", ["Không", "không có", "-", ""])
def test_words_for_none_are_no_code(typed: str) -> None:
    assert values.reference(typed) == ""
    assert values.reference("TV.01") == "TV.01" and values.reference("KHONG.1") == "KHONG.1"


def test_the_sectors_of_hamlets_are_those_that_figures_count() -> None:
    assert sources.HAMLETS == HAMLETS


def test_the_spelling_that_the_register_holds_comes_first() -> None:
    assert Words("occupation", ["Nông Dân"]).spelt("nông dân") == "Nông Dân"


def test_who_declares_nothing_is_kept_as_undeclared() -> None:
    for name in ("ethnicity", "religion"):
        assert [Words(name).spelt(cell) for cell in ("", " ", "không khai")] == [NOT_DECLARED] * 3
    assert Words("religion").spelt("KHÔNG") == "Không"
    assert Words("education").spelt("") == ""


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Chuyển sinh hoạt nội bộ", "transfer"),
        ("CHUYỂN NỘI BỘ", "transfer"),
        ("Chuyển đi", "transferred_out"),
        ("chuyển đến", "transferred_in"),
        ("Khai trừ", "expelled"),
        ("xoá tên", "struck_off"),
        ("Xóa tên", "struck_off"),
        ("Xin ra khỏi Đảng", "left_on_request"),
        ("Từ trần", "dead"),
        ("qua  đời", "dead"),
        ("Từ trần (bệnh nặng)", "dead"),
        ("Chuyển sinh hoạt đảng chính thức", "transfer"),
        ("Chuyển sinh hoạt tạm thời", None),
        ("Chuyển sinh hoạt (tạm thời)", None),
        ("Chuyển đi (hết tạm thời)", None),
        ("Chuyển đến (nội bộ)", "transfer"),
        ("Chuyển đi (ngoài tỉnh)", "transferred_out"),
        ("(từ trần)", "dead"),
        ("1. Từ trần", "dead"),
        ("Giảm do chết", "dead"),
        ("Từ trần do tai nạn", "dead"),
        ("Chuyển SHĐ đi ngoài tỉnh", "transferred_out"),
        ("Giảm: chuyển đi", "transferred_out"),
        ("Chuyển SH đến", "transferred_in"),
        ("Tiếp nhận SHĐ", "transferred_in"),
        ("Chuyển SHĐ trong tỉnh", "transfer"),
        ("XÓA TÊN DSĐV", "struck_off"),
        ("Xin ra khỏi ĐCSVN", "left_on_request"),
        ("Khai trừ khỏi ĐCSVN", "expelled"),
        ("Ra khỏi Đảng (khai trừ)", "expelled"),
        ("Ra khỏi Đảng do khai trừ", "expelled"),
        ("Ra Đảng (bị xóa tên)", "struck_off"),
        ("Ra khỏi ĐCSVN vì bị xóa tên", "struck_off"),
        ("Ra khỏi Đảng (xin ra)", "left_on_request"),
        ("Ra khỏi Đảng (khai trừ, xóa tên)", None),
        ("Ra khỏi Đảng (từ trần)", None),
        ("Xin ra khỏi Đảng (khai trừ)", None),
        ("Xóa tên do xin ra khỏi Đảng", None),
        ("Xóa tên do bỏ sinh hoạt", "struck_off"),
        ("Khai trừ (ra khỏi Đảng)", "expelled"),
        ("Khai trừ do vi phạm", "expelled"),
        ("Chuyển đi do khai trừ", None),
        ("Chuyển đi (đã từ trần)", None),
        ("Chuyển ra (trong đảng bộ)", "transfer"),
        ("Chuyển vào do điều động nội bộ", None),
        ("Chuyển sinh hoạt (đi ngoài đảng bộ)", None),
        ("Chuyển sinh hoạt do chuyển công tác", "transfer"),
        ("Chuyển đi (chuyển đến tỉnh khác)", "transferred_out"),
        ("Chuyển nội bộ (chuyển đến từ chi bộ 2)", "transfer"),
        ("Đưa ra khỏi Đảng", None),
        ("Chuyển SHĐ về", None),
        ("Điều động", None),
        ("do", None),
        ("(gì đó)", None),
        ("dead", None),
        ("Đi chơi", None),
        ("", None),
    ],
)
def test_it_knows_kinds_of_movement_by_their_names(typed: str, kind: str | None) -> None:
    assert movement_kind(typed) == kind


@pytest.mark.parametrize(
    "cell",
    [
        "9/2020",
        "09/2020",
        "tháng 9 năm 2020",
        "Tháng 9/2020",
        "T9/2020",
        "thg 9/2020",
        "2020-09",
        date(2020, 9, 17),
        "17/09/2020",
        44091.0,
    ],
)
def test_it_reads_a_month(cell: Cell) -> None:
    assert values.month(cell) == date(2020, 9, 1)


@pytest.mark.parametrize(
    ("year", "month"),
    [
        (2020.0, 9.0),
        ("2020", "9"),
        ("Năm 2020", "Tháng 9"),
        ("2020", "09"),
        ("2020", "9.0"),
        ("2020", "Th9"),
        (2020.0, date(2020, 9, 3)),
    ],
)
def test_it_reads_a_month_from_two_cells(year: Cell, month: Cell) -> None:
    assert values.month_of((year, month)) == date(2020, 9, 1)


@pytest.mark.parametrize(
    ("year", "month"), [(2020.0, 13.0), (2020.0, 0.0), (20.0, 9.0), ("", 9.0), (2020.0, ""), (2020.0, "x"), (2020.0, date(2021, 9, 3))]
)
def test_it_refuses_what_is_no_month(year: Cell, month: Cell) -> None:
    assert isinstance(values.month_of((year, month)), Fault)


def test_codes_have_their_digits_and_hyphens_in_the_plain_shape() -> None:
    assert code("００7–１") == code("'007-1") == "007-1"


def test_codes_lose_spaces_and_keep_zeros() -> None:
    assert [code(cell) for cell in (" 000123 ", "TV. 01", "TV.01\u00a0", 123.0, 29419.05, "\ufeffTV")] == [
        "000123",
        "TV.01",
        "TV.01",
        "123",
        "29419.05",
        "TV",
    ]


@pytest.mark.parametrize("mark", ["\x00", "\x01", "\x08", "\x1b", "\x7f", "\x80", "\x9f", "\u202e", "\u2066", "\ufeff"])
def test_marks_that_cannot_be_seen_are_left_out(mark: str) -> None:
    assert tidy(f"Nguyễn{mark} Văn An{mark}") == "Nguyễn Văn An"
    assert tidy(f"{mark}ab{mark}c") == "abc"
    assert code(f"0001{mark}23") == "000123"
    assert tidy(mark) == ""


@pytest.mark.parametrize(("typed", "kept"), [("Ðặng Ðức", "Đặng Đức"), ("TRẦN VĂN ÐỰC", "TRẦN VĂN ĐỰC"), ("ðảng viên", "đảng viên")])
def test_the_letter_of_iceland_that_looks_like_one_of_ours_is_ours(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_the_same_letter_within_a_word_is_still_a_broken_one() -> None:
    answer = person_name("Lê Thị BÐn")
    assert isinstance(answer, Fault) and answer.code == "broken_letters"


def test_line_breaks_and_tabs_are_spaces() -> None:
    assert tidy("Nguyễn\tVăn\r\nAn\x0bB\x85C") == "Nguyễn Văn An B C"


def test_a_code_longer_than_any_is_refused() -> None:
    assert isinstance(values.number("9" * 61), Fault)
    assert isinstance(values.words("a" * 501), Fault)


def test_text_is_folded_for_comparison_and_cut_for_messages() -> None:
    assert plain("  Ngày, tháng,\nnăm SINH: ") == "ngay thang nam sinh"
    assert tidy(date(1975, 9, 5)) == "05/09/1975"
    assert len(shown("a" * 5000)) < 100


def test_a_distinct_cell_is_understood_once() -> None:
    asked: list[Cell] = []

    def understand(cell: Cell) -> str | Fault:
        asked.append(cell)
        return Fault("x", "y")

    memo = Memo(understand)
    assert [memo[cell] for cell in ("a", "b", "a", "a")] == [Fault("x", "y")] * 4
    assert asked == ["a", "b"]
    assert memo.faults == 2


@pytest.mark.parametrize(
    "row",
    [
        ["Thời điểm chốt số liệu: 30/06/2022"],
        ["Số liệu tính đến ngày 30.6.2022"],
        ["(Số liệu đến ngày 30 tháng 6 năm 2022)"],
        ["", "Ngày chốt:", date(2022, 6, 30)],
        ["Từ ngày 01/01/2022 đến ngày 30/06/2022"],
        ["Cập nhật 2022-06-30"],
        ["thời điểm", "", "30-06-2022"],
        ["Thời điểm chốt số liệu: 30/06/22"],
        ["Thời điểm chốt số liệu: 01/01/2022 - 30/06/2022"],
        ["Tính đến ngày 30/6/2022 (kèm theo Báo cáo số 15-BC/BTC ngày 10/9/2022)"],
        ["Cập nhật lúc 7h30 ngày 05/7/2022; số liệu chốt ngày 30/6/2022"],
        ["30/06/2022 (thời điểm chốt số liệu)"],
        ["Tính tới ngày 30/6/2022"],
        ["Dữ liệu đến 30/6/2022"],
        ["Tại ngày 30/6/2022"],
        ["Kỳ báo cáo: 30/6/2022"],
        ["6 tháng đầu năm 2022 (từ 01/01/2022 đến 30/06/2022)"],
        ["Số liệu đến hết tháng 6/2022"],
        ["Tính đến cuối tháng 6 năm 2022"],
        ["Tính đến hết quý II/2022"],
        ["Thời điểm lập danh sách 05/07/2022, chốt số liệu 30/06/2022"],
        ["Thời điểm in 05/07/2022; tính đến ngày 30/06/2022"],
        ["Thời điểm lập: 30/06/2022"],
        ["Ngày chốt số liệu:", 44742.0],
        ["Tính đến ngày", "", 44742.0],
    ],
)
def test_it_finds_the_cut_off_in_a_title(row: list[Cell]) -> None:
    assert day_of(cut_off_in(row)) == date(2022, 6, 30)


@pytest.mark.parametrize(
    "row",
    [
        ["SINH HOẠT CHI BỘ 2020-2021"],
        ["Trà Vinh, ngày 01/07/2022"],
        ["Tính đến tháng 6/2022"],
        ["Hết tháng 6"],
        [""],
        [],
        ["Tổng số đảng viên tính đến nay", "", 5432.0],
        ["Tổng số hộ tính đến", 44742.0],
        [44742.0, "Tính đến ngày"],
    ],
)
def test_other_titles_name_no_cut_off(row: list[Cell]) -> None:
    assert cut_off_in(row) == ""


@pytest.mark.parametrize(
    "row", [["Thời điểm chốt: 31/02/2022"], ["Tính đến ngày 31 tháng 6 năm 2022 (báo cáo ngày 10/7/2022)"], ["Đến hết tháng 13/2022"]]
)
def test_a_cut_off_that_is_no_day_is_told_from_none(row: list[Cell]) -> None:
    assert cut_off_in(row) == IMPOSSIBLE and day_of(IMPOSSIBLE) is None


@pytest.mark.parametrize(
    "row", [["Số liệu tại ngày 31/12/2021"], ["(31/12/2021)"], [date(2021, 12, 31)], ["DÂN SỐ, HỘ NGHÈO NGÀY 31-12-2021"]]
)
def test_the_day_of_counts_may_stand_alone_or_in_the_name_of_their_list(row: list[Cell]) -> None:
    assert day_of(counts_day_in(row)) == date(2021, 12, 31)


@pytest.mark.parametrize(
    "row",
    [
        ["Trà Vinh, ngày 01/07/2022"],
        ["Kèm theo Báo cáo số 15-BC/BTC ngày 10/9/2022"],
        ["Hộ nghèo 2016-2020"],
        ["Tổng số hộ toàn tỉnh", "", 45678.0],
        [45678.0],
        ["Dân số", 5432.0],
    ],
)
def test_the_day_of_a_document_is_none_of_counts(row: list[Cell]) -> None:
    assert counts_day_in(row) == ""


@pytest.mark.parametrize("typed", ["Chi bộ trực thuộc ĐU cơ sở", "CB trực thuộc ĐU", "Chi bộ TT ĐBCS", "Chi bộ trực thuộc đảng bộ bộ phận"])
def test_short_forms_of_the_committee_above_leave_the_kind_of_a_cell(typed: str) -> None:
    words = Words("unit_kind")
    assert words.spelt(typed) == "Chi bộ trực thuộc"
    assert words.spelt("Chi bộ ấp") == "Chi bộ ấp"
