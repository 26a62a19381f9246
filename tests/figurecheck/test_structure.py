"""What needs no phrase: the places of the figures alone, each wrong statement beside the right one."""

import pytest

from dangvu.figurecheck.check import check_text

PAIRS = [
    ("Có 47/52 tổ chức cơ sở đảng gửi báo cáo; còn {} đơn vị gửi chậm.", "5", "7"),
    ("Hội đồng bầu 27 đại biểu; trừ 02 đại biểu đã chuyển công tác, hiện còn {} đại biểu.", "25", "23"),
    ("Số lượng chi ủy là 5 đồng chí; danh sách bầu có 6 đồng chí, số dư {} đồng chí.", "1", "2"),
    ("Huy động trên 2.000 lượt cán bộ, đảng viên ({} lượt) tham gia.", "2.148", "1.248"),
    ("Nhân dân hiến 12.500 m2 đất ({} ha) làm đường.", "1,25", "12,5"),
    ("Mỗi năm kết nạp từ 110 đến 125 đảng viên (năm 2021: 112; năm 2022: {}).", "124", "142"),
    ("Xã có 12 chi bộ với {} đảng viên, mỗi chi bộ có từ 9 đến 14 đảng viên.", "138", "238"),
    ("Kho đầu tháng có 182 tấn; nhập thêm 64 tấn, xuất cấp 97 tấn, cuối tháng còn {} tấn.", "149", "194"),
    ("Hội trường có 420 ghế, chia làm 14 hàng, mỗi hàng {} ghế.", "30", "35"),
    ("Trung bình mỗi tháng tiếp nhận {} hồ sơ; cả quý tiếp nhận 645 hồ sơ.", "215", "251"),
    ("Đã thẩm tra 18 hồ sơ, đủ điều kiện 15 hồ sơ, trả lại {} hồ sơ.", "3", "5"),
    ("Quý I kết nạp 5, quý II kết nạp 7, quý III kết nạp 4, 9 tháng kết nạp {} đảng viên.", "16", "18"),
    ("Biên chế giảm {} người so với năm 2021, hiện còn 196 người (năm 2021 là 208 người).", "12", "22"),
    ("Từ 18 đến 35 tuổi chiếm 31,2%; từ 36 đến 55 tuổi chiếm {}%; trên 55 tuổi chiếm 20,3%.", "48,5", "54,8"),
    ("Sản lượng 5.280 tấn, tăng 10% so cùng kỳ (4.800 tấn) và bằng {}% kế hoạch năm (8.000 tấn).", "66", "60"),
    ("Mở 5 lớp cho {} quần chúng; các lớp lần lượt có 92, 78, 85, 81 và 82 học viên.", "418", "481"),
    ('Các chi bộ đăng ký {} mô hình: "Chi bộ bốn tốt", "Chi bộ điện tử", "Dân hỏi".', "3", "4"),
    ("Huyện có {} tiểu ban: Văn kiện, Nhân sự, Tuyên truyền.", "3", "4"),
    ("Xã | Số hộ | Hộ nghèo\nĐông | 120 | 12\nTây | 90 | 8\nNam | 110 | 9\nCả ba xã có {} hộ nghèo.", "29", "39"),
    (
        "Năm | Số được xếp loại | Xuất sắc | Tốt | Hoàn thành\n2022 | 36 | 6 | 28 | 2\n2023 | 39 | 7 | {} | 1\n2024 | 42 | 8 | 33 | 1",
        "31",
        "30",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_the_places_of_the_figures_decide(text: str, right: str, wrong: str) -> None:
    assert check_text(text.format(wrong)).verdict == "inconsistent"
    assert check_text(text.format(right)).verdict != "inconsistent"


@pytest.mark.parametrize(
    "text",
    [
        "Xã có 18 hội viên nghèo, 12 hội viên vay vốn, 10 hội viên thoát nghèo, còn 8 hội viên chưa thoát nghèo.",
        "Có 3/5 chi bộ vượt chỉ tiêu; còn 2 chi bộ đạt 80% kế hoạch.",
        "Có 15/20 xã đạt chuẩn, 7 xã chưa có nhà văn hóa.",
        "Trong 250 phiếu phát ra, thu về 245 phiếu; 221 phiếu hài lòng, chiếm 90,2% số phiếu thu về.",
        "57 đồng chí theo dõi, giúp đỡ 48 chi bộ, mỗi đồng chí phụ trách 1 - 2 chi bộ.",
        "Chi bộ 1 có 22 đảng viên, chi bộ 2 có 18 đảng viên; cả hai chi bộ có 12 đảng viên dự bị.",
        "Hội có 1.236 hội viên. Với 1.263 lượt hội viên tham gia, phong trào lan tỏa.",
        "Ban Chấp hành có 15 đồng chí, trong đó tái cử 10, mới 5; danh sách bầu 17 đồng chí, số dư 2.",
        "Năm 2021, Đảng bộ có 3.412 đảng viên. Với 3.421 đảng viên năm 2022, Đảng bộ tăng 9 đồng chí.",
    ],
)
def test_places_that_look_alike_but_say_something_else_raise_nothing(text: str) -> None:
    assert check_text(text).verdict != "inconsistent"
