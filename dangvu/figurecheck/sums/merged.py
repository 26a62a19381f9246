"""Bodies that were merged, each with its count in a bracket, and what the sentence behind says of the new one.

… hợp nhất đảng bộ 3 xã: Đông Lạc (412 đảng viên), … và Minh Tràng (295 đảng viên). Khi thành lập, toàn đảng bộ có 1.075 đảng viên.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.sums.added import sum_claim

MERGED = re.compile(r"\b(?:hợp nhất|sáp nhập|nhập|(?:hình thành|thành lập) từ|gộp|tổ chức lại|trên cơ sở|ghép|sắp xếp)\b")
AT_ONCE = re.compile(
    r"^\W*(?:sau (?:khi )?(?:hợp nhất|sáp nhập|sắp xếp|thành lập|nhập)|(?:khi|lúc|ngay khi|từ khi)(?: mới)? (?:thành lập|hợp nhất|sáp nhập|"
    r"ra mắt|đi vào hoạt động|ra đời))[^\d;.:()]{0,60} (?:có|là|gồm|với)(?: tổng số| tổng cộng| tất cả)? $"
)
NOW = re.compile(
    r"^\W*(?:(?:hiện nay|hiện|đến nay|nay|năm học này|như vậy),? )?(?:toàn|cả|tổng|đảng bộ|chi bộ|xã|phường|trường|hội|đơn vị|[^\W\d]+ mới)"
    r"[^\d;.:()]{0,60} (?:có|là|gồm)(?: tổng số| tổng cộng| tất cả)? $"
)
NEAR, FEWEST = Fraction(1, 5), 2


def judge_merged(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """The first count of each sentence behind one that tells such a merger."""
    for passage in context.passages:
        earlier = passage.before
        if earlier is None or passage.paragraph - earlier.paragraph > 1 or not passage.figures:
            continue
        if not MERGED.search(context.folded, earlier.sentence.start, earlier.sentence.end):
            continue
        total = passage.figures[0]
        if total.kind != "count" or total.hedge or not total.noun or context.source.back(total.start, total.end) in decided | alarmed:
            continue
        parts = _parts(context, earlier, total)
        lead = context.folded[passage.sentence.start : total.start]
        if len(parts) >= FEWEST and (AT_ONCE.match(lead) or NOW.match(lead)):
            yield from _judge(context, total, parts, sure=AT_ONCE.match(lead) is not None)


def _parts(context: Context, earlier: Passage, total: Figure) -> list[Figure]:
    """The counts of the noun that stand alone in brackets, or behind "với" or "có"; none where one of them stands otherwise."""
    told = [f for f in earlier.figures if f.noun == total.noun and f.kind == "count"]
    alone = all(
        context.folded[f.start - 1 : f.start] == "(" and context.folded[max(f.end, f.after) : max(f.end, f.after) + 1] in ")" for f in told
    )
    return told if alone and not any(f.hedge for f in told) else []


def _judge(context: Context, total: Figure, parts: list[Figure], *, sure: bool) -> Iterator[Claim]:
    added = sum((part.value for part in parts), Fraction(0))
    off = total.value - added
    ways = [(total.value, added), *((part.value, part.value + off) for part in parts if part.value + off > 0)]
    turned = any(swapped(one, meant) for one, meant in ways)  # since the merger it may have grown by a few
    if not off or (sure and abs(off) <= added * NEAR) or turned:
        yield sum_claim(context, total, parts)
