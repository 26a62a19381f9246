"""Means over a period that the sentence names: Sáu tháng qua tiếp 174 lượt người, trung bình 29 lượt mỗi tháng; quý I, năm 2023."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.named.calendar import report_day
from dangvu.figurecheck.named.lengths import WORDS
from dangvu.figurecheck.reading.figures import Figure

UNITS = r"(?P<unit>tháng|tuần|ngày|quý|năm|đợt|buổi|đêm)"
PERIOD = re.compile(rf"(?<![\d.,/])\b(?P<number>\d{{1,3}}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) {UNITS}\b(?! (?:tuổi|\d))")
QUARTER = re.compile(r"\bquý (?:iv|i{1,3}|[1-4])\b(?! (?:trước|đến|và|-))")
YEAR = re.compile(r"^\W*(?:[-+*]\s)?(?:trong |cả )?năm (?P<year>20\d{2})\b(?! (?:-|đến|và))")
TITLE = re.compile(r"\bbáo cáo\b[^.;]{0,160}?(?:\b(?P<number>6|9|sáu|chín|3|ba) tháng\b|\bquý (?:iv|i{1,3}|[1-4])\b)")
TIMED = re.compile(r"\b(?:năm|quý|tuần|ngày|kỳ|đợt|\d+ tháng|từ tháng|học kỳ|mùa|vụ) (?:\d|[ivx]+\b|học|qua|trước|đầu|cuối)")
USUAL, HEAD = (6, 12, 9, 3, 10, 11), 900
YEARS = re.compile(r"\((?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}\)")
MONTHS = re.compile(r"\btừ (?:đầu )?tháng (?P<first>\d{1,2})(?:/\d{4})? đến (?:hết |cuối )?tháng (?P<last>\d{1,2})(?!\d)")
IN_A_QUARTER, IN_A_YEAR = {"tháng": 3}, {"tháng": 12, "quý": 4, "tuần": 52}
MEAN = re.compile(r"\b(?:trung bình|bình quân|tính ra)\b")
BEFORE = re.compile(rf"\b(?:trung bình|bình quân|tính ra),? (?:mỗi|một|hằng|hàng) {UNITS}\b[^\d;.()]{{0,30}}$")
BEHIND = re.compile(rf"(?: [^\W\d]+){{0,4}} ?(?:mỗi |một |/\s?){UNITS}\b")
SINCE = re.compile(
    r"\btừ (?:đầu )?năm (?P<first>(?:19|20)\d{2}) (?:đến|tới) (?:nay|thời điểm này|(?:hết |cuối )?(?:năm )?(?P<last>(?:19|20)\d{2}))\b"
)
APART = re.compile(r"\b(?:riêng|trong đó|so với|cùng kỳ|kế hoạch|chỉ tiêu|giảm|tăng|quy định|ít nhất|tối thiểu|trước)\b")


def judge_over_time(context: Context, decided: Marks) -> Iterator[Claim]:
    """The mean of each sentence that tells its period, its total and the mean, each once."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        mean_at = MEAN.search(context.folded, start, end)
        if mean_at is None or APART.search(context.folded, start, end):
            continue
        figures = [f for f in passage.figures if f.group != "time"]
        behind = [f for f in figures if f.start >= mean_at.end()]
        before = [f for f in figures if f.end <= mean_at.start()]
        if not behind or not before or any(f.kind != "count" or f.hedge for f in (behind[0], before[-1])):
            continue
        mean, total = behind[0], before[-1]
        each = BEFORE.search(context.folded[mean_at.start() : mean.start]) or BEHIND.match(context.folded, mean.end)
        alike = next_word(context, mean) == next_word(context, total) or mean.noun == total.noun != ""
        if each is not None and alike and context.source.back(mean.start, mean.end) not in decided:
            yield from _judge(context, passage, mean, total, each["unit"])
            if each["unit"] == "năm":
                yield from _since(context, passage, mean, total)


def _since(context: Context, passage: Passage, mean: Figure, total: Figure) -> Iterator[Claim]:
    """Từ năm 2020 đến nay kết nạp 905 đảng viên, trung bình 181 đảng viên/năm: over the years, with this one or without it."""
    since = SINCE.search(context.folded, passage.sentence.start, total.start)
    today = report_day(context)
    if since is None or today is None or re.search(r"[;(]", context.folded[since.end() : total.start]):
        return
    last = int(since["last"]) if since["last"] else today.year
    whole = last - int(since["first"])
    months: list[Fraction] = [] if since["last"] else [whole + Fraction(month, 12) for month in (today.month - 1, today.month)]
    spans = [number for number in (Fraction(whole + 1), Fraction(whole), *months) if number > 1]
    fitting = [number for number in spans if fit(total.value / number, mean.value, mean.step) != "off"]
    if spans and last <= today.year:
        yield _over(context, mean, total, fitting[0] if fitting else spans[0])


def _judge(context: Context, passage: Passage, mean: Figure, total: Figure, unit: str) -> Iterator[Claim]:
    periods = [one for one in PERIOD.finditer(context.folded, passage.sentence.start, total.start) if one["unit"] == unit]
    if len(periods) > 1 or (periods and re.search(r"[;(]", YEARS.sub(" ", context.folded[periods[0].end() : total.start]))):
        return
    months = MONTHS.search(context.folded, passage.sentence.start, total.start) if unit == "tháng" and not periods else None
    if months is not None and int(months["last"]) > int(months["first"]):  # từ tháng 1 đến tháng 5/2024
        yield _over(context, mean, total, int(months["last"]) - int(months["first"]) + 1)
        return
    number = (WORDS.get(periods[0]["number"]) or int(periods[0]["number"])) if periods else _named(context, passage, total, unit)
    if not periods and not number and unit == "tháng" and not TIMED.search(context.folded, passage.sentence.start, passage.sentence.end):
        number = _titled(context, total, mean)
    if number < 2:
        return
    yield _over(context, mean, total, number)


def _named(context: Context, passage: Passage, total: Figure, unit: str) -> int:
    """Quý I/2025 has three months, a year that is over twelve."""
    start, today = passage.sentence.start, context.report_date
    if PERIOD.search(context.folded, start, total.start) or re.search(r"[;(]", context.folded[start : total.start]):
        return 0
    if len(QUARTER.findall(context.folded, start, total.start)) == 1:
        return IN_A_QUARTER.get(unit, 0)
    year = YEAR.match(context.folded[start : total.start])
    over = (
        year is not None and today is not None and (today.year > int(year["year"]) or (today.year, today.month) == (int(year["year"]), 12))
    )
    return IN_A_YEAR.get(unit, 0) if over else 0


def _titled(context: Context, total: Figure, mean: Figure) -> int:
    """Báo cáo kết quả công tác 6 tháng đầu năm …: the months of the title, where no other usual number of months gives the mean."""
    title = TITLE.search(context.folded, 0, HEAD)
    if title is None:
        return 0
    told = WORDS.get(title["number"] or "") or int(title["number"] or IN_A_QUARTER["tháng"])
    usual = [number for number in USUAL if fit(total.value / number, mean.value, mean.step) != "off"]
    return usual[0] if usual else told


def _over(context: Context, mean: Figure, total: Figure, number: int | Fraction) -> Claim:
    actual = total.value / number
    right = vn(rounded(actual, mean.step), mean.decimals)
    text = f"{vn(total.value)} / {vn(Fraction(number), 0 if Fraction(number).denominator == 1 else 2)} = {vn(actual, mean.decimals + 2)}"
    return context.outcome("average", mean, [total], text, right, wrong=fit(actual, mean.value, mean.step) == "off")
