"""Vietnamese numerals: 46.214 · 46,04 · 1.011 nghìn · 05 · hai mươi lăm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

NUMERAL = re.compile(r"(?<![\d.,])\d{1,15}(?:[.,\u00a0\u202f]\d{1,15}){0,6}(?!\d)")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,\u00a0\u202f]\d{3})+")

SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
SCALE = re.compile(r"\s?(" + "|".join(SCALES) + r")\b(?! lệ)")

UNITS = dict(zip(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], range(1, 10), strict=True))
UNITS |= {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
DIGIT = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
LAST = "mốt|một|hai|ba|bốn|tư|lăm|nhăm|năm|sáu|bảy|bẩy|tám|chín"
# A lone "năm" is mostly "year" and a lone "một" an article: the caller looks at the words around them.
IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{DIGIT}) mươi(?: (?P<ones>{LAST}))?|(?P<ten>mười)(?: (?P<teen>{LAST}))?|(?P<digit>hai|ba|bốn|năm|"
    rf"sáu|bảy|bẩy|tám|chín|một))\b"
)

PART = re.compile(
    r"\b(?:(?P<half>(?:quá )?một nửa|quá nửa)|(?P<part>một|hai|ba|bốn|năm) phần (?P<whole>hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b"
    r"(?! (?:nhiệm kỳ|thế kỷ|đầu|cuối|năm|tháng|ngày))"
)
SLASHED = re.compile(r"(?<![\d/.,-])(?P<part>[1-7])/(?P<whole>[2-9]|10)(?![\d/]|[.,]\d)")
TIMES = re.compile(r"\bgấp (?:(?:hơn|gần|trên|khoảng) )?(?P<times>đôi|rưỡi|ba|bốn|năm|sáu|bảy|tám|mười)\b")
MULTIPLES = {"đôi": Fraction(2), "rưỡi": Fraction(3, 2)}
MULTIPLES |= {word: Fraction(n) for word, n in zip(["ba", "bốn", "năm", "sáu", "bảy", "tám"], range(3, 9), strict=True)} | {
    "mười": Fraction(10)
}

SMALLER = re.compile(r"\s(\d{1,3})\s(nghìn|ngàn|triệu)\b(?=\s(?:đồng|\d))")
SECOND = re.compile(r"\s?/\s?(\d[\d.,]*)")
SECOND_AFTER = re.compile(r"(?: [^\W\d]+){1,4}\s?/\s?(\d[\d.,]*)")
MONEY_RATIO = re.compile(r"\s?/\s?(\d[\d.,]*) (nghìn|triệu|tỷ|tỉ) đồng")
HUNDRED = re.compile(r"\s(?:trăm|vạn)\b|\s(?:nghìn|ngàn|triệu|tỷ|tỉ)\s(?:không|linh|lẻ|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d)")
COMPOUND = re.compile(r"\b(?:trăm|nghìn|ngàn|linh|lẻ|vạn|phần)\s$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value, the size of one unit in its last written place, and the second reading of a form such as 4,664."""

    value: Fraction
    step: Fraction
    other: Fraction | None = None


@lru_cache(maxsize=4096)
def numeral(written: str) -> Numeral | None:
    """The value of digits with separators; None for section numbers such as 1.2.3."""
    signs = re.sub(r"\d", "", written)
    if not signs:
        return Numeral(Fraction(int(written)), Fraction(1))
    if len(set(signs)) == 1 and GROUPED.fullmatch(written):
        whole = Fraction(int(re.sub(r"\D", "", written)))
        if signs == ",":  # 4,664 is a decimal by the rule and a thousand by bad habit
            return Numeral(_decimal(written, ","), Fraction(1, 1000), whole)
        return Numeral(whole, Fraction(1), _decimal(written, ".") if signs == "." else None)
    if len(signs) == 1 and signs in ".,":
        return Numeral(_decimal(written, signs), Fraction(1, 10 ** len(written.split(signs)[1])))
    return _mixed(written, signs)


def _mixed(written: str, signs: str) -> Numeral | None:
    point = signs[-1]
    whole, _, rest = written.rpartition(point)
    if point in whole or point not in ".," or not GROUPED.fullmatch(whole):
        return None
    return Numeral(_decimal(re.sub(r"\D", "", whole) + "," + rest, ","), Fraction(1, 10 ** len(rest)))


def _decimal(written: str, point: str) -> Fraction:
    whole, _, rest = written.partition(point)
    return Fraction(int(whole + rest), 10 ** len(rest))


def scaled(number: Numeral, factor: int) -> Numeral:
    """The same numeral followed by nghìn, triệu or tỷ."""
    return Numeral(number.value * factor, number.step * factor, None if number.other is None else number.other * factor)


def words_value(match: re.Match[str]) -> int:
    """The value of a match of `IN_WORDS`."""
    if match["tens"]:
        return UNITS[match["tens"]] * 10 + UNITS.get(match["ones"] or "", 0)
    if match["ten"]:
        return 10 + UNITS.get(match["teen"] or "", 0)
    return UNITS[match["digit"]]


def part_value(match: re.Match[str]) -> Fraction:
    """The percentage that a match of `PART` or `SLASHED` says: một nửa is 50, hai phần ba is 200/3."""
    if match.re is PART and match["half"]:
        return Fraction(50)
    part, whole = (int(word) if word.isdigit() else UNITS.get(word, 10) for word in (match["part"], match["whole"]))
    return Fraction(100 * part, whole)
