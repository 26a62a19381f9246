"""What the sentence itself names: its base, its bounds, its units, its words; each wrong statement beside the right one."""

import pytest

from dangvu.figurecheck.check import check_text

PAIRS = [
    ("Dự đại hội có {} (ba mươi sáu) đại biểu.", "36", "63"),
    ("Hỗ trợ một triệu hai trăm năm mươi nghìn ({}) đồng.", "1.250.000", "1.520.000"),
    ("Lớp bồi dưỡng có 36 học viên, trong đó {}% là nữ.", "16,67", "15,30"),
    ("Chi bộ có 16 đảng viên. Cuối năm, {}% đảng viên của chi bộ hoàn thành xuất sắc nhiệm vụ.", "18,75", "21,75"),
    ("Kết thúc đợt học tập, {}% đảng viên toàn Đảng bộ đã tham gia học tập.", "98,6", "108,6"),
    ("Hợp tác xã thu mua 42 tấn nông sản: 275 tạ rau và {} tạ củ.", "145", "154"),
    ("Tổng kinh phí là 4,2 tỷ đồng, trong đó ngân sách 2.650 triệu đồng, nhân dân góp {} triệu đồng.", "1.550", "1.505"),
    ("Hệ thống phục vụ 2,35 triệu lượt, gồm 1.480.000 lượt từ điện thoại và {} lượt từ máy tính.", "870.000", "780.000"),
    ("Mỗi suất quà trị giá 500.000 đồng; công đoàn đã trao 240 suất với tổng trị giá {} triệu đồng.", "120", "12"),
    ("Chi bộ chia thành 8 tổ đảng, mỗi tổ có từ 5 đến 7 đảng viên, tổng cộng {} đảng viên.", "47", "74"),
    ("Mỗi xã được phân bổ từ 120 đến 150 triệu đồng; 10 xã được phân bổ tổng cộng {} tỷ đồng.", "1,36", "1,63"),
    ("Các tân binh có tuổi đời từ {} đến 25 tuổi.", "18", "28"),
    ("Trường đã mở 46 lớp bồi dưỡng so với 40 lớp theo kế hoạch năm, đạt {}% kế hoạch.", "115", "86,96"),
    ("Toàn xã có 2.840 hộ thì 2.556 hộ có điện thoại thông minh, đạt {}%.", "90", "94"),
    ("Đã nhận 336 hồ sơ trực tuyến, chiếm 42% và 464 hồ sơ trực tiếp, chiếm {}% tổng số hồ sơ.", "58", "56"),
    ("So với năm 2022 (1.545 lượt), số lượt tiếp công dân giảm 309 lượt, tỷ lệ giảm {}%.", "20", "25"),
    ("Năm 2021 bán 12 tấn, năm 2022 bán 26 tấn, năm 2023 bán 45 tấn, gấp {} lần năm 2021.", "3,75", "2,75"),
    ("Toàn huyện có {} xã[1] hoàn thành.\n\n[1] Các xã: An Bình, Tân Hòa, Phú Thịnh, Long Sơn.", "4", "5"),
    (
        "Đến ngày 31/12/2023, Đảng bộ thị xã có 62 tổ chức với 3.742 đảng viên.\nCông tác quản lý đi vào nền nếp. "
        "Đến ngày 31/12/2023, toàn Đảng bộ thị xã có {} đảng viên.",
        "3.742",
        "3.472",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_what_a_sentence_names_is_what_its_figures_are_held_to(text: str, right: str, wrong: str) -> None:
    assert check_text(text.format(wrong)).verdict == "inconsistent"
    assert check_text(text.format(right)).verdict != "inconsistent"


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm (1) kết nạp đảng viên, (2) kiểm tra; vốn đầu tư (3) tăng.",
        "Thu ngân sách đạt 108,6% dự toán; số đảng viên mới bằng 112% chỉ tiêu.",
        "Diện tích 3,6 ha, trong đó 12.000 m2 là đất rừng, 4.000 m2 là ao.",
        "Toàn huyện có 46 lớp so với 40 lớp theo kế hoạch, đạt 98,5% số học viên được triệu tập.",
        "Có 2.840 hộ thì 2.556 hộ dùng nước sạch, đạt 95% kế hoạch năm.",
        "So với năm 2022 (1.545 lượt), số lượt tiếp giảm 309 lượt, trong đó cấp xã giảm 25%.",
        "Huyện có 36 học viên dự lớp, trong đó 15,3% thời lượng là thực hành.",
        "Tổng diện tích 2,5 ha, gồm 12.000 m2 trồng rau, 13.000 m2 trồng hoa và 500 m2 nhà kho.",
        "Mỗi hộ được hỗ trợ 2 triệu đồng; có 45 hộ nhận đủ và tổng số tiền giải ngân toàn huyện là 9 tỷ đồng.",
        "Có 5 xã đạt chuẩn theo Quyết định số 12/QĐ-UBND của tỉnh.",
        "Đợt 1 đã trao 215 suất quà cho hộ nghèo trên địa bàn.\nĐợt 2 đã trao 251 suất quà cho hộ nghèo trên địa bàn.",
        "Trong tháng, huyện tiếp nhận 1.245 hồ sơ trực tuyến.\nTrong tháng, huyện giải quyết 1.254 hồ sơ trực tuyến.",
        "Số chi bộ giảm từ 28 đến 25 chi bộ.",
        "Đảng bộ xã An Phú có 132 đảng viên, 8 chi bộ. Đảng bộ xã An Hòa có 123 đảng viên, 9 chi bộ.",
        "Năm 2022 kết nạp 132 đảng viên mới.\nNăm 2023 kết nạp 123 đảng viên mới.",
        "Huyện hiện có 312 hộ nghèo được hỗ trợ vay vốn sản xuất.\nXã An Hòa có 321 hộ nghèo được hỗ trợ vay vốn sản xuất.",
        "Có 2.094 đảng viên, trong đó đảng viên nữ 1.027 đồng chí; đảng viên là người dân tộc thiểu số 567 đồng chí.",
        "Chi bộ có 84 tổ với 3.192 đảng viên, bình quân mỗi tổ 38 đảng viên.\n\n"
        "Có 5 đồng chí là người dân tộc thiểu số, chiếm 11,36% so với tổng số cấp ủy viên.",
    ],
)
def test_words_that_look_alike_but_name_something_else_raise_nothing(text: str) -> None:
    assert check_text(text).verdict != "inconsistent"
