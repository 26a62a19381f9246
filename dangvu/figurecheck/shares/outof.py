"""Shares whose whole the words name right before, or which the sentence before tells as an aim.

9.842 người … trên tổng số 10.316 nhân khẩu, tỷ lệ bao phủ đạt 95,4% ·
Chỉ tiêu đến hết năm có 12 sản phẩm. Đến nay đã có 9 sản phẩm được công nhận 3 sao trở lên, hoàn thành 75% chỉ tiêu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure

OUT_OF = re.compile(
    r"[^\d;.:()%]{0,60}?\b(?:trên|trong)(?: tổng)? (?:số|đàn|diện tích|nhu cầu|quy mô|dân số) ?(?:là )?$|"
    r"[^\d;.:()%]{0,40}? trên tổng \w* ?$"
)
RATED = re.compile(
    r"[^\d;.:()%]{0,60}?,\s(?:đạt |chiếm |bằng |tương đương |tương ứng )?(?:tỷ lệ|tỉ lệ)"
    r"(?: (?!tăng|giảm|tồn|chưa|không|còn|bình|trung)[^\W\d]+){0,6} ?$"
)
ENDS = re.compile(r"\)?\s*(?:[.;,\n]|$|và\b|(?:tổng )?số\b|dân số\b|tổng đàn\b)")
GOAL = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu)\b|\b(?:được )?giao\b")
REACHED = re.compile(r"[^;:()%]{0,90}?,\s(?:đã |mới |ước )?(?:hoàn thành|đạt|bằng|thực hiện)(?: được)? $")
OF_GOAL = re.compile(
    r"\s(?:so với )?(?:chỉ tiêu|kế hoạch|mục tiêu)(?: (?:năm|đề ra|giao|được giao|nhiệm kỳ|đã đề ra|cả năm)){0,2}\s?(?:[.;,)\n]|$)"
)
OTHER_GOAL = re.compile(r"\b(?:quý|tháng|nhiệm kỳ|giai đoạn|mỗi|thêm|bình quân|trở lên|ít nhất|tối thiểu|trên|từ)\b")


def judge_out_of(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentages that nothing has decided, behind such a whole or such an aim."""
    for passage in context.passages:
        for place, percent in enumerate(passage.figures):
            if percent.kind != "percent" or percent.hedge or percent.in_words or not place:
                continue
            if context.source.back(percent.start, percent.end) in decided:
                continue
            yield from _of_a_total(context, passage.figures[:place], percent)
            yield from _of_an_aim(context, passage, passage.figures[:place], percent)


def _of_a_total(context: Context, before: list[Figure], percent: Figure) -> Iterator[Claim]:
    """213.407 người … trên tổng số 226.540 nhân khẩu, tỷ lệ bao phủ đạt 94,2%."""
    last = before[-1]
    if not RATED.fullmatch(context.folded, max(last.end, last.after), percent.start) or not ENDS.match(context.folded, percent.end):
        return
    said = context.folded[max(last.end, last.after) : percent.start]
    own = (last.noun, before[-2].noun if len(before) > 1 else "")
    if any(found[0] not in own and nouns.group_of(found[0]) in nouns.EVERYBODY for found in nouns.NOUN.finditer(said)):
        return  # 12/12 kỳ, tỷ lệ đảng viên dự họp 91,3%
    if last.kind == "ratio" and last.other and not last.hedge:
        yield _claim(context, percent, [last], last.value, last.other)
    elif len(before) > 1 and last.kind == before[-2].kind == "count" and not last.hedge and not before[-2].hedge:
        part = before[-2]
        if OUT_OF.fullmatch(context.folded, max(part.end, part.after), last.start) and 0 < part.value <= last.value:
            yield _claim(context, percent, [part, last], part.value, last.value)


def _of_an_aim(context: Context, passage: Passage, before: list[Figure], percent: Figure) -> Iterator[Claim]:
    """Chỉ tiêu năm 2024 là kết nạp 15 đảng viên. Đến nay đã kết nạp 12 đảng viên, hoàn thành 80% chỉ tiêu."""
    earlier = passage.before
    if earlier is None or earlier.paragraph != passage.paragraph or not OF_GOAL.match(context.folded, percent.end):
        return
    told = [f for f in earlier.figures if f.group != "time"]
    said = context.folded[earlier.sentence.start : earlier.sentence.end]
    if len(told) != 1 or told[0].kind != "count" or told[0].hedge or not told[0].noun or not GOAL.search(said) or OTHER_GOAL.search(said):
        return
    aim = told[0]
    done = [f for f in before if f.kind == "count" and of_one_kind(f, aim) and f.group == aim.group]
    if len(done) != 1 or done[0].hedge or any(f.kind in ("percent", "ratio") for f in before):
        return
    if REACHED.fullmatch(context.folded, max(done[0].end, done[0].after), percent.start):
        yield _claim(context, percent, [done[0], aim], done[0].value, aim.value)


def _claim(context: Context, percent: Figure, told: list[Figure], part: Fraction, whole: Fraction) -> Claim:
    if whole <= 0:
        return context.of_nothing("share", percent, told)
    actual = part * 100 / whole
    shown = vn(actual, max(percent.decimals, 2)) + "%"
    wrong = fit(actual, percent.value, percent.step) == "off"
    return context.outcome("share", percent, told, f"{vn(part)} / {vn(whole)} = {shown}", shown, wrong=wrong)
