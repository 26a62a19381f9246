"""Ballots: no more come back than were handed out, no more are valid than came back, and valid and invalid ones are all that came back.

Số phiếu phát ra 215, số phiếu thu về 212, trong đó hợp lệ 209 phiếu · phát ra 96 phiếu, thu vào 96; 94 hợp lệ, 2 không hợp lệ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

VOTED = re.compile(r"\b(?:phiếu|lá phiếu)\b")
BEFORE = {
    "out": re.compile(r"\b(?:phát(?: ra| hành| đi)?|gửi(?: đi)?|phiếu bầu phát ra|in)(?: [^\W\d]+){0,4}:? ?(?:là |được )?$"),
    "back": re.compile(r"\b(?:thu(?: về| vào| lại| được)?|nhận (?:lại|về)|gửi về)(?: [^\W\d]+){0,4}:? ?(?:là |được )?$"),
    "bad": re.compile(r"\b(?:không hợp lệ|hỏng)(?: [^\W\d]+){0,2}:? ?(?:là |có )?$"),
    "good": re.compile(r"(?<!không )\bhợp lệ(?: [^\W\d]+){0,2}:? ?(?:là |có )?$"),
}
BEHIND = {
    "out": re.compile(r"(?: [^\W\d]+){0,3} (?:được )?phát ra\b"),
    "back": re.compile(r"(?: [^\W\d]+){0,3} (?:được )?thu (?:về|vào|lại)\b"),
    "bad": re.compile(r" (?:phiếu )?(?:bầu )?(?:không hợp lệ|hỏng)\b"),
    "good": re.compile(r" (?:phiếu )?(?:bầu )?hợp lệ\b"),
}
ORDER = (("out", "back"), ("back", "good"), ("out", "good"))
NAMES = {"out": "phát ra", "back": "thu về", "good": "hợp lệ", "bad": "không hợp lệ"}
MORE = re.compile(r"\b(?:bổ sung|đợt|lần|thêm|khác|mẫu|kể cả|điện tử|trực tuyến|tiền|đồng)\b")


def judge_ballots(context: Context) -> Iterator[Claim]:
    """The ballots of every sentence that tells at least two of these."""
    for passage in context.passages if "phiếu" in context.folded else ():
        start, end = passage.sentence.start, passage.sentence.end
        if len(passage.figures) < 2 or not VOTED.search(context.folded, start, end) or MORE.search(context.folded, start, end):
            continue
        told = _told(context, passage)
        for more, less in ORDER:
            if more in told and less in told and (more, less) != ("out", "good"):
                yield from _order(context, told[more], told[less], more, less)
        if "back" not in told and "out" in told and "good" in told:
            yield from _order(context, told["out"], told["good"], "out", "good")
        if {"back", "good", "bad"} <= told.keys():
            right = told["good"].value + told["bad"].value
            text = f"{vn(told['good'].value)} + {vn(told['bad'].value)} = {vn(right)}"
            used = [told["good"], told["bad"]]
            yield context.outcome("sum", told["back"], used, text, vn(right), wrong=right != told["back"].value)


def _told(context: Context, passage: Passage) -> dict[str, Figure]:
    """Each kind with its one count; a kind that is told twice is left out."""
    found: dict[str, list[Figure]] = {}
    last = passage.sentence.start
    for figure in passage.figures:
        if figure.kind == "count" and not figure.hedge and figure.noun in ("", "phiếu"):
            lead = re.split(r"[,;(]", context.folded[last : figure.start])[-1]
            kind = next((name for name, words in BEHIND.items() if words.match(context.folded, figure.end)), None)
            kind = kind or next((name for name, words in BEFORE.items() if words.search(lead)), None)
            if kind:
                found.setdefault(kind, []).append(figure)
        last = max(figure.end, figure.after)
    return {kind: figures[0] for kind, figures in found.items() if len(figures) == 1}


def _order(context: Context, more: Figure, less: Figure, first: str, second: str) -> Iterator[Claim]:
    wrong = less.value > more.value
    text = f"{NAMES[second]} {vn(less.value)} {'>' if wrong else '≤'} {NAMES[first]} {vn(more.value)}"
    figures = [less, more]
    span = context.covering(*figures)
    yield context.claim(span, "subset", VERDICTS["off" if wrong else "exact"], text, context.written(less), vn(more.value), figures)
