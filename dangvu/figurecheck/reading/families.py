"""Kinds that exclude each other, such as the four forms of discipline, and marks that do not, such as "nữ" (folded spelling)."""

from __future__ import annotations

import re
from functools import lru_cache

PEOPLES = (
    *("kinh", "hoa", "khmer", "tày", "thái", "mường", "nùng", "h?'?mông", "dao", "gia rai|jrai|j'rai", "ê đê"),
    *("ba na|bahnar", "xơ đăng|xê đăng", "chăm", "sán chay|cao lan", "sán dìu", "cơ ho|k'ho", "m'nông", "raglai|ra glai"),
    *("xtiêng|s'tiêng", "bru|vân kiều", "tà ôi", "giáy", "cơ tu", "giẻ triêng", "hà nhì", "lô lô", "hrê", "khơ mú", "thổ"),
)

GRADED = r"\d (?:chi bộ|đảng bộ|đơn vị|tổ chức|đề tài|đảng viên|đồng chí|cán bộ|em|hội|chi hội|chi đoàn) (?:(?:xếp |được xếp |đạt )?loại )?"
WITHIN = r"(?:tỉnh|nước|huyện|xã|ngành|ban (?:thường vụ|chấp hành)|biên chế|trường|đảng|độ tuổi|khu vực nhà nước|danh sách)\b"
ONE_OF = r"\W*(?:có |gồm )?(?:\d+ )?(?:đồng chí |người )?(?:là |làm |giữ chức )?"
FIRST = r"(?:chủ tịch|trưởng (?:ban|đoàn|nhóm)|(?:tổ|đội|nhóm) trưởng|bí thư|giám đốc|hiệu trưởng|chủ nhiệm|viện trưởng)"
# Kinds that exclude each other. The second figure tells how many kinds named together make a list complete: 0 = never by themselves.
FAMILIES: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("kỷ luật", 3, (r"khiển trách", r"cảnh cáo", r"cách chức", r"khai trừ", r"giải tán")),
    (
        "xếp loại",
        3,
        (
            rf"(?<!không )hoàn thành xuất sắc|\bhtxs|^\W*xuất sắc|vững mạnh tiêu biểu|{GRADED}xuất sắc\W*$",
            r"(?<!không )hoàn thành tốt|\bhttnv|trong sạch,? vững mạnh(?! tiêu biểu)|^\W*(?:loại |mức )?tốt\b|"
            rf"{GRADED}tốt\W*$",
            rf"^\W*(?:loại |mức )?khá\b|{GRADED}khá\W*$",
            r"(?<!không )hoàn thành nhiệm vụ|\bhtnv|^\W*(?:loại |mức )?(?:trung bình|hoàn thành(?! xuất| tốt))\b|"
            rf"{GRADED}(?:trung bình|đạt)\W*$",
            rf"không hoàn thành|\bkhtnv|yếu kém|^\W*(?:loại |mức )?yếu\b|{GRADED}yếu\W*$",
        ),
    ),
    ("giới", 2, (r"\bnam\b(?! bộ| định| tông)", r"\bnữ\b|phụ nữ")),
    ("tư cách đảng viên", 2, (r"chính thức", r"dự bị")),
    ("loại tổ chức", 2, (r"đảng bộ(?! bộ phận| huyện| xã| tỉnh)", r"chi bộ(?! trực thuộc đảng)", r"đảng bộ bộ phận")),
    ("bầu cử", 2, (r"tái cử|tái nhiệm|tái bầu", r"lần đầu|mới tham gia|trúng cử mới|cấp ủy viên mới|^\W*(?:bầu )?mới \d")),
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
    ("học vấn", 0, (r"trung học phổ thông|\bthpt\b", r"trung học cơ sở|\bthcs\b", r"tiểu học")),
    ("trình độ lý luận", 4, (r"cao cấp|cử nhân", r"trung cấp(?! trở lên)", r"sơ cấp(?! trở lên)", r"chưa (?:qua )?(?:đào tạo|bồi dưỡng)")),
    ("độ tuổi", 3, (r"dưới \d+(?: tuổi)?\b", r"từ \d+ (?:tuổi )?(?:đến|tới|-) ", r"(?:trên|từ) \d+ tuổi(?: trở lên|(?! (?:đến|tới|-)))")),
    ("dân tộc", 0, ()),  # the peoples: see PEOPLE
    ("tôn giáo", 0, (r"công giáo|thiên chúa", r"phật giáo|đạo phật", r"tin lành", r"cao đài", r"hòa hảo", r"hồi giáo")),
    ("biểu quyết", 2, (r"(?<!không )(?:đồng ý|tán thành|nhất trí)", r"không (?:đồng ý|tán thành|nhất trí)")),
    ("chỉ tiêu", 3, (r"chỉ tiêu.*vượt|vượt.*chỉ tiêu", r"chỉ tiêu (?:cơ bản )?đạt\b", r"chỉ tiêu (?:chưa|không) đạt")),
    ("đại biểu", 2, (r"đại biểu.*(?:được bầu|bầu$)|\bbầu cử\b", r"đại biểu đương nhiên", r"đại biểu.*chỉ định")),
    ("đơn thư", 3, (r"tố cáo", r"khiếu nại", r"kiến nghị|phản ánh")),
    ("loại chi bộ", 2, (r"chi bộ cơ sở", r"chi bộ (?:thuộc|trực thuộc)")),
    ("lý do", 2, (r"(?<!không )có lý do", r"không (?:có )?lý do")),
    ("tham dự", 2, (r"có mặt|(?<!triệu tập )(?:tham )?dự họp|(?:tham )?dự:", r"vắng")),
    ("đối tượng khen thưởng", 2, (r"tập thể", r"cá nhân")),
    ("tiền thu", 2, (r"nộp (?:về |lên )?(?:cấp )?trên|trích nộp", r"(?:để|giữ) lại")),
    ("phiếu", 2, (r"(?<!không )hợp lệ", r"không hợp lệ")),
    ("ý kiến", 2, (r"(?<!không )tiếp thu", r"giải trình|không tiếp thu")),
    (
        "giải quyết",
        0,
        (
            r"(?:giải quyết|xử lý) xong|đã (?:giải quyết|xử lý)|hòa giải thành|(?<!không )thành công",
            r"không thành\b",
            r"đang (?:xem xét|giải quyết|xử lý|hòa giải|xác minh|thẩm tra)",
            r"chưa (?:giải quyết|xử lý|hòa giải)",
        ),
    ),
    ("nghỉ", 0, (r"nghỉ hưu", r"thôi việc")),
    ("chế độ làm việc", 2, (r"(?<!bán )(?<!không )chuyên trách", r"kiêm nhiệm|kiêm chức|(?:không|bán) chuyên trách")),
    (
        "chức danh",
        0,
        (
            rf"^{ONE_OF}{FIRST}",
            rf"^{ONE_OF}phó (?:{FIRST}|ban|đoàn)|^{ONE_OF}(?:tổ|đội) phó",
            rf"^{ONE_OF}(?:ủy viên|thành viên|tổ viên|đội viên)\b(?! (?:ban )?thường (?:vụ|trực))",
        ),
    ),
    ("hình thức lao động", 0, (r"hợp đồng", r"biên chế")),
    ("thời hạn", 3, (r"trước hạn", r"đúng hạn", r"(?:quá|trễ|chậm) hạn")),
    ("cách nộp", 2, (r"trực tuyến", r"trực tiếp(?! (?:chỉ đạo|lãnh đạo|phụ trách))")),
    ("phạm vi", 2, (rf"\btrong {WITHIN}", rf"\bngoài {WITHIN}")),
    ("chuyển", 2, (r"chuyển đến", r"chuyển đi")),
    ("công nhận", 0, (r"(?<!chưa )(?<!không )được công nhận", r"(?:chưa|không) (?:được công nhận|đạt)\b")),
    ("xử lý pháp luật", 3, (r"phạt tù(?!.*án treo)|tù giam", r"án treo", r"cải tạo không giam giữ", r"phạt tiền", r"đình chỉ điều tra")),
)
PEOPLE = re.compile(r"(?:người|dân tộc|đồng bào)(?: dân tộc)? (?!kinh (?:tế|doanh))(" + "|".join(PEOPLES) + r")\b")
NUMBER = re.compile(r"\d+")
_FAMILIES = tuple((name, enough, tuple(re.compile(kind) for kind in kinds)) for name, enough, kinds in FAMILIES)

# Families that are listed without a cue, with the words by which the count they divide is known.
TOPICS = {
    "kỷ luật": re.compile(r"kỷ luật"),
    "xếp loại": re.compile(r"đánh giá|xếp loại|phân loại|kiểm điểm|nghiệm thu|bình xét"),
    "tuổi đảng": re.compile(r"huy hiệu|tuổi đảng"),
    "giải quyết": re.compile(r"thụ lý|tiếp nhận|\bnhận\b|\bđơn\b"),
}

# Two kinds that, side by side after a count of these words, are all of it.
HALVES = {
    "giới": re.compile(
        r"đảng viên|đồng chí|cán bộ|đại biểu|học viên|học sinh|người|thành viên|hội viên|đoàn viên|quần chúng|giáo viên|"
        r"ủy viên|thanh niên|trẻ"
    ),
    "tư cách đảng viên": re.compile(r"đảng viên"),
    "tham dự": re.compile(r"tổng số|triệu tập|hiện có|\bcó\b"),
    "đối tượng khen thưởng": re.compile(r"gương|điển hình|tuyên dương|khen thưởng|biểu dương"),
    "phiếu": re.compile(r"phiếu"),
    "phạm vi": re.compile(r"\w"),
    "tiền thu": re.compile(r"đảng phí|tổng thu|\bthu\b"),
    "ý kiến": re.compile(r"ý kiến|kiến nghị"),
    "kết quả kiểm tra": re.compile(r"kiểm tra|giám sát"),
    "loại tổ chức": re.compile(r"tổ chức cơ sở đảng|tccsđ|chi, đảng bộ|tổ chức đảng trực thuộc"),
}

# Kinds that may divide a count of the sentence before: "Kiểm tra 41 tổ chức. Kết luận: 33 có vi phạm, 8 không vi phạm."
OVER_SENTENCES = frozenset({"tham dự", "kết quả kiểm tra"})

BADGE = re.compile(r"(?:huy hiệu(?: đảng)?\W*)?(?<!trên )(?<!dưới )(?<!từ )(?<!đến )(\d{2}) năm(?: tuổi đảng)?")
BADGES = re.compile(r"từ (\d{2}) (?:năm )?(?:đến|tới) (?:dưới )?(\d{2}) năm(?: tuổi đảng)?")
AGES = re.compile(r"(?:từ (?:trên |đủ )?)?\b\d{2} (?:tuổi )?(?:đến|tới|-) (?:dưới )?\d{2} tuổi")
PERIOD = re.compile(
    r"(?:đầu |cuối |(?:6|9|sáu|chín) tháng (?:đầu |cuối )?)?(?:năm \d{4}|quý (?:iv|i{1,3}|[1-4])(?:/\d{4})?|tháng \d{1,2}(?:/\d{4})?)"
)
QUARTER = re.compile(r"(?:trong |riêng )?quý (?:iv|i{1,3}|[1-4])\b")
QUARTERS = 4
RECENT = re.compile(r"\b(?:tháng|quý|kỳ|tuần) (?:này|trước|qua)\b(?! (?:chuyển|để lại|còn))|\bnăm (?:nay|trước|ngoái|qua)\b|\bcùng kỳ\b")
REST = re.compile(r"(?:số )?còn lại|(?:các )?(?:loại |đối tượng |trường hợp )?khác\b|chưa phân loại|không xếp loại")

# Marks of a person or a body that may hold together with any other mark: such counts are never added up.
OVERLAPPING = re.compile(
    r"\bnữ\b|dân tộc|khmer|tôn giáo|có đạo|đoàn viên|\btrẻ\b|tuổi|học sinh|sinh viên|trình độ|đại học|cao đẳng|thạc sĩ|"
    r"tiến sĩ|lý luận|cấp ủy viên|"
    r"dự bị|nghỉ hưu|miễn|công giáo|phật giáo|hộ nghèo|doanh nghiệp|trí thức|công nhân|nông dân|người hoa|"
    r"cựu chiến binh|vùng giáo|biên giới"
)


# For party bodies the sector (xã, trường học, doanh nghiệp) divides; what they have or reach does not.
SHARED_BY_BODIES = re.compile(r"\bcó\b|đạt|biên giới|tôn giáo|dân tộc|khmer|hoàn thành|vững mạnh|xuất sắc")


@lru_cache(maxsize=8192)
def _by_words(label: str) -> tuple[tuple[str, int], ...]:
    """What the words alone say; labels that differ in their numbers only are looked at once."""
    return tuple((name, place) for name, _, kinds in _FAMILIES for place, kind in enumerate(kinds) if kind.search(label))


@lru_cache(maxsize=4096)
def families(label: str) -> frozenset[tuple[str, int]]:
    """Every (family, kind) the label of a count belongs to."""
    found = set(_by_words(NUMBER.sub("0", label)))
    found |= {
        ("dân tộc", next(place for place, name in enumerate(PEOPLES) if re.fullmatch(name, one[1]))) for one in PEOPLE.finditer(label)
    }
    if span := BADGES.search(label):
        found.add(("tuổi đảng", int(span[1]) * 100 + int(span[2])))
    elif badge := BADGE.search(label):
        found.add(("tuổi đảng", int(badge[1])))
    if ages := AGES.search(label):  # each band is a kind of its own
        found = {(name, place) for name, place in found if name != "độ tuổi"}
        found.add(("độ tuổi", int("".join(re.findall(r"\d+", ages[0])))))
    return frozenset(found)


def complete(family: str, kinds: int) -> bool:
    """Whether that many kinds of the family, named together, leave no room for others."""
    if family == "tuổi đảng":
        return kinds >= 2
    return any(name == family and 0 < enough <= kinds for name, enough, _ in FAMILIES)
