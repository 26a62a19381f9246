"""How many there are in many cells and below many units at once, and who is among them, on a day as held now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from dangvu.ledger.dated import current
from dangvu.members.kinds import PARTICIPATION, STANDING
from dangvu.members.models import Membership, MemberSpan, Post


@dataclass(frozen=True)
class Crew:
    """How many members a cell has on a day, how many of them are official, how many of these count in every vote, and in any at all.

    Who is exempt or away counts where he comes; who is suspended from party life does not come.
    """

    members: int = 0
    official: int = 0
    voters: int = 0
    able: int = 0


def crews(cells: Collection[int], on: date) -> dict[int, Crew]:
    """The members of each of these cells that has any, as held now."""
    rows = MemberSpan.objects.filter(cell__in=list(cells), since__lte=on, until__gt=on).values("cell")
    official = Q(standing=STANDING["official"])
    counted = rows.annotate(
        members=Count("person"),
        official=Count("person", filter=official),
        voters=Count("person", filter=official & Q(participation=PARTICIPATION["active"])),
        able=Count("person", filter=official & ~Q(participation=PARTICIPATION["suspended"])),
    )
    return {cell: Crew(*numbers) for cell, *numbers in counted.values_list("cell", "members", "official", "voters", "able")}


def officials(persons: Collection[int], on: date) -> set[int]:
    """Those of some persons who are official members on a day."""
    rows = MemberSpan.objects.filter(person__in=list(persons), since__lte=on, until__gt=on, standing=STANDING["official"])
    return set(rows.values_list("person", flat=True))


def staying(cells: Collection[int], on: date) -> dict[int, set[int]]:
    """Who is in each of these cells on or after a day."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = current(Membership, cell_id__in=list(cells)).filter(period__overlap=(on, None))
    for cell, person in rows.values_list("cell_id", "person_id"):
        found[cell].add(person)
    return dict(found)


def moved_with(cells: Collection[int], closing: Collection[int], on: date) -> set[int]:
    """Who is in any of these cells on a day, or comes later into one that closes on it."""
    rows = current(Membership, cell_id__in=list(cells))
    later = Q(cell_id__in=list(closing), period__startswith__gt=on)
    return set(rows.filter(Q(period__contains=on) | later).values_list("person_id", flat=True))


def offices(units: Collection[int], on: date) -> list[tuple[int, str, int]]:
    """Person, title and unit of every post held in these units on a day, as held now."""
    rows = current(Post, unit_id__in=list(units)).filter(period__contains=on)
    return list(rows.order_by("unit_id", "title", "person_id").values_list("person_id", "title", "unit_id"))


BELOW = """
SELECT l.ancestor, count(s.person), count(s.person) FILTER (WHERE s.standing = %(official)s)
  FROM unit_leaf l JOIN member_span s ON s.cell = l.unit AND s.since <= %(on)s AND s.until > %(on)s
 WHERE l.ancestor = ANY (%(units)s::int[]) AND l.since <= %(on)s AND l.until > %(on)s GROUP BY 1
"""

TOGETHER = """
SELECT count(*) FROM member_span s WHERE s.since <= %(on)s AND s.until > %(on)s AND s.cell IN (
  SELECT l.unit FROM unit_leaf l WHERE l.ancestor = ANY (%(units)s::int[]) AND l.since <= %(on)s AND l.until > %(on)s)
"""


def crews_below(units: Collection[int], on: date) -> dict[int, Crew]:
    """The members below each of these units that has any."""
    values: dict[str, Any] = {"units": sorted(units), "on": on, "official": STANDING["official"]}
    with connection.cursor() as cursor:
        cursor.execute(BELOW, values)
        return {unit: Crew(members, official) for unit, members, official in cursor.fetchall()}


def members_together(units: Collection[int], on: date) -> int:
    """How many are below any of these units, each once."""
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, {"units": sorted(units), "on": on})
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def moved_by(decision: int) -> set[int]:
    """Of whom a decision restated a stay: by an act of reorganisation those whom it moved, by an exit whoever left."""
    return set(Membership.objects.filter(closed_by=decision).values_list("person_id", flat=True))
