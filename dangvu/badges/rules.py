"""When a badge is due: values in, days and problems out; each cites its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangvu.commands.problems import Problem
from dangvu.periods.days import add_months

DUE, EARLY, POSTHUMOUS = "due", "early", "posthumous"
MANNERS = (DUE, EARLY, POSTHUMOUS)
"""In time, before its time to the seriously ill (why is not recorded), or to one who has died."""

NAMES = {DUE: "Tặng", EARLY: "Tặng sớm", POSTHUMOUS: "Truy tặng"}

AWARDS = "awards"
"""The field that reasons are about."""


@dataclass(frozen=True)
class Standard:
    """What the rules of a day say of badges: the grades, how many months early by grade, how many after death, and where that stands."""

    grades: tuple[int, ...]
    early: Mapping[str, int]
    posthumous: int
    source: str

    def months_early(self, grade: int) -> int:
        """By the first limit that the grade does not pass: 12 months up to 65 years, 24 above."""
        return next((months for limit, months in sorted(self.early.items(), key=lambda one: int(one[0])) if grade <= int(limit)), 0)


def reached(counts_from: date, grade: int) -> date:
    """The day on which so many years of party age are full."""
    return add_months(counts_from, grade * 12)


def highest(counts_from: date, on: date, grades: Sequence[int]) -> int | None:
    """The highest grade that is reached on a day."""
    return max((grade for grade in grades if reached(counts_from, grade) <= on), default=None)


def rounds(on: date, days: Sequence[Sequence[int]], count: int) -> list[date]:
    """The next days of awarding, from a day on; `days` are months and days."""
    found = sorted(date(year, month, day) for year in range(on.year, on.year + count + 1) for month, day in days)
    return [one for one in found if one >= on][:count]


def round_before(on: date, days: Sequence[Sequence[int]]) -> date:
    """The last day of awarding before a day."""
    return max(one for year in (on.year - 1, on.year) for month, day in days if (one := date(year, month, day)) < on)


@dataclass(frozen=True)
class Case:
    """Somebody for whom a badge is asked: the name for whoever reads the reasons, since when years count (None: not official), death."""

    name: str
    counts_from: date | None
    died: date | None
    is_member: bool
    is_suspended: bool


def may_have(case: Case, grade: int, manner: str, on: date, standard: Standard) -> list[Problem]:
    """A grade of the day, years that are full, in the manner that fits."""
    source = standard.source
    if grade not in standard.grades:
        return [
            Problem("no_such_grade", f"{case.name}: ngày này không có Huy hiệu {grade} năm tuổi Đảng; hãy xem lại mức.", AWARDS, source)
        ]
    if case.counts_from is None:
        return [Problem("not_official", f"{case.name}: chưa là đảng viên chính thức nên chưa tính tuổi Đảng.", AWARDS, source)]
    due = reached(case.counts_from, grade)
    told = f"{case.name}: đủ {grade} năm tuổi Đảng từ {due:%d/%m/%Y}"
    if manner == POSTHUMOUS:
        if case.died is None or case.died > on:
            return [Problem("not_dead", f"{case.name}: sổ không ghi từ trần; hãy chọn tặng hoặc tặng sớm.", AWARDS, source)]
        after = f"{told}, quá {standard.posthumous} tháng sau ngày từ trần; không truy tặng được."
        return [] if due <= add_months(case.died, standard.posthumous) else [Problem("too_early", after, AWARDS, source)]
    if not case.is_member:
        return [Problem("not_a_member", f"{case.name}: không là đảng viên trong sổ vào ngày trao.", AWARDS, source)]
    if case.is_suspended:
        return [Problem("suspended", f"{case.name}: đang bị đình chỉ sinh hoạt đảng; chưa xét tặng.", AWARDS, source)]
    months = standard.months_early(grade) if manner == EARLY else 0
    if due > add_months(on, months):
        by = f", sớm hơn quá {months} tháng" if months else ""
        return [Problem("too_early", f"{told}{by}; hãy để đợt sau.", AWARDS, source)]
    return []
