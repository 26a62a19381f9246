"""Questions about roles and mandates; the day is always asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import F, Q, QuerySet

from dangvu.access.connections import is_web
from dangvu.access.models import Act, Holder, Mandate, Right, Role
from dangvu.ledger.dated import current, held, span_of
from dangvu.ledger.queries import RIGHTS, imported_files, newest
from dangvu.organisation.queries import below_ever
from dangvu.people.queries import citizen_id as held_citizen_id
from dangvu.periods.days import Span


@dataclass(frozen=True)
class Held:
    """A mandate as it stands on a day: `number` is that of the decision that gave it, `source` the one it is held on behalf of."""

    number: int
    account: int
    role: str
    label: str
    unit: int | None
    source: int | None
    span: Span
    rights: frozenset[str]


def mandates_of(account: int, on: date, known: datetime | None = None) -> list[Held]:
    """What an account is charged with on a day, in the order of the roles."""
    return _held(held(Mandate, known).filter(account_id=account, period__contains=on))


def ends_after(on: date) -> Q:
    """Of mandates those that are held on a day or later."""
    return Q(period__upper_inf=True) | Q(period__endswith__gt=on)


def lasting(account: int, on: date) -> list[Held]:
    """What an account is charged with on a day or later."""
    return _held(current(Mandate, account_id=account).filter(ends_after(on)))


def mandates(on: date) -> list[Held]:
    """Everybody's mandates of a day."""
    return _held(current(Mandate).filter(period__contains=on))


def mandates_at(units: Collection[int], on: date) -> list[Held]:
    """What is held at these units themselves on a day."""
    return _held(current(Mandate).filter(unit_id__in=list(units), period__contains=on))


def mandate(number: int) -> Held | None:
    """A mandate by the decision that gave it, as held now; None where it was never held."""
    return next(iter(_held(current(Mandate).filter(grant_id=number))), None)


def _held(rows: QuerySet[Mandate]) -> list[Held]:
    rights = ArrayAgg("role__rights__right", default=[])
    chosen = rows.select_related("role").annotate(allowed=rights)
    return [
        Held(row.grant_id, row.account_id, row.role_id, row.role.label, row.unit_id, row.source_id, span_of(row), frozenset(row.allowed))
        for row in chosen.order_by("role__order", F("unit_id").asc(nulls_first=True), "grant_id")
    ]


def rights_of(roles: set[str]) -> dict[str, frozenset[str]]:
    """What each of these roles allows."""
    found: dict[str, set[str]] = {role: set() for role in roles}
    for role, right in Right.objects.filter(role_id__in=roles).values_list("role_id", "right"):
        found[role].add(right)
    return {role: frozenset(rights) for role, rights in found.items()}


@dataclass(frozen=True)
class RoleLine:
    """A role as one may choose it; `place` as in `dangvu.access.rules`."""

    code: str
    label: str
    place: str
    until: date | None


def roles() -> list[RoleLine]:
    """Every role in its order."""
    return [RoleLine(row.code, row.label, row.place, row.until) for row in Role.objects.order_by("order")]


def role(code: str) -> RoleLine | None:
    """A role by its code."""
    return next((one for one in roles() if one.code == code), None)


def is_anybody_charged() -> bool:
    """Whether any mandate was ever given, whatever became of it."""
    return Mandate.objects.exists()


def person_of(account: int) -> int | None:
    """The person of the register who signs in with an account."""
    return current(Holder, account_id=account).values_list("person_id", flat=True).first()


def account_of(person: int) -> int | None:
    """The account with which a person of the register signs in."""
    return current(Holder, person_id=person).values_list("account_id", flat=True).first()


def other_holdings(account: int, person: int) -> bool:
    """Whether the account belongs to somebody else, or the person signs in with another account."""
    mixed = Q(account_id=account) & ~Q(person_id=person) | Q(person_id=person) & ~Q(account_id=account)
    return current(Holder).filter(mixed).exists()


def act(kind: str) -> tuple[str, bool] | None:
    """The right that deciding a kind of thing needs, and whether over the whole instance; None for a kind nobody thought of."""
    return Act.objects.filter(kind=kind).values_list("right", "whole").first()


def cell_on(person: int, on: date) -> int | None:
    """The cell in which a person is on a day."""
    asked = "SELECT cell_id FROM members_membership WHERE person_id = %s AND upper_inf(recorded) AND period @> %s::date"
    found: int | None = _told(asked, person, on)
    return found


def last_cells(persons: Collection[int], on: date) -> dict[int, int]:
    """The cells that people's files lie with: that of the day, or the last one; by the owner alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT who, cell FROM (SELECT who, access.last_cell(who, %s) AS cell FROM unnest(%s::int[]) who) told WHERE cell IS NOT NULL",
            [on, list(persons)],
        )
        return dict(cursor.fetchall())


def citizen_id_end(person: int) -> str:
    """The last three digits of the State's number of a person, by which the number on a paper is compared."""
    if not is_web():
        return held_citizen_id(person)[-3:]
    return _told("SELECT access.citizen_id_end(%s)", person) or ""


def opened_to_session(persons: Collection[int], on: date, right: str) -> frozenset[int]:
    """Of some people those whose files lie with the offices of the session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.opened(%s::int[], %s, %s)", [list(persons), on, right])
        return frozenset(person for (person,) in cursor.fetchall())


def hangs_elsewhere(unit: int, right: str, units: frozenset[int]) -> bool:
    """Whether anything that hangs or hung below a unit, on whatever day, is none of the units of a right."""
    if is_web():
        return bool(_told("SELECT access.hangs_elsewhere(%s, %s)", unit, right))
    return not below_ever(unit) <= units


def last_decision() -> tuple[bytes, date | None]:
    """What changes with every decision of the register, seen or not; and the day of the last one that shows itself."""
    if not is_web():
        return newest() or (b"", None)
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT access.head(), (SELECT d."on" FROM ledger_decision d WHERE NOT starts_with(d.kind, %s) ORDER BY d.id DESC LIMIT 1)',
            [RIGHTS],
        )
        hashed, day = cursor.fetchone()
    return bytes(hashed or b""), day


def kinds_that_need(right: str) -> QuerySet[Act, str]:
    """The kinds of decisions that need a right."""
    return Act.objects.filter(right=right).values_list("kind", flat=True)


def kinds_of_the_whole() -> QuerySet[Act, str]:
    """The kinds that are decided over the whole register alone, whatever units they name."""
    return Act.objects.filter(whole=True).values_list("kind", flat=True)


def _told(statement: str, *values: int | str | date) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None


def session() -> tuple[list[Held], int | None]:
    """The mandates, at this moment, of the session that the database knows, and the person of the register whose it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, account, role, label, unit, source, since, until, rights, (SELECT access.myself()) FROM access.mandates()"
        )
        rows = cursor.fetchall()
    held = [
        Held(number, account, role_, label, unit, source, Span(since, until), frozenset(rights))
        for number, account, role_, label, unit, source, since, until, rights, _me in rows
    ]
    return held, rows[0][-1] if rows else None


def file_names(numbers: Collection[int]) -> dict[int, str]:
    """The file that each import came from; over the web of those imports that one may see."""
    if not is_web():
        return imported_files(numbers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT decision, name FROM access.file_names(%s)", [sorted(numbers)])
        return dict(cursor.fetchall())
