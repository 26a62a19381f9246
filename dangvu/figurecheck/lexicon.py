"""The nouns that are counted in party reports and the families of kinds that exclude each other (folded spelling)."""

from __future__ import annotations

import re

# A count can only be part of a count of the same group.
GROUPS: dict[str, str] = {
    "person": """đảng viên|đồng chí|đ/c|đc|đv|người|quần chúng|cán bộ|công chức|viên chức|cấp ủy viên|ủy viên|đảng ủy viên|chi ủy viên|bí thư|
        phó bí thư|đại biểu|học viên|đoàn viên|hội viên|thành viên|cá nhân|lao động|người lao động|công nhân|giáo viên|học sinh|sinh viên|thanh niên|
        trưởng thôn|thôn trưởng|trưởng ấp|đối tượng|báo cáo viên|tuyên truyền viên|cựu chiến binh|phụ nữ|chiến sĩ|nhân khẩu|nông dân|trí thức|
        trưởng ban|phó chủ tịch|chủ tịch|nữ|nam|cbcc|cbccvc|cộng tác viên|hộ viên|quần chúng ưu tú|cảm tình đảng|chức sắc|già làng|người có uy tín|chủ doanh nghiệp|chi ủy|doanh nhân|người dân|bí thư chi bộ|hộ viên""",
    "case": "trường hợp",
    "organisation": """tổ chức cơ sở đảng|tổ chức cơ sở đảng trực thuộc|tccsđ|tccs đảng|tổ chức đảng|tcđ|tổ chức|đảng bộ|chi bộ|chi, đảng bộ|đảng bộ, chi bộ|
        chi đảng bộ|chi|đảng ủy|cấp ủy|cơ sở đảng|tổ đảng|tập thể|đơn vị|cơ quan|đầu mối|phòng|ban|sở|trạm|trường|trung tâm|hội|chi hội|chi đoàn|đảng đoàn|
        ban cán sự đảng|huyện ủy|thành ủy|thị ủy""",
    "hamlet": "ấp|khóm|thôn|bản|buôn|làng|khu phố|tổ dân phố|xóm|khu dân cư|phum|sóc|khu|tdp|thôn, bản|thôn, ấp|ấp, khóm|ấp, khu phố|thôn, tổ dân phố",
    "place": "xã|phường|thị trấn|huyện|thị xã|thành phố|quận|tỉnh|địa phương|địa bàn|xã, phường|xã, phường, thị trấn|xã, thị trấn",
    "household": "hộ|hộ gia đình|hộ nghèo|hộ cận nghèo|hộ dân",
    "household group": "nhóm hộ|tổ liên gia",
    "document": """văn bản|nghị quyết|chỉ thị|kết luận|quyết định|quy định|quy chế|hướng dẫn|thông báo|kế hoạch|chương trình|đề án|báo cáo|tờ trình|công văn|bài viết|
        tin|bài|tin, bài|tài liệu|ấn phẩm|biểu mẫu|hồ sơ|phiếu|đơn|đơn thư|đơn tố cáo|thư|ý kiến|kiến nghị|câu hỏi|lời khuyên""",
    "event": "cuộc|lớp|hội nghị|buổi|đợt|chuyến|kỳ|hội thảo|tọa đàm|đại hội|phiên|lần|ca|trận|hội thi|cuộc họp|cuộc kiểm tra|cuộc giám sát",
    "turn": "lượt|lượt người|lượt đảng viên|lượt tổ chức|lượt hộ",
    "team": "tổ|tổ công tác|đoàn|đội|nhóm|câu lạc bộ|mô hình|điểm|điểm cầu|đoàn công tác|đoàn kiểm tra",
    "topic": """nhiệm vụ|giải pháp|nội dung|tiêu chí|chỉ tiêu|mục tiêu|nhóm nhiệm vụ|nhóm giải pháp|công trình|dự án|vụ|vụ việc|vụ án|chuyên đề|biểu hiện|
        nguyên nhân|bài học|bài học kinh nghiệm|kinh nghiệm|hạn chế|điều|phần việc|việc|đề xuất|khâu|đột phá|khâu đột phá|yêu cầu|vấn đề|nhóm vấn đề|bước""",
    "company": "doanh nghiệp|công ty|hợp tác xã|htx|cơ sở kinh doanh",
    "object": "căn nhà|căn|nhà|suất quà|phần quà|huy hiệu|huy hiệu đảng|bằng khen|giấy khen|thẻ đảng viên|thẻ đảng|cờ thi đua|sổ|máy tính|con|cây|xe",
    "money": "đồng|triệu đồng|tỷ đồng|usd|đô la",
    "measure": "km|ha|m2|m|tấn|kg|mét|lít|gb|mb|héc-ta|tạ",
    "time": "năm|tháng|ngày|tuần|quý|giờ|phút|giây|nhiệm kỳ|thập kỷ|thế kỷ|tuổi|ngày làm việc|tháng tuổi",
    "times": "lần so với",
    "score": "điểm số",
}  # fmt: skip

_BY_NOUN = {" ".join(noun.split()): group for group, nouns in GROUPS.items() for noun in nouns.split("|")}
_ALTERNATIVES = "|".join(re.escape(noun) for noun in sorted(_BY_NOUN, key=len, reverse=True))
UNIT = re.compile(rf"\s*(?:(?:lượt )?(?P<noun>{_ALTERNATIVES}))(?!\w)")
NOUN = re.compile(rf"(?<!\w)(?:{_ALTERNATIVES})(?!\w)")
DURATIONS = frozenset({"time", "measure"})


def group_of(noun: str) -> str:
    """The group of a counted noun, or nothing for a word that is not in the list."""
    return _BY_NOUN.get(noun, "")


# Kinds that exclude each other. The second figure tells how many kinds named together make a list complete: 0 = never by themselves.
FAMILIES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("kỷ luật", 3, (r"khiển trách", r"cảnh cáo", r"cách chức", r"khai trừ", r"giải tán")),
    (
        "xếp loại",
        3,
        (
            r"(?<!không )hoàn thành xuất sắc|^\W*xuất sắc|vững mạnh tiêu biểu",
            r"(?<!không )hoàn thành tốt|trong sạch,? vững mạnh(?! tiêu biểu)|^\W*(?:loại |mức )?tốt\b",
            r"(?<!không )hoàn thành nhiệm vụ|^\W*(?:loại |mức )?(?:khá|trung bình|hoàn thành(?! xuất| tốt))\b",
            r"không hoàn thành|yếu kém|^\W*(?:loại |mức )?yếu\b",
        ),
    ),
    ("giới", 2, (r"\bnam\b(?! bộ| định| tông)", r"\bnữ\b|phụ nữ")),
    ("tư cách đảng viên", 2, (r"chính thức", r"dự bị")),
    ("loại tổ chức", 2, (r"đảng bộ(?! bộ phận| huyện| xã| tỉnh)", r"chi bộ(?! trực thuộc đảng)", r"đảng bộ bộ phận")),
    ("bầu cử", 2, (r"tái cử|tái nhiệm|tái bầu", r"lần đầu|mới tham gia|trúng cử mới|cấp ủy viên mới")),
    ("thành thị, nông thôn", 2, (r"thành thị|đô thị", r"nông thôn")),
    ("ra khỏi Đảng", 0, (r"xóa tên", r"xin ra|cho ra|cho rút|tự nguyện ra|ra khỏi đảng", r"khai trừ", r"từ trần|qua đời")),
    ("cấp", 0, (r"cấp tỉnh|tỉnh ủy|cấp thành phố", r"cấp huyện|huyện ủy", r"cấp xã|cấp cơ sở|đảng ủy cơ sở|đảng ủy xã", r"\bchi bộ\b")),
    ("kết quả kiểm tra", 2, (r"thực hiện tốt|không vi phạm|chưa có vi phạm|không có vi phạm", r"có vi phạm|có khuyết điểm|có thiếu sót")),
    (
        "trình độ chuyên môn",
        0,
        (
            r"tiến sĩ|tiến sỹ",
            r"thạc sĩ|thạc sỹ",
            r"(?<!trên )(?<!sau )đại học(?! trở lên)",
            r"cao đẳng(?! trở lên)",
            r"^(?!.*(?:lý luận|chính trị|llct)).*trung cấp(?! trở lên)",
        ),
    ),
    ("trình độ lý luận", 0, (r"cao cấp|cử nhân", r"trung cấp(?! trở lên)", r"sơ cấp(?! trở lên)")),
    ("chuyển", 2, (r"chuyển đến", r"chuyển đi")),
)
_FAMILIES = tuple((name, enough, tuple(re.compile(kind) for kind in kinds)) for name, enough, kinds in FAMILIES)

# Families that are listed without a cue, with the words by which the count they divide is known.
TOPICS = {"kỷ luật": re.compile(r"kỷ luật"), "xếp loại": re.compile(r"đánh giá|xếp loại|phân loại|kiểm điểm"), "tuổi đảng": re.compile(r"huy hiệu|tuổi đảng")}

# Two kinds that, side by side after a count of these words, are all of it.
HALVES = {
    "giới": re.compile(r"đảng viên|đồng chí|cán bộ|đại biểu"),
    "tư cách đảng viên": re.compile(r"đảng viên"),
    "loại tổ chức": re.compile(r"tổ chức cơ sở đảng|tccsđ|chi, đảng bộ|tổ chức đảng trực thuộc"),
}

BADGE = re.compile(r"(?:huy hiệu(?: đảng)?\W*)?(\d{2}) năm(?: tuổi đảng)?")
PERIOD = re.compile(r"(?:đầu |cuối |(?:6|9|sáu|chín) tháng (?:đầu |cuối )?)?(?:năm \d{4}|quý (?:iv|i{1,3}|[1-4])(?:/\d{4})?|tháng \d{1,2}(?:/\d{4})?)")
REST = re.compile(r"(?:số )?còn lại|(?:các )?(?:loại |đối tượng |trường hợp )?khác\b|chưa phân loại|không xếp loại")

# Marks of a person or a body that may hold together with any other mark: such counts are never added up.
OVERLAPPING = re.compile(
    r"\bnữ\b|dân tộc|khmer|tôn giáo|có đạo|đoàn viên|\btrẻ\b|tuổi|học sinh|sinh viên|trình độ|đại học|cao đẳng|thạc sĩ|tiến sĩ|lý luận|cấp ủy viên|"
    r"dự bị|nghỉ hưu|miễn|công giáo|phật giáo|hộ nghèo|doanh nghiệp|trí thức|công nhân|nông dân|người hoa|cựu chiến binh|vùng giáo|biên giới"
)


def families(label: str) -> frozenset[tuple[str, int]]:
    """Every (family, kind) the label of a count belongs to."""
    found = {(name, place) for name, _, kinds in _FAMILIES for place, kind in enumerate(kinds) if kind.search(label)}
    if badge := BADGE.search(label):
        found.add(("tuổi đảng", int(badge[1])))
    return frozenset(found)


def complete(family: str, kinds: int) -> bool:
    """Whether that many kinds of the family, named together, leave no room for others."""
    if family == "tuổi đảng":
        return kinds >= 2
    return any(name == family and 0 < enough <= kinds for name, enough, _ in FAMILIES)
