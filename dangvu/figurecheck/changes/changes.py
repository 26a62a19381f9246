"""Growth and differences: tăng 20 đồng chí (15,38%) · từ 120 lên 150 · gấp 1,5 lần."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import Fit, fit, rounded, vn
from dangvu.figurecheck.changes.moved import growth_of_an_amount, implied_base, of_an_amount
from dangvu.figurecheck.changes.rates import DOWN, as_ratio, judge_rate, order, points
from dangvu.figurecheck.claims import VERDICTS, Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import (
    EARLIER,
    ENDS_OF,
    GOAL,
    LATER_END,
    NOW,
    Parts,
    amount_after,
    amount_before,
    earlier_counts,
    earlier_rate,
    given_bases,
    moves_of,
    of_one_kind,
    of_the_move,
    parts_of,
    told_of_earlier,
    with_the_change_before,
)
from dangvu.figurecheck.meant.others import of_another_scope, says_more
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention, compatible

AS_PART = re.compile(r"\b(?:bằng|đạt)\s$")
AS_MUCH = re.compile(r",\s(?:tương đương|tương ứng)(?: với)?\s$")
COMPARED_WITH = re.compile(r"so với ([^\d,;.()%]{3,40})")
WHILE = re.compile(r"\s*[,(]?\s*(?:trong khi|còn)\s(?:đó\s)?(?:cùng kỳ|năm (?:trước|ngoái)|kỳ trước|tháng trước|quý trước)")
OF_A_PLAN = re.compile(r"\s(?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|nghị quyết|tổng|diện tích)\b")
SHARED = re.compile(r"\s?\([^()\d]{0,20}\d[\d.,]*%\)")
OF_BEFORE = re.compile(r"\s(?:so với |của )?(?:cùng kỳ|năm (?:trước|ngoái|\d{4}))")


def judge_changes(context: Context, passage: Passage) -> Iterator[Claim]:
    """The changes of the counts and rates of a sentence."""
    moves = dict(moves_of(context, passage))
    for mention in passage.reading.mentions:
        for change in mention.changes:
            if of_rate := _of_share(context, mention, change):
                yield of_rate
            elif of_amount := growth_of_an_amount(context, passage, mention.figure):
                yield of_amount
            elif not of_an_amount(context, mention, change):
                yield from _of_count(context, passage, mention, change, moves.get(mention.figure.start))
    for rate in passage.reading.rates:
        for change in rate.changes:
            yield from judge_rate(context, rate, change, moves.get(rate.figure.start) or earlier_rate(context, passage, rate, change))
    yield from _moved_within(context, passage, moves)


def _of_count(context: Context, passage: Passage, mention: Mention, change: Change, moved: Figure | None) -> Iterator[Claim]:
    if "lần lượt" in context.folded[change.start : change.end]:  # as many amounts as subjects, in their order
        return
    parts = parts_of(context, change, "count")
    if parts.by is None and parts.base is None and change is not mention.changes[0]:  # ít hơn 24 đơn (150 đơn), giảm 16%
        parts = with_the_change_before(context, mention, change, parts)
    if parts.by is None and parts.percent is None:
        goals = parts_of(context, change, "percent")
        if change.verb == "vượt" and goals.base is not None and mention.shares:
            yield order(context, mention.shares[-1].percent, goals.base)
        return
    if mention.figure.hedge in ("under", "over", "about"):
        return
    sign = -1 if change.verb in DOWN else 1
    subjects = _subjects(passage, mention, change, parts.by)
    subjects = subjects[:1] if moved is not None and parts.base is None else subjects  # từ 15 chi bộ còn 13, giảm 2: what moved is said
    mention = subjects[0]
    bases = given_bases(mention, change, parts.base or moved)
    sure = bool(bases)
    if not bases and (now := _said_before(context, passage, mention, change)):
        bases, subjects, sure = [mention.figure], [now], True
    if not bases:
        earlier, sure = _named_base(context, passage, earlier_counts(context, passage, mention, change), change)
        bases = [m.figure for m in earlier]
    if of_one_kind(context, subjects[0], parts.by, bases):
        yield from _judge(context, subjects, parts, bases, sign, change, sure=sure)


def _judge(
    context: Context, subjects: list[Mention], parts: Parts, bases: list[Figure], sign: int, change: Change, *, sure: bool
) -> Iterator[Claim]:
    if parts.by is not None and parts.by.kind == "count" and not parts.by.hedge:
        yield from _difference(context, subjects, parts.by, bases, sign, sure=sure)
    if parts.percent is not None and parts.percent.kind != "points":
        yield from _growth(context, subjects, parts, bases, sign, change, sure=sure)


def _of_share(context: Context, mention: Mention, change: Change) -> Claim | None:
    """9 đồng chí nữ, tỷ lệ 17,31%, cao hơn nhiệm kỳ trước 3,4% (nhiệm kỳ 2015 - 2020 là 13,91%): the percentage moved, not the count."""
    rates = parts_of(context, change, "percent")
    now = mention.shares[-1].percent if mention.shares else None
    if now is None or rates.by is not None or rates.percent is None or rates.base is None or rates.percent.kind == "times" or now.hedge:
        return None
    return points(context, now, rates.base, rates.percent, -1 if change.verb in DOWN else 1)


def _named_base(context: Context, passage: Passage, earlier: list[Mention], change: Change) -> tuple[list[Mention], bool]:
    """tăng hơn 9 lần so với ngày thành lập: the count that the words name, and whether it is sure that it is meant."""
    named = COMPARED_WITH.search(context.folded, change.start, change.end)
    if named is None or EARLIER.search(named[1]) or GOAL.search(named[1]):
        return earlier, len(earlier) == 1
    said = set(re.findall(r"[^\W\d]+", named[1])) - {"năm", "so", "với", "ngày", "khi", "lúc"}
    before = [m for m in passage.reading.mentions if m.figure.start < change.start and m.figure.kind == "count"]
    told = [m for m in before if len(said) > 1 and said <= set(re.findall(r"[^\W\d]+", m.label))]
    if len(told) == 1 and told[0].figure.noun == before[-1].figure.noun and told[0] is not before[-1]:
        return told, True
    alike = len(earlier) == 1 and (not said or bool(said & set(re.findall(r"[^\W\d]+", earlier[0].label))))
    return earlier, alike


def _said_before(context: Context, passage: Passage, then: Mention, change: Change) -> Mention | None:
    """186 tỷ đồng, trong khi năm trước mới được 155 tỷ đồng, tức là tăng 20%: the count before the one of an earlier time."""
    counts = [m for m in passage.reading.mentions if m.figure.start < change.start and m.figure.kind == "count"]
    if len(counts) < 2 or counts[-1] is not then or not compatible(counts[-2], then.figure) or then.figure.noun != counts[-2].figure.noun:
        return None
    lead = context.folded[counts[-2].figure.after : then.figure.start]
    now_and_then = EARLIER.search(lead) and NOW.search(context.folded, passage.sentence.start, counts[-2].figure.start)
    ends = ENDS_OF.search(lead) and LATER_END.search(context.folded, passage.sentence.start, counts[-2].figure.start)
    return counts[-2] if (WHILE.match(lead) or now_and_then or ends) and not counts[-2].figure.hedge and not then.figure.hedge else None


def _subjects(passage: Passage, mention: Mention, change: Change, by: Figure | None) -> list[Mention]:
    """The count that moved, the last one of the noun of "tăng 9 chi bộ" before others; other counts said before may be meant instead."""
    before = [m for m in passage.reading.mentions if m.figure.start < change.start and m.figure.kind == "count"]
    alike = [m for m in before if by is not None and m.figure.noun == by.noun]
    if alike and by is not None and by.noun not in ("", mention.figure.noun, "đồng chí", "người", "đ/c", "trường hợp"):
        mention = alike[-1]
    others = [m for m in passage.reading.mentions if m is not mention and m.figure.start < change.start and m.figure.kind == "count"]
    others = [m for m in others if not any(group.start <= m.figure.start < group.end for group in mention.piece.groups)]
    return [mention, *reversed(others[-8:])]


def _difference(context: Context, subjects: list[Mention], by: Figure, bases: list[Figure], sign: int, *, sure: bool) -> Iterator[Claim]:
    if not bases:
        return
    for subject in subjects:
        for base in bases:
            if subject.figure.value - base.value == sign * by.value:
                yield difference_claim(context, subject.figure, by, base, "consistent")
                return
    if sure and not _in_a_clause_of_others(context, subjects[0].figure, by, bases[0]):
        yield difference_claim(context, subjects[0].figure, by, bases[0], "inconsistent")


def _in_a_clause_of_others(context: Context, now: Figure, by: Figure, base: Figure) -> bool:
    """Giảm 5 hộ so với năm trước; năm trước thôn Đông còn 6 hộ: behind a semicolon, of a place that was not named before."""
    between = context.folded[by.end : base.start]
    if base.start < by.end or ";" not in between:
        return False
    before, clause = context.folded[max(0, now.start - 80) : by.end] + between.rpartition(";")[0], between.rpartition(";")[2]
    if says_more(before, "", context.folded, max(base.end, base.after)):
        return True  # năm 2023 có 9 lớp đạt loại giỏi
    return of_another_scope(before, clause) or re.search(r"\b(?:dự kiến|đăng ký)\b", clause) is not None


def difference_claim(context: Context, now: Figure, by: Figure, base: Figure, verdict: Verdict) -> Claim:
    """From “150, tăng 20”: the two counts, their difference and the one written."""
    high, low = max(now.value, base.value), min(now.value, base.value)
    text = f"{vn(high)} - {vn(low)} = {vn(high - low)}"
    if verdict == "inconsistent":
        way = "tăng" if now.value > base.value else "giảm"
        text = f"Từ {context.written(base)} đến {context.written(now)} là {way} {vn(high - low)}; văn bản ghi {context.written(by)}"
    return context.claim(context.covering(by, now, base), "difference", verdict, text, context.written(by), vn(high - low), [by, now, base])


def _growth(
    context: Context, subjects: list[Mention], parts: Parts, bases: list[Figure], sign: int, change: Change, *, sure: bool
) -> Iterator[Claim]:
    percent = parts.percent
    assert percent is not None
    values = [(subject.figure, base.value) for subject in subjects for base in bases]
    if parts.by is not None and not parts.by.hedge:
        values += [(subject.figure, subject.figure.value - sign * parts.by.value) for subject in subjects]
    if parts.by is not None and not parts.by.hedge and told_of_earlier(context, subjects[0].figure, change):
        then = subjects[0].figure  # năm 2022 là 1.041; như vậy, năm 2023 tăng 86, tương ứng 8,26%: what is said is the base
        values.append((replace(then, value=then.value + sign * parts.by.value), then.value))
    cut: tuple[Figure, Fraction] | None = None
    for now, base_value in values:
        how = grown(now.value, base_value, percent, sign)
        if how == "off" and any(cue.search(context.folded, max(0, percent.start - 20), percent.start) for cue in (AS_PART, AS_MUCH)):
            how = "exact" if base_value > 0 and fit(now.value * 100 / base_value, percent.value, percent.step) == "exact" else "off"
        if how == "exact":
            yield growth_claim(context, now, base_value, percent, sign, "consistent", bases)
            return
        cut = cut or ((now, base_value) if how == "cut" else None)
    if apart := _of_their_shares(context, subjects, percent, sign):
        yield apart
    elif cut is not None:
        yield growth_claim(context, *cut, percent, sign, "rounding", bases)
    elif values and (sure or parts.by is not None) and values[0][1] > 0 and not _as_part(context, subjects[0], percent, change):
        yield growth_claim(context, *values[0], percent, sign, "inconsistent", bases)
    elif percent.kind == "percent":
        yield implied_base(context, subjects[0], percent, sign)


def _of_their_shares(context: Context, subjects: list[Mention], percent: Figure, sign: int) -> Claim | None:
    """187 hộ (6,12%) … 41 hộ (1,28%), giảm 146 hộ, tương đương giảm 4,84%: the percentages of the two, in points."""
    shares = [subject.shares[0].percent for subject in subjects if subject.shares]
    for now in shares:
        for base in shares:
            if now is not base and percent.kind == "percent" and sign * (now.value - base.value) == percent.value:
                return points(context, now, base, percent, sign)
    if len(shares) == 2 and percent.kind == "percent" and percent.value < max(share.value for share in shares) < 2 * percent.value:
        return points(context, shares[0], shares[1], percent, sign)
    return None


def _as_part(context: Context, subject: Mention, percent: Figure, change: Change) -> bool:
    """tăng 5 triệu đồng so với năm 2022, bằng 84%: of what, only a word behind it tells; vượt chỉ tiêu 10%: the aim itself."""
    if change.verb == "vượt" and subject.shares and subject.figure.value < (subject.figure.other or 0):
        return True  # 24/187 chi bộ, đạt 12,83%, vượt chỉ tiêu 10%
    if AS_MUCH.search(context.folded, max(0, percent.start - 20), percent.start) and OF_A_PLAN.match(context.folded, percent.end):
        return True  # tăng 36 triệu đồng, tương đương 102% kế hoạch
    as_part = AS_PART.search(context.folded, max(0, percent.start - 12), percent.start) is not None
    if as_part and change.verb == "vượt" and percent.value > 100 and GOAL.search(context.folded, change.start, percent.start):
        return False  # vượt chỉ tiêu 3 đảng viên (chỉ tiêu 90), bằng 103,3%
    opens = (
        context.folded[max(0, change.start - 3) : change.start].rstrip().endswith("(")
        and context.folded[percent.end : percent.end + 1] == ")"
    )
    # (tăng 872 đồng chí, bằng 70,04%): the bracket says nothing else
    return as_part and not opens and OF_BEFORE.match(context.folded, percent.end) is None


def grown(now: Fraction, base: Fraction, percent: Figure, sign: int) -> Fit:
    """Whether going from `base` to `now` is that growth; "tăng 1,5 lần" is read both ways."""
    if base <= 0:
        return "off"
    if percent.kind == "times":
        if percent.in_words and not percent.hedge:  # gấp đôi is said of 1,9 to 2,2
            return "exact" if 20 * abs(now / base - percent.value) <= 3 * percent.value else "off"
        said = (now / base, now / base - 1, base / now if now else Fraction(0))[: 1 if percent.in_words else None]
        return "exact" if any(fit(value, percent.value, percent.step, percent.hedge) != "off" for value in said) else "off"
    return fit(sign * (now - base) * 100 / base, percent.value, percent.step, percent.hedge)


def growth_claim(
    context: Context, now: Figure, base: Fraction, percent: Figure, sign: int, verdict: Verdict, bases: Iterable[Figure] = ()
) -> Claim:
    """From “tăng 15,38%” or “gấp 1,5 lần”: the statement with the division it stands for."""
    if base <= 0:
        return context.of_nothing("growth", percent, [now])
    stated = context.written(percent)
    if percent.kind == "times":
        right = f"{vn(now.value / base, max(1, percent.decimals))} lần"
        text = f"{vn(now.value)} / {vn(base)} = {right}"
    else:
        actual = abs(now.value - base) * 100 / base
        right = vn(rounded(actual, percent.step), percent.decimals) + "%"
        text = f"({vn(now.value)} - {vn(base)}) / {vn(base)} = {vn(sign * (now.value - base) * 100 / base * sign, percent.decimals + 2)}%"
    if verdict == "rounding":
        text += f"; {stated} là bỏ bớt chữ số, không phải làm tròn"
    elif verdict == "inconsistent":
        text += f"; văn bản ghi {stated}"
    figures = [percent, now, *[figure for figure in bases if figure.value == base][:1]]
    return context.claim(context.covering(percent, now), "growth", verdict, text, stated, right, figures)


def _moved_within(context: Context, passage: Passage, moves: dict[int, Figure]) -> Iterator[Claim]:
    """tăng từ 120 lên 150 đảng viên (25%), giảm 73 từ 165 còn 92: the change stands around the two figures."""
    for later_start, earlier in moves.items():
        later = context.reader.between(later_start, later_start + 1)[0]
        mention = next((m for m in (*passage.reading.mentions, *passage.reading.rates) if m.figure is later), None)
        opened = context.folded[max(0, earlier.start - 5) : earlier.start].endswith("(từ ")  # giảm 4 phòng, ban (từ 22 xuống 18)
        if later.hedge or (mention is not None and mention.changes and not opened):
            continue
        yield from _said_around(context, passage, later, earlier)


def _said_around(context: Context, passage: Passage, later: Figure, earlier: Figure) -> Iterator[Claim]:
    after = amount_after(context, later, passage.sentence.end)
    again = amount_after(context, after, passage.sentence.end) if after is not None and after.kind == "count" else None
    again = again if again is not None and again.kind == "percent" else None  # giảm từ 167 còn 121, tức giảm 46, tương đương 27,54%
    for amount in (after, again, amount_before(context, earlier, passage.sentence.start)):
        if amount is not None and amount.kind == "percent" and SHARED.match(context.folded, earlier.after or earlier.end):
            continue  # từ 612 hộ (59,6%) xuống 328 hộ (32%): a share of each
        if amount is None or (amount.kind == "count" and not of_the_move(context, amount, later)):
            continue
        sign = 1 if later.value >= earlier.value else -1
        if later.kind == "percent":
            if amount.kind in ("percent", "points"):
                yield points(context, later, earlier, amount, sign)
        elif amount.kind == "count":
            right = abs(later.value - earlier.value) == amount.value
            yield difference_claim(context, later, amount, earlier, "consistent" if right else "inconsistent")
        elif amount.kind in ("percent", "times"):
            how = grown(later.value, earlier.value, amount, sign)
            if how == "off" and amount.kind == "percent" and AS_PART.search(context.folded, max(0, amount.start - 12), amount.start):
                if not OF_A_PLAN.match(context.folded, amount.end):
                    yield as_ratio(context, later, earlier, amount)
            else:
                yield growth_claim(context, later, earlier.value, amount, sign, VERDICTS[how])
