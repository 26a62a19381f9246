"""A change of what the sentence before counts by its name: … bò 918 con, lợn 3.450 con. Đàn bò tăng 2,0% so với cùng kỳ (900 con).

The base stands in a bracket; the count that moved bears the name of the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.meant.times import of_one_time
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words

MOVED = re.compile(r"^\W*(?:[-+*]\s)?(?:trong đó,? |riêng )?(?P<who>[^\d,;.:()%]{3,60}?) (?:đã |chỉ )?(?P<way>tăng|giảm)(?: thêm| được)? $")
BASE = re.compile(
    r"\s?(?:%\s)?(?:so với|so) (?:cùng kỳ|năm|kỳ|quý|tháng|đầu)[^\d;.:()%]{0,30}(?:\d{4})?[^\d;.:()%]{0,12}\((?:[^\d;.:()%]{0,20})$"
)
COMMON = words("đàn số tổng lượng của các diện tích sản lượng toàn là có được đã hiện nay riêng")
REACH = 2


def judge_named_before(context: Context, decided: Marks) -> Iterator[Claim]:
    """The first change of each sentence that begins so."""
    for passage in context.passages:
        if len(passage.figures) < REACH or passage.before is None:
            continue
        by, base = passage.figures[:2]
        if by.kind not in ("percent", "count") or base.kind != "count" or by.hedge or base.hedge or not base.value:
            continue
        lead = MOVED.match(context.folded[passage.sentence.start : by.start])
        if lead is None or not BASE.fullmatch(context.folded, max(by.end, by.after), base.start):
            continue
        if context.source.back(by.start, by.end) not in decided:
            yield from _judge(context, passage, by, base, words_of(lead["who"]) - COMMON, -1 if lead["way"] == "giảm" else 1)


def _judge(context: Context, passage: Passage, by: Figure, base: Figure, who: set[str], sign: int) -> Iterator[Claim]:
    earlier, named = passage.before, []
    for _ in range(REACH):
        if earlier is None or passage.paragraph != earlier.paragraph:
            break
        named += [
            f
            for f in earlier.figures
            if f.kind == "count"
            and not f.hedge
            and f.noun == base.noun
            and who <= _name(context, earlier, f)
            and of_one_time(context, f, by)
        ]
        earlier = earlier.before
    if not who or len({f.value for f in named}) != 1 or not named[0].value:
        return
    now = named[0]
    moved = sign * (now.value - base.value)
    if by.kind == "percent":
        actual = moved * 100 / base.value
        right = vn(rounded(abs(actual), by.step), by.decimals) + "%"
        text = f"({vn(now.value)} - {vn(base.value)}) / {vn(base.value)} = {vn(actual * sign, by.decimals + 2)}%"
        yield context.outcome("growth", by, [now, base], text, right, wrong=fit(actual, by.value, by.step) == "off")
    elif by.noun in ("", base.noun):
        text = f"{vn(now.value)} - {vn(base.value)} = {vn(now.value - base.value)}"
        yield context.outcome("difference", by, [now, base], text, vn(abs(moved)), wrong=moved != by.value)


def _name(context: Context, passage: Passage, figure: Figure) -> set[str]:
    """The words right before a count."""
    start = max((f.end for f in passage.figures if f.end <= figure.start), default=passage.sentence.start)
    return words_of(re.split(r"[,;:(]\s", context.folded[start : figure.start])[-1]) - COMMON
