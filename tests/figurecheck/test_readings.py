"""Ways of saying that one sentence each shows: what comes out, and what a changed figure is called."""

from __future__ import annotations

import pytest

from dangvu.figurecheck.check import check_text

SAID = [
    ("Có 742 tổ chức cơ sở đảng (năm 2023: 758, giảm 16).", "giảm 16", "giảm 26"),
    ("Tỷ lệ dự họp đạt 91,87%, giảm 0,46 điểm phần trăm so với tháng 7 (92,33%).", "0,46", "0,64"),
    ("Tỷ lệ chi bộ tốt (đạt 71,2%, kế hoạch 75%, thấp hơn 3,8 điểm %).", "3,8", "8,3"),
    ("Kiểm tra 29 tổ chức đảng và 87 đảng viên, tăng 4 tổ chức và 11 đảng viên so với năm 2021 (25 tổ chức, 76 đảng viên).", "11", "21"),
    ("Số chưa xếp loại là 5 tổ chức (737 + 5 = 742).", "742", "752"),
    (
        "Ba năm kết nạp lần lượt là 64, 71 và 83 đảng viên; tỷ lệ nữ tương ứng là 75%, 77,46% và 80,72% (48, 55 và 67 đồng chí).",
        "77,46%",
        "74,76%",
    ),
    ("Quy hoạch 96 đồng chí (bằng 1,85 lần số cấp ủy viên đương nhiệm là 52).", "1,85", "1,58"),
    ("Luân chuyển 43 cán bộ. So với nhiệm kỳ trước (35 cán bộ) tăng 8 cán bộ, tương đương 22,86%.", "22,86%", "28,26%"),
    ("Đánh giá 486/489 đồng chí (3 đồng chí chưa đánh giá do đang chữa bệnh).", "(3 đồng chí", "(5 đồng chí"),
    ("Trong số 189 đảng viên, người Mông có 132 đồng chí, chiếm hơn hai phần ba.", "132", "112"),
    ("Trong số 189 đảng viên, dưới 35 tuổi có 98 đồng chí, chiếm hơn một nửa.", "98", "88"),
    (
        "Có 14 người học lớp nhận thức về Đảng, kết nạp được 12 người, đạt 85,7%, hai người còn lại hoàn thiện hồ sơ.",
        "hai người",
        "bốn người",
    ),
    ("Đã giải quyết xong 136/149 đơn, chuyển kỳ sau 13 đơn.", "sau 13", "sau 31"),
    ("Dành 48 tỷ đồng, gồm ngân sách ba mươi tỷ, doanh nghiệp mười hai tỷ, đảng viên sáu tỷ đồng.", "mười hai tỷ", "hai mươi tỷ"),
    ("Kết nạp 1.120 đảng viên, bằng tám mươi phần trăm kế hoạch (1.400 đảng viên).", "tám mươi", "chín mươi"),
    ("Dựng 960 căn nhà, gấp đôi mục tiêu ban đầu là 480 căn.", "480", "840"),
    ("Tuổi bình quân là 27,8 tuổi, trẻ hơn 1,4 tuổi so với nhiệm kỳ trước (29,2 tuổi).", "1,4", "2,4"),
    (
        "Đã kỷ luật 19 đảng viên: khiển trách 11, cảnh cáo 5, cách chức 1, khai trừ 2. Trong 19 trường hợp nêu trên có 6 cấp ủy viên.",
        "Trong 19",
        "Trong 17",
    ),
    ("Kinh phí 1,86 tỷ đồng, trong đó ngân sách 1,24 tỷ đồng, chiếm 2/3; nguồn xã hội hóa 620 triệu đồng.", "620", "260"),
    ("Nhận 118 đơn, đủ điều kiện xử lý 92 đơn, không đủ điều kiện xử lý 26 đơn.", "118", "128"),
    ("HUYỆN ỦY BÌNH KHÊ\nSố 215-BC/HU\nBÁO CÁO\nKết nạp 91/180 đảng viên.", "215-BC/HU", "215-BC/BTCTU"),
    ("Kết nạp 36 hội viên, nâng tổng số hội viên lên 1.142 hội viên (năm 2022 có 1.106 hội viên).", "36", "46"),
    ("Quyết định 21 trường hợp, cụ thể:\n+ Điều động: 06.\n+ Bổ nhiệm lại: 04.\n+ Chuẩn y cấp ủy viên: 11.", "04", "14"),
]


def verdicts(text: str) -> set[str]:
    return {claim.verdict for claim in check_text(text).claims}


@pytest.mark.parametrize(("text", "right", "wrong"), SAID)
def test_what_is_said_comes_out_and_a_changed_figure_does_not(text: str, right: str, wrong: str) -> None:
    assert text.count(right) == 1
    assert "consistent" in verdicts(text)
    assert "inconsistent" not in verdicts(text)
    assert "inconsistent" in verdicts(text.replace(right, wrong))


@pytest.mark.parametrize(
    "text",
    [
        "Kết nạp 103 đồng chí (cùng kỳ 89 đồng chí), tăng 14 đồng chí, bằng 115,73% cùng kỳ.",
        "Số phòng từ 132 còn 104 (giảm 28 phòng, đạt 21,21%).",
        "Có 742 tổ chức cơ sở đảng, trong đó 361 đảng bộ cơ sở và 381 chi bộ cơ sở; 4.118 chi bộ trực thuộc đảng ủy cơ sở.",
        "Có 88/110 xã đạt chuẩn, trong số đó 33 xã nâng cao và 8 xã kiểu mẫu; 22 xã còn lại đạt 15 tiêu chí.",
        "Toàn ngành có 412 cán bộ, cấp huyện 89 ủy viên. Trình độ: thạc sĩ 74 đồng chí, đại học 331 đồng chí, khác 7 đồng chí.",
        "Cả 2 chỉ tiêu chưa đạt là: tỷ lệ chi bộ trong doanh nghiệp (đạt 71,2%); tỷ lệ bí thư là trưởng thôn (đạt 82,4%).",
        "Số hộ được phụ trách là 7.623 hộ, bình quân mỗi đảng viên 5,5 hộ, bằng 91,4% tổng số hộ toàn huyện (8.340 hộ).",
        "Tổ chức 2 đợt cho 118 lượt đảng viên (đợt 1: 60, đợt 2: 58).",
        "Kết nạp 2.270 đảng viên, đạt 2,98% so với tổng số đảng viên cuối năm 2017, nâng tổng số đảng viên là 78.047 đồng chí.",
        "Toàn huyện có 236 chi bộ nông thôn, 41 chi bộ cơ quan. Năm 2024 có 52 chi bộ không kết nạp được, chiếm 18,8%.",
        "Quân sự tỉnh kết nạp 5 đảng viên, đạt 50%; Biên phòng tỉnh kết nạp 4 đảng viên, đạt 50%.",
        "Đã qua một nửa nhiệm kỳ với 12 chi bộ; một phần ba thế kỷ xây dựng; hai phần ba số thôn chưa báo cáo.",
    ],
)
def test_a_sentence_with_several_readings_is_not_called_wrong_by_one_of_them(text: str) -> None:
    assert "inconsistent" not in verdicts(text)


def test_a_total_row_over_two_columns_is_aligned() -> None:
    table = "STT\tChi bộ\tTổng số\tChính thức\n1\tThôn Đông\t32\t31\n2\tThôn Đoài\t27\t25\nCộng\t59\t56"
    assert verdicts(table) == {"consistent"}
    assert "inconsistent" in verdicts(table.replace("59", "95"))
