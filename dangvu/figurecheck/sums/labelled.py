"""Divisions under a label of their own: … 94 đảng viên (nam 51, nữ 43); về thành phần: nông dân 38; cán bộ 29; giáo viên 18; khác 9.

The label says by what the whole is divided; the whole may stand in the same sentence or two paragraphs before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import ELLIPSIS
from dangvu.figurecheck.slips import UNLIKELY, chance
from dangvu.figurecheck.sums.added import sum_claim

LABEL = re.compile(
    r"\W*(?:(?P<parted>cơ cấu|phân loại|(?:nội dung|lĩnh vực|loại) (?:vi phạm|đơn|khiếu nại|kiến nghị|phản ánh))|"
    r"(?:chia )?(?:về|theo|xét về)\s(?P<topic>thành phần(?: xuất thân)?|nghề nghiệp|dân tộc|độ tuổi|tuổi đời|giới tính|chuyên ngành|"
    r"ngành nghề|ngành hàng|lĩnh vực|địa bàn|loại hình|khối|đơn vị|nơi cư trú|quê quán|khu vực|cấp học))(?:\s[^\W\d]+){0,3}:\s"
    r"|\W*(?:cơ cấu )?(?:về )?(?:trình độ(?: chuyên môn| học vấn| văn hóa| đào tạo)|độ tuổi|tuổi đời|thành phần(?: xuất thân)?|nghề nghiệp|"
    r"dân tộc)(?:\s[^\W\d]+){0,2}:\s"
)
ITEM = re.compile(
    r"(?P<words>[^\d;:()]{2,60}?(?:\d{2} (?:đến|tới) \d{2} tuổi |\d{2} tuổi )?)\s"
    r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,6})(?:\s(?P<unit>[^\W\d]+(?: [^\W\d]+)?))?"
)
MARKED = re.compile(r"^\W*(?:nữ|phụ nữ|đoàn viên|đảng viên|dân tộc thiểu số|tôn giáo|có đạo|trẻ|dưới \d+ tuổi trở|trong đó)\b")
CHOSEN = re.compile(r"\b(?:tiêu biểu|chủ yếu|nhiều nhất|nổi bật|trong đó|một số|lượt)\b")
OF_IT = re.compile(r"^\W*(?:trong (?:số|đó)|về|tỷ lệ|tỉ lệ|riêng|theo)\b")
UNIT = re.compile(r"\s(đồng chí|người|trường hợp|em|[^\W\d]+)")
GENERIC = frozenset({"đồng chí", "người", "trường hợp"})
LEAST_OF_IT = Fraction(3, 4)
SEMICOLON = re.compile(";(?= )")
MOST, FEWEST, BACK, PARAGRAPHS = 12, 3, 5, 3
WITH_WHOLE = 3
"""Figures of a share that has its whole: the percentage, the part, the whole."""
Span = tuple[int, int]
MOST_OVER = Fraction(3, 2)


def judge_labelled(context: Context, claims: Iterable[Claim], decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every sentence with such a label, each label once; the whole may be that of a share told in the lines above."""
    shares = [claim for claim in claims if claim.kind == "share" and claim.verdict == "consistent" and len(claim.figures) == WITH_WHOLE]
    wholes = {claim.figures[1]: claim.figures[2] for claim in shares}
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find(": ", start, end) < 0:
            continue
        for place in (start, *(mark.end() for mark in SEMICOLON.finditer(context.folded, start, end))):
            if label := LABEL.match(context.folded, place, end):
                yield from _judge(context, passage, label, wholes, decided, alarmed)


def _judge(
    context: Context, passage: Passage, label: re.Match[str], wholes: dict[Span, Span], decided: Marks, alarmed: Marks
) -> Iterator[Claim]:
    parts = _parts(context, label.end(), passage.sentence.end)
    if not FEWEST <= len(parts) <= MOST or {context.source.back(part.start, part.end) for part in parts} & (decided | alarmed):
        return
    total = sum((part.value for part in parts), Fraction(0))
    told = [*_heads(context, passage, label.start()), *_wholes_above(context, passage, wholes)]
    for head in told:
        if head.value == total:
            yield sum_claim(context, head, parts)
            return
    heads = [head for head in told if head.value >= max(part.value for part in parts)]
    if (
        heads
        and context.source.back(heads[0].start, heads[0].end) not in alarmed
        and (_is_wrong(heads[0], parts, total) or (label["parted"] and _is_parted(context, heads[0], parts, total)))
    ):
        yield sum_claim(context, heads[0], parts)


def _parts(context: Context, start: int, end: int) -> list[Figure]:
    """The kinds with a count each; none where one is a mark that others may bear, or the list is a choice."""
    told = context.folded[start:end].rstrip(" .\n")
    if CHOSEN.search(told) or ELLIPSIS.search(told):
        return []
    mark = ";" if ";" in told else ","
    pieces: list[str] = []
    for piece in told.split(mark):
        if pieces and mark == "," and not any(sign.isdigit() for sign in pieces[-1]):
            pieces[-1] += f",{piece}"  # kiến nghị, phản ánh 31 đơn
        else:
            pieces.append(piece)
    parts, at = [], start
    for piece in pieces:
        match = ITEM.fullmatch(context.folded, at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip()))
        at += len(piece) + 1
        if match is None or MARKED.match(match["words"]):
            return []
        value = Fraction(int(match["number"].replace(".", "")))
        parts.append(Figure("count", match.start("number"), match.end("number"), value, after=match.end()))
    return parts


def _heads(context: Context, passage: Passage, before: int) -> Iterator[Figure]:
    """The first count of the sentence, and of those before it that speak of a whole of their own."""
    earlier: Passage | None = passage
    for _ in range(BACK):
        if earlier is None or passage.paragraph - earlier.paragraph > PARAGRAPHS:
            return
        text = context.folded[earlier.sentence.start : min(before, earlier.sentence.end)]
        if earlier is passage or not OF_IT.match(text):
            found = [f for f in earlier.figures if f.kind == "count" and f.counts and not f.hedge and not f.in_words and f.end <= before]
            found = [
                f
                for f in found
                if f.group in ("person", "household", "organisation", "case", "team", "topic", "turn", "company", "document")
            ]
            yield from found[:1]
        earlier = earlier.before


def _is_parted(context: Context, head: Figure, parts: list[Figure], total: Fraction) -> bool:
    """44 đơn thư. Phân loại: 9 đơn, 4 đơn, 31 đơn: the label promises all, the parts bear the noun of the whole or one for any."""
    units = {unit[1] if (unit := UNIT.match(context.folded, part.end)) else "" for part in parts}
    alike = units <= {*GENERIC, *head.noun.split(" ")[:1]} and "" not in units
    return alike and LEAST_OF_IT * head.value <= total < head.value


def _wholes_above(context: Context, passage: Passage, wholes: dict[Span, Span]) -> Iterator[Figure]:
    """Nữ 398 đồng chí, chiếm 43,98% (of 905). Trình độ chuyên môn: …: the whole that the lines above take their shares of."""
    earlier = passage.before
    for _ in range(BACK):
        if earlier is None or passage.paragraph - earlier.paragraph > PARAGRAPHS:
            return
        for part in earlier.figures:
            whole = wholes.get(context.source.back(part.start, part.end))
            if whole is not None:
                yield from (f for f in context.reader.figures if f.kind == "count" and context.source.back(f.start, f.end) == whole)
        earlier = earlier.before


def _is_wrong(head: Figure, parts: list[Figure], total: Fraction) -> bool:
    """Parts that exceed the whole do not divide it; fewer than all may be a choice, unless one slip explains it."""
    off = head.value - total
    if head.value < total < head.value * MOST_OVER:
        return True
    readings = [(head.value, total), *((part.value, part.value + off) for part in parts)]
    weight = min(chance(stated, meant) for stated, meant in readings if meant > 0)
    return weight * min(2 * abs(off) / head.value, Fraction(1)) * len(readings) <= UNLIKELY
