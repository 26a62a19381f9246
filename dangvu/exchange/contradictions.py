"""Where a row of a later workbook says otherwise than the register; a cell that says nothing contradicts nothing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from dangvu.exchange.countheadings import Count, counted, headed
from dangvu.exchange.folding import same_spelling
from dangvu.exchange.rows import FactRow, LocalityRow, MeetingRow, UnitRow
from dangvu.organisation.queries import Described


class Difference(NamedTuple):
    """A field in which a row contradicts the register; both values as a person reads them."""

    field: str
    held: str
    stated: str


def as_told(value: object) -> str:
    """A value of either side as a message quotes it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "trống" if value in {None, ""} else str(value)


def _differing(pairs: Iterable[tuple[str, object, object]]) -> list[Difference]:
    return [Difference(name, as_told(was), as_told(now)) for name, was, now in pairs if was != now]


def _texts(pairs: Iterable[tuple[str, str, str]]) -> list[Difference]:
    """Texts that say something and differ by more than capitals and the place of a tone."""
    return _differing((name, was, now) for name, was, now in pairs if now and not same_spelling(was, now))


def of_unit(row: UnitRow, held: Described, columns: Container[str], places: Container[str], needed: date | None) -> list[Difference]:
    """A unit described otherwise, founded later than held, or ended on another day.

    It may be held from an earlier day than its founding where something in it is as old (`needed`). A place that nobody has says nothing.
    """
    found = _texts((
        ("name", held.name, row.name), ("kind", held.kind, row.kind), ("parent", held.parent, row.parent),
        ("sector", held.sector, row.sector), ("locality", held.locality, row.locality if row.locality in places else ""),
    ))  # fmt: skip
    if row.founded and row.founded > held.since and (needed is None or needed > held.since):
        found.append(Difference("founded", as_told(held.since), as_told(row.founded)))
    if held.until and "ended" in columns and row.ended != held.until:
        found.append(Difference("ended", as_told(held.until), as_told(row.ended)))
    return found


def of_place(row: LocalityRow, held: tuple[str, str, str]) -> list[Difference]:
    """A place of another name, level or place above."""
    name, level, parent = held
    return _texts((("name", name, row.name), ("level", level, row.level), ("parent", parent, row.parent)))


def of_counts(row: FactRow, held: Mapping[tuple[str, str], int]) -> list[Difference]:
    """Counts of a day on which the register has others."""
    return _differing(
        (Count(measure, people, f"{row.day:%Y%m%d}").field, held[measure, people], value)
        for (measure, people), value in row.figures.items()
        if (measure, people) in held
    )


def of_report(row: MeetingRow, held: tuple[int, int]) -> list[Difference]:
    """A report of another attendance."""
    due, present = held
    return _differing((("due", due, row.due), ("present", present, row.present)))


def stand_ins(field: str, columns: Collection[str]) -> str:
    """The field as a workbook has it: one column for sex or two, one for both days of admission or two."""
    others = {"sex": ("sex", "woman", "man"), "decided": ("decided", "admitted", "ceremony"), "ceremony": ("ceremony", "admitted")}
    if (count := counted(field)) and count.day:
        return headed(columns, count.measure, count.group, count.day)
    return next((name for name in others.get(field, (field,)) if name in columns), field)
