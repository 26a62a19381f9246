"""Questions about members; the day is always asked for, `known` is the instant whose knowledge counts (None: now)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dangvu.ledger.dated import current, held
from dangvu.members.models import Admission, Membership, Post, Profile, Standing
from dangvu.periods.days import Span


@dataclass(frozen=True)
class Stay:
    """A stay in one cell: how it began and how it ended ("" while it lasts)."""

    cell: int
    span: Span
    entry: str
    leaving: str
    decision: int


def stays(person: int, known: datetime | None = None) -> list[Stay]:
    """Every stay of a person in order."""
    rows = held(Membership, known, person_id=person).order_by("period")
    return [Stay(row.cell_id, Span(row.period.lower, row.period.upper), row.entry, row.leaving, row.opened_by_id) for row in rows]


def cell_of(person: int, on: date, known: datetime | None = None) -> int | None:
    """The cell a person belongs to on a day."""
    return held(Membership, known, person_id=person).filter(period__contains=on).values_list("cell_id", flat=True).first()


@dataclass(frozen=True)
class Status:
    """A status in one dimension over some days."""

    dimension: str
    value: str
    span: Span
    decision: int


def statuses(person: int, known: datetime | None = None) -> list[Status]:
    """Every status of a person in order, both dimensions."""
    rows = held(Standing, known, person_id=person).order_by("period", "dimension")
    return [Status(row.dimension, row.value, Span(row.period.lower, row.period.upper), row.opened_by_id) for row in rows]


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


def attributes(person: int, known: datetime | None = None) -> list[Attributes]:
    """Every set of attributes of a person in order."""
    rows = held(Profile, known, person_id=person).select_related("education", "profession", "theory", "occupation").order_by("period")
    return [
        Attributes(
            _label(row.education), _label(row.profession), _label(row.theory), _label(row.occupation),
            Span(row.period.lower, row.period.upper), row.since_unknown, row.opened_by_id,
        )
        for row in rows
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


def posts(person: int, known: datetime | None = None) -> list[Holding]:
    """Every post of a person in order."""
    rows = held(Post, known, person_id=person).order_by("period", "title")
    return [
        Holding(row.title, row.unit_id, row.locality_id, Span(row.period.lower, row.period.upper), row.since_unknown, row.opened_by_id)
        for row in rows
    ]


@dataclass(frozen=True)
class ThreeDates:
    """The days that count for a member: decision, ceremony, official."""

    decided: date
    ceremony: date
    official: date | None


def three_dates(person: int) -> ThreeDates | None:
    """The admission of a person as held now."""
    row = current(Admission, person_id=person).first()
    return ThreeDates(row.decided, row.ceremony, row.official) if row else None
