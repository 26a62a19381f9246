"""Members follow their cell: where it went on in another, whoever is in it on that day goes on there, whenever either was recorded.

So no act about a cell stands in the way of what is recorded late, or meanwhile, about one of its members.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.dated import current
from dangvu.members.kinds import TRANSFER
from dangvu.members.models import Membership
from dangvu.organisation.lineage import closing, heirs, lasting


class Leg(NamedTuple):
    """One cell of a way, from a day to another (None: without end)."""

    cell: int
    since: date
    until: date | None


def carried(stay: Membership) -> list[Membership]:
    """The stays after this one that began because the cell of the one before had closed, up to the first move of the member's own."""
    return list(_carried(stay))


def _carried(stay: Membership) -> Iterator[Membership]:
    while stay.leaving == TRANSFER:
        following = current(Membership, person_id=stay.person_id).get(period__contains=stay.period.upper)
        if following.cell_id not in heirs(stay.cell_id, stay.period.upper):
            return
        stay = following
        yield stay


def way(cell: int, since: date, until: date | None, then: int | None = None) -> list[Leg]:
    """Where somebody is who enters a cell: in it, then in the one in which it went on; the last may have several heirs, or none.

    `then` is where one goes on at last: of several heirs by the first that leads there, from one that leads nowhere to any cell.
    """
    legs = []
    while (closes := closing(cell, since)) is not None and (until is None or closes < until):
        after = heirs(cell, closes)
        if len(after) > 1 and then is not None:
            after = _towards(then, after, closes)
        elif not after and then is not None:
            after, then = [then], None
        if len(after) != 1:
            break
        if since < closes:
            legs.append(Leg(cell, since, closes))
        (cell,), since = after, closes
    return [*legs, Leg(cell, since, until)]


def _towards(then: int, after: list[int], since: date) -> list[int]:
    """The first of several heirs that leads to a cell; where none of them leads anywhere the first."""
    lead = {heir: lasting(heir, since) for heir in after}
    return [heir for heir in after if then in lead[heir] or not any(lead.values())][:1]


def open_way(change: Change, person: int, legs: list[Leg], *, entry: str, leaving: str = "") -> None:
    """A stay for each leg: the first begins by `entry`, the last ends by `leaving`."""
    for leg in legs:
        change.open(
            Membership, person_id=person, cell_id=leg.cell, period=(leg.since, leg.until),
            entry=entry if leg == legs[0] else TRANSFER, leaving=leaving if leg == legs[-1] else TRANSFER,
        )  # fmt: skip
