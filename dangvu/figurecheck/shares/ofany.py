"""A share of a small body whose sentence counts it at several times: năm 2015 có 11 đảng viên, nay có 24; đảng viên nữ chiếm 37,5%.

Whichever of these counts is meant, one of them must give the percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import parts_for, rounded, vn
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.shares.few import BODIES, MEMBERS, MOST

SAID = re.compile(r"[;,]\s(?:trong đó,? |riêng )?(?P<who>[^;,.()%]{2,60}?)\s(?:chiếm|chiếm tỷ lệ|đạt tỷ lệ|chiếm tới|chiếm gần)\s$")
ENDS = re.compile(r"\)?\s*(?:[.;,\n]|$|tổng số\b|số (?:đảng viên|đoàn viên|hội viên|thành viên)\b)")
ELSEWHERE = re.compile(
    r"\b(?:hoàn thành|xếp loại|đánh giá|dự|tham dự|tham gia|đồng ý|tán thành|được|đạt|đã|có mặt|vắng|toàn|cả|xã|huyện|tỉnh|"
    r"bình quân|kế hoạch|chỉ tiêu|tăng|giảm|mới|khối|trong)\b"
)
MOVED = re.compile(r"\b(?:tăng|giảm|thêm|bớt|kết nạp|hơn|gấp|vượt)\s(?:\w+\s){0,2}$")
ELSE_BODY = re.compile(r"\b(?:toàn|cả) (?:đảng bộ|xã|huyện|tỉnh|phường|trường|ngành|khối)\b")
OF_THEM = frozenset({"đồng chí", "người", "trường hợp", "em", ""})
OF_BODY = re.compile(r"\s(?:tổng số |số )?(?P<noun>[^\W\d]+(?: [^\W\d]+)?)\b")
HAS = re.compile(r"\b(?:có|gồm|quản lý|hiện có|với)(?: tổng số| tất cả)? $")
NO_PART = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|tăng|giảm|bình quân|trung bình|mỗi|toàn (?:huyện|tỉnh|quốc)|cùng kỳ|"
                     r"thu|kinh phí|so với|(?:\d{1,2}|hai|ba|bốn|năm|các|nhiều|những|hằng|hàng|từng) (?:năm|tháng|quý|nhiệm kỳ)|"
                     r"(?:trong|cả) nhiệm kỳ)\b")  # fmt: skip
FEW = 4


def judge_of_any(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentages of each sentence that open a clause of their own behind several counts."""
    for passage in context.passages:
        for rate in passage.figures:
            if rate.kind != "percent" or not rate.decimals or rate.hedge or rate.in_words:
                continue
            if context.source.back(rate.start, rate.end) not in decided:
                yield from _judge(context, passage, rate)
                yield from _of_those_before(context, passage, rate)


def _of_those_before(context: Context, passage: Passage, rate: Figure) -> Iterator[Claim]:
    """Đảng bộ có 24 chi bộ. Năm 2024, có 97,1% chi bộ hoàn thành tốt nhiệm vụ: the body that the sentence before counts, by its noun."""
    earlier = passage.before
    behind = OF_BODY.match(context.folded, rate.end, passage.sentence.end)
    if earlier is None or earlier.paragraph != passage.paragraph or behind is None:
        return
    lead = context.folded[passage.sentence.start : rate.start]
    if NO_PART.search(lead) or NO_PART.search(context.folded[behind.start() : behind.end() + 40].split(",")[0]):
        return
    told = [
        f for f in earlier.figures if f.noun and f.kind in ("count", "ratio") and context.folded.startswith(f.noun, behind.start("noun"))
    ]
    here = [f for f in passage.figures if f.noun and f.kind in ("count", "ratio")]
    if (
        len(told) != 1
        or any(f.noun == told[0].noun for f in here)
        or not _small(told[0], BODIES | {"event"})
        or told[0].kind != "count"
        or told[0].hedge
    ):
        return
    counted = HAS.search(context.folded, max(earlier.sentence.start, told[0].start - 30), told[0].start)
    if counted is not None and not parts_for(rate.value, told[0].value, rate.step):
        near = rounded(told[0].value * rate.value / 100, Fraction(1))
        right = vn(near * 100 / told[0].value, rate.decimals) + "%"
        nearest = f"{vn(near)} / {vn(told[0].value)} = {right}"
        text = f"Không có số nguyên nào bằng {context.written(rate)} của {vn(told[0].value)}; gần nhất là {nearest}"
        yield context.claim(
            context.covering(rate, told[0]), "feasibility", "inconsistent", text, context.written(rate), right, [rate, told[0]]
        )


def _judge(context: Context, passage: Passage, rate: Figure) -> Iterator[Claim]:
    before = [figure for figure in passage.figures if figure.end <= rate.start and (figure.kind != "count" or figure.group != "time")]
    lead = context.folded[before[-1].end if before else passage.sentence.start : rate.start]
    said = SAID.search(lead)
    if said is None or ELSEWHERE.search(said["who"]) or not ENDS.match(context.folded, rate.end):
        return
    if ELSE_BODY.search(context.folded, before[-1].end if before else 0, rate.start):
        return
    counts = [figure for figure in before if not _moved(context, passage, figure)]
    own = [figure for figure in counts if figure.noun and re.match(rf"{re.escape(figure.noun)}\b", said["who"])]
    if own and any(figure.noun in OF_THEM for figure in counts if figure not in own):
        return  # 25 đảng viên, 2 đồng chí được miễn; đảng viên dự họp chiếm 91,3%
    counts = own or counts
    if (
        not counts
        or counts[-1].hedge
        or any(not _small(figure) for figure in counts)
        or len({figure.noun for figure in counts}) != 1
        or len(counts) > FEW
    ):
        return
    noun = counts[-1].noun
    named = [word for word in (noun, *MEMBERS) if re.match(rf"{re.escape(word)}\b", said["who"])]
    people = counts[-1].group == "person"
    if not (noun in named or (people and (named or re.match(r"(?:nữ|nam|cấp ủy viên|người)\b", said["who"])))):
        return
    bodies = [figure for figure in counts if parts_for(figure.value, rate.value, rate.step)]
    fewer = any(parts_for(figure.value - 1, rate.value, rate.step) for figure in counts if figure.value > MOST // 2)
    if bodies or fewer:
        return
    now = counts[-1]
    near = rounded(now.value * rate.value / 100, Fraction(1))
    right = vn(rounded(near * 100 / now.value, rate.step), rate.decimals) + "%"
    stated, figures = context.written(rate), [rate, now]
    text = f"Không có số nguyên nào bằng {stated} của {vn(now.value)}; gần nhất là {vn(near)} / {vn(now.value)} = {right}"
    yield context.claim(context.covering(*figures), "feasibility", "inconsistent", text, stated, right, figures)


def _moved(context: Context, passage: Passage, figure: Figure) -> bool:
    """tăng 13 đảng viên: by how much, no body; nor are lengths of time and other percentages."""
    if figure.kind == "percent" or figure.group == "time":
        return True
    return MOVED.search(context.folded, max(passage.sentence.start, figure.start - 24), figure.start) is not None


def _small(figure: Figure, groups: frozenset[str] = BODIES) -> bool:
    return (
        figure.kind == "count"
        and figure.hedge in ("", "least")
        and figure.step == 1
        and 5 <= figure.value <= MOST
        and figure.group in groups
    )
