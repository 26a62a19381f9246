"""Days and periods as reports name them: đến 30/6/2022 · năm 2021 · 6 tháng đầu năm 2022 · quý I/2022 · từ năm 2019 đến 4/2022."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dangvu.periods.days import LAST_DAY

Kind = Literal["day", "period", "same", "now"]
DATE = r"(?:ngày )?(?P<{0}d>\d{{1,2}})\s?[/.-]\s?(?P<{0}m>\d{{1,2}})\s?[/.-]\s?(?P<{0}y>\d{{4}})(?![\d/])"
LONG = r"ngày (?P<ld>\d{1,2}) tháng (?P<lm>\d{1,2}) năm (?P<ly>\d{4})(?!\d)"
MONTH = r"(?:tháng )?(?P<{0}m>\d{{1,2}})(?:\s?[/-]\s?| năm )(?P<{0}y>\d{{4}})(?![\d/])"
YEAR = r"(?:năm )?(?P<{0}y>(?:19|20)\d{{2}})(?![\d/])"
TO = r"\s?(?:-|đến|tới|cho đến)(?: hết| cuối)?\s?"
UNTIL = r"(?:(?:số liệu )?(?:tính )?(?:đến|tới)(?: thời điểm)?(?: hết)? |vào |tại thời điểm |thời điểm )?"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
HALVES = {"3": 3, "ba": 3, "6": 6, "sáu": 6, "9": 9, "chín": 9}


@dataclass(frozen=True, slots=True)
class When:
    """The days of a question; `since` is None for a day. `sure` is false where the words leave it open."""

    since: date | None
    on: date
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a period with where it stands; `same` is the same period of another year, `now` a word such as "hiện nay"."""

    start: int
    end: int
    kind: Kind
    since: date | None = None
    on: date | None = None

    def shifted(self, year: int) -> tuple[date, date]:
        """The same days of the period in another year."""
        since, on = self.since or date(year, 1, 1), self.on or date(year, 12, 31)
        back = since.year - on.year
        return _day(year + back, since.month, since.day), _day(year, on.month, on.day)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _get(match: re.Match[str], kind: str = "") -> date:
    day = date(int(match[kind + "y"]), int(match[kind + "m"]), int(match[kind + "d"]))
    if not 1900 <= day.year <= LAST_DAY.year:
        raise ValueError("no report speaks of such a year")
    return day


def _half(match: re.Match[str]) -> tuple[date, date]:
    year, months = int(match["y"]), HALVES[match["months"]]
    if match["part"] == "đầu":
        return date(year, 1, 1), _end(year, months)
    return date(year, 13 - months, 1), date(year, 12, 31)


def _quarter(match: re.Match[str]) -> tuple[date, date]:
    last = 3 * QUARTERS[match["quarter"]]
    return date(int(match["y"]), last - 2, 1), _end(int(match["y"]), last)


def _last_day(match: re.Match[str]) -> date:
    if match["quarter"]:
        return _quarter(match)[1]
    return _end(int(match["y"]), int(match["month"] or 12))


Reading = tuple[Kind, date | None, date | None]
# Tried in this order at every place; the first that fits is taken.
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading]], ...] = (
    (
        re.compile(r"cùng kỳ(?: năm)? (?P<y>(?:19|20)\d{2})(?![\d/])"),
        lambda m: ("same", None, date(int(m["y"]), 12, 31)),
    ),
    (re.compile(r"cùng kỳ(?: năm (?:trước|ngoái))?(?!\w)"), lambda _m: ("same", None, None)),
    (re.compile(rf"từ {DATE.format('a')}{TO}{DATE.format('b')}"), lambda m: ("period", _get(m, "a"), _get(m, "b"))),
    (
        re.compile(rf"từ (?:đầu )?{YEAR.format('a')}{TO}{DATE.format('b')}"),
        lambda m: ("period", date(int(m["ay"]), 1, 1), _get(m, "b")),
    ),
    (re.compile(rf"từ đầu năm{TO}{DATE.format('b')}"), lambda m: ("period", date(int(m["by"]), 1, 1), _get(m, "b"))),
    (
        re.compile(rf"từ (?:đầu )?{MONTH.format('a')}{TO}{MONTH.format('b')}"),
        lambda m: ("period", date(int(m["ay"]), int(m["am"]), 1), _end(int(m["by"]), int(m["bm"]))),
    ),
    (
        re.compile(rf"từ (?:đầu )?{YEAR.format('a')}{TO}{MONTH.format('b')}"),
        lambda m: ("period", date(int(m["ay"]), 1, 1), _end(int(m["by"]), int(m["bm"]))),
    ),
    (
        re.compile(rf"(?:từ (?:đầu )?|giai đoạn |trong các năm |các năm ){YEAR.format('a')}{TO}{YEAR.format('b')}"),
        lambda m: ("period", date(int(m["ay"]), 1, 1), date(int(m["by"]), 12, 31)),
    ),
    (
        re.compile(rf"(?:trong )?(?P<months>{'|'.join(HALVES)}) tháng (?P<part>đầu|cuối) {YEAR.format('')}"),
        lambda m: ("period", *_half(m)),
    ),
    (
        re.compile(
            r"(?:(?:tính )?(?:đến|tới) )?(?:hết|cuối) (?:quý (?P<quarter>iv|i{1,3}|[1-4])(?: năm |\s?/\s?| )|"
            r"(?:tháng )?(?P<month>\d{1,2})(?:\s?[/-]\s?| năm )|năm )(?P<y>(?:19|20)\d{2})(?![\d/])"
        ),
        lambda m: ("day", None, _last_day(m)),
    ),
    (
        re.compile(r"(?:trong )?quý (?P<quarter>iv|i{1,3}|[1-4])(?: năm |\s?/\s?| )(?P<y>(?:19|20)\d{2})(?!\d)"),
        lambda m: ("period", *_quarter(m)),
    ),
    (re.compile(UNTIL + DATE.format("")), lambda m: ("day", None, _get(m))),
    (re.compile(UNTIL + LONG), lambda m: ("day", None, _get(m, "l"))),
    (
        re.compile(r"(?:trong )?tháng (?P<m>\d{1,2})(?:\s?[/-]\s?| năm )(?P<y>\d{4})(?![\d/])"),
        lambda m: ("period", date(int(m["y"]), int(m["m"]), 1), _end(int(m["y"]), int(m["m"]))),
    ),
    (
        re.compile(r"(?:trong |cả )?năm (?P<y>(?:19|20)\d{2})(?![\d/]|\s?-)"),
        lambda m: ("period", date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31)),
    ),
    (re.compile(r"hiện nay|hiện tại|hiện có|hiện còn|đến nay|tới nay|đến thời điểm hiện tại|hiện(?= \d)"), lambda _m: ("now", None, None)),
)
BEGINS = re.compile(
    r"(?<![\w/.,-])(?:\d{1,2}\s?[/.-]|từ |giai đoạn|trong |các năm|cùng kỳ|ba |sáu |chín |\d tháng|quý |hết |cuối |số liệu |tính |đến |tới "
    r"|vào |tại |thời điểm |ngày |tháng |năm |cả năm|hiện)"
)
AS_OF = re.compile(rf"số liệu[^.;\n]{{0,60}}?(?:đến|chốt|tại)(?: thời điểm)?(?: hết)? {DATE.format('')}")


def moments(folded: str, start: int, end: int) -> Iterator[Moment]:
    """Every day and period of a span in reading order; one that no calendar knows is left out."""
    at = start
    while begun := BEGINS.search(folded, at, end):
        found = _moment(folded, begun.start(), end)
        if found:
            yield found
        at = found.end if found else begun.start() + 1


def _moment(folded: str, start: int, end: int) -> Moment | None:
    for form, read in FORMS:
        if match := form.match(folded, start, end):
            try:
                kind, since, on = read(match)
            except ValueError:
                return None
            backwards = since is not None and on is not None and since > on
            return None if backwards else Moment(start, match.end(), kind, since, on)
    return None


def as_of(folded: str) -> Moment | None:
    """The day for which the report says that its figures stand: "Số liệu tính đến ngày 30/6/2022"; None where it names several."""
    found = {_moment_of(match) for match in AS_OF.finditer(folded)} - {None}
    return found.pop() if len(found) == 1 else None


def _moment_of(match: re.Match[str]) -> Moment | None:
    try:
        return Moment(-1, -1, "day", None, _get(match))
    except ValueError:
        return None


def resolved(moment: Moment, period: Moment | None) -> Moment | None:
    """The same period of another year, as a period; None where there is none to take it from."""
    if moment.kind != "same":
        return moment
    if period is None or period.on is None:
        return None
    since, on = period.shifted(moment.on.year if moment.on else period.on.year - 1)
    return replace(moment, kind="period", since=since, on=on)
