"""All of those told before, by the same words: xây được 5 cây cầu bê tông … Cả 5 cây cầu bê tông đều do bà con tự làm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.meant.times import OTHER_TIME
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.told.twice import told_again

ALL = re.compile(r"(?:^|[\s“\"(:,;.])(?:cả|tất cả|toàn bộ) $")
PHRASE = re.compile(r" ?(?P<words>[^\W\d]+(?: [^\W\d]+)*?) (?:đều|đã|này|đó|ấy|trên|nêu|nói)\b")
NARROWS = re.compile(r"\b(?:trong|do|của|được|ở|tại|là|có|tham|ký|với|cùng|và|vừa|mới|hiện|năm|thuộc)\b")
LOOSE = words("trong của được ở tại là có với cùng và thuộc")
OTHERWISE = re.compile(
    r"\b(?:cùng kỳ|năm (?:trước|ngoái)|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|bình quân|mỗi|tăng|giảm|thêm|vượt|còn|trong đó|đầu năm|"
    r"dự kiến|sẽ|lần lượt|riêng)\b[^,;.:(]{0,40}$"
)
CAME = re.compile(r" (?:đã |về |đến )?(?:dự|có mặt|tham dự|tham gia họp)\b(?! bị)")
AROUND = 14
REACH, PARAGRAPHS, WORDS, NEAR = 6, 1, 3, 2
MOST, LONG, LEAD, FAR = 20, 60, 80, 300


def judge_all_again(context: Context, alarmed: Marks) -> Iterator[Claim]:
    """Every count behind "cả" or "tất cả"."""
    for passage in context.passages:
        for figure in passage.figures:
            if figure.kind != "count" or figure.hedge or figure.value < NEAR or figure.group in ("time", "money", "measure"):
                continue
            if not ALL.search(context.folded, max(0, figure.start - 12), figure.start):
                continue
            came = _came(context, passage, figure)
            if came is not None and context.source.back(came.start, came.end) not in alarmed:
                yield told_again(context, figure, came)
                continue
            first = _told(context, passage, figure)
            if first is not None and not alarmed & {context.source.back(one.start, one.end) for one in (first, figure)}:
                yield told_again(context, figure, first)


def _came(context: Context, passage: Passage, figure: Figure) -> Figure | None:
    """40/42 đảng viên có mặt. Cả 40 đồng chí dự họp đều tán thành: all of those who came."""
    if figure.group != "person" or not CAME.match(context.folded, figure.after):
        return None
    here: Passage | None = passage
    for _ in range(NEAR):
        if here is None or here.paragraph != passage.paragraph:
            return None
        for one in _before(here, figure):
            told = one.kind == "ratio" and one.group == "person" and one.other and one.value < one.other
            if told and CAME.search(context.folded, one.after, one.after + AROUND):
                then = OTHER_TIME.search(context.folded, one.end, min(passage.sentence.end, figure.end + LONG))
                return replace(one, other=None) if figure.value in (one.other, one.value) and then is None else None
        here = here.before
    return None


def _told(context: Context, passage: Passage, figure: Figure) -> Figure | None:
    """The one count of the same words before it, in a sentence that has whatever narrows them; two of them may be all together."""
    phrase = PHRASE.match(context.folded, figure.end, figure.end + LONG)
    name = NARROWS.split(phrase["words"])[0].strip() if phrase else ""
    if phrase is None or len(name.split()) < WORDS:
        return None
    narrower = words_of(phrase["words"].removeprefix(name)) - LOOSE
    found: list[Figure] = []
    years = set(YEAR.findall(_around(context, passage, figure)))
    here: Passage | None = passage
    steps = 0
    while here is not None and steps < REACH and passage.paragraph - here.paragraph <= PARAGRAPHS:
        for one in _before(here, figure):
            if one.kind != "count" or one.hedge or not _is_of(context, one, name):
                continue
            said = set(YEAR.findall(_around(context, here, one))) if years else set()
            narrowed = narrower and not narrower <= words_of(_around(context, here, one))
            lead = context.folded[max(here.sentence.start, one.start - LEAD) : one.start]
            if narrowed or (said and not years & said) or OTHERWISE.search(lead):
                return None
            found.append(one)
        here, steps = here.before, steps + 1
    values = {one.value for one in found}
    if len(values) != 1 or (len(found) > 1 and 2 * found[0].value == figure.value):
        return None
    return found[0]


def _before(passage: Passage, figure: Figure) -> list[Figure]:
    """The last figures of a sentence before another."""
    place = bisect_left(passage.figures, figure.start, key=lambda one: one.start)
    return passage.figures[max(0, place - MOST) : place]


def _around(context: Context, passage: Passage, figure: Figure) -> str:
    """The sentence of a count, or as much of it as stands near."""
    return context.folded[max(passage.sentence.start, figure.start - FAR) : min(passage.sentence.end, figure.end + FAR)]


def _is_of(context: Context, figure: Figure, name: str) -> bool:
    """Whether these words stand behind a count."""
    start = figure.end + context.folded.startswith(" ", figure.end)
    return context.folded.startswith(name, start) and not context.folded[start + len(name) : start + len(name) + 1].isalnum()
