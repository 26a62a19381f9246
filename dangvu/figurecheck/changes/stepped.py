"""From one figure to another, with what stands beside each of them and what the step saved.

tăng từ 71,4% (25/35 chi bộ) lên 78,4% (29/37 chi bộ) · từ 4,2 tỷ xuống 3,78 tỷ đồng, tiết kiệm 420 triệu · tăng 4 bậc, từ thứ 11 lên 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.bases import moves_of
from dangvu.figurecheck.meant.nearby import of_one_kind
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share

BESIDE = re.compile(r"\s?\(\s?$")
CLOSED = re.compile(r"[^\d;.()]{0,24}\)")
STANDS = re.compile(r"\b(?:từ|lên|xuống|còn|đạt|là|chiếm|bằng|tới|đến|mức)\s(?:mức |còn |tới |đến |\w+ )?$")
SAVED = re.compile(
    r"[^\d;.()%]{0,40},\s(?:qua đó |đã |tức (?:là )?|nhờ đó )?(?:tiết kiệm|rút ngắn|chênh lệch|bớt|cắt giảm|hụt|thêm|dôi)(?: được|"
    r" là| tới)?\s$"
)
SHORTER = re.compile(r"[^\d;.()]{0,30},?\s(?:rút ngắn|giảm|nhanh hơn|sớm hơn|ngắn hơn|dài hơn|chậm hơn|tăng)(?: được| thêm)?\s")
THAN = re.compile(r" (?:so với|so) [^\d;.()]{2,40}\((?:là )?")
RANKED = re.compile(r"\b(?:tăng|giảm|tụt|lên|xuống|nâng|thăng)(?: được| thêm)? (?P<by>\d{1,2}) (?:bậc|hạng)\b")
AGAINST = re.compile(r"\bso với\b|\btừ (?:thứ|hạng|vị)|\bnăm (?:trước|ngoái|\d{4})|\btrước\b|\bcùng kỳ\b")
PLACE = re.compile(r"\b(?:(?:thứ|hạng|vị trí(?: thứ)?|vị thứ)(?: hạng)? (?:thứ )?)(?P<place>\d{1,3})\b")


def judge_stepped(context: Context) -> Iterator[Claim]:
    """The steps of each sentence."""
    for passage in context.passages:
        figures = passage.figures
        yield from _beside(context, passage, figures)
        yield from _saved(context, passage, figures)
        yield from _lengths(context, figures)
        yield from _ranked(context, passage)


def _beside(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    """Each ratio in a bracket is that of the percentage right before it."""
    for percent, ratio in zip(figures, figures[1:], strict=False):
        if percent.kind != "percent" or ratio.kind != "ratio" or not ratio.other or percent.hedge in ("over", "under", "about"):
            continue
        lead = context.folded[max(passage.sentence.start, percent.start - 16) : percent.start]
        beside = BESIDE.fullmatch(context.folded, percent.end, ratio.start) and CLOSED.match(context.folded, ratio.end)
        if not beside or not STANDS.search(lead) or percent.in_words or (percent.hedge and not lead.endswith("từ ")):
            continue
        owner = Mention(ratio, passage.pieces[0], "", ratio.group, named=False)
        whole = Whole(ratio.other, context.written(ratio).split("/")[-1], sure=True, figure=ratio)
        how = fits(ratio.value, ratio.other, Figure("percent", percent.start, percent.end, percent.value, percent.step))
        yield share_claim(context, owner, Share(percent, "", "", percent.end), whole, VERDICTS[how])


def _saved(context: Context, passage: Passage, figures: list[Figure]) -> Iterator[Claim]:
    by_start = {figure.start: figure for figure in figures}
    for later, first in moves_of(context, passage):
        now = by_start.get(later)
        place = figures.index(now) if now in figures else -1
        if now is None or now.kind != "count" or place + 1 >= len(figures):
            continue
        by = figures[place + 1]
        if by.kind != "count" or by.hedge or not of_one_kind(by, now):
            continue
        if SAVED.fullmatch(context.folded, max(now.end, now.after), by.start):
            gap = abs(now.value - first.value)
            yield difference_claim(context, now, by, first, VERDICTS["exact" if fit(gap, by.value, by.step) != "off" else "off"])


def _lengths(context: Context, figures: list[Figure]) -> Iterator[Claim]:
    """4,5 ngày, rút ngắn 3,5 ngày so với quy định (8 ngày): durations, which no other rule compares."""
    for now, by, base in zip(figures, figures[1:], figures[2:], strict=False):
        told = all(f.kind == "count" and f.group == "time" and f.noun == now.noun and not f.hedge for f in (now, by, base))
        if (
            not told
            or not SHORTER.fullmatch(context.folded, now.after, by.start)
            or not THAN.fullmatch(context.folded, by.after, base.start)
        ):
            continue
        gap = abs(base.value - now.value)
        yield difference_claim(context, now, by, base, VERDICTS["exact" if fit(gap, by.value, by.step) != "off" else "off"])


def _ranked(context: Context, passage: Passage) -> Iterator[Claim]:
    """tăng 4 bậc so với năm 2022 (xếp thứ 11), đứng thứ 7: two places and how far they are apart."""
    start, end = passage.sentence.start, passage.sentence.end
    if context.folded.find(" bậc", start, end) < 0 and context.folded.find(" hạng", start, end) < 0:
        return
    moved = list(RANKED.finditer(context.folded, start, end))
    places = list(PLACE.finditer(context.folded, start, end))
    values = {int(match["place"]) for match in places}
    if len(moved) != 1 or len(places) != 2 or len(values) != 2:
        return
    first_at, last_at = min(moved[0].start(), places[0].start()), max(moved[0].end(), places[1].end())
    if ";" in context.folded[first_at:last_at] or not AGAINST.search(context.folded, first_at, last_at):
        return
    by, (first, second) = int(moved[0]["by"]), (int(match["place"]) for match in places)
    right = abs(first - second)
    stated = moved[0][0]
    text = f"{max(first, second)} - {min(first, second)} = {right}" + ("" if right == by else f"; văn bản ghi {by}")
    spans = [moved[0].span("by"), *(match.span("place") for match in places)]
    marks = [Figure("label", *span, Fraction(0)) for span in spans]
    verdict = VERDICTS["exact" if right == by else "off"]
    yield context.claim((min(s for s, _ in spans), max(e for _, e in spans)), "difference", verdict, text, stated, str(right), marks)
