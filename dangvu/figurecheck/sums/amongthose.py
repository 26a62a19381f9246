"""Those who came, told before, in their two kinds, and how many were absent.

5.261 trên tổng số 5.480 đảng viên tham gia … Trong số đảng viên tham gia, học trực tiếp 1.973, học trực tuyến 3.288; số vắng là 219.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.meant.times import OTHER_TIME
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import swapped

AMONG = re.compile(r"\W*trong số (?:các |những )?(?P<who>[^\d,;.:()%]{4,60}?)(?: này| đó| trên)?[,:] (?P<first>[^\d;.:()%]{0,40}?)$")
BETWEEN = re.compile(r"[^\d;.:()%]{0,30}(?:,| và|, còn|, và) (?P<second>[^\d;.:()%]{0,40}?)$")
ENDS = re.compile(r"[^\d,;.:()%]{0,30}(?:[.\n]|;(?![^\d.\n]*(?:[.\n]|$))|$)")
"""Nothing of the list behind: a clause without a figure may tell of the others."""
ABSENT = re.compile(r"[,;.(]\s?(?:còn |và )?(?:số )?(?:đảng viên |đại biểu |hội viên |học viên |người )?vắng(?: mặt)?(?: là| có|:) $")
OPPOSITES = (("nam", "nữ"), ("trực tiếp", "trực tuyến"), ("trong", "ngoài"), ("có", "không"), ("đạt", "chưa đạt"), ("cũ", "mới"))
BACK, SHARED = 3, 2


def judge_among_those(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """The kinds and the absent of every sentence, against the last ratio before it."""
    for passage in context.passages:
        said = context.folded[passage.sentence.start : passage.sentence.end]
        if "vắng" not in said and "trong số " not in said:
            continue
        for place, figure in enumerate(passage.figures):
            if figure.kind == "count" and not figure.hedge and context.source.back(figure.start, figure.end) not in decided:
                yield from _absent(context, passage, place, figure)
        yield from _kinds(context, passage, alarmed)


def _before(context: Context, passage: Passage) -> list[tuple[Figure, Passage]]:
    """The ratios of the last sentences, the nearest first, within two paragraphs."""
    found, earlier = [], passage.before
    for _ in range(BACK):
        if earlier is None or passage.paragraph - earlier.paragraph > 1:
            break
        found += [(f, earlier) for f in reversed(earlier.figures) if f.kind == "ratio" and f.other is not None and f.value < f.other]
        if found:
            break
        earlier = earlier.before
    return found


def _absent(context: Context, passage: Passage, place: int, rest: Figure) -> Iterator[Claim]:
    """Số vắng là 219: what the one ratio before leaves, or the two counts of the clause before."""
    last = max((f.end for f in passage.figures[:place]), default=passage.sentence.start)
    cue = ABSENT.search(context.folded, max(passage.sentence.start - 1, last - 1), rest.start)
    if cue is None:
        return
    own = passage.figures[:place]
    ratios = [f for f in own if f.kind == "ratio"]
    told = [(ratios[0], passage)] if len(ratios) == 1 else _before(context, passage) if not ratios else []
    if len(told) == 1 and not OTHER_TIME.search(context.folded, passage.sentence.start, cue.start() + 1):
        ratio = told[0][0]
        if ratio.other is not None and ratio.group in ("person", ""):
            left = ratio.other - ratio.value
            behind = passage.figures[place + 1 :]
            if left != rest.value and left in accumulate((f.value for f in behind if f.kind == "count"), initial=rest.value):
                return  # vắng: 3 có lý do, 2 không lý do
            text = f"{vn(ratio.other)} - {vn(ratio.value)} = {vn(left)}"
            yield context.outcome("difference", rest, [ratio], text, vn(left), wrong=left != rest.value)
    elif not told and len(own) == 1 and own[0].kind == "count" and passage.before and passage.before.paragraph == passage.paragraph:
        came, counts = own[0], [f for f in passage.before.figures if f.kind == "count"]
        here = re.search(r"\b(?:có mặt|dự|tham gia|tham dự)\b[^\d;.]{0,16}$", context.folded[max(0, came.start - 40) : came.start])
        here = None if OTHER_TIME.search(context.folded, passage.sentence.start, came.start) else here
        if here and len(counts) == 1 and of_one_kind(counts[0], came) and not counts[0].hedge and came.value <= counts[0].value:
            left = counts[0].value - came.value
            text = f"{vn(counts[0].value)} - {vn(came.value)} = {vn(left)}"
            yield context.outcome("difference", rest, [came, counts[0]], text, vn(left), wrong=left != rest.value)


def _kinds(context: Context, passage: Passage, alarmed: Marks) -> Iterator[Claim]:
    """Trong số đảng viên tham gia, học trực tiếp 1.973, học trực tuyến 3.288: two that exclude each other are all of them."""
    parts = passage.figures[:2]
    if len(parts) != 2 or any(f.kind != "count" or f.hedge or f.in_words for f in parts):
        return
    one, other = parts
    lead = AMONG.fullmatch(context.folded[passage.sentence.start : one.start])
    between = BETWEEN.fullmatch(context.folded[max(one.end, one.after) : other.start])
    if lead is None or between is None or not ENDS.match(context.folded[max(other.end, other.after) : passage.sentence.end]):
        return
    told = _before(context, passage)
    if len(told) != 1:
        return
    ratio, where = told[0]
    said = set(words_of(lead["who"])) & set(words_of(context.folded[where.sentence.start : where.sentence.end]))
    if len(said) < SHARED:
        return
    total = one.value + other.value
    marks = {context.source.back(f.start, f.end) for f in (one, other, ratio)}
    slip = any(swapped(part.value, ratio.value - (total - part.value)) for part in parts if ratio.value > total - part.value)
    kinds = _opposite(lead["first"], between["second"])
    if (total == ratio.value or kinds or slip) and not marks & alarmed:
        text = f"{vn(one.value)} + {vn(other.value)} = {vn(total)}"
        text += "" if total == ratio.value else f", chỗ trước ghi {vn(ratio.value)}"
        yield context.outcome("sum", one, [other, ratio], text, vn(ratio.value), wrong=total != ratio.value)


def _opposite(one: str, other: str) -> bool:
    """Học trực tiếp and học trực tuyến."""
    first, second = one.strip(), other.strip()
    return any((first.endswith(p) and second.endswith(q)) or (first.endswith(q) and second.endswith(p)) for p, q in OPPOSITES)
