"""Questions about badges: the rules of a day, the rounds, and whose badge is due in one. Current knowledge alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from dangvu.badges.models import Badge
from dangvu.badges.rules import DUE, POSTHUMOUS, Standard, highest, reached, round_before, rounds
from dangvu.ledger.dated import current, held
from dangvu.members.kinds import PARTICIPATION, STANDING
from dangvu.members.party_age import counting_from
from dangvu.organisation.queries import units_on
from dangvu.periods.days import add_months
from dangvu.rulebook.queries import rule

NEXT = 4
"""So many rounds ahead are offered: a year."""


def standard_on(on: date) -> Standard:
    """What the rules of a day say."""
    grades, early, posthumous = rule("badge_grades", on), rule("badge_early", on), rule("badge_posthumous", on)
    return Standard(tuple(grades.value), early.value, posthumous.value, grades.source)


def rounds_from(on: date) -> list[date]:
    """The next rounds from a day on."""
    return rounds(on, rule("badge_days", on).value, NEXT)


@dataclass(frozen=True)
class Candidate:
    """Somebody on the list of a round. `is_late`: the years were full before the last round, and the register knows of no badge."""

    person: int
    public_id: UUID
    name: str
    born: date | None
    female: bool | None
    card_no: str
    cell: int
    cell_name: str
    counts_from: date
    grade: int
    reached: date
    manner: str
    is_late: bool
    is_exempt: bool
    is_suspended: bool


LIVING = """
SELECT s.person, s.cell, s.participation, NULL::date AS died
  FROM unit_leaf l JOIN member_span s ON s.cell = l.unit AND s.since <= %(day)s AND s.until > %(day)s
 WHERE l.ancestor = %(unit)s AND l.since <= %(day)s AND l.until > %(day)s AND s.standing = %(official)s
   AND s.counts_from <= %(oldest)s
"""
DEAD = """
SELECT e.person, e.cell, 0, e.day
  FROM unit_leaf l JOIN member_event e ON e.cell = l.unit AND e.kind = 'dead' AND NOT e.inward
   AND e.day > %(since)s AND e.day <= %(day)s AND e.tree_day >= l.since AND e.tree_day < l.until
 WHERE l.ancestor = %(unit)s
"""
NAMED = f"""
SELECT c.person, c.cell, c.participation, c.died, p.public_id, f.name, f.born, f.female, coalesce(f.card_no, '')
  FROM ({LIVING} UNION ALL {DEAD}) c
  JOIN people_person p ON p.id = c.person
  JOIN people_facts f ON f.person_id = c.person AND upper_inf(f.recorded) AND NOT f.erased
 WHERE %(within)s::int[] IS NULL OR c.cell = ANY (%(within)s)
 ORDER BY f.sort_key, c.person
"""


def candidates(unit: int, day: date, within: frozenset[int] | None = None) -> list[Candidate]:
    """Whose badge is due on the day of a round: of members, and of those who died lately, the highest grade that is full.

    Nobody who has it or a higher one. The exempt are among them; the suspended too, marked, since the list says why somebody waits.
    """
    standard, last = standard_on(day), round_before(day, rule("badge_days", day).value)
    values: dict[str, Any] = {
        "unit": unit, "day": day, "official": STANDING["official"], "oldest": add_months(day, -12 * min(standard.grades)),
        "since": add_months(day, -standard.posthumous), "within": sorted(within) if within is not None else None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NAMED, values)
        rows = cursor.fetchall()
    counting = counting_from([row[0] for row in rows], day)
    given = _given([row[0] for row in rows])
    cells = {row.id: row.name for row in units_on(sorted({row[1] for row in rows}), day)}
    found = []
    for person, cell, participation, died, public_id, name, born, female, card_no in rows:
        since = counting.get(person)
        asked = add_months(died, standard.posthumous) if died else day
        grade = highest(since, asked, standard.grades) if since else None
        if since is None or grade is None or grade <= max(given.get(person, ()), default=0):
            continue
        full = reached(since, grade)
        found.append(
            Candidate(
                person, public_id, name, born, female, card_no, cell, cells.get(cell, ""), since, grade, full, POSTHUMOUS if died else DUE,
                is_late=full <= last, is_exempt=participation == PARTICIPATION["exempt"],
                is_suspended=participation == PARTICIPATION["suspended"],
            )
        )  # fmt: skip
    return found


def _given(persons: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for person, grade in current(Badge, person_id__in=persons).values_list("person_id", "grade"):
        found.setdefault(person, set()).add(grade)
    return found


@dataclass(frozen=True)
class Given:
    """A badge that somebody has, and the decision by which it is held."""

    grade: int
    awarded: date
    manner: str
    decision: int


def badges_of(person: int, known: datetime | None = None) -> list[Given]:
    """Every badge of a person as held now, or as held at an instant; the first one first."""
    rows = held(Badge, known, person_id=person).order_by("grade")
    return [Given(row.grade, row.awarded, row.manner, row.opened_by_id) for row in rows]
