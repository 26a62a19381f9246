"""What is still to be done for a plan that was told before, or beside it, by what was done until now.

thu thêm 11,34 tỷ đồng để hoàn thành dự toán · từ đầu nhiệm kỳ kết nạp 582 … cần kết nạp thêm 118 để hoàn thành chỉ tiêu 700.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.meant.times import TERM, lead_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.rests.tableplans import plans_of_tables
from dangvu.figurecheck.slips import UNLIKELY, chance

GOAL = r"(?P<goal>dự toán|kế hoạch|chỉ tiêu|mục tiêu)"
SOME_MORE = re.compile(
    r" thêm (?:được |ít nhất |tối thiểu )?\d| còn lại (?:để|nhằm|theo|cho|của|trong) | (?:còn phải|phải|cần) (?:[^\W\d]+ ){1,4}\d"
)
DEED = re.compile(r"\b(?P<deed>(?:[^\W\d]+,? ){1,4})$")
LEFT_OVER = re.compile(rf"[^\d.;,]{{0,20}}? còn lại (?:để|nhằm|theo|cho|của|trong)\s(?:[^\W\d]+ ){{0,4}}?{GOAL}")
MORE = re.compile(r"\b(?:(?P<deed>(?:[^\W\d]+ ){1,3})thêm (?:được |ít nhất |tối thiểu )?|(?:còn |cần )?phải (?P<must>(?:[^\W\d]+ ){1,3}))$")
FOR = re.compile(
    rf"[^\d.;]{{0,40}}?,? (?:để|nhằm|thì mới|mới|bảo đảm|đảm bảo|cho)\s(?:[^\W\d]+ ){{0,4}}?(?:hoàn thành|đạt|đủ|"
    rf"cán đích)[^\d.;]{{0,30}}?\b{GOAL}"
)
TO_REACH = re.compile(rf"\b(?:để|nhằm|muốn) (?:hoàn thành|đạt|đủ|cán đích)[^\d.;()%]{{0,30}}?\b{GOAL}\b(?! (?:quý|tháng|nhiệm kỳ|tuần))")
PART_OF_IT = re.compile(r"\b(?:quý (?:i{1,3}\b|[123]\b)|tháng \d|mỗi|hằng|bình quân)")
REACHED = re.compile(r"[^\d;.%]{0,70}[,(] ?(?:mới |ước )?(?:bằng|đạt)(?: tỷ lệ)? $")
OF_GOAL = re.compile(rf"\s(?:so với )?{GOAL}(?P<words>[^\d;.()%]{{0,30}})(?: là | ?\(| )(?:[^\W\d]+ ){{0,2}}$")
OTHER_PERIOD = re.compile(r"(?: (?:[^\W\d]+|\d{1,2})){0,2} (?:quý|tháng|nhiệm kỳ|giai đoạn|khóa|tuần)\b")
AIMED = re.compile(rf"\b(?:{GOAL}|phấn đấu|đăng ký|được giao)\b(?:[^\d;.()%]|(?:19|20)\d{{2}}\b){{0,60}}$")
DONE_OF_IT = re.compile(r"[^\d;.()%]{0,70}[,(]\s?(?:mới |ước )?(?:bằng|đạt)(?: tỷ lệ)? $")
PLAN_BEHIND = re.compile(r"[^\d.;]{0,40}?,? (?:để|nhằm|cho)\s(?:[^\W\d]+ ){0,3}?(?:hoàn thành|đạt|đủ|cán đích)[^\d.;()%]{0,40}\(?$")
PLAN_BEFORE = re.compile(rf"\b(?:để|nhằm|muốn) (?:hoàn thành|đạt|đủ|cán đích)[^\d.;()%]{{0,30}}\b{GOAL}[^\d.;()%]{{0,30}}$")
DUE = re.compile(
    r"(?P<what>[^.;:\d]{0,40})\bcòn phải (?:[^\W\d]+ ){1,4}?"
    r"(?:(?:trong )?(?:\d{1,2} tháng|quý [iv]{1,3}|các tháng|những tháng)(?: [^\W\d]+){0,3} )?"
    r"(?:là )?(?:thêm )?$"
)
BETWEEN = re.compile(rf"[^\d;.()%]{{0,40}}[,(]\s?{GOAL}[^\d;.()%]{{0,30}}")
LEFT_OF = re.compile(r" còn lại theo (?P<goal>chương trình|kế hoạch)\b")
FINISHED = re.compile(r"\b(?:đã|đến nay)(?: [^\W\d]+){0,3}? (?:kết thúc|hoàn thành|thực hiện|tiến hành|xong|làm)(?: được| xong)? $")
NOUN_OF = re.compile(r"\bsố ([^\W\d]+ [^\W\d]+)() ?$")
SO_FAR = re.compile(
    r"\b(?:từ đầu (?:nhiệm kỳ|năm|giai đoạn)|lũy kế|luỹ kế|đến nay|đến thời điểm này|tính đến|đến hết|sau \d+ năm|qua \d+ năm)\b"
)
MANY, LEAD, RATE, ROW = 120, 160, 70, 24
COMMON = frozenset({"phấn", "đấu", "thêm", "được", "đã", "phải", "cần", "tiếp", "tục", "nay", "cuối", "năm", "đến", "và", "từ"})


@dataclass(frozen=True, slots=True)
class Planned:
    """What was reached of a plan, and the words that lead to it."""

    done: Figure
    plan: Figure
    goal: str
    words: set[str]


def judge_to_plan(context: Context) -> Iterator[Claim]:
    """Every such amount, against the plans of the text before it."""
    told: list[Planned] = []
    in_tables = []
    if "còn lại " in context.folded or "còn phải " in context.folded:
        in_tables = [Planned(done, plan, goal, words_of(said)) for done, plan, goal, said in plans_of_tables(context)]
    due = "còn phải " in context.folded
    left = " còn lại theo " in context.folded
    for place, passage in enumerate(context.passages) if due or left or SOME_MORE.search(context.folded) else ():
        told += [one for one in in_tables if one.plan.end <= passage.sentence.start]
        in_tables = [one for one in in_tables if one.plan.end > passage.sentence.start]
        if due and context.folded.find("còn phải ", passage.sentence.start, passage.sentence.end) >= 0:
            yield from _due(context, passage, told)
        if left and context.folded.find(" còn lại theo ", passage.sentence.start, passage.sentence.end) >= 0:
            yield from _left_of_plan(context, place, passage)
        if told and context.folded.find("còn lại ", passage.sentence.start, passage.sentence.end) >= 0:
            yield from _still_to_do(context, passage, told, DEED, LEFT_OVER)
        if SOME_MORE.search(context.folded, passage.sentence.start, passage.sentence.end):
            beside = list(_beside_its_plan(context, place, passage))
            yield from beside
            if not beside:
                yield from _still_to_do(context, passage, [*told, *_planned(context, passage)])
        told += _planned(context, passage)
        told += _aimed(context, passage)
        told += _aim_between(context, passage)


def _due(context: Context, passage: Passage, told: list[Planned]) -> Iterator[Claim]:
    """Chỉ tiêu còn phải thực hiện 6 tháng cuối năm là 56 đảng viên: what was done taken from the one plan of its noun."""
    for figure in passage.figures:
        plain = figure.kind == "count" and not figure.hedge and figure.group != "time"
        lead = DUE.search(context.folded, passage.sentence.start, figure.start) if plain else None
        if lead is None:
            continue
        nouns = {figure.noun}
        if figure.noun in ("đồng chí", "người"):
            nouns = {words[0] for words in NOUN_OF.findall(lead["what"] or "")} or nouns
        here = (*_planned(context, passage), *_aimed(context, passage), *_aim_between(context, passage), *_stated(context, passage, figure))
        pairs = [one for one in (*told, *here) if (one.done.noun or one.plan.noun) in nouns and one.plan.start < figure.start]
        right = next((one for one in pairs if one.plan.value - one.done.value == figure.value), None)
        if right is not None or len({(one.plan.value, one.done.value) for one in pairs}) == 1:
            yield _claim(context, figure, right or pairs[0], wrong=right is None)


def _left_of_plan(context: Context, place: int, passage: Passage) -> Iterator[Claim]:
    """Hoàn thành 4 cuộc còn lại theo chương trình: of the one sentence that tells the programme and what of it is done."""
    for figure in passage.figures:
        tail = LEFT_OF.match(context.folded, figure.after or figure.end) if figure.kind == "count" and figure.noun else None
        if tail is None or figure.hedge:
            continue
        pairs = []
        for earlier in context.passages[max(0, place - MANY) : place]:
            counts = [f for f in earlier.figures if f.kind == "count" and not f.hedge and (f.noun + " ").startswith(f"{figure.noun} ")]
            said = context.folded[earlier.sentence.start : counts[0].start] if len(counts) > 1 else ""
            if (
                tail["goal"] in said
                and FINISHED.search(context.folded, counts[0].end, counts[1].start)
                and counts[1].value < counts[0].value
            ):
                pairs.append(Planned(counts[1], counts[0], tail["goal"], set()))
        if len(pairs) == 1:
            yield _claim(context, figure, pairs[0], wrong=pairs[0].plan.value - pairs[0].done.value != figure.value)


def _stated(context: Context, passage: Passage, figure: Figure) -> Iterator[Planned]:
    """Chỉ tiêu năm là 90 đảng viên. Sáu tháng kết nạp 41 đảng viên: the one aim and the one other count of its noun in the paragraph."""
    here: Passage | None = passage
    counts: list[Figure] = []
    while here is not None and here.paragraph == passage.paragraph and len(counts) <= ROW:
        counts = [*(f for f in here.figures if f.kind == "count" and not f.hedge and f.end < figure.start), *counts]
        here = here.before
    counts = counts[-ROW:]
    for plan in counts:
        alike = [one for one in counts if one.noun == plan.noun != ""]
        if alike == [plan]:  # kế hoạch năm kết nạp 227 đảng viên; đến 30/6 đã kết nạp 124, còn phải kết nạp 103
            alike += [one for one in counts if not one.noun and one.start > plan.end and one is counts[-1]]
        if len(alike) == 2 and AIMED.search(context.folded, max(0, plan.start - 60), plan.start):
            done = next(one for one in alike if one is not plan)
            of_term = TERM.search(lead_of(context, plan)) is not None and not SO_FAR.search(lead_of(context, done))
            if of_term and not TERM.search(lead_of(context, done)):
                continue  # chỉ tiêu nhiệm kỳ là 120. Năm nay đã kết nạp 21
            if done.value < plan.value and not AIMED.search(context.folded, max(plan.end, done.start - 60), done.start):
                yield Planned(done, plan, "", set())


def _planned(context: Context, passage: Passage) -> Iterator[Planned]:
    """đạt 64,26 tỷ đồng, bằng 85% dự toán năm (75,6 tỷ đồng)."""
    start = passage.sentence.start
    for done, rate, plan in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        said = OF_GOAL.fullmatch(context.folded, rate.end, plan.start) if rate.kind == "percent" else None
        plain = done.kind == plan.kind == "count" and not done.hedge and not plan.hedge and of_one_kind(done, plan)
        if said and plain and done.value < plan.value and REACHED.fullmatch(context.folded, max(done.end, done.after), rate.start):
            yield Planned(done, plan, said["goal"], words_of(context.folded[start : done.start]) | words_of(done.noun))


def _still_to_do(
    context: Context, passage: Passage, told: list[Planned], more: re.Pattern[str] = MORE, behind: re.Pattern[str] = FOR
) -> Iterator[Claim]:
    for figure in passage.figures if told else ():
        plain = figure.kind == "count" and figure.hedge in ("", "least")
        lead = more.search(context.folded[passage.sentence.start : figure.start]) if plain else None
        aim = behind.match(context.folded, max(figure.end, figure.after), passage.sentence.end) if lead else None
        aim = aim or (TO_REACH.search(context.folded, passage.sentence.start, figure.start) if lead and more is MORE else None)
        if lead is None or aim is None:
            continue
        own = words_of(lead["deed"] or lead.groupdict().get("must") or "") - COMMON
        alike = [one for one in told if one.goal == aim["goal"] and _of_them(one.done, figure) and of_one_kind(one.done, figure)]
        right = next((one for one in alike if fit(one.plan.value - one.done.value, figure.value, figure.step) != "off"), None)
        named = [one for one in alike if own & one.words]
        if right is not None:
            yield _claim(context, figure, right, wrong=False)
        elif _of_another_period(context, aim, figure):
            continue
        elif len(named) == 1 or (not named and len(alike) == 1):
            yield from _wrong(context, figure, (named or alike)[0], sure=bool(named))


def _of_another_period(context: Context, aim: re.Match[str], figure: Figure) -> bool:
    """Để hoàn thành chỉ tiêu, quý III phải kết nạp thêm 420: of a stretch that is not all that is left."""
    if aim.end() <= figure.start:
        return PART_OF_IT.search(context.folded, aim.end(), figure.start) is not None
    return OTHER_PERIOD.match(context.folded, aim.end()) is not None


def _of_them(done: Figure, more: Figure) -> bool:
    """36 đảng viên … còn phải kết nạp 4 đồng chí."""
    return done.noun == more.noun or (more.noun in ("đồng chí", "người") and done.group == more.group)


def _aimed(context: Context, passage: Passage) -> Iterator[Planned]:
    """Chỉ tiêu phát triển 1.200 hội viên. Đến nay đã phát triển 1.046 hội viên, đạt 87,2%: the rate says what was done of the aim."""
    before = passage.before
    earlier = before.figures if before is not None and before.paragraph == passage.paragraph else []
    figures = [*earlier, *passage.figures]
    for plan, done, rate in zip(figures, figures[1:], figures[2:], strict=False):
        plain = done.kind == plan.kind == "count" and not done.hedge and not plan.hedge and done.value < plan.value
        if (
            rate.kind != "percent"
            or not plain
            or not of_one_kind(done, plan)
            or fit(done.value * 100 / plan.value, rate.value, rate.step) == "off"
        ):
            continue
        aim = AIMED.search(context.folded, max(0, plan.start - 90), plan.start)
        if aim and DONE_OF_IT.fullmatch(context.folded, max(done.end, done.after), rate.start):
            said = words_of(context.folded[max(plan.end, done.start - 90) : done.start])
            yield Planned(done, plan, aim["goal"] or "chỉ tiêu", said | words_of(done.noun))


def _aim_between(context: Context, passage: Passage) -> Iterator[Planned]:
    """Kết nạp 11 đảng viên (chỉ tiêu năm 20 đảng viên, đạt 55%): the aim stands between what was done and its rate."""
    start = passage.sentence.start
    for done, plan, rate in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        plain = done.kind == plan.kind == "count" and not done.hedge and not plan.hedge and done.value < plan.value
        if rate.kind != "percent" or not plain or not of_one_kind(done, plan):
            continue
        aim = BETWEEN.fullmatch(context.folded, max(done.end, done.after), plan.start)
        if aim and fit(done.value * 100 / plan.value, rate.value, rate.step) != "off":
            yield Planned(done, plan, aim["goal"], words_of(context.folded[start : done.start]) | words_of(done.noun))


def _beside_its_plan(context: Context, place: int, passage: Passage) -> Iterator[Claim]:
    """Cần kết nạp thêm 118 đảng viên để hoàn thành chỉ tiêu 700 đảng viên: by what the report says was done."""
    start, figures = passage.sentence.start, passage.figures
    for number, figure in enumerate(figures):
        lead = MORE.search(context.folded[start : figure.start]) if figure.kind == "count" and not figure.hedge else None
        behind, ahead = figures[number + 1 : number + 2], figures[number - 1 : number] if number else []
        plans = [f for f in behind if PLAN_BEHIND.fullmatch(context.folded, max(figure.end, figure.after), f.start)]
        plans += [f for f in ahead if PLAN_BEFORE.search(context.folded, start, f.start)]
        plans = [f for f in plans if f.kind == "count" and not f.hedge and _alike(f, figure)]
        if lead is None or len(plans) != 1:
            continue
        deed = words_of(lead["deed"] or lead.groupdict().get("must") or "") - COMMON
        term = "nhiệm kỳ" in context.folded[start : passage.sentence.end]
        done = list(_done(context, place, passage, figure, plans[0], deed))
        right = next((one for one, _ in done if plans[0].value - one.value == figure.value), None)
        sure = {one.value: one for one, said in done if _is_sure(context, one, plans[0], said, term=term)}
        row = any(_goes_on(context, one, other) for one in sure.values() for other, _ in done)
        if right is not None:
            yield _claim(context, figure, Planned(right, plans[0], "", set()), wrong=False)
        elif len(sure) == 1 and deed and not row:
            yield _claim(context, figure, Planned(next(iter(sure.values())), plans[0], "", set()), wrong=True)


def _alike(one: Figure, other: Figure) -> bool:
    return of_one_kind(one, other) or (one.noun != "" and (other.noun.startswith(f"{one.noun} ") or one.noun.startswith(f"{other.noun} ")))


def _done(context: Context, place: int, passage: Passage, figure: Figure, plan: Figure, deed: set[str]) -> Iterator[tuple[Figure, str]]:
    """The counts told before of what the deed brings, each with the words before it."""
    for earlier in context.passages[max(0, place - MANY) : place]:
        last = earlier.sentence.start
        for one in earlier.figures:
            said, last = context.folded[max(last, one.start - LEAD) : one.start], one.end
            row = earlier.figures.index(one) and not deed & words_of(said)
            said = context.folded[max(earlier.sentence.start, one.start - LEAD) : one.start] if row else said
            if one.kind == "count" and not one.hedge and one.value < plan.value and _alike(one, figure) and deed & words_of(said):
                yield one, said


def _goes_on(context: Context, one: Figure, other: Figure) -> bool:
    """60 ha rừng phòng hộ, 40 ha rừng sản xuất: two counts of one row, which may be taken together."""
    return one.end < other.start < one.end + RATE and re.search(r"[.;\d]", context.folded[one.end : other.start]) is None


def _is_sure(context: Context, done: Figure, plan: Figure, said: str, *, term: bool) -> bool:
    """Whether the report takes it as a percentage of the plan, or says that it is all until now."""
    rates = context.reader.between(done.end, done.end + RATE)
    if any(f.kind == "percent" and fit(done.value * 100 / plan.value, f.value, f.step) == "exact" and f.decimals for f in rates):
        return True
    return SO_FAR.search(said) is not None and (not term or "nhiệm kỳ" in said)


def _wrong(context: Context, figure: Figure, one: Planned, *, sure: bool) -> Iterator[Claim]:
    weight = chance(figure.value / figure.step, (one.plan.value - one.done.value) / figure.step)
    if sure or weight <= UNLIKELY:
        yield _claim(context, figure, one, wrong=True)


def _claim(context: Context, figure: Figure, one: Planned, *, wrong: bool) -> Claim:
    right = one.plan.value - one.done.value
    text = f"{vn(one.plan.value)} - {vn(one.done.value)} = {vn(right)}"
    return context.outcome("difference", figure, [one.plan, one.done], text, vn(right), wrong=wrong)
