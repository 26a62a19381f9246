"""The roll of members behind the figures: the same rows, filtered by the same conditions, in the order of a directory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from dangvu.indicators.evaluation import WHOLE, evaluate
from dangvu.indicators.statement import Question, Slice, as_seen, every, held
from dangvu.members.kinds import PARTICIPATION
from dangvu.members.sources import DIVISIONS, MEMBERS
from dangvu.reports.figures import CATALOGUE, indicator, question

LISTED = ("sex", "ethnicity", "religion", "age_band", "education", "profession", "theory", "occupation", "status", "party_age_band")
"""The divisions of figures by which the roll can be filtered."""


class Member(NamedTuple):
    """A line of the roll, as the member is counted on the day."""

    public_id: UUID
    name: str
    record_no: str
    card_no: str
    born: date | None
    female: bool | None
    ethnicity: str
    religion: str
    cell: str
    decided: date | None
    standing: int
    participation: int


@dataclass(frozen=True)
class Roll:
    """Whose roll is asked for: members below a unit on a day, as known, with these words of divisions, this participation, this text.

    The text is parts of a plain name, or a whole number of a file or card.
    """

    unit: int
    on: date
    known: datetime | None = None
    words: tuple[tuple[str, str], ...] = ()
    participation: str = ""
    search: str = ""
    within: frozenset[int] | None = None
    """The units that the reader sees; None for all."""
    only: tuple[UUID, ...] | None = None
    """These alone, by their numbers in addresses; None for everybody."""

    def _question(self) -> Question:
        return Question(self.unit, self.on, self.on, self.known, within=self.within)

    def parameters(self) -> dict[str, Any]:
        """The values that the conditions name."""
        parts = {f"part_{place}": f"%{_literal(part)}%" for place, part in enumerate(self.search.split())}
        words = {f"word_{place}": word for place, (_by, word) in enumerate(self.words)}
        own = {"participation": PARTICIPATION.get(self.participation), "number": self.search, "only": list(self.only or ())}
        return {**self._question().parameters(), **own, **parts, **words}

    def where(self) -> str:
        """The condition on the rows of the source of all head counts."""
        divided = [DIVISIONS[by].condition(word, f"%(word_{place})s") for place, (by, word) in enumerate(self.words)]
        return every(
            MEMBERS.where,
            *divided,
            "s.participation = %(participation)s" if self.participation else "",
            f"s.person IN (SELECT person_id FROM people_facts WHERE {held(self.known)} AND ({self._found()}))" if self.search else "",
            "s.person IN (SELECT id FROM people_person WHERE public_id = ANY (%(only)s))" if self.only is not None else "",
        )

    def _found(self) -> str:
        named = " AND ".join(f"search LIKE %(part_{place})s" for place in range(len(self.search.split())))
        return f"({named}) OR lower(record_no) = %(number)s OR lower(card_no) = %(number)s"

    def rows(self, sql: str) -> list[Any]:
        """What a statement over the source gives, as things are known."""
        with connection.cursor() as cursor:
            cursor.execute(as_seen(sql, CATALOGUE, [MEMBERS], self._question()), self.parameters())
            return list(cursor.fetchall())


def _literal(text: str) -> str:
    """The text as a pattern that stands for itself."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def length(roll: Roll) -> int:
    """How many members are on the roll."""
    return int(roll.rows(f"SELECT count(*) FROM {MEMBERS.tables} WHERE {roll.where()}")[0][0])


def page(roll: Roll, *, limit: int, offset: int = 0) -> list[Member]:
    """A stretch of the roll by given name, in the order of the Vietnamese alphabet."""
    facts = f"LEFT JOIN people_facts f ON f.person_id = s.person AND {held(roll.known, 'f')}"
    order, joined = ("s.sort_key", "") if roll.known is None else ("f.sort_key", facts)
    rows = roll.rows(f"""
SELECT n.public_id, coalesce(f.name, ''), coalesce(f.record_no, ''), coalesce(f.card_no, ''), s.born, s.female,
       coalesce(e.label, ''), coalesce(r.label, ''), u.name, s.decided, s.standing, s.participation
  FROM (SELECT s.person, s.cell, s.born, s.female, s.ethnicity, s.religion, s.decided, s.standing, s.participation, {order} AS sort_key
          FROM {MEMBERS.tables} {joined} WHERE {roll.where()} ORDER BY {order}, s.person LIMIT {limit:d} OFFSET {offset:d}) s
  JOIN people_person n ON n.id = s.person {facts}
  LEFT JOIN people_term e ON e.id = s.ethnicity
  LEFT JOIN people_term r ON r.id = s.religion
  JOIN unit_span u ON u.unit = s.cell AND u.since <= %(day)s AND u.until > %(day)s
 ORDER BY s.sort_key, s.person""")
    return [Member(*row) for row in rows]


def choices() -> dict[str, list[str]]:
    """The words of every division of the roll, in their order; the words of open lists are those the register holds."""
    found = {by: list(DIVISIONS[by].conditions) for by in LISTED}
    with connection.cursor() as cursor:
        cursor.execute("SELECT list, label FROM people_term ORDER BY list, id")
        for name, label in cursor.fetchall():
            if name in found:
                found[name].append(label)
    return found


def count_records(
    unit: int,
    code: str,
    on: date,
    *,
    since: date | None,
    known: datetime | None,
    by: str = "",
    key: str = "",
    child: int | None = None,
    within: frozenset[int] | None = None,
    boundaries: date | None = None,
) -> int:
    """How many records a figure opens into, also where it is a sum of their amounts."""
    one = indicator(code)
    rows = replace(one, numerator=replace(one.numerator, amount=""), denominator=None, unsure=None)
    asked = question(unit, on, since=since, known=known, within=within, boundaries=boundaries)
    found = evaluate(CATALOGUE, asked, [Slice(rows, by, key)], child=child is not None)
    counted = found.get((child, None) if child is not None else WHOLE)
    return int(counted[0].numerator or 0) if counted else 0


def divisions_of(code: str) -> list[str]:
    """The ways in which a figure can be divided."""
    return [by for by in indicator(code).numerator.source.breakdowns if indicator(code).allows(by)]
