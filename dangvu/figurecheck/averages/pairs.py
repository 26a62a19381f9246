"""Averages and differences whose two figures stand anywhere near, told by their nouns: 258 chi bộ, bình quân 18,9 đảng viên/chi bộ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.changes.changes import difference_claim, grown, growth_claim
from dangvu.figurecheck.changes.rates import DOWN, YEARLY
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import parts_of
from dangvu.figurecheck.meant.nearby import PEOPLE, Told
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Change, Mention
from dangvu.figurecheck.slips import UNLIKELY, chance, slipped, swapped

AVERAGE = re.compile(r"\b(?:bình quân|trung bình|mỗi)\b")
OPENED = re.compile(r"\s?\((?:[^\W\d]+ ){0,4}")
NEXT = re.compile(r" ([^\W\d]+(?: [^\W\d]+)?)")
COMPARED = re.compile(r"so với ([^\d,;.()%]{3,40})")
SLASH = re.compile(r"(?: [^\W\d]+)?\s?/\s?(?:1 )?(?P<each>[^\W\d]+(?: bộ| tập)?)(?P<more>\s?/)?")
ANOTHER_TIME = re.compile(r"\b(?:năm|cùng kỳ|kỳ|quý|tháng|đầu|cuối|nhiệm kỳ|trước|nay|hiện|chỉ tiêu|kế hoạch|mục tiêu)\b")
SAID = 80
BEHIND = 6
YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
PRICE = re.compile(r"\b(?:mỗi|một) [^\W\d]+(?: [^\W\d]+)?(?: (?:được|là|trị giá|thưởng|hỗ trợ))* $")
ROUGHLY = re.compile(r"\b(?:bình quân|trung bình|khoảng|xấp xỉ|ít nhất|tối thiểu|tối đa|tính ra)\b")
FINER = re.compile(r"\d (?:tấn|tạ|yến|kg|km|giờ|tỷ|triệu)(?: đồng)? $")
REACH, MOST = 2, 14
FEW = 4
"""Percentages in one sentence, of which any two may be compared."""


def judge_pairs(context: Context, told: Told, decided: frozenset[tuple[int, int]], parts: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """The averages and the points that are still open."""
    for place, mention in enumerate(told.mentions):
        if context.source.back(mention.figure.start, mention.figure.end) not in decided:
            yield from _average(context, told, told.passages[place], mention, parts)
    for passage in context.passages:
        for mention in passage.reading.mentions:
            for change in mention.changes:
                yield from _change(context, told, passage, mention, change, decided)
                yield from _growth(context, told, passage, mention, change, decided)
        yield from _times(context, passage, decided)
        yield from _points(context, passage, decided)


def _average(context: Context, told: Told, passage: Passage, mention: Mention, parts: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    figure = mention.figure
    each, noun = _each(context, mention), figure.noun or _words_after(context, figure)
    if figure.kind != "count" or not noun or not each or figure.value <= 1:
        return
    before = list(told.before(figure.start, passage.paragraph, reach=REACH, most=MOST))
    stop = told.place(figure.end)
    behind = [
        m
        for m, at in zip(told.mentions[stop : stop + BEHIND], told.passages[stop : stop + BEHIND], strict=True)
        if at is passage and ";" not in context.folded[figure.end : m.figure.start]
    ]
    near = [m for m in [*before, *behind] if not m.figure.hedge and not AVERAGE.search(m.label) and _each(context, m) == ""]
    near = [m for m in near if not _is_price(context, m) and not _is_finer(context, m)]
    here = [m for m in near if m.figure.start >= passage.sentence.start]
    results = _divisions(context, near, noun, each, mention)
    if right := next((one for one in results if fit(one[2], figure.value, figure.step, figure.hedge) != "off"), None):
        told_exactly = figure.step == 1 and right[2] != figure.value and _is_told_each(context, passage, figure)
        if told_exactly and swapped(right[0].figure.value, right[1].figure.value * figure.value):
            yield _product_claim(context, mention, *right[:2])  # 137 tổ với 584 thành viên, mỗi tổ 4 thành viên: of 548
        else:
            yield _average_claim(context, mention, *right, wrong=False)
        return
    inside = _divisions(context, here, noun, each, mention)
    if figure.hedge:
        if len(inside) == 1:
            yield _average_claim(context, mention, *inside[0], wrong=True)
        return
    places = figure.decimals if figure.step < 1 else 0
    unit = figure.step if figure.step > 1 else Fraction(1)
    for found in (inside, results):
        weighed = [(_weight(figure, unit, places, one), one) for one in found]
        best = min(weighed, key=lambda one: one[0], default=None)
        if best is not None and best[0] * len(weighed) <= UNLIKELY:
            yield _average_claim(context, mention, *best[1], wrong=True)
            return
    clause = context.folded.rfind(";", passage.sentence.start, figure.start) + 1
    beside = [m for m in here if m.figure.start >= clause and ";" not in context.folded[figure.end : m.figure.start]]
    ahead = [m for m in before if m.figure.start >= max(clause, passage.sentence.start)][:2]
    ahead = [m for m in ahead if not _is_price(context, m)]
    beside_it = _divisions(context, beside if SLASH.match(context.folded, figure.after) else ahead, noun, each, mention)
    last = max((m.figure.end for m in before[:1]), default=passage.sentence.start)
    near_word = SLASH.match(context.folded, figure.after) or AVERAGE.search(context.folded, max(last, passage.sentence.start), figure.start)
    if not beside_it:  # bình quân 550 nghìn đồng/suất: of what no list divides in the sentence
        whole = [m for m in here if clause <= m.figure.start < figure.start]
        whole = [m for m in whole if context.source.back(m.figure.start, m.figure.end) not in parts]
        beside_it = _divisions(context, whole, noun, each, mention)
    beside_it = [one for one in beside_it if near_word and fit(one[2], figure.value, figure.step) == "off"]
    joined = len(inside) == 1 and whole_result(inside[0][2]) and inside[0][0].piece is inside[0][1].piece
    if joined or len(beside_it) == 1:  # 163 tổ với 1.141 hòa giải viên · 26 tổ …, thu hút 158 đảng viên: no others are meant
        yield _average_claim(context, mention, *(inside if joined else beside_it)[0], wrong=True)


def _is_price(context: Context, mention: Mention) -> bool:
    """12 hộ, mỗi hộ 60 triệu đồng: no amount that others share."""
    start = mention.figure.start
    return mention.group == "money" and PRICE.search(context.folded, max(0, start - 30), start) is not None


def _is_finer(context: Context, mention: Mention) -> bool:
    """1 tấn 500 kg: no weight of its own."""
    start = mention.figure.start
    return FINER.search(context.folded, max(0, start - 16), start) is not None


def _weight(figure: Figure, unit: Fraction, places: int, one: tuple[Mention, Mention, Fraction]) -> Fraction:
    """Of a slip in the average, or in a total that is so many times the average."""
    whole, over, actual = one
    total = figure.value * over.figure.value
    weights = [chance(figure.value / unit, rounded(actual / unit, figure.step / unit), places)]
    if total % whole.figure.step == 0:
        weights.append(3 * chance(whole.figure.value / whole.figure.step, total / whole.figure.step))
    return min(weights)


def _divisions(context: Context, near: list[Mention], noun: str, each: str, mention: Mention) -> list[tuple[Mention, Mention, Fraction]]:
    """Every total of the noun by every number of the units, each result once."""
    sums = [other for other in near if _of_noun(context, other, noun, mention) and other.figure.value > mention.figure.value]
    units = [other for other in near if _is_unit(context, other, each) and other.figure.value > 1]
    found: dict[Fraction, tuple[Mention, Mention, Fraction]] = {}
    for unit in units:
        for whole in sums:
            if whole is not unit:
                found.setdefault(whole.figure.value / unit.figure.value, (whole, unit, whole.figure.value / unit.figure.value))
    return list(found.values())


def whole_result(value: Fraction) -> bool:
    """Whether a division leaves nothing."""
    return value.denominator == 1


def _each(context: Context, mention: Mention) -> str:
    """The noun of "đảng viên/chi bộ", "mỗi chi bộ" or "một lớp", where the words call it an average."""
    figure, piece = mention.figure, mention.piece
    by_slash = SLASH.match(context.folded, figure.after or figure.end)
    if by_slash and not by_slash["more"]:
        return nouns.FULL.get(by_slash["each"], by_slash["each"])
    words = context.folded[piece.start : piece.end]
    if not AVERAGE.search(words):
        return ""
    for cue in re.finditer(r"(?:/\s?|\b(?:mỗi|một) )", words):
        unit = nouns.UNIT.match(words, cue.end())
        if unit and unit["noun"] != figure.noun:
            return nouns.FULL.get(unit["noun"], unit["noun"])
    return ""


def _is_unit(context: Context, other: Mention, each: str) -> bool:
    if each in PEOPLE and other.group == "person":
        return True
    noun = other.figure.noun or _words_after(context, other.figure)
    return each in (noun, noun.split(" ")[0].strip(","))


def _of_noun(context: Context, other: Mention, noun: str, mention: Mention) -> bool:
    people = noun in PEOPLE and other.group == "person"
    same = (other.figure.noun or _words_after(context, other.figure)) == noun
    return same or people or (other.group == mention.group == "money")


def _words_after(context: Context, figure: Figure) -> str:
    """The one or two words behind a number, for a noun that is in no list."""
    found = NEXT.match(context.folded, figure.end)
    return found[1] if found else ""


def _slip(figure: Figure, right: Fraction, places: int) -> bool:
    return slipped(figure.value, right, places) or swapped(figure.value, right, places)


def _average_claim(context: Context, mention: Mention, whole: Mention, unit: Mention, actual: Fraction, *, wrong: bool) -> Claim:
    places = max(1, mention.figure.decimals if mention.figure.step < 1 else 1)
    text = f"{vn(whole.figure.value)} / {vn(unit.figure.value)} = {vn(actual, places + 1)}"
    return context.outcome("average", mention.figure, [whole.figure, unit.figure], text, vn(actual, places), wrong=wrong)


def _is_told_each(context: Context, passage: Passage, figure: Figure) -> bool:
    """Mỗi tổ 4 thành viên: so many each and not about so many."""
    return ROUGHLY.search(context.folded, passage.sentence.start, figure.start) is None and not figure.hedge


def _product_claim(context: Context, mention: Mention, whole: Mention, unit: Mention) -> Claim:
    right = vn(unit.figure.value * mention.figure.value)
    text = f"{vn(unit.figure.value)} x {vn(mention.figure.value)} = {right}"
    return context.outcome("average", whole.figure, [mention.figure, unit.figure], text, right, wrong=True)


def _points(context: Context, passage: Passage, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """21,5%, tăng 2,46 điểm %: against any two percentages of the sentence before it."""
    figures = context.reader.between(passage.sentence.start, passage.sentence.end)
    for place, by in enumerate(figures):
        if by.kind != "points" or by.hedge:
            continue
        if YEARLY.search(context.folded, max(0, by.start - 44), by.start) or context.source.back(by.start, by.end) in decided:
            continue
        rates = [figure for figure in figures[:place] if figure.kind == "percent" and not figure.hedge][-FEW:]
        pairs = list(combinations(reversed(rates), 2))
        if right := next((pair for pair in pairs if abs(pair[0].value - pair[1].value) == by.value), None):
            yield _points_claim(context, by, *right, wrong=False)
        elif any(
            other.kind == "points" and other.value == abs(pairs[0][0].value - pairs[0][1].value) for other in figures[:place] if pairs
        ):
            continue  # 2,1%, giảm 0,3 điểm %; năm 2022 là 2,4%, giảm 0,5 điểm % so với năm 2021: of the two it is told already
        elif pairs and _slip(by, gap := abs(pairs[0][0].value - pairs[0][1].value), by.decimals):
            between = context.folded[pairs[0][1].end : pairs[0][0].start]
            if ";" in between and not ANOTHER_TIME.search(between) and chance(by.value, gap, by.decimals) > UNLIKELY:
                continue  # bậc tiểu học đạt 100%; bậc trung học đạt 99,4%, tăng 0,2 điểm %: of two subjects
            yield _points_claim(context, by, *pairs[0], wrong=True)


def _points_claim(context: Context, by: Figure, later: Figure, earlier: Figure, *, wrong: bool) -> Claim:
    high, low = max(later.value, earlier.value), min(later.value, earlier.value)
    right = vn(high - low)
    return context.outcome("points", by, [later, earlier], f"{vn(high)}% - {vn(low)}% = {right} điểm %", right, wrong=wrong)


def _change(
    context: Context, told: Told, passage: Passage, mention: Mention, change: Change, decided: frozenset[tuple[int, int]]
) -> Iterator[Claim]:
    """Đầu nhiệm kỳ có 486 đảng viên. … đến nay 561 đảng viên, tăng 75 so với đầu nhiệm kỳ: from the counts of the noun before."""
    by = parts_of(context, change, "count").by
    if by is None or by.hedge or mention.figure.hedge or len(change.figures) != 1 or mention.figure.kind != "count":
        return
    if context.source.back(by.start, by.end) in decided or not mention.figure.noun or by.noun not in ("", mention.figure.noun, *PEOPLE):
        return
    before = [
        other
        for other in told.before(change.start, passage.paragraph, reach=1, most=MOST)
        if other.figure.noun == mention.figure.noun and not other.figure.hedge and other.figure.kind == "count"
    ]
    pairs = [(now, then) for now in before[:2] for then in before if then is not now]
    if right := next((pair for pair in pairs if abs(pair[0].figure.value - pair[1].figure.value) == by.value), None):
        yield difference_claim(context, right[0].figure, by, right[1].figure, "consistent")
        return
    named = COMPARED.search(context.folded, change.start, change.end)
    for now, then in pairs:
        moved = (now.figure.value - then.figure.value) * (-1 if change.verb in DOWN else 1)
        said = named is not None and named[1].strip() in context.folded[then.figure.start - SAID : then.figure.start]
        if (
            moved > 0
            and (now is mention or mention.piece is now.piece is then.piece)
            and (said or then in before[:2])
            and _slip(by, moved, 0)
        ):
            yield difference_claim(context, now.figure, by, then.figure, "inconsistent")
            return


def _times(context: Context, passage: Passage, decided: frozenset[tuple[int, int]]) -> Iterator[Claim]:
    """22 đồng chí, hệ số 1,69 lần (13 đồng chí): what the bracket right behind holds goes into the count before."""
    figures = context.reader.between(passage.sentence.start, passage.sentence.end)
    for now, times, base in zip(figures, figures[1:], figures[2:], strict=False):
        if times.kind != "times" or times.hedge or times.in_words or context.source.back(times.start, times.end) in decided:
            continue
        bracket = OPENED.fullmatch(context.folded, times.end, base.start) is not None
        same = now.kind == base.kind == "count" and now.noun == base.noun != "" and base.value > 0
        if not (bracket and same) or now.hedge or base.hedge:
            continue
        how = grown(now.value, base.value, times, 1)
        if how == "exact" or _slip(times, rounded(now.value / base.value, times.step), times.decimals):
            yield growth_claim(context, now, base.value, times, 1, VERDICTS[how], [base])


def _growth(
    context: Context, told: Told, passage: Passage, mention: Mention, change: Change, decided: frozenset[tuple[int, int]]
) -> Iterator[Claim]:
    """năm 2021: 362 tỷ đồng, năm 2022: 425 tỷ đồng, tăng 17,4%: from the count of the noun right before."""
    percent = next((figure for figure in change.figures if figure.kind == "percent"), None)
    if percent is None or percent.hedge or any(figure.kind == "count" and figure.counts for figure in change.figures):
        return
    if context.source.back(percent.start, percent.end) in decided or mention.figure.hedge or not mention.figure.noun:
        return
    near = told.before(mention.figure.start, passage.paragraph, reach=0, most=FEW)
    before = [
        m for m in near if m.figure.noun == mention.figure.noun and m.figure.kind == "count" and not m.figure.hedge and m.figure.value
    ]
    sign = -1 if change.verb in DOWN else 1
    for then in before:
        if grown(mention.figure.value, then.figure.value, percent, sign) != "off":
            yield growth_claim(context, mention.figure, then.figure.value, percent, sign, "consistent", [then.figure])
            return
    for then in before[:1]:
        actual = sign * (mention.figure.value - then.figure.value) * 100 / then.figure.value
        years = [int(year[-1]) for m in (then, mention) if (year := YEARS.findall(m.label))]
        in_turn = len(years) == 2 and years[1] == years[0] + 1  # năm 2021 là 25 đồng chí, năm 2022 còn 18 đồng chí (giảm 28%)
        if actual > 0 and (in_turn or (percent.decimals and _slip(percent, actual, percent.decimals))):
            yield growth_claim(context, mention.figure, then.figure.value, percent, sign, "inconsistent", [then.figure])
