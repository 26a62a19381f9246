"""Rates of a small body told right before, whatever words lead to them: "Chi bộ có 27 đảng viên, dự họp đạt 85,91%".

Of so few hardly a percentage in a thousand is possible, so one that is not is wrong, if the words name no other whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import parts_for, rounded, vn, wholes_for
from dangvu.figurecheck.changes.compared import MOVED
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure

OF_PERSONS = re.compile(r"\b(?:nữ|nam|trẻ|dân tộc|trình độ|đại học|đảng viên)(?: [^\W\d]+)? (?:là|đạt|chiếm)? ?$")
MOST, SMALL, FEWEST = 120, 30, 5
BODIES = frozenset({"person", "organisation", "hamlet", "place", "household", "company", "object", "team", "topic"})
MEMBERS = frozenset(
    {"đồng chí", "người", "nữ", "nam", "em", "đảng viên", "đoàn viên", "thành viên", "trường hợp", "cán bộ", "công chức", "cá nhân"}
)
STRANGERS = (
    frozenset({"học sinh", "sinh viên", "học viên", "em", "học trò"}),
    frozenset({"hội viên", "nông dân", "quần chúng", "người dân", "nhân khẩu", "thanh niên", "phụ nữ", "đoàn viên", "lao động"}),
)
NEUTRAL = frozenset({"nhiệm vụ", "phiếu", "kỳ", "lớp", "lần", "buổi", "cuộc", "hội nghị", "đại hội", "ý kiến", "nghị quyết", "chuyên đề",
                     "ban chấp hành", "ban thường vụ", "chi bộ", "chủ tịch", "bí thư", "phó bí thư", "phó chủ tịch", "trưởng ban", "tuổi",
                     "huy hiệu", "đoàn", "chính", "quy định", "hồ sơ", "bài", "cấp ủy", "tổ", "tháng", "năm", "quý", "ngày",
                     "đảng bộ", "tập thể", "gương", "khâu", "việc", "phòng", "sở", "ban", "hội", "điểm", "đợt", "khu", "bộ", "con",
                     "thẻ đảng", "sổ", "nhà", "cấp", "loại", "chuyên môn", "điều", "yêu cầu", "báo cáo", "bước"})  # fmt: skip
STANDS = re.compile(
    r"(?:\b(?:có|gồm|với|hiện có|tổng số|sĩ số|quân số|là|trong|số|gồm có|trong số|trên|tổng|toàn bộ|hiện tại|biên chế|cả)(?: (?:đủ|"
    r"tất cả|cả|"
    r"số|là|có|tổng số))?:?|[(,:]|\b(?:này|ban chấp hành|ban thường vụ|chi ủy|chi bộ|lớp|tổ|khóa này|đảng ủy viên khóa này))\s$"
)
OTHER = re.compile(
    r"\b(?:bình quân|trung bình (?:mỗi|đạt|là|chung|cả)|tính chung|hằng tháng|hàng tháng|thường kỳ|\d+ tháng|cả năm|trong năm|"
    r"các kỳ|các tháng|"
    r"mỗi|kế hoạch|chỉ tiêu|dự toán|mục tiêu|phấn đấu|nghị quyết giao|so với|cùng kỳ|diện tích|dân số|doanh thu|thu ngân sách|"
    r"vốn|kinh phí|sản lượng|công suất|tiến độ|khối lượng|giá trị|tăng trưởng|lãi|thuế|nâng|đưa|toàn (?:xã|huyện|tỉnh|quốc|"
    r"thành phố|phường|ngành|"
    r"đảng bộ|trường|công ty|khối)|cả nước|xác suất|nghèo|rừng|đất|nước|điện|tuổi thọ|huyện|tỉnh|giải ngân|hồ sơ|đơn|miễn|khảo sát|"
    r"hài lòng|mức độ|chỉ số|thời gian|công nợ)\b"
)
OWN_TAIL = re.compile(r"(?:của|ở|tại|thuộc|trong) (?:[^\W\d]+ ?){1,4}")
NAMED = re.compile(r"\b(?:chi hội|chi đoàn|lớp|tổ|đội|khóa|khối|trường|trạm|chi bộ|(?<!sĩ )(?<!quân )(?<!tổng )số|khu|thôn|ấp|xóm|cụm) $")
FOLLOWED = re.compile(
    r"\s*(?:$|(?:số|là|có|đã|được|bị|chưa|đạt|đều|hoàn thành|xếp|tham gia|tham dự|dự|tán thành|đồng ý|nhất trí|tín nhiệm|phiếu|"
    r"đồng chí|người|"
    r"ý kiến|vào|trong|ở|khá|giỏi|tốt|không|và|trúng cử|thuộc)\b)"
)
OCCASIONS = re.compile(r"\b(?:sinh hoạt|dự họp|họp chi bộ)\b")
EVERY_DAY = re.compile(r"\b(?:chuyên cần|đi học)\b")
ONE_OCCASION = re.compile(r"\b(?:tháng \d|(?:buổi|kỳ|hội nghị|đại hội|hôm|(?<!hằng )(?<!hàng )ngày|lần))\b")
NEXT_TO, MONTHS = 12, 12
BEHIND = re.compile(
    r"\s*(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|so với|diện tích|dân số|trở lên|vốn|tổng|khối lượng|giá trị|-|đến \d|trong (?:tổng|số)|của|"
    r"trên (?:tổng|số)|hộ\b|công suất|năm|\()"
)


def judge_few(context: Context, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """The rates behind the one count of a sentence, or of the sentence before that opens the paragraph."""
    for passage in context.passages:
        figures = passage.figures
        counts = [f for f in figures if f.kind != "percent" and not _is_name(context, f)]
        hung = {share.percent.start for mention in passage.reading.mentions for share in mention.shares}
        whole = _whole(context, passage, counts)
        if whole is None:
            continue
        for rate in figures:
            if (
                rate.kind != "percent"
                or rate.start < whole.start
                or rate.start in hung
                or rate.hedge
                or rate.in_words
                or not _tells(rate, whole)
            ):
                continue
            if context.source.back(rate.start, rate.end) in decided or not _is_of(context, passage, whole, rate):
                continue
            if claim := of_small_body(context, rate, whole):
                yield claim


def _tells(rate: Figure, whole: Figure) -> bool:
    """Whether so exact a rate can be wrong of so small a body: 89% of 23, but neither 90% nor 89% of 80."""
    return rate.decimals > 0 or (whole.value <= SMALL and rate.value % 5 != 0)


def _is_name(context: Context, figure: Figure) -> bool:
    """Chi hội 6 · lớp 12A2: a number that belongs to a name."""
    if figure.kind != "count" or figure.noun:
        return False
    return (
        context.folded[figure.end : figure.end + 1].isalpha()
        or NAMED.search(context.folded, max(0, figure.start - 12), figure.start) is not None
    )


def _whole(context: Context, passage: Passage, counts: list[Figure]) -> Figure | None:
    whole = counts[0] if counts and len({(one.value, one.group) for one in counts}) == 1 else None  # 31 dự và cả 31 đồng chí bỏ phiếu
    if whole is None:
        return None
    if whole.kind != "count" or whole.hedge or not 3 <= whole.value <= MOST or whole.step != 1:
        return None
    lead = context.folded[max(passage.sentence.start, whole.start - 40) : whole.start]
    word = context.folded[whole.end : whole.end + 30].split(",")[0].strip()
    again = not whole.noun and word and context.folded.find(word, whole.end + len(word), passage.sentence.end) > 0
    known = whole.group in BODIES or again or re.search(r"sĩ số (?:là )?$", lead) is not None
    return whole if known and STANDS.search(lead) else None


def _is_of(context: Context, passage: Passage, whole: Figure, rate: Figure) -> bool:
    """Whether no words between name a whole of their own."""
    between = context.folded[whole.end : rate.start]
    if whole.value < FEWEST and not OF_PERSONS.search(between):  # tỷ lệ dự họp of three is one of all meetings
        return False
    own = between[len(whole.noun) + 1 :] if whole.noun else between
    _, comma, clauses = own.partition(",") if "," in own else own.partition(";")
    last = clauses if comma else OWN_TAIL.sub(" ", own)
    if (
        OTHER.search(OWN_TAIL.sub(" ", own, count=1))
        or MOVED.search(between)
        or BEHIND.match(context.folded, rate.end)
        or len(between) > 160
    ):
        return False
    behind = re.split(r"[,;.(]", context.folded[rate.end : min(rate.end + 60, passage.sentence.end)])[0]
    if OTHER.search(behind):
        return False
    last = re.sub(rf"\b{re.escape(whole.noun)} (?:là|thuộc) ", " là ", last) if whole.noun else last
    last = re.sub(r" là (?:đảng viên|đoàn viên|hội viên|nữ|nam|người)\b", " ", last)
    if not FOLLOWED.match(behind) and not behind.lstrip().startswith(whole.noun or "\0"):
        return False
    found = [match[0] for match in nouns.NOUN.finditer(f"{last} {behind}")]
    return all(_may_be(whole, noun) for noun in found)


def _may_be(whole: Figure, noun: str) -> bool:
    """Whether what the rate is said of may be some of the whole."""
    if noun == whole.noun or whole.noun.startswith(f"{noun} ") or noun in NEUTRAL:
        return True
    if whole.group not in ("person", ""):
        return noun == whole.noun.split(" ")[0]
    stranger = any((noun in strangers) != (whole.noun in strangers) for strangers in STRANGERS)
    return noun in MEMBERS and (not stranger or whole.noun in ("đồng chí", "người", "")) or whole.noun == ""


def of_small_body(context: Context, rate: Figure, whole: Figure) -> Claim | None:
    """What a rate of so few can be; nothing where one or two may have been absent or it is one of many occasions."""
    stated, figures = context.written(rate), [rate, whole]
    near = rounded(whole.value * rate.value / 100, Fraction(1))
    right = vn(rounded(near * 100 / whole.value, rate.step), rate.decimals) + "%"
    if parts_for(whole.value, rate.value, rate.step) is not None:
        text = f"{vn(near)} / {vn(whole.value)} = {right}"
        return context.claim(context.covering(*figures), "feasibility", "consistent", text, stated, None, figures)
    fewer = any(parts_for(whole.value - absent, rate.value, rate.step) for absent in (1, 2) if whole.value > 10 * absent)
    beside = rate.start - max(whole.after, whole.end) < NEXT_TO and wholes_for(whole.value, rate.value, rate.step) is not None
    fewer = fewer or _of_many_times(context, rate, whole)
    if fewer or beside:  # one was not there; so many of all months; 7 thôn, 77,8% số thôn toàn xã
        return None
    text = f"Không có số nguyên nào bằng {stated} của {vn(whole.value)}; gần nhất là {vn(near)} / {vn(whole.value)} = {right}"
    return context.claim(context.covering(*figures), "feasibility", "inconsistent", text, stated, right, figures)


def _of_many_times(context: Context, rate: Figure, whole: Figure) -> bool:
    """Chi bộ có 23 đảng viên, tỷ lệ dự sinh hoạt đạt 89%: of all the months of a year, where no one occasion is named."""
    between = context.folded[whole.end : rate.start]
    if ONE_OCCASION.search(context.folded, max(0, whole.start - 80), rate.end + 40):
        return False
    if EVERY_DAY.search(between):
        return True
    several = OCCASIONS.search(between) is not None
    return several and any(parts_for(whole.value * times, rate.value, rate.step) is not None for times in range(2, MONTHS + 1))
