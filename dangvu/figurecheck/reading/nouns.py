"""The nouns that party reports count, in groups: only counts of one group can be parts of each other (folded spelling)."""

from __future__ import annotations

import re

EVERYBODY = frozenset({"person", "organisation", "household", "hamlet", "place"})
"""Groups of which a part is never more than the whole."""

GROUPS = """
person: cb | cán bộ, công chức | cán bộ, công chức, viên chức | cán bộ, hội viên | cán bộ, đảng viên | đvtn | hv | nlđ |
    đoàn viên, hội viên | báo cáo viên |
    bí thư | bí thư chi bộ | cbcc | cbccvc | chi ủy | chi ủy viên | chiến sĩ | chủ doanh nghiệp | chủ tịch
    | chức sắc | cá nhân | cán bộ | công chức | công nhân | cảm tình đảng | cấp ủy viên | cộng tác viên | cựu chiến binh | doanh
    nhân | già làng | giáo viên | học sinh | học viên | hộ viên | hội viên | lao động | nam | người | người có uy tín | người dân
    | người lao động | nhân khẩu | nông dân | nữ | phó bí thư | phó chủ tịch | phụ nữ | quần chúng | quần chúng ưu tú | sinh viên
    | thanh niên | thành viên | thôn trưởng | trí thức | trưởng ban | trưởng thôn | trưởng ấp | tuyên truyền viên | viên chức |
    đ/c | đc | đoàn viên | đv | đại biểu | đảng viên | đảng ủy viên | đối tượng | đồng chí | ủy viên |
    nhà giáo | nhà báo | nhà khoa học | tổ trưởng | tổ phó | tổ viên | điều dưỡng | bác sĩ | dược sĩ | y sĩ | hộ sinh | nữ hộ sinh |
    kỹ thuật viên | nhân viên | giảng viên | đội viên | kỹ sư | công dân | giám thị | thí sinh | vận động viên | chuyên viên |
    chức danh | cử tri | huyện ủy viên | thị ủy viên | thành ủy viên | tỉnh ủy viên | em | học trò | ứng cử viên
case: trường hợp | gương | tấm gương | gương điển hình | điển hình
organisation: cơ sở đoàn | đoàn cơ sở | chi đoàn cơ sở | cơ sở hội |
    ban | ban cán sự đảng | chi | chi bộ | chi hội | chi đoàn | chi đảng bộ | chi, đảng bộ | cơ quan | cơ sở đảng
    | cấp ủy | ủy ban | ủy ban kiểm tra | ban chấp hành | ban thường vụ | huyện ủy | hội | phòng | sở | tccs đảng | tccsđ |
    tcđ | thành ủy | thị ủy | trung tâm | trường | trạm | tập thể | tổ chức | tổ chức cơ sở đảng | tổ chức cơ sở đảng trực
    thuộc | tổ chức đảng | tổ đảng | đơn vị | đảng bộ | đảng bộ, chi bộ | đảng đoàn | đảng ủy | đầu mối
hamlet: buôn | bản | khu | khu dân cư | khu phố | khóm | làng | phum | sóc | tdp | thôn | thôn, bản | thôn, tổ dân phố | thôn,
    ấp | tổ dân phố | xóm | ấp | ấp, khu phố | ấp, khóm
place: đặc khu | huyện | phường | quận | thành phố | thị trấn | thị xã | tỉnh | xã | xã, phường | xã, phường, thị trấn | xã, thị trấn |
    địa bàn | địa phương
household: hộ | hộ cận nghèo | hộ dân | hộ gia đình | hộ nghèo
household group: nhóm hộ | tổ liên gia
document: biểu mẫu | bài | bài viết | báo cáo | chương trình | chỉ thị | câu hỏi | công văn | hướng dẫn | hồ sơ | kiến nghị |
    kế hoạch | kết luận | lời khuyên | nghị quyết | phiếu | quy chế | quy định | quyết định | thông báo | thư | tin | tin, bài |
    tài liệu | tờ trình | tham luận | văn bản | ý kiến | đơn | đơn thư | đơn tố cáo | đề án | ấn phẩm
event: buổi | ca | chuyến | cuộc | cuộc giám sát | cuộc họp | cuộc kiểm tra | hội nghị | hội thi | hội thảo | kỳ | lần | lớp |
    phiên | trận | tọa đàm | đại hội | đợt
turn: lượt | lượt hộ | lượt người | lượt tổ chức | lượt đảng viên
team: câu lạc bộ | cụm | cụm, khối | khối | mô hình | nhóm | tổ | tổ công tác | điểm | điểm cầu | đoàn | đoàn công tác | đoàn kiểm tra | đội
topic: biểu hiện | bài học | bài học kinh nghiệm | bước | chuyên đề | chỉ tiêu | công trình | dự án | giải pháp | hạn chế |
    khâu | khâu đột phá | kinh nghiệm | mục tiêu | nguyên nhân | nhiệm vụ | nhóm giải pháp | nhóm nhiệm vụ | nhóm vấn đề | nội
    dung | phần việc | tiêu chí | việc | vấn đề | vụ | vụ việc | vụ án | yêu cầu | điều | đề xuất | đột phá
company: dn | công ty | cơ sở kinh doanh | doanh nghiệp | htx | hợp tác xã
object: giải | giải thưởng | huy chương | sản phẩm | sáng kiến | đề tài | tiết mục | gian hàng | tuyến đường | tuyến | cầu |
    ngày công | ngày lao động | công lao động | trụ sở | phòng học | nhà văn hóa | quyển | cuốn | cuốn sách |
    bằng khen | con | cây | căn | căn nhà | cờ thi đua | giấy khen | huy hiệu | huy hiệu đảng | máy tính | nhà | phần quà
    | suất | suất học bổng | suất quà | sổ | thẻ đảng | thẻ đảng viên | xe
plain: tập thể, cá nhân | bộ | nhà nước | nhà trường | nhà máy
money: triệu đồng | tỷ đồng | usd | đô la | đồng
measure: gb | ha | héc-ta | kg | km | lít | m | m2 | mb | m3 | km2 | mét | tạ | tấn
time: giây | giờ | ngày | ngày làm việc | nhiệm kỳ | năm | phút | quý | tháng | tháng tuổi | thập kỷ | thế kỷ | tuần | tuổi
"""
DURATIONS = frozenset({"time"})
DIMENSIONS = {
    unit: kind
    for kind, units in {
        "area": "m2 ha héc-ta km2",
        "length": "m mét km",
        "weight": "kg tạ tấn",
        "volume": "m3 lít",
        "data": "mb gb",
    }.items()
    for unit in units.split()
}
FULL = {
    "cb": "cán bộ", "đ/c": "đồng chí", "đc": "đồng chí", "dn": "doanh nghiệp", "đv": "đảng viên", "đvtn": "đoàn viên", "hv": "hội viên",
    "nlđ": "người lao động", "tccs đảng": "tổ chức cơ sở đảng", "tccsđ": "tổ chức cơ sở đảng", "tcđ": "tổ chức đảng",
    "htx": "hợp tác xã", "tdp": "tổ dân phố",
}  # fmt: skip
"""Nouns as articles shorten them."""


WHERE = re.compile(r"\b(?:trong|cùng|cuối|đầu|toàn|cả|của|tại|ở|thuộc|trên địa bàn|từ|về|lên|xuống|giữa|giữa các|đến|do|bởi)\s$")


RATED = re.compile(r"hoàn thành (?:tốt |xuất sắc )?$")


def _by_noun() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in re.sub(r"\n\s+", " ", GROUPS).strip().splitlines():
        group, _, nouns = line.partition(": ")
        found |= dict.fromkeys(nouns.split(" | "), "" if group == "plain" else group)
    return found


_BY_NOUN = _by_noun()
_LONGEST_FIRST = "|".join(re.escape(noun) for noun in sorted(_BY_NOUN, key=len, reverse=True))
UNIT = re.compile(rf"\s*(?:lượt )?(?P<noun>{_LONGEST_FIRST})(?!\w)(?<!đồng(?= bào))")
COUNTED = re.compile(rf"(?<!\w)(?:tổng )?số (?:lượng )?(?P<noun>{_LONGEST_FIRST})(?!\w)")
NOUN = re.compile(rf"(?<!\w)(?:{_LONGEST_FIRST})(?!\w)")


def group_before(folded: str, start: int, end: int) -> str:
    """The group of the noun that the words before a number name: of "tổng số đảng viên toàn tỉnh là" it is that of "đảng viên"."""
    if counted := list(COUNTED.finditer(folded, start, end)):
        return group_of(counted[-1]["noun"])
    found = [match for match in NOUN.finditer(folded, start, end) if not WHERE.search(folded, start, match.start())]
    found = [match for match in found if not re.match(r" \d", folded[match.end() : match.end() + 2]) or match.end() + 1 >= end]
    found = [match for match in found if match[0] != "nhiệm vụ" or not RATED.search(folded, max(0, match.start() - 24), match.start())]
    groups = [group for match in found if (group := group_of(match[0])) != "time"]
    return groups[-1] if groups else ""


def group_of(noun: str) -> str:
    """The group of a counted noun, or nothing for a word that is not in the list."""
    return _BY_NOUN.get(noun, "")
