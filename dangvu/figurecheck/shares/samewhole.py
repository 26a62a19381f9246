"""Shares of one sentence that are all of one count: 07 nữ, chiếm 43,75%; 09 người Khmer, chiếm 56,25%; 12 đoàn viên, chiếm 75% of 16."""

from __future__ import annotations

from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole, kind_of
from dangvu.figurecheck.reading.mentions import Mention, Share

FEWEST, MOST = 3, 12


def judge_same_whole(context: Context, told: Told) -> Iterator[Claim]:
    """The one share of a row that is not of the count that all the others are of."""
    for passage in context.passages:
        row = _row(passage)
        if len(row) < FEWEST:
            continue
        wholes: dict[object, Mention] = {}
        for other in told.before(row[0][0].figure.start, passage.paragraph, reach=1, most=MOST):
            value = other.figure.other or other.figure.value
            if not other.figure.hedge and alike(other, row[0][0]) and value.denominator == 1:
                wholes.setdefault(value, other)
        for other in wholes.values():
            whole = Whole(
                other.figure.other or other.figure.value, vn(other.figure.other or other.figure.value), sure=True, figure=other.figure
            )
            off = [(m, s) for m, s in row if fits(m.figure.value, whole.value, s.percent) == "off"]
            if len(off) == 1 and all(m.figure.value < whole.value for m, _ in row):
                yield share_claim(context, *off[0], whole, "inconsistent")
                break
            if not off:
                break


def _row(passage: Passage) -> list[tuple[Mention, Share]]:
    """The counts of a sentence with a percentage each that names no whole of its own, when they are alike and in one row."""
    row: list[tuple[Mention, Share]] = []
    for mention in sorted(passage.reading.mentions, key=lambda one: one.figure.start):
        if mention.figure.kind != "count" or mention.figure.hedge:
            return []
        if not mention.shares:
            if row:
                return []
            continue
        share = mention.shares[0]
        plain = kind_of(share) == "total" and not share.tail.strip(" .,;)") and "đạt" not in share.verb and share.of is None
        if len(mention.shares) > 1 or not plain or share.percent.hedge or not alike(mention, row[0][0] if row else mention):
            return []
        row.append((mention, share))
    return row if sum(1 for _, share in row if share.percent.decimals) >= 2 else []
