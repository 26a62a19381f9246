"""Percentages of a total: stated (40/170, "trong tổng số 6.913"), headed ("6.913 đảng viên, trong đó nữ 3.183") or only implied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from dangvu.figurecheck import nouns
from dangvu.figurecheck.arithmetic import Fit, fit, room, rounded, vn, wholes_for
from dangvu.figurecheck.claims import VERDICTS, Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.mentions import Listing, Mention, Share, compatible
from dangvu.figurecheck.wholes import (
    COMPANY,
    NAMED_WHOLE,
    Whole,
    is_bullet,
    kind_of,
    names_another_whole,
    of_the_report,
    people_in,
    targets_of,
    wholes_of,
)

ABOVE = re.compile(r"^\s*(?:trở lên|trở xuống)")
LEFT_OVER = re.compile(r"(?:và |chỉ )*(?:vắng|còn|chưa|không)\b")
# Words after a percentage that do not make it a statement about another noun.
OWN_TAIL = re.compile(
    r"\s*(?:$|[.,;:)(\"”’]|so với|so|tổng|trong|trên|của|số\b|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán|chương trình|"
    r"nhu cầu|dư nợ|lượng|sản lượng|diện tích|"
    r"dân số|và\b|tăng|giảm|vượt|đề ra|toàn)"
)


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
        if one.claim.verdict == "not_decidable" and kind_of(one.share) == "total" and not names_another_whole(one.share, None):
            figure = _common_whole(context, one, near) or _halved(one, near)
            if figure is not None:
                whole = Whole(figure.value, vn(figure.value), sure=True, figure=figure)
                verdict = VERDICTS[fits(one.mention.figure.value, figure.value, one.share.percent)]
                yield _claim(context, one.mention, one.share, whole, verdict)
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
    if ABOVE.match(share.tail) or not OWN_TAIL.match(share.tail) or mention.figure.hedge:
        return
    mention = _owner(context, passage, mention, share)
    kind = kind_of(share)
    whole: Whole | None = None
    if kind == "population":
        claim = _of_population(context, mention, share)
    elif kind == "target":
        claim = _of_target(context, passage, mention, share)
    elif kind == "period":
        if "bằng" not in share.verb and "đạt" not in share.verb:
            return
        claim = _of_period(context, mention, share)
    elif _of_other_things(mention, share):
        span, figures = context.covering(share.percent, mention.figure), [share.percent, mention.figure]
        claim = context.claim(span, "share", "not_decidable", "Thiếu số được tính tỷ lệ", context.written(share.percent), None, figures)
    else:
        claim, whole = _of_total(context, passage, mention, share, listing)
    yield Judged(passage, mention, share, claim, whole.figure if whole else None)


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


def _of_period(context: Context, mention: Mention, share: Share) -> Claim:
    """bằng 105,7% so với cùng kỳ (192 đảng viên)."""
    later = [f for f in context.reader.between(share.percent.end, share.end) if f.kind == "count" and compatible(mention, f)]
    if not later:
        return _implied(context, mention, share, "số của kỳ so sánh")
    whole = Whole(later[0].value, context.written(later[0]), sure=True, figure=later[0])
    return _claim(context, mention, share, whole, VERDICTS[fits(mention.figure.value, whole.value, share.percent)])


def _of_total(context: Context, passage: Passage, mention: Mention, share: Share, listing: Listing | None) -> tuple[Claim, Whole | None]:
    if share.percent.value > 100 and "chiếm" in share.verb:
        text = f"{context.written(share.percent)}: một phần không thể quá 100% của tổng"
        span = context.covering(share.percent, mention.figure)
        return context.claim(
            span, "share", "inconsistent", text, context.written(share.percent), None, [share.percent, mention.figure]
        ), None
    wholes = list(wholes_of(context, passage, mention, share, listing))
    for reading in (mention, *mention.peers):
        if best := _best(reading, share, wholes):
            return _claim(context, reading, share, best[0], VERDICTS[best[1]]), best[0] if reading is mention else None
    ratios = [peer for peer in mention.peers if peer.figure.other is not None]
    if len(mention.peers) - len(ratios) <= 1 and len(ratios) == 1:  # 11 chi bộ với 734 đảng viên trên tổng số 3.862 người, chiếm 19%
        whole = Whole(ratios[0].figure.other or ratios[0].figure.value, vn(ratios[0].figure.other or 0), sure=True, figure=ratios[0].figure)
        verdict = VERDICTS[fits(ratios[0].figure.value, whole.value, share.percent)]
        return _claim(context, ratios[0], share, whole, verdict), None
    if other := _of_another(context, passage, mention, share, wholes):
        return other, None
    if grown := _of_its_change(context, mention, share):
        return grown, None
    sure = [whole for whole in wholes if whole.sure]
    if sure:
        return _claim(context, mention, share, sure[0], "inconsistent"), None
    if far := of_the_report(context, mention, share):
        verdicts = {figure.value: fits(mention.figure.value, figure.value, share.percent) for figure in far}
        figure = next((one for one in far if verdicts[one.value] == "exact"), far[0])
        if verdicts[figure.value] == "exact" or len(verdicts) == 1:
            whole = Whole(figure.value, context.written(figure), sure=True, figure=figure)
            return _claim(context, mention, share, whole, VERDICTS[verdicts[figure.value]]), whole
    return _implied(context, mention, share, "tổng số để tính tỷ lệ"), None


def _of_another(context: Context, passage: Passage, mention: Mention, share: Share, wholes: list[Whole]) -> Claim | None:
    """149/150 đại biểu, vắng 01, tỷ lệ 99,33% · đạt 71, không đạt 25; tỷ lệ đạt 74%: the rate is of a count before the last."""
    left_over = LEFT_OVER.match(mention.label) is not None
    if not left_over and "lệ" not in share.verb:
        return None
    before = [m for m in passage.reading.mentions if m.figure.start < mention.figure.start and compatible(m, mention.figure)][-6:]
    for other in reversed(before):
        own = [Whole(other.figure.other, vn(other.figure.other), sure=True, figure=other.figure)] if other.figure.other else wholes
        held = [whole for whole in own if whole.value >= other.figure.value and (whole.figure is not other.figure or other.figure.other)]
        if (best := _best(other, share, held)) and best[1] == "exact":
            return _claim(context, other, share, best[0], "consistent")
    if left_over and before and before[-1].figure.other:
        whole = Whole(before[-1].figure.other, vn(before[-1].figure.other), sure=True, figure=before[-1].figure)
        return _claim(context, before[-1], share, whole, "inconsistent")
    return None


def _of_its_change(context: Context, mention: Mention, share: Share) -> Claim | None:
    """từ 132 còn 104 (giảm 28 phòng, đạt 21,21%): the share that the change itself makes of what was before."""
    for change in mention.changes:
        by = next((figure for figure in change.figures if figure.kind == "count" and figure.counts), None)
        if by is None or change.end > share.percent.start:
            continue
        for base in (mention.figure.value + by.value, mention.figure.value - by.value):
            if fits(by.value, base, share.percent) == "exact":
                text = f"{vn(by.value)} / {vn(base)} = {vn(by.value * 100 / base, share.percent.decimals + 2)}%"
                span, figures = context.covering(share.percent, by), [share.percent, by, mention.figure]
                return context.claim(span, "growth", "consistent", text, context.written(share.percent), None, figures)
    return None


def _best(mention: Mention, share: Share, wholes: Iterable[Whole]) -> tuple[Whole, Fit] | None:
    cut: tuple[Whole, Fit] | None = None
    for whole in wholes:
        match fits(mention.figure.value, whole.value, share.percent):
            case "exact" if whole.sure or not share.percent.hedge:
                return whole, "exact"
            case "cut" if whole.sure:
                cut = cut or (whole, "cut")
    return cut


def fits(part: Fraction, whole: Fraction, percent: Figure) -> Fit:
    """Whether `part` of `whole` may be printed as that percentage."""
    return "off" if whole <= 0 else fit(part * 100 / whole, percent.value, percent.step, percent.hedge)


def _claim(context: Context, mention: Mention, share: Share, whole: Whole, verdict: Verdict) -> Claim:
    percent = share.percent
    actual = mention.figure.value * 100 / whole.value if whole.value else Fraction(0)
    places = 2 if percent.hedge and verdict == "inconsistent" else percent.decimals
    right = vn(rounded(actual, Fraction(1, 10**places)), places) + "%"
    part = vn(mention.figure.value)
    text = f"{part} / {whole.words} = {vn(actual, max(2, percent.decimals + 2))}% ≈ {right}"
    stated = context.written(percent)
    if verdict == "rounding":
        text += f"; {stated} là bỏ bớt chữ số, không phải làm tròn"
    elif verdict == "inconsistent":
        text += f"; văn bản ghi {stated}"
    figures = [figure for figure in (percent, mention.figure, whole.figure) if figure is not None]
    return context.claim(context.covering(percent, mention.figure), "share", verdict, text, stated, right, figures)


def _implied(context: Context, mention: Mention, share: Share, missing: str) -> Claim:
    """No total at hand: is there any whole number of which the part is that percentage?"""
    percent, part = share.percent, mention.figure.value
    stated = context.written(percent)
    span, figures = context.covering(percent, mention.figure), [percent, mention.figure]
    if part.denominator != 1 or mention.group in ("money", "measure", "turn"):
        return context.claim(span, "share", "not_decidable", f"Thiếu {missing}", stated, None, figures)
    found = wholes_for(part, percent.value, percent.step, percent.hedge)
    sign = f"{vn(percent.value, percent.decimals)}%"
    if found is None and percent.hedge:  # 2 chỉ tiêu đạt trên 90%: what each of them reached
        return context.claim(span, "share", "not_decidable", f"Thiếu {missing}", stated, None, figures)
    if found is None:
        exact = part * 100 / (percent.value)
        text = f"Không có số nguyên nào mà {vn(part)} bằng {sign} của nó (gần nhất {vn(exact, 2)})"
        return context.claim(span, "feasibility", "inconsistent", text, stated, None, figures)
    low, high = found
    reach = f"khoảng {vn(low)}" + (f" đến {vn(high)}" if high > low else "")
    return context.claim(span, "share", "not_decidable", f"Thiếu {missing}; {sign} ứng với {reach}", stated, None, figures)


def _of_population(context: Context, mention: Mention, share: Share) -> Claim:
    mention = next((reading for reading in (mention, *mention.peers) if reading.group == "person"), mention)
    given = context.population_of(mention.figure)
    people = [Fraction(given.people)] if given else list(people_in(context))
    if not people or mention.group != "person":
        return _implied(context, mention, share, "dân số (kèm ngày và nguồn)")
    whole = Whole(people[0], vn(people[0]) + (f" ({given.source})" if given and given.source else ""), sure=True)
    how = fits(mention.figure.value, whole.value, share.percent)
    return _claim(context, mention, share, whole, VERDICTS[how])


def _of_target(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim:
    figure = mention.figure
    wholes = [Whole(figure.other, vn(figure.other), sure=True)] if figure.other else list(targets_of(context, passage, mention))
    wholes += [
        Whole(later.value, context.written(later), sure=True, figure=later)
        for later in context.reader.between(share.percent.end, share.end)
        if later.kind == "count" and compatible(mention, later)
    ][:1]
    if not wholes:
        return _implied(context, mention, share, "số chỉ tiêu được giao")
    best = _best(mention, share, wholes)
    return (
        _claim(context, mention, share, best[0], VERDICTS[best[1]]) if best else _claim(context, mention, share, wholes[0], "inconsistent")
    )


def _wrong_total(context: Context, listing: Listing) -> Claim | None:
    """Two or more shares that agree with each other on one total close to, but not equal to, the one stated before them."""
    owned = [
        (item, share) for item in listing.items for share in item.shares[:1] if kind_of(share) == "total" and item.figure.other is None
    ]
    heads = [head for head in listing.heads[: listing.near] if not head.figure.hedge]
    if len(owned) < 2 or not heads or any(names_another_whole(share, listing) for _, share in owned):
        return None
    head = next((h for h in heads if all(compatible(h, item.figure) for item, _ in owned)), None)
    if head is None or any(fits(item.figure.value, h.figure.value, share.percent) != "off" for item, share in owned for h in heads):
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
