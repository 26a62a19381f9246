"""Percentages that cannot be of what the words name: no whole number of a small body, more than all of them, a fall below nothing.

16 đảng viên, 85,7% trong số đó · Huyện có 14 xã. 12,4% số xã · trong 12 cấp ủy viên, tỷ lệ nữ đạt 22% ·
tỷ lệ chi bộ … đạt 198,6% · giảm 135%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from dangvu.figurecheck.arithmetic import parts_for, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.nouns import EVERYBODY
from dangvu.figurecheck.shares.few import BODIES, MOST

OF_THEM = re.compile(
    r"\s(?:trong )?(?:tổng )?số (?:(?P<those>đó|này|ấy)\b|(?P<number>\d{1,3}) (?:[^\W\d]+ ){1,4}?"
    r"(?:ấy|này|đó|trên|nêu trên)\b|(?P<rest>[^\W\d]))"
)
AMONG = re.compile(r"^\W*trong (?:số )?\d{1,2} [^\d,;.:()]{3,40}, (?:có )?(?:tỷ lệ|tỉ lệ) [^\d,;.:()]{2,30}$")
PART = re.compile(r"\s?[,(]?\s?(?:bằng|chiếm|đạt|tương đương|tương ứng)(?: tỷ lệ)? $")
WIDER = re.compile(r"\b(?:toàn|cả) (?:tỉnh|huyện|nước|quốc|ngành|vùng)\b")
SMALL = 20
RATE = re.compile(r"\b(?:tỷ lệ|tỉ lệ) (?:số )?(?P<noun>[^\d,;.:()%]{3,120}?) (?:đạt|là|chiếm|bằng)(?: tới| đến)? $")
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,6})"
MORE_THAN_ALL = re.compile(
    rf"(?<![\d.,/])(?P<part>{NUMBER}) (?P<noun>cử tri|đại biểu|đảng viên|hộ|học sinh|hội viên|đoàn viên|chi bộ|phiếu|em|người|đồng chí)"
    rf"(?: [^\W\d]+){{0,6}} (?:trong|trên) tổng số (?P<whole>{NUMBER}) (?P=noun)(?!\w)"
)
NOT_ALL = re.compile(
    r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|so với|cùng kỳ|tăng|vượt|nghị quyết|giải ngân|thực hiện|hoàn thành|thu|trên|gấp)\b"
)
OF_MORE = re.compile(r"[^,;.]{0,20}\b(?:của|toàn|cả)\b")
FALLS = re.compile(r"\bgiảm (?:được |tới |đến |khoảng |hơn |trên |gần )?$")


OF_ALL = re.compile(r" (?:của |trong |trên |so với )?(?:tổng )?số (?!đó|này|ấy)[^\W\d]+")
CALLED = re.compile(r"[,(;] ?(?:chiếm|bằng|đạt)(?: tỷ lệ)? $")


def judge_limits(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every percentage that names what it is of."""
    for match in MORE_THAN_ALL.finditer(context.folded):
        yield from _more_than_all(context, match)
    for passage in context.passages:
        for rate in passage.figures:
            if rate.kind != "percent" or rate.in_words or context.source.back(rate.start, rate.end) in decided:
                continue
            if rate.value > 100:
                yield from _too_much(context, passage, rate)
            elif not rate.hedge:
                whole = _whole(context, passage, rate)
                if whole is not None and OF_ALL.match(context.folded, rate.end) and CALLED.search(context.folded, whole.end, rate.start):
                    continue  # 9 xã vùng cao, chiếm 60% số xã: the count is the part
                if whole is not None and parts_for(whole.value, rate.value, rate.step) is None:
                    yield _impossible(context, rate, whole)


def _more_than_all(context: Context, match: re.Match[str]) -> Iterator[Claim]:
    """4.217 cử tri đi bỏ phiếu trong tổng số 4.183 cử tri: the part exceeds its whole."""
    values = [Fraction(int(match[name].replace(".", ""))) for name in ("part", "whole")]
    said = next((f for f in context.reader.between(match.start("part"), match.end("part")) if f.start == match.start("part")), None)
    if values[0] <= values[1] or said is None or said.kind not in ("count", "ratio"):
        return  # cuối năm 2023 hộ nghèo trong tổng số 1.412 hộ: a year is no part
    part, whole = (Figure("count", *match.span(name), value) for name, value in zip(("part", "whole"), values, strict=True))
    text = f"{context.written(part)} > {context.written(whole)}: một phần không thể lớn hơn tổng"
    yield context.claim(match.span(), "subset", "inconsistent", text, context.written(part), None, [part, whole])


def _too_much(context: Context, passage: Passage, rate: Figure) -> Iterator[Claim]:
    lead = context.folded[passage.sentence.start : rate.start]
    stated, figures = context.written(rate), [rate]
    if FALLS.search(lead):
        text = f"{stated}: không thể giảm quá 100%"
        yield context.claim((rate.start, rate.end), "feasibility", "inconsistent", text, stated, None, figures)
        return
    said = RATE.search(lead)
    behind = re.split(r"[;.]", context.folded[rate.end : passage.sentence.end])[0]
    if said is None or NOT_ALL.search(said[0]) or NOT_ALL.search(behind):
        return
    noun = nouns.NOUN.match(said["noun"])
    if noun is not None and nouns.group_of(noun[0]) in EVERYBODY:
        text = f"{stated} {noun[0]}: một phần không thể vượt quá 100%"
        yield context.claim((rate.start, rate.end), "feasibility", "inconsistent", text, stated, None, figures)


def _whole(context: Context, passage: Passage, rate: Figure) -> Figure | None:
    """The one count of the sentence, or of the one before, of which the words behind say that the rate is."""
    of_them = OF_THEM.match(context.folded, rate.end)
    if of_them is None:
        among = not rate.decimals and AMONG.search(context.folded[passage.sentence.start : rate.start])
        return _only(passage.figures, rate, SMALL) if among else None
    here = [f for f in passage.figures if f.kind != "percent"]
    if of_them["number"]:
        named = [f for f in here if of_them.start("number") == f.start]
        return named[0] if named and named[0].kind == "count" and named[0].value <= MOST else None
    before = passage.before if passage.before and passage.before.paragraph == passage.paragraph else None
    pool = [f for f in here if f.start < rate.start] or (before.figures if before else [])
    if pool and pool[-1].end <= passage.sentence.start and WIDER.search(context.folded, passage.sentence.start, rate.start):
        return None  # Huyện có 18 xã. Toàn tỉnh có 81,3% số xã đạt chuẩn
    whole = _only([*pool, rate], rate, MOST, {""} if of_them["those"] else set())
    if whole is None or of_them["those"]:
        return whole
    if PART.fullmatch(context.folded, max(whole.end, whole.after), rate.start):  # tại 12 đảng bộ, bằng 54,5% số đảng bộ cơ sở
        return None
    unit = nouns.UNIT.match(context.folded, of_them.start("rest"))
    if unit is None or unit["noun"] != whole.noun or OF_MORE.match(context.folded[unit.end() : unit.end() + 30]):
        return None
    return whole


def _only(figures: list[Figure], rate: Figure, most: int, also: AbstractSet[str] = frozenset()) -> Figure | None:
    counts = [f for f in figures if f is not rate]
    if len(counts) != 1 or counts[0].kind != "count" or counts[0].hedge or counts[0].group not in BODIES | also:
        return None
    return counts[0] if 3 <= counts[0].value <= most else None


def _impossible(context: Context, rate: Figure, whole: Figure) -> Claim:
    stated, figures = context.written(rate), [rate, whole]
    near = rounded(whole.value * rate.value / 100, Fraction(1))
    right = vn(rounded(near * 100 / whole.value, rate.step), rate.decimals) + "%"
    text = f"Không có số nguyên nào bằng {stated} của {vn(whole.value)}; gần nhất là {vn(near)} / {vn(whole.value)} = {right}"
    return context.claim(context.covering(*figures), "feasibility", "inconsistent", text, stated, right, figures)
