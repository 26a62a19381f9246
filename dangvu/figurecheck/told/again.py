"""A count that points back to one told before: Với 17 đảng viên được kết nạp … · cả 19 hội thành viên · số … được kiểm tra (30 chi bộ)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.twice import told_again

VERB = (
    r"kết nạp|thành lập|kiểm tra|giám sát|kỷ luật|trao|tặng|mở|tổ chức|xây dựng|xây|hỗ trợ|huy động|vận động|đào tạo|bồi dưỡng|giải quyết|"
    r"giúp|tiếp nhận|nhận|xử lý|khen thưởng|công nhận|bổ nhiệm|tuyển|cấp|giao|trồng|bầu|"
    r"triệu tập|thông qua|ban hành|phát hiện|giới thiệu|cử"
)
POINTS = re.compile(
    r"(?:^|[.;:,\n\"]\s?)\s*(?:(?:[-+*•]|[ivx]+\.|\d{1,2}[.)])\s)?(?:(?:như đã nêu|như trên|đánh giá chung|tóm lại|nhìn chung|"
    r"như vậy|có thể nói),\s)?"
    r"(?P<lead>với|cùng với|trong(?: (?:tổng )?số)?|cả|tất cả|toàn bộ|từ|nhờ)\s(?:tất cả |toàn bộ |con số )?$"
)
DEED = re.compile(rf"(?: [^\W\d]+){{0,2}}? (?:(?:đã được|đã|được|mới được|mới|vừa) )?(?P<deed>{VERB})\b")
HAD = re.compile(r"(?: [^\W\d]+){0,8}? (?:(?:hiện có|hiện nay)(?=\s?[.,;)]|$)|(?:nêu|nói|kể) trên\b)")
ALL = re.compile(r"(?: [^\W\d]+){0,4}? đều\b")
OF_THEM_ALL = re.compile(r"\s?(?:[,.;]|(?:trong|của|ở|tại|trên|đã|được|ký|tham gia|cam kết|đều|đăng ký|thực hiện|hoàn thành|đạt|có)\b)")
ALL_WERE = re.compile(r"(?: [^\W\d]+){0,3}? (?:được|đã|đạt|hoàn thành|tham gia|dự|có mặt|nhận|thực hiện)\b")
WHOLE = re.compile(r"\b(?:toàn|cả|tổng số)\b[^\d;.()]{0,40}\b(?:có|là|gồm) $|\btổng số\b[^\d;.(),]{0,40}: $")
BRACKET = re.compile(rf"\bsố (?:[^\W\d]+ ){{1,4}}(?:đã được|được|đã|bị) (?P<deed>{VERB})(?:(?!\bnhất\b|\bhơn\b)[^\d.;:()]){{0,20}}\($")
STOCK = re.compile(r"\bsố (?P<noun>[^\W\d]+(?: [^\W\d]+){0,2}?) (?:hiện có|hiện nay|hiện tại)(?: là)?\s$")
HOLDS = re.compile(r"\b(?:có|gồm|còn|là|quản lý)\s$")
HELD = re.compile(rf"\b(?:có|gồm|còn|là|quản lý|{VERB})(?: được| mới)?\s$")
HEDGED = re.compile(
    r"\b(?:cùng kỳ|năm (?:trước|ngoái)|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|nhiệm kỳ trước|bình quân|mỗi|tăng|giảm|thêm|vượt|"
    r"đầu (?:năm(?! nay)|kỳ|nhiệm kỳ))\b"
)
NARROWED = re.compile(r"\b(?:nữ|dự bị|trẻ|khác|riêng|còn lại|trong đó)\b")
WORD = re.compile(r"[^\W\d_]{2,}")
ELSEWHERE = re.compile(rf"\s(?:tại|ở|cho|của|do|trên|từ|theo|bằng|nhưng|mà|song|chưa|không)\s|\s?,\s(?:{VERB})\b")
OF_OTHERS = re.compile(
    r"\b(?:cuối|đầu|năm|trước|mới|dự bị|nữ|nam|được|chưa|đã|tham gia|diện|trong độ tuổi|quý|tháng|khác|và|dự|hai|ba|các|toàn)\b"
)
OF_A_TIME = re.compile(r"\b(?:năm|quý|tháng|đợt|kỳ|nhiệm kỳ|trước|nữ|dự bị)\b")
JUST = re.compile(r"\W*trong (?:tổng )?số ")
BACK, PARAGRAPHS, STEPS, LONG, AROUND = 6, 3, 16, 3, 60
LEADS = frozenset({"với", "trong", "số", "cả", "bộ", "từ", "nhờ"})


def judge_again(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every count of a sentence that says it was told before."""
    for passage in context.passages:
        for ratio in passage.figures:
            yield from _of_all(context, passage, ratio)
        for figure in _counts(context, passage):
            if context.source.back(figure.start, figure.end) in alarmed:
                continue
            told = _just_told(context, passage, figure) or _meant(context, passage, figure)
            values = {one.value for one in told}
            if len(values) == 1 and not any(context.source.back(one.start, one.end) in alarmed for one in told):
                yield told_again(context, figure, told[-1])


def _counts(context: Context, passage: Passage) -> list[Figure]:
    found = context.reader.between(passage.sentence.start, passage.sentence.end)
    return [one for one in found if one.kind == "count" and one.counts and not one.hedge and not one.in_words]


def _meant(context: Context, passage: Passage, figure: Figure) -> list[Figure]:
    """The counts before it that it may repeat."""
    lead = context.folded[max(0, passage.sentence.start - 2, figure.start - 90) : figure.start]
    tail = context.folded[figure.after or figure.end : passage.sentence.end]
    points = POINTS.search(lead) if LEADS.issuperset(lead[-8:].split()[-1:]) else None
    bracket = BRACKET.search(lead) if lead.endswith("(") else None
    stock = STOCK.search(lead) if "hiện" in lead[-STEPS:] else None
    had = HAD.match(tail)
    if points is None and bracket is None and stock is None and had is None:
        return []
    before = _before(context, passage, figure)
    if stock:
        return [one for one in before if one.noun == stock["noun"] and swapped(one.value, figure.value)]
    alike = [one for one in before if _alike(context, one, figure)]
    if bracket:
        return _of_the_deed(context, alike, bracket["deed"])
    if _together(alike, figure) or not (alike or points):
        return []
    if had:
        return [one for one in alike if HELD.search(context.folded[max(0, one.start - 24) : one.start])]
    return _pointed(context, before, alike, figure, points, tail) if points else []


def _pointed(context: Context, before: list[Figure], alike: list[Figure], figure: Figure, points: re.Match[str], tail: str) -> list[Figure]:
    """Of the counts before it those that "với", "trong số" or "cả" may mean."""
    deed = DEED.match(tail)
    if deed is not None and points["lead"] not in ("cả", "tất cả", "toàn bộ"):
        if ELSEWHERE.match(tail, deed.end()):
            return []
        return _of_the_deed(context, _of_its_year(context, alike, tail), deed["deed"]) or _turned_afar(
            context, figure, points, deed["deed"]
        )
    if points["lead"] in ("cả", "tất cả", "toàn bộ") and not ALL.match(tail):
        return _all_who_came(context, before, figure, tail)
    said = WORD.findall(re.split(r"\bđều\b|[,;.:]", tail)[0])
    alike = [one for one in alike if said == WORD.findall(re.split(r"[,;.:]", context.folded[one.after : one.after + 40])[0])[: len(said)]]
    if points["lead"] in ("cả", "tất cả", "toàn bộ") and ALL.match(tail):
        held = [one for one in alike if HOLDS.search(context.folded[max(0, one.start - 24) : one.start])]
        return [one for one in alike if one.value == figure.value] or held
    turned = [one for one in alike if swapped(one.value, figure.value)]
    return turned if points["lead"] == "với" and not any(one.value == figure.value for one in alike) else []


def _all_who_came(context: Context, before: list[Figure], figure: Figure, tail: str) -> list[Figure]:
    """Lớp học có 86 học viên. … Cả 68 học viên được cấp giấy chứng nhận: the one count of these before it, but for a slip."""
    alike = [one for one in before if one.noun == figure.noun != ""] if ALL_WERE.match(tail) else []
    held = [one for one in alike if HOLDS.search(context.folded[max(0, one.start - 24) : one.start])]
    return held if len({one.value for one in alike}) == 1 and held and swapped(held[0].value, figure.value) else []


def _of_all(context: Context, passage: Passage, ratio: Figure) -> Iterator[Claim]:
    """Toàn ấp có 382 hộ. Qua vận động, 328/328 hộ trong ấp ký cam kết: all of those of whom there are so many."""
    if ratio.kind != "ratio" or ratio.other != ratio.value or not ratio.noun or not OF_THEM_ALL.match(context.folded, ratio.after):
        return
    alike = [one for one in _before(context, passage, ratio) if one.noun == ratio.noun]
    told = [one for one in alike if WHOLE.search(context.folded[max(0, one.start - AROUND) : one.start])]
    if len(told) == len(alike) == 1 and swapped(told[0].value, ratio.value):
        yield told_again(context, ratio, told[0])


def _just_told(context: Context, passage: Passage, figure: Figure) -> list[Figure]:
    """Đảng bộ phường có 1.024 đảng viên. Trong tổng số 1.042 đảng viên của Đảng bộ có …: what the sentence right before counted."""
    earlier = passage.before
    if not JUST.fullmatch(context.folded, passage.sentence.start, figure.start):
        return []
    told = re.split(r"\d", context.folded[figure.after or figure.end : passage.sentence.end])[0]
    if (
        earlier is None
        or earlier.paragraph != passage.paragraph
        or " của " not in told
        or OF_OTHERS.search(told)
        or figure.end - figure.start < LONG
    ):
        return []
    of_it = [
        one for one in _counts(context, earlier) if one.noun and figure.noun.split(" ")[: len(one.noun.split(" "))] == one.noun.split(" ")
    ]
    marks = NARROWED.search(context.folded, earlier.sentence.start, earlier.sentence.end) or HEDGED.search(
        context.folded, earlier.sentence.start, earlier.sentence.end
    )
    return of_it if len(of_it) == 1 and not marks and swapped(of_it[0].value, figure.value) else []


def _of_its_year(context: Context, figures: list[Figure], tail: str) -> list[Figure]:
    """Với 135 đảng viên được kết nạp năm 2023: only what is told of that year."""
    years = set(YEAR.findall(re.split(r"[,;.:]", tail)[0]))
    return [one for one in figures if years <= set(YEAR.findall(context.folded[max(0, one.start - AROUND) : one.end + AROUND]))]


def _turned_afar(context: Context, figure: Figure, points: re.Match[str], deed: str) -> list[Figure]:
    """Với 528 đảng viên mới được kết nạp … of an article that began with 582: the one count of that deed with two digits changed about."""
    clause = re.split(r"[,;.:]", context.folded[figure.after or figure.end : (figure.after or figure.end) + 90])[0]
    if points["lead"] != "với" or figure.end - figure.start < LONG or OF_A_TIME.search(clause):
        return []
    counts = [
        one for passage in context.passages for one in _counts(context, passage) if one.noun == figure.noun and one.start != figure.start
    ]
    if any(one.value == figure.value for one in counts):
        return []
    turned = [one for one in counts if one.end < figure.start and swapped(one.value, figure.value)]
    turned = [one for one in turned if not HEDGED.search(_clause(context, one))]
    return _of_the_deed(context, turned, deed) if len({one.value for one in turned}) == 1 else []


def _together(alike: list[Figure], figure: Figure) -> bool:
    """Quý I kết nạp 12, quý II kết nạp 15. Trong 27 đảng viên mới kết nạp …: what some of them make together."""
    values = [one.value for one in alike]
    return any(
        sum(values[first:last], Fraction(0)) == figure.value for first in range(len(values)) for last in range(first + 2, len(values) + 1)
    )


def _before(context: Context, passage: Passage, figure: Figure) -> list[Figure]:
    """The counts of the sentences before, as far as they are of the same years."""
    own = set(YEAR.findall(context.folded, passage.sentence.start, passage.sentence.end))
    found = [one for one in _counts(context, passage) if one.end < figure.start]
    earlier, steps = passage.before, 0
    while earlier is not None and steps < BACK and passage.paragraph - earlier.paragraph <= PARAGRAPHS:
        years = set(YEAR.findall(context.folded, earlier.sentence.start, earlier.sentence.end))
        if not own or not years or own & years:
            found = [*_counts(context, earlier), *found]
        earlier, steps = earlier.before, steps + 1
    return [one for one in found if not HEDGED.search(_clause(context, one))]


def _clause(context: Context, figure: Figure) -> str:
    """The words before a count since the last mark."""
    return re.split(r"[.;:,(]\s?", context.folded[max(0, figure.start - 70) : figure.start])[-1]


def _alike(context: Context, one: Figure, figure: Figure) -> bool:
    """Of one noun, or with the same two words behind; and neither narrowed by a mark the other lacks."""
    words = [re.match(r"(?: [^\W\d]+){2}", context.folded[each.end : each.end + 30]) for each in (one, figure)]
    same = one.noun == figure.noun != "" or (words[0] is not None and words[1] is not None and words[0][0] == words[1][0])
    marks = [NARROWED.findall(re.split(r"[,;.]", context.folded[each.end : each.end + 40])[0]) for each in (one, figure)]
    return same and marks[0] == marks[1]


def _of_the_deed(context: Context, figures: list[Figure], deed: str) -> list[Figure]:
    """Those of which the same deed is told right before them."""
    return [one for one in figures if re.search(rf"\b{deed}\b(?: [^\W\d]+){{0,3}}\s?$", _clause(context, one))]
