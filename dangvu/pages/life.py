"""What a unit was and what became of it, as links and as a line of acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dangvu.organisation.lineage import predecessors_on, successors_on
from dangvu.organisation.lives import Passage, line_of
from dangvu.organisation.queries import UnitOn, last_day_of_unit, units_on
from dangvu.pages.frame import Scope
from dangvu.pages.history import basis, cited_lines
from dangvu.pages.words import ACTS_OF_UNITS
from dangvu.web.formats import day
from dangvu.web.shell import Link


@dataclass(frozen=True)
class Turn:
    """One act of the line: its day, what was done, the units before and after as links, and what it rests on."""

    day: str
    title: str
    before: Sequence[Link]
    after: Sequence[Link]
    is_later: bool
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """The turns, the earliest first, and whether they are all."""

    turns: Sequence[Turn]
    whole: bool


@dataclass(frozen=True)
class Ended:
    """A unit that lives no more: the first day without it, and what it is now."""

    day: str
    now: Sequence[Link]


def links_to(scope: Scope, unit: int, on: date) -> list[Link]:
    """What a unit was or became by a day: names alone where it does not lie open to the reader."""
    until = last_day_of_unit(unit)
    found = successors_on(unit, on, scope.known) if until is not None and until <= on else predecessors_on(unit, on, scope.known)
    return _links(scope, found, _named(scope, {number: on for number in found if number != unit}))


def ended(scope: Scope) -> Ended | None:
    """What is told of a unit that has ended by the day looked at."""
    until = None if scope.unit.alive else last_day_of_unit(scope.unit.id)
    if until is None or until > scope.on:
        return None
    return Ended(day(until), links_to(scope, scope.unit.id, scope.on))


def line(scope: Scope) -> Line:
    """The acts through which the unit and what it came from went, the earliest first."""
    told = line_of(scope.unit.id, scope.known)
    found = told.passages
    made = cited_lines({passage.decision for passage in found})
    days: dict[int, date] = {}
    for passage in found:  # named as they were when they last were told of
        days |= dict.fromkeys(passage.before, date.fromordinal(passage.day.toordinal() - 1)) | dict.fromkeys(passage.after, passage.day)
    names = _named(scope, days)
    turns = [
        Turn(
            day(passage.day), ACTS_OF_UNITS.get(passage.act, passage.act), _links(scope, passage.before, names),
            _links(scope, passage.after, names), passage.day > scope.on, basis(made.get(passage.decision)),
        )
        for passage in _within(scope, found)
    ]  # fmt: skip
    return Line(turns, told.whole)


def _within(scope: Scope, found: Sequence[Passage]) -> Iterable[Passage]:
    """Acts of which the reader may be told at all: those that touch what lies open."""
    return (one for one in found if any(scope.viewer.shows(number) for number in (*one.before, *one.after)))


def _named(scope: Scope, days: Mapping[int, date]) -> dict[int, UnitOn]:
    """Units by number as they were on a day each, as far as the reader is told their names."""
    open_ones = scope.viewer.named(set(days))
    by_day: dict[date, list[int]] = {}
    for number in sorted(open_ones):
        by_day.setdefault(days[number], []).append(number)
    return {row.id: row for when, numbers in by_day.items() for row in units_on(numbers, when, scope.known)}


def _links(scope: Scope, units: Iterable[int], names: Mapping[int, UnitOn]) -> list[Link]:
    here = scope.unit.id
    rows = sorted((names[number] for number in units if number in names), key=lambda row: row.code)
    hidden = [Link(_("tổ chức ngoài phạm vi được xem"), "")] if any(number not in names and number != here for number in units) else []
    return [
        Link(row.name, scope.address("unit", unit=row) if scope.viewer.shows(row.id) and row.id != here else "", is_current=row.id == here)
        for row in rows
    ] + hidden
