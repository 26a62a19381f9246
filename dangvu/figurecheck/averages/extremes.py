"""An average between the least and the most, and a result in the range it is said to lie in.

Tuổi bình quân 42,6, trẻ nhất 28, cao nhất 58 · chỉ tiêu từ 90 đến 95%; thực tế 93,8%, nằm trong khoảng chỉ tiêu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

MEAN = re.compile(r"\b(?:bình quân|trung bình)\b[^\d;.]{0,50}$")
LEAST = re.compile(r"\b(?:trẻ|thấp|nhỏ|ít|ngắn|nhẹ)(?: tuổi)? nhất\b(?:[^\d;.]|\((?:năm )?\d{4}\)){0,40}$")
GREATEST = re.compile(r"\b(?:cao|lớn|già|nhiều|dài|nặng)(?: tuổi)? nhất\b(?:[^\d;.]|\((?:năm )?\d{4}\)){0,40}$")
WITHIN = re.compile(r"\s?,?\s(?:vẫn )?(?:nằm trong|thuộc) (?:khoảng|khung|mức|phạm vi)\b")
YEARLY = re.compile(r"\b(?:mỗi|hằng|hàng) (?:năm|tháng|quý)\b[^\d;.]{0,30}$")
SUM = re.compile(r"\b(?:tổng|cộng)\b")


def judge_extremes(context: Context, passage: Passage) -> Iterator[Claim]:
    """The extremes of a sentence and the mean beside them."""
    figures = passage.figures
    yield from _within(context, passage, figures)
    if context.folded.find(" nhất", passage.sentence.start, passage.sentence.end) < 0:
        return
    found: dict[str, Figure] = {}
    last = passage.sentence.start
    for figure in figures:
        lead = context.folded[last : figure.start]
        last = figure.end
        for name, form in (("mean", MEAN), ("least", LEAST), ("most", GREATEST)):
            if form.search(lead) and not SUM.search(lead):
                if name in found:
                    return
                found[name] = figure
                break
    if {"least", "most"} & found.keys() and "mean" not in found and passage.before and passage.before.paragraph == passage.paragraph:
        means = [
            f for f in passage.before.figures if MEAN.search(context.folded, max(passage.before.sentence.start, f.start - 70), f.start)
        ]
        same = {f.noun for f in (*found.values(), *means) if f.noun}
        if len(means) == 1 and len(same) == 1 and YEARLY.search(context.folded, passage.before.sentence.start, means[0].start):
            found["mean"] = means[0]
    if len(found) < 2 or len({figure.kind for figure in found.values()}) > 1 or any(f.hedge for f in found.values()):
        return
    if len({figure.noun for figure in found.values() if figure.noun}) > 1:
        return
    order = [found[name] for name in ("least", "mean", "most") if name in found]
    right = all(one.value <= other.value for one, other in zip(order, order[1:], strict=False))
    text = " ≤ ".join(vn(figure.value) for figure in order) + ("" if right else ": không thể có")
    yield context.claim(
        context.covering(*order), "average", VERDICTS["exact" if right else "off"], text, context.written(order[0]), None, order
    )


def _within(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    spans = [figure for figure in figures if figure.kind == "range" and figure.other is not None]
    for figure in figures:
        if figure.kind not in ("percent", "count") or figure.hedge or len(spans) != 1:
            continue
        low, high = spans[0].value, spans[0].other
        if (
            WITHIN.match(context.folded, max(figure.end, figure.after), passage.sentence.end)
            and high is not None
            and figure.start > spans[0].end
        ):
            right = low <= figure.value <= high
            text = f"{vn(low)} – {vn(high)}: {context.written(figure)}" + ("" if right else " nằm ngoài khoảng")
            used = [figure, spans[0]]
            yield context.claim(
                context.covering(*used), "target", VERDICTS["exact" if right else "off"], text, context.written(figure), None, used
            )
