"""Dates: they exist, agree with their weekday, run forward, and are not later than the report unless they are planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.later import judge_later_years
from dangvu.figurecheck.named.lengths import judge_lengths
from dangvu.figurecheck.named.ordered import judge_ordered
from dangvu.figurecheck.named.periods import judge_periods
from dangvu.figurecheck.reading.days import SPAN_OF_YEARS, UNTIL, Day, weekday_before

WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
PLANNED = re.compile(
    r"(?:đến|vào|tới) (?:ngày )?[\d/ ]{6,12} (?:là |sẽ )?(?:tròn|đủ)\b|"
    r"phấn đấu|dự kiến|sẽ\b|kế hoạch (?:tổ chức|đại hội|năm|ra quân|mở)|thống nhất (?:tổ chức|chọn|thời gian|lịch)|trước ngày|"
    r"chậm nhất|thời hạn|hạn cuối|(?<!tính )đến hết ngày|"
    r"hoàn thành trước|thời gian tới|theo (?:kế hoạch|lịch|lộ trình|dự kiến)|gia hạn|hẹn\b|sắp\b|"
    r"dự định|ấn định|(?:đến|hết|còn|có) hạn|hạn (?:đến|trả|nộp)|"
    r"nhiệm kỳ|giai đoạn|định hướng|tầm nhìn|mục tiêu|phương hướng|chuẩn bị|tiến tới|chào mừng|hướng tới|kỷ niệm|"
    r"có hiệu lực|hiệu lực thi hành|"
    r"áp dụng từ|thực hiện từ|kể từ ngày|lộ trình|yêu cầu|đề nghị|cần |phải |xong trước|từ nay đến|đăng ký|nhiệm vụ|"
    r"giải pháp|tiếp tục|bầu cử|\d (?:[^\W\d]+ ){1,3}còn lại "
)
FUTURE = re.compile(r"\b(?:sẽ|dự kiến|phấn đấu|phải|chuẩn bị|hoàn thành trước|xong trước)\b")
DONE = re.compile(r"\b(?:đã|vừa)\b")
DONE_BY = re.compile(
    r"\b(?:đã|vừa) (?:được )?(?:thu hồi|truy nộp|truy thu|thu|nộp|hoàn trả|bàn giao|hoàn thành|khắc phục|trả|giải ngân|thanh toán|chi trả|"
    r"xử lý|giải quyết|tháo dỡ|di dời|nghiệm thu|khánh thành|kết thúc|khởi công|thông xe|cấp phát|chi|sửa chữa|lắp đặt|bồi thường)\b"
    r"(?!.*\b(?:kế hoạch|phương án|để|nhằm|yêu cầu|giao|đề nghị|cam kết|đăng ký|chuẩn bị|việc|dự kiến|sẽ|phải)\b)"
    r"[^.;]{0,80}\btrước (?:ngày )?$"
)
DONE_WITHIN = re.compile(
    r",\s[^,;.:]{2,60}\b(?:đã|vừa) (?!(?:được )?(?:đăng ký|ban hành|xây dựng|phê duyệt|thống nhất|cam kết|giao|yêu cầu|lên|có|bố trí|"
    r"chuẩn bị|cho phép|xin|hẹn|ký|chốt|thông báo|chọn|quyết định|phát động|triệu tập|mời|dự kiến|phân công|lập)\b)"
)
"""From one day to the other, …, somebody has done something: not what plans or announces."""
EVENT, WILL, AFTER_EVENT = re.compile(r"\b(?:diễn ra|tổ chức|bắt đầu|khai mạc|rơi vào|là)\b"), re.compile(r"\bsẽ\b"), 200
RESULTS = re.compile(r"^\W*(?:[ivx\d]+[.\-)]\W*)?(?:về )?(?:kết quả|tình hình|thực trạng|đánh giá|kiểm điểm|việc thực hiện)\b")
REACHED = re.compile(r"(?:số liệu|kết quả|tính|tổng hợp)[^.;:]{0,20} đến (?:hết )?(?:ngày )?$")
FUTURE_HEADING = re.compile(
    r"^\W*(?:[ivx\d]+\W+)?[^\n]{0,40}(?:phương hướng|(?<!thực hiện )nhiệm vụ|chương trình công tác|kế hoạch công tác|dự kiến)[^\n]{0,120}$"
)
PAST_HEADING = re.compile(r"^\W*(?:phần |[ivx]+[.\-)]|[a-c\d][.\-)])[^\n]{0,160}$")
DATELINE = re.compile(r"^[^\n]{0,60}?,?\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\s*$")
STAMP = re.compile(r"^[\W\d]*(?:(?:thứ \w+|chủ nhật|cập nhật|ngày đăng|đăng ngày|lúc)\W*)*[\d/.:\-\s,|()]*(?:gmt\W*\d+\W*)?$")
YEARS_SPAN = re.compile(
    r"(?<![\w.,])(?P<count>\d{1,2}) năm(?! tuổi)[^\d.;:()]{0,60}\(?(?:giai đoạn |từ năm |từ )?(?P<first>(?:19|"
    r"20)\d{2})\s?-\s?(?P<last>(?:19|20)\d{2})"
)
ANNIVERSARY = re.compile(r"(?<![\w.,])(?P<count>\d{1,3}) năm(?! tuổi)[^()\d]{0,80}\(\s*(?:ngày )?$")
QUARTER = re.compile(r"\b(?<!mỗi )(?<!một )(?<!từng )quý (?:v|vi{1,3}|[5-9])(?=[/\s,.;)]|$)")
FROM_YEAR = re.compile(r"\btừ (?:năm )?(?P<first>(?:19|20)\d{2}) (?:đến|tới) (?:năm )?(?P<last>(?:19|20)\d{2})(?!\d)")
CELL = re.compile(r"[^\t|]+")
DUE = re.compile(r"\b(?:trước|chậm nhất(?: là)?|xong trước|muộn nhất(?: là)?)(?: ngày)? $")
DUE_DONE = re.compile(
    r"\b(?:đã|từ|ban hành|kết quả|phát sinh|vi phạm|xảy ra|có|được"
    r"|xây dựng trước|sinh|tồn|nợ|theo|cấp|ký|hưởng|kết nạp|gửi|chuyển|vào đảng)\b"
)
TO_DO = re.compile(r"\b(?:hoàn thành|tham mưu|báo cáo|tổ chức|triển khai|quyết toán|trình|kết thúc|nộp|tổng kết|sơ kết|xong|bàn giao)\b")
DUE_AGO, DUE_YEARS = 30, 2
HEAD_ROWS, HEAD_LENGTH = 4, 500
FROM_DAY = re.compile(r"^\W*(?:trong thời gian |thời gian )?từ (?:ngày )?[\d/.-]+ (?:đến|tới) (?:hết )?(?:ngày )?$")
FROM_TO = re.compile(r"từ\s+(?:ngày\s+)?$")


def report_day(context: Context) -> date | None:
    """The day given, or the one of the dateline or time stamp at the head or foot of the text."""
    if context.report_date is not None:
        return context.report_date
    paragraphs = [(paragraph.start, paragraph.end) for paragraph in context.layout.paragraphs]
    for start, end in [*_head_cells(context), *paragraphs[:25], *paragraphs[-12:]]:
        line = context.folded[start:end].strip()
        if DATELINE.match(line) or (len(line) < 60 and STAMP.match(line)):
            for day in context.days:
                if start <= day.start < end and day.day and day.value:
                    return day.value
    return None


def _head_cells(context: Context) -> Iterator[tuple[int, int]]:
    """The name of the body and the dateline mostly stand side by side, in a table without lines."""
    for start, end in context.layout.tables[0][:HEAD_ROWS] if context.layout.tables else []:
        if start < HEAD_LENGTH:
            yield from (cell.span() for cell in CELL.finditer(context.folded, start, end))


def judge_calendar(context: Context) -> Iterator[Claim]:
    """Every written day, month and span of years."""
    today = report_day(context)
    cited = {citation.day.start for citation in context.citations if citation.day}
    planned = _planned_sections(context)
    for day in context.days:
        yield _judge(context, day, today, cited=day.start in cited, planned=any(start <= day.start < end for start, end in planned))
    yield from judge_lengths(context, today)
    yield from judge_ordered(context, today)
    yield from judge_periods(context, today)
    yield from judge_later_years(context, today, planned)
    yield from _due_before(context, today, planned)
    yield from _ranges(context)
    yield from _year_spans(context)
    yield from _anniversaries(context)
    yield from _wrong_periods(context)


def _due_before(context: Context, today: date | None, planned: list[tuple[int, int]]) -> Iterator[Claim]:
    """Nhiệm vụ quý IV: … xong trước ngày 15/12/2023, in a report of October 2024: what is still to be done is not due before it."""
    for day in context.days if today and planned else ():
        value = day.value
        if not (today and value and day.day and (today - value).days > DUE_AGO and today.year - value.year <= DUE_YEARS):
            continue  # xây nhà trước ngày 01/7/2014: so long ago it tells of which ones, not until when
        if not any(a <= day.start < b for a, b in planned):
            continue
        lead = context.folded[max(0, day.start - 160) : day.start].rsplit("\n", 1)[-1]
        lead = re.split(r"[.;]\s", lead)[-1]
        if DUE.search(lead) and TO_DO.search(lead) and not DUE_DONE.search(lead):
            text = f"Thời hạn {value:%d/%m/%Y} của việc phải làm trước ngày báo cáo {today:%d/%m/%Y}"
            yield context.claim((day.start, day.end), "date", "inconsistent", text, context.source.text[day.start : day.end], None)


def _judge(context: Context, day: Day, today: date | None, *, cited: bool, planned: bool) -> Claim:
    stated = context.source.text[day.start : day.end]
    span = day.start, day.end
    if not day.exists:
        return context.claim(span, "date", "inconsistent", f"Không có ngày {stated} trong lịch", stated, _same_document(context, day))
    weekday = weekday_before(context.folded, day.start) if day.day and day.year else None
    if weekday and day.value and day.value.weekday() != weekday[0]:
        right = WEEKDAY_NAMES[day.value.weekday()]
        return context.claim((weekday[1], day.end), "date", "inconsistent", f"{stated} là {right}", stated, right)
    if today and day.value and _later(day, today) and not (planned and not cited) and not (not cited and _is_planned(context, day)):
        text = f"{stated} sau ngày báo cáo {today:%d/%m/%Y}"
        return context.claim(span, "date", "inconsistent", text, stated, None)
    return context.claim(span, "date", "consistent", "Ngày có thật", stated, None)


def _later(day: Day, today: date) -> bool:
    if day.day:
        return day.value is not None and day.value > today
    return (day.year, day.month) > (today.year, today.month)


def _is_planned(context: Context, day: Day) -> bool:
    """Words of intention in the same sentence before or right after the date."""
    start = max(context.folded.rfind("\n", 0, day.start), context.folded.rfind(". ", 0, day.start), day.start - 300)
    line = context.folded.find("\n", day.end, day.end + 60)
    end = line if line >= 0 else min(len(context.folded), day.end + 60)
    own = re.split(r"[,;]\s", context.folded[max(0, start) : day.start])[-1]
    if DONE_BY.search(own) or (FROM_DAY.search(own) and DONE_WITHIN.match(context.folded, day.end)):
        return False
    if REACHED.search(context.folded, max(0, start), day.start) or (DONE.search(own) and not PLANNED.search(own)):
        return False
    rest = re.split(r"\.\s", context.folded[day.end : end], maxsplit=1)[0]
    clause = re.split(r"[,;]", rest, maxsplit=1)
    if PLANNED.search(context.folded, max(0, start), day.end + len(clause[0])):
        return True
    return any(FUTURE.search(later) for later in clause[1:]) or _before_its_plans(context, start, day)


def _before_its_plans(context: Context, start: int, day: Day) -> bool:
    """Lễ năm 2020 diễn ra từ ngày 16/9 đến ngày 18/9/2020. Ban sẽ đến chúc tết: the next sentence tells what will be done."""
    told = context.folded[max(0, start) : day.start]
    after = context.folded[day.end : day.end + AFTER_EVENT].split("\n", 1)[0].split(". ", 2)[:2]
    return EVENT.search(told) is not None and DONE.search(told) is None and len(after) > 1 and WILL.search(after[1]) is not None


def _planned_sections(context: Context) -> list[tuple[int, int]]:
    """From a heading such as "Phương hướng, nhiệm vụ" to the next heading of the same kind."""
    sections: list[tuple[int, int]] = []
    open_at: int | None = None
    for paragraph in context.layout.paragraphs:
        line = context.folded[paragraph.start : paragraph.end].strip()
        if len(line) < 180 and not line.endswith((".", ";", ",")) and FUTURE_HEADING.match(line) and not RESULTS.match(line):
            open_at = paragraph.start if open_at is None else open_at
        elif open_at is not None and re.match(r"^[ivx]+[.\-)]\s", line) and PAST_HEADING.match(line):
            sections.append((open_at, paragraph.start))
            open_at = None
    if open_at is not None:
        sections.append((open_at, len(context.folded)))
    return sections


def _same_document(context: Context, day: Day) -> str | None:
    """The date another citation of the same document bears."""
    symbol = next((c for c in context.citations if c.day and c.day.start == day.start), None)
    if symbol is None:
        return None
    for other in context.citations:
        same = (other.number, other.letters, other.ending) == (symbol.number, symbol.letters, symbol.ending)
        if same and other.day and other.day.value and other.day.day:
            return f"{other.day.value:%d/%m/%Y}"
    return None


def _ranges(context: Context) -> Iterator[Claim]:
    """từ ngày 15/3/2024 đến ngày 10/3/2024 runs backwards."""
    for first, last in pairwise(context.days):
        if not (first.value and last.value and first.day and last.day and first.value > last.value):
            continue
        joined = UNTIL.fullmatch(context.folded, first.end, last.start)
        if joined and FROM_TO.search(context.folded, max(0, first.start - 12), first.start):
            stated = context.source.text[first.start : last.end]
            yield context.claim((first.start, last.end), "date", "inconsistent", "Ngày đầu sau ngày cuối", stated, None)


def _anniversaries(context: Context) -> Iterator[Claim]:
    """kỷ niệm 95 năm Ngày thành lập Đảng (03/02/1930 - 03/02/2025)."""
    for first, last in pairwise(context.days):
        if (first.day, first.month) != (last.day, last.month) or not (first.day and first.year and last.year > first.year):
            continue
        said = ANNIVERSARY.search(context.folded, max(0, first.start - 90), first.start)
        if said is None or not re.fullmatch(r"\s*-\s*", context.folded[first.end : last.start]):
            continue
        years = last.year - first.year
        right = int(said["count"]) == years
        text = f"{last.year} - {first.year} = {years}"
        span = said.start("count"), last.end
        yield context.claim(span, "date", "consistent" if right else "inconsistent", text, f"{said['count']} năm", f"{years} năm")


def _wrong_periods(context: Context) -> Iterator[Claim]:
    """quý V, từ năm 2023 đến năm 2020."""
    for match in QUARTER.finditer(context.folded):
        stated = context.source.text[match.start() : match.end()]
        yield context.claim(match.span(), "date", "inconsistent", "Một năm có bốn quý", stated, None)
    for match in FROM_YEAR.finditer(context.folded):
        if int(match["first"]) > int(match["last"]):
            stated = context.source.text[match.start() : match.end()]
            yield context.claim(match.span(), "date", "inconsistent", "Năm đầu sau năm cuối", stated, None)


def _year_spans(context: Context) -> Iterator[Claim]:
    for match in SPAN_OF_YEARS.finditer(context.folded):
        if int(match["first"]) > int(match["last"]):
            yield context.claim(
                match.span(), "date", "inconsistent", "Năm đầu sau năm cuối", context.source.text[match.start() : match.end()], None
            )
    for match in YEARS_SPAN.finditer(context.folded):
        count, first, last = int(match["count"]), int(match["first"]), int(match["last"])
        if last < first or not re.search(
            r"\b(?:trong|qua|sau|tổng kết|sơ kết|nhìn lại|kết quả)\s(?:hơn |gần )?$",
            context.folded[max(0, match.start() - 14) : match.start()],
        ):
            continue
        if "nhiệm kỳ" in match[0] and count < last - first:
            continue  # sau gần 4 năm thực hiện nghị quyết nhiệm kỳ 2020 - 2025: the term is not over
        right = count in (last - first, last - first + 1)
        text = f"{first}-{last} là {last - first} năm, kể cả năm đầu là {last - first + 1} năm"
        stated = context.source.text[match.start("count") : match.end("count")] + " năm"
        yield context.claim(match.span(), "date", "consistent" if right else "inconsistent", text, stated, f"{last - first} năm")
