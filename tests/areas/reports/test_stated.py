"""Which figures of a report name something the register counts, and of whom and when; what is left open stays open."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from dangvu.figurecheck.reading.source import read
from dangvu.reports.figures import CATALOGUE
from dangvu.reports.moments import When, moments
from dangvu.reports.naming import Names, named_units, names_of
from dangvu.reports.stated import Stated, find_stated
from dangvu.reports.wording import Meaning, Wording

HELD = [
    (1, "SX", "Đảng bộ tỉnh Sông Xanh"),
    (2, "SX.01", "Đảng bộ huyện Cầu Gỗ"),
    (3, "SX.02", "Đảng bộ huyện Bến Mận"),
    (4, "SX.01.A", "Đảng bộ xã An Bình"),
    (5, "SX.02.A", "Đảng bộ xã An Bình"),
    (6, "SX.01.A.1", "Chi bộ ấp Một"),
]
ABOVE = {2: 1, 3: 1, 4: 2, 5: 3, 6: 4}
WORDING = Wording(CATALOGUE.indicators.values(), ["Kinh", "Khmer", "Hoa"])


def found(text: str, *, of: int | None = None) -> list[Stated]:
    return find_stated(text, names_of(HELD, ABOVE, of=of), WORDING, report_date=date(2022, 7, 15))


def told(text: str, *, of: int | None = None) -> list[tuple[str, str, str, set[int], object, bool]]:
    """Figure, code, word, units, the days asked for, and whether nothing is in doubt."""
    rows = []
    for one in found(text, of=of):
        when: When | None = one.period if one.meaning.code in {"admissions", "exits", "attendance_rate"} else one.day
        days = None if when is None else when.on if when.since is None else (when.since, when.on)
        sure = when is not None and when.sure and not one.doubts
        rows.append((one.written, one.meaning.code, one.meaning.word, set(one.units), days, sure))
    return rows


JUNE, LAST = date(2022, 6, 30), date(2021, 12, 31)
YEAR, HALF = (date(2021, 1, 1), LAST), (date(2022, 1, 1), JUNE)


@pytest.mark.parametrize(
    ("text", "since", "on"),
    [
        ("đến 30/6/2022", None, JUNE),
        ("tính đến hết ngày 30/06/2022", None, JUNE),
        ("ngày 30 tháng 6 năm 2022", None, JUNE),
        ("đến hết tháng 6/2022", None, JUNE),
        ("cuối quý II năm 2022", None, JUNE),
        ("đến cuối năm 2021", None, LAST),
        ("năm 2021", *YEAR),
        ("6 tháng đầu năm 2022", *HALF),
        ("sáu tháng đầu năm 2022", *HALF),
        ("6 tháng cuối năm 2021", date(2021, 7, 1), LAST),
        ("9 tháng đầu năm 2021", date(2021, 1, 1), date(2021, 9, 30)),
        ("quý II/2022", date(2022, 4, 1), JUNE),
        ("tháng 6/2022", date(2022, 6, 1), JUNE),
        ("từ ngày 01/01/2022 đến ngày 30/06/2022", *HALF),
        ("từ đầu năm 2022 đến 30/6/2022", *HALF),
        ("từ năm 2021 đến 6/2022", date(2021, 1, 1), JUNE),
        ("giai đoạn 2020 - 2021", date(2020, 1, 1), LAST),
    ],
)
def test_days_and_periods_are_read_as_written(text: str, since: date | None, on: date) -> None:
    folded = read(text).folded
    assert [(one.since, one.on, one.end) for one in moments(folded, 0, len(folded))] == [(since, on, len(text))]


def test_a_day_that_no_calendar_knows_is_no_day() -> None:
    assert list(moments("đến 31/02/2022", 0, 14)) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Đảng bộ huyện Cầu Gỗ có", [{2}]),
        ("huyện Cầu Gỗ", [{2}]),
        ("đơn vị SX.01.A", [{4}]),
        ("Đảng bộ xã An Bình", [{4, 5}]),
        ("Đảng bộ xã An Bình, huyện Bến Mận", [{5}]),
        ("Đảng bộ xã An Bình thuộc Đảng bộ huyện Cầu Gỗ", [{4}]),
        ("toàn tỉnh có", [{1}]),
        ("toàn Đảng bộ tỉnh", [{1}]),
        ("Đảng bộ huyện Lạ Hoắc có", [set()]),
        ("có 13 đảng bộ huyện", []),
    ],
)
def test_units_are_found_by_name_code_and_the_one_above(text: str, units: list[set[int]]) -> None:
    names: Names = names_of(HELD, ABOVE)
    assert [set(one.units) for one in named_units(read(text), 0, len(text), names)] == units


def test_the_unit_of_the_report_is_what_its_own_words_mean() -> None:
    text = "Đến 30/6/2022, toàn Đảng bộ có 120 đảng viên."
    assert told(text, of=2) == [("120", "members", "", {2}, JUNE, True)]
    assert told(text)[0][3] == set()


def test_of_several_units_of_one_name_a_report_means_its_own_or_the_one_below_it() -> None:
    text = "Đến 30/6/2022, Đảng bộ xã An Bình có 120 đảng viên."
    assert [told(text, of=of)[0][3] for of in (None, 1, 2, 3, 4, 5)] == [{4, 5}, {4, 5}, {4}, {5}, {4}, {5}]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Đến 30/6/2022, toàn tỉnh có 46.214 đảng viên, trong đó 18.500 đảng viên nữ, chiếm 40,03%; 8.006 đảng viên là người Khmer.",
            [("46.214", "members", ""), ("18.500", "members", "Nữ"), ("8.006", "members", "Khmer")],
        ),
        ("Tổng số đảng viên của toàn tỉnh, tính đến 30/6/2022, là 46.214 đồng chí.", [("46.214", "members", "")]),
        (
            "Đến 30/6/2022, toàn tỉnh có 5.000 hộ nghèo, tỷ lệ hộ nghèo 2,31%.",
            [("5.000", "poor_households", ""), ("2,31%", "poor_rate", "")],
        ),
        ("Toàn tỉnh có 12 chi bộ cơ sở vào ngày 30/6/2022.", [("12", "basic_cells", "")]),
    ],
)
def test_figures_of_a_day_are_recognised(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert told(text) == [(*row, {1}, JUNE, True) for row in rows]


def test_figures_of_a_period_and_their_parts_are_recognised() -> None:
    text = "Năm 2021, Đảng bộ huyện Cầu Gỗ kết nạp 135 đảng viên, trong đó 60 nữ, chiếm 44,44%; 45 người Khmer; xóa tên 10 đảng viên."
    expected = [("135", "admissions", ""), ("60", "admissions", "Nữ"), ("45", "admissions", "Khmer"), ("10", "exits", "struck_off")]
    assert told(text) == [(*row, {2}, YEAR, True) for row in expected]


def test_years_in_a_bracket_divide_the_figure_before_it() -> None:
    text = "Từ năm 2020 đến 6/2022, toàn tỉnh kết nạp được 392 đảng viên (năm 2020: 154; năm 2021: 110)."
    assert [(row[0], row[1], row[4]) for row in told(text)] == [
        ("392", "admissions", (date(2020, 1, 1), JUNE)),
        ("154", "admissions", (date(2020, 1, 1), date(2020, 12, 31))),
        ("110", "admissions", YEAR),
    ]


def test_what_is_compared_with_belongs_to_its_own_day() -> None:
    text = "6 tháng đầu năm 2022, toàn tỉnh kết nạp 135 đảng viên, giảm 12 đảng viên (8,16%) so với cùng kỳ năm 2021 (147 đảng viên)."
    earlier = (date(2021, 1, 1), date(2021, 6, 30))
    assert told(text) == [("135", "admissions", "", {1}, HALF, True), ("147", "admissions", "", {1}, earlier, True)]
    text = "Đến 30/6/2022, toàn tỉnh có 5.120 đảng viên, tăng 20 đảng viên (0,39%) so với ngày 31/12/2021 (5.100 đảng viên)."
    assert [(row[0], row[1], row[4]) for row in told(text)] == [("5.120", "members", JUNE), ("5.100", "members", LAST)]


def test_what_has_not_changed_is_compared_too() -> None:
    text = "Đến 30/6/2022, toàn tỉnh có 5.100 đảng viên, không thay đổi so với ngày 31/12/2021 (5.100 đảng viên), trong đó 9 nữ."
    assert [(row[0], row[1], row[2], row[4]) for row in told(text)] == [
        ("5.100", "members", "", JUNE), ("5.100", "members", "", LAST), ("9", "members", "Nữ", JUNE),
    ]  # fmt: skip


def test_a_rate_is_recognised_by_its_whole_name() -> None:
    text = "Tỷ lệ đảng viên dự sinh hoạt chi bộ 6 tháng đầu năm 2022 của toàn tỉnh đạt 93,6% (tăng 3,8% so với năm 2020)."
    assert told(text) == [("93,6%", "attendance_rate", "", {1}, HALF, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Đến 30/6/2022, toàn tỉnh có 79 đảng viên tiến bộ.",
        "Đến 30/6/2022, toàn tỉnh có 79 đảng viên vi phạm, trong đó 20 nữ. Đảng viên nữ 12 đồng chí.",
        "Đến 30/6/2022, toàn tỉnh mở 79 lớp cho đảng viên.",
        "Năm 2021, toàn tỉnh bồi dưỡng 79 quần chúng.",
        "Đến 30/6/2022, toàn tỉnh có 13 đảng bộ và 79 đảng viên trẻ.",
    ],
)
def test_words_left_over_name_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu năm 2021, toàn tỉnh kết nạp 150 đảng viên.",
        "Toàn tỉnh hiện có 5.120 đảng viên.",
        "Năm 2021, toàn tỉnh có 5.120 đảng viên.",
        "Đến 30/6/2022, toàn tỉnh kết nạp 135 đảng viên.",
        "Đến 30/6/2022, toàn tỉnh có 46 chi bộ.",
        "Qua rà soát, đến 30/6/2022, toàn tỉnh có 5.120 đảng viên.",
        "Toàn tỉnh có 5.120 đảng viên.",
    ],
)
def test_what_the_words_leave_open_is_in_doubt(text: str) -> None:
    assert [row[5] for row in told(text)] == [False]


def test_the_unit_and_day_of_a_sentence_hold_for_the_next_of_its_paragraph_only() -> None:
    text = "Đến 30/6/2022, toàn tỉnh có 5.120 đảng viên. Trong đó có 2.000 đảng viên nữ.\n\nCó 300 đảng viên dự bị."
    assert [(row[0], row[3], row[4]) for row in told(text)] == [("5.120", {1}, JUNE), ("2.000", {1}, JUNE), ("300", set(), None)]


def test_a_paragraph_that_divides_the_one_before_speaks_of_the_same() -> None:
    text = "Năm 2021, toàn tỉnh kết nạp 135 đảng viên.\nTrong đó có 60 đảng viên nữ, chiếm 44,44% (60/135); 45 đảng viên dự bị."
    assert [(row[0], row[1], row[2]) for row in told(text)][1:] == [("60", "admissions", "Nữ"), ("45", "admissions", "Dự bị")]


def test_another_units_name_is_never_passed_over() -> None:
    text = "Đến 30/6/2022, toàn tỉnh có 5.120 đảng viên. Đảng bộ huyện Lạ Hoắc có tổng số là 300 đảng viên (200 đảng viên nữ)."
    assert {1} not in [row[3] for row in told(text)[1:]]


def test_the_day_that_the_report_declares_holds_where_no_sentence_names_one() -> None:
    text = "(Số liệu tính đến ngày 30/6/2022)\nToàn tỉnh có 5.120 đảng viên."
    assert told(text) == [("5.120", "members", "", {1}, JUNE, True)]


def test_spans_count_the_characters_of_the_given_text() -> None:
    text = "Đến 30/6/2022, toàn tỉnh có 5.120 đảng viên."
    (one,) = found(text)
    assert text[slice(*one.span)] == "5.120"
    assert text[slice(*one.quote)] == "toàn tỉnh có 5.120 đảng viên"


def test_every_word_for_a_figure_leads_to_that_figure() -> None:
    for indicator in CATALOGUE.indicators.values():
        for phrase in indicator.said:
            words = phrase.removeprefix("?").replace("(", "").replace(")", "")
            assert Meaning(indicator.code, sure=not phrase.startswith("?")) in WORDING.meanings(words), phrase


PIECES = [
    "đến 30/6/2022", "năm 2021", "6 tháng đầu năm 2022", "quý I/2022", "từ năm 2019 đến 4/2022", "cùng kỳ", "so với",
    "(", ")", "[1]", ",", ";", ":", ".", "\n", "\t", "trong đó", "46.214", "8.006", "17,29%", "đảng viên", "nữ",
    "kết nạp", "toàn tỉnh", "Đảng bộ huyện Cầu Gỗ", "xã An Bình", "huyện Lạ", "đồng chí", "hiện có", "tháng 13/2022",
    "00/00/0000", "31/12/9999", "01/01/0001", "từ 01/01/0001 đến 02/01/0001", "giai đoạn 2021-2019", "tăng",
    "không thay đổi", "chiếm", "là", "e\u0302\u0301", "İ", "\U0001f600", "- ", "gần", "29/02/2020", "cùng kỳ năm 2021",
]  # fmt: skip


def test_no_text_stops_the_reading() -> None:
    draw, seen = Random(3), 0
    for _round in range(1500):
        text = " ".join(draw.choices(PIECES, k=draw.randrange(1, 40)))
        for one in found(text, of=draw.choice([None, 1, 2])):
            seen += 1
            assert 0 <= one.span[0] < one.span[1] <= len(text)
            assert one.quote[0] <= one.span[0] or one.quote[1] >= one.span[1]
    assert seen


UNITS = (
    "Bảng 1. Đến 30/6/2022\nĐơn vị\tĐảng viên (đồng chí)\tNữ\tTiến bộ\tDự bị\n{0}\t1.200\t400\t5\t7\n"
    "Đảng bộ huyện Bến Mận\t900\t300\t5\t7\nCộng\t2.100\t700\t10\t14"
)


def test_a_table_of_units_names_the_figure_in_its_columns() -> None:
    rows = told(UNITS.format("Đảng bộ huyện Cầu Gỗ"))
    assert rows == [
        ("1.200", "members", "", {2}, JUNE, True),
        ("400", "members", "Nữ", {2}, JUNE, True),
        ("900", "members", "", {3}, JUNE, True),
        ("300", "members", "Nữ", {3}, JUNE, True),
    ]
    assert {frozenset(row[3]) for row in told(UNITS.format("Đảng bộ huyện Lạ Hoắc"))} == {frozenset({3})}


def test_a_table_of_figures_names_its_periods_in_its_columns() -> None:
    text = "Toàn tỉnh\nChỉ tiêu\tNăm 2020\tNăm 2021\n1. Kết nạp\t154\t110\nTrong đó: Nữ\t60\t50\nĐiều khác\t5\t6\nNữ\t1\t2"
    earlier = (date(2020, 1, 1), date(2020, 12, 31))
    assert told(text) == [
        ("154", "admissions", "", {1}, earlier, True),
        ("110", "admissions", "", {1}, YEAR, True),
        ("60", "admissions", "Nữ", {1}, earlier, True),
        ("50", "admissions", "Nữ", {1}, YEAR, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Toàn tỉnh, 30/6/2022\nĐơn vị\tKế hoạch kết nạp\nĐảng bộ huyện Cầu Gỗ\t12",
        "Toàn tỉnh, 30/6/2022\nChỉ tiêu\tBiểu hiện lạ\nĐảng viên\t12",
        "Toàn tỉnh, 30/6/2022\nĐơn vị\tĐảng viên tiến bộ\nĐảng bộ huyện Cầu Gỗ\t12",
        "Ngày 30/6/2022\nĐảng viên\tHộ nghèo\nĐảng viên\t12",
    ],
)
def test_a_cell_whose_words_are_not_all_known_means_nothing(text: str) -> None:
    assert told(text) == []


def test_a_table_without_unit_or_day_leaves_them_open() -> None:
    text = "Chỉ tiêu\tSố lượng\nĐảng viên\t120"
    assert told(text) == [("120", "members", "", set(), None, False)]
    assert told(text, of=2) == [("120", "members", "", {2}, None, False)]


def test_a_ratio_counts_where_its_part_or_its_rate_is_named() -> None:
    text = (
        "Đến 30/6/2022, toàn tỉnh có 120 đảng viên, trong đó 40/120 đảng viên nữ. "
        "Tỷ lệ đảng viên dự sinh hoạt tháng 6/2022 của toàn tỉnh đạt 91,87% (4.217/4.590). Toàn tỉnh có 12/15 chi bộ cơ sở đạt loại tốt."
    )
    assert [(one.written, one.other, one.meaning.code, one.meaning.word) for one in found(text)] == [
        ("120", None, "members", ""),
        ("40/120", 120, "members", "Nữ"),
        ("91,87%", None, "attendance_rate", ""),
        ("4.217/4.590", 4590, "attendance_rate", ""),
    ]


def test_the_line_above_a_table_goes_before_the_one_above_that() -> None:
    text = "Đến 30/6/2022, toàn tỉnh có 46.214 đảng viên.\nĐến 31/12/2021\nĐơn vị\tĐảng viên\nĐảng bộ huyện Cầu Gỗ\t900"
    assert [(row[0], row[4]) for row in told(text)] == [("46.214", JUNE), ("900", LAST)]
    both = text.replace("Đến 31/12/2021", "Từ 31/12/2021 và 30/6/2022")
    assert [row[0] for row in told(both)] == ["46.214"]
