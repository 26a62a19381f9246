"""Softened percentages and fractions in words: no count around may come near "gần một phần ba" or "khoảng 62%".

297 đảng viên … đảng viên nữ có 98 đồng chí, chiếm gần một phần ba · Trên một nửa số đại biểu là nữ: 63 trong tổng số 121.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.changes.compared import MOVED
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike, of_one_kind
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole, kind_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share

SOFT = ("under", "over", "about")
GIVEN = re.compile(r"[^\d;.%]{0,70}[:(]\s?$")
SAID = re.compile(r"chiếm|lệ|tức|bằng|tương|hay")
MOST = 10
GENERIC = ("đồng chí", "người", "trường hợp", "em", "nữ", "cán bộ")


def judge_softened(context: Context, told: Told, decided: Marks) -> Iterator[Claim]:
    """The shares of each sentence that are no exact figure."""
    for passage in context.passages:
        figures = passage.figures
        for percent, ratio in zip(figures, figures[1:], strict=False):
            lead = context.folded[max(0, percent.start - 40) : percent.start]
            fraction = percent.kind == "percent" and percent.in_words and ratio.kind == "ratio" and not MOVED.search(lead)
            if fraction and ratio.other and GIVEN.fullmatch(context.folded, percent.end, ratio.start):
                yield _claim(context, Mention(ratio, passage.pieces[0], "", ratio.group, named=False), percent, ratio.other, ratio)
        for mention in passage.reading.mentions:
            for share in mention.shares:
                soft = share.percent.in_words or share.percent.hedge in SOFT
                if soft and context.source.back(share.percent.start, share.percent.end) not in decided:
                    yield from _judge(context, told, passage, mention, share)


def _judge(context: Context, told: Told, passage: Passage, mention: Mention, share: Share) -> Iterator[Claim]:
    figure = mention.figure
    if (
        kind_of(share) != "total"
        or figure.other is not None
        or figure.kind != "count"
        or figure.hedge
        or share.of is not None
        or share.tail.strip(" .,;)")
    ):
        return
    if not SAID.search(share.verb) or mention.changes or mention.group in ("", "topic"):
        return
    near = [
        m
        for m in told.before(figure.start, passage.paragraph, reach=1, most=MOST)
        if alike(m, mention) and m.figure.kind in ("count", "ratio")
    ]
    behind = [
        m
        for m in told.mentions[told.place(share.percent.end) : told.place(share.percent.end) + 3]
        if m.figure.start < passage.sentence.end and alike(m, mention)
    ]
    values = {value: m for m in (*behind, *reversed(near)) for value in (m.figure.value, m.figure.other) if value and value >= figure.value}
    first = (passage.before or passage).sentence.start
    around = [
        f for f in context.reader.between(first, passage.sentence.end) if f.kind == "count" and f.value >= figure.value and f is not figure
    ]
    values |= {f.value: mention for f in around if of_one_kind(f, figure)}
    if not values or any(fits(figure.value, value, share.percent) != "off" for value in values):
        return
    here = [m for m in near if m.figure.start >= (passage.before or passage).sentence.start and m.figure.value >= figure.value]
    heads = [
        m
        for m in here
        if m.figure.noun
        and not m.figure.hedge
        and (m.figure.noun == figure.noun or (mention.label.startswith(m.figure.noun) and figure.noun in (*GENERIC, "")))
    ]
    if heads and heads[0].figure.kind == "count":
        yield _claim(context, mention, share.percent, heads[0].figure.value, heads[0].figure)


def _claim(context: Context, mention: Mention, percent: Figure, whole: Fraction, figure: Figure) -> Claim:
    how = fits(mention.figure.value, whole, percent)
    share = Share(percent, "", "", percent.end)
    return share_claim(
        context, mention, share, Whole(whole, context.written(figure).split("/")[-1], sure=True, figure=figure), VERDICTS[how]
    )
