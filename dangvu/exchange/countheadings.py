"""Headings of counts: what is counted, among whom, and on which day where the heading names one."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.exchange.header import Heading
from dangvu.exchange.titles import IMPOSSIBLE, day_of, with_days_marked

_HOUSES = r"(?:trong do )?(?:tong )?(?:so )?ho(?: dan| gia dinh)?"
_PEOPLE = r"(?:trong do |rieng |nguoi |dan toc |dong bao )*"
_AMONG_THEM = re.compile(r"^(?:trong do |rieng |nguoi |dan toc |dong bao )+")
_ALL = r"(?: tong so| tong cong| chung| toan bo)?"
_FIGURES = tuple(
    (measure, re.compile(pattern.format(houses=_HOUSES, all=_ALL, group=rf"(?: {_PEOPLE}(?P<group>[a-z ]+?))?")))
    for measure, pattern in (
        ("near_poor_households", "{houses} (?:can ngheo|cn){all}{group}"),
        ("near_poor_households", "{houses}{group} can ngheo"),
        ("poor_households", "{houses} ngheo{all}{group}"),
        ("poor_households", "{houses}{group} ngheo"),
        ("population", "(?:tong )?(?:dan so|ds|so dan|so nhan khau|nhan khau|so khau|so nguoi){all}{group}"),
        ("households", "{houses}{all}{group}"),
    )
)
_FIELD = "figures"
_YEAR_DIGITS, _COLUMN_DIGITS = 4, 2
_NEAR_A_DAY = r"(?:(?:so lieu|so luong|thoi diem|tinh|den|het|tai|ngay|chot|vao|cua|co) )*"
_DAY = re.compile(rf"{_NEAR_A_DAY}\b(d\d{{8}})\b")
_YEAR = re.compile(r"(?:(?:so lieu|so luong|cua|trong) )*(?:nam )?\b((?:19|20)\d\d)\b")
_SUM = "cong"
_ASIDE = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_RATIO = re.compile(r"[^\W\d_] */")
_STANDARD = re.compile(r"\b(?:chuan|tieu chi)\b.*")
_EXPLAINING = {
    "dvt", "don", "vi", "tinh", "nguoi", "ho", "khau", "nhan", "dan", "cu", "gia", "dinh", "so", "lieu", "luong", "cot", "theo", "hien",
    "nay", "co", "tai", "thoi", "diem", "den", "het", "ngay", "chot", "vao", "cua", "va",
}  # fmt: skip
"""Words in parentheses that change nothing of what is counted: its unit, the number of the column, the day."""


class Count(NamedTuple):
    """What a column counts; `when` is the day of its heading as year, month and day in digits, the year alone, or empty text."""

    measure: str
    group: str
    when: str = ""

    @property
    def field(self) -> str:
        """The field that stands for such a column, such as `figures:population:Khmer`."""
        return ":".join((_FIELD, *self)) if self.when else f"{_FIELD}:{self.measure}:{self.group}"

    @property
    def day(self) -> date | None:
        """The day that the heading names; None where it names none, or no day that there is."""
        return day_of(f"d{self.when}") if len(self.when) > _YEAR_DIGITS else None

    @property
    def year(self) -> int | None:
        """The year that the heading names without a day."""
        return int(self.when) if len(self.when) == _YEAR_DIGITS else None


def counted(field: str) -> Count | None:
    """What a field counts; None where it is no field of counts."""
    name, *parts = field.split(":")
    return Count(*parts) if name == _FIELD else None


def headed(columns: Container[str], measure: str, group: str, day: date) -> str:
    """The field of a count of a day: that of the column whose heading names the day, else that of the column for all days."""
    dated = (Count(measure, group, when).field for when in (f"{day:%Y%m%d}", f"{day:%Y}"))
    return next((field for field in dated if field in columns), Count(measure, group).field)


def names_when(heading: Heading) -> bool:
    """Whether a heading says of which day, or year, its counts are."""
    return any(_DAY.search(key) or _YEAR.search(key) for key in heading.keys[:1])


def _count(key: str, heading: Heading) -> Count | None:
    for measure, pattern in _FIGURES:
        found = pattern.fullmatch(key)
        if found is None:
            continue
        group = heading.group(found["group"]) if found["group"] else ""
        if group is None and found["group"] == _SUM:
            group = ""
        if group is not None:
            return Count(measure, group)
    return None


def _explains(aside: str) -> bool:
    """Whether what stands in parentheses leaves the quantity as it is: thousands, rates and changes of a year do not."""
    said = _STANDARD.sub("", _YEAR.sub(" ", _DAY.sub(" ", with_days_marked(aside, short=False))))
    return not _RATIO.search(aside) and all(
        word in _EXPLAINING or (word.isdigit() and len(word) <= _COLUMN_DIGITS) for word in said.split()
    )


def _without(pattern: re.Pattern[str], key: str) -> str:
    bare = " ".join(pattern.sub(" ", key).split())
    return bare.removeprefix("so lieu ").removeprefix("so luong ")


def _announced(heading: Heading, shorter: Sequence[str]) -> Count | None:
    """The count that a heading announces, whole or in a `shorter` form; its day is sought in the whole, parentheses included."""
    whole = heading.keys[0] if heading.keys else ""
    days, years = set(_DAY.findall(whole)), _YEAR.findall(whole)
    forms, when = [whole], ""
    if days:
        bare = _without(_DAY, whole)
        forms, when = [bare, _without(_YEAR, bare)], days.pop()[1:] if len(days) == 1 else IMPOSSIBLE[1:]
    elif len(years) == 1 and not _STANDARD.search(whole):
        forms, when = [_without(_YEAR, whole)], years[0]
    found = next(filter(None, (_count(key, heading) for key in (*forms, *shorter))), None)
    return found._replace(when=when) if found else None


def add_counts(headings: Sequence[Heading], columns: dict[str, int]) -> None:
    """Counts by their headings; a heading that is an ethnic group alone counts what the heading before it counts.

    What stands in parentheses is left out only where it explains; where it makes another quantity, the column is none of counts.
    """
    before: Count | None = None
    for column, heading in enumerate(headings):
        explained = all(_explains(one or other) for one, other in _ASIDE.findall(heading.text))
        count = _announced(heading, heading.keys[1:] if explained else ())
        if count:
            before = count
        elif not explained and _announced(heading, heading.keys[1:]):
            before = None
        elif before:
            names = (_AMONG_THEM.sub("", key) for key in (heading.keys if explained else heading.keys[:1]))
            group = next(filter(None, map(heading.group, names)), None)
            count = before._replace(group=group) if group else None
        if count and column not in columns.values():
            columns.setdefault(count.field, column)
