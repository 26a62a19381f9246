"""Every figure of a text: counts with their nouns, percentages, ratios, ranges, years; labels such as "Điều 5" are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from dangvu.figurecheck.reading import labels, nouns, numbers
from dangvu.figurecheck.reading.days import SPAN_OF_YEARS, Day
from dangvu.figurecheck.reading.hedges import hedge
from dangvu.figurecheck.reading.source import Source
from dangvu.figurecheck.reading.symbols import Citation

Kind = Literal["count", "percent", "points", "ratio", "range", "times", "year", "years", "label"]

MOST_ORDINAL, MANY = 20, 100
FIVE_OR_ONE = re.compile(r"(?:,|;|:|\.|\bvà|\bcó|\bgồm)\s$|\n$|^$")
AFTER = re.compile(
    r"\s*(?P<points>điểm\s?(?:%|phần trăm))|\s?(?P<percent>%|phần trăm|(?<= )p\.?trăm)|\s(?P<times>lần)\b(?!\s?(?:/|thứ|mỗi|lượt))"
)
RATIO = re.compile(r"\s?/\s?(\d{1,3}(?:\.\d{3})+|\d{1,9})(?![\d/]|[.,]\d)")
RATE_BEHIND = re.compile(r"[^;.%]{0,60}?(?:(?:đạt|chiếm|bằng|tỷ lệ)(?: [^\W\d]+){0,4} |\()\d[\d,]*%")
RATED = re.compile(r" (?!và |đến |năm |với |là |có |được )[^\W\d]+(?: [^\W\d]+){0,5},? \(?(?:đạt|bằng|chiếm|tỷ lệ)(?: tỷ lệ)? \d[\d,]*%")
HOLIDAY = re.compile(r"\b(?:ngày|lễ|dịp|mùng|hết|đợt|sáng|chiều|tết|từ|đến)\s$")
RANGE = re.compile(r"\s?(?:-|đến|tới)\s?(\d{1,9}(?:[.,]\d{1,9}){0,3})")
OUT_OF = re.compile(r"\s(?:trên|trong)\s(?:tổng\s)?(?:số\s)?(?P<total>\d{1,3}(?:\.\d{3})+|\d{1,9})(?![\d/]|[.,]\d|\s?%)")
AGES_BEFORE = re.compile(r"tuổi (?:đời )?từ\s$")
BAND = re.compile(r"\s(?:là|có|chiếm)\s(?:\w+\s)?\d")
PLAIN, ROUGH = 4, 15
"""The steps of "một nửa" and "hơn một nửa": half is said of 48 to 52 in a hundred, and of 50 to 65 where there are more."""

PART_BEFORE = re.compile(r"\b(?:chiếm|bằng|tỷ lệ|chiếm tỷ lệ)\s(?:\w+\s)?$")
REACHED, OF_ALL = re.compile(r"\bđạt\s(?:\w+\s)?$"), re.compile(r" (?:so với |của )?(?:kế hoạch|chỉ tiêu|tổng số|mục tiêu)\b")
SIGN_IN_WORDS = re.compile(r"\s(?P<points>điểm\s?(?:%|phần trăm))|\s(?P<percent>phần trăm)|\s(?P<times>lần)\b(?!\s?(?:/|thứ|mỗi|lượt))")
YEARLY = re.compile(r"(?:trong|mỗi|hằng|hàng|cả|của|cuối|đầu|một|các|những|nhiều|qua|vài|\d)\s$")
YEAR_BEFORE = re.compile(r"\b(?:năm|từ|đến|cuối|đầu|tới|sau|trước|giữa|hết)(?: năm| quý)?\s$|\d\s?[-,]\s?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text; `step` is one unit of its last written place, `other` a ratio's total or a range's end."""

    kind: Kind
    start: int
    end: int
    value: Fraction
    step: Fraction = Fraction(1)
    other: Fraction | None = None
    hedge: str = ""
    noun: str = ""
    group: str = ""
    after: int = 0
    in_words: bool = False

    @property
    def decimals(self) -> int:
        """The decimals it is written with."""
        return len(str(self.step.denominator)) - 1

    @property
    def counts(self) -> bool:
        """Whether it counts things that can be added: durations, lengths and ages do not."""
        return self.kind in ("count", "ratio") and self.group not in nouns.DURATIONS


def find_figures(source: Source, days: list[Day], citations: list[Citation], marks: Iterable[int]) -> list[Figure]:
    """Every figure in reading order, none overlapping another; `marks` are the ends of the marks of footnotes."""
    text = labels.masked(source, days, citations, marks)
    found: list[Figure] = []
    reached = 0
    forms = (numbers.NUMERAL, numbers.IN_WORDS, numbers.PART, numbers.SLASHED, numbers.TIMES)
    matches = [match for form in forms for match in form.finditer(text)]
    for match in sorted(matches, key=lambda m: (m.start(), -forms.index(m.re))):
        if match.start() < reached:
            continue
        figure = READ[match.re](text, match)
        if figure is not None:
            found.append(replace(figure, noun=nouns.FULL[figure.noun]) if figure.noun in nouns.FULL else figure)
            reached = figure.end
    return found


def _part(text: str, match: re.Match[str]) -> Figure | None:
    """chiếm hơn hai phần ba · một nửa là nữ · chiếm 2/3: a percentage that is meant roughly."""
    start, end = match.span()
    before = text[max(0, start - 40) : start]
    softened = "over" if match[0].startswith("quá") else hedge(before)
    of_all = REACHED.search(before) and OF_ALL.match(text, end)
    if match.re is numbers.SLASHED and not of_all and (not PART_BEFORE.search(before) or nouns.UNIT.match(text, end)):
        return None
    step = Fraction(ROUGH if softened else PLAIN)
    return Figure("percent", start, end, numbers.part_value(match), step, hedge=softened, after=end, in_words=True)


def _times(text: str, match: re.Match[str]) -> Figure | None:
    """gấp đôi, gấp rưỡi, gấp ba lần."""
    start, end = match.span("times")
    lead = re.match(r" lần\b", text[end : end + 5])
    compared = match["times"] != "năm" and text.startswith((" so với ", " cùng kỳ", " năm trước", " năm ngoái"), end)
    if match["times"] not in ("đôi", "rưỡi") and not lead and not compared:
        return None  # gấp ba so với năm trước, but not "gấp năm 2020"
    stop = end + (len(lead[0]) if lead else 0)
    value = numbers.MULTIPLES[match["times"]]
    return Figure("times", start, stop, value, hedge=hedge(text[max(0, start - 40) : start]), after=stop, in_words=True)


def _words(text: str, match: re.Match[str]) -> Figure | None:
    if numbers.HUNDRED.match(text, match.end()) or numbers.COMPOUND.search(text[max(0, match.start() - 8) : match.start()]):
        return None
    before = text[max(0, match.start() - 40) : match.start()]
    value = Fraction(numbers.words_value(match))
    if sign := SIGN_IN_WORDS.match(text, match.end()):
        return None if match[0] == "năm" else _signed(sign, match.start(), numbers.Numeral(value, Fraction(1)), before)
    if (scale := numbers.SCALE.match(text, match.end())) and match[0] != "năm":
        factor = numbers.SCALES[scale[1]]
        return _count(text, match.start(), scale.end(), numbers.Numeral(value * factor, Fraction(factor)), in_words=True)
    unit = nouns.UNIT.match(text, match.end())
    if unit is None or re.search(r"(?:thứ|lần|khóa|tháng|là)\s$", text[max(0, match.start() - 8) : match.start()]):
        return None
    before = text[max(0, match.start() - 12) : match.start()]
    announced = match[0] == "năm" and nouns.group_of(unit["noun"]) == "topic" and not YEARLY.search(before)
    if match[0] in ("năm", "một") and not announced and not FIVE_OR_ONE.search(before):
        return None
    return _count(text, match.start(), match.end(), numbers.Numeral(value, Fraction(1)), in_words=True)


def _digits(text: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    years = SPAN_OF_YEARS.match(text, start)
    if years:
        return Figure("years", start, years.end(), Fraction(int(years["first"])), other=Fraction(int(years["last"])))
    number = numbers.numeral(match[0])
    if number is None or text[start - 1 : start].isalpha():
        return None
    number, end = _scaled(text, end, number)
    before = text[max(0, start - 40) : start]
    if sign := AFTER.match(text, end):
        return _signed(sign, start, number, before)
    if (
        ratio := _measured_ratio(text, start, end, number)
        or _money_ratio(text, start, end, number)
        or _counted_ratio(text, start, end, number)
        or _ratio(text, start, end, number)
    ):
        return ratio
    span = RANGE.match(text, end)
    return (_range(text, start, number, span) if span else None) or _plain(text, start, end, match[0], number, before)


def _scaled(text: str, end: int, number: numbers.Numeral) -> tuple[numbers.Numeral, int]:
    """1,2 tỷ · 1 tỷ 245 triệu 500 nghìn: each scale is smaller than the one before."""
    scale = numbers.SCALE.match(text, end)
    if scale is None:
        return number, end
    factor, end = numbers.SCALES[scale[1]], scale.end()
    number = numbers.scaled(number, factor)
    while (more := numbers.SMALLER.match(text, end)) and numbers.SCALES[more[2]] < factor:
        factor, end = numbers.SCALES[more[2]], more.end()
        number = numbers.Numeral(number.value + int(more[1]) * factor, Fraction(factor))
    return number, end


def _counted_ratio(text: str, start: int, end: int, number: numbers.Numeral) -> Figure | None:
    """612 hộ/700 hộ · 1 tỷ 245 triệu đồng/1,2 tỷ đồng: of things of one noun."""
    unit = nouns.UNIT.match(text, end)
    second = (numbers.SECOND.match(text, unit.end()) or numbers.SECOND_AFTER.match(text, unit.end())) if unit else None
    total = numbers.numeral(second[1]) if second else None
    if unit is None or second is None or total is None:
        return None
    whole, stop = _scaled(text, second.end(), total)
    again = nouns.UNIT.match(text, stop)
    group = nouns.group_of(unit["noun"])
    if again is None or whole.value <= 0 or (again["noun"] != unit["noun"] and not _rated(text, again, group)):
        return None
    if again["noun"] != unit["noun"] and number.value > whole.value:
        return None
    return Figure("ratio", start, stop, number.value, number.step, whole.value, noun=unit["noun"], group=group, after=again.end())


def _rated(text: str, unit: re.Match[str], group: str) -> bool:
    """14.236 hội viên/17.904 phụ nữ từ 18 tuổi trở lên, đạt 79,5%: of one kind, with the rate right behind."""
    return group == nouns.group_of(unit["noun"]) != "" and RATE_BEHIND.match(text, unit.end()) is not None


def _signed(sign: re.Match[str], start: int, number: numbers.Numeral, before: str) -> Figure:
    kind: Kind = "points" if sign["points"] else "percent" if sign["percent"] else "times"
    return Figure(kind, start, sign.end(), number.value, number.step, number.other, hedge=hedge(before), after=sign.end())


def _money_ratio(text: str, start: int, end: int, number: numbers.Numeral) -> Figure | None:
    """64,8/81 tỷ đồng: the scale after the second number is that of both."""
    match = numbers.MONEY_RATIO.match(text, end)
    total = numbers.numeral(match[1]) if match else None
    if match is None or total is None:
        return None
    done, whole = (numbers.scaled(one, numbers.SCALES[match[2]]) for one in (number, total))
    return Figure("ratio", start, match.end(), done.value, done.step, whole.value, noun="đồng", group="money", after=match.end())


def _measured_ratio(text: str, start: int, end: int, number: numbers.Numeral) -> Figure | None:
    """7,2/9 km: of a measure, with decimals."""
    match = numbers.SECOND.match(text, end)
    total = numbers.numeral(match[1].rstrip(".,")) if match else None
    unit = nouns.UNIT.match(text, match.start(1) + len(match[1].rstrip(".,"))) if match else None
    if match is None or total is None or unit is None or nouns.group_of(unit["noun"]) != "measure" or total.value < number.value:
        return None
    if number.step == total.step == 1:
        return None
    stop = match.start(1) + len(match[1].rstrip(".,"))
    return Figure("ratio", start, stop, number.value, number.step, total.value, noun=unit["noun"], group="measure", after=unit.end())


def _ratio(text: str, start: int, end: int, number: numbers.Numeral) -> Figure | None:
    match = RATIO.match(text, end) or OUT_OF.match(text, end) or _counted_out_of(text, end)
    if match is None or number.step != 1 or labels.is_label(text, start, match.end()):
        return None
    total = Fraction(int(match[1].replace(".", "")))
    if number.value == 1 and match.re is OUT_OF:  # "là 1 trong 8 đảng viên nữ" counts nothing
        return Figure("label", start, end, number.value)
    unit = nouns.UNIT.match(text, match.end())
    if match.re is OUT_OF and (total < number.value or (unit and nouns.group_of(unit["noun"]) in nouns.DURATIONS)):
        return None
    slash = "/" in text[end : match.end()]
    if slash and not unit and _is_rated(text, start, match.end()):
        return (
            Figure("ratio", start, match.end(), number.value, Fraction(1), total, after=match.end()) if 0 < number.value <= total else None
        )
    if slash and not unit and not labels.is_told_again(text, start, match[1]) and number.value <= 31 and total <= 12 and len(match[1]) <= 2:
        return Figure("label", start, match.end(), number.value)  # 2/9, 30/4: a holiday as likely as a ratio
    if total == 0 or (slash and not unit and total < number.value <= 31):
        return Figure("label", start, match.end(), number.value)
    noun = unit["noun"] if unit else ""
    after = unit.end() if unit else match.end()
    return Figure("ratio", start, match.end(), number.value, Fraction(1), total, noun=noun, group=nouns.group_of(noun), after=after)


def _is_rated(text: str, start: int, end: int) -> bool:
    """2/4 công đoàn cơ sở, đạt 50%: a thing of whatever noun behind it, and what it makes in a hundred."""
    return RATED.match(text, end) is not None and HOLIDAY.search(text[max(0, start - 12) : start]) is None


def _counted_out_of(text: str, end: int) -> re.Match[str] | None:
    """102 chi bộ trên tổng số 107: the noun may stand between."""
    unit = nouns.UNIT.match(text, end)
    return OUT_OF.match(text, unit.end()) if unit else None


def _range(text: str, start: int, number: numbers.Numeral, span: re.Match[str]) -> Figure | None:
    last = numbers.numeral(span[1])
    if last is None or last.value <= number.value:
        return None
    sign = AFTER.match(text, span.end())
    unit = nouns.UNIT.match(text, span.end())
    band = text.endswith("từ ", 0, start) and BAND.match(text, span.end())  # từ 31 đến 50 là 2.187 đồng chí
    if "-" not in span[0] and not sign and not unit and not band and not AGES_BEFORE.search(text, max(0, start - 16), start):
        return None
    end = sign.end() if sign else span.end()
    noun = unit["noun"] if unit else ""
    return Figure("range", start, end, number.value, number.step, last.value, noun=noun, group=nouns.group_of(noun), after=end)


def _plain(text: str, start: int, end: int, written: str, number: numbers.Numeral, before: str) -> Figure:
    unit = nouns.UNIT.match(text, end)
    if re.fullmatch(r"(?:19|20)\d{2}", written) and (YEAR_BEFORE.search(before) or not unit):
        return Figure("year", start, end, number.value)
    if labels.is_of_hamlets(text, start, end):
        return _count(text, start, end, number)
    if labels.is_label(text, start, end) and not labels.COUNTS_AFTER_LABEL.search(before):
        return Figure("label", start, end, number.value)
    if labels.is_size(text, end, before):
        return Figure("label", start, end, number.value)
    if (
        labels.ORDINAL_BEFORE.search(before)
        and number.value <= MOST_ORDINAL
        and (labels.SINCE_THAT.search(before) or re.match(r"\s?[:)]|\s(?:là|có|được|đạt)\s", text[end : end + 6]))
    ):
        return Figure("label", start, end, number.value)
    if labels.GIVEN_BEFORE.search(before) and number.value > MOST_ORDINAL:  # cấp 150 thẻ: no level has such a number
        return _count(text, start, end, number)
    if labels.HAMLET_BEFORE.search(before) and number.value >= MANY:  # no hamlet has such a number
        return _count(text, start, end, number)
    loose = unit is None or (nouns.group_of(unit["noun"]) in ("hamlet", "place") and labels.PLACE_BEFORE.search(before) is not None)
    if (
        loose
        and "." not in written
        and "," not in written
        and not labels.is_plan(text, start, end)
        and (labels.NUMBERED.search(before) or (labels.PLACE_BEFORE.search(before) and not labels.COUNTS_AFTER_LABEL.search(before)))
    ):
        return Figure("label", start, end, number.value)
    return _count(text, start, end, number)


def _count(text: str, start: int, end: int, number: numbers.Numeral, *, in_words: bool = False) -> Figure:
    unit = nouns.UNIT.match(text, end)
    noun = unit["noun"] if unit else ""
    group = nouns.group_of(noun)
    if number.other is not None and number.step != 1 and number.other.denominator == 1 and group not in ("money", "measure", "score"):
        number = numbers.Numeral(number.other, Fraction(1), number.value)  # 1,540 đảng viên: people are whole
    after = unit.end() if unit else end
    around = text[max(0, start - 40) : start]
    mark = hedge(around) or ("least" if re.match(r"\s*trở lên", text[after : after + 12]) else "")
    return Figure("count", start, end, number.value, number.step, None, mark, noun, group, after, in_words)


READ = {
    numbers.NUMERAL: _digits, numbers.IN_WORDS: _words, numbers.PART: _part, numbers.SLASHED: _part, numbers.TIMES: _times,
}  # fmt: skip
