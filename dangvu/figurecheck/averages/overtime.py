"""Means over a period that the sentence names: Sáu tháng qua tiếp 174 lượt người, trung bình 29 lượt mỗi tháng."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import next_word
from dangvu.figurecheck.named.lengths import WORDS
from dangvu.figurecheck.reading.figures import Figure

UNITS = r"(?P<unit>tháng|tuần|ngày|quý|năm|đợt|buổi|đêm)"
PERIOD = re.compile(rf"(?<![\d.,/])\b(?P<number>\d{{1,3}}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) {UNITS}\b(?! (?:tuổi|\d))")
MEAN = re.compile(r"\b(?:trung bình|bình quân|tính ra)\b")
BEFORE = re.compile(rf"\b(?:trung bình|bình quân|tính ra),? (?:mỗi|một|hằng|hàng) {UNITS}\b[^\d;.()]{{0,30}}$")
BEHIND = re.compile(rf"(?: [^\W\d]+){{0,4}} ?(?:mỗi |một |/\s?){UNITS}\b")
APART = re.compile(r"\b(?:riêng|trong đó|so với|cùng kỳ|kế hoạch|chỉ tiêu|giảm|tăng|quy định|ít nhất|tối thiểu|trước)\b")


def judge_over_time(context: Context, decided: Marks) -> Iterator[Claim]:
    """The mean of each sentence that tells its period, its total and the mean, each once."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        mean_at = MEAN.search(context.folded, start, end)
        if mean_at is None or APART.search(context.folded, start, end):
            continue
        figures = [f for f in passage.figures if f.group != "time"]
        behind = [f for f in figures if f.start >= mean_at.end()]
        before = [f for f in figures if f.end <= mean_at.start()]
        if not behind or not before or any(f.kind != "count" or f.hedge for f in (behind[0], before[-1])):
            continue
        mean, total = behind[0], before[-1]
        each = BEFORE.search(context.folded[mean_at.start() : mean.start]) or BEHIND.match(context.folded, mean.end)
        alike = next_word(context, mean) == next_word(context, total) or mean.noun == total.noun != ""
        if each is not None and alike and context.source.back(mean.start, mean.end) not in decided:
            yield from _judge(context, passage, mean, total, each["unit"])


def _judge(context: Context, passage: Passage, mean: Figure, total: Figure, unit: str) -> Iterator[Claim]:
    periods = [one for one in PERIOD.finditer(context.folded, passage.sentence.start, total.start) if one["unit"] == unit]
    if len(periods) != 1 or re.search(r"[;(]", context.folded[periods[0].end() : total.start]):
        return
    number = WORDS.get(periods[0]["number"]) or int(periods[0]["number"])
    if number < 2:
        return
    actual = total.value / number
    right = vn(rounded(actual, mean.step), mean.decimals)
    text = f"{vn(total.value)} / {number} = {vn(actual, mean.decimals + 2)}"
    yield context.outcome("average", mean, [total], text, right, wrong=fit(actual, mean.value, mean.step) == "off")
