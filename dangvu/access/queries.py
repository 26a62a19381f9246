"""Questions about roles and mandates; the day is always asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import F, Q

from dangvu.access.models import Act, Holder, Mandate, Right, Role
from dangvu.ledger.dated import current, held, span_of
from dangvu.periods.days import Span

LAST_CELL = """
SELECT cell_id FROM members_membership WHERE person_id = %s AND upper_inf(recorded)
 ORDER BY lower(period) <= %s DESC, CASE WHEN lower(period) <= %s THEN lower(period) END DESC, lower(period) LIMIT 1
"""
"""In SQL, since members stand above: the cell of the day, else the last one before it, else the first one after it."""


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


def mandates(on: date) -> list[Held]:
    """Everybody's mandates of a day."""
    return _held(current(Mandate).filter(period__contains=on))


def mandate(number: int) -> Held | None:
    """A mandate by the decision that gave it, as held now; None where it was never held."""
    return next(iter(_held(current(Mandate).filter(grant_id=number))), None)


def _held(rows: object) -> list[Held]:
    chosen = list(rows.select_related("role").order_by("role__order", F("unit_id").asc(nulls_first=True), "grant_id"))  # type: ignore[attr-defined]  # any queryset of mandates
    rights = rights_of({row.role_id for row in chosen})
    return [
        Held(row.grant_id, row.account_id, row.role_id, row.role.label, row.unit_id, row.source_id, span_of(row), rights[row.role_id])
        for row in chosen
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


def last_cell(person: int, on: date) -> int | None:
    """The cell that a person's file lies with: that of the day, or the last one."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_CELL, [person, on, on])
        row = cursor.fetchone()
    return row[0] if row else None
