"""What is earned when the costs are taken off: bán được 180 triệu đồng. Chi phí hết 112 triệu đồng. Trừ chi phí, còn lãi 68 triệu đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

EARNED = re.compile(
    r"\b(?:sau khi trừ|trừ(?: đi)?|khấu trừ)\b(?:[^\d;.]|\d[\d.,]*(?= (?:triệu|tỷ|nghìn|đồng))){0,70}"
    r"\b(?:lãi|lời|lợi nhuận|bỏ túi|thu nhập|để ra|dư)(?: ròng)?[^\d;.,]{0,24}$"
)
COST = re.compile(
    r"\b(?:chi phí|tổng chi|vốn|đầu tư|cộng lại|tổng cộng|tất cả|cả thảy|tính ra)(?: [^\W\d]+){0,3}? (?:hết|là|mất|khoảng|tốn|bỏ ra)?\s?$|"
    r"\b(?:đầu tư|bỏ vốn|bỏ ra) $"
)
INCOME = re.compile(
    r"\b(?:thu(?: về| được| hoạch được| nhập(?: đạt| là)?)?|cho|"
    r"bán được|được|doanh thu(?: đạt| là)?|tổng thu(?: đạt| là)?|bán (?:[^\W\d]+ ){0,4}được|"
    r"mang về|mang lại)\s$"
)
MORE = re.compile(r"\b(?:chưa|không) (?:kể|tính)\b|\bngoài ra\b|\bvà (?:tiền|công|lãi)\b")
BACK = 4


def judge_profits(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence that says what is left when the costs are off, if one income and one cost are told before."""
    for passage in context.passages:
        if "trừ" not in context.folded[passage.sentence.start : passage.sentence.end]:
            continue
        for figure in passage.figures:
            lead = context.folded[passage.sentence.start : figure.start]
            if figure.group == "money" and not figure.hedge and EARNED.search(lead):
                if context.source.back(figure.start, figure.end) not in decided:
                    yield from _judge(context, passage, figure)
                break


def _judge(context: Context, passage: Passage, earned: Figure) -> Iterator[Claim]:
    before = [f for f in passage.figures if f.end < earned.start and f.group == "money"]
    earlier, steps = passage.before, 0
    while earlier is not None and steps < BACK and passage.paragraph - earlier.paragraph <= BACK:
        before = [*(f for f in earlier.figures if f.group == "money"), *before]
        earlier, steps = earlier.before, steps + 1
    before = [f for f in before if f.kind == "count" and context.folded[f.after : f.after + 1] != "/"]
    if any(one.value - other.value == earned.value for one in before for other in before):
        return
    incomes = [f for f in before if not f.hedge and INCOME.search(_lead(context, f)) and not COST.search(_lead(context, f))]
    costs = [f for f in before if not f.hedge and COST.search(_lead(context, f))]
    if len(incomes) != 1 or len(costs) != 1 or incomes[0].value <= costs[0].value:
        return
    income, cost = incomes[0], costs[0]
    if MORE.search(context.folded, min(income.start, cost.start), earned.start):
        return
    right = income.value - cost.value
    wrong = abs(right - earned.value) > max(earned.step, income.step, cost.step) / 2
    text = f"{context.written(income)} - {context.written(cost)} = {vn(right)}"
    yield context.outcome("difference", earned, [income, cost], text, vn(right), wrong=wrong)


def _lead(context: Context, figure: Figure) -> str:
    """The words before an amount since the last mark."""
    return re.split(r"[,;:.(]\s", context.folded[max(0, figure.start - 60) : figure.start])[-1]
