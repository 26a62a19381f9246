"""One fact told in two places, in the same few words: a headline and its body, those who vote, criteria reached, the day of an event.

Trao 45 suất học bổng … đã trao 54 suất học bổng · có 68 đại biểu … 86/86 đại biểu · hoàn thành 19/19 tiêu chí … hoàn thành 17/19 tiêu chí.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import CAPITAL
from dangvu.figurecheck.slips import swapped
from dangvu.figurecheck.told.twice import told_again

RUN = re.compile(r"(?: [^\W\d]+){2,6}")
LEAD = re.compile(r"(?P<who>[^\W\d]+ )?(?P<verb>[^\W\d]+) $")
SOFT = re.compile(r"\b(?:đã|mới|được|có|chỉ|vừa|cơ bản|từ|kết quả|với|là) ?(?=[^\W\d]+ $|$)")
WHEN = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\bquý [iv\d]+\b|\b(?:năm|tháng|kỳ|nhiệm kỳ|quý) (?:trước|ngoái|này)\b|\bcùng kỳ\b|\bđợt \w+"
)
APART = re.compile(
    r"\b(?:tăng|giảm|thêm|so với|chỉ tiêu|kế hoạch|phấn đấu|mục tiêu|cùng kỳ|mỗi|bình quân|còn|trong đó|nữ|dự kiến|riêng|khác|chưa|thiếu|"
    r"trước|đầu năm)\b"
)
SUMMONED = re.compile(r"\b(?:dự|có|triệu tập|gồm|tham dự|với|tổng số)(?: sự tham dự của)?(?: tổng số)? $")
VOTES = re.compile(r"\b(?:tán thành|nhất trí|đồng ý|thông qua|biểu quyết|tín nhiệm|bỏ phiếu)\b")
EVENT = re.compile(
    r"(?P<event>[^\W\d]+(?:[ ,-]+(?:[^\W\d]+|20\d{2}|\d{1,2}(?= nhiệm))){3,16}?)(?: (?:đã|được|sẽ))*"
    r"(?: (?:tổ chức|diễn ra|khai mạc|họp|tiến hành))?(?: (?:vào|trong))?(?: ngày)? $"
)
ONE_EVENT = re.compile(r"\b(?:lần thứ|nhiệm kỳ|đại hội|kỳ họp thứ|hội nghị lần|khóa)\b")
MOVED = re.compile(
    r"\b(?:hoãn|dời|lùi|thay vì|chuyển sang|dự kiến|trù bị|từ ngày|trước|sau|ban hành|nghị quyết số|quyết định|công văn|kế hoạch)\b"
)
NAMED = re.compile(
    rf"\b(?:[Xx]ã|[Pp]hường|[Hh]uyện|[Tt]hôn|[Ấấ]p|[Tt]rường|[Kk]hu|[Bb]ản|[Cc]hi bộ|[Đđ]ảng bộ) ({CAPITAL}\w+(?: {CAPITAL}\w+)*)"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\bcùng kỳ\b")
LAST_WORDS, NEAR, MANY, FEW, HUNDRED = 8, 3, 30, 2, 100


def judge_facts(context: Context, alarmed: Marks, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Pairs of counts, ratios and days; `claims` tell which totals come out."""
    yield from _totals(context, alarmed, {claim.figures[0] for claim in claims if _comes_out(claim)})
    yield from _ratios(context, alarmed)
    yield from _headed(context, alarmed)
    yield from _summoned(context, alarmed)
    yield from _events(context)


def _told(context: Context) -> Iterator[tuple[Figure, Passage]]:
    for passage in context.passages:
        for figure in passage.figures:
            if figure.noun and not figure.hedge and not figure.in_words and figure.kind in ("count", "ratio"):
                yield figure, passage


def _run(context: Context, figure: Figure) -> list[str]:
    """The words behind a count from its noun on."""
    found = RUN.match(context.folded, figure.end, figure.end + 70)
    return found[0].split() if found else []


def _sentence(context: Context, passage: Passage) -> str:
    return context.folded[passage.sentence.start : passage.sentence.end]


def _lead(context: Context, passage: Passage, figure: Figure) -> str:
    start = max(passage.sentence.start, figure.start - 60)
    return re.split(r"[,;:.(]\s?", context.folded[start : figure.start])[-1]


def _same_time(context: Context, where: Passage, here: Passage) -> bool:
    first, second = (set(WHEN.findall(_sentence(context, one))) for one in (where, here))
    return not first or not second or first == second


def _ratios(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Xã đã hoàn thành 19/19 tiêu chí nông thôn mới nâng cao … xã hoàn thành 17/19 tiêu chí nông thôn mới nâng cao."""
    seen: dict[tuple[str, ...], list[tuple[Figure, Passage]]] = defaultdict(list)
    for figure, passage in _told(context):
        if figure.kind == "ratio" and figure.group == "topic" and figure.other and figure.other > 1:
            run = _run(context, figure)
            if len(run) > NEAR + 1:
                seen[(str(figure.other), *run[: NEAR + 2])].append((figure, passage))
    for pair in seen.values():
        if len(pair) != FEW or pair[0][0].value == pair[1][0].value:
            continue
        (first, where), (again, here) = pair
        leads = [SOFT.sub("", _lead(context, p, f)).split()[-1:] for f, p in pair]
        texts = [_lead(context, p, f) for f, p in pair]
        verbs = {"đạt", "hoàn thành", "đạt chuẩn"}
        alike = leads[0] == leads[1] or (verbs & {*leads[0]} and not leads[1]) or (verbs & {*leads[1]} and not leads[0])
        apart = any(APART.search(text) for text in texts) or not _same_time(context, where, here) or not _one_subject(context, pair)
        if alike and where is not here and not apart and not alarmed & _marks(context, first, again):
            yield told_again(context, again, first)


def _marks(context: Context, *figures: Figure) -> set[tuple[int, int]]:
    return {context.source.back(one.start, one.end) for one in figures}


def _one_subject(context: Context, pair: list[tuple[Figure, Passage]]) -> bool:
    """Whether neither sentence names a place or body of its own before the figure."""
    leads = [context.source.text[p.sentence.start : f.start] for f, p in pair]
    return not any(NAMED.search(lead) for lead in leads)


def _comes_out(claim: Claim) -> bool:
    return claim.kind == "sum" and claim.verdict == "consistent" and len(claim.figures) > NEAR


def _totals(context: Context, alarmed: Marks, totals: set[tuple[int, int]]) -> Iterator[Claim]:
    """Hiến máu thu được 826 đơn vị máu … đợt 1 274, đợt 2 305, đợt 3 283; cả năm thu 862 đơn vị máu: a total that its parts make."""
    if not totals:
        return
    by_run: dict[tuple[str, ...], list[tuple[Figure, Passage]]] = defaultdict(list)
    for figure, passage in _told(context):
        if figure.kind == "count" and figure.value / figure.step >= HUNDRED:
            by_run[tuple(_run(context, figure)[:FEW])].append((figure, passage))
    for run, told in by_run.items():
        sure = [(f, p) for f, p in told if context.source.back(f.start, f.end) in totals]
        if len(sure) != 1 or len(run) < FEW or len(told) > LAST_WORDS:
            continue
        total, here = sure[0]
        verb = SOFT.sub("", _lead(context, here, total)).split()[-1:]
        for figure, where in told:
            lead = _lead(context, where, figure)
            same = verb and verb[0] in lead.split() and not APART.search(lead) and _same_years(context, where, here)
            if same and swapped(figure.value / total.step, total.value / total.step) and not alarmed & _marks(context, figure, total):
                yield told_again(context, figure, total, ", hai chữ số đảo chỗ")


def _same_years(context: Context, where: Passage, here: Passage) -> bool:
    first, second = (set(YEAR.findall(_sentence(context, one))) for one in (where, here))
    return not first or not second or first == second


def _headed(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Trao 45 suất học bổng … (headline); ban tổ chức đã trao 54 suất học bổng …: the two counts of the noun, two digits changed about."""
    by_noun: dict[str, list[tuple[Figure, Passage]]] = defaultdict(list)
    for figure, passage in _told(context):
        if figure.kind == "count" and figure.step == 1:
            by_noun[figure.noun].append((figure, passage))
    for told in by_noun.values():
        if not FEW <= len(told) <= NEAR or len({f.value for f, _ in told}) != FEW:
            continue
        (first, where), (again, here) = told[0], next(one for one in told if one[0].value != told[0][0].value)
        turned = swapped(first.value, again.value) and min(first.value, again.value) > MANY / NEAR
        one, other = _run(context, first), _run(context, again)
        if (
            not turned
            or where is here
            or one[:FEW] != other[:FEW]
            or len(one) < FEW
            or one[: NEAR - 1] == first.noun.split()[: NEAR - 1] == one
        ):
            continue
        if here.paragraph - where.paragraph > NEAR or not _same_time(context, where, here):
            continue
        leads = [_lead(context, p, f) for f, p in ((first, where), (again, here))]
        names = [set(NAMED.findall(context.source.text[p.sentence.start : p.sentence.end])) for p in (where, here)]
        verbs = [SOFT.sub("", lead).split()[-1:] for lead in leads]
        if names[0] != names[1] or (all(verbs) and verbs[0] != verbs[1]):
            continue
        same = one[: NEAR + 1] == other[: NEAR + 1] or set(leads[0].split()) & set(leads[1].split()) - {"đã", "được", "có", "và", "là"}
        if same and not any(APART.search(text) for text in leads) and not alarmed & _marks(context, first, again):
            yield told_again(context, again, first, ", hai chữ số đảo chỗ")


def _summoned(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Dự Đại hội có 68 đại biểu. … với 86/86 đại biểu tán thành: the only count of the noun, two digits changed about."""
    counts: dict[str, list[tuple[Figure, Passage]]] = defaultdict(list)
    for f, p in _told(context):
        if f.kind == "count" and f.group == "person":
            counts[f.noun].append((f, p))
    for ratio, here in _told(context):
        if ratio.kind != "ratio" or ratio.other is None or ratio.group != "person" or not VOTES.search(_sentence(context, here)):
            continue
        stop = bisect_left(counts[ratio.noun], ratio.start, key=lambda one: one[0].start)
        last = counts[ratio.noun][max(0, stop - FEW) : stop]
        own = [(f, p) for f, p in last if here.paragraph - p.paragraph <= NEAR]
        if len(own) != 1 or not swapped(own[0][0].value, ratio.other):
            continue
        figure, where = own[0]
        told = SUMMONED.search(context.folded[max(where.sentence.start, figure.start - 40) : figure.start])
        if told and not alarmed & _marks(context, figure, ratio):
            whole = Figure("count", ratio.start, ratio.end, ratio.other, noun=ratio.noun, group=ratio.group, after=ratio.after)
            yield told_again(context, whole, figure, ", hai chữ số đảo chỗ")


def _events(context: Context) -> Iterator[Claim]:
    """Đại hội … lần thứ XXVI được tổ chức trong ngày 22/5/2025 … Đại hội … lần thứ XXVI tổ chức ngày 25/5/2025."""
    seen: dict[tuple[str, ...], Day] = {}
    for day in context.days:
        if day.value is None or not day.day:
            continue
        lead = context.folded[max(0, day.start - 140) : day.start].rsplit("\n", 1)[-1]
        found = EVENT.search(re.split(r"[.;:(]\s", lead)[-1])
        if found is None or not ONE_EVENT.search(found["event"]) or MOVED.search(lead[-50:]):
            continue
        key = tuple(re.findall(r"[^\W_]+", found["event"])[-LAST_WORDS:])
        first = seen.setdefault(key, day)
        if len(key) == LAST_WORDS and first is not day and first.value != day.value and not _is_span(context, first, day):
            one, other = (context.source.text[d.start : d.end] for d in (first, day))
            text = f"Chỗ trước ghi ngày {one}, chỗ này ghi {other}: cùng một sự kiện"
            yield context.claim((day.start, day.end), "repeat", "inconsistent", text, other, one, ())


def _is_span(context: Context, *days: Day) -> bool:
    """Whether one of the days is the first or the last of several."""
    return any(
        re.match(r"\s?(?:-|đến|và|,? ?\d)", context.folded[d.end : d.end + 8])
        or re.search(r"\b(?:từ|đến|và)(?: ngày)? $", context.folded[max(0, d.start - 12) : d.start])
        for d in days
    )
