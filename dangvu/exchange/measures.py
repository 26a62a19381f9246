"""Headings of counts: what is counted, among whom, and on which day where the heading names one."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.exchange.titles import IMPOSSIBLE, day_of
from dangvu.exchange.vocabulary import ethnic_group

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
_NEAR_A_DAY = r"(?:(?:so lieu|so luong|thoi diem|tinh|den|het|tai|ngay|chot|vao|cua|co) )*"
_DAY = re.compile(rf"{_NEAR_A_DAY}\b(d\d{{8}})\b")
_YEAR = re.compile(r"(?:(?:so lieu|so luong|cua|trong) )*(?:nam )?\b((?:19|20)\d\d)\b")


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
        return day_of(f"d{self.when}") if len(self.when) > len("2015") else None


def counted(field: str) -> Count | None:
    """What a field counts; None where it is no field of counts."""
    name, *parts = field.split(":")
    return Count(*parts) if name == _FIELD else None


def headed(columns: Container[str], measure: str, group: str, day: date) -> str:
    """The field of a count of a day: that of the column whose heading names the day, else that of the column for all days."""
    dated = Count(measure, group, f"{day:%Y%m%d}").field
    return dated if dated in columns else Count(measure, group).field


def names_when(alternatives: Sequence[str]) -> bool:
    """Whether a heading says of which day, or year, its counts are."""
    return any(_DAY.search(key) or _YEAR.search(key) for key in alternatives[:1])


def _count(key: str) -> Count | None:
    for measure, pattern in _FIGURES:
        found = pattern.fullmatch(key)
        if found is None:
            continue
        if not found["group"]:
            return Count(measure, "")
        group = ethnic_group(found["group"])
        if group:
            return Count(measure, group)
    return None


def _without(pattern: re.Pattern[str], key: str) -> str:
    bare = " ".join(pattern.sub(" ", key).split())
    return bare.removeprefix("so lieu ").removeprefix("so luong ")


def _announced(alternatives: Sequence[str]) -> tuple[Count | None, str]:
    """The count that a heading announces, and when; the day is sought in the whole heading, also in what stands in parentheses."""
    whole = alternatives[0] if alternatives else ""
    days = set(_DAY.findall(whole))
    if days:
        when = days.pop()[1:] if len(days) == 1 else IMPOSSIBLE[1:]
        bare = _without(_DAY, whole)
        return next(filter(None, map(_count, (bare, _without(_YEAR, bare), *alternatives[1:]))), None), when
    years = _YEAR.findall(whole)
    if len(years) == 1 and (found := _count(_without(_YEAR, whole))):
        return found, years[0]
    return next(filter(None, map(_count, alternatives)), None), ""


def add_counts(keys: Sequence[tuple[str, ...]], columns: dict[str, int]) -> None:
    """Counts by their headings; a heading that is an ethnic group alone counts what the heading before it counts."""
    before: Count | None = None
    for column, alternatives in enumerate(keys):
        count, when = _announced(alternatives)
        if count:
            before = count = count._replace(when=when)
        elif before:
            group = next(filter(None, (ethnic_group(_AMONG_THEM.sub("", key)) for key in alternatives)), None)
            count = before._replace(group=group) if group else None
        if count and column not in columns.values():
            columns.setdefault(count.field, column)
