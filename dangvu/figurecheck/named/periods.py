"""Periods and lives told in two places: a quarter still to come of which something is done, a return, an age in the next sentence.

Trong quý III/2024 đã hoàn thành · trở lại sau đúng 12 năm; lần đầu là năm 2012 · sinh năm 1956; “Tui 68 tuổi rồi” · từ 18 đến 11 độ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.lengths import KIN, WORDS
from dangvu.figurecheck.reading.numbers import numeral

YEAR = r"(?:19|20)\d{2}"
QUARTER = re.compile(rf"\bquý (?P<quarter>iv|i{{1,3}}|[1-4])(?:\s?[/-]\s?| năm | )(?P<year>{YEAR})(?!\d)")
MONTHS = re.compile(rf"\b(?P<months>\d{{1,2}}|ba|sáu|bảy|tám|chín|mười) tháng(?: đầu)?(?: năm |/)(?P<year>{YEAR})(?!\d)")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
DONE = re.compile(r"\b(?:đã|vừa)\b")
TO_COME = re.compile(
    r"\b(?:sẽ|dự kiến|phấn đấu|kế hoạch|mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ|yêu cầu|đề nghị|đăng ký|cam kết|chuẩn bị|phải|cần|ước|"
    r"thống nhất|giao|hạn|lộ trình|dự định|trước|hứa|hẹn|xây dựng|ban hành|phê duyệt|bố trí)\b"
)
LAST_MONTH = 12

SINCE = re.compile(
    r"\bsau (?:đúng|tròn|gần|hơn) (?P<years>\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm(?= trở lại|[.,;]|$|\n| tôi| kể)"
)
BACK = re.compile(r"\b(?:trở lại|quay lại|về lại|gặp lại|ghé lại|thăm lại|trở về|tái ngộ|có dịp|đến lại)\b")
FIRST = re.compile(
    rf"\blần (?:đầu(?: tiên)?|trước|gặp trước|gần nhất|cuối(?: cùng)?)\b[^.;\d]{{0,40}}?\b(?:là|vào|hồi|"
    rf"từ)? ?(?:tháng \d{{1,2}} )?năm (?P<year>{YEAR})"
)
CAME = re.compile(r"\b(?:đến|tới|về|gặp|lên|ghé|đặt chân|qua|thăm|vào|xuống)\b")
REACH = 320

BORN = re.compile(
    rf"(?P<title>\b(?:ông|bà|anh|chị|cụ|nghệ nhân|già làng|cô|chú|bác)) [^.;\d]{{2,50}}?,? \(?sinh (?:ngày [\d/.-]{{3,6}}[/.-])?"
    rf"(?:năm )?(?P<born>{YEAR})\)?[^.;\d]{{0,60}}[.]?\s"
)
SAID = re.compile(
    r"\W*[“\"](?:năm nay )?(?:tui|tôi|tớ|mình)[^.;,\d]{0,20}? (?P<age>\d{2,3}) tuổi(?=[,.!?”\"]| (?:rồi|mà|nhưng|vẫn|còn|"
    r"đời)\b)(?! rồi mới)"
)
NOW = re.compile(r"\W*(?:năm nay|nay|hiện|hiện nay|đã)(?: đã)? (?P<age>\d{2,3}) tuổi,? (?P<title>ông|bà|anh|chị|cụ)\b")
ONE_YEAR = 1

SPAN = re.compile(
    r"\btừ (?P<first>\d[\d.]*(?:,\d+)?) ?(?P<own>độ|%|tuổi|kg|cm|m|km|triệu|nghìn|người)?\s?(?:đến|tới|-)\s?(?P<last>\d[\d.]*(?:,\d+)?) ?"
    r"(?P<unit>độ|%|tuổi|triệu đồng|nghìn đồng|tỷ đồng|triệu|nghìn|kg|tạ|tấn|cm|mét|m|km|ha|người|lần|phần trăm)(?![^\W\d])"
)
FALLS = re.compile(
    r"\b(?:giảm|hạ|xuống|rút|bớt|tụt|thu hẹp|sụt|còn|kéo|đổi|chuyển|hạng|bậc|lùi|cắt|ngắn|ít|trước|so với|tăng|nâng|cự ly|"
    r"khoảng cách|đếm)\b"
)


def judge_periods(context: Context, today: date | None) -> Iterator[Claim]:
    """What the text tells of its periods, returns, ages and ranges."""
    if today is not None:
        yield from _still_to_come(context, today)
        yield from _returns(context, today)
        yield from _ages(context, today)
    yield from _backwards(context)


def _sentence(context: Context, start: int, end: int) -> str:
    """The words around a span up to the ends of its sentence."""
    first = max(context.folded.rfind("\n", 0, start), context.folded.rfind(". ", 0, start), start - 200) + 1
    stop = re.compile(r"[.;]\s|\n|$").search(context.folded, end)
    return context.folded[first : min(stop.start() if stop else end, end + 200)]


def _still_to_come(context: Context, today: date) -> Iterator[Claim]:
    """Of a quarter that has not begun, of months of which more than one is still to come, nothing was done yet."""
    for match in [*QUARTER.finditer(context.folded), *MONTHS.finditer(context.folded)]:
        year = int(match["year"])
        if match.re is QUARTER:
            said = match["quarter"]
            month = 3 * (QUARTERS.get(said) or int(said)) - 2
        else:
            month = (WORDS.get(match["months"]) or int(match["months"])) - 1
        words = _sentence(context, *match.span())
        if month > LAST_MONTH or (year, month) <= (today.year, today.month) or not DONE.search(words) or TO_COME.search(words):
            continue
        stated = context.source.text[match.start() : match.end()]
        text = f"{stated} chưa qua vào ngày báo cáo {today:%d/%m/%Y}"
        yield context.claim(match.span(), "date", "inconsistent", text, stated, None)


def _returns(context: Context, today: date) -> Iterator[Claim]:
    """Trở lại sau đúng 12 năm. Lần đầu là năm 2012: against the year of the report."""
    for match in SINCE.finditer(context.folded):
        if not BACK.search(_sentence(context, *match.span())):
            continue
        first = FIRST.search(context.folded, match.end(), match.end() + REACH)
        if first is None or (" đầu" in first[0] and not CAME.search(first[0])):
            continue  # lần đầu đứng lớp: of something else
        told = WORDS.get(match["years"]) or int(match["years"])
        years = today.year - int(first["year"])
        wrong = abs(told - years) > ONE_YEAR
        text = f"{today.year} - {first['year']} = {years}" + (f"; văn bản ghi {told}" if wrong else "")
        yield context.claim((match.start(), first.end()), "date", VERDICTS["off" if wrong else "exact"], text, str(told), str(years))


def _ages(context: Context, today: date) -> Iterator[Claim]:
    """Ông …, sinh năm 1956, …. “Tui 68 tuổi rồi”: the age that the next sentence tells of the same person."""
    for match in BORN.finditer(context.folded):
        said = SAID.match(context.folded, match.end()) or NOW.match(context.folded, match.end())
        if said is None or KIN.search(match[0][len(match["title"]) :]):
            continue
        if said.re is NOW and said["title"] != match["title"]:
            continue
        told, years = int(said["age"]), today.year - int(match["born"])
        wrong = abs(told - years) > ONE_YEAR
        text = f"{today.year} - {match['born']} = {years}" + (f"; văn bản ghi {told}" if wrong else "")
        span = match.start("born"), said.end()
        yield context.claim(span, "date", VERDICTS["off" if wrong else "exact"], text, str(told), str(years))


def _backwards(context: Context) -> Iterator[Claim]:
    """Phổ biến từ 18 đến 11 độ: a range begins with its least, where nothing is said to fall."""
    for match in SPAN.finditer(context.folded):
        first, last = numeral(match["first"]), numeral(match["last"])
        if first is None or last is None or first.value <= last.value or (match["own"] or match["unit"][:1])[:1] != match["unit"][:1]:
            continue
        if match["unit"].split()[0] in ("triệu", "nghìn", "tỷ", "tấn", "km") and first.value > 10 * last.value:
            continue  # từ 500 đến 1 triệu đồng
        clause = re.split(r"[,;.(]\s|\n", context.folded[match.end() : match.end() + 60], maxsplit=1)[0]
        lead = re.split(r"[;.]\s|\n", context.folded[max(0, match.start() - 120) : match.start()])[-1]
        if FALLS.search(lead + " " + clause):
            continue
        stated = context.source.text[match.start() : match.end()]
        yield context.claim(match.span(), "date", "inconsistent", "Đầu khoảng lớn hơn cuối khoảng", stated, None)
