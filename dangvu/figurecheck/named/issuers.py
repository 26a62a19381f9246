"""Who issued a document by the sentence around it, the year within its symbol, and one number of one body told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.symbols import BODIES, KNOWN_ENDINGS, TYPE_NAME, Citation

Problem = tuple[str, str | None] | None

DEED = r"(?:\s(?:đã|vừa|mới|tiếp tục|kịp thời))*\s(?:ban hành|ký ban hành|xây dựng(?: và ban hành)?|thông qua|ra|có)\s"
PLACE = r"(?:\s(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|chính phủ|trung ương)){0,2}(?:\s[^\W\d]+){0,3}?"
BEGINS = r"(?:^|[.,;:\n]\s|\b(?:tại|theo|do|và|nay)\s)"
ISSUERS = (*BODIES, ("Đảng ủy", r"(?:ban thường vụ |btv )?đảng ủy\b", ("đu", "đux", "đup", "đutt", "đuk")))
"""Those named by their words, and a Đảng ủy of whatever place: none of them issues what ends in TU or TW."""
_NAMES = "|".join(f"(?P<b{place}>{pattern})" for place, (_, pattern, _) in enumerate(ISSUERS))
ASKED_FOR = re.compile(r"\b(?:tham mưu|trình|đề nghị|kiến nghị|phối hợp|cùng|giúp|báo cáo)\b")
SUBJECT = re.compile(rf"{BEGINS}(?:{_NAMES}){PLACE}{DEED}$")
ORDERS = re.compile(rf",\s(?:{_NAMES}){PLACE}\s(?:đã )?(?:yêu cầu|quy định|chỉ đạo|giao|phê duyệt|đề ra|quyết định|xác định|nêu)\b")
SAID_IN = re.compile(r"(?:^|[.;:\n]\s?)(?:tại|trong|theo)\s$")
LAW = re.compile(r"\b(?P<name>bộ luật|luật|pháp lệnh)\s[^\d.;:]{0,80}?\bsố:?\s$")
FAR = 110
LONG_NUMBER = 100
"""Two bodies hardly issue documents of one kind with the same number as large as this in one report."""


def named_by_sentence(context: Context, citation: Citation) -> Problem:
    """Ủy ban nhân dân tỉnh đã ban hành Quyết định số 1186/QĐ-TTg · Tại Chỉ thị số 16/CT-UBND, Thủ tướng Chính phủ yêu cầu."""
    if citation.ending not in KNOWN_ENDINGS or citation.body:
        return None
    start = _line(context, citation)
    told = _subject(context, citation)
    if told is None and SAID_IN.search(context.folded[start : citation.start]):
        told = ORDERS.match(context.folded, citation.end)
    place = next((int(name[1:]) for name, found in told.groupdict().items() if found), None) if told else None
    if told is None or place is None or citation.ending in ISSUERS[place][2] or ASKED_FOR.search(told[0]):
        return None
    return f"Văn bản của {ISSUERS[place][0]} kết thúc bằng /{ISSUERS[place][2][0].upper()}, văn bản ghi {citation.ending.upper()}", None


def _line(context: Context, citation: Citation) -> int:
    return max(context.folded.rfind("\n", 0, citation.start) + 1, citation.start - FAR)


def _subject(context: Context, citation: Citation) -> re.Match[str] | None:
    """The body whose deed the document is."""
    return SUBJECT.search(context.folded[_line(context, citation) : citation.start])


def issuer_before(context: Context, citation: Citation) -> tuple[int, int] | None:
    """Where that body and its deed stand."""
    told = _subject(context, citation)
    return (_line(context, citation) + told.start(), _line(context, citation) + told.end()) if told else None


def law_with_other_letters(context: Context, citation: Citation) -> Problem:
    """Luật … số 10/2022/NĐ-CP: laws bear the letters of the Quốc hội."""
    law = LAW.search(context.folded, max(0, citation.start - 100), citation.symbol[0]) if citation.letters else None
    if law is None or TYPE_NAME.search(law[0]):
        return None
    right = "UBTVQH" if law["name"] == "pháp lệnh" else "QH"
    return f"{law['name'].capitalize()} mang ký hiệu {right}, văn bản ghi {citation.letters.upper()}-{citation.ending.upper()}", None


def other_year(citation: Citation) -> Problem:
    """98/2023/NĐ-CP ngày 31/12/2022: the year of the symbol is that of the day."""
    if not citation.year or citation.day is None or not citation.day.year or citation.day.year == citation.year:
        return None
    return f"Năm trong ký hiệu là {citation.year}, ngày ban hành ghi năm {citation.day.year}", str(citation.year)


def of_a_later_year(context: Context, citation: Citation) -> Problem:
    """12/2042/NQ-HĐND in a report of 2024: no document bears a year that has not come."""
    today = context.report_date
    if not citation.year or today is None or citation.year <= today.year:
        return None
    return f"Năm trong ký hiệu là {citation.year}, sau ngày báo cáo {today:%d/%m/%Y}", None


def told_with_other_body(context: Context) -> Iterator[Claim]:
    """Kế hoạch số 142-KH/TU … Kế hoạch số 142-KH/HU: a large number of one type, one of them without day, and no word of who issued it."""
    by_number: dict[tuple[int, str, str, int], list[Citation]] = {}
    for citation in context.citations:
        if citation.number >= LONG_NUMBER and citation.type and not citation.body and not _subject(context, citation):
            by_number.setdefault((citation.number, citation.letters, citation.type, citation.year), []).append(citation)
    for alike in by_number.values():
        if len({one.ending for one in alike}) == 2 and any(one.day is None for one in alike):
            first, other = alike[0], next(one for one in alike if one.ending != alike[0].ending)
            marks = [Figure("label", *one.symbol, Fraction(one.number)) for one in (first, other)]
            text = f"Cùng số này, chỗ khác ghi /{other.ending.upper()}"
            stated = context.source.text[first.symbol[0] : first.symbol[1]]
            yield context.claim((first.start, first.end), "citation", "inconsistent", text, stated, None, marks)
