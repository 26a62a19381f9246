"""A fact that is told again far away with two digits changed about: 3.742 đảng viên … 3.472 đảng viên.

The same noun and two digits changed about are met once in some hundred pairs of counts; the words around them must say that it is one fact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import CAPITAL, words
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.twice import told_again

WORD = re.compile(r"[^\W\d_]+")
WHEN = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\bquý (?:i{1,3}|iv|[1-4])\b|\btháng \d{1,2}\b|\b(?:đợt|lần|khóa|vụ) (?:\d+|[ivx]+|đầu)\b|"
    r"\bngày \d{1,2}/\d{1,2}\b|\b(?:6|9|7|sáu|chín) tháng\b|"
    r"\bcùng kỳ\b|\bnăm (?:trước|ngoái)\b"
    r"|\bnhiệm kỳ (?:trước|này)\b|\bđầu (?:năm|nhiệm kỳ)\b|\bkế hoạch\b|\bchỉ tiêu\b|\bmục tiêu\b|\bphấn đấu\b"
)
MOVED = re.compile(r"\b(?:tăng|giảm|thêm|hơn|kém|vượt|bớt|từ|lên|xuống|so với|thứ)\s(?:[^\W\d]+\s){0,2}$")
NARROWED = re.compile(
    r"\b(?:nữ|(?<!việt )nam|dự bị|chính thức|trẻ|mới|khác|riêng|còn lại|trong đó|mỗi|bình quân|trên tổng số|chưa|không|tính cả|kể cả|"
    r"gồm cả|không kể|không tính)\b"
)
DONE = re.compile(
    r"\b(?:kết nạp|thành lập|kiểm tra|giám sát|trao|tặng|mở|tổ chức|xây|hỗ trợ|huy động|vận động|đào tạo|bồi dưỡng|giải quyết|tiếp nhận|"
    r"nhận|xử lý|thu|chi|nhập|xuất|triệu tập|dự|có mặt|giới thiệu|đề nghị|công nhận|thẩm tra|trồng|giao|bán|mua|vay)\b"
)
JUST_DONE = re.compile(
    rf"(?P<deed>{DONE.pattern}|\b(?:giải ngân|phát triển|xóa|sửa chữa|ban hành|khen thưởng|phát|cấp|đưa|đạt))(?: [^\W\d]+){{0,1}} $"
)
TO_DO = re.compile(r"\b(?:phải|cần|sẽ|còn|chưa|để|không|tiếp tục|dự kiến|đăng ký)(?: [^\W\d]+)? $")
"""What is still to be done is no deed: còn phải kết nạp 103 đảng viên."""
SUMMED_UP = re.compile(
    r"\W*(?:[ivx\d]+[.)] )?(?:kết quả(?! xếp)|nổi bật|điểm sáng|tóm lại|nhìn chung|đánh giá chung|ưu điểm|có thể nói|việc|như vậy|với|"
    r"tóm tắt|kết luận|đặc biệt|thành tích|đáng chú ý)\b"
)
SUMMARY = re.compile(r"\W*(?:tóm tắt|tóm lược|trích yếu|tóm lại|tổng hợp chung|kết quả nổi bật|kết quả chủ yếu)(?:[^\d;.:]{0,30}:|,)")
SUMMING = ("tóm tắt", "tóm lược", "trích yếu", "tóm lại", "tổng hợp chung", "kết quả nổi bật", "kết quả chủ yếu")
BELOW = re.compile(r"\b(?:chi bộ|thôn|ấp|bản|khóm|khu phố|chi đoàn|chi hội|trường|công ty)\b")
"""Bodies of which one is no more than a part of what a summary counts."""
PART_OF_YEAR = re.compile(r"\b(?:trong|mỗi) (?:quý|tháng|tuần)\b|\b(?:\d{1,2}|ba|sáu|chín) tháng\b|\bquý (?:i{1,3}|iv|[1-4])\b")
NO_RESULT = frozenset({"kế hoạch", "chỉ tiêu", "mục tiêu", "phấn đấu", "cùng kỳ", "năm trước", "năm ngoái", "nhiệm kỳ trước"})
WHEN_ELSE = re.compile(r"\b(?:năm trước|cùng kỳ|kế hoạch|chỉ tiêu|trong đó|riêng|năm ngoái)\b")
HEAD = 3
"""How many paragraphs stand at the head of a text."""
NAMED = re.compile(rf"(?P<level>\w+)\s(?P<name>{CAPITAL}\w+(?:\s{CAPITAL}\w+)+)")
LEVEL = re.compile(
    r"\b(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|ấp|bản|khu phố|chi bộ|đảng bộ|chi đoàn|trường|hội|công ty)\b"
)
COMMON = words(
    """toàn các cả của là có được bị đã và trong tại đến nay hiện tính hết ngày thời điểm này đó với từ cho về theo những một tất
    nhưng cũng đang thì mà vẫn số tổng qua như vậy"""
)
EDGE, OTHER, END = re.compile(r"[;()\n]|:\s"), re.compile(r"\d[\d.,/]*(?=\s)"), re.compile(r"[;,()\n]|\s\d")
RUN, FEWEST, SHORT, LONG = 4, 3, 2, 9
MANY, LONG_LEAD = 40, 600
"""Counts of one noun with the same digits, or of one deed; more say nothing. Characters before a count in which its years stand."""


def judge_turned(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every pair of counts of one noun with the same digits in another order, where the words are those of one fact."""
    told: dict[tuple[str, str, str], list[tuple[Figure, Passage]]] = defaultdict(list)
    for passage in context.passages:
        for figure in figures_in(context, passage):
            written = context.written(figure)
            digits = "".join(sorted(sign for sign in written if sign.isdigit()))
            if figure.kind == "count" and not figure.hedge and figure.noun and not figure.in_words and len(digits) > SHORT:
                told[figure.noun, digits, re.sub(r"\d", "", written)].append((figure, passage))
    yield from _summary(context, alarmed)
    for same in told.values():
        if 1 < len(same) <= MANY:
            yield from _pairs(context, same, alarmed)


def _pairs(context: Context, same: list[tuple[Figure, Passage]], alarmed: Marks) -> Iterator[Claim]:
    for (first, where), (again, here) in combinations(same, 2):
        if where is here or first.value == again.value or not swapped(first.value / first.step, again.value / again.step):
            continue
        marks = {context.source.back(one.start, one.end) for one in (first, again)}
        if not marks & alarmed and _of_one_fact(context, first, where, again, here):
            yield told_again(context, again, first, ", hai chữ số đảo chỗ")
            return


def _of_one_fact(context: Context, first: Figure, where: Passage, again: Figure, here: Passage) -> bool:
    one, other = clause_around(context, first, where), clause_around(context, again, here)
    if any(MOVED.search(context.folded, passage.sentence.start, f.start) for f, passage in ((first, where), (again, here))):
        return False
    if set(NARROWED.findall(one)) != set(NARROWED.findall(other)):
        return False
    if not of_other_names(context, first, where, again, here) and _in_head_or_deed(context, first, where, again, here):
        return True
    times, others = (set(WHEN.findall(_sentence(context, passage))) for passage in (where, here))
    if times and others and times != others:
        return False
    if of_other_names(context, first, where, again, here):
        return False
    deeds, done = (set(DONE.findall(context.folded, _reach(context, f, p)[0], f.start)) for f, p in ((first, where), (again, here)))
    if deeds and done and deeds != done:  # tiếp nhận 1.245, giải quyết 1.254
        return False
    said, repeated = content_of(one, first), content_of(other, again)
    shared = set(said) & set(repeated)
    few = min(len(set(said)), len(set(repeated)))
    if times == others and few >= FEWEST and 3 * len(shared) >= 2 * few:
        return True
    return _longest_run(content_of(_sentence(context, where), first), repeated) >= RUN + (times != others)


def _summary(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """(Tóm tắt: kết nạp 14 đảng viên; …): what the head sums up is told once more below, by the same deed of the same year."""
    if not any(word in context.folded for word in SUMMING):
        return
    told = _deeds(context)
    for short in (p for p in context.passages if SUMMARY.match(context.folded, p.sentence.start, p.sentence.end)):
        times = set(WHEN.findall(_sentence(context, short)))
        for figure in short.figures:
            deed = _just_done(context, short, figure)
            if deed is None or figure.hedge or len(told[deed, figure.noun]) > MANY:
                continue
            years = set(YEAR.findall(context.folded, max(short.sentence.start, figure.start - LONG_LEAD), figure.start))
            found = [
                (one, passage)
                for one, passage in told[deed, figure.noun]
                if passage is not short and _is_summed_up(context, passage, one, years)
                if times >= set(WHEN.findall(clause_around(context, one, passage)))
            ]
            if PART_OF_YEAR.search(_sentence(context, short)) and any(PART_OF_YEAR.search(_sentence(context, p)) for _, p in found):
                found = [one for one in found if _part_of_year(context, one[1]) == _part_of_year(context, short)]
            alike = [one for one, _ in found] if not any(BELOW.search(clause_around(context, *one)) for one in found) else []
            if len({one.value for one in alike}) == 1 and not any(context.source.back(f.start, f.end) in alarmed for f in (figure, *alike)):
                first, again = (figure, alike[0]) if figure.start < alike[0].start else (alike[0], figure)
                yield told_again(context, again, first)


def _deeds(context: Context) -> dict[tuple[str, str], list[tuple[Figure, Passage]]]:
    """The counts right behind a deed, by the deed and their noun."""
    told: dict[tuple[str, str], list[tuple[Figure, Passage]]] = defaultdict(list)
    for passage in context.passages:
        for figure in passage.figures:
            if deed := _just_done(context, passage, figure):
                told[deed, figure.noun].append((figure, passage))
    return told


def _just_done(context: Context, passage: Passage, figure: Figure) -> str | None:
    if figure.kind != "count" or not figure.noun:
        return None
    said = JUST_DONE.search(context.folded, max(passage.sentence.start, figure.start - 40), figure.start)
    return said["deed"] if said else None


def _part_of_year(context: Context, passage: Passage) -> set[str]:
    """Trong quý, sau 9 tháng: what stretch the sentence speaks of."""
    return set(PART_OF_YEAR.findall(_sentence(context, passage)))


def _is_summed_up(context: Context, passage: Passage, one: Figure, years: set[str]) -> bool:
    """Whether a count behind a deed is of what was done, of no part and of no other time."""
    said = JUST_DONE.search(context.folded, max(passage.sentence.start, one.start - 40), one.start)
    own = clause_around(context, one, passage)
    times = set(YEAR.findall(own))
    if said and TO_DO.search(context.folded, max(passage.sentence.start, said.start() - 24), said.start()):
        return False
    if NARROWED.search(own) or MOVED.search(context.folded, max(passage.sentence.start, one.start - 40), one.start):
        return False
    return (not years or not times or times == years) and not (set(WHEN.findall(own)) - times) & NO_RESULT


def _in_head_or_deed(context: Context, first: Figure, where: Passage, again: Figure, here: Passage) -> bool:
    """A headline and what stands below it, or one deed right before both counts with no time that tells them apart."""
    title = where.paragraph < HEAD <= here.paragraph + HEAD - 1 and here.paragraph - where.paragraph <= HEAD
    title = title and not _sentence(context, where).rstrip().endswith((".", ":", ";")) and where.paragraph != here.paragraph
    said, repeated = (set(content_of(_sentence(context, passage), figure)) for figure, passage in ((first, where), (again, here)))
    if title and len(said & repeated) >= SHORT and not WHEN_ELSE.search(_sentence(context, here)[: again.end - here.sentence.start]):
        return True
    deeds = [JUST_DONE.search(context.folded, max(0, figure.start - 40), figure.start) for figure in (first, again)]
    if deeds[0] is None or deeds[1] is None or deeds[0]["deed"] != deeds[1]["deed"]:
        return False
    times, others = (set(WHEN.findall(_own(context, figure, passage))) for figure, passage in ((first, where), (again, here)))
    if (times ^ others) & NO_RESULT:
        return False
    return (not times or not others or times == others) and SUMMED_UP.match(_sentence(context, here)) is not None


def _own(context: Context, figure: Figure, passage: Passage) -> str:
    """The words of the sentence around a count up to what it is compared with."""
    return re.split(r"\b(?:so với|so cùng|cao nhất|hơn)\b", clause_around(context, figure, passage))[0]


def of_other_names(context: Context, first: Figure, where: Passage, again: Figure, here: Passage) -> bool:
    """Đảng bộ xã An Phú … Đảng bộ xã An Hòa, Đảng bộ huyện … chi bộ thôn 2: what is counted is of another place or body."""
    one, other = _reach(context, first, where), _reach(context, again, here)
    names, others = ({(m["level"].lower(), m["name"]) for m in NAMED.finditer(context.source.text, *reach)} for reach in (one, other))
    levels, lower = (set(LEVEL.findall(context.folded, *reach)) for reach in ((one[0], first.start), (other[0], again.start)))
    if (names and others and names != others) or (levels and lower and not levels & lower):
        return True
    return any(LEVEL.fullmatch(level) and level not in (lower if names else levels) for level, _ in names ^ others)


def _sentence(context: Context, passage: Passage) -> str:
    return context.folded[passage.sentence.start : passage.sentence.end]


def _reach(context: Context, figure: Figure, passage: Passage) -> tuple[int, int]:
    """Where the words around a count begin and end: between semicolons, colons, brackets and other figures."""
    start = max(passage.sentence.start, figure.start - 120)
    start = max([start, *(cut.end() for cut in EDGE.finditer(context.folded, start, figure.start))])
    if not WHEN.search(context.folded, start, figure.start):
        others = [cut.end() for cut in OTHER.finditer(context.folded, start, figure.start)]
        start = max([start, *others])  # 1.075 mô hình được công nhận và 148 căn nhà: what is joined is told of the other
        start = max(start, context.folded.rfind(" và ", start, figure.start) + 1) if others else start
    stop = min(passage.sentence.end, figure.end + 90)
    end = END.search(context.folded, figure.end, stop)
    return start, end.start() if end else stop


def clause_around(context: Context, figure: Figure, passage: Passage) -> str:
    """The words around a count, as far as they are told of it."""
    start, end = _reach(context, figure, passage)
    return context.folded[start : figure.start] + " " + context.folded[figure.end : end]


def content_of(text: str, figure: Figure) -> list[str]:
    """The words that tell something, those of the noun left out."""
    own = set(figure.noun.split())
    return [word for word in WORD.findall(text) if word not in COMMON and word not in own]


def _longest_run(one: list[str], other: list[str]) -> int:
    """How many words in a row stand in both."""
    best = 0
    row = [0] * (len(other) + 1)
    for word in one:
        previous = 0
        for place, same in enumerate(other, start=1):
            previous, row[place] = row[place], previous + 1 if word == same else 0
            best = max(best, row[place])
    return best
