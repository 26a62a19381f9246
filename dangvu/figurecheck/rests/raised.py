"""What a number was raised to by what came: có 48 trường đạt chuẩn. Công nhận thêm 4 trường, nâng số trường đạt chuẩn lên 52 trường.

The number before it stands in the same sentence or in one of the two before, under the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import PEOPLE, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.rests.flows import OPENING
from dangvu.figurecheck.slips import UNLIKELY, chance, slipped

RAISED = re.compile(
    r"[^\d;.:()%]{0,60}?[,;]? (?:qua đó |từ đó |góp phần |và )?(?:nâng|đưa)(?: tổng)? số (?P<what>[^\d,;.:()%]{2,60}?)"
    r" (?:lên|đạt|thành)(?: con số)? $"
)
ADDED = re.compile(r"\b(?:thêm|mới|bổ sung|kết nạp|thành lập|công nhận|xây dựng|tăng|phát triển|được)(?: được| mới| thêm)* $")
COMMON = words("có được đã số tổng của và toàn các lên trong là đạt xã huyện hiện nay")
EDGE = re.compile(r"[,;:.(] |[,;:.(]$|\d")
BACK, AT_FIRST = 2, 200


def judge_raised(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every count behind "nâng số … lên"."""
    for passage in context.passages:
        for by, total in zip(passage.figures, passage.figures[1:], strict=False):
            plain = by.kind == total.kind == "count" and not by.hedge and not total.hedge and by.value < total.value
            if not plain or context.source.back(total.start, total.end) in decided:
                continue
            raised = RAISED.fullmatch(context.folded, max(by.end, by.after), total.start)
            if raised and ADDED.search(context.folded, passage.sentence.start, by.start) and total.noun in (by.noun, *PEOPLE):
                yield from _judge(context, passage, by, total, words_of(raised["what"]) - COMMON)


def _judge(context: Context, passage: Passage, by: Figure, total: Figure, said: set[str]) -> Iterator[Claim]:
    told: list[tuple[Figure, Passage]] = []
    earlier: Passage | None = passage
    for _ in range(BACK + 1):
        if earlier is None or passage.paragraph - earlier.paragraph > 1:
            break
        told += [(f, earlier) for f in reversed(earlier.figures) if f.kind in ("count", "ratio") and not f.hedge and f.end <= by.start]
        earlier = earlier.before
    alike = [(f, p) for f, p in told if f.noun == by.noun != ""]
    right = next((f for f, _ in alike if f.value + by.value == total.value), None)
    named = [f for f, p in alike if len(said) > 1 and said <= _around(context, p, f, "")]
    named = named or [f for f, p in alike if len(said) > 1 and said <= _around(context, p, f, context.folded[p.sentence.start : f.start])]
    first = right or (named[0] if len({f.value for f in named}) == 1 else None)
    if first is not None and right is None and not _is_slip(context, passage, first, by, total):
        return
    if first is not None and first.value < total.value:
        text = f"{vn(first.value)} + {vn(by.value)} = {vn(first.value + by.value)}"
        yield context.outcome("sum", total, [first, by], text, vn(first.value + by.value), wrong=right is None)


def _is_slip(context: Context, passage: Passage, first: Figure, by: Figure, total: Figure) -> bool:
    """Whether one figure is mistaken; what there was at first may have grown in other years besides."""
    pairs = ((total.value, first.value + by.value), (by.value, total.value - first.value))
    if OPENING.search(context.folded, max(passage.sentence.start - AT_FIRST, 0), first.start) is None:
        return any(slipped(stated, right) for stated, right in pairs)
    return min(chance(stated, right) for stated, right in pairs) * len(pairs) <= UNLIKELY


def _around(context: Context, passage: Passage, figure: Figure, before: str) -> set[str]:
    """The words from a count to the mark or the figure behind it, with those of `before` from its last mark or figure on."""
    stop = min((f.start for f in passage.figures if f.start > figure.start), default=passage.sentence.end)
    return words_of(EDGE.split(before)[-1]) | words_of(EDGE.split(context.folded[figure.end : stop])[0])
