"""A number with its words beside it: 36 (ba mươi sáu) · ba mươi sáu (36)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.numbers import UNITS, numeral

TENS = {"mươi", "mười"}
SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
FILLED = frozenset({"linh", "lẻ", "không"})
WORDS = "|".join(sorted({*UNITS, *TENS, *SCALES, *FILLED, "trăm"}, key=len, reverse=True))
SPELLED = rf"(?:{WORDS})(?: (?:{WORDS}))*"
NUMBER = r"(?<![\w.,/-])(?<!\d )\d{1,3}(?:[. ]\d{3})*(?![\d/%-]|[.,]\d)"
SCALED = r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})*(?:,\d{1,3})? (?:tỷ|tỉ|triệu|nghìn|ngàn)\b"
NOUN = r"(?: (?!(?:tỷ|tỉ|triệu|nghìn|ngàn|vạn)\b)[^\W\d]+){0,4}"
BEHIND = re.compile(
    rf"(?P<number>{SCALED}|{NUMBER}){NOUN}\s?\((?:(?:bằng chữ|viết bằng chữ|tức|tức là): ?)?(?P<words>{SPELLED})"
    rf"(?: (?!{WORDS})[^\W\d]+){{0,4}}\)"
)
OPENED = re.compile(rf"\((?:(?:bằng chữ|viết bằng chữ|tức|tức là): ?)?(?:{WORDS})\b")
CLOSED = re.compile(r"\(\d[\d.]*\)")
REACH = 120
ALONE = "hai|ba|bốn|sáu|bảy|tám|chín|mười"  # "năm (1)" is a year, "đầu tư (3)" no four
BEFORE = re.compile(rf"\b(?<!thứ )(?P<words>(?:{ALONE})(?!\s\w)|(?:{WORDS})(?: (?:{WORDS}))+)\s?\((?P<number>{NUMBER})\)")


def judge_spelled(context: Context) -> Iterator[Claim]:
    """Every number that is told twice, in digits and in words."""
    for form, cue in ((BEHIND, OPENED), (BEFORE, CLOSED)):
        for match in _around(context.folded, form, cue):
            written, value = _number(match["number"]), words_value(match["words"])
            if written is None or value is None:
                continue
            stated = match["number"]
            wrong = written != value
            text = f"“{match['words']}” là {vn(value)}" + (f"; văn bản ghi {stated}" if wrong else "")
            verdict = VERDICTS["off" if wrong else "exact"]
            figure = Figure("count", match.start("number"), match.end("number"), written)
            yield context.claim(match.span(), "repeat", verdict, text, stated, vn(value), [figure])


def _around(folded: str, form: re.Pattern[str], cue: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The places of a form, looked for only where its bracket opens."""
    reached = 0
    for place in cue.finditer(folded):
        found = form.search(folded, max(reached, place.start() - REACH), min(len(folded), place.end() + 2 * REACH))
        if found is not None and found.start() < place.end() <= found.end() + 1:
            reached = found.end()
            yield found


def _number(said: str) -> Fraction | None:
    """1 024, 12.500.000 and 3,5 tỷ."""
    digits, _, scale = said.rpartition(" ") if said[-1:].isalpha() else (said, "", "")
    found = numeral(digits.replace(" ", "."))
    return found.value * SCALES.get(scale, 1) if found else None


def words_value(said: str) -> int | None:
    """The value of a number in words up to thousands of millions; None where the words make no number."""
    total, hundreds, ones, digit, last = 0, 0, 0, None, 0
    for word in said.split():
        if word == "trăm":
            if digit is None:
                return None
            hundreds, digit = digit * 100, None
        elif word in TENS:
            if word == "mươi" and digit is None:
                return None
            ones, digit = (digit or 1) * 10, None
        elif word in SCALES:
            if not hundreds + ones + (digit or 0):
                return None
            part = hundreds + ones + (digit or 0)
            larger = total and SCALES[word] > last  # một nghìn bốn trăm triệu
            total = (total + part) * SCALES[word] if larger else total + part * SCALES[word]
            hundreds, ones, digit, last = 0, 0, None, SCALES[word]
        elif word in FILLED:
            digit = 0 if word == "không" else None
        elif digit:
            return None
        else:
            digit = UNITS[word]
    return total + hundreds + ones + (digit or 0)
