"""Numbers that count nothing: dates, symbols, times, telephones, marks of lists, and labels such as "Điều 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dangvu.figurecheck.reading import nouns, numbers
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.source import Source
from dangvu.figurecheck.reading.symbols import Citation

CALENDAR = {"tháng": 12, "ngày": 31, "quý": 4, "tuần": 53}
HIDDEN = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}|\b\d{1,2}(?::|\s?h\s?|"
    r"\s?giờ\s?)\d{2}(?!\d)(?:\s?phút)?|\bgmt\s?\+?\s?\d+"
    r"|điện thoại[^\n\d]{0,20}(?:\(?\+?0|\+?84|1[89]00)[\d .()+/-]{3,}"
    r"|(?:đt|fax|tel|hotline|giấy phép)[^\n\d]{0,20}[\d .()+/-]{3,}|\bcovid\s?-\s?\d+|\(?\[\d{1,3}\]\)?"
    r"|(?m:^[ \t]*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=\s)|\d{1,2}\s?-\s))|(?<=[:;.,]\s)\(\d{1,2}\)(?=\s)"
    r"|(?<![\w.,/-])\d{1,2}[a-eđ]\d{0,2}(?!\w)"  # lớp 9a, 12a2, nhà 5b
)
# Words after which a number names a thing instead of counting; the second kind only when no counted noun follows.
LABEL_BEFORE = re.compile(
    r"\b(?:thứ|khóa|điều|(?<!tài )(?<!chuyển )khoản|quận|(?<!danh )(?<!hạng )(?<!chuyên )mục|(?<!một )(?<!cổ )(?<!học )phần|"
    r"(?<!huy )(?<!niệm )chương|(?<!tiêu )(?<!đại )biểu|(?<!gương )(?<!kiểu )mẫu|bảng|phụ lục|tiết|(?<!vũ )(?<!chỉnh )trang|"
    r"chỉ thị|nghị quyết|trung ương|quốc lộ|iso|"
    r"(?<!kỷ )(?<!pháp )luật|nghị định|binh đoàn|sư đoàn|(?<!mỗi )(?<!hằng )(?<!hàng )(?<!một )(?:quý|tháng|ngày|tuần))(?: số)?\s*:?\s*$"
)
AMOUNT_AFTER = re.compile(r"(?:,\d+)?\s?(?:tỷ|tỉ|triệu|nghìn|ngàn) (?:đồng|đô la|usd)\b")
SCALED = (" tỷ", " tỉ", " triệu", " nghìn", " ngàn")
ACT_BEFORE = re.compile(r"\b(?:kết luận|quyết định|quy định|hướng dẫn|thông báo|công văn)(?: số)?\s*:?\s*$")
PLACE_BEFORE = re.compile(
    r"(?<!nông )\b(?:(?<!xã, )phường|(?<!ấp, )khu phố|(?<!thôn, )ấp|(?<!ấp, )(?<!ấp và )khóm|tổ|thôn|(?<!thôn, )(?<!thôn và )"
    r"(?<!văn )(?<!biên )(?<!cơ )bản|"
    r"tiểu khu|khu|đề án|cụm|"
    r"khối|hạng|lớp|đồn|đội|tập đoàn|(?<!cùng )kỳ|nhóm|"
    r"(?<!thành )(?<!sắc )(?<!tốt )nhiệm vụ|"
    r"nội dung|giải pháp|tiêu chí|mục tiêu|chương trình|kế hoạch|(?<!xếp )(?<!phân )loại|(?<!cao )(?<!trung )(?<!sơ )cấp)(?: số)?\s*:?\s*$"
)
NUMBERED = re.compile(r"(?<!tổng )(?<!sĩ )(?<!quân )(?<!dân )(?<!trong )(?<!con )(?<!trên )(?<!thiểu )\bsố\s*:?\s*$")
ORDINAL_BEFORE = re.compile(r"\b(?:đợt|mũi|liều|lần|vòng|nhóm|mức|loại|lớp|khóa|tổ|đoàn|khối|cụm|bước|giai đoạn)\s$")
SINCE_THAT = re.compile(r"\b(?:so với|hơn|kém) (?:của )?(?:đợt|lần|vòng|lớp|khóa|tổ|đoàn|khối|cụm|bước|giai đoạn|phiên|kỳ) $")
STARS, STARRED = re.compile(r"\s?sao\b"), re.compile(r"\b(?:đạt|hạng|chuẩn|ocop|loại|mức|từ|phẩm|sạn|lên)\s$")
SEATS, CAR = re.compile(r"\s?(?:chỗ|ghế|bánh|phân khối)\b"), re.compile(r"\b(?:xe|loại|ô tô|khách|tải|máy|con)\s$")
GIVEN_BEFORE = re.compile(r"(?:^|[,;.:(]\s|\b(?:đã|được|xét|và)\s)cấp\s$")
NEAR = 120
PLAN_BEFORE = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|giao) $")
RESULT = re.compile(r"[,;]? (?:đã |nay |mới )*(?:thực hiện|kết quả|làm được|đạt được|hoàn thành)(?: được| là)? \d")
HAMLET_BEFORE = re.compile(r"\b(?:thôn|ấp|khóm|buôn|khu phố|tổ dân phố|khu dân cư)\s$")
OF_HAMLETS = re.compile(
    r"(?:\b(?:trong đó|gồm|chia ra|gồm có|cụ thể|có)|:):? (?:chi bộ|chi hội|chi đoàn|đảng bộ|tổ|khối) "
    r"(?P<place>thôn|ấp|khóm|bản|buôn|khu phố|xóm)"
    r"(?:, [^\W\d]+(?: phố)?)? $"
)
OTHER_KIND = re.compile(
    r"(?: đơn vị)?[,;] (?:và )?(?:chi bộ |chi hội |chi đoàn |đảng bộ |tổ )?(?P<kind>[^\d,;.:()]{3,40}) \d{1,3}(?: [^\W\d]+){0,2}[,;.]"
)
COUNTS_AFTER_LABEL = re.compile(
    r"\b(?:chỉ tiêu|kế hoạch|giao|nhóm|mục tiêu|lớp|tổ|khối|thôn|ấp|khóm|bản|chương trình|đề án|tháng|ngày|kỳ|quý)\s*:\s*$"
)


def is_of_hamlets(text: str, start: int, end: int) -> bool:
    """Trong đó chi bộ ấp 27, chi bộ trường học 9, …: how many of that kind, since other kinds follow."""
    kind = OF_HAMLETS.search(text, max(0, start - 60), start)
    other = OTHER_KIND.match(text, end) if kind else None
    return kind is not None and other is not None and not other["kind"].startswith(kind["place"])


def is_plan(text: str, start: int, end: int) -> bool:
    """kế hoạch 125, thực hiện 132: what was done stands beside it, so it counts."""
    return PLAN_BEFORE.search(text, max(0, start - 12), start) is not None and RESULT.match(text, end) is not None


def is_size(text: str, end: int, before: str) -> bool:
    """Sản phẩm OCOP đạt 3 sao, xe 45 chỗ: what kind of thing it is."""
    return (STARS.match(text, end) is not None and STARRED.search(before) is not None) or (
        SEATS.match(text, end) is not None and CAR.search(before) is not None
    )


def is_told_again(text: str, start: int, total: str) -> bool:
    """đợt 1 có 3/8 xã, …, đưa tổng số lên 5/8: no date, but of the same total."""
    return total != "1" and re.search(rf"(?<![\d/])\d{{1,3}}/{total} [^\W\d]", text[max(0, start - NEAR) : start]) is not None


def masked(source: Source, days: list[Day], citations: list[Citation], marks: Iterable[int]) -> str:
    """The folded text with dates, symbols, times, telephone numbers and list numbers blotted out."""
    spans = [(day.start, day.end) for day in days] + [citation.symbol for citation in citations]
    spans += [(max(source.folded.rfind("(", end - 5, end), source.folded.rfind("[", end - 5, end)), end) for end in marks]
    spans += [match.span() for match in HIDDEN.finditer(source.folded)]
    letters = list(source.folded)
    for start, end in spans:
        letters[start:end] = ["\x00" if c.isdigit() else c for c in letters[start:end]]
    return "".join(letters)


def is_label(text: str, start: int, end: int) -> bool:
    """Điều 5, Kết luận 21; but "kết luận 17 đảng viên có vi phạm" counts."""
    before = text[max(0, start - 24) : start]
    if "," in text[start:end] or text[start:end].endswith(SCALED) or AMOUNT_AFTER.match(text, end):
        return False
    if label := LABEL_BEFORE.search(before):
        unit = nouns.UNIT.match(text, end)
        most = CALENDAR.get(label[0].split()[0])
        if unit and label[0].startswith(("nghị quyết", "chỉ thị")) and nouns.group_of(unit["noun"]) == "person":
            return False  # vượt chỉ tiêu nghị quyết 12 đảng viên
        if unit and most and text[start:end].isdigit() and int(text[start:end]) > most:  # chưa đủ 6 tháng 702 đồng chí
            return False
        if label[0].startswith("phần") and unit and nouns.group_of(unit["noun"]) == "money":  # mỗi phần 500 nghìn đồng
            return False
        return not (label[0].split()[0] in ("tháng", "ngày", "tuần", "quý") and numbers.GROUPED.match(text, start, end))
    unit = nouns.UNIT.match(text, end)
    return ACT_BEFORE.search(before) is not None and (unit is None or nouns.group_of(unit["noun"]) in nouns.DURATIONS)
