"""Percentages that no whole number can give: "18 chi bộ, có 67,66% chi bộ thực hiện tốt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck import nouns
from dangvu.figurecheck.arithmetic import parts_for, rounded, vn
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.figures import Figure
from dangvu.figurecheck.mentions import Mention

ASKED = re.compile(r"lấy ý kiến|khảo sát|bỏ phiếu|biểu quyết|phỏng vấn|thăm dò|đề nghị")
NOT_OF_IT = re.compile(r"phấn đấu|chỉ tiêu|mục tiêu|kế hoạch|trở lên|trở xuống|so với|từ \d")
MOST = 2_000  # of more than that every percentage with two decimals is possible, or nearly so


def judge_feasible(context: Context, passage: Passage) -> Iterator[Claim]:
    """The rates of a sentence that names one whole number of the same things before them."""
    if NOT_OF_IT.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    for rate in passage.reading.rates:
        whole = None if rate.figure.hedge or rate.changes or rate.figure.value > 100 else _whole(context, passage, rate)
        if whole is not None and whole.value <= MOST:
            yield _judge(context, rate.figure, whole)


def _whole(context: Context, passage: Passage, rate: Mention) -> Figure | None:
    """The only count before the rate, when its noun follows the percentage or the people counted were asked."""
    counts = [m.figure for m in passage.reading.mentions if m.figure.counts]
    if len(counts) != 1 or counts[0].kind != "count" or counts[0].hedge or counts[0].start > rate.figure.start:
        return None
    unit = nouns.UNIT.match(context.folded, rate.figure.end)
    if unit is not None:
        return counts[0] if unit["noun"] == counts[0].noun else None
    paragraph = context.layout.paragraphs[passage.paragraph].start  # the question may have been told before
    return counts[0] if ASKED.search(context.folded, paragraph, rate.figure.start) else None


def _judge(context: Context, rate: Figure, whole: Figure) -> Claim:
    stated, span, figures = context.written(rate), context.covering(rate, whole), [rate, whole]
    near = rounded(whole.value * rate.value / 100, Fraction(1))
    right = vn(rounded(near * 100 / whole.value, rate.step), rate.decimals) + "%"
    if parts_for(whole.value, rate.value, rate.step) is None:
        text = f"Không có số nguyên nào bằng {stated} của {vn(whole.value)}; gần nhất là {vn(near)} / {vn(whole.value)} = {right}"
        return context.claim(span, "feasibility", "inconsistent", text, stated, right, figures)
    return context.claim(span, "feasibility", "consistent", f"{vn(near)} / {vn(whole.value)} = {right}", stated, None, figures)
