"""What the text itself says of its figures: one may be counted in several groups, so nothing is added up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context

SEVERAL = re.compile(
    r"\b(?:một|mỗi|có) [^.;,:\n]{2,40} có thể [^.;\n]{0,40}\b(?:nhiều|hai|ba)\b"
    r"|\bcó thể (?:được )?(?:tính|thuộc|kê|đếm) [^.;\n]{0,24}\bnhiều\b"
    r"|\b(?:không|chưa) (?:cộng(?: dồn| gộp)?\b(?! tác)|loại trừ (?:trùng|nhau))"
    r"|\b(?:tính trùng|trùng nhau|chồng nhau|đan xen|giao thoa)\b|\b(?:nội dung|số liệu|nhóm|mục|chính sách)[^.;,\n]{0,16} trùng\b"
    r"|\b(?:có|nhiều|một số) (?:người|đồng chí|hộ|đơn vị|trường hợp|ý kiến|vụ|đảng viên) [^.;\n]{0,24}\b(?:nhiều|cả hai|hai)\b"
)


def without_disclaimed(context: Context, claims: Iterable[Claim]) -> list[Claim]:
    """The claims without the sums that the text says are none."""
    given = list(claims)
    spans = [span for match in SEVERAL.finditer(context.folded) for span in _reach(context, match.start())]
    if not spans:
        return given
    back = [context.source.back(*span) for span in spans]
    return [
        claim
        for claim in given
        if claim.kind != "sum" or claim.verdict != "inconsistent" or not any(start <= claim.span[0] < end for start, end in back)
    ]


def _reach(context: Context, place: int) -> Iterable[tuple[int, int]]:
    """The paragraph that says so, and the table right before or behind it."""
    blocks = [(paragraph.start, paragraph.end) for paragraph in context.layout.paragraphs]
    tables = [(rows[0][0], rows[-1][-1]) for rows in context.layout.tables]
    own = next((block for block in [*blocks, *tables] if block[0] <= place < block[1]), None)
    if own is None:
        return
    yield own
    for one, other in pairwise(sorted([own, *tables])):
        if own in (one, other) and one is not other and not context.folded[one[1] : other[0]].strip():
            yield other if own is one else one
