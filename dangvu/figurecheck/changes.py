"""Growth, differences and rates that moved: tăng 20 đồng chí (15,38%) · từ 120 lên 150 · đạt 93,6%, tăng 3,8 điểm %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dangvu.figurecheck.arithmetic import Fit, fit, room, rounded, vn, whole_between
from dangvu.figurecheck.claims import Claim, Verdict
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.mentions import Change, Mention, compatible
from dangvu.figurecheck.shares import VERDICTS, decimals_of

DOWN = ("giảm", "thấp hơn", "ít hơn")
BASE_BEFORE = re.compile(r"(?:so với|so cùng kỳ|cùng kỳ|so năm|năm (?:trước|\d{4})|chỉ tiêu|kế hoạch|mục tiêu)(?:(?!tăng|giảm|vượt)[^%;]){0,60}$")
EARLIER = re.compile(r"khi mới|ban đầu|lúc đầu|trước đây|từ chỗ|trước khi|cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước|đầu (?:nhiệm kỳ|kỳ)")
GOAL = re.compile(r"chỉ tiêu|kế hoạch|mục tiêu|nghị quyết|\bgiao\b|đề ra")
TO = re.compile(r"\s*(?:[^\d,;.()%]{0,40}\s)?(?:(?:tăng|giảm) )?(?:lên thành|lên đến|lên tới|lên|xuống còn|xuống|còn|đến|thành)\s*(?:còn\s|là\s|[^\d,;.()%]{0,24}\s)?(?:gần |hơn |trên )?$")
WHEN = re.compile(r"\(?\s?(?:vào |của |ở |hồi )?(?:cuối |đầu )?(?:năm|quý|tháng|nhiệm kỳ)\s[\d/ivx-]+(?:\s?-\s?\d{4})?\)?")
FROM = re.compile(r"(?:\btừ\s(?:chỗ\s)?(?:có\s|mức\s|chỉ\s)?|\b(?:sáp nhập|sắp xếp|hợp nhất|gộp|ghép|chuyển)\s|\()$")


@dataclass(frozen=True, slots=True)
class Parts:
    """The figures of a change: by how many, by how much in per cent or times, and from what."""

    by: Figure | None
    percent: Figure | None
    base: Figure | None


def judge_changes(context: Context, passage: Passage) -> Iterator[Claim]:
    """The changes of the counts and rates of a sentence."""
    moves = dict(_moves(context, passage))
    for mention in passage.reading.mentions:
        for change in mention.changes:
            yield from _of_count(context, passage, mention, change, moves.get(mention.figure.start))
    for rate in passage.reading.rates:
        for change in rate.changes:
            yield from _of_rate(context, rate, change, moves.get(rate.figure.start) or _earlier_rate(context, passage, rate, change))
    yield from _moved_within(context, passage, moves)


def parts_of(context: Context, change: Change, kind: str) -> Parts:
    """Sort the figures of a change; those after "so với", a period or a target are the base."""
    by = percent = base = None
    for figure in change.figures:
        if figure.kind != "points" and _is_base(context, change, figure, known=bool(by or percent)):
            if figure.kind == kind:
                base = base or figure
        elif figure.kind in ("percent", "points", "times"):
            percent = percent or figure
        elif figure.kind == "count" and figure.counts:
            by = by or figure
    return Parts(by, percent, base)


def _is_base(context: Context, change: Change, figure: Figure, *, known: bool) -> bool:
    """Whether a figure says what the change is measured from: so với 130 · cùng kỳ (130) · năm 2022 là 130."""
    before = BASE_BEFORE.search(context.folded, change.start, figure.start)
    return before is not None and (known or re.search(r"(?:[(:]|so với|\blà|\bcó|\bđạt|\bchỉ|\bkết nạp)\s*$", before[0]) is not None)


def _moves(context: Context, passage: Passage) -> Iterator[tuple[int, Figure]]:
    """từ 120 lên 150: the start of the later figure, with the earlier one."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind in ("count", "percent", "range")]
    for earlier, later in zip(figures, figures[1:], strict=False):
        if earlier.kind != later.kind or earlier.kind not in ("count", "percent"):
            continue
        before = context.folded[max(passage.sentence.start, earlier.start - 12) : earlier.start]
        between = WHEN.sub(" ", context.folded[earlier.after or earlier.end : later.start])
        if FROM.search(before) and TO.fullmatch(between):
            yield later.start, earlier


def _of_count(context: Context, passage: Passage, mention: Mention, change: Change, moved: Figure | None) -> Iterator[Claim]:
    parts = parts_of(context, change, "count")
    if parts.by is None and parts.percent is None:
        goals = parts_of(context, change, "percent")
        if change.verb == "vượt" and goals.base is not None and mention.shares:
            yield _order(context, mention.shares[-1].percent, goals.base)
        return
    if mention.figure.hedge in ("under", "over", "about"):
        return
    sign = -1 if change.verb in DOWN else 1
    subjects = _subjects(passage, mention, change)
    bases = [figure for figure in (parts.base or moved,) if figure is not None]
    sure = bool(bases)
    if not bases:
        bases = [m.figure for m in _earlier_counts(context, passage, mention, change)]
        sure = len(bases) == 1
    if parts.by is not None and parts.by.kind == "count" and not parts.by.hedge:
        yield from _difference(context, subjects, parts.by, bases, sign, sure=sure)
    if parts.percent is not None and parts.percent.kind != "points":
        yield from _growth(context, subjects, parts, bases, sign, sure=sure)


def _subjects(passage: Passage, mention: Mention, change: Change) -> list[Mention]:
    """The count that moved; other counts said before may be meant instead."""
    others = [m for m in passage.reading.mentions if m is not mention and m.figure.start < change.start and m.figure.kind == "count"]
    return [mention, *reversed(others[-8:])]


def _earlier_counts(context: Context, passage: Passage, mention: Mention, change: Change) -> list[Mention]:
    """Counts of the same sentence said of an earlier period, or of a target when the change is measured from one."""
    goal = change.verb == "vượt" or GOAL.search(context.folded, change.start, change.end) is not None
    listed = {id(item) for listing in passage.reading.listings if len(listing.items) > 1 for item in listing.items}
    now = _year(context, passage, mention)
    found = []
    for other in passage.reading.mentions:
        if other is mention or id(other) in listed or other.figure.kind != "count" or not compatible(other, mention.figure):
            continue
        words, year = _words_before(context, passage, other), _year(context, passage, other)
        if GOAL.search(words) if goal else (EARLIER.search(words) and not GOAL.search(words)) or (now and year and year < now):
            found.append(other)
    return found[-4:]


def _words_before(context: Context, passage: Passage, mention: Mention) -> str:
    """The words that lead to a count from the figure before it; a bracket belongs to the words before it."""
    start = max(passage.sentence.start, mention.figure.start - 70)
    before = context.reader.between(start, mention.figure.start)
    last = next((figure.end for figure in reversed(before) if figure.kind != "year"), start)
    words = context.folded[last : mention.figure.start]
    return words[words.rfind(")") + 1 :]


def _year(context: Context, passage: Passage, mention: Mention) -> Fraction | None:
    """The year a count is said of: the last one named between the count before and itself."""
    before = context.reader.between(max(passage.sentence.start, mention.figure.start - 90), mention.figure.start)
    for figure in reversed(before):
        if figure.kind == "year":
            return figure.value
        if figure.counts:
            return None
    return None


def _difference(context: Context, subjects: list[Mention], by: Figure, bases: list[Figure], sign: int, *, sure: bool) -> Iterator[Claim]:
    if not bases:
        return
    for subject in subjects:
        for base in bases:
            if subject.figure.value - base.value == sign * by.value:
                yield _difference_claim(context, subject.figure, by, base, "consistent")
                return
    if sure:
        yield _difference_claim(context, subjects[0].figure, by, bases[0], "inconsistent")


def _difference_claim(context: Context, now: Figure, by: Figure, base: Figure, verdict: Verdict) -> Claim:
    high, low = max(now.value, base.value), min(now.value, base.value)
    text = f"{vn(high)} - {vn(low)} = {vn(high - low)}"
    if verdict == "inconsistent":
        way = "tăng" if now.value > base.value else "giảm"
        text = f"Từ {context.written(base)} đến {context.written(now)} là {way} {vn(high - low)}; văn bản ghi {context.written(by)}"
    return context.claim(context.covering(by, now, base), "difference", verdict, text, context.written(by), vn(high - low), [by, now, base])


def _growth(context: Context, subjects: list[Mention], parts: Parts, bases: list[Figure], sign: int, *, sure: bool) -> Iterator[Claim]:
    percent = parts.percent
    assert percent is not None
    values = [(subject.figure, base.value) for subject in subjects for base in bases]
    if parts.by is not None and not parts.by.hedge:
        values += [(subject.figure, subject.figure.value - sign * parts.by.value) for subject in subjects]
    cut: tuple[Figure, Fraction] | None = None
    for now, base_value in values:
        how = grown(now.value, base_value, percent, sign)
        if how == "exact":
            yield _growth_claim(context, now, base_value, percent, sign, "consistent")
            return
        cut = cut or ((now, base_value) if how == "cut" else None)
    if cut is not None:
        yield _growth_claim(context, *cut, percent, sign, "rounding")
    elif values and (sure or parts.by is not None) and values[0][1] > 0:
        yield _growth_claim(context, *values[0], percent, sign, "inconsistent")
    elif percent.kind == "percent":
        yield _implied_base(context, subjects[0], percent, sign)


def grown(now: Fraction, base: Fraction, percent: Figure, sign: int) -> Fit:
    """Whether going from `base` to `now` is that growth; "tăng 1,5 lần" is read both ways."""
    if base <= 0:
        return "off"
    if percent.kind == "times":
        readings = (now / base, now / base - 1, base / now if now else Fraction(0))
        return "exact" if any(fit(value, percent.value, percent.step, percent.hedge) != "off" for value in readings) else "off"
    return fit(sign * (now - base) * 100 / base, percent.value, percent.step, percent.hedge)


def _growth_claim(context: Context, now: Figure, base: Fraction, percent: Figure, sign: int, verdict: Verdict) -> Claim:
    stated = context.written(percent)
    if percent.kind == "times":
        right = f"{vn(now.value / base, max(1, decimals_of(percent)))} lần"
        text = f"{vn(now.value)} / {vn(base)} = {right}"
    else:
        actual = abs(now.value - base) * 100 / base
        right = vn(rounded(actual, percent.step), decimals_of(percent)) + "%"
        text = f"({vn(now.value)} - {vn(base)}) / {vn(base)} = {vn(sign * (now.value - base) * 100 / base * sign, decimals_of(percent) + 2)}%"
    if verdict == "rounding":
        text += f"; {stated} là bỏ bớt chữ số, không phải làm tròn"
    elif verdict == "inconsistent":
        text += f"; văn bản ghi {stated}"
    return context.claim(context.covering(percent, now), "growth", verdict, text, stated, right, [percent, now])


def _implied_base(context: Context, subject: Mention, percent: Figure, sign: int) -> Claim:
    stated, now = context.written(percent), subject.figure
    span, figures = context.covering(percent, now), [percent, now]
    low, high = room(percent.value, percent.step, percent.hedge)
    edges = [1 + sign * low / 100, 1 + sign * high / 100]
    if min(edges) <= 0 or subject.group in ("money", "measure"):
        return context.claim(span, "growth", "not_decidable", "Thiếu số của kỳ so sánh", stated, None, figures)
    found = whole_between(now.value / max(edges), now.value / min(edges))
    if found is None:
        text = f"Không có số nguyên nào mà {vn(now.value)} {'tăng' if sign > 0 else 'giảm'} {stated} so với nó"
        return context.claim(span, "feasibility", "inconsistent", text, stated, None, figures)
    reach = vn(found[0]) + (f" đến {vn(found[1])}" if found[1] > found[0] else "")
    return context.claim(span, "growth", "not_decidable", f"Thiếu số của kỳ so sánh; {stated} ứng với khoảng {reach}", stated, None, figures)


def _of_rate(context: Context, rate: Mention, change: Change, moved: Figure | None) -> Iterator[Claim]:
    parts = parts_of(context, change, "percent")
    by = parts.percent
    base = parts.base or moved
    if by is None and base is not None and change.verb == "vượt":
        yield _order(context, rate.figure, base)
    if by is None or by.kind == "times":
        return
    sign = -1 if change.verb in DOWN else 1
    if base is None:
        yield _points_unknown(context, rate.figure, by, sign)
    else:
        yield _points(context, rate.figure, base, by, sign)


def _earlier_rate(context: Context, passage: Passage, rate: Mention, change: Change) -> Figure | None:
    """The only other rate of the sentence, when it is said of an earlier period or of a target."""
    others = [other.figure for other in passage.reading.rates if other is not rate and other.figure.start < change.start]
    if len(others) != 1:
        return None
    words = context.folded[max(passage.sentence.start, others[0].start - 70) : others[0].start]
    years = [re.findall(r"(?:19|20)\d{2}", text) for text in (words, context.folded[others[0].end : rate.figure.start])]
    later = bool(years[0] and years[1]) and years[0][-1] < years[1][-1]
    return others[0] if later or EARLIER.search(words) or GOAL.search(words) else None


def _order(context: Context, now: Figure, base: Figure) -> Claim:
    """96,15%, vượt mục tiêu (95%): only the order can be right or wrong."""
    verdict: Verdict = "consistent" if now.value > base.value else "inconsistent"
    text = f"{context.written(now)} {'>' if now.value > base.value else '≤'} {context.written(base)}"
    return context.claim(context.covering(now, base), "target", verdict, text, context.written(now), None, [now, base])


def _points(context: Context, now: Figure, base: Figure, by: Figure, sign: int) -> Claim:
    gap = now.value - base.value
    slack = max(now.step, base.step, by.step) if now.step != by.step or base.step != by.step else Fraction(0)
    right = abs(gap * sign - by.value) <= slack / 2
    relative = by.kind == "percent" and base.value > 0 and fit(gap * sign * 100 / base.value, by.value, by.step, by.hedge) != "off"
    text = f"{context.written(now)} - {context.written(base)} = {vn(gap)} điểm %"
    if not right and not relative:
        text += f"; văn bản ghi {context.written(by)}"
    elif by.kind == "percent" and right:
        text += "; hiệu của hai tỷ lệ nên ghi “điểm %”"
    figures = [by, now, base]
    verdict: Verdict = "consistent" if right or relative else "inconsistent"
    return context.claim(context.covering(*figures), "points", verdict, text, context.written(by), f"{vn(abs(gap))} điểm %", figures)


def _points_unknown(context: Context, now: Figure, by: Figure, sign: int) -> Claim:
    before = now.value - sign * by.value
    stated, figures = context.written(by), [by, now]
    span = context.covering(*figures)
    if by.kind == "points" and not 0 <= before <= 100 and now.value <= 100:
        text = f"{context.written(now)} mà {'tăng' if sign > 0 else 'giảm'} {stated} thì trước đó là {vn(before)}%: không thể có"
        return context.claim(span, "points", "inconsistent", text, stated, None, figures)
    text = f"Thiếu tỷ lệ của kỳ so sánh; nếu là {vn(by.value)} điểm % thì trước đó là {vn(before)}%"
    if by.kind == "percent":
        text += "; hiệu của hai tỷ lệ nên ghi “điểm %”"
    return context.claim(span, "points", "not_decidable", text, stated, None, figures)


def _moved_within(context: Context, passage: Passage, moves: dict[int, Figure]) -> Iterator[Claim]:
    """tăng từ 120 lên 150 đảng viên (25%), giảm 73 từ 165 còn 92: the change stands around the two figures."""
    for later_start, earlier in moves.items():
        later = context.reader.between(later_start, later_start + 1)[0]
        mention = next((m for m in (*passage.reading.mentions, *passage.reading.rates) if m.figure is later), None)
        if later.hedge or (mention is not None and mention.changes):
            continue
        yield from _said_around(context, passage, later, earlier)


def _said_around(context: Context, passage: Passage, later: Figure, earlier: Figure) -> Iterator[Claim]:
    for amount in (_amount_after(context, later, passage.sentence.end), _amount_before(context, earlier, passage.sentence.start)):
        if amount is None:
            continue
        sign = 1 if later.value >= earlier.value else -1
        if later.kind == "percent":
            if amount.kind in ("percent", "points"):
                yield _points(context, later, earlier, amount, sign)
        elif amount.kind == "count":
            right = abs(later.value - earlier.value) == amount.value
            yield _difference_claim(context, later, amount, earlier, "consistent" if right else "inconsistent")
        elif amount.kind in ("percent", "times"):
            yield _growth_claim(context, later, earlier.value, amount, sign, VERDICTS[grown(later.value, earlier.value, amount, sign)])


AROUND = ("(", "(tăng", "(giảm", ", tăng", ", giảm", "), tương đương", "), tương ứng", "), bằng", "), giảm", "), tăng")


def _amount_after(context: Context, later: Figure, end: int) -> Figure | None:
    """từ 120 lên 150 đảng viên (25%)."""
    for figure in context.reader.between(later.end, min(end, later.end + 60)):
        between = context.folded[later.after or later.end : figure.start]
        if WHEN.sub("", between).strip() in AROUND:
            return figure if figure.kind in ("percent", "points", "times", "count") else None
        if figure.kind != "year":
            return None
    return None


def _amount_before(context: Context, earlier: Figure, start: int) -> Figure | None:
    """tăng gấp 1,5 lần, từ 1.200 lên 1.800 · giảm 31 thôn (từ 118 xuống còn 87)."""
    before = [f for f in context.reader.between(max(start, earlier.start - 90), earlier.start) if f.kind != "year"]
    if not before or before[-1].hedge:
        return None
    amount = before[-1]
    between = context.folded[amount.after or amount.end : earlier.start]
    verb = re.search(r"\b(?:tăng|giảm|gấp)\s(?:\w+\s)?$", context.folded[max(start, amount.start - 20) : amount.start])
    return amount if verb and re.fullmatch(r"[^\d.;]{0,70}(?:\btừ\s(?:\w+\s)?|\()", between) else None
