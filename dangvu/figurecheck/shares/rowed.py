"""A row of kinds with a percentage each and no total told: they make a hundred, so their counts make the whole.

12 chi bộ xuất sắc (20%), 41 chi bộ tốt (68,33%), 6 hoàn thành (10%), 1 không hoàn thành (1,67%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn, wholes_for
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share

Row = list[tuple[Figure, Figure]]

BESIDE = re.compile(r"[^\d;.:()%,]{0,70}(?: \(|, (?:chiếm|đạt|bằng|tỷ lệ|tương ứng)(?: tỷ lệ)? )(?:chiếm |đạt |bằng |tỷ lệ |tương ứng )?$")
NEXT = re.compile(r"\)?\s?(?:;|,|và|, và)\s(?:[^\d;.()%,]|\d{2}(?= (?:tuổi|đến \d{2} tuổi)\b)){0,60}$")
REST = re.compile(r"\bcòn lại\b")
FEWEST, MOST_WHOLES = 3, 60


def judge_rowed(context: Context) -> Iterator[Claim]:
    """The rows of every sentence with three such pairs."""
    for passage in context.passages:
        if sum(1 for f in passage.figures if f.kind == "percent") >= FEWEST:
            for row in _rows(context, passage):
                yield from _judge(context, passage, row)


def _rows(context: Context, passage: Passage) -> Iterator[Row]:
    row: Row = []
    figures = [f for f in passage.figures if f.noun != "tuổi"]  # dưới 35 tuổi 214 (31,5%); từ 35 đến 50 tuổi 286 (42%)
    told = False
    for part, percent in zip(figures, figures[1:], strict=False):
        pair = (
            part.kind == "count"
            and percent.kind == "percent"
            and not (part.hedge or percent.hedge or part.step != 1 or percent.in_words)
            and BESIDE.fullmatch(context.folded, max(part.end, part.after), percent.start)
        )
        if not pair:
            continue
        follows = (
            row and figures.index(part) == figures.index(row[-1][1]) + 1 and NEXT.fullmatch(context.folded, row[-1][1].end, part.start)
        )
        if not follows or part.noun not in ("", row[0][0].noun):
            if len(row) >= FEWEST and not told:
                yield row
            row = []
            told = any(f.kind in ("count", "ratio") and f.noun in ("", part.noun) for f in figures[: figures.index(part)])
        row.append((part, percent))
    if len(row) >= FEWEST and not told:
        yield row


def _judge(context: Context, passage: Passage, row: Row) -> Iterator[Claim]:
    total = sum((part.value for part, _ in row), Fraction(0))
    percents = sum((percent.value for _, percent in row), Fraction(0))
    slack = sum((percent.step for _, percent in row), Fraction(0)) / 2
    off = [one for one in row if fits(one[0].value, total, one[1]) == "off"]
    if not off:
        yield from (_claim(context, passage, *one, total) for one in row)
    elif abs(percents - 100) <= slack:
        found = {
            (place, whole)
            for place in range(len(row))
            for whole in _wholes(row[:place] + row[place + 1 :])
            if whole > total - row[place][0].value and fits(whole - (total - row[place][0].value), whole, row[place][1]) != "off"
        }
        if len({place for place, _ in found}) == 1:
            whole = min((whole for _, whole in found), key=lambda one: abs(one - total))
            yield from (_claim(context, passage, *one, whole) for one in row)
        elif found:
            text = " + ".join(vn(part.value) for part, _ in row) + f" = {vn(total)}; các tỷ lệ không cùng ứng với tổng nào"
            percent, figures = off[0][1], [figure for one in row for figure in one[::-1]]
            span = context.covering(*figures)
            yield context.claim(span, "share", "inconsistent", text, context.written(percent), None, [percent, *figures])
    elif (
        percents < 100 - slack
        and REST.search(context.folded, row[-1][1].end, passage.sentence.end)
        and (more := [one for one in _wholes(row) if one >= total])
    ):
        yield from (_claim(context, passage, *one, more[0]) for one in row)
    elif len(off) == 1:
        yield from (_claim(context, passage, *one, total) for one in row)


def _wholes(others: Row) -> Iterator[Fraction]:
    """The whole numbers of which all these are the percentages that stand beside them."""
    part, percent = max(others, key=lambda one: (one[1].decimals, one[0].value))
    reach = wholes_for(part.value, percent.value, percent.step)
    if reach is None or reach[1] - reach[0] > MOST_WHOLES:
        return
    for whole in range(reach[0], reach[1] + 1):
        if all(fits(one.value, Fraction(whole), rate) != "off" for one, rate in others):
            yield Fraction(whole)


def _claim(context: Context, passage: Passage, part: Figure, percent: Figure, whole: Fraction) -> Claim:
    owner = Mention(part, passage.pieces[0], "", part.group, named=False)
    verdict = VERDICTS[fits(part.value, whole, percent)]
    return share_claim(context, owner, Share(percent, "", "", percent.end), Whole(whole, vn(whole), sure=True), verdict)
