"""What is on the way, from whom and to whom, by when; and who stays elsewhere for a time. The day is always asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from dangvu.access.connections import is_web
from dangvu.ledger.dated import current, held
from dangvu.periods.working import Calendar
from dangvu.rulebook.queries import Versions, versions, working_days
from dangvu.transfers.kinds import ON_THE_WAY
from dangvu.transfers.models import Letter, TemporaryStay
from dangvu.transfers.rules import Terms, terms

TERM_OF_LETTER, TERM_OF_TRANSFER = "introduction_term", "transfer_term"


def terms_of(letter: Letter) -> tuple[Terms, str]:
    """The terms of a letter, and the source of the one for presenting it."""
    rules = versions(TERM_OF_LETTER, TERM_OF_TRANSFER)
    return _terms(letter, rules, working_days()), rules.rule(TERM_OF_LETTER, letter.issued).source


def _terms(letter: Letter, rules: Versions, calendar: Calendar) -> Terms:
    presented, done = rules.rule(TERM_OF_LETTER, letter.issued), rules.rule(TERM_OF_TRANSFER, letter.effective)
    return terms(letter.issued, letter.effective, presented.value, done.value, calendar)


@dataclass(frozen=True)
class Mover:
    """Who moves or stays elsewhere: the cell where the member counts and its name, and the name of where to."""

    person: int
    public_id: UUID
    name: str
    record_no: str
    cell: int
    home: str
    there: int | None
    destination: str


LETTER, STAY = "letter", "stay"


def _movers(what: str, on: date) -> dict[int, Mover]:
    """Everybody who is on the way or stays elsewhere on a day; over the web whoever comes from or goes to what the session lists."""
    source = "access.moving" if is_web() else "transfers_moving"
    with connection.cursor() as cursor:
        columns = "person, public_id, coalesce(name, ''), coalesce(record_no, ''), cell, coalesce(home, ''), there, destination"
        cursor.execute(f"SELECT {columns} FROM {source}(%s) WHERE what = %s", [on, what])
        return {row[0]: Mover(*row) for row in cursor.fetchall()}


@dataclass(frozen=True)
class OnTheWay:
    """A letter that nobody has received, returned or withdrawn, by its number.

    `left` are the working days until the last day of its terms, negative when that has passed.
    """

    number: int
    who: Mover
    issued: date
    reason: str
    papers: tuple[str, ...]
    terms: Terms
    left: int

    @property
    def is_late(self) -> bool:
        """Whether the member is longer on the way than the terms allow."""
        return self.left < 0


Units = Collection[int] | None
"""The units of an office; None for all of the register."""


def outgoing(units: Units, on: date) -> list[OnTheWay]:
    """Letters for members of these units, the earliest term first; who has left the register meanwhile is no longer on the way."""
    return [one for one in on_the_way(on) if units is None or one.who.cell in units]


def incoming(units: Units, on: date) -> list[OnTheWay]:
    """Letters addressed to these units of the register."""
    return [one for one in on_the_way(on) if one.who.there is not None and (units is None or one.who.there in units)]


def on_the_way(on: date) -> list[OnTheWay]:
    """Every letter on the way that one side of the reader's sees; four queries however many they are."""
    movers = _movers(LETTER, on)
    if not movers:
        return []
    calendar, rules = working_days(), versions(TERM_OF_LETTER, TERM_OF_TRANSFER)
    found = [
        _told(row, movers[row.person_id], _terms(row, rules, calendar), on, calendar)
        for row in current(Letter, state=ON_THE_WAY, person_id__in=list(movers), issued__lte=on)
    ]
    return sorted(found, key=lambda one: (one.terms.last, one.number))


def _told(row: Letter, who: Mover, term: Terms, on: date, calendar: Calendar) -> OnTheWay:
    return OnTheWay(row.issue_id, who, row.issued, row.reason, tuple(row.papers), term, calendar.left(on, term.last))


@dataclass(frozen=True)
class Sent:
    """A letter as held of one person."""

    number: int
    origin: int
    to: int | None
    place: str
    issued: date
    state: str
    ended: date | None
    cell: int | None
    decision: int


def letters_of(person: int, known: datetime | None = None) -> list[Sent]:
    """Every letter of a person in order."""
    rows = held(Letter, known, person_id=person).order_by("issued", "issue_id")
    return [Sent(r.issue_id, r.origin_id, r.to_id, r.place, r.issued, r.state, r.ended, r.cell_id, r.opened_by_id) for r in rows]


@dataclass(frozen=True)
class Elsewhere:
    """A stay elsewhere for a time; `until` is the first day back, None while it lasts, `planned` when it is meant to be."""

    person: int
    host: int | None
    place: str
    reason: str
    since: date
    until: date | None
    planned: date
    decision: int


def temporary_stays(person: int, known: datetime | None = None) -> list[Elsewhere]:
    """Every temporary stay of a person in order."""
    return [_elsewhere(row) for row in held(TemporaryStay, known, person_id=person).order_by("period")]


def staying(on: date) -> list[tuple[Elsewhere, Mover]]:
    """Who stays elsewhere on a day, from or at what the reader sees; who is due back first stands first."""
    movers = _movers(STAY, on)
    rows = current(TemporaryStay, person_id__in=list(movers)).filter(period__contains=on).order_by("planned", "person_id")
    return [(_elsewhere(row), movers[row.person_id]) for row in rows]


def _elsewhere(row: TemporaryStay) -> Elsewhere:
    return Elsewhere(row.person_id, row.host_id, row.place, row.reason, row.period.lower, row.period.upper, row.planned, row.opened_by_id)
