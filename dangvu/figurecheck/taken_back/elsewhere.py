"""Alarms about figures that say themselves what else they are: numbers that are names, percentages of another body or another whole, lists
of which one number was passed over.

(Chi bộ 1, 2, 4, 6) · cao nhất là Chi bộ Trường THCS (18,5%) · tăng lần lượt 28,6% và 31,3% · 12,8% số đảng viên, beside 1.684 lao động.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.numbers import numeral
from dangvu.figurecheck.taken_back.bracketed import FEWEST, NUMBER

BODY = r"(?:chi bộ|đảng bộ|tổ dân phố|khu dân cư|khu phố|thôn|ấp|bản|xóm|khóm|buôn|tổ|đội|cụm|khối|lớp)"
NAMED = re.compile(
    rf"\((?:các |gồm:? |là:? )?{BODY}(?: số)? \d{{1,2}}(?:(?:,|;| và|, và) (?:{BODY} )?(?:số )?\d{{1,2}})+(?:(?:,|;| và|, và) [^\d()]+)?\)"
)
UTMOST = re.compile(r"\b(?:cao|thấp|nhiều|ít) nhất (?:là |thuộc về |ở |tại )?[^\d;.%()]{2,60}\($")
IN_TURN = re.compile(r"\blần lượt\b[^;.()]{0,40}$")
LISTED = re.compile(r"\blần lượt\b[^\d;.()%]{0,30}\d[\d.,]*%(?:(?:,| và|, và) \d[\d.,]*%)+")
OF_NUMBER = re.compile(r"\s?(?:trên |trong |so với )?(?:tổng )?số (?P<named>[^\W\d]+ [^\W\d]+)\b")
BEHIND = re.compile(r"[^\d,;.:()\n]{0,60}")
NOUN = re.compile(r" [^\W\d]+ [^\W\d]+")
MEAN = re.compile(r"\b(?:bình quân|trung bình)(?: cả| của)? $")
MONTHS = re.compile(r"\s?tháng (?:đầu|cuối) (?:năm|nhiệm kỳ)\b")
GROWN = re.compile(r"\s?so với (?:năm|cùng kỳ|quý|tháng|nhiệm kỳ)\b")
MOVED = re.compile(r"\b(?:tăng|giảm|và)(?: thêm)? $")
PERSONS = ("đảng viên", "đồng chí", "người")
"""Words that a report changes for one another."""
FIGURES, LEAD, LONGEST = 3, 90, 600
OTHERS = re.compile(r"\b(?:lao động|hộ|đoàn viên|hội viên|cán bộ|công nhân|học sinh|sinh viên|ủy viên|phiếu|dân)\b")


def without_elsewhere(context: Context, claims: Iterable[Claim]) -> list[Claim]:
    """The claims without the alarms about such figures."""
    return [claim for claim in claims if claim.verdict != "inconsistent" or not claim.figures or not _is_elsewhere(context, claim)]


def _is_elsewhere(context: Context, claim: Claim) -> bool:
    if claim.kind == "sum":
        return _are_names(context, claim) or _leaves_one_out(context, claim)
    if claim.kind in ("growth", "points", "difference") and _is_no_count(context, claim):
        return True
    if claim.kind == "feasibility":
        return _is_mean(context, claim)
    return claim.kind == "share" and (_is_of_another(context, claim.figures[0][0]) or _has_its_whole(context, claim))


def _near(context: Context, start: int, end: int) -> str:
    """A stretch of the text in small letters."""
    return context.source.given[max(0, start) : end].lower()


def _are_names(context: Context, claim: Claim) -> bool:
    """Whether the parts stand in a bracket of bodies by number."""
    if len(claim.figures) < FEWEST:
        return False
    (_start, total), (first, _end), (_last, end) = claim.figures[0], claim.figures[1], claim.figures[-1]
    opened = context.source.given.rfind("(", max(total, first - LEAD), first)
    found = NAMED.match(_near(context, opened, end + LEAD)) if opened >= 0 else None
    return found is not None and end - opened <= found.end()


def _leaves_one_out(context: Context, claim: Claim) -> bool:
    """Whether one number of the list was passed over that makes up for the gap, or one before the list is what its parts make."""
    text, spans = context.source.given, sorted(claim.figures)
    first, last = spans[0][0], spans[-1][1]
    if len(spans) < FEWEST or last - first > LONGEST or "\n" in text[first:last]:
        return False
    stated, made = numeral(text[slice(*claim.figures[0])].partition("/")[0].strip()), numeral(claim.recomputed or "")
    if stated is None or made is None:
        return False
    parts, before = claim.figures[1:], range(claim.figures[0][1], claim.figures[1][0])
    nouns = {noun[0].lower() for _start, end in parts if (noun := NOUN.match(text, end)) is not None}
    for one in NUMBER.finditer(text, first, last):
        noun, number = NOUN.match(text, one.end()), numeral(one[0])
        if any(start <= one.start() < end for start, end in spans) or noun is None or number is None or noun[0].lower() not in nouns:
            continue
        if number.value == abs(stated.value - made.value) or (number.value == made.value and one.start() in before):
            return True
    return False


def _is_no_count(context: Context, claim: Claim) -> bool:
    """Whether it moved from the months of a period, or from a rate that is a growth itself."""
    for start, end in claim.figures[1:]:
        behind, before = _near(context, end, end + LEAD), _near(context, start - LEAD, start)
        if MONTHS.match(behind) or (claim.kind == "points" and GROWN.match(behind) and MOVED.search(before)):
            return True
    return False


def _is_mean(context: Context, claim: Claim) -> bool:
    """Bình quân ba kỳ đạt 89,4%: the number is of what the mean was taken over."""
    start = claim.figures[-1][0]
    return len(claim.figures) > 1 and MEAN.search(_near(context, start - LEAD, start)) is not None


def _is_of_another(context: Context, start: int) -> bool:
    """Whether a percentage belongs to the body with the most or the least, or to a list that is told in turn."""
    before = _near(context, start - LEAD, start)
    if UTMOST.search(before):
        return True
    listed = before[max(0, before.rfind("lần lượt")) :] + _near(context, start, start + LEAD)
    return IN_TURN.search(before) is not None and LISTED.match(listed) is not None


def _has_its_whole(context: Context, claim: Claim) -> bool:
    """Whether the number of which it is a percentage is named behind it, and the one it was held against is of something else."""
    (start, rate), (whole, end) = claim.figures[0], claim.figures[-1]
    named = OF_NUMBER.match(_near(context, rate, rate + LEAD))
    if named is None or "/" in context.source.given[whole:end] or len(claim.figures) < FIGURES or whole > start:
        return False
    behind = BEHIND.match(_near(context, end, end + LEAD))
    tail = behind[0].strip() if behind else ""
    if named["named"] not in tail:
        return OTHERS.match(tail) is not None if named["named"] in PERSONS else tail.startswith("phiếu")
    return False
