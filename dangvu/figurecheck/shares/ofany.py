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
FEW = 4


def judge_of_any(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentages of each sentence that open a clause of their own behind several counts."""
    for passage in context.passages:
        for rate in passage.figures:
            if rate.kind != "percent" or not rate.decimals or rate.hedge or rate.in_words:
                continue
            if context.source.back(rate.start, rate.end) not in decided:
                yield from _judge(context, passage, rate)


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


def _small(figure: Figure) -> bool:
    return (
        figure.kind == "count"
        and figure.hedge in ("", "least")
        and figure.step == 1
        and 5 <= figure.value <= MOST
        and figure.group in BODIES
    )
