"""Questions about members; the day is always asked for, `known` is the instant whose knowledge counts (None: now)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Min, Q

from dangvu.ledger.dated import Dated, current, held, span_of
from dangvu.members.kinds import TRANSFER
from dangvu.members.models import Admission, Membership, Post, Profile, Standing
from dangvu.periods.days import Span


@dataclass(frozen=True)
class Stay:
    """A stay in one cell: how it began and how it ended ("" while it lasts).

    Here and below, `decision` wrote the row as it is held and `begun_by` first wrote its beginning, from `source_row` of its file.
    """

    cell: int
    span: Span
    entry: str
    leaving: str
    decision: int
    begun_by: int
    source_row: int | None


def stays(person: int, known: datetime | None = None) -> list[Stay]:
    """Every stay of a person in order."""
    return [
        Stay(row.cell_id, span_of(row), row.entry, row.leaving, row.opened_by_id, first.opened_by_id, first.source_row)
        for row, first in _with_first(Membership, person, known, "cell_id", "entry")
    ]


R = TypeVar("R", bound=Dated)


def _with_first(model: type[R], person: int, known: datetime | None, *names: str) -> list[tuple[R, R]]:
    """The rows held of a person in order, each with the first row that ever said the same from the same day on."""

    def said(row: R) -> tuple[object, ...]:
        return row.period.lower, *(getattr(row, name) for name in names)

    asked = model._default_manager.filter(person_id=person).order_by("opened_by_id")
    rows = list(asked.select_related(*terms) if (terms := _TERMS.get(model)) else asked)  # no name at all would follow every key
    first = {said(row): row for row in reversed(rows)}
    kept = [row for row in rows if (row.recorded.upper_inf if known is None else known in row.recorded)]
    return sorted(((row, first[said(row)]) for row in kept), key=lambda pair: (pair[0].period.lower, str(getattr(pair[0], names[0]))))


_TERMS: dict[type[Dated], tuple[str, ...]] = {Profile: ("education", "profession", "theory", "occupation")}


def cell_of(person: int, on: date, known: datetime | None = None) -> int | None:
    """The cell a person belongs to on a day."""
    return held(Membership, known, person_id=person).filter(period__contains=on).values_list("cell_id", flat=True).first()


@dataclass(frozen=True)
class Status:
    """A status in one dimension over some days; of a participation its ground and the planned day back, where they are known."""

    dimension: str
    value: str
    reason: str
    planned: date | None
    span: Span
    decision: int
    begun_by: int


def statuses(person: int, known: datetime | None = None) -> list[Status]:
    """Every status of a person in order, of every dimension."""
    return [
        Status(row.dimension, row.value, row.reason, row.planned, span_of(row), row.opened_by_id, first.opened_by_id)
        for row, first in _with_first(Standing, person, known, "dimension", "value")
    ]


@dataclass(frozen=True)
class Overdue:
    """A participation that was meant to be over by a day and is not."""

    person: int
    value: str
    reason: str
    since: date
    planned: date


def overdue(on: date) -> list[Overdue]:
    """Everybody whose exemption, absence or suspension should have ended, the longest first."""
    rows = current(Standing, dimension="participation", planned__lte=on).filter(period__contains=on).order_by("planned", "person_id")
    return [Overdue(row.person_id, row.value, row.reason, row.period.lower, row.planned) for row in rows if row.planned]


@dataclass(frozen=True)
class Attributes:
    """A person's attributes over some days; `since_unknown` marks a beginning that nobody wrote down."""

    education: str
    profession: str
    theory: str
    occupation: str
    span: Span
    since_unknown: bool
    decision: int
    begun_by: int


def attributes(person: int, known: datetime | None = None) -> list[Attributes]:
    """Every set of attributes of a person in order."""
    return [
        Attributes(
            _label(row.education), _label(row.profession), _label(row.theory), _label(row.occupation),
            span_of(row), row.since_unknown, row.opened_by_id, first.opened_by_id,
        )
        for row, first in _with_first(Profile, person, known, "education_id", "profession_id", "theory_id", "occupation_id")
    ]  # fmt: skip


def _label(term: object) -> str:
    return str(term) if term else ""


@dataclass(frozen=True)
class Holding:
    """A post held over some days, in a unit or a locality."""

    title: str
    unit: int | None
    locality: int | None
    span: Span
    since_unknown: bool
    decision: int
    begun_by: int


def posts(person: int, known: datetime | None = None) -> list[Holding]:
    """Every post of a person in order."""
    return [
        Holding(row.title, row.unit_id, row.locality_id, span_of(row), row.since_unknown, row.opened_by_id, first.opened_by_id)
        for row, first in _with_first(Post, person, known, "title", "unit_id", "locality_id")
    ]


@dataclass(frozen=True)
class InOffice:
    """A post of somebody as held now, without its history."""

    title: str
    unit: int | None
    locality: int | None
    span: Span


def in_office(persons: Collection[int]) -> dict[int, list[InOffice]]:
    """Every post of several persons."""
    found: dict[int, list[InOffice]] = defaultdict(list)
    for row in current(Post, person_id__in=list(persons)):
        found[row.person_id].append(InOffice(row.title, row.unit_id, row.locality_id, span_of(row)))
    return found


def cells_of(persons: Collection[int], on: date) -> dict[int, int]:
    """The cell of each of several persons on a day, of those who are in one."""
    rows = current(Membership, person_id__in=list(persons)).filter(period__contains=on)
    return dict(rows.values_list("person_id", "cell_id"))


def holders(unit: int, on: date, known: datetime | None = None) -> list[tuple[int, str]]:
    """Who holds a post in a unit on a day: the person and the title."""
    rows = held(Post, known, unit_id=unit).filter(period__contains=on).order_by("title", "person_id")
    return list(rows.values_list("person_id", "title"))


@dataclass(frozen=True)
class ThreeDates:
    """The days that count for a member: decision, ceremony, official."""

    decided: date
    ceremony: date
    official: date | None
    official_decided: date | None
    decision: int


def three_dates(person: int, known: datetime | None = None) -> ThreeDates | None:
    """The admission of a person as held now, or as held at an instant."""
    row = held(Admission, known, person_id=person).first()
    return ThreeDates(row.decided, row.ceremony, row.official, row.official_decided, row.opened_by_id) if row else None


@dataclass(frozen=True)
class LastStay:
    """The last stay of a person with its days (`until` is None while it lasts), and the first day of the first one."""

    person: int
    cell: int
    first: date
    since: date
    until: date | None


def last_stays() -> list[LastStay]:
    """The last stay of everybody who ever was in a cell."""
    found: dict[int, LastStay] = {}
    rows = current(Membership).order_by("person_id", "period").values_list("person_id", "cell_id", "period__startswith", "period__endswith")
    for person, cell, since, until in rows:
        first = found[person].first if person in found else since
        found[person] = LastStay(person, cell, first, since, until)
    return list(found.values())


def eldest_in(cells: Collection[int]) -> dict[int, date]:
    """The first day on which anybody was in each of these cells."""
    rows = current(Membership, cell_id__in=list(cells)).values("cell_id").annotate(first=Min("period__startswith"))
    return dict(rows.values_list("cell_id", "first"))


def still_in(cell: int, on: date) -> list[int]:
    """Who is in a cell on or after a day."""
    rows = current(Membership, cell_id=cell).filter(Q(period__endswith=None) | Q(period__endswith__gt=on))
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def in_cell(cell: int, days: Span) -> frozenset[int]:
    """Who is in a cell on any of these days."""
    rows = current(Membership, cell_id=cell, period__overlap=(days.since, days.until))
    return frozenset(rows.values_list("person_id", flat=True))


def moves() -> Iterator[tuple[int, str, date]]:
    """Person, kind and day of every movement: transfers, arrivals from elsewhere, ways out."""
    moved = Q(entry__in=[TRANSFER, "transferred_in"]) | ~Q(leaving__in=["", TRANSFER])
    rows = current(Membership).filter(moved).values_list("person_id", "period__startswith", "period__endswith", "entry", "leaving")
    for person, since, until, entry, leaving in rows:
        if entry in {TRANSFER, "transferred_in"}:
            yield person, entry, since
        if leaving not in {"", TRANSFER}:
            yield person, leaving, until
