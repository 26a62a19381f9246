"""Parts of a year and what they make: quý I tiếp 84 lượt, quý II tiếp 96 lượt, 6 tháng tiếp 180 lượt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.sums.added import sum_claim

PART = re.compile(
    r"\b(?:(?:trong )?quý (?P<quarter>iv|i{1,3}|[1-4])|(?P<months>6|sáu|9|chín) tháng(?: (?P<end>đầu|cuối)(?: năm)?)?|"
    r"(?P<year>cả năm|tính chung cả năm)|tháng (?P<month>\d{1,2}))\b(?!/\d{4} \d)(?P<words>[^\d;.()%]{0,40})$"
)
PLAIN = words("có là được đã đạt tổng số cộng tính chung toàn lại đến hết")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
OTHERWISE = re.compile(
    r"\b(?:so với|cùng kỳ|tăng|giảm|bình quân|trung bình|mỗi|kế hoạch|chỉ tiêu|lũy kế|luỹ kế|tỷ lệ|còn|hiện|trong đó|năm trước|tồn)\b"
)
NEAR, FEWEST = 4, 2


def judge_periodic(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence that tells a stretch of the year and all its parts."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("quý ", start, end) < 0 and context.folded.find(" tháng", start, end) < 0:
            continue
        counts = [f for f in passage.figures if f.kind == "count" and not f.hedge and not f.in_words and f.group != "time"]
        if len(counts) <= FEWEST or OTHERWISE.search(context.folded, start, end):
            continue
        told = _told(context, start, counts)
        for total, months, deed in told:
            parts = [
                one for one in told if one[1] < months and (of_one_kind(one[0], total) or _word(context, one[0]) == _word(context, total))
            ]
            covered = frozenset().union(*(own for _, own, _ in parts))
            if len(parts) < FEWEST or sum(len(own) for _, own, _ in parts) != len(months) or covered != months:
                continue
            figures, deeds = [f for f, _, _ in parts], [own for _, _, own in parts]
            if context.source.back(total.start, total.end) not in decided and _is_one_deed(deed, deeds):
                yield from _judge(context, total, figures, deed=bool(deed) or any(deeds))


def _is_one_deed(total: frozenset[str], parts: list[frozenset[str]]) -> bool:
    """Quý I tiếp nhận 84 đơn, quý II 96 đơn, 6 tháng tiếp nhận 180 đơn: the same is told of all, or told of the first alone."""
    fullest = max(parts, key=len)
    return all(one <= fullest for one in parts) and (total <= fullest or not fullest)


def _judge(context: Context, total: Figure, parts: list[Figure], *, deed: bool) -> Iterator[Claim]:
    """People of whom no deed is told may be the same in each part: only two digits changed about say that they are not."""
    added = sum((part.value for part in parts), Fraction(0))
    larger = total.value > max(part.value for part in parts) and NEAR * abs(added - total.value) <= total.value
    if added == total.value or swapped(total.value, added) or (larger and (deed or total.group != "person")):
        yield sum_claim(context, total, parts)


def _word(context: Context, figure: Figure) -> str:
    """lượt of lượt công dân."""
    return next_word(context, figure) or "?"


def _told(context: Context, start: int, counts: list[Figure]) -> list[tuple[Figure, frozenset[int], frozenset[str]]]:
    """The counts with the months that the words right before name, and the words between."""
    found, last = [], start
    for figure in counts:
        part = PART.search(context.folded[last : figure.start])
        last = figure.end
        if part is not None:
            found.append((figure, _months(part), frozenset(words_of(part["words"]) - PLAIN)))
    return found


def _months(part: re.Match[str]) -> frozenset[int]:
    if part["quarter"]:
        first = 3 * QUARTERS[part["quarter"]] - 2
        return frozenset(range(first, first + 3))
    if part["month"]:
        return frozenset({int(part["month"])})
    if part["year"]:
        return frozenset(range(1, 13))
    length = 6 if part["months"] in ("6", "sáu") else 9
    return frozenset(range(13 - length, 13) if part["end"] == "cuối" else range(1, length + 1))
