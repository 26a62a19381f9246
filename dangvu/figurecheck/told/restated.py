"""One figure told twice beside itself: 1,25 tỷ đồng (1.250 triệu đồng) · trên 95% (96,3%) · hơn 3.000 người; cụ thể là 3.064."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import NEAR, vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance, swapped

THAT_IS = re.compile(
    r"[^\d;.:()%]{0,40}(?:\(\s?|,\s(?=tức|tương|hay|nghĩa|bằng)|\)?,\s(?=tương đương|tức))"
    r"(?P<word>(?:tức|tương đương|hay|nghĩa|bằng|quy ra|quy đổi|là|với|khoảng|=)\s(?:là\s|với\s)?)?"
)
OF_OTHERS = re.compile(
    r"\b(?:so với|cùng kỳ|dự toán|kế hoạch|chỉ tiêu|năm (?:trước|ngoái|\d{4})|tăng|giảm|vượt|thêm|bớt|đạt|tiết kiệm|thu|chi)\b[^;.]{0,30}$"
)
IN_WORDS = re.compile(r"\s?\([^\W\d][^()\d]*\)")
ENDS = re.compile(r"\s?(?:đồng)?\s?(?:[),;.]|$)")
WRITTEN = re.compile(r"\s?(tỷ|tỉ|triệu|nghìn|ngàn)\b")
EXACT = re.compile(
    r"[^\d()%]{0,90}\b(?:con số|số liệu|số|cụ thể|chính xác|thực tế|đúng|đầy đủ)\b[^\d().%]{0,50}\b(?:cụ thể|chính xác|thực tế|thực|đúng|"
    r"cuối cùng|chốt|theo (?:sổ|danh sách|thống kê)[^\d().]{0,24})\s?(?:là|có|đạt|gồm)?\s"
)
BESIDE = re.compile(r"\s?(?:[^\d;.:()%,]{0,40})\(\s?(?:cụ thể |chính xác |thực tế )?(?:là |đạt )?")
WITHIN = re.compile(r"\s?[,;]?\s(?:là )?(?:nằm |vẫn |đều )*(?:trong|đúng|thuộc) (?:khoảng|phạm vi|mức|khung|giới hạn|biên độ)\b")
OF_IT = re.compile(r"[^\d.;%()]{0,60}[:(]\s?(?:có |là |cụ thể )?")
SOME = re.compile(r"\s(?:nữ|nam|mới|dự bị|trẻ|là|dưới|trên|dân tộc|cao tuổi|kiêm|chưa|không|miễn|được|có)\b")
ROUGH = 15
FAR = 90
WIDE = Fraction(1, 2)


def judge_restated(context: Context, passage: Passage) -> Iterator[Claim]:
    """Each figure of a sentence against the one behind it that tells it again."""
    figures = [f for f in context.reader.between(passage.sentence.start, passage.sentence.end) if f.kind not in ("year", "years", "label")]
    for one, other in pairwise(figures):
        between = context.folded[one.end : other.start]
        if len(between) > FAR:
            continue
        if one.group == other.group == "money" and one.kind == other.kind == "count":
            yield from _money(context, one, other, between)
        elif one.kind == other.kind and _is_exact(context, one, other, between):
            yield from _softened(context, one, other)
        elif one.kind == "percent" and one.hedge and other.kind == "ratio" and OF_IT.fullmatch(between):
            yield from _as_ratio(context, one, other)
        elif one.kind == "range" and other.kind in ("percent", "count"):
            yield from _inside(context, one, other)


def _money(context: Context, one: Figure, other: Figure, between: str) -> Iterator[Claim]:
    """The same amount in another scale; a bracket alone must differ by a slip, words such as "tức" need not."""
    joined = THAT_IS.fullmatch(IN_WORDS.sub("", between[max(0, one.after - one.end) :]))
    scales = [_scale(context, figure) for figure in (one, other)]
    if joined is None or one.hedge or other.hedge or scales[0] == scales[1] or ENDS.match(context.folded, other.after) is None:
        return
    told = joined["word"] is not None
    right = abs(one.value - other.value) <= max(one.step, other.step) / 2
    slip = _digits(one) == _digits(other) or swapped(one.value, other.value) or _slip(one, other)
    if right or (slip if not told else not OF_OTHERS.search(context.folded, max(0, one.start - FAR), one.start) or slip):
        yield _claim(context, other, one, f"{context.written(one)} đồng = {vn(one.value)} đồng", vn(one.value), wrong=not right)


def _is_exact(context: Context, one: Figure, other: Figure, between: str) -> bool:
    """Whether the second is the first, told exactly."""
    if one.kind == "percent":
        clause = max(context.folded.rfind(mark, 0, one.start) for mark in ",;.:\n(")
        alone = not context.reader.between(clause, one.start)  # 3 chi bộ đạt trên 50% (18,75%): the bracket is of the three
        return alone and BESIDE.fullmatch(between) is not None and _closes(context, other)
    shorter, longer = sorted((one.noun, other.noun), key=len)
    alike = of_one_kind(one, other) or longer.startswith(f"{shorter} ")
    some = SOME.match(context.folded, other.after) is not None and SOME.match(context.folded, one.after) is None
    return one.kind == "count" and alike and not some and EXACT.fullmatch(between) is not None


def _scale(context: Context, figure: Figure) -> str:
    found = WRITTEN.findall(context.folded[figure.start : figure.end])
    return found[0].replace("tỉ", "tỷ") if found else ""


def _digits(figure: Figure) -> str:
    return str(figure.value).rstrip("0")


def _slip(one: Figure, other: Figure) -> bool:
    step = min(one.step, other.step)
    return chance(other.value / step, one.value / step) <= UNLIKELY


def _closes(context: Context, figure: Figure) -> bool:
    return context.folded[figure.end : figure.end + 2].lstrip()[:1] == ")"


def _softened(context: Context, soft: Figure, exact: Figure) -> Iterator[Claim]:
    """The exact figure lies on the side that the word says, and near."""
    if not soft.hedge or exact.hedge:
        return
    text, wrong = softly(context, soft, exact)
    yield _claim(context, soft, exact, text, vn(exact.value), wrong=wrong)


def softly(context: Context, soft: Figure, exact: Figure) -> tuple[str, bool]:
    """How an exact figure stands to a softened one, and whether it lies on the wrong side or too far."""
    low, high = soft.value * (1 - WIDE), soft.value * (1 + WIDE)
    match soft.hedge:
        case "over" | "least":
            low, words = soft.value, "≥"
        case "under" | "most":
            high, words = soft.value, "≤"
        case _:
            low, high, words = soft.value * (1 - 2 * NEAR), soft.value * (1 + 2 * NEAR), "≈"
    wrong = not low <= exact.value <= high
    text = f"{context.written(exact)} {'không ' if wrong else ''}{words} {context.written(soft)}"
    return text, wrong


def _as_ratio(context: Context, soft: Figure, ratio: Figure) -> Iterator[Claim]:
    """Trên một nửa số đại biểu là nữ: 63 trong tổng số 121 đại biểu."""
    if ratio.other:
        percent = ratio.value * 100 / ratio.other
        over, under = soft.hedge in ("over", "least"), soft.hedge in ("under", "most")
        wrong = (over and percent < soft.value) or (under and percent > soft.value) or abs(percent - soft.value) > ROUGH
        text = f"{context.written(ratio)} = {vn(percent, 1)}%" + (f"; văn bản ghi {context.written(soft)}" if wrong else "")
        yield _claim(context, soft, ratio, text, f"{vn(percent, 1)}%", wrong=wrong)


def _inside(context: Context, bounds: Figure, figure: Figure) -> Iterator[Claim]:
    """từ 90 đến 95%; thực tế 93,8%, nằm trong khoảng."""
    if bounds.other is None or figure.hedge or not WITHIN.match(context.folded, figure.after or figure.end):
        return
    wrong = not bounds.value <= figure.value <= bounds.other
    text = f"{context.written(figure)} nằm {'ngoài' if wrong else 'trong'} khoảng {context.written(bounds)}"
    yield _claim(context, bounds, figure, text, context.written(figure), wrong=wrong)


def _claim(context: Context, stated: Figure, source: Figure, text: str, right: str, *, wrong: bool) -> Claim:
    written = context.written(stated)
    verdict = VERDICTS["off" if wrong else "exact"]
    return context.claim(context.covering(stated, source), "repeat", verdict, text, written, right, [stated, source])
