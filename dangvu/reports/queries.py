"""The roll of members behind the figures: the same rows, filtered by the same conditions, in the order of a directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from dangvu.indicators.declaration import UNKNOWN
from dangvu.indicators.evaluation import WHOLE, evaluate
from dangvu.indicators.statement import Slice, every, held, with_past
from dangvu.members.indicators import DIVISIONS, MEMBERS
from dangvu.members.kinds import PARTICIPATION
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
    cell: str
    decided: date | None
    standing: int
    participation: int


@dataclass(frozen=True)
class Roll:
    """A page of the roll and the number of members on all its pages."""

    total: int
    members: list[Member]


def roll(
    unit: int, on: date, *, known: datetime | None = None, words: Mapping[str, str], participation: str = "", search: str = "",
    limit: int, offset: int = 0,
) -> Roll:  # fmt: skip
    """Members below a unit on a day by given name; `words` filters by divisions, `search` by parts of a plain name or a whole number."""
    values: dict[str, Any] = {**question(unit, on, known=known).parameters(), "limit": limit, "offset": offset}
    conditions = [MEMBERS.where]
    for place, (by, word) in enumerate(words.items()):
        conditions.append(DIVISIONS[by].condition(word, f"%(word_{place})s"))
        values[f"word_{place}"] = word
    if participation:
        conditions.append("s.participation = %(participation)s")
        values["participation"] = PARTICIPATION[participation]
    if search:
        conditions.append(f"s.person IN (SELECT person_id FROM people_facts WHERE {held(known)} AND ({_found(search, values)}))")
    where = every(*conditions)
    order = "s.sort_key" if known is None else "f.sort_key"
    facts = f"LEFT JOIN people_facts f ON f.person_id = s.person AND {held(known).replace('recorded', 'f.recorded')}"
    joined = "" if known is None else facts
    page = f"""
SELECT n.public_id, coalesce(f.name, ''), coalesce(f.record_no, ''), coalesce(f.card_no, ''), s.born, s.female,
       coalesce(e.label, ''), u.name, s.decided, s.standing, s.participation
  FROM (SELECT s.person, s.cell, s.born, s.female, s.ethnicity, s.decided, s.standing, s.participation, {order} AS sort_key
          FROM {MEMBERS.tables} {joined} WHERE {where} ORDER BY {order}, s.person LIMIT %(limit)s OFFSET %(offset)s) s
  JOIN people_person n ON n.id = s.person {facts}
  LEFT JOIN people_term e ON e.id = s.ethnicity
  JOIN unit_span u ON u.unit = s.cell AND u.since <= %(day)s AND u.until > %(day)s
 ORDER BY s.sort_key, s.person"""
    with connection.cursor() as cursor:
        cursor.execute(_then(f"SELECT count(*) FROM {MEMBERS.tables} WHERE {where}", known), values)
        total: int = cursor.fetchone()[0]
        cursor.execute(_then(page, known), values)
        return Roll(total, [Member(*row) for row in cursor.fetchall()])


def _then(sql: str, known: datetime | None) -> str:
    return with_past(sql, CATALOGUE.past, [MEMBERS], known)


def _found(search: str, values: dict[str, Any]) -> str:
    """Every word somewhere in the plain name, or the whole text as one of the two numbers."""
    values["number"] = search
    parts = search.split()
    for place, part in enumerate(parts):
        values[f"part_{place}"] = "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    named = " AND ".join(f"search LIKE %(part_{place})s" for place in range(len(parts)))
    return f"({named}) OR lower(record_no) = %(number)s OR lower(card_no) = %(number)s"


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
    unit: int, code: str, on: date, *, since: date | None, known: datetime | None, by: str = "", key: str = "", child: int | None = None
) -> int:
    """How many records a figure opens into, also where it is a sum of their amounts."""
    one = indicator(code)
    rows = replace(one, numerator=replace(one.numerator, amount=""), denominator=None, unsure=None)
    found = evaluate(CATALOGUE, question(unit, on, since=since, known=known), [Slice(rows, by, key)], child=child is not None)
    counted = found.get((child, None) if child is not None else WHOLE)
    return int(counted[0].numerator or 0) if counted else 0


def divisions_of(code: str) -> list[str]:
    """The ways in which a figure can be divided."""
    return [by for by in indicator(code).numerator.source.breakdowns if indicator(code).allows(by)]


__all__ = ["LISTED", "UNKNOWN", "Member", "Roll", "choices", "count_records", "divisions_of", "roll"]
