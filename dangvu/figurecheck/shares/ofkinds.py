"""The rate of one kind that the sentence before counted: … hoàn thành 7.204 em, chưa hoàn thành 104 em. Tỷ lệ chưa hoàn thành là 1,0%.

The whole is what the kinds make together, or the count that heads them; a rate that none of these gives is wrong where the words are
those of the one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

RATE = re.compile(
    r"^\W*(?:[-+*]\s)?(?:như vậy,? |tính ra,? |do đó,? )?(?:tỷ lệ|tỉ lệ)(?: số)? (?P<label>[^\d,;.:()%]{4,50}?)"
    r" (?:đạt|là|chiếm|ở mức|bằng|chỉ còn|còn) $"
)
ENDS = re.compile(r"\s*(?:[.;,\n]|$|và\b|tổng số\b|số\b)")
OFF = re.compile(r"\b(?:cùng kỳ|năm trước|bình quân|so với|kế hoạch|chỉ tiêu|mục tiêu)\b")
EDGE = re.compile(r"[,;:(]\s?|\bvà ")
FEWEST, MOST = 2, 9


def judge_of_kinds(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every first percentage of a sentence that begins so."""
    for passage in context.passages:
        percent = next(iter(passage.figures), None)
        if percent is None or percent.kind != "percent" or percent.hedge or passage.before is None:
            continue
        lead = RATE.match(context.folded[passage.sentence.start : percent.start])
        if lead is None or context.source.back(percent.start, percent.end) in decided or OFF.search(lead["label"]):
            continue
        if passage.before.paragraph == passage.paragraph and ENDS.match(context.folded, percent.end):
            yield from _judge(context, passage.before, percent, lead["label"])


def _judge(context: Context, earlier: Passage, percent: Figure, label: str) -> Iterator[Claim]:
    told = [f for f in earlier.figures if f.kind == "count"]
    if not FEWEST <= len(told) <= MOST or any(f.hedge or f.kind in ("percent", "ratio") for f in earlier.figures):
        return
    if len({f.noun for f in told}) != 1:
        return
    own = [f for f in told if _words(context, earlier, f).endswith(label) or _behind(context, f).startswith(label)]
    if len(own) != 1:
        return
    part = own[0]
    added = sum((f.value for f in told), Fraction(0))
    wholes = {added: told, told[0].value: told[:1], added - told[0].value: told[1:]}
    ways = [(whole, part.value * 100 / whole) for whole in wholes if whole > part.value]
    right = next((way for way in ways if fit(way[1], percent.value, percent.step) != "off"), None)
    weights = [chance(percent.value, actual, percent.decimals) for _, actual in ways]
    if not ways or (right is None and min(weights) * len(ways) > UNLIKELY and (len(told) == FEWEST or part is told[0])):
        return
    whole, actual = right or ways[weights.index(min(weights))]
    shown = vn(actual, max(percent.decimals, 1)) + "%"
    text = f"{vn(part.value)} / {vn(whole)} = {shown}"
    yield context.outcome("share", percent, [part], text, shown, wrong=right is None)


def _words(context: Context, passage: Passage, figure: Figure) -> str:
    """The words right before a count."""
    start = max((f.end for f in passage.figures if f.end <= figure.start), default=passage.sentence.start)
    return EDGE.split(context.folded[start : figure.start])[-1].strip()


def _behind(context: Context, figure: Figure) -> str:
    return context.folded[max(figure.end, figure.after) : max(figure.end, figure.after) + 60].strip()
