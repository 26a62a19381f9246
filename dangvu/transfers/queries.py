"""What is on the way, from whom and to whom, by when; and who stays elsewhere for a time. The day is always asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from dangvu.access.connections import is_web
from dangvu.ledger.dated import current, held
from dangvu.members.queries import cells_of
from dangvu.people.queries import facts_of_all
from dangvu.periods.working import Calendar
from dangvu.rulebook.queries import rule, working_days
from dangvu.transfers.kinds import ON_THE_WAY
from dangvu.transfers.models import Letter, TemporaryStay
from dangvu.transfers.rules import Terms, terms


def terms_of(letter: Letter, calendar: Calendar | None = None) -> tuple[Terms, str]:
    """The terms of a letter, and the source of the one for presenting it."""
    introduction, transfer = rule("introduction_term", letter.issued), rule("transfer_term", letter.effective)
    days = calendar or working_days()
    return terms(letter.issued, letter.effective, introduction.value, transfer.value, days), introduction.source


@dataclass(frozen=True)
class OnTheWay:
    """A letter that nobody has received, returned or withdrawn; `cell` is where the member is until then.

    `left` are the working days until the last day of its terms, negative when that has passed.
    """

    number: int
    person: int
    cell: int | None
    origin: int
    to: int | None
    place: str
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
    """Letters for members of these units, latest term last; those who have left the register meanwhile are no longer on the way."""
    return [one for one in _on_the_way(Letter.objects.all(), on) if units is None or one.cell in units]


def incoming(units: Units, on: date) -> list[OnTheWay]:
    """Letters addressed to these units of the register."""
    addressed = Letter.objects.filter(to__isnull=False) if units is None else Letter.objects.filter(to_id__in=list(units))
    return _on_the_way(addressed, on)


def on_the_way(number: int, on: date) -> OnTheWay | None:
    """A letter on the way by its number."""
    return next(iter(_on_the_way(Letter.objects.filter(issue_id=number), on)), None)


def _on_the_way(letters: QuerySet[Letter], on: date) -> list[OnTheWay]:
    rows = list(letters.filter(recorded__upper_inf=True, state=ON_THE_WAY, issued__lte=on))
    if not rows:
        return []
    calendar, cells = working_days(), _present_cells([row.person_id for row in rows], on)
    found = []
    for row in rows:
        if row.person_id in cells:
            term, _source = terms_of(row, calendar)
            found.append(
                OnTheWay(
                    row.issue_id, row.person_id, cells[row.person_id], row.origin_id, row.to_id, row.place, row.issued, row.reason,
                    tuple(row.papers), term, calendar.left(on, term.last),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.terms.last, one.number))


def _present_cells(persons: Collection[int], on: date) -> dict[int, int]:
    """The cells of these people on a day, also of those whose file does not lie with the session that asks."""
    if not is_web():
        return cells_of(persons, on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, cell FROM access.introduced(%s::int[], %s)", [list(persons), on])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Introduced:
    """Whom a letter introduces, as the letter itself says it."""

    name: str
    record_no: str
    public_id: UUID


def introduced(persons: Collection[int]) -> dict[int, Introduced]:
    """Names of people with a letter on the way; over the web of those whose letters come from or go to what the session sees."""
    if not is_web():
        return {one.person: Introduced(one.name, one.record_no, one.public_id) for one in facts_of_all(persons).values()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, name, record_no, public_id FROM access.introduced_names(%s::int[])", [list(persons)])
        return {person: Introduced(name or "", record_no or "", public_id) for person, name, record_no, public_id in cursor.fetchall()}


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
    return _elsewhere(held(TemporaryStay, known, person_id=person))


def staying_elsewhere(units: Units, on: date) -> list[Elsewhere]:
    """Members of these units who are elsewhere on a day."""
    stays = _elsewhere(current(TemporaryStay).filter(period__contains=on))
    cells = cells_of([stay.person for stay in stays], on)
    return [stay for stay in stays if stay.person in cells and (units is None or cells[stay.person] in units)]


def hosted(units: Units, on: date) -> list[Elsewhere]:
    """Members of other units who stay for a time in these; they are not of the roll there."""
    hosts = Q(host__isnull=False) if units is None else Q(host_id__in=list(units))
    return _elsewhere(current(TemporaryStay).filter(hosts, period__contains=on))


def _elsewhere(rows: QuerySet[TemporaryStay]) -> list[Elsewhere]:
    found = [Elsewhere(r.person_id, r.host_id, r.place, r.reason, r.period.lower, r.period.upper, r.planned, r.opened_by_id) for r in rows]
    return sorted(found, key=lambda stay: (stay.planned, stay.since, stay.person))
