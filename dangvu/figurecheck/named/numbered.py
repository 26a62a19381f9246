"""As many as announced, each with its number: 3 đoàn giám sát: Đoàn số 1 …; Đoàn số 2 …; Đoàn số 3 …; 4 phần: phần thứ nhất …"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.marked import NUMBERS, OFF, ORDINALS
from dangvu.figurecheck.reading import nouns

ANNOUNCED = re.compile(
    r"(?<![\w/.,:-])(?P<number>\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười) (?P<noun>[^\W\d]+)(?: [^\W\d]+){0,6}?"
    r"(?: sau| như sau| gồm)?[:(]\s?(?=(?P=noun) (?:(?:số )?0?1\b|thứ nhất))"
)
FEWEST = 2


def judge_numbered(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every number before a list whose items bear the counted word and run from one on, to the end of the sentence."""
    for found in ANNOUNCED.finditer(context.folded):
        mark = context.source.back(*found.span("number"))
        if mark in decided:
            continue
        told = _to_the_end(context, found.end())
        count = _running(told, found["noun"]) if told else 0
        stated = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
        if count >= FEWEST and abs(count - stated) <= OFF:
            written = context.source.text[slice(*found.span("number"))]
            text = f"Đánh số được {count}" + ("" if count == stated else f"; văn bản báo {written}")
            figure = next((one for one in context.reader.between(found.start(), found.end()) if one.start == found.start()), None)
            verdict = VERDICTS["exact" if count == stated else "off"]
            yield context.claim(found.span("number"), "enumeration", verdict, text, written, str(count), [figure] if figure else [])


def _to_the_end(context: Context, start: int) -> str:
    """What its sentence still tells; nothing where that was cut for its length."""
    place = bisect_right(context.passages, start, key=lambda passage: passage.sentence.start) - 1
    stop = context.passages[place].sentence.end if place >= 0 else 0
    ended = stop == len(context.folded) or context.folded[stop] == "\n" or context.folded[stop - 1] in ".!?…\"')]"
    return context.folded[start:stop] if stop > start and ended else ""


def _running(told: str, noun: str) -> int:
    """How far they run; none where several are told together (đoàn số 2 và 3), or where commas alone set them apart."""
    word = re.escape(noun)
    if re.search(rf"\b(?:các|những|mọi) {word}\b|\b{word} (?:khác|còn lại)\b", told) or _counted(told, noun):
        return 0  # tổ 1 …, tổ 2 …, các tổ khác … · 3 lớp sau
    items = list(
        re.finditer(rf"(?:^|[;,.] |\bvà ){word} (?:(?:số )?0?(?P<digit>\d{{1,2}})\b(?!%|,\d)|thứ (?P<word>{'|'.join(ORDINALS)})\b)", told)
    )
    together = re.compile(rf" ?(?:và|,|-|đến) ?(?:\d|thứ|số|{word})")
    count = 0
    for item in items:
        place = int(item["digit"]) if item["digit"] else ORDINALS.index(item["word"]) + 1
        if place == count + 1:
            count += 1
        if together.match(told, item.end()):
            return 0
    return count if told.count("; ") >= count - 1 or any(item["word"] for item in items) else 0


def _counted(told: str, noun: str) -> bool:
    """Whether the items count the noun once more; 3 tổ chức are no tổ."""
    for found in re.finditer(rf"(?<![\d.,/])\b(?:\d{{1,2}}|{'|'.join(NUMBERS)}) (?={re.escape(noun)}\b)", told):
        longer = nouns.NOUN.match(told, found.end())
        if longer is None or longer[0] == noun:
            return True
    return False
