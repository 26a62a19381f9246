"""By how much a body grew, and what came and went: … tăng 118 đảng viên so với đầu năm. Trong năm, kết nạp 164, chuyển đi 103, …

The moves need not be all of them, so only a slip of the pen in one of the figures is an alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.slips import UNLIKELY, chance

COME = re.compile(r"\b(?:kết nạp|chuyển (?:đến|về)|tiếp nhận|phục hồi|khôi phục)\b")
GONE = re.compile(r"\b(?:chuyển (?:\w+ ){0,2}đi|từ trần|qua đời|khai trừ|xóa tên|cho ra|xin ra)\b")
OF_THE_TIME = re.compile(r"\W*(?:trong (?:năm|kỳ|6 tháng|nhiệm kỳ)|cả năm|năm \d{4}|trong đó|cụ thể|biến động|tăng, giảm)\b")
MOVED = re.compile(r"\bcó (?P<stock>[\d.]+) (?P<noun>[^\W\d]+(?: [^\W\d]+)?)(?:[^.;]{0,40}?)?, (?P<verb>tăng|giảm) $")
GREW = re.compile(r"\W*so với [^;]{4,60}?\)?,? (?:thì )?(?:tổng )?số [^\d;.,()]{2,30} (?P<verb>tăng|giảm)(?: thêm)? $")
SINCE = re.compile(r"[^.;\d]{0,24}\bso với (?:đầu (?:năm|kỳ|nhiệm kỳ)|cuối (?:năm|kỳ)|(?:năm|kỳ) trước|năm \d{4}|31/12|ngày)")
RAISED = re.compile(r"\bnâng (?:tổng )?số (?:lượng )?(?P<of>[^\d;,.()]{2,40}?) từ $")
LIFTED = re.compile(r"[^\d;,.()]{0,30} (?:lên|thành)(?: thành| đến| tới| là)? ")
FEWEST, LONGEST, PARAGRAPHS, BACK = 4, 9, 1, 2


def judge_turnover(context: Context, decided: Marks, alarmed: Marks) -> Iterator[Claim]:
    """Every sentence that tells nothing but what came and went, against the change of the stock told before it."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        if context.folded.find("nâng ", start, end) >= 0:
            yield from _raised(context, passage, decided)
        if not OF_THE_TIME.match(context.folded, start, end) or not GONE.search(context.folded, start, end):
            continue
        told = _told(context, passage)
        if told and not {context.source.back(f.start, f.end) for f, _ in told} & (decided | alarmed):
            yield from _judge(context, passage, told, alarmed)


def _raised(context: Context, passage: Passage, decided: Marks) -> Iterator[Claim]:
    """Cấp 1.240 thẻ, nâng tổng số thẻ từ 8.650 lên 9.890: what came is what the stock grew by, if nothing else is told to come or go."""
    figures = [f for f in passage.figures if f.group != "time"]
    for place, (then, now) in enumerate(pairwise(figures)):
        raised = RAISED.search(context.folded, passage.sentence.start, then.start)
        if raised is None or not LIFTED.fullmatch(context.folded, max(then.end, then.after), now.start) or now.hedge:
            continue
        came = [f for f in figures[:place] if f.kind == "count" and f.end <= raised.start()]
        word = raised["of"].split()[0]
        more = came[0] if len(came) == 1 and len(figures[:place]) == 1 else None
        same = more is not None and (more.noun or context.folded[more.end + 1 : more.end + 20]).split(" ")[0] == word
        if more is None or not same or more.hedge or now.value <= then.value or context.source.back(more.start, more.end) in decided:
            continue
        right = then.value + more.value
        weights = (chance(now.value, right), chance(more.value, now.value - then.value))
        if right != now.value and min(weights) * len(weights) > UNLIKELY:
            continue  # kết nạp 64, nâng từ 2.310 lên 2.355: others left
        text = f"{vn(then.value)} + {vn(more.value)} = {vn(right)}"
        yield context.outcome("sum", now, [then, more], text, vn(right), wrong=right != now.value)


def _told(context: Context, passage: Passage) -> list[tuple[Figure, int]]:
    """The counts with their signs; none where one neither came nor went."""
    figures = [f for f in passage.figures if f.group != "time"]
    told, at = [], passage.sentence.start
    for figure in figures:
        lead = context.folded[at : figure.start]
        come, gone = COME.search(lead) is not None, GONE.search(lead) is not None
        if figure.kind != "count" or figure.hedge or come == gone or "(" in lead:
            return []
        told.append((figure, 1 if come else -1))
        at = figure.after or figure.end
    return told if FEWEST <= len(told) <= LONGEST and len({sign for _, sign in told}) > 1 else []


def _judge(context: Context, passage: Passage, told: list[tuple[Figure, int]], alarmed: Marks) -> Iterator[Claim]:
    found = _change(context, passage)
    if found is None or context.source.back(found[0].start, found[0].end) in alarmed:
        return
    by, sign = found
    net = sum((figure.value * way for figure, way in told), Fraction(0))
    off = by.value * sign - net
    readings = [(by.value, net * sign), *((figure.value, figure.value + off * way) for figure, way in told)]
    weight = min((chance(stated, meant) for stated, meant in readings if meant > 0), default=Fraction(1))
    turnover = sum((figure.value for figure, _ in told), Fraction(0))
    if off and weight * len(readings) * min(2 * abs(off) / turnover, Fraction(1)) > UNLIKELY:
        return
    stated = context.written(by)
    text = "".join(f" {'+' if way > 0 else '-'} {vn(figure.value)}" for figure, way in told).lstrip(" +") + f" = {vn(net)}"
    text += f"; văn bản ghi {'tăng' if sign > 0 else 'giảm'} {stated}" if off else ""
    figures = [by, *(figure for figure, _ in told)]
    yield context.claim(context.covering(*figures), "sum", VERDICTS["off" if off else "exact"], text, stated, vn(abs(net)), figures)


def _change(context: Context, passage: Passage) -> tuple[Figure, int] | None:
    """By how much the stock of the sentences before moved, and which way."""
    earlier = passage.before
    for _ in range(BACK):
        if earlier is None or passage.paragraph - earlier.paragraph > PARAGRAPHS:
            return None
        for figure in earlier.figures:
            moved = MOVED.search(context.folded[earlier.sentence.start : figure.start])
            if moved and SINCE.match(context.folded, figure.after or figure.end) and figure.kind == "count" and not figure.hedge:
                return figure, 1 if moved["verb"] == "tăng" else -1
            grew = GREW.fullmatch(context.folded[earlier.sentence.start : figure.start])
            if grew and figure.kind == "count" and not figure.hedge:
                return figure, 1 if grew["verb"] == "tăng" else -1
        earlier = earlier.before
    return None
