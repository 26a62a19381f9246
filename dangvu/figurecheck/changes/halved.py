"""Parts told in words: từ 56 đơn giảm một nửa, còn 28 đơn · hơn 2/3 số đảng viên (46/64 đồng chí)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.counted import counted
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import PART, part_value

FALL = re.compile(r"\b(?P<way>giảm|tăng)(?: được| đi| xuống| thêm| còn| gần| hơn| khoảng)?\s$")
SOFTLY = re.compile(r"\b(?:gần|hơn|trên|khoảng|quá|chừng|ngót)\s$")
FROM = re.compile(r"\btừ (?:mức |con số |khoảng )?$")
TO = re.compile(r"\b(?:còn(?: lại)?|xuống(?: còn)?|lên(?: thành)?|nay (?:là|còn))(?: có| là)?\s$")
SHARE = re.compile(
    r"\b(?P<soft>hơn|trên|gần|chưa đến|chưa tới|dưới|khoảng|quá)\s(?P<part>[1-9])/(?P<whole>[2-9]|10)\s(?:tổng )?số\s"
    r"[^\d;.:()]{1,40}\((?:cụ thể |với |là |có )*(?P<ratio>(?P<one>\d{1,3}(?:\.\d{3})+|\d+)/(?P<all>\d{1,3}(?:\.\d{3})+|\d+))(?!\d)"
)
ROUGHLY = Fraction(1, 50)
"""How much of the first count "một nửa" may be off."""
NEAR = Fraction(15)
"""How many in a hundred a softened part may lie apart from what it is told for."""


def judge_halved(context: Context) -> Iterator[Claim]:
    """The parts told in words of every sentence that has one beside its figures."""
    for passage in context.passages:
        said = context.folded[passage.sentence.start : passage.sentence.end]
        if " nửa" in said or " phần " in said:
            yield from _moved(context, passage)
        if ("/" in said) and (" số " in said):
            yield from _shares(context, passage)


def _moved(context: Context, passage: Passage) -> Iterator[Claim]:
    """Từ 56 đơn giảm một nửa, còn 28 đơn."""
    start, end = passage.sentence.start, passage.sentence.end
    for part in PART.finditer(context.folded, start, end):
        lead = context.folded[start : part.start()]
        fall = FALL.search(lead)
        if fall is None or SOFTLY.search(lead) or part[0].startswith("quá"):
            continue
        figures = list(counted(context.folded, start, end))
        before = [one for one in figures if FROM.search(context.folded[max(start, one.start - 20) : one.start])]
        after = [one for one in figures if TO.search(context.folded[max(start, one.start - 20) : one.start])]
        if len(before) != 1 or len(after) != 1 or before[0].noun != after[0].noun or before[0].start > after[0].start:
            continue
        then, now = before[0], after[0]
        sign = -1 if fall["way"] == "giảm" else 1
        right = then.value * (100 + sign * part_value(part)) / 100
        wrong = abs(right - now.value) > max(now.step, then.value * ROUGHLY)
        text = f"{vn(then.value)} {fall['way']} {part[0]} = {vn(right)}"
        yield context.outcome("growth", now, [then], text, vn(right), wrong=wrong)


def _shares(context: Context, passage: Passage) -> Iterator[Claim]:
    """Hơn 2/3 số đảng viên (46/64 đồng chí)."""
    for match in SHARE.finditer(context.folded, passage.sentence.start, passage.sentence.end):
        one, whole = (Fraction(match[name].replace(".", "")) for name in ("one", "all"))
        told = Fraction(100 * int(match["part"]), int(match["whole"]))
        if not whole:
            continue
        percent = one * 100 / whole
        soft = match["soft"]
        over, about = soft in ("hơn", "trên", "quá"), soft == "khoảng"
        wrong = abs(percent - told) > NEAR or (not about and (percent < told if over else percent > told))
        written = context.source.text[match.start("part") : match.end("whole")]
        ratio = Figure("ratio", match.start("ratio"), match.end("ratio"), one, other=whole)
        softened = Figure("percent", match.start("part"), match.end("whole"), told)
        text = f"{context.written(ratio)} = {vn(percent, 1)}%" + (f"; văn bản ghi {soft} {written}" if wrong else "")
        span = match.start("soft"), match.end("ratio")
        yield context.claim(
            span, "repeat", VERDICTS["off" if wrong else "exact"], text, f"{soft} {written}", f"{vn(percent, 1)}%", [softened, ratio]
        )
