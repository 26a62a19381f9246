"""A count and its percentage against one whole: a target, an earlier period, the population, or any whole number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from dangvu.figurecheck.arithmetic import Fit, fit, rounded, vn, wholes_for
from dangvu.figurecheck.claims import VERDICTS, Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.wholes import Whole, inhabitants_in, people_in, people_told, targets_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share, compatible
from dangvu.figurecheck.slips import turned_within

NAMED = re.compile(r"[^\d;.()%]{0,60}\b(?:dân số|số dân)\b[^\d;.()%]{0,60} ?\((?:là |có )?")
FAR = 120
BODIES = frozenset({"organisation", "place", "hamlet", "company", "household"})


def of_period(context: Context, mention: Mention, share: Share) -> Claim:
    """bằng 105,7% so với cùng kỳ (192 đảng viên)."""
    later = [f for f in context.reader.between(share.percent.end, share.end) if f.kind == "count" and compatible(mention, f)]
    if not later:
        return implied(context, mention, share, "số của kỳ so sánh")
    whole = Whole(later[0].value, context.written(later[0]), sure=True, figure=later[0])
    return share_claim(context, mention, share, whole, VERDICTS[fits(mention.figure.value, whole.value, share.percent)])


def of_population(context: Context, mention: Mention, share: Share) -> Claim:
    """chiếm 4,57% dân số: the population given, or said in the text."""
    mention = next((reading for reading in (mention, *mention.peers) if reading.group == "person"), mention)
    given = context.population_of(mention.figure)
    people = [Fraction(given.people)] if given else list(people_in(context)) or people_told(context)
    behind = next(iter(context.reader.between(share.percent.end, share.percent.end + FAR)), None)
    if (
        behind is not None
        and behind.kind == "count"
        and behind.group == "person"
        and NAMED.fullmatch(context.folded, share.percent.end, behind.start)
    ):  # bằng 95% dân số Khmer toàn huyện (42.480 người)
        people = [behind.value]
    if not people and (counted := inhabitants_in(context)) is not None and mention.group == "person" and not mention.figure.hedge:
        low, high = (counted.value * (share.percent.value + slack) / 100 for slack in (-share.percent.step / 2, share.percent.step / 2))
        turned = not share.percent.hedge and turned_within(mention.figure.value, low, high)
        people = [counted.value] if turned or fits(mention.figure.value, counted.value, share.percent) == "exact" else []
    if mention.figure.other and not given:  # 268 đảng viên trên tổng số 5.912 nhân khẩu, bằng 4,53% dân số
        people = [mention.figure.other]
    if not people or mention.group != "person":
        return implied(context, mention, share, "dân số (kèm ngày và nguồn)")
    whole = Whole(people[0], vn(people[0]) + (f" ({given.source})" if given and given.source else ""), sure=True)
    how = fits(mention.figure.value, whole.value, share.percent)
    return share_claim(context, mention, share, whole, VERDICTS[how])


def of_target(context: Context, passage: Passage, mention: Mention, share: Share) -> Claim:
    """đạt 71,9% kế hoạch (1.650 đảng viên): the target of the ratio, named before, or behind the percentage."""
    figure = mention.figure
    wholes = [Whole(figure.other, vn(figure.other), sure=True)] if figure.other else list(targets_of(context, passage, mention))
    later = [one for one in context.reader.between(share.percent.end, share.end) if one.kind == "count" and compatible(mention, one)]
    divided = len(later) > 1 and sum(one.value for one in later) == mention.figure.value  # đạt 100% chỉ tiêu (giáo viên 2, học sinh 2)
    wholes += [Whole(one.value, context.written(one), sure=True, figure=one) for one in later[:1] if not divided]
    if not wholes and mention.group in BODIES and share.verb.startswith("đạt") and share.percent.decimals == 0:
        span, figures = context.covering(share.percent, figure), [share.percent, figure]  # còn 2 chi bộ đạt 80% kế hoạch: each of them
        return context.claim(span, "share", "not_decidable", "Thiếu số chỉ tiêu được giao", context.written(share.percent), None, figures)
    if not wholes:
        return implied(context, mention, share, "số chỉ tiêu được giao")
    best = best_of(mention, share, wholes)
    return (
        share_claim(context, mention, share, best[0], VERDICTS[best[1]])
        if best
        else share_claim(context, mention, share, wholes[0], "inconsistent")
    )


def best_of(mention: Mention, share: Share, wholes: Iterable[Whole]) -> tuple[Whole, Fit] | None:
    """The first whole that gives the percentage; failing that one that gives it cut."""
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


def share_claim(context: Context, mention: Mention, share: Share, whole: Whole, verdict: Verdict) -> Claim:
    """The division with its result beside the percentage written."""
    percent = share.percent
    if whole.value <= 0:
        return context.of_nothing("share", percent, [mention.figure])
    actual = mention.figure.value * 100 / whole.value
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


def implied(context: Context, mention: Mention, share: Share, missing: str) -> Claim:
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
