"""The whole that a list or the words themselves name: a percentage is of it, whatever else would give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import Told, nouns_of, words_of
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole, kind_of, names_another_whole
from dangvu.figurecheck.reading.mentions import Listing, Mention, Share, compatible
from dangvu.figurecheck.shares.unbound import named_with

FEWEST = 3


def whole_of_siblings(listing: Listing | None, mention: Mention, share: Share, other: Fraction) -> Whole | None:
    """The head of the list, if the parts beside this one are shares of it and of nothing else, and this one is not."""
    head = listing.heads[0] if listing is not None and listing.heads else None
    if listing is None or head is None or head.figure.hedge or head.figure.kind != "count" or head.figure.value == other:
        return None
    if not compatible(head, mention.figure) or share.percent.hedge or share.of is not None or names_another_whole(share, listing):
        return None
    if fits(mention.figure.value, head.figure.value, share.percent) != "off":
        return None
    told = [(item, item.shares[0]) for item in listing.items if item is not mention and item.shares and kind_of(item.shares[0]) == "total"]
    of_head = [item for item, one in told if fits(item.figure.value, head.figure.value, one.percent) == "exact"]
    only = [item for item, one in told if item in of_head and fits(item.figure.value, other, one.percent) == "off"]
    divided = sum((item.figure.value for item in listing.items), Fraction(0)) == head.figure.value
    if not only or len(of_head) < len(told) or not (divided or (listing.near and listing.cue == "open")):
        return None
    return Whole(head.figure.value, vn(head.figure.value), sure=True, figure=head.figure)


def judge_divided(context: Context, told: Told, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Of parts that make a whole, with a percentage each, the one that is not of the whole as the others are."""
    by_mark = {context.source.back(m.figure.start, m.figure.end): m for m in told.mentions}
    for claim in claims:
        items = [by_mark[mark] for mark in claim.figures[1:] if mark in by_mark]
        if claim.kind != "sum" or claim.verdict != "consistent" or len(items) < FEWEST or claim.figures[0] not in by_mark:
            continue
        head = by_mark[claim.figures[0]]
        shares = [
            (item, item.shares[0]) for item in items if item.shares and kind_of(item.shares[0]) == "total" and item.figure.other is None
        ]
        off = [(item, share) for item, share in shares if fits(item.figure.value, head.figure.value, share.percent) == "off"]
        if len(off) != 1 or len(shares) < FEWEST or head.figure.hedge or off[0][1].percent.hedge or off[0][1].of is not None:
            continue
        whole = Whole(head.figure.value, vn(head.figure.value), sure=True, figure=head.figure)
        if not names_another_whole(off[0][1], None):
            yield share_claim(context, *off[0], whole, "inconsistent")


def judge_named(context: Context, told: Told, claims: Iterable[Claim]) -> Iterator[Claim]:
    """chiếm 5,2% số chi bộ thôn: of the one count that bears these words, though another count of chi bộ would give it."""
    alarmed = frozenset(mark for claim in claims if claim.verdict == "inconsistent" for mark in claim.figures)
    for passage in context.passages:
        for mention in passage.reading.mentions:
            for share in mention.shares:
                narrowed = named_with(share)
                if narrowed is None or share.percent.hedge or mention.figure.other is not None or kind_of(share) != "total":
                    continue
                bearers = {
                    other.figure.value: other
                    for other in told.mentions[: told.place(mention.figure.start)]
                    if _bears(other, *narrowed) and compatible(other, mention.figure)
                }
                if len(bearers) != 1 or alarmed & {context.source.back(one.figure.start, one.figure.end) for one in bearers.values()}:
                    continue
                value, other = next(iter(bearers.items()))
                if value > mention.figure.value and fits(mention.figure.value, value, share.percent) == "off":
                    yield share_claim(context, mention, share, Whole(value, vn(value), sure=True, figure=other.figure), "inconsistent")


def _bears(other: Mention, noun: str, narrowed: set[str]) -> bool:
    known = words_of(other.label)
    return other.figure.kind == "count" and not other.figure.hedge and (not noun or noun in nouns_of(other)) and narrowed <= known
