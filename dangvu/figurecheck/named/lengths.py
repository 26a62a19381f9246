"""How long and how old: a told length against its two dates, an age against a birth, what begins against what ends, hours of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.days import UNTIL, Day

LENGTH = r"(?P<count>\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?P<unit>ngày|tuần|tháng)(?! (?:đầu|cuối|qua|tới|sau|trước|\d))"
BEFORE = re.compile(
    rf"\b(?:kéo dài|(?:diễn ra |tổ chức |tiến hành |làm việc |học )?trong(?: vòng)?|thời gian(?: là)?|suốt)\s(?:thời gian )?{LENGTH}"
    r"[^.;\d]{0,24}?(?:,|\(|:|kể)?\s?(?:tính |bắt đầu |bắt đầu tính |khởi đầu )?(?:từ (?:ngày )?|(?<=bắt đầu )(?:vào )?ngày )$"
)
BEHIND = re.compile(rf"\s?(?:,|\(|-)\s?(?:(?:tổng cộng|tất cả|kéo dài|tức|trong|thời gian(?: là)?|là)\s){{0,2}}{LENGTH}")
AFTER = re.compile(r",\s(?:như vậy là |tức là |tức )?sau (?P<count>\d{1,2}) tháng (?!đầu|cuối|qua|tới|\d)")
STEPS = re.compile(r"\b(?:kết nạp|khởi công|thành lập|bắt đầu|ban hành|khai giảng|phát động|tiếp nhận|ra mắt|thụ lý)\b[^.;]{0,40}$")
APART = re.compile(
    rf"[^.;:()\d]{{0,140}}?\b(?:trong(?: vòng| thời gian)?|kéo dài|suốt|tập huấn|làm việc|diễn ra|bồi dưỡng|thời gian(?: là)?|"
    rf"lớp|đợt)\s(?:thời gian )?{LENGTH}(?! (?:tuổi|sau|làm việc|\d))(?=[ ,.;)])"
)
EACH = re.compile(r"\b(?:mỗi|từng|một|các|nhiều|lần lượt)\b|\d (?:lớp|đợt|buổi)")
FROM = re.compile(r"\b(?:từ (?:ngày )?|bắt đầu (?:vào )?ngày )$")
AND_ENDED = re.compile(r",?(?: và)? (?:kết thúc|hoàn thành|bế mạc|xong)(?: vào| trong)?(?: ngày)? ")
WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
BORN = re.compile(
    r"\bsinh (?:ngày [\d/.-]{6,10}|năm (?P<year>(?:19|20)\d{2}))[^.;\d]{0,40}?\b(?P<age>\d{2,3}) tuổi\b(?! (?:đảng|nghề|quân))"
    r"|\b(?P<old>\d{2,3}) tuổi[^.;\d]{0,12}\(?\s?sinh năm (?P<born>(?:19|20)\d{2})"
)
JOINED = re.compile(
    r"\b(?:kết nạp|vào đảng)[^.;\d]{0,30}?(?:ngày \d{1,2}[/.-]\d{1,2}[/.-]|ngày \d{1,2} tháng \d{1,2} năm |tháng \d{1,2}[/.-]|năm )"
    r"(?P<year>(?:19|20)\d{2})[^.;\d]{0,40}?\b(?:đến nay|hiện|nay|đã|tròn|có|được)\s[^.;\d]{0,24}?(?P<age>\d{2}) năm tuổi đảng"
)
HOUR = re.compile(r"(?<![\d/.,-])(?P<hour>\d{1,2})(?: giờ |h|g)(?P<minute>\d{2})(?!\d)(?: ?phút)?")
BEGUN = re.compile(r"\b(?:bắt đầu|khởi công|khai mạc|khởi động|mở đầu|khai giảng|triển khai từ|phát động)\b[^.;]{0,40}$")
ENDED = re.compile(r"\b(?:kết thúc|hoàn thành|bế mạc|bế giảng|khánh thành|xong|nghiệm thu|tổng kết)\b[^.;,]{0,24}$")
SENT = re.compile(r"\b(?:ban hành|gửi|ký|phát hành|thông báo)(?: vào)? ngày\s$")
DUE = re.compile(r"\b(?:trước|chậm nhất(?: là)?|hạn(?: chót| cuối)?(?: là)?|xong trước)(?: ngày)?\s$")
KIN = re.compile(r"\b(?:mẹ|cha|bố|con|cháu|vợ|chồng|cụ)\b")
SEVERAL, MONTH = 2, 31
YEARS_OF_LIFE, MONTHS, LAST_HOUR, LAST_MINUTE = 1, 12, 24, 59
BADGE_STEP = 10
"""Years up to the next badge: who bears one of 50 years joined 50 to 60 years ago."""


MEDAL = re.compile(
    r"\bhuy hiệu(?: đảng)? (?P<age>\d{2}) năm(?: tuổi đảng)?\b[^\d;]{0,120}?\b(?:kết nạp|vào đảng)[^\d;.]{0,24}?"
    r"(?P<date>ngày \d{1,2}[/.-]\d{1,2}[/.-]|ngày \d{1,2} tháng \d{1,2} năm |tháng \d{1,2}[/.-]|năm )(?P<year>(?:19|20)\d{2})"
    r"|\b(?:kết nạp|vào đảng)[^\d;.]{0,24}?(?:ngày \d{1,2}[/.-]\d{1,2}[/.-]|ngày \d{1,2} tháng \d{1,2} năm |tháng \d{1,2}[/.-]|năm )"
    r"(?P<joined>(?:19|20)\d{2})[^\d;.]{0,80}?\bhuy hiệu(?: đảng)? (?P<told>\d{2}) năm"
)
LATE = re.compile(r"\b(?:truy tặng|đã (?:được )?(?:nhận|tặng|trao)|năm (?:19|20)\d{2} (?:được|đã))\b|\bđề nghị\b")


GIVEN = re.compile(r"\b(?:tặng|trao|nhận|trao tặng|đợt|năm nay)\b")


YEARS_LONG = re.compile(
    r"\btừ (?:đầu |giữa |cuối )?năm (?P<first>(?:19|20)\d{2}) (?:đến|tới|-) (?:hết |cuối |giữa |đầu )?(?:năm )?(?P<last>(?:19|20)\d{2})"
    r"(?:(?P<open> \((?:tức |là |tổng cộng |tròn |đúng |vừa tròn |thời gian )*)|(?:,|,? (?:là|tức))? ?(?:tròn|đúng|suốt|vừa tròn|tức) )"
    rf"(?P<count>{'|'.join(WORDS)}|\d{{1,2}}) năm(?(open)(?=[),;.])|\b)"
)
LATEST = 2100


def judge_lengths(context: Context, today: date | None) -> Iterator[Claim]:
    """Every pair of dates, every age and every hour of the text."""
    for first, last in pairwise(context.days):
        yield from _length(context, first, last)
        yield from _order(context, first, last)
    if today is not None:
        yield from _ages(context, today)
    for match in HOUR.finditer(context.folded):
        wrong = int(match["minute"]) > LAST_MINUTE or int(match["hour"]) > LAST_HOUR
        text = "Không có giờ này trong ngày" if wrong else "Giờ có thật"
        stated = context.source.text[match.start() : match.end()]
        yield context.claim(match.span(), "date", VERDICTS["off" if wrong else "exact"], text, stated, None)


def judge_year_lengths(context: Context) -> Iterator[Claim]:
    """Giữ chức Bí thư từ năm 2015 đến năm 2020, tròn 5 năm, or (5 năm): counted with its first year or without it."""
    for found in YEARS_LONG.finditer(context.folded) if "từ " in context.folded else ():
        first, last = int(found["first"]), int(found["last"])
        told = WORDS.get(found["count"]) or int(found["count"])
        right = last - first
        if right <= 0 or last > LATEST:
            continue
        wrong = told not in (right, right + 1)
        stated = found["count"]
        text = f"{last} - {first} = {right}" + (f"; văn bản ghi {stated} năm" if wrong else "")
        yield context.claim(found.span("count"), "date", VERDICTS["off" if wrong else "exact"], text, stated, str(right))


def _value(day: Day, other: Day) -> date | None:
    """The day with the year of the one beside it."""
    if day.value is not None or not day.exists or not other.year:
        return day.value
    return Day(day.start, day.end, day.day, day.month, other.year).value


def _length(context: Context, first: Day, last: Day) -> Iterator[Claim]:
    """kéo dài 5 ngày, từ ngày 10/6/2024 đến ngày 14/6/2024."""
    begin, end = _value(first, last), last.value
    if not (begin and end and first.day and last.day and begin <= end):
        return
    if (after := AFTER.match(context.folded, last.end)) and STEPS.search(context.folded, max(0, first.start - 70), first.start):
        yield from _months(context, first, last, after)
    until = UNTIL.fullmatch(context.folded, first.end, last.start) or AND_ENDED.fullmatch(context.folded, first.end, last.start)
    if not (until and FROM.search(context.folded, max(0, first.start - 12), first.start)):
        return
    told = BEFORE.search(context.folded, max(0, first.start - 90), first.start) or BEHIND.match(context.folded, last.end)
    if told is None and (end - begin).days <= MONTH and (apart := APART.match(context.folded, last.end)):
        told = None if EACH.search(apart[0]) else apart
    if told is None:
        return
    count = WORDS.get(told["count"]) or int(told["count"])
    right = _right_lengths(begin, end)[told["unit"]]
    stated = f"{told['count']} {told['unit']}"
    wrong = count not in right
    text = f"Từ {begin:%d/%m/%Y} đến {end:%d/%m/%Y} là {right[-1]} {told['unit']}" + (f"; văn bản ghi {stated}" if wrong else "")
    span = min(told.start("count"), first.start), max(told.end("unit"), last.end)
    yield context.claim(span, "date", VERDICTS["off" if wrong else "exact"], text, stated, f"{right[-1]} {told['unit']}")


def _months(context: Context, first: Day, last: Day, after: re.Match[str]) -> Iterator[Claim]:
    """kết nạp ngày 03/9/2024, chính thức từ ngày 03/9/2025, sau 12 tháng dự bị: from the first to the last, within a month."""
    begin, end = first.value, last.value
    if begin is None or end is None or re.search(r"[.;\n]\s", context.folded[first.end : last.start]):
        return
    right = (end.year - begin.year) * MONTHS + end.month - begin.month
    wrong = abs(int(after["count"]) - right) > 1
    stated = f"{after['count']} tháng"
    text = f"Từ {begin:%d/%m/%Y} đến {end:%d/%m/%Y} là {right} tháng" + (f"; văn bản ghi {stated}" if wrong else "")
    yield context.claim((first.start, after.end()), "date", VERDICTS["off" if wrong else "exact"], text, stated, f"{right} tháng")


def _right_lengths(begin: date, end: date) -> dict[str, range]:
    """The lengths that may be said of a span: of days the working days up to all of them."""
    days = (end - begin).days + 1
    working = sum((begin + timedelta(step)).weekday() < 5 for step in range(min(days, 400)))
    months = (end.year - begin.year) * MONTHS + end.month - begin.month
    return {
        "ngày": range(min(working, days - 1), days + 1),
        "tuần": range(days // 7, -(-days // 7) + 1),
        "tháng": range(max(months - 1, 0), months + 2),
    }


def _order(context: Context, first: Day, last: Day) -> Iterator[Claim]:
    """khởi công ngày …, khánh thành ngày …: what ends does not end before it begins, what is due is not due before it is sent."""
    begin, end = first.value, last.value
    if not (begin and end and first.day and last.day and begin > end) or re.search(r"[.;\n]\s", context.folded[first.end : last.start]):
        return
    leads = [context.folded[max(0, day.start - 60) : day.start] for day in (first, last)]
    between = context.folded[first.end : last.start]
    ended = BEGUN.search(leads[0]) and ENDED.search(between)
    due = SENT.search(leads[0]) and DUE.search(between)
    if ended or due:
        words = "Ngày kết thúc trước ngày bắt đầu" if ended else "Thời hạn trước ngày ban hành"
        stated = context.source.text[last.start : last.end]
        yield context.claim((first.start, last.end), "date", "inconsistent", words, stated, None)


def _ages(context: Context, today: date) -> Iterator[Claim]:
    """Sinh năm 1978, năm nay 46 tuổi · kết nạp ngày 19/5/1984, đến nay tròn 40 năm tuổi Đảng."""
    for match in BORN.finditer(context.folded):
        born, age = (match["year"], match["age"]) if match["age"] else (match["born"], match["old"])
        if born is not None and not KIN.search(match[0]):
            yield from _age(context, match, int(born), int(age), today)
    for match in MEDAL.finditer(context.folded) if "huy hiệu" in context.folded else ():
        if (
            not _of_another_time(context, match.start(), today)
            and not LATE.search(match[0])
            and len(re.findall(r"\bđồng chí\b|\bông\b|\bbà\b", match[0])) < SEVERAL
        ):
            since, age = (match["year"], match["age"]) if match["age"] else (match["joined"], match["told"])
            lead = re.split(r"[.;\n]", context.folded[max(0, match.start() - 80) : match.start()])[-1]
            given = GIVEN.search(lead + match[0])
            yield from _age(context, match, int(since), int(age), today, YEARS_OF_LIFE if given else BADGE_STEP)
    for match in JOINED.finditer(context.folded):
        yield from _age(context, match, int(match["year"]), int(match["age"]), today)


def _of_another_time(context: Context, place: int, today: date) -> bool:
    """Trong nhiệm kỳ đã trao Huy hiệu 40 năm …: not in the year of the report."""
    lead = context.folded[max(0, place - 160) : place].rsplit("\n", 1)[-1]
    return "nhiệm kỳ" in lead or any(int(year) != today.year for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", lead))


def _age(context: Context, match: re.Match[str], since: int, told: int, today: date, most: int = YEARS_OF_LIFE) -> Iterator[Claim]:
    """An age against its beginning; it may be `most` years ago that it was told, and is no more than a year ahead."""
    years = today.year - since
    wrong = not -YEARS_OF_LIFE <= years - told <= most
    text = f"{today.year} - {since} = {years}" + (f"; văn bản ghi {told}" if wrong else "")
    yield context.claim(match.span(), "date", VERDICTS["off" if wrong else "exact"], text, str(told), str(years))
