"""Questions about dues: what the rules of a day say, who has paid for a month, what that adds up to, and who is behind.

Amounts of persons are asked by `amounts` and `history` alone; everything else tells paid or unpaid, and sums. Current knowledge alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from dangvu.access.connections import is_web
from dangvu.dues.models import DuesExemption, DuesPayment, DuesRate, UnpaidMonth
from dangvu.dues.rules import (
    CAME,
    COMING,
    DETAINED,
    ELSEWHERE,
    EXEMPT,
    PAID,
    PAID_AWAY,
    UNKNOWN,
    UNPAID,
    YEARS,
    Rate,
    rates_in,
)
from dangvu.ledger.dated import current
from dangvu.members.party_age import counting_from
from dangvu.periods.days import add_months
from dangvu.rulebook.queries import Versions, in_force, versions

RATES, YEARS_EXEMPT, KEPT, ARREARS = "dues_rates", "dues_exempt_years", "dues_kept_percent", "dues_arrears_months"


def rates_on(on: date) -> tuple[dict[str, Rate], str]:
    """The rates of a day by their keys, and where they stand; none of days of which the rulebook says nothing."""
    found = in_force(RATES, on)
    return (rates_in(found.value), found.source) if found else ({}, "")


@dataclass(frozen=True)
class Line:
    """A member in a month of the cell; `state` as in `dangvu.dues.rules`, `paid_on` when it was paid."""

    person: int
    public_id: UUID
    name: str
    cell: int
    month: date
    state: str
    paid_on: date | None


LINES = """
SELECT s.person, p.public_id, coalesce(f.name, ''), {cell}, k.month, d.paid_on, s.since > k.month, d.id IS NOT NULL, d.cell_id = k.cell,
       EXISTS (SELECT FROM dues_exemption x WHERE x.person_id = s.person AND upper_inf(x.recorded) AND x.period @> k.month),
       EXISTS (SELECT FROM members_standing t WHERE t.person_id = s.person AND upper_inf(t.recorded) AND t.value = 'suspended'
                  AND t.reason = 'detention' AND t.period @> k.month),
       EXISTS (SELECT FROM transfers_temporarystay t WHERE t.person_id = s.person AND upper_inf(t.recorded) AND t.period @> k.month)
  FROM {months} k
  {spans}
  JOIN people_person p ON p.id = s.person
  JOIN people_facts f ON f.person_id = s.person AND upper_inf(f.recorded) AND NOT f.erased
  LEFT JOIN dues_payment d ON d.person_id = s.person AND d.month = k.month AND d.paid_on <= %(day)s AND upper_inf(d.recorded)
  {here}
 ORDER BY {cell}, f.sort_key, s.person, k.month
"""
STATES = (PAID, PAID_AWAY, EXEMPT, DETAINED, ELSEWHERE, YEARS, CAME)
"""The first that holds: what is paid in the cell itself or in another one, then in the order of the columns above."""

OF_A_MONTH = LINES.format(
    months="(SELECT %(cell)s::int AS cell, %(month)s::date AS month)",
    cell="k.cell",
    here="",
    spans="""JOIN (SELECT person, min(since) AS since FROM member_span
          WHERE cell = %(cell)s AND since < %(over)s AND until > %(month)s AND since <= greatest(%(month)s::date, %(day)s::date)
          GROUP BY person) s ON true""",
)
"""Whoever is in the cell on the first day of the month or comes to it later in the month, by the day looked at."""

HERE = """member_span h JOIN unit_leaf l ON l.unit = h.cell AND l.ancestor = %(unit)s AND l.since <= %(day)s AND l.until > %(day)s
      WHERE h.since <= %(day)s AND h.until > %(day)s AND (%(within)s::int[] IS NULL OR h.cell = ANY (%(within)s))"""
BEHIND = LINES.format(
    months=f"""(SELECT DISTINCT m.cell_id AS cell, m.month
       FROM (SELECT cell_id, month, recorded, paid_on AS told_on FROM dues_payment
             UNION ALL SELECT cell_id, month, recorded, told_on FROM dues_unpaid_month) m
      WHERE upper_inf(m.recorded) AND m.month >= %(first)s AND m.month < %(over)s AND m.told_on >= m.month AND m.told_on <= %(day)s
        AND m.cell_id IN (SELECT e.cell FROM member_span e WHERE e.person IN (SELECT h.person FROM {HERE})))""",
    cell="n.cell",
    spans="JOIN member_span s ON s.cell = k.cell AND s.since <= k.month AND s.until > k.month",
    here=f"JOIN (SELECT h.person, h.cell FROM {HERE}) n ON n.person = s.person WHERE d.id IS NULL",
)
"""Months of which the cell of that time recorded anything, of whoever is a member below the unit on the day, in the cell of the day.

Where nothing was recorded nobody is behind, for nothing is known; what was paid before a month began records nothing of it.
"""


def lines(cell: int, month: date, on: date) -> list[Line]:
    """Whoever was in a cell on the first day of a month or came within it, by given name; unknown is what it says nothing of."""
    over = add_months(month, 1)
    found = _lines(OF_A_MONTH, {"cell": cell, "month": month, "over": over, "day": on})
    is_over = on >= over
    silent = COMING if not is_over else UNPAID if is_recorded(cell, month, on) else UNKNOWN
    return [replace(line, state=silent) if line.state == UNPAID else line for line in found]


def is_recorded(cell: int, month: date, on: date) -> bool:
    """Whether a cell had recorded anything of a month by a day: what was paid from its first day on, or that nobody paid."""
    paid = current(DuesPayment, cell_id=cell, month=month, paid_on__range=(month, on))
    return paid.exists() or is_closed(cell, month, on)


def is_closed(cell: int, month: date, on: date) -> bool:
    """Whether a cell had said by a day that nobody paid for a month."""
    return current(UnpaidMonth, cell_id=cell, month=month, told_on__lte=on).exists()


def _lines(statement: str, values: dict[str, Any]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    months = {row[4] for row in rows}
    counting = counting_from({row[0] for row in rows if not row[7]}, max(months)) if months else {}
    rules = versions(YEARS_EXEMPT)
    return [
        Line(person, public_id, name, cell, month, next((state for state, holds in zip(STATES, told, strict=True) if holds), UNPAID), day)
        for person, public_id, name, cell, month, day, came, is_paid, here, *flags in rows
        for told in [(is_paid and here, is_paid, *flags, _has_years(counting.get(person), month, rules), came)]
    ]


def _has_years(since: date | None, month: date, rules: Versions) -> bool:
    years = next((value.value for _key, span, value in rules.rows if month in span), None)
    return since is not None and years is not None and add_months(since, 12 * years) <= month


@dataclass(frozen=True)
class Behind:
    """A member with the months of a year that are not paid, no reason known; `is_ground` when they are as many as the rule names."""

    person: int
    public_id: UUID
    name: str
    cell: int
    months: tuple[date, ...]
    is_ground: bool


def behind(unit: int, year: int, on: date, within: frozenset[int] | None = None) -> list[Behind]:
    """Who of a unit has not paid for months of a year that are over, whoever misses most first. Whether a reason is good the cell says."""
    values = {
        "unit": unit, "day": on, "first": date(year, 1, 1), "over": min(date(year + 1, 1, 1), on.replace(day=1)),
        "within": None if within is None else sorted(within),
    }  # fmt: skip
    missed: dict[int, list[Line]] = defaultdict(list)
    for line in _lines(BEHIND, values):
        if line.state == UNPAID:
            missed[line.person].append(line)
    limit, _source = months_to_tell(on)
    found = [
        Behind(rows[-1].person, rows[-1].public_id, rows[-1].name, rows[-1].cell, tuple(row.month for row in rows), len(rows) >= limit)
        for rows in missed.values()
    ]
    return sorted(found, key=lambda one: -len(one.months))


def months_to_tell(on: date) -> tuple[int, str]:
    """After how many unpaid months of a year a cell looks at somebody, and where that stands."""
    found = in_force(ARREARS, on)
    return (found.value, found.source) if found else (13, "")


def amounts(cell: int, month: date, on: date) -> dict[int, int]:
    """What each member had paid in a cell for a month by a day; over the web nothing but to its treasurer."""
    if is_web():
        with connection.cursor() as cursor:
            cursor.execute("SELECT person, amount FROM access.dues_amounts(%s, %s, %s)", [cell, month, on])
            return dict(cursor.fetchall())
    rows = current(DuesPayment, cell_id=cell, month=month, paid_on__lte=on, erased=False).values_list("person_id", "amount")
    return {person: amount for person, amount in rows if amount is not None}


def paid_in(person: int, month: date) -> int | None:
    """The cell in which a member paid for a month; None for a month that is not paid."""
    return current(DuesPayment, person_id=person, month=month).values_list("cell_id", flat=True).first()


def keys_of(persons: Collection[int], on: date) -> dict[int, str]:
    """The key of the rate of each of these members on a day; over the web of whoever the reader is treasurer of."""
    rows = current(DuesRate, person_id__in=list(persons), erased=False, period__contains=on).values_list("person_id", "key")
    return {person: key for person, key in rows if key is not None}


def rates_of(persons: Collection[int], month: date) -> tuple[dict[str, Rate], dict[int, str]]:
    """The rates of a month, and the key of the rate of each of these members on its first day, whenever it is looked at."""
    return rates_on(month)[0], keys_of(persons, month)


@dataclass(frozen=True)
class OwnDues:
    """What a member is told of the own dues: each month with the day and the amount, the key of the rate, whether exempt."""

    months: tuple[tuple[date, date, int], ...]
    key: str
    reason: str


def own_dues(person: int, on: date) -> OwnDues:
    """Of a person as the owner of the tables knows it; the latest month first."""
    rows = current(DuesPayment, person_id=person, erased=False).order_by("-month").values_list("month", "paid_on", "amount")
    return OwnDues(
        tuple((month, day, amount) for month, day, amount in rows if amount is not None),
        keys_of([person], on).get(person, ""),
        next(iter(exemptions([person], on).values()), ""),
    )


def exemptions(persons: Collection[int], on: date) -> dict[int, str]:
    """The ground on which each of these members is exempt on a day, by decision."""
    rows = current(DuesExemption, person_id__in=list(persons), erased=False, period__contains=on).values_list("person_id", "reason")
    return {person: reason for person, reason in rows if reason is not None}
