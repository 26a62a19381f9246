"""What follows a decided case: where a membership that is given back goes on, and who may answer an appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dangvu.exits.queries import Course
from dangvu.members.queries import stays
from dangvu.organisation.lineage import lasting, parting, successors_on
from dangvu.organisation.queries import above, last_day_of_unit

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WayBack:
    """How a membership that ended goes on from that very day: in `cell`, unless the person is a member again (None).

    `asks`: the cell has closed by then or since and it must be said where one goes on, in one of `heirs`, cells of today, or where there
    are none in any.
    """

    cell: int | None
    asks: bool = False
    heirs: Sequence[int] = ()


def way_back(person: int, ended: date) -> WayBack:
    """What the roll says about going on from the day on which a membership ended."""
    last = max(stays(person), key=lambda stay: stay.span.since)
    if last.span.since >= ended:
        return WayBack(None)
    parted = parting(last.cell, ended)
    if parted is None:
        return WayBack(last.cell)
    day, after = parted
    return WayBack(last.cell, asks=True, heirs=sorted({one for heir in after for one in lasting(heir, day)}))


def answering(found: Course, on: date) -> list[int]:
    """Who may answer an appeal on a day, the nearest first: the body that decided and those above it, after an answer only those above.

    Of a body that has ended those in which it went on, and where it went on in none what became of those that stood above it.
    """
    answered = found.appeals[-1].unit if found.appeals else None
    last = answered or found.unit
    if last is None:
        return []
    now = successors_on(last, on)
    up = [one for unit in now for one in above(unit, on)[::-1]] if now else _above_what_ended(last, on)
    own = [] if answered is not None else now
    return list(dict.fromkeys([*own, *(unit for unit in up if unit not in now)]))


def settling(unit: int | None, on: date) -> list[int | None]:
    """Who may settle on a day what was lodged with a body: it, those in which it went on, or what stood above it; else the Centre."""
    return [None] if unit is None else [*(successors_on(unit, on) or _above_what_ended(unit, on))]


def _above_what_ended(unit: int, on: date) -> list[int]:
    """What became of those that stood above a body when it ended, the nearest first."""
    until = last_day_of_unit(unit)
    stood = above(unit, until - A_DAY)[::-1] if until is not None else []
    return [one for body in stood for one in successors_on(body, on)]
