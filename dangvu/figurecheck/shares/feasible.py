"""Percentages that no whole number can give: "18 chi bộ, có 67,66% chi bộ thực hiện tốt"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import parts_for, rounded, vn, wholes_for
from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention
from dangvu.figurecheck.reading.nouns import EVERYBODY

ASKED = re.compile(r"lấy ý kiến|khảo sát|bỏ phiếu|biểu quyết|phỏng vấn|thăm dò|đề nghị")
NOT_OF_IT = re.compile(r"phấn đấu|chỉ tiêu|mục tiêu|kế hoạch|trở lên|trở xuống|so với|từ \d")
MOST = 2_000  # of more than that every percentage with two decimals is possible, or nearly so
OF_ALL = re.compile(r"\s(?:tổng )?số\b")
OF_THEM = re.compile(r"[^\d;.:()]{0,40}[,;]\s(?:trong đó|trong số đó|trong số này|số này)(?:,| thì)?\s(?:có\s|đã có\s|chỉ có\s|chỉ\s)?$")
IS_A_KIND = re.compile(
    r"\s(?:số\s)?(?:(?:đồng chí|người|em|đảng viên|học viên|đại biểu|hội viên|đoàn viên|cán bộ)\s)?"
    r"(?:là|có|đã|được|chưa|đạt|thuộc|trong|dưới|trên|ở)\b"
)
BEGINS = re.compile(r"(?:[^\d;.:()%]{0,40},\s)?(?:có|đã có|chỉ có|chỉ)?\s?$")
THEIRS = re.compile(r"\s(?:của|trong|ở|thuộc) (?:toàn )?(?P<body>[^\W\d]+ [^\W\d]+)")
NOT_WHOLE = re.compile(r"\b(?:tăng|giảm|hơn|vượt|bằng|gấp|so với|kế hoạch|chỉ tiêu|dự toán|mục tiêu|phấn đấu|nghị quyết giao)\b")
DONE = re.compile(r"\s[^\d;.()%]{0,60}?\b(?:đã|được|có|là|chưa|tham gia|đạt|đồng ý|tán thành|hài lòng)\b")


def judge_feasible(context: Context, passage: Passage) -> Iterator[Claim]:
    """The rates of a sentence that names one whole number of the same things before them."""
    yield from _of_more_than_all(context, passage)
    if NOT_OF_IT.search(context.folded, passage.sentence.start, passage.sentence.end):
        return
    for rate in passage.reading.rates:
        whole = None if rate.figure.hedge or rate.changes or rate.figure.value > 100 else _whole(context, passage, rate)
        if whole is not None and whole.value <= MOST:
            yield _judge(context, rate.figure, whole)


def _whole(context: Context, passage: Passage, rate: Mention) -> Figure | None:
    """The only count before the rate, when its noun follows the percentage or the people counted were asked."""
    counts = [m.figure for m in passage.reading.mentions if m.figure.counts]
    if not counts:
        return _of_the_sentence_before(context, passage, rate)
    if len(counts) != 1 or counts[0].kind != "count" or counts[0].hedge or counts[0].start > rate.figure.start:
        return None
    of_all = OF_ALL.match(context.folded, rate.figure.end)
    unit = nouns.UNIT.match(context.folded, of_all.end() if of_all else rate.figure.end)
    if of_all and wholes_for(counts[0].value, rate.figure.value, rate.figure.step) is not None:  # 7 thôn, 77,8% số thôn
        return None
    if rate.figure.decimals and counts[0].group == "person" and OF_THEM.fullmatch(context.folded, counts[0].after, rate.figure.start):
        return counts[0] if IS_A_KIND.match(context.folded, rate.figure.end) else None
    if unit is not None:
        return counts[0] if unit["noun"] == counts[0].noun else None
    paragraph = context.layout.paragraphs[passage.paragraph].start  # the question may have been told before
    return counts[0] if ASKED.search(context.folded, paragraph, rate.figure.start) else None


def _of_the_sentence_before(context: Context, passage: Passage, rate: Mention) -> Figure | None:
    """Chi bộ … có 16 đảng viên. Cuối năm, 21,75% đảng viên của chi bộ …: its only count is of that noun, and of that body."""
    earlier = passage.before
    told = [] if earlier is None or earlier.paragraph != passage.paragraph else [m.figure for m in earlier.reading.mentions]
    unit = nouns.UNIT.match(context.folded, rate.figure.end)
    opens = BEGINS.fullmatch(context.folded, passage.sentence.start, rate.figure.start)
    if earlier is None or unit is None or len(told) != 1 or not opens or not rate.figure.decimals:
        return None
    theirs = THEIRS.match(context.folded, unit.end())
    here = theirs is not None and theirs["body"] in context.folded[earlier.sentence.start : told[0].start]
    return told[0] if told[0].kind == "count" and not told[0].hedge and told[0].noun == unit["noun"] and here else None


def _of_more_than_all(context: Context, passage: Passage) -> Iterator[Claim]:
    """108,6% đảng viên toàn Đảng bộ đã tham gia: of persons and bodies there are no more than all."""
    for figure in context.reader.between(passage.sentence.start, passage.sentence.end):
        if figure.kind != "percent" or figure.value <= 100 or figure.in_words:
            continue
        unit = nouns.UNIT.match(context.folded, figure.end)
        lead = context.folded[max(passage.sentence.start, figure.start - 60) : figure.start]
        if unit is None or nouns.group_of(unit["noun"]) not in EVERYBODY or NOT_WHOLE.search(lead):
            continue
        behind = DONE.match(context.folded, unit.end(), passage.sentence.end)
        if behind is not None and not NOT_WHOLE.search(context.folded, unit.end(), passage.sentence.end):
            stated, span = context.written(figure), (figure.start, unit.end())
            text = f"{stated} {unit['noun']}: một phần không thể vượt quá 100%"
            yield context.claim(span, "feasibility", "inconsistent", text, stated, None, [figure])


def _judge(context: Context, rate: Figure, whole: Figure) -> Claim:
    if whole.value <= 0:
        return context.of_nothing("feasibility", rate, [whole])
    stated, span, figures = context.written(rate), context.covering(rate, whole), [rate, whole]
    near = rounded(whole.value * rate.value / 100, Fraction(1))
    right = vn(rounded(near * 100 / whole.value, rate.step), rate.decimals) + "%"
    if parts_for(whole.value, rate.value, rate.step) is None:
        text = f"Không có số nguyên nào bằng {stated} của {vn(whole.value)}; gần nhất là {vn(near)} / {vn(whole.value)} = {right}"
        return context.claim(span, "feasibility", "inconsistent", text, stated, right, figures)
    return context.claim(span, "feasibility", "consistent", f"{vn(near)} / {vn(whole.value)} = {right}", stated, None, figures)
