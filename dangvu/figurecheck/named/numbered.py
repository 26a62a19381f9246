"""As many as announced, each with its number: 3 đoàn giám sát: Đoàn số 1 …; Đoàn số 2 …; Đoàn số 3 …; 4 phần: phần thứ nhất …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.marked import NUMBERS, ORDINALS

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
        stop = context.folded.find("\n", found.end())
        told = context.folded[found.end() : stop if stop >= 0 else len(context.folded)]
        count = _running(re.split(r"\.\s", told)[0], found["noun"])
        stated = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
        if count >= FEWEST:
            written = context.source.text[slice(*found.span("number"))]
            text = f"Đánh số được {count}" + ("" if count == stated else f"; văn bản báo {written}")
            figure = next((one for one in context.reader.between(found.start(), found.end()) if one.start == found.start()), None)
            verdict = VERDICTS["exact" if count == stated else "off"]
            yield context.claim(found.span("number"), "enumeration", verdict, text, written, str(count), [figure] if figure else [])


def _running(told: str, noun: str) -> int:
    """How far they run; none where several are told together (đoàn số 2 và 3), or where commas alone set them apart."""
    if re.search(rf"\b(?:các|những|mọi) {re.escape(noun)}\b|\b{re.escape(noun)} (?:khác|còn lại)\b", told):
        return 0  # tổ 1 …, tổ 2 …, các tổ khác …
    items = list(
        re.finditer(
            rf"(?:^|[;,.] |\bvà ){re.escape(noun)} (?:(?:số )?0?(?P<digit>\d{{1,2}})\b(?!%|,\d)|thứ (?P<word>{'|'.join(ORDINALS)})\b)", told
        )
    )
    count = 0
    for item in items:
        place = int(item["digit"]) if item["digit"] else ORDINALS.index(item["word"]) + 1
        if place == count + 1:
            count += 1
        if re.match(r" ?(?:và|,|-|đến) ?(?:\d|thứ|số|" + re.escape(noun) + r")", told[item.end() :]):
            return 0
    return count if told.count("; ") >= count - 1 or any(item["word"] for item in items) else 0
