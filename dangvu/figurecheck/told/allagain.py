"""All of those told before, by the same words: xây được 5 cây cầu bê tông … Cả 5 cây cầu bê tông đều do bà con tự làm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.days import YEAR
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.told.twice import told_again

ALL = re.compile(r"(?:^|[\s“\"(:,;.])(?:cả|tất cả|toàn bộ) $")
PHRASE = re.compile(r" ?(?P<words>[^\W\d]+(?: [^\W\d]+)*)")
ENDS = re.compile(r"\b(?:trong|đều|do|của|được|đã|này|đó|ấy|trên|nêu|nói|ở|tại|là|có|tham|ký|với|cùng|và|vừa|mới|hiện|năm|thuộc)\b")
OTHERWISE = re.compile(
    r"\b(?:cùng kỳ|năm (?:trước|ngoái)|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|bình quân|mỗi|tăng|giảm|thêm|vượt|còn|trong đó|đầu năm|"
    r"dự kiến|sẽ|lần lượt|riêng)\b[^,;.:(]{0,40}$"
)
CAME = re.compile(r" (?:đã |về |đến )?(?:dự|có mặt|tham dự|tham gia họp)\b(?! bị)")
AROUND = 14
REACH, PARAGRAPHS, WORDS, NEAR = 6, 1, 3, 2


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
            words = _phrase(context, figure)
            first = _told(context, passage, figure, words) if len(words.split()) >= WORDS else None
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
        for one in here.figures:
            told = one.kind == "ratio" and one.end < figure.start and one.group == "person" and one.other and one.value < one.other
            if told and CAME.search(context.folded, one.after, one.after + AROUND):
                return replace(one, other=None) if figure.value in (one.other, one.value) else None
        here = here.before
    return None


def _phrase(context: Context, figure: Figure) -> str:
    """What is counted, up to the first word that tells something of it."""
    found = PHRASE.match(context.folded, figure.end, figure.end + 60)
    return ENDS.split(found["words"])[0].strip() if found else ""


def _told(context: Context, passage: Passage, figure: Figure, words: str) -> Figure | None:
    """The one count of the same words before it, unless others of them make the number together."""
    found: list[Figure] = []
    years = set(YEAR.findall(context.folded, passage.sentence.start, passage.sentence.end))
    here: Passage | None = passage
    steps = 0
    while here is not None and steps < REACH and passage.paragraph - here.paragraph <= PARAGRAPHS:
        for one in here.figures:
            plain = one.kind == "count" and one.end < figure.start and not one.hedge
            if plain and re.match(rf" ?{re.escape(words)}\b", context.folded[one.end : one.end + len(words) + 2]):
                said = set(YEAR.findall(context.folded, here.sentence.start, here.sentence.end))
                if OTHERWISE.search(context.folded[here.sentence.start : one.start]) or (years and said and not years & said):
                    return None
                found.append(one)
        here, steps = here.before, steps + 1
    values = {one.value for one in found}
    if len(values) != 1 or any(a.value + b.value == figure.value for a, b in combinations(found, 2)):
        return None
    return found[0]
