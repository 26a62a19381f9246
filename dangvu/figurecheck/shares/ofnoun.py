"""A rate that names in its words what it is of: Ban Chấp hành có 19 ủy viên. Tỷ lệ ủy viên dưới 40 tuổi là 42,1%.

Of so few only some rates are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import parts_for
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.times import of_one_stretch
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.shares.few import OTHER, of_small_body

RATE_OF = re.compile(
    r"(?:^ ?|[,;.-] )(?:trong đó,? |số |về )?tỷ lệ (?P<words>[^\d;,.:()%]{3,60}(?:\d\d (?:tuổi|năm)[^\d;,.:()%]{0,30})?)(?:là|đạt|chiếm) $"
)
HAS = re.compile(r"\b(?:có|gồm|với|hiện có|tổng số|bầu|là) $")
LEAST, MOST, BACK = 5, 100, 160


def judge_of_noun(context: Context, decided: Marks) -> Iterator[Claim]:
    """The rates behind "tỷ lệ" and the noun of the one count of people told before them."""
    for passage in context.passages:
        if "tỷ lệ " not in context.folded[passage.sentence.start : passage.sentence.end]:
            continue
        for rate in passage.figures:
            if rate.kind != "percent" or rate.hedge or rate.in_words or not rate.decimals:
                continue
            lead = RATE_OF.search(context.folded[max(passage.sentence.start, rate.start - BACK) : rate.start])
            if lead is None or context.source.back(rate.start, rate.end) in decided or OTHER.search(lead["words"]):
                continue
            whole = _whole(context, passage, rate, lead["words"])
            if whole is None or parts_for(whole.value, rate.value, rate.step) is not None or not of_one_stretch(context, whole, rate):
                continue
            if claim := of_small_body(context, rate, whole):
                yield claim


def _whole(context: Context, passage: Passage, rate: Figure, words: str) -> Figure | None:
    before = [f for f in passage.figures if f.end <= rate.start and f.kind in ("count", "ratio") and f.group != "time"]
    if not before and passage.before is not None and passage.before.paragraph == passage.paragraph:
        before = [f for f in passage.before.figures if f.kind in ("count", "ratio") and f.group != "time"]
    if len(before) != 1 or before[0].kind != "count" or before[0].hedge or not LEAST <= before[0].value <= MOST or not before[0].noun:
        return None
    whole = before[0]
    has = HAS.search(context.folded, max(0, whole.start - 20), whole.start)
    return whole if has and whole.group == "person" and words.startswith(whole.noun + " ") else None
