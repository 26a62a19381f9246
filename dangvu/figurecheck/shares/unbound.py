"""Percentages that the words tie to no whole: an alarm only where a count nearby would give the one written but for a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike, nouns_of, words_of
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import FILLERS, NAMED_WHOLE, PEOPLE, PERIOD, Whole, kind_of
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share, compatible
from dangvu.figurecheck.reading.phrases import RATED
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import slipped, swapped

REACH, MOST = 3, 30
SUBJECT = re.compile(r"\bsố (?P<words>[^\d,;:.()%]{4,60}?) (?:chỉ )?(?:bằng|chiếm|tương đương|đạt)(?: khoảng)? $")
ABOUT = re.compile(r"\b(?P<words>(?:lĩnh vực|nhóm|khối|loại) [^\d,;:.()%]{4,60}?) (?:chỉ )?(?:bằng|chiếm|đạt)[^\d,;:.()%]{0,40} $")
COMMON = words("bị được đã số là có trong của các")
FAR, TWO = 400, 2
NEAR = 240
"""Characters within which a percentage without decimals is of the count whose noun it repeats."""
BEHIND = 6
MOVED = re.compile(r"\b(?:tăng|giảm|vượt|hơn|gấp|kém)\s(?:[^\W\d]+\s){0,3}$")
NOUN_AFTER = re.compile(r"(?:so với |trong |trên |của )*(?:(?:tổng )?số |tổng )?")


def judge_unbound(
    context: Context, told: Told, decided: frozenset[tuple[int, int]], alarmed: frozenset[tuple[int, int]]
) -> Iterator[Claim]:
    """The shares that are still open, by the counts around them; of a count that is wrong itself nothing is a share."""
    for passage in context.passages:
        yield from _of_parts_elsewhere(context, told, passage, decided)
        for mention, share in _open_shares(context, passage):
            if context.source.back(share.percent.start, share.percent.end) in decided or share.percent.hedge:
                continue
            for claim in _judge(context, told, passage, mention, share):
                if claim.verdict == "consistent" or not alarmed & set(claim.figures[1:]):
                    yield claim


def _open_shares(context: Context, passage: Passage) -> Iterator[tuple[Mention, Share]]:
    """Percentages that hang on a count, and those that stand for themselves behind one: 15.224 người, độ bao phủ 95,29% dân số."""
    for mention in passage.reading.mentions:
        for share in mention.shares:
            yield mention, share
    for rate in passage.reading.rates:
        before = [m for m in passage.reading.mentions if m.figure.start < rate.figure.start and m.figure.kind == "count"]
        if RATED.search(context.folded, rate.piece.start, rate.figure.start):
            continue
        if MOVED.search(context.folded, rate.piece.start, rate.figure.start):  # năm trước 8 đảng viên; như vậy số này tăng 75%
            continue
        if before and before[-1].piece.end + 2 >= rate.piece.start and not before[-1].shares:
            yield before[-1], Share(rate.figure, "", context.folded[rate.figure.end : rate.piece.end].strip(), rate.piece.end)


def _of_parts_elsewhere(context: Context, told: Told, passage: Passage, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """Số bị kỷ luật bằng 1,07% tổng số đảng viên: both counts stand in other sentences, the part with words of its own."""
    for rate in passage.reading.rates:
        percent = rate.figure
        said = SUBJECT.search(context.folded, rate.piece.start, percent.start) or ABOUT.search(
            context.folded, rate.piece.start, percent.start
        )
        if said is None or percent.decimals < 2 or percent.hedge or context.source.back(percent.start, percent.end) in decided:
            continue
        share = Share(percent, "", context.folded[percent.end : rate.piece.end].strip(), rate.piece.end)
        named = _named(share)
        unit = nouns.NOUN.search(said["words"])
        own = words_of(said["words"]) - words_of(unit[0] if unit else "") - COMMON - FILLERS
        if named is None or not own:
            continue
        parts = [m for m in told.mentions if m.figure.start < percent.start and own & words_of(m.label) and _counts_for(m, named[0])]
        wholes = [m for m in told.by_noun.get(named[0], ()) if not m.figure.hedge and m.figure.kind == "count"]
        if sure := _both_named(parts, wholes, own, named):
            how = fits(sure[0].figure.value, sure[1].figure.value, percent)
            yield share_claim(context, sure[0], share, _whole(sure[1].figure), VERDICTS[how])
            continue
        pairs = [(part, whole) for part in parts for whole in wholes if whole.figure.value > part.figure.value]
        if right := next((pair for pair in pairs if fits(pair[0].figure.value, pair[1].figure.value, percent) == "exact"), None):
            yield share_claim(context, right[0], share, _whole(right[1].figure), "consistent")
            continue
        meant = {
            (pair[0].figure.value, pair[1].figure.value): pair for pair in pairs if _slip(percent, *(one.figure.value for one in pair))
        }
        if len(meant) == 1:
            part, whole = next(iter(meant.values()))
            yield share_claim(context, part, share, _whole(whole.figure), "inconsistent")


def _both_named(parts: list[Mention], wholes: list[Mention], own: set[str], named: tuple[str, set[str]]) -> tuple[Mention, Mention] | None:
    """Lĩnh vực kinh tế … 38,62% số mô hình được công nhận: the one count of either name."""
    known = {m.figure.value: m for m in wholes if _bears(m, *named)}
    told = {m.figure.value: m for m in parts if len(own & words_of(m.label)) >= TWO}
    if len(known) != 1 or len(told) != 1:
        return None
    part, whole = next(iter(told.values())), next(iter(known.values()))
    return (part, whole) if part.figure.value < whole.figure.value else None


def _counts_for(mention: Mention, noun: str) -> bool:
    same = mention.group == nouns.group_of(noun)
    return same and mention.figure.kind == "count" and not mention.figure.hedge and mention.figure.value.denominator == 1


def _slip(percent: Figure, part: Fraction, whole: Fraction) -> bool:
    actual = part * 100 / whole
    return slipped(percent.value, actual, percent.decimals) or swapped(percent.value, actual, percent.decimals)


def _judge(context: Context, told: Told, passage: Passage, mention: Mention, share: Share) -> Iterator[Claim]:
    if (
        kind_of(share) not in ("total", "population")
        or mention.figure.other is not None
        or mention.figure.hedge
        or not mention.figure.value
        or PERIOD.search(share.tail)  # tổng số đảng viên cuối năm 2017: none of those told of another day
    ):
        return
    named = _named(share)
    wholes = list(_wholes(told, passage, mention, share, named))
    tied = [whole for whole, other in wholes if named and _bears(other, *named)]
    if not tied:
        tied = [whole for whole, other in wholes if named and not named[1] and named[0] == whole.noun]
    figures = tied or [whole for whole, _ in wholes]
    if right := next((whole for whole in figures if fits(mention.figure.value, whole.value, share.percent) == "exact"), None):
        if tied:
            yield share_claim(context, mention, share, _whole(right), "consistent")
        return
    if not tied and (
        _of_other_things(told, passage, mention, share)
        or (named and named[0] not in ("", mention.figure.noun) and _afar(context, figures, share))
    ):
        return
    reached = share.verb == "đạt" and not share.tail.strip(" .;,")  # mostly of a target that is not told
    first = next((whole for whole in figures if whole.noun == mention.figure.noun != "" and not reached), None)
    meant = {whole.value: whole for whole in reversed(figures) if _is_slip(mention, share, whole, tied=bool(tied) or whole is first)}
    if tied and named and named[1] and len({whole.value for whole in tied}) == 1:
        meant = {tied[0].value: tied[0]}
    if len(meant) == 1:
        yield share_claim(context, mention, share, _whole(next(iter(meant.values()))), "inconsistent")


def _afar(context: Context, wholes: list[Figure], share: Share) -> bool:
    """chiếm 11,36% so với tổng số cấp ủy viên: no count of another paragraph that is of other things."""
    return all("\n" in context.folded[whole.end : share.percent.start] for whole in wholes)


def _of_other_things(told: Told, passage: Passage, mention: Mention, share: Share) -> bool:
    """61 chi bộ … bí thư tái cử 44 đồng chí (72,13%): a count of other things that gives the percentage, one each."""
    near = told.before(share.percent.start, passage.paragraph, reach=REACH, most=MOST)
    values = {value for other in near if other is not mention for value in (other.figure.value, other.figure.other) if value}
    return any(fits(mention.figure.value, value, share.percent) == "exact" for value in values)


def _bears(other: Mention, noun: str, narrowed: set[str]) -> bool:
    """Whether a count is told with the noun and all the words that narrow it."""
    return bool(narrowed) and noun in nouns_of(other) and narrowed <= words_of(other.label)


def _named(share: Share) -> tuple[str, set[str]] | None:
    """The noun of "40% đảng viên toàn Khối" or "5,2% tổng số chi bộ thôn", and the words that narrow it."""
    if PEOPLE.match(share.tail):
        return "nhân khẩu", set()
    lead = NOUN_AFTER.match(share.tail)
    unit = nouns.UNIT.match(" " + share.tail[lead.end() :]) if lead else None
    if lead is None or unit is None:
        return None
    words = NAMED_WHOLE.match(share.tail)
    narrowed = words_of(words["words"]) if words else set()
    return unit["noun"], narrowed - FILLERS - set(unit["noun"].split()) - {"toàn", "hiện", "có", "huyện", "tỉnh", "xã", "phường"}


def named_with(share: Share) -> tuple[str, set[str]] | None:
    """The noun of the whole with two words or more that narrow it, or those words alone: "số được công nhận"."""
    whole = NAMED_WHOLE.match(share.tail)
    if whole is None:
        return None
    named = _named(share)
    own = (named[1] if named else words_of(whole["words"]) - FILLERS) - COMMON
    return ((named[0] if named else ""), own) if len(own) >= TWO else None


def _wholes(
    told: Told, passage: Passage, mention: Mention, share: Share, named: tuple[str, set[str]] | None
) -> Iterator[tuple[Figure, Mention]]:
    """What the part may be of: the counts nearby, those behind it in its paragraph, and those far above of the noun that is named."""
    near = told.before(share.percent.start, passage.paragraph, reach=REACH, most=MOST)
    stop = told.place(share.percent.end)
    behind = [m for m, at in zip(told.mentions[stop : stop + BEHIND], told.passages[stop : stop + BEHIND], strict=True)
              if at.paragraph == passage.paragraph]  # fmt: skip
    far = [m for m in told.by_noun.get(named[0], ())[-FAR:] if m.figure.start < share.percent.start] if named else []
    for other in dict.fromkeys([*near, *behind, *far]):
        if other is mention or other.figure.hedge or not (compatible(other, mention.figure) or alike(other, mention)):
            continue
        for value in (other.figure.value, other.figure.other):
            if value is not None and (value >= mention.figure.value) == (share.percent.value <= 100) and value.denominator == 1:
                yield (other.figure if value == other.figure.value else _total(other.figure, value)), other


def _total(figure: Figure, value: Fraction) -> Figure:
    return replace(figure, value=value, other=None)


def _is_slip(mention: Mention, share: Share, whole: Figure, *, tied: bool) -> bool:
    """The same digits tell by themselves, a digit mistaken only where the whole is named or the next of its noun."""
    percent = share.percent
    if whole.value <= 0:
        return False
    actual = mention.figure.value * 100 / whole.value
    if swapped(percent.value, actual, percent.decimals):
        return tied or percent.decimals > 0
    return tied and (percent.decimals > 0 or whole.start > share.percent.start - NEAR) and slipped(percent.value, actual, percent.decimals)


def _whole(figure: Figure) -> Whole:
    return Whole(figure.value, vn(figure.value), sure=False, figure=figure)
