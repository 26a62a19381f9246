"""Percentages that stand so close to their two counts that no other reading is left, whatever the verbs between.

1.012 bài trên tổng số 1.203 đảng viên, đạt gần 85% · 5.280 tấn …, bằng 66% kế hoạch năm (8.000 tấn) · từ 451 còn 388, bớt 63 (13,97%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.arithmetic import room
from dangvu.figurecheck.changes.changes import growth_claim
from dangvu.figurecheck.changes.compared import MOVED, figures_in
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import FILLERS, Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share
from dangvu.figurecheck.slips import UNLIKELY, chance, slipped, swapped

OUT_OF = re.compile(r"[^\d;.:%]{0,60}\b(?:trên tổng số|trong tổng số|trên tổng|trong số)\s(?!(?:đó|này|ấy|trên)\b)(?:[^\W\d]+\s){0,2}$")
RATED = re.compile(
    r"[^\d;.:%()]{0,40}[,(]\s?(?:và )?(?:đạt|chiếm|bằng|tức|tương đương|tương ứng|"
    r"=)?\s?(?:với )?(?:tỷ lệ )?(?:là )?(?:gần |hơn |trên |khoảng |xấp xỉ )?$"
)
AIM = re.compile(
    r"\s?(?:so với |của |trong |trên )*(?:tổng |kế hoạch|chỉ tiêu|dự toán|mục tiêu|số\b|nhu cầu|dung tích|công suất|"
    r"năng lực|quy mô|định mức|hạn mức|thiết kế)[^\d;.:()%]{0,40}\((?:là )?(?:\w+ )?$"
)
BY_THAT = re.compile(r"\s?(?:[^\d;.,()%]{0,24}\s?\(|,\s(?:bằng|tương đương|tương ứng|tức|tỷ lệ)(?: với| là| giảm| tăng)?\s)$")
SUBJECT = re.compile(r"\b(?:tỷ|tỉ) lệ (?P<words>[^\d,;:.()%]{4,60}?)\s(?:là|đạt|chiếm|bằng|=)\s(?:\w+\s)?$")
RATE_OF = re.compile(r"\b(?:tỷ|tỉ) lệ (?P<words>[^\d,;:.()%]{2,40}?)\s(?:\w+\s)?(?:giảm|tăng|từ|còn|là|đạt|\d)")
ASKED = re.compile(r"\b(?:khảo sát|lấy ý kiến(?: của)?|phỏng vấn|thăm dò|điều tra)\s(?:đối với |tại )?(?=\d)")
ONLY = re.compile(r"\b(?:nhưng|song|mà|thì|tuy nhiên)\s(?:mới|chỉ|cũng chỉ|mới chỉ)\s(?:có )?$")
IN_ALL = re.compile(r"\s?(?:[^\W\d]+\s){0,3}?(?:trong số|trong tổng số|của|trên tổng số|trong)\s$")
THAT_IS = re.compile(r"[^\d;.]{0,80}[,(]\s?(?:tức(?: là)?|tương đương|tương ứng|bằng|nghĩa là|hay)\s(?:với )?$")
COMMON = frozenset({"số", "được", "có", "là", "chỉ", "tiêu", "đồng", "chí", "và"})
MOST, FEW, MANY = 6, 20, 60


def judge_tied(context: Context) -> Iterator[Claim]:
    """The percentages of each sentence that its places tie to two counts."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        moves = dict(moves_of(context, passage))
        for place, figure in enumerate(figures):
            if figure.kind == "percent" and figure.in_words:
                yield from _part_of(context, figures[place + 1 : place + 3], figure)
            elif figure.kind == "percent" and figure.hedge not in ("least", "most"):
                before = figures[:place]
                yield from _out_of(context, before, figure)
                yield from _of_aim(context, before, figures[place + 1 : place + 2], figure)
                yield from _of_those(context, passage, before, figure)
                yield from _part_of(context, figures[place + 1 : place + 3], figure)
                yield from _of_what_moved(context, moves, before, figure)
                yield from _of_some_parts(context, passage, figure)
            elif figure.kind == "ratio":
                yield from _as_rated(context, figures[:place], figure)


def _out_of(context: Context, before: list[Figure], percent: Figure) -> Iterator[Claim]:
    if len(before) < 2 or any(figure.kind != "count" or figure.hedge for figure in before[-2:]):
        return
    part, whole = before[-2:]
    if (
        part.value <= whole.value
        and OUT_OF.fullmatch(context.folded, part.end, whole.start)
        and RATED.fullmatch(context.folded, whole.after or whole.end, percent.start)
    ):
        yield _share(context, part, whole, percent)


def _of_those(context: Context, passage: Passage, before: list[Figure], percent: Figure) -> Iterator[Claim]:
    """Khảo sát 650 người ở 13 xã cho thấy 611 người hài lòng, đạt 94% · có 1.126 doanh nghiệp, nhưng mới 38 có tổ chức đảng (3,37%)."""
    counts = [figure for figure in before if figure.kind == "count" and not figure.hedge]
    if len(counts) < 2 or before[-1] is not counts[-1] or not RATED.fullmatch(context.folded, counts[-1].after, percent.start):
        return
    part = counts[-1]
    asked = ASKED.search(context.folded, passage.sentence.start, part.start)
    whole = next((figure for figure in counts if asked and figure.start >= asked.end()), None)
    if whole is None and ONLY.search(context.folded, counts[-2].end, part.start) and counts[-2].noun == part.noun != "":
        whole = counts[-2]
    if (
        whole is not None
        and whole is not part
        and whole.group == part.group
        and whole.value >= part.value
        and not _in_brackets(context, part)
    ):
        between = context.folded[whole.end : part.start]
        if not re.search(r"[;.:]|\btrong đó\b|\bphiếu\b", between) and (whole is counts[-2] or asked):
            yield _share(context, part, whole, percent)


def _part_of(context: Context, after: list[Figure], percent: Figure) -> Iterator[Claim]:
    """8% trong số 25 hộ được khảo sát …, tức 2 hộ: the percentage, its whole, and what it comes to."""
    if len(after) < 2 or any(figure.kind != "count" or figure.hedge for figure in after) or percent.hedge:
        return
    whole, part = after
    if not IN_ALL.fullmatch(context.folded, percent.end, whole.start) or not THAT_IS.fullmatch(context.folded, whole.after, part.start):
        return
    if part.noun in ("", whole.noun) or of_one_kind(whole, part):
        yield _share(context, part, whole, percent)


def _of_aim(context: Context, before: list[Figure], after: list[Figure], percent: Figure) -> Iterator[Claim]:
    """bằng 66% kế hoạch năm (8.000 tấn): of the bracket, the count of its noun told last before that is not one itself."""
    if not after or after[0].kind != "count" or after[0].hedge or not AIM.fullmatch(context.folded, percent.end, after[0].start):
        return
    last = max((figure.end for figure in before), default=0)
    if MOVED.search(context.folded, max(last, percent.start - 60), percent.start):
        return
    parts = [f for f in reversed(before) if f.kind == "count" and of_one_kind(after[0], f) and not f.hedge]
    plain = [part for part in parts if not _in_brackets(context, part) and not _moved(context, before, part)]
    if percent.value < 100:  # what is smaller than the part is no whole of it
        plain = [part for part in plain if part.value < after[0].value]
    right = next((part for part in plain or parts if fits(part.value, after[0].value, percent) != "off"), None)
    if right is not None or len(plain) == 1:
        yield _share(context, right or plain[0], after[0], percent)


def _in_brackets(context: Context, figure: Figure) -> bool:
    line = context.folded.rfind("\n", 0, figure.start) + 1
    return context.folded.count("(", line, figure.start) > context.folded.count(")", line, figure.start)


def _moved(context: Context, figures: list[Figure], figure: Figure) -> bool:
    last = max((one.end for one in figures if one.end <= figure.start), default=0)
    return MOVED.search(context.folded, max(last, figure.start - 60), figure.start) is not None


def _of_what_moved(context: Context, moves: dict[int, Figure], before: list[Figure], percent: Figure) -> Iterator[Claim]:
    """từ 451 giảm còn 388, bớt 63 chi bộ (13,97%): the percentage beside an amount that is the difference is its growth."""
    if len(before) < 3 or before[-1].kind != "count" or not BY_THAT.fullmatch(context.folded, before[-1].after, percent.start):
        return
    by, now = before[-1], before[-2]
    then = moves.get(now.start)
    if then is None or not then.value or not _moved(context, before, by) or abs(now.value - then.value) != by.value or percent.hedge:
        return
    sign = 1 if now.value > then.value else -1
    right = fits(by.value, then.value, percent) != "off"
    yield growth_claim(context, now, then.value, percent, sign, "consistent" if right else "inconsistent", [then])


def _of_some_parts(context: Context, passage: Passage, percent: Figure) -> Iterator[Claim]:
    """9 chỉ tiêu: 3 vượt, 5 đạt, 1 không đạt; tỷ lệ đạt và vượt là 88,89%: of the parts that the words name, together."""
    said = SUBJECT.search(context.folded, max(passage.sentence.start, percent.start - 90), percent.start)
    if said is None or " và " not in said["words"] or not percent.decimals or percent.hedge:
        return
    own = words_of(said["words"]) - COMMON - FILLERS
    for listing in passage.reading.listings:
        items = [item for item in listing.items if item.figure.kind == "count"][:MOST]
        heads = [head.figure for head in listing.heads[: listing.near or 1] if head.figure.kind == "count"]
        named = [item for item in items if own & words_of(item.label) and not re.search(r"\b(?:không|chưa)\b", item.label)]
        if len(named) < 2 or not heads or not heads[0].value:
            continue
        sums = [
            (sum((item.figure.value for item in chosen), Fraction(0)), chosen)
            for size in range(2, len(items) + 1)
            for chosen in combinations(items, size)
        ]
        right = next((chosen for total, chosen in sums if fits(total, heads[0].value, percent) == "exact"), None)
        chosen = right or tuple(named)
        total = sum((item.figure.value for item in chosen), Fraction(0))
        if right or chance(percent.value, total * 100 / heads[0].value, percent.decimals) <= UNLIKELY:
            yield _share(context, replace(chosen[0].figure, value=total), heads[0], percent)
        return


def _as_rated(context: Context, before: list[Figure], ratio: Figure) -> Iterator[Claim]:
    """Tỷ lệ hộ nghèo … xuống 26,9%; hiện còn 3.876 hộ nghèo trên tổng số 14.409 hộ: the ratio is the rate of its noun, but for a slip."""
    rates = [figure for figure in before if figure.kind == "percent" and not figure.hedge and figure.decimals]
    if ratio.other is None or ratio.value < 100 or not rates or not ratio.noun:
        return
    said = list(RATE_OF.finditer(context.folded, max(0, rates[0].start - 80), rates[-1].start + 1))
    if not said or not set(ratio.noun.split()) <= words_of(said[-1]["words"]):
        return
    for rate in rates:
        if fits(ratio.value, ratio.other, rate) != "off":
            return
    for rate in rates:
        low, high = (ratio.other * edge / 100 for edge in room(rate.value, rate.step))
        meant = range(int(low) + 1, int(high) + 1)
        near = (one for one in map(Fraction, meant) if swapped(ratio.value, one) or (len(meant) <= FEW and slipped(ratio.value, one)))
        if len(meant) <= MANY and any(near):
            yield _share(context, ratio, replace(ratio, value=ratio.other, other=None), rate)
            return


def _share(context: Context, part: Figure, whole: Figure, percent: Figure) -> Claim:
    owner = Mention(part, context.passages[0].pieces[0], "", part.group, named=False)
    how = fits(part.value, whole.value, percent)
    return share_claim(
        context,
        owner,
        Share(percent, "", "", percent.end),
        Whole(whole.value, context.written(whole), sure=True, figure=whole),
        VERDICTS[how],
    )
