"""A rate that the next sentence concludes from the two counts before it, or tells again.

được 38/41 phiếu, đạt 92,7%. Như vậy … đạt tỷ lệ 92,7% · Trong 64 hộ được hỏi có 48 hộ đồng ý. Như vậy, tỷ lệ đồng ý là 75%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure

SO = re.compile(r"[^\w]*(?:như vậy|như thế|theo đó|vậy là|tính ra|do đó|tức là|điều đó có nghĩa)\b(?P<lead>[^\d;:()%]{0,90})$")
OTHER = re.compile(
    r"\b(?:tăng|giảm|cao hơn|thấp hơn|hơn|vượt|tính chung|chung|cả năm|tháng|quý|kỳ|năm|toàn|mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|"
    r"quy định|bình quân|mỗi|từ|riêng|chỉ còn|khác|lũy kế|lần|đợt|vòng|phiên|buổi|hai|ba)\b"
)
OF_THEM = re.compile(r"\W*tỷ lệ (?P<words>[^\d;:()%,.]{2,40}?)(?: là| đạt| chiếm| bằng)+(?: tỷ lệ)? $")
HUNDRED = 100


def judge_so_told(context: Context, decided: Marks) -> Iterator[Claim]:
    """The one rate of such a sentence against the one pair of counts of the sentence before."""
    for passage in context.passages:
        earlier = passage.before
        if earlier is None or earlier.paragraph != passage.paragraph or len(passage.figures) != 1:
            continue
        rate = passage.figures[0]
        if rate.kind != "percent" or rate.hedge or rate.in_words or context.source.back(rate.start, rate.end) in decided:
            continue
        said = context.folded[passage.sentence.start : rate.start]
        lead, of_them = SO.match(said), OF_THEM.fullmatch(said)
        told_before = words_of(context.folded[earlier.sentence.start : earlier.sentence.end])
        if not (lead and not OTHER.search(lead["lead"])) and not (of_them and words_of(of_them["words"]) <= told_before):
            continue
        pair = _pair(context, earlier.figures)
        if pair and not lead and not _is_out_of(context, pair[2]):
            continue  # 510 đảng viên; 210 đồng chí là nữ. Tỷ lệ nữ đạt 45%: of those who are new
        told = [f.value for f in earlier.figures if f.kind == "percent"]
        if pair is None or rate.value in told or HUNDRED - rate.value in told or rate.value == HUNDRED:
            continue
        part, whole, figures = pair
        ways = (part * HUNDRED / whole, (whole - part) * HUNDRED / whole)
        right = any(fit(way, rate.value, rate.step) != "off" for way in ways)
        shown = vn(rounded(ways[0], rate.step), rate.decimals) + "%"
        yield context.outcome("share", rate, figures, f"{vn(part)} / {vn(whole)} = {shown}", shown, wrong=not right)


def _is_out_of(context: Context, figures: list[Figure]) -> bool:
    """A ratio, or two counts of which the later stands behind "tổng số"."""
    return len(figures) == 1 or context.folded.endswith("tổng số ", 0, max(figure.start for figure in figures))


def _pair(context: Context, figures: list[Figure]) -> tuple[Fraction, Fraction, list[Figure]] | None:
    """The ratio of a sentence that has no other count, or its two counts of one kind, the whole first."""
    counts = [f for f in figures if f.kind in ("count", "ratio")]
    if len(counts) == 1 and counts[0].kind == "ratio" and counts[0].other and 0 < counts[0].value <= counts[0].other:
        return counts[0].value, counts[0].other, counts
    if len(counts) != 2 or any(f.kind != "count" or f.hedge or f.in_words for f in counts):
        return None
    whole, part = counts
    if re.search(r"\b(?:trên|trong) tổng số $", context.folded[max(0, part.start - 16) : part.start]):
        whole, part = part, whole  # 412 hộ tham gia trên tổng số 458 hộ
    out_of = re.search(r"\b(?:trong|trong số|trên|trong tổng số|có|tổng số) $", context.folded[max(0, whole.start - 16) : whole.start])
    if out_of and 0 < part.value < whole.value and of_one_kind(part, whole):
        return part.value, whole.value, counts
    return None
