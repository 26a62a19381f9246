"""What each verdict says: the arithmetic, the right figure, or what is missing."""

from datetime import date

import pytest

from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.register import RegisteredDocument
from tests.figurecheck.sets import read_cases, touches

REGISTER = (
    RegisteredDocument("Chỉ thị", "28-CT/TW", date(2019, 1, 21), "Ban Bí thư"),
    RegisteredDocument("Kế hoạch", "121-KH/TU", date(2019, 4, 8), "Ban Thường vụ Tỉnh ủy"),
    RegisteredDocument("Kết luận", "21-KL/TW", date(2021, 10, 25), "Ban Chấp hành Trung ương", plenum="4 khóa XIII"),
)


def only(text: str, kind: str, **known: object) -> Claim:
    (claim,) = [claim for claim in check_text(text, **known).claims if claim.kind == kind]  # type: ignore[arg-type]
    return claim


def test_a_wrong_sum_shows_the_addition_and_the_gap() -> None:
    claim = only("Từ năm 2019, kết nạp 3.826 đảng viên (2019: 1.540; 2020: 1.100; 2021: 1.135; đầu năm 2022: 157).", "sum")
    assert (claim.verdict, claim.stated, claim.recomputed) == ("inconsistent", "3.826", "3.932")
    assert claim.arithmetic == "1.540 + 1.100 + 1.135 + 157 = 3.932; văn bản ghi 3.826, lệch 106"


@pytest.mark.parametrize(
    ("percent", "verdict", "right"),
    [
        ("26,65%", "consistent", "26,65%"),
        ("26,64%", "rounding", "26,65%"),
        ("26,63%", "inconsistent", "26,65%"),
        ("27%", "consistent", "27%"),
    ],
)
def test_a_share_is_rounded_half_up_cut_or_wrong(percent: str, verdict: str, right: str) -> None:
    claim = only(f"Đã kết nạp 6.913 đảng viên, trong đó dân tộc thiểu số 1.842 đồng chí, chiếm {percent}.", "share")
    assert (claim.verdict, claim.recomputed) == (verdict, right)


@pytest.mark.parametrize(
    ("said", "verdict"), [("trên 4,5%", "consistent"), ("gần 5%", "consistent"), ("gần 4%", "inconsistent"), ("hơn 6%", "inconsistent")]
)
def test_softened_figures_leave_room_on_their_side_only(said: str, verdict: str) -> None:
    claim = only(f"Đảng bộ tỉnh có 46.214 đảng viên, chiếm {said} dân số toàn tỉnh.", "share", population=1_009_168)
    assert claim.verdict == verdict


def test_without_the_population_the_text_says_what_is_missing() -> None:
    claim = only("Đảng bộ tỉnh có 46.214 đảng viên, chiếm 4,57% dân số toàn tỉnh.", "share")
    assert claim.verdict == "not_decidable"
    assert "Thiếu dân số" in claim.arithmetic


def test_groups_that_overlap_are_never_added_up() -> None:
    text = "Kết nạp 100 đảng viên, trong đó nữ 60, đoàn viên 80, dân tộc thiểu số 40."
    assert {claim.verdict for claim in check_text(text).claims} <= {"consistent", "not_decidable"}


def test_the_difference_of_two_rates_is_called_points() -> None:
    claim = only("Tỷ lệ dự sinh hoạt đạt 93,6%, tăng 3,8% so với năm 2020 (89,8%).", "points")
    assert claim.verdict == "consistent"
    assert "nên ghi “điểm %”" in claim.arithmetic


def test_a_document_is_compared_with_the_register() -> None:
    right = only("Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư", "citation", documents=REGISTER)
    wrong_day = only("Chỉ thị số 28-CT/TW, ngày 21/11/2019 của Ban Bí thư", "citation", documents=REGISTER)
    wrong_type = only("Chỉ thị số 121-KH/TU", "citation", documents=REGISTER)
    unknown = only("Kế hoạch số 300-KH/TU, ngày 01/02/2020", "citation", documents=REGISTER)
    assert [claim.verdict for claim in (right, wrong_day, wrong_type, unknown)] == [
        "consistent",
        "inconsistent",
        "inconsistent",
        "not_decidable",
    ]
    assert wrong_day.recomputed == "21/01/2019"


def test_a_plenum_is_asked_for_what_it_issued() -> None:
    wrong = only("Thực hiện Nghị quyết Trung ương 4 (khóa XIII)", "citation", documents=REGISTER)
    right = only("Thực hiện Kết luận Trung ương 4 (khóa XIII)", "citation", documents=REGISTER)
    silent = only("Thực hiện Nghị quyết Trung ương 4 (khóa XII)", "citation", documents=REGISTER)
    assert [claim.verdict for claim in (wrong, right, silent)] == ["inconsistent", "consistent", "not_decidable"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Hội nghị đã tổ chức ngày 20/10/2024.", "inconsistent"),
        ("Phấn đấu hoàn thành trước ngày 20/10/2024.", "consistent"),
        ("Nhiệm kỳ kết thúc ngày 20/10/2024.", "consistent"),
        ("Số liệu tính đến hết ngày 20/10/2024.", "inconsistent"),
        ("Ngày 29/02/2023 là ngày họp.", "inconsistent"),
    ],
)
def test_a_day_must_exist_and_have_come_unless_it_is_planned(text: str, verdict: str) -> None:
    assert only(text, "date", report_date=date(2024, 7, 15)).verdict == verdict


def test_the_dateline_of_the_text_is_the_day_of_the_report() -> None:
    text = "Lâm Bình, ngày 15 tháng 7 năm 2024\n\nHội nghị đã tổ chức ngày {}."
    verdicts = [[claim.verdict for claim in check_text(text.format(day)).claims] for day in ("14/7/2024", "16/7/2024")]
    assert verdicts == [["consistent", "consistent"], ["consistent", "inconsistent"]]


def test_the_written_statements_have_the_very_verdict_that_is_written() -> None:
    for case in read_cases("tuned"):
        for one in case.expected:
            found = [claim.verdict for claim in case.claims() if touches(claim, one.span) and one.kind in ("", claim.kind)]
            assert one.verdict in found, f"{case.name}: {case.text[slice(*one.span)]} is {found}"


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        ("Tặng 120 suất quà, mỗi suất 500.000 đồng, tổng trị giá 65 triệu đồng.", "120 x 500.000 = 60.000.000; văn bản ghi 65 triệu"),
        ("Giải thể 4 chi bộ, thành lập mới 6 chi bộ, nâng tổng số chi bộ từ 242 lên 246 chi bộ.", "242 + 6 - 4 = 244; văn bản ghi 246"),
        ("Tổng kinh phí 900 triệu đồng; huyện hỗ trợ 600 triệu đồng, còn lại 200 triệu đồng.", "900.000.000 - 600.000.000 = 300.000.000"),
        (
            "Cơ cấu kinh tế: nông nghiệp 48%, công nghiệp - xây dựng 22%, dịch vụ 32%.",
            "48% + 22% + 32% = 102%; cơ cấu phải cộng thành 100%",
        ),
        ("Tôi đề nghị làm tốt 3 việc. Thứ nhất, giữ nền nếp. Thứ hai, chọn đúng người.", "Đánh số được 2 mục; văn bản báo 3"),
        ("Kỷ luật 12 đảng viên, giảm 6 đồng chí (12/17).", "17 - 12 = 5; văn bản ghi 6"),
        ("Sản lượng 6.944 tấn trên 1.085 ha, năng suất bình quân 46 tạ/ha.", "69.440 / 1.085 = 64,00 ≈ 64; văn bản ghi 46"),
        ("Hoàn thành 128/132 cuộc kiểm tra. Còn 8 cuộc chuyển sang năm 2025.", "132 - 128 = 4; văn bản ghi 8"),
    ],
)
def test_what_is_multiplied_moved_left_or_announced_is_recomputed(text: str, arithmetic: str) -> None:
    (alarm,) = [claim for claim in check_text(text).claims if claim.verdict == "inconsistent"]
    assert alarm.arithmetic.startswith(arithmetic)


@pytest.mark.parametrize(
    "text",
    [
        "Tặng 120 suất quà, mỗi suất 500.000 đồng, tổng trị giá 60 triệu đồng.",
        "Giải thể 4 chi bộ, thành lập mới 6 chi bộ, nâng tổng số chi bộ từ 244 lên 246 chi bộ.",
        "Cơ cấu kinh tế của tỉnh: nông nghiệp 30%, công nghiệp - xây dựng 32%, dịch vụ 33%.",
        "Tôi đề nghị làm tốt 3 việc. Thứ nhất, giữ nền nếp. Thứ hai, chọn đúng người. Cuối cùng, kiểm tra đều.",
        "17 xã đạt 19 tiêu chí, 3 xã đạt 17 tiêu chí; bình quân 18,7 tiêu chí/xã.",
        "Năm 1954 có 64 đảng viên, năm 1948 có 31 đảng viên, tăng hơn 9 lần so với ngày thành lập.",
    ],
)
def test_the_same_words_with_figures_that_may_be_right_raise_nothing(text: str) -> None:
    assert [claim for claim in check_text(text).claims if claim.verdict == "inconsistent"] == []


def test_a_document_of_another_body_marks_the_symbol_and_the_body() -> None:
    text = "Văn phòng Tỉnh ủy ban hành Thông báo số 214-TB/UBKTTU, ngày 12/11/2024."
    marked = [text[slice(*mark)] for mark in only(text, "citation").figures]
    assert marked[0] == "214-TB/UBKTTU"
    assert marked[1].startswith("Văn phòng Tỉnh ủy")


def test_a_date_told_twice_marks_both_places() -> None:
    text = "Ngày 15/4/2024, Huyện ủy mở hội nghị sơ kết. Sau hội nghị sơ kết ngày 25/4/2024, các xã triển khai."
    assert [text[slice(*mark)] for mark in only(text, "repeat").figures] == ["25/4/2024", "15/4/2024"]
