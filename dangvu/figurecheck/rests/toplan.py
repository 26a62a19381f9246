"""What is still to be done for a plan that was told before: thu thêm 11,34 tỷ đồng để hoàn thành dự toán · kết nạp thêm 11 để đủ 40."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

GOAL = r"(?P<goal>dự toán|kế hoạch|chỉ tiêu|mục tiêu)"
MORE = re.compile(r"\b(?P<deed>(?:[^\W\d]+ ){1,3})thêm (?:được |ít nhất )?$")
FOR = re.compile(
    rf"[^\d.;]{{0,40}}?,? (?:để|nhằm|thì mới|mới|bảo đảm|đảm bảo|cho)\s(?:[^\W\d]+ ){{0,4}}?(?:hoàn thành|đạt|đủ|"
    rf"cán đích)[^\d.;]{{0,30}}?\b{GOAL}"
)
REACHED = re.compile(r"[^\d;.%]{0,70}[,(] ?(?:mới |ước )?(?:bằng|đạt)(?: tỷ lệ)? $")
OF_GOAL = re.compile(rf"\s(?:so với )?{GOAL}(?P<words>[^\d;.()%]{{0,30}})(?: là | ?\()(?:[^\W\d]+ )?$")
OTHER_PERIOD = re.compile(r"(?: [^\W\d]+){0,2} (?:quý|tháng|nhiệm kỳ|giai đoạn|khóa|tuần)\b")
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
    for passage in context.passages if " thêm " in context.folded else ():
        yield from _still_to_do(context, passage, told)
        told += _planned(context, passage)


def _planned(context: Context, passage: Passage) -> Iterator[Planned]:
    """đạt 64,26 tỷ đồng, bằng 85% dự toán năm (75,6 tỷ đồng)."""
    start = passage.sentence.start
    for done, rate, plan in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        said = OF_GOAL.fullmatch(context.folded, rate.end, plan.start) if rate.kind == "percent" else None
        plain = done.kind == plan.kind == "count" and not done.hedge and not plan.hedge and of_one_kind(done, plan)
        if said and plain and done.value < plan.value and REACHED.fullmatch(context.folded, max(done.end, done.after), rate.start):
            yield Planned(done, plan, said["goal"], words_of(context.folded[start : done.start]) | words_of(done.noun))


def _still_to_do(context: Context, passage: Passage, told: list[Planned]) -> Iterator[Claim]:
    if not told or context.folded.find("thêm ", passage.sentence.start, passage.sentence.end) < 0:
        return
    for figure in passage.figures:
        lead = MORE.search(context.folded[passage.sentence.start : figure.start]) if figure.kind == "count" and not figure.hedge else None
        aim = FOR.match(context.folded, max(figure.end, figure.after), passage.sentence.end) if lead else None
        if lead is None or aim is None:
            continue
        own = words_of(lead["deed"]) - COMMON
        alike = [one for one in told if one.goal == aim["goal"] and one.done.noun == figure.noun and of_one_kind(one.done, figure)]
        right = next((one for one in alike if fit(one.plan.value - one.done.value, figure.value, figure.step) != "off"), None)
        named = [one for one in alike if own & one.words]
        if right is not None:
            yield _claim(context, figure, right, wrong=False)
        elif OTHER_PERIOD.match(context.folded, aim.end()):
            continue
        elif len(named) == 1 or (not named and len(alike) == 1):
            yield from _wrong(context, figure, (named or alike)[0], sure=bool(named))


def _wrong(context: Context, figure: Figure, one: Planned, *, sure: bool) -> Iterator[Claim]:
    weight = chance(figure.value / figure.step, (one.plan.value - one.done.value) / figure.step)
    if sure or weight <= UNLIKELY:
        yield _claim(context, figure, one, wrong=True)


def _claim(context: Context, figure: Figure, one: Planned, *, wrong: bool) -> Claim:
    right = one.plan.value - one.done.value
    text = f"{vn(one.plan.value)} - {vn(one.done.value)} = {vn(right)}"
    return context.outcome("difference", figure, [one.plan, one.done], text, vn(right), wrong=wrong)
