"""Invented names: of people by ethnic group and sex, of communes, hamlets, offices and schools."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from dangvu.demo.shares import Choice

FAMILIES = {
    "Kinh": Choice({
        "Nguyễn": 32, "Trần": 12, "Lê": 10, "Phạm": 7, "Huỳnh": 7, "Võ": 5, "Phan": 5, "Trương": 3, "Bùi": 2, "Đặng": 3, "Đỗ": 2,
        "Ngô": 2, "Hồ": 3, "Dương": 2, "Đoàn": 1, "Cao": 1, "Lưu": 1, "Mai": 1, "Tô": 1, "Châu": 1,
    }),
    "Khmer": Choice({"Thạch": 34, "Sơn": 14, "Kim": 18, "Kiên": 9, "Lâm": 8, "Trầm": 4, "Danh": 3, "Tăng": 2, "Dư": 2, "Châu": 2}),
    "Hoa": Choice({"Lý": 8, "Quách": 5, "Trịnh": 4, "Lâm": 6, "Vương": 4, "Tăng": 5, "Mã": 3, "Hứa": 3, "Tô": 3, "Ông": 2, "Khưu": 3}),
}  # fmt: skip
MIDDLES = {
    False: ("Văn", "Văn", "Văn", "Hữu", "Minh", "Quốc", "Thanh", "Hoàng", "Công", "Đức", "Ngọc", "Trung", "Chí", "Tấn", "Phước", ""),
    True: ("Thị", "Thị", "Thị", "Thị", "Ngọc", "Thanh", "Kim", "Mỹ", "Thu", "Bích", "Hồng", "Thùy", "Cẩm", "Diễm", ""),
}
GIVEN = {
    False: (
        "An", "Bảo", "Bình", "Cường", "Chiến", "Dũng", "Duy", "Đạt", "Đông", "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Khải",
        "Khánh", "Kiệt", "Lâm", "Linh", "Lộc", "Long", "Lực", "Mẫn", "Minh", "Nam", "Nghĩa", "Nhân", "Nhựt", "Phong", "Phúc", "Quân",
        "Quang", "Sang", "Sơn", "Tài", "Tân", "Thành", "Thắng", "Thiện", "Thuận", "Tín", "Toàn", "Triều", "Trí", "Tuấn", "Út", "Vinh",
        "Vũ", "Xuân",
    ),
    True: (
        "Ánh", "Châu", "Chi", "Diệu", "Dung", "Duyên", "Đào", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hồng", "Huệ", "Hương", "Khánh",
        "Lan", "Lệ", "Liên", "Loan", "Mai", "My", "Nga", "Ngân", "Ngọc", "Nguyệt", "Nhi", "Như", "Nhung", "Oanh", "Phượng", "Quyên",
        "Sương", "Tâm", "Thảo", "Thơ", "Thu", "Thúy", "Tiên", "Trang", "Trinh", "Tuyền", "Tuyết", "Uyên", "Vân", "Xuân", "Yến",
    ),
}  # fmt: skip
KHMER_GIVEN = {
    False: (
        "Sa Rây", "Sa Rết", "Sô Phal", "Sa Mít", "Chanh Đa", "Sóc Kha", "Rít Thi", "Vanh Na", "Sô Thia", "Rạch Tha", "Phi Rum", "Sua Khia",
        "Na Rinh", "Ra Đi", "Sê Ha", "Hoàng Đa", "Minh Tha", "Sóc Khol", "Sa Ươl", "Rươne", "Thanh", "Bình", "Hùng", "Dũng", "Minh",
    ),
    True: (
        "Sô Phi", "Chanh Thi", "Sa Rane", "Ry Na", "Rát Tha", "Sóc Khane", "Đa Ra", "Sê Thi", "Pha Ly", "Sa Ly", "Ma Lay", "Sô Phia",
        "Na Ry", "Ra Ty", "Thi Đa", "Chanh Na", "Hồng", "Loan", "Lan", "Thu",
    ),
}  # fmt: skip

FIRST = ("An", "Bình", "Định", "Đông", "Hiệp", "Hòa", "Hưng", "Khánh", "Lạc", "Long", "Lương", "Mỹ", "Nhơn", "Phú", "Phước", "Tân", "Thạnh",
         "Thuận", "Trường", "Vĩnh")  # fmt: skip
SECOND = ("Bình", "Điền", "Hải", "Hòa", "Hội", "Hưng", "Lộc", "Lợi", "Nghĩa", "Phong", "Phú", "Quới", "Sơn", "Tân", "Thành", "Thắng", "Thọ",
          "Trị", "Trường", "Xuân")  # fmt: skip
HAMLETS = ("Chợ", "Giồng Lớn", "Giồng Tranh", "Giồng Dừa", "Cây Da", "Cây Xoài", "Bến Cát", "Bến Đình", "Rạch Cỏ", "Rạch Giữa", "Xóm Rẫy",
           "Xóm Lò", "Ô Sen", "Ô Tre", "Ba Cụm", "Ba Gò", "Sóc Dầu", "Sóc Me", "Tắc Nhỏ", "Cồn Bần")  # fmt: skip
OFFICES = {
    "Cơ quan hành chính": ("Văn phòng cấp ủy", "Ban Tổ chức", "Ban Dân vận", "Văn phòng HĐND và UBND", "Phòng Nội vụ", "Phòng Tài chính",
                           "Phòng Tư pháp", "Phòng Dân tộc", "Thanh tra", "Viện kiểm sát", "Tòa án", "Thuế", "Kho bạc"),
    "Đơn vị sự nghiệp": ("Trung tâm Y tế", "Trung tâm Chính trị", "Trung tâm Văn hóa", "Trạm Thủy nông", "Ban Quản lý dự án",
                         "Đài Truyền thanh", "Trung tâm Dịch vụ việc làm", "Bảo hiểm xã hội"),
    "Doanh nghiệp": ("Công ty Cấp nước", "Điện lực", "Bưu điện", "Ngân hàng Chính sách", "Công ty Xây dựng", "Xí nghiệp Dừa", "Hợp tác xã"),
    "Trường học": ("Trường Trung học phổ thông", "Trường Dân tộc nội trú", "Trường Trung cấp nghề", "Trường Bồi dưỡng"),
}  # fmt: skip


def person(people: str, dice: Random, *, female: bool) -> str:
    """A full name as the group usually forms it."""
    family = FAMILIES[people].draw(dice)
    if people == "Khmer":
        return " ".join(filter(None, (family, "Thị" if female else "", dice.choice(KHMER_GIVEN[female]))))
    return " ".join(filter(None, (family, dice.choice(MIDDLES[female]), dice.choice(GIVEN[female]))))


def communes(dice: Random) -> Iterator[str]:
    """Names of communes, no two alike; numbered when the words run out."""
    words = [f"{first} {second}" for first in FIRST for second in SECOND if first != second]
    dice.shuffle(words)
    yield from words
    for number in range(2, 100):
        yield from (f"{word} {number}" for word in words)


def hamlets(dice: Random) -> Iterator[str]:
    """Names of the hamlets of a commune, no two alike."""
    words = list(HAMLETS)
    dice.shuffle(words)
    yield from words
    yield from map(str, range(1, 1000))
