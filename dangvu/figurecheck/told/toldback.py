"""A fact told before and taken up again: a count behind "qua", a rate of a named time, the day of an event, half a year above it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import YEAR, Day
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.told.again import VERB

LEAD = re.compile(
    r"^\W*(?:(?:đến|tính đến|hết|sau) [^;:()]{2,30}, )?(?P<word>qua|trong|trong số|trong tổng số|từ|sau|"
    r"với|với lực lượng|với đội ngũ|cả|tất cả|toàn bộ)\s$"
)
PLANNED = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|cùng kỳ|tăng|giảm|thêm|mỗi|bình quân|dự kiến|năm (?:trước|ngoái)|đầu (?:năm|nhiệm kỳ)|"
    r"nhiệm kỳ trước|đăng ký)\b"
)
NARROWED = re.compile(
    r"^[^,.;:]{0,30}?\b(?:nữ|mới|dự bị|còn lại|đầu tiên|khác|trẻ|tiêu biểu|chưa|không|cuối|gần nhất|này|đó|ấy|tiếp theo)\b"
)
ABOVE = re.compile(r"^(?: [^\W\d]+){0,3}? (?:như trên|nêu trên|nói trên|kể trên|trên đây|đã nêu|như đã nêu|vừa nêu)\b")
TIME = re.compile(
    r"\s?(?:\(|vào |của |ở )?(?P<time>(?:(?:cuối|đầu|hết) )?năm (?:19|20)\d{2}|(?:cuối|đầu) nhiệm kỳ|quý [iv]+/(?:19|20)\d{2}|"
    r"tháng \d{1,2}/(?:19|20)\d{2})\b"
)
FROM_LEVEL = re.compile(r"\btừ (?:mức |tỷ lệ |con số )?$")
BACK_TO = re.compile(
    r"\b(?:từ|sau|tại|qua|theo|kết quả|thành công của|tiếp nối|kể từ) (?P<event>[^\W\d]+(?: [^\W\d]+){2,7}?) "
    r"(?:vào |được tổ chức |tổ chức |diễn ra )?(?:ngày )?$"
)
SINCE = re.compile(
    r"\b(?:kể từ|từ|sau) (?:khi|ngày|lúc) (?:được )?(?P<what>[^\d.,;:()]{10,60}?),? "
    r"(?:\((?P<span>(?:19|20)\d{2})\s?-|(?:vào )?\(?năm (?P<year>(?:19|20)\d{2}))"
)
OF_YEAR = re.compile(
    rf"(?<!đầu )(?<!cuối )(?<!tháng )\b(?:cả )?năm (?P<year>(?:19|20)\d{{2}}),?(?P<who>[^.;:\d]{{0,50}}?) (?:đã |được )?"
    rf"(?P<deed>{VERB})(?: được| mới)? "
    r"(?P<count>\d[\d.]*)(?=\s)"
)
OF_HALF = re.compile(
    rf"\b(?P<half>(?:\d|sáu|chín|ba) tháng(?: đầu| cuối)?|quý (?:i{{1,3}}|iv)(?:/|,)?) ?(?:của )?(?:năm )?(?P<year>(?:19|20)\d{{2}}),?"
    rf"(?P<who>[^.;:\d]{{0,50}}?) (?:đã |được )?(?P<deed>{VERB})(?: được| mới)? (?P<count>\d[\d.]*)(?=\s)"
)
LEVEL = re.compile(r"\b(?:tỉnh|huyện|thành phố|thị xã|xã|phường|chi bộ|đảng bộ [^\W\d]+ [^\W\d]+)\b")
STILL = re.compile(r"không (?:có|còn) biến động(?: nào)?(?: khác)?|ngoài ra không (?:tăng|giảm|thay đổi)")
OWN = re.compile(r"(?:^|[^\w\s] ?|\b(?:chi bộ|đảng bộ|chi hội|hội|đơn vị|xã|trường|lớp|chi đoàn|tổ)) (?:có|chỉ có|mới có|là) $")
BY = re.compile(r"\b(?P<way>tăng|giảm|kết nạp|tiếp nhận|chuyển đi)(?: thêm)? $")
ON_DAY = re.compile(
    r"\b(?P<event>hội nghị|đại hội|cuộc họp|buổi họp|buổi lễ|lễ|phiên họp|kỳ họp|buổi làm việc|cuộc kiểm tra|tọa đàm|hội thi|buổi)"
    r"(?: [^\W\d]+){0,5} (?:vào )?(?:ngày )?$"
)
SAID_ABOVE = re.compile(r" (?:nêu|nói|kể|đã nêu|đã nói) (?:ở )?trên\b")
FEWEST, NEAR, REACH = 2, 500, 400


def judge_told_back(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every figure that goes back to one before it."""
    for passage in context.passages:
        yield from _unmoved(context, passage)
        for figure in passage.figures:
            from_it = figure.kind == "percent" and figure.hedge == "least"  # từ 5,61% cuối năm 2022
            if context.source.back(figure.start, figure.end) in alarmed or (figure.hedge and not from_it) or figure.in_words:
                continue
            first = _level(context, passage, figure) if figure.kind == "percent" else _count(context, passage, figure)
            if first is not None:
                yield _repeat(context, figure, first)
    yield from _events(context)
    if " trên" in context.folded:
        yield from _above(context)
    yield from _since(context)
    yield from _half_years(context)


def slip(one: Fraction, other: Fraction, step: Fraction = Fraction(1)) -> bool:
    """One digit mistaken, dropped or added, or two changed about."""
    written, meant = str(int(one / step)), str(int(other / step))
    if abs(len(written) - len(meant)) == 1:
        short, long = sorted((written, meant), key=len)
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    wrong = [a for a, b in zip(written, meant, strict=False) if a != b]
    return len(written) == len(meant) > 1 and (len(wrong) == 1 or (len(wrong) == 2 and sorted(written) == sorted(meant)))


def turned(one: Fraction, other: Fraction, step: Fraction = Fraction(1)) -> bool:
    """Two digits changed about."""
    written, meant = str(int(one / step)), str(int(other / step))
    return written != meant and sorted(written) == sorted(meant) and sum(a != b for a, b in zip(written, meant, strict=True)) == 2


def _count(context: Context, passage: Passage, figure: Figure) -> Figure | None:
    """Qua 18 cuộc kiểm tra … · Trong 12.460 lượt dự thi … · Với lực lượng 421 đảng viên như trên."""
    lead = LEAD.match(context.folded[passage.sentence.start : figure.start])
    earlier = passage.before
    if lead is None or figure.kind != "count" or not figure.noun or earlier is None or earlier.paragraph != passage.paragraph:
        return None
    tail = context.folded[figure.after : passage.sentence.end]
    above = ABOVE.match(tail) is not None
    if not above and NARROWED.match(tail):
        return None
    counts = [one for one in earlier.figures if one.kind == "count" and _phrase(context, one)[:1] == _phrase(context, figure)[:1] != []]
    others = [one.value for one in earlier.figures if one.kind == "count"]
    made = {sum(some) for size in (2, 3) for some in combinations(others[:8], size)} | {a * b for a, b in combinations(others[:8], 2)}
    made |= {abs(a - b) for a, b in combinations(others[:8], 2)}
    if len(counts) != 1 or counts[0].hedge or figure.value in others or figure.value in made:
        return None
    first = counts[0]
    told = context.folded[max(earlier.sentence.start, first.start - 70) : first.start]
    if PLANNED.search(re.split(r"[,;:(]\s?", told)[-1]) or not slip(figure.value, first.value):
        return None
    said, again = _phrase(context, first), _phrase(context, figure)
    years = [set(YEAR.findall(context.folded, one.sentence.start, one.sentence.end)) for one in (earlier, passage)]
    if not above and years[0] != years[1]:
        return None
    if above and first.noun == figure.noun:
        return first
    after = re.match(r"(?: [^\W\d]+)*? (?P<where>(?:tại|ở|đã|do|với|đối|được|về|có) [^\W\d]+)", tail[:60])
    if not above and after and after["where"] not in context.folded[earlier.sentence.start : earlier.sentence.end]:
        return None
    if len(again) > FEWEST and again[:3] == said[:3] and lead["word"] in ("qua", "từ", "sau", "với", "trong tổng số"):
        return first
    large = figure.value >= NEAR and turned(figure.value, first.value)
    return first if large and again[:1] == said[:1] and (again[-1:] == said[-1:] or first.noun == figure.noun) else None


def _phrase(context: Context, figure: Figure) -> list[str]:
    """The noun and what is said of it up to a mark or a time."""
    behind = context.folded[figure.end : figure.end + 80]
    return re.split(r"[,;.:()\d\n]|\b(?:năm|trong|của|tại|ở|đã|do|được)\b", behind)[0].split()


def _level(context: Context, passage: Passage, figure: Figure) -> Figure | None:
    """Từ mức 4,32% cuối năm 2023: the rate of a time that was told with another before it."""
    time = TIME.match(context.folded, figure.end)
    lead = context.folded[max(passage.sentence.start, figure.start - 30) : figure.start]
    earlier = passage.before
    if time is None or not FROM_LEVEL.search(lead) or earlier is None or passage.paragraph - earlier.paragraph > 1:
        return None
    rates = [one for one in earlier.figures if one.kind == "percent"]
    at = context.folded.find(time["time"], earlier.sentence.start, earlier.sentence.end)
    if at < 0 or len(rates) != 1 or rates[0].hedge or rates[0].step != figure.step or rates[0].value == figure.value:
        return None
    between = context.folded[at : rates[0].start] if at < rates[0].start else context.folded[rates[0].end : at]
    between = between.replace(time["time"], " ", 1)
    if re.search(r"[;\d]", between) or PLANNED.search(between):
        return None
    return rates[0] if slip(figure.value, rates[0].value, figure.step) else None


def _unmoved(context: Context, passage: Passage) -> Iterator[Claim]:
    """Chi bộ có 23 đảng viên. Đầu năm chi bộ có 21, sau đó tăng 2, không có biến động khác."""
    earlier = passage.before
    if earlier is None or not STILL.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    now = [one for one in earlier.figures if one.kind == "count" and not one.hedge]
    here = [one for one in passage.figures if one.kind == "count" and not one.hedge]
    if len(now) != 1 or len(here) != 2 or now[0].noun != here[0].noun:
        return
    way = BY.search(context.folded[here[0].end : here[1].start])
    if way is None or not OWN.search(context.folded, passage.sentence.start, here[0].start):
        return
    value = here[0].value + here[1].value * (-1 if way["way"] in ("giảm", "chuyển đi") else 1)
    right = value == now[0].value
    text = f"{context.written(here[0])} rồi {way['way']} {context.written(here[1])} là {value}" + (
        "" if right else f"; chỗ trước ghi {context.written(now[0])}"
    )
    figures = [here[0], here[1], now[0]]
    span = here[0].start, here[1].after or here[1].end
    yield context.claim(span, "difference", VERDICTS["exact" if right else "off"], text, context.written(here[0]), None, figures)


def _events(context: Context) -> Iterator[Claim]:
    """Ngày 12/3/2025 … đại hội điểm. Rút kinh nghiệm từ đại hội điểm ngày 21/3/2025."""
    days = [day for day in context.days if day.value and day.day]
    cited = {citation.day.start for citation in context.citations if citation.day}
    for first, again in zip(days, days[1:], strict=False):
        if again.start - first.end > REACH or first.value == again.value or {first.start, again.start} & cited:
            continue
        lead = context.folded[max(0, again.start - 80) : again.start]
        event = BACK_TO.search(lead)
        between = context.folded[first.end : again.start]
        if event is None or not re.search(r"\.\s", between) or "\n" in between or not _slip(first, again):
            continue
        sentence = re.split(r"\.\s", context.folded[max(0, first.start - 160) : first.start])[-1] + re.split(r"\.\s", between)[0]
        behind = re.match(r" (?:tại|ở|của|do|với|cho) [^,.;]*", context.folded[again.end : again.end + 60])
        same = behind is None or " ".join(behind[0].split()[:4]) in sentence
        if event["event"] in sentence and same:
            yield _two_days(context, first, again)


def _above(context: Context) -> Iterator[Claim]:
    """Hội nghị … tổ chức ngày 14/5/2024. Sau hội nghị ngày 15/4/2024 nêu trên …: it is one of the days told before."""
    cited = {citation.day.start for citation in context.citations if citation.day}
    days = [day for day in context.days if day.value and day.day and day.start not in cited]
    for place, again in enumerate(days):
        event = ON_DAY.search(context.folded, max(0, again.start - 60), again.start)
        if event is None or not SAID_ABOVE.match(context.folded, again.end):
            continue
        before = [day for day in days[:place] if again.start - day.end < REACH]
        told = [day for day in before if event["event"] in _sentence(context, day)]
        turned = len(before) == 1 and (before[0].day, before[0].month, before[0].year) == (again.month, again.day, again.year)
        told = told or (before if turned else [])
        if len(told) == 1 and all(day.value != again.value for day in before):
            yield _two_days(context, told[0], again)


def _sentence(context: Context, day: Day) -> str:
    """The words around a day up to the next full stop."""
    lead = re.split(r"\.\s|\n", context.folded[max(0, day.start - 160) : day.start])[-1]
    return lead + re.split(r"\.\s|\n", context.folded[day.end : day.end + 120])[0]


def _slip(first: Day, again: Day) -> bool:
    """The days differ by two digits of the day changed about, or by one part alone."""
    one, other = ((day.day, day.month, day.year) for day in (first, again))
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _two_days(context: Context, first: Day, again: Day) -> Claim:
    one, other = (context.source.text[day.start : day.end] for day in (first, again))
    text = f"Chỗ trước ghi {one}, chỗ này ghi {other}: cùng một sự kiện"
    marks = [Figure("label", day.start, day.end, Fraction(day.day)) for day in (again, first)]
    return context.claim((again.start, again.end), "repeat", "inconsistent", text, other, one, marks)


def _since(context: Context) -> Iterator[Claim]:
    """Đạt chuẩn nông thôn mới năm 2016 … kể từ khi đạt chuẩn nông thôn mới (2019 - 2024)."""
    for match in SINCE.finditer(context.folded):
        group = "span" if match["span"] else "year"
        what = match["what"].strip()
        told = re.compile(re.escape(what) + r"(?: vào| từ)? năm (?P<year>(?:19|20)\d{2})(?!\d)")
        found = list(told.finditer(context.folded, max(0, match.start() - REACH), match.start()))
        if len(what.split()) <= FEWEST or not found or any(one["year"] == match[group] for one in found):
            continue
        first = found[-1]
        marks = [Figure("label", *one, Fraction(0)) for one in (match.span(group), first.span("year"))]
        text = f"Chỗ trước ghi năm {first['year']}, chỗ này ghi {match[group]}: cùng một sự kiện"
        yield context.claim(match.span(group), "repeat", "inconsistent", text, match[group], first["year"], marks)


def _half_years(context: Context) -> Iterator[Claim]:
    """Năm 2023 kết nạp 1.420; 6 tháng đầu năm 2023 kết nạp 1.655: a part of the year above the year."""
    years = [
        match
        for match in OF_YEAR.finditer(context.folded)
        if not re.search(r"\d ?$|tháng |quý ", context.folded[max(0, match.start() - 16) : match.start()])
    ]
    for half in OF_HALF.finditer(context.folded) if years else ():
        for year in years:
            alike = year["year"] == half["year"] and year["deed"] == half["deed"] and abs(year.start() - half.start()) < REACH
            levels = [set(LEVEL.findall(one["who"])) for one in (year, half)]
            if not alike or (levels[0] and levels[1] and levels[0] != levels[1]) or PLANNED.search(year[0]) or PLANNED.search(half["who"]):
                continue
            counts = [context.reader.between(one.start("count"), one.end("count") + 1) for one in (year, half)]
            if not all(counts) or counts[0][0].noun != counts[1][0].noun or not counts[0][0].noun:
                continue
            whole, part = counts[0][0], counts[1][0]
            if part.value > whole.value:
                text = f"Một phần của năm {year['year']} là {context.written(part)}, cả năm chỉ có {context.written(whole)}"
                stated = context.written(part)
                yield context.claim((part.start, part.after or part.end), "subset", "inconsistent", text, stated, None, [part, whole])


def _repeat(context: Context, figure: Figure, first: Figure) -> Claim:
    one, other = context.written(first), context.written(figure)
    text = f"Chỗ trước ghi {one} {first.noun}".rstrip() + f", chỗ này ghi {other}: cùng một nội dung"
    span = figure.start, figure.after or figure.end
    return context.claim(span, "repeat", "inconsistent", text, other, one, [figure, first])
