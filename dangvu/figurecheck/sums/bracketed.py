"""Places that each bear their count in a bracket: 9 vụ, tập trung ở các huyện Tân Sơn (3 vụ), Yên Hòa (4 vụ), Bắc Lũng (2 vụ)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.hedges import hedge
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.sums.added import sum_claim

OWN = re.compile(r"\((?:có )?(?P<number>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s(?P<unit>[^\W\d]+2?)(?P<more>(?:\s[^\W\d]+){0,2})\)")
MIXED = re.compile(r"\b(?:tăng|giảm|so với|cùng kỳ|kế hoạch|chỉ tiêu|mỗi|bình quân|lượt|hơn|trên|gần|khoảng)\b")
FEWEST = 2


def judge_bracketed(context: Context, decided: Marks) -> Iterator[Claim]:
    """The rows of names with brackets of every sentence, against the count of the same word before them."""
    for passage in context.passages:
        if context.folded.count("(", passage.sentence.start, passage.sentence.end) >= FEWEST:
            yield from _judge(context, passage, decided)


def _judge(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    start, end = passage.sentence.start, passage.sentence.end
    found = list(OWN.finditer(context.folded, start, end))
    unit = found[0]["unit"] if found else ""
    brackets = context.folded.count("(", start, end)
    if not FEWEST <= len(found) == brackets or any(match["unit"] != unit for match in found):
        return
    if not all(_is_name(context, match.start()) for match in found):
        return
    wholes = [one for one in counted(context.folded, start, found[0].start()) if one.noun == unit]
    if len(wholes) != 1 or wholes[0].in_words or hedge(context.folded[max(start, wholes[0].start - 40) : wholes[0].start]):
        return
    whole = wholes[0]
    if not all(context.folded.startswith(match["more"], whole.after) for match in found):  # 5 xã … (2 xã viên)
        return
    if MIXED.search(context.folded, whole.after, found[-1].start()) or re.search(r"\d", _between(context, whole.after, found)):
        return
    parts = [_figure(match) for match in found]
    total = sum((part.value for part in parts), Fraction(0))
    known = {context.source.back(one.start, one.end) for one in (whole, *parts)} & decided
    meant = total >= whole.value or swapped(total, whole.value)
    if meant and not known and all(part.value < whole.value for part in parts):
        yield sum_claim(context, whole, parts)


def _is_name(context: Context, opening: int) -> bool:
    """Whether the word before a bracket is a name or the number of one: kinds of deeds may overlap, places do not."""
    before = context.source.text[max(0, opening - 30) : opening].split()
    return bool(before) and (before[-1][:1].isupper() or before[-1].isdigit())


def _between(context: Context, start: int, found: list[re.Match[str]]) -> str:
    """The words from the whole to the last bracket, without the brackets and the numbers of names."""
    starts = [start, *(match.end() for match in found[:-1])]
    told = [context.folded[first : match.start()] for first, match in zip(starts, found, strict=True)]
    return " ".join(re.sub(r"\d+\s*$", "", one) for one in told)


def _figure(match: re.Match[str]) -> Figure:
    value = Fraction(match["number"].replace(".", "").replace(",", "."))
    return Figure("count", match.start("number"), match.end("number"), value, noun=match["unit"], after=match.end("unit"))
