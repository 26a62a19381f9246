"""Mandates as whoever keeps them reads them: whose, at which place, on which days, by which decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from dangvu.access.connections import is_web, registrar
from dangvu.access.models import Holder, Mandate
from dangvu.access.queries import act, ends_after
from dangvu.access.viewer import Viewer
from dangvu.ledger.dated import current, span_of
from dangvu.periods.days import Span

ORDER = ("role__order", F("unit_id").asc(nulls_first=True), "period", "grant_id")


@dataclass(frozen=True)
class Kept:
    """A mandate with the names that a person knows it by; `person` is who signs in with the account, `place` as in `rules`."""

    number: int
    account: int
    username: str
    is_closed: bool
    person: int | None
    role: str
    label: str
    place: str
    unit: int | None
    source: int | None
    span: Span
    document: str


def keeping_right() -> str:
    """The right by which mandates are given and ended."""
    wanted = act("access.end_mandate")
    return wanted[0] if wanted else ""


def kept(on: date, account: int | None = None) -> list[Kept]:
    """Everybody's mandates, or those of one account, that are held on a day or begin after it; by the owner alone."""
    rows = current(Mandate).filter(ends_after(on))
    return _told(rows if account is None else rows.filter(account_id=account))


def kept_below(viewer: Viewer, below: Collection[int], on: date, *, is_top: bool, has_ended: bool = False) -> list[int]:
    """The numbers of mandates at some units that the viewer may end: held on a day or later, or over by then.

    At the top of the tree also those over the whole instance and those that are held nowhere. Both layers are asked.
    """
    scope = viewer.units(keeping_right())
    at = Q(unit_id__in=list(below if scope is None else scope.intersection(below)))
    if is_top and scope is None:
        at |= Q(unit_id=None)
    rows = current(Mandate).filter(at, ~ends_after(on) if has_ended else ends_after(on))
    return _shown(rows)


def own(viewer: Viewer, on: date) -> list[Kept]:
    """What the viewer holds on a day or later, and what others hold on behalf of it."""
    mine = Q(account_id=viewer.account_id or 0)
    on_behalf = Q(source_id__in=current(Mandate).filter(mine).values("grant_id"))
    rows = current(Mandate).filter(mine | on_behalf, ends_after(on))
    return told(_shown(rows))


def told(numbers: Collection[int]) -> list[Kept]:
    """Mandates by their numbers, in the order of their roles and places; asked as the owner, after `kept_below` or `own`."""
    with registrar():
        return _told(current(Mandate).filter(grant_id__in=list(numbers)))


def is_kept(number: int) -> bool:
    """Whether the session that the database knows keeps a mandate."""
    return not is_web() or number in _of_session()


def _shown(rows: QuerySet[Mandate]) -> list[int]:
    """In their order those that the session keeps; the application's own look alone where no session is known."""
    with registrar():
        numbers = list(rows.order_by(*ORDER).values_list("grant_id", flat=True))
    if not is_web():
        return numbers
    seen = _of_session()
    return [number for number in numbers if number in seen]


def _of_session() -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.mandates_kept()")
        return frozenset(number for (number,) in cursor.fetchall())


def _told(rows: QuerySet[Mandate]) -> list[Kept]:
    found = list(rows.select_related("account", "role", "grant").order_by(*ORDER))
    persons = dict(current(Holder).filter(account_id__in={row.account_id for row in found}).values_list("account_id", "person_id"))
    return [
        Kept(
            row.grant_id, row.account_id, row.account.get_username(), not row.account.is_active, persons.get(row.account_id),
            row.role_id, row.role.label, row.role.place, row.unit_id, row.source_id, span_of(row), row.grant.document,
        )
        for row in found
    ]  # fmt: skip
