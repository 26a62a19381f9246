"""Percentages of a total: stated (40/170, "trong tổng số 6.913"), headed ("6.913 đảng viên, trong đó nữ 3.183") or only implied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import room, vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.portions import best_of, fits, implied, of_period, of_population, of_target, share_claim
from dangvu.figurecheck.meant.wholes import (
    COMPANY,
    NAMED_WHOLE,
    PERIOD,
    Whole,
    is_bullet,
    kind_of,
    names_another_whole,
    of_the_report,
    wholes_of,
)
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Listing, Mention, Share, compatible
from dangvu.figurecheck.shares.elsewhere import (
    of_a_count_before,
    of_another,
    of_anything_near,
    of_its_change,
    of_the_goal_beside,
    of_the_last_goal,
    of_the_whole_list,
)
from dangvu.figurecheck.shares.siblings import whole_of_siblings
from dangvu.figurecheck.slips import swapped

OF_UNITS = re.compile(r"\s(?:so với |trong |trên )?(?:tổng )?số [^\d;.()%]{2,40} (?:của|ở|tại|trong|trên)(?: cả| tất cả| toàn bộ)? ")
OUT_OF = re.compile(r"\btrong (?:số |tổng số )?$")
ABOVE = re.compile(r"^\s*(?:trở lên|trở xuống)")
# Words after a percentage that do not make it a statement about another noun.
OWN_TAIL = re.compile(
    r"\s*(?:$|[.,;:)(\"”’]|so với|so|tổng|trong|trên|của|số\b|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán|chương trình|"
    r"nhu cầu|dư nợ|lượng|sản lượng|diện tích|"
    r"dân số|và\b|tăng|giảm|vượt|đề ra|toàn)"
)

ALL, FAR = 100, 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A share with its claim and the total it was found to fit."""

    passage: Passage
    mention: Mention
    share: Share
    claim: Claim
    whole: Figure | None


def judge_shares(context: Context) -> Iterator[Claim]:
    """Every percentage that was hung on a count."""
    judged: list[Judged] = []
    for passage in context.passages:
        listed = {id(item): listing for listing in passage.reading.listings for item in listing.items}
        done: set[int] = set()
        for listing in passage.reading.listings:
            if claim := _wrong_total(context, listing):
                done |= {id(item) for item in listing.items}
                yield claim
        for mention in passage.reading.mentions:
            for share in mention.shares:
                if id(mention) not in done:
                    judged += _judge(context, passage, mention, share, listed.get(id(mention)))
    yield from _by_company(context, judged)


def _by_company(context: Context, judged: list[Judged]) -> Iterator[Claim]:
    """A share that fits nothing is judged by the total that at least two of its neighbours fit."""
    for place, one in enumerate(judged):
        near = judged[max(0, place - COMPANY) : place + COMPANY]
        of_a_part = one.claim.verdict == "not_decidable" and kind_of(one.share) == "total" and one.share.percent.value <= 100
        if of_a_part and not names_another_whole(one.share, None):
            figure = _common_whole(context, one, near) or _halved(one, near) or _of_the_same_name(one, near)
            if figure is not None:
                whole = Whole(figure.value, vn(figure.value), sure=True, figure=figure)
                verdict = VERDICTS[fits(one.mention.figure.value, figure.value, one.share.percent)]
                other = of_anything_near(context, one.passage, one.mention, one.share) if verdict == "inconsistent" else None
                yield other or share_claim(context, one.mention, one.share, whole, verdict)
                continue
        yield one.claim


def _halved(one: Judged, near: list[Judged]) -> Figure | None:
    """471 tốt, chiếm 96,91%; 15 có thiếu sót, chiếm …: what the neighbour is a share of, if the two make all of it."""
    for other in near:
        together = one.mention.figure.value + other.mention.figure.value
        alike = other.passage is one.passage and other.mention.figure.noun == one.mention.figure.noun != ""
        if alike and other.whole and other.whole.value == together and other.mention is not one.mention:
            return other.whole
    return None


def _of_the_same_name(one: Judged, near: list[Judged]) -> Figure | None:
    """2.970 con/3.300 con, bằng 90% tổng đàn; lở mồm long móng 2.805 con, bằng 85% tổng đàn: both are of what has that name."""
    name = re.split(r"[,;.(]", one.share.tail)[0].strip()
    for other in near:
        ratio = other.mention.figure
        same = other.passage is one.passage and ratio.other and ratio.noun == one.mention.figure.noun
        if same and name.startswith("tổng ") and re.split(r"[,;.(]", other.share.tail)[0].strip() == name:
            return replace(ratio, value=ratio.other or ratio.value, other=None)
    return None


def _common_whole(context: Context, one: Judged, near: list[Judged]) -> Figure | None:
    """The total of two shares in the same paragraph, or in the bullets around this one."""
    reach = COMPANY if is_bullet(context, one.passage) else 0
    wholes = Counter(
        other.whole
        for other in near
        if other.whole and other.whole is not other.mention.figure and abs(other.passage.paragraph - one.passage.paragraph) <= reach
    )
    for figure, support in wholes.most_common(2):
        if support >= 2 and figure.value >= one.mention.figure.value and (not one.mention.group or figure.group in ("", one.mention.group)):
            return figure
    return None


def _judge(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> Iterator[Judged]:
    if ABOVE.match(share.tail) or not OWN_TAIL.match(share.tail) or mention.figure.hedge or _is_bound(context, mention, share):
        return
    if mention.group == "topic" and share.verb.startswith("(") and re.search(r"\b(?:chưa|không|là)\b", mention.label):
        return  # còn 1 chỉ tiêu chưa đạt là thu tiền sử dụng đất (đạt 82,6%): what the one reached
    mention = _owner(context, passage, mention, share)
    if (head := of_the_whole_list(context, passage, mention, share)) is not None:
        mention, listing = head, None
    kind = kind_of(share)
    whole: Whole | None = None
    if kind == "population":
        claim = of_population(context, mention, share)
    elif kind == "target":
        claim = of_target(context, passage, mention, share)
        if claim.verdict == "inconsistent":
            near = of_anything_near(context, passage, mention, share) or of_a_count_before(context, passage, mention, share)
            claim = near or of_the_last_goal(context, passage, mention, share) or claim
    elif kind == "period":
        if "bằng" not in share.verb and "đạt" not in share.verb:
            return
        claim = of_period(context, mention, share)
    elif _of_other_things(mention, share):
        span, figures = context.covering(share.percent, mention.figure), [share.percent, mention.figure]
        claim = context.claim(span, "share", "not_decidable", "Thiếu số được tính tỷ lệ", context.written(share.percent), None, figures)
    else:
        claim, whole = _of_total(context, passage, mention, share, listing)
        reached = of_the_goal_beside(context, passage, mention, share) if claim.verdict != "consistent" else None
        claim, whole = (reached, None) if reached else (claim, whole)
    yield Judged(passage, mention, share, claim, whole.figure if whole else None)


def _is_bound(context: Context, mention: Mention, share: Share) -> bool:
    """2 chỉ tiêu đạt thấp (dưới 50%) · 7 chỉ tiêu đạt trên 50% (29,2%): a bound that each of them keeps."""
    exact = any(other is not share and not other.percent.hedge for other in mention.shares)
    if share.percent.hedge and share.verb.startswith("đạt") and (mention.group == "topic" or exact):
        return True
    bound = share.percent.hedge in ("least", "most") or context.folded.startswith("dưới ", max(0, share.percent.start - 5))
    return bound and share.verb.startswith("(") and not re.search(r"chiếm|lệ", share.verb)


def _of_other_things(mention: Mention, share: Share) -> bool:
    """Ba chi bộ … chiếm 45% tổng số đảng viên: what is counted is not what the percentage is of."""
    named = NAMED_WHOLE.match(share.tail)
    unit = nouns.UNIT.match(named["words"]) if named else None
    group = nouns.group_of(unit["noun"]) if unit else ""
    return bool(group) and not compatible(mention, replace(mention.figure, group=group, noun=""))


def _owner(context: Context, passage: Passage, mention: Mention, share: Share) -> Mention:
    """142 tổ chức và 318 đảng viên, đạt 104,4% kế hoạch (136 tổ chức): the bracket says which of two counts is meant."""
    if mention.figure.value.denominator != 1 and mention.group not in ("money", "measure"):  # bình quân 5,5 hộ, bằng 91,4% tổng số hộ
        whole = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and m.figure.noun == mention.figure.noun]
        mention = whole[-1] if whole else mention
    given = next((f for f in context.reader.between(share.percent.end, share.end) if f.kind == "count" and f.group), None)
    if kind_of(share) == "total" and _of_other_things(mention, share):
        return next((peer for peer in mention.peers if not _of_other_things(peer, share)), mention)
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start]
    if given is None or mention.piece.mark != "và" or not before or compatible(mention, given) or not compatible(before[-1], given):
        return mention
    return before[-1]


def _of_the_units(context: Context, mention: Mention, share: Share, whole: Whole) -> bool:
    """312 tàu, chiếm 32% số tàu cá của 5 địa phương: the whole is what those units have, and not the units."""
    figure = whole.figure
    if figure is None or figure.start < share.percent.end or figure.noun == mention.figure.noun:
        return False
    return OF_UNITS.fullmatch(context.folded, share.percent.end, figure.start) is not None


def _of_total(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> tuple[Claim, Whole | None]:
    if share.percent.value > 100 and "chiếm" in share.verb:
        text = f"{context.written(share.percent)}: một phần không thể quá 100% của tổng"
        span = context.covering(share.percent, mention.figure)
        return context.claim(
            span, "share", "inconsistent", text, context.written(share.percent), None, [share.percent, mention.figure]
        ), None
    opened = OUT_OF.search(context.folded, mention.piece.start, mention.figure.start) is not None  # trong 15 nữ có 6 giáo viên, chiếm 40%
    wholes = [one for one in wholes_of(context, passage, mention, share, listing) if not _of_the_units(context, mention, share, one)]
    for reading in (mention, *mention.peers):
        if best := best_of(reading, share, wholes):
            siblings = None if best[0].figure is None or opened else whole_of_siblings(listing, mention, share, best[0].value)
            if own := siblings or _turned_head(listing, mention, share, best[0]):
                return share_claim(context, mention, share, own, "inconsistent"), None
            return share_claim(context, reading, share, best[0], VERDICTS[best[1]]), best[0] if reading is mention else None
    last = mention.peers[-1] if mention.peers and (share.verb.startswith("(") or opened) else mention
    if last.figure.start > mention.figure.start and last.figure.end < share.percent.start and compatible(mention, last.figure):
        fit_ = fits(last.figure.value, mention.figure.value, share.percent)  # khảo sát 150 hộ, thấy 87 hộ (58%): the first is the whole
        if (
            mention.figure.other is None
            and mention.figure.value > last.figure.value
            and (fit_ == "exact" or opened or "cho thấy" in mention.label)
        ):
            whole = Whole(mention.figure.value, vn(mention.figure.value), sure=True, figure=mention.figure)
            return share_claim(context, last, share, whole, VERDICTS[fit_]), None
    ratios = [peer for peer in mention.peers if peer.figure.other is not None]
    if len(mention.peers) - len(ratios) <= 1 and len(ratios) == 1:  # 11 chi bộ với 734 đảng viên trên tổng số 3.862 người, chiếm 19%
        whole = Whole(ratios[0].figure.other or ratios[0].figure.value, vn(ratios[0].figure.other or 0), sure=True, figure=ratios[0].figure)
        verdict = VERDICTS[fits(ratios[0].figure.value, whole.value, share.percent)]
        return share_claim(context, ratios[0], share, whole, verdict), None
    if other := of_another(context, passage, mention, share, wholes):
        return other, None
    if grown := of_its_change(context, mention, share):
        return grown, None
    claim, meant = _of_what_is_meant(context, mention, share, [one for one in wholes if one.sure and _of_its_time(share, one)])
    near = of_anything_near(context, passage, mention, share) if claim.verdict == "inconsistent" else None
    return (near, None) if near else (claim, meant)


def _turned_head(listing: Listing | None, mention: Mention, share: Share, whole: Whole) -> Whole | None:
    """1.024 đảng viên. Trong tổng số 1.042 đảng viên có 389 nữ, chiếm 38%: the head is what it is of but for two digits changed about."""
    head = listing.heads[0].figure if listing is not None and listing.near and listing.heads else None
    if head is None or names_another_whole(share, listing):
        return None
    if whole.figure is None or head.start <= whole.figure.start or head.noun != whole.figure.noun or not head.noun:
        return None
    told = head.kind == whole.figure.kind == "count" and swapped(head.value, whole.value)
    if not told or fits(mention.figure.value, head.value, share.percent) != "off":
        return None
    return Whole(head.value, vn(head.value), sure=True, figure=head)


def _of_its_time(share: Share, whole: Whole) -> bool:
    """So với tổng số đảng viên cuối năm 2017, nâng tổng số lên 78.047: the total of another day is no whole of it."""
    if PERIOD.search(share.tail) is None or whole.figure is None:
        return True
    return share.percent.end <= whole.figure.start < share.end


def _of_what_is_meant(context: Context, mention: Mention, share: Share, sure: list[Whole]) -> tuple[Claim, Whole | None]:
    """By the whole that the words tie to it, by one told far above, or by any whole number."""
    if share.percent.value > ALL:  # diện tích tự nhiên 2.460 ha; gieo trồng 310 ha, đạt 103,3%: of an aim
        sure = [whole for whole in sure if whole.value < 2 * mention.figure.value]
    if "đạt" in share.verb:  # 1.240 đảng viên; số đã học 96 đồng chí, đạt 96%
        sure = [whole for whole in sure if mention.figure.value * 100 * FAR >= share.percent.value * whole.value]
    if sure:
        return share_claim(context, mention, share, sure[0], "inconsistent"), None
    if far := of_the_report(context, mention, share):
        verdicts = {figure.value: fits(mention.figure.value, figure.value, share.percent) for figure in far}
        figure = next((one for one in far if verdicts[one.value] == "exact"), far[0])
        if verdicts[figure.value] == "exact" or len(verdicts) == 1:
            whole = Whole(figure.value, context.written(figure), sure=True, figure=figure)
            return share_claim(context, mention, share, whole, VERDICTS[verdicts[figure.value]]), whole
    return implied(context, mention, share, "tổng số để tính tỷ lệ"), None


def _wrong_total(context: Context, listing: Listing) -> Claim | None:
    """Two or more shares that agree with each other on one total close to, but not equal to, the one stated before them."""
    owned = [
        (item, share)
        for item in listing.items
        for share in item.shares[:1]
        if kind_of(share) == "total" and item.figure.other is None and not share.percent.hedge
    ]
    heads = [head for head in listing.heads[: listing.near] if not head.figure.hedge]
    if len(owned) < 2 or not heads or any(names_another_whole(share, listing) for _, share in owned):
        return None
    head = next((h for h in heads if all(compatible(h, item.figure) for item, _ in owned)), None)
    values = [value for h in heads for value in (h.figure.value, h.figure.other) if value]
    if head is None or any(fits(item.figure.value, value, share.percent) != "off" for item, share in owned for value in values):
        return None
    low, high = Fraction(0), Fraction(10**12)
    for item, share in owned:
        bottom, top = room(share.percent.value, share.percent.step, share.percent.hedge)
        if bottom <= 0:
            return None
        low, high = max(low, item.figure.value * 100 / top), min(high, item.figure.value * 100 / bottom)
    if low > high:
        return None
    percents = ", ".join(context.written(share.percent) for _, share in owned)
    figures = [head.figure, *(share.percent for _, share in owned)]
    text = f"{percents} cùng ứng với tổng khoảng {vn(low, 0)}–{vn(high, 0)}; văn bản ghi {context.written(head.figure)}"
    return context.claim(
        context.covering(*figures), "share", "inconsistent", text, context.written(head.figure), vn((low + high) / 2, 0), figures
    )
