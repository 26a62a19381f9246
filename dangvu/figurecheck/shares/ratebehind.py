"""A percentage in a sentence of its own, of the two counts or the ratio of the one before.

412 hộ, trong đó 350 hộ theo đạo. Tỷ lệ hộ theo đạo đạt 85% · được 38/41 phiếu. Như vậy đồng chí … đạt tỷ lệ 92,7%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.slips import UNLIKELY, chance

LEAD = re.compile(
    r"\W*(?P<so>(?:như vậy|như thế|theo đó|vậy là|vậy|tính ra|do đó|tức là|điều đó có nghĩa(?: là)?)\b,? ?)?"
    r"(?P<subject>[^\d;:()%]{0,90}?)\b(?:đạt|là|chiếm|bằng|tương đương|còn)\b(?P<rest>[^\d;:()%]{0,60})$"
)
RATE = re.compile(r"(?:tỷ lệ|tỉ lệ|con số này|số này|số đó|kết quả)\b")
ENDS = re.compile(r"\s?(?:[.;\n]|$|(?:của |trên |trong |so với )?(?:tổng )?số\b)")
TAIL = re.compile(r"[^\d,;.:()\n]*")
COMMON = words("tỷ tỉ lệ con số này đó ấy trên tổng kết quả đạt là chiếm bằng tương đương còn mức với có được đã của các những và trong so")
OTHER = re.compile(
    r"\b(?:tăng|giảm|cao hơn|thấp hơn|hơn|vượt|tính chung|chung|cả năm|tháng|quý|kỳ|năm|toàn|mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|"
    r"quy định|bình quân|mỗi|từ|riêng|chỉ còn|khác|lũy kế|lần|đợt|vòng|phiên|buổi|hai|ba)\b"
)
APART = re.compile(
    r"\b(?:so với|cùng kỳ|năm trước|tăng|giảm|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|mỗi|bình quân|lượt|dự toán|giao|thêm|vượt|còn)\b"
)
OF_ALL = re.compile(r"\b(?:trên|trong) tổng số $")
HUNDRED, NEAR = 100, 4


def judge_rate_behind(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence with no figure but a percentage, which speaks of nothing that the sentence before does not."""
    for passage in context.passages:
        earlier = passage.before
        if len(passage.figures) != 1 or earlier is None or earlier.paragraph != passage.paragraph:
            continue
        rate, said = passage.figures[0], context.folded[passage.sentence.start : passage.figures[0].start]
        if rate.kind != "percent" or rate.hedge or rate.in_words or context.source.back(rate.start, rate.end) in decided:
            continue
        lead, pair = LEAD.match(said), _pair(context, earlier)
        if lead is None or pair is None or not ENDS.match(context.folded, rate.end) or not (lead["so"] or RATE.match(lead["subject"])):
            continue
        tail = TAIL.match(context.folded, rate.end, passage.sentence.end)
        named = f"{lead['rest']} {tail[0] if tail else ''}" if pair[0].kind == "count" or RATE.match(lead["subject"]) else ""
        known = words_of(context.folded[earlier.sentence.start : earlier.sentence.end]) | COMMON
        if words_of(f"{lead['subject']} {named}") <= known and not OTHER.search(lead["subject"] + lead["rest"]):
            yield from _judge(context, earlier, rate, pair)


def _pair(context: Context, passage: Passage) -> tuple[Figure, Figure] | None:
    """The part and the whole: the one ratio of a sentence, or its two counts of one kind."""
    counts = [f for f in passage.figures if f.kind in ("count", "ratio")]
    if len(counts) == 1 and counts[0].kind == "ratio" and counts[0].other and 0 < counts[0].value <= counts[0].other:
        return counts[0], counts[0]
    if len(counts) != 2 or not all(_plain(f) for f in counts) or APART.search(context.folded, passage.sentence.start, passage.sentence.end):
        return None
    whole, part = counts
    if OF_ALL.search(context.folded, max(0, part.start - 16), part.start):
        whole, part = part, whole  # 412 hộ tham gia trên tổng số 458 hộ
    return (part, whole) if 0 < part.value < whole.value and of_one_kind(part, whole) else None


def _plain(figure: Figure) -> bool:
    return figure.kind == "count" and not figure.hedge and not figure.in_words and figure.step == 1 and figure.noun != ""


def _judge(context: Context, earlier: Passage, rate: Figure, pair: tuple[Figure, Figure]) -> Iterator[Claim]:
    """Of the part or of what is left; what is far from both is of something else."""
    part, whole = pair[0].value, pair[1].other or pair[1].value
    told = [f.value for f in earlier.figures if f.kind == "percent"]
    if rate.value in told or HUNDRED - rate.value in told or rate.value == HUNDRED:
        return
    count = min(part, whole - part, key=lambda one: abs(one * HUNDRED / whole - rate.value))
    actual = count * HUNDRED / whole
    right = fit(actual, rate.value, rate.step) != "off"
    near = NEAR * abs(actual - rate.value) <= min(actual, rate.value) or _is_slip(rate, (part * HUNDRED / whole, actual))
    if right or near:
        shown = vn(rounded(actual, rate.step), rate.decimals) + "%"
        sources = list(dict.fromkeys(pair))
        yield context.outcome("share", rate, sources, f"{vn(count)} / {vn(whole)} = {shown}", shown, wrong=not right)


def _is_slip(rate: Figure, ways: tuple[Fraction, ...]) -> bool:
    return min(chance(rate.value, way, rate.decimals) for way in ways) <= UNLIKELY
