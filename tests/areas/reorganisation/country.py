"""A commune with cells large enough to be divided, beside the world's own units; invented people by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from dangvu.members.commands import GivePost
from dangvu.organisation.commands import FoundUnit
from tests.world import CELL, COMMITTEE, World, decide, newcomer

BORN = date(2005, 1, 1)
DAY = date(2024, 3, 1)
"""The day of the acts."""


class Commune(NamedTuple):
    """A commune committee with three cells: twelve, seven and four official members, in the order of their files."""

    unit: int
    one: int
    two: int
    three: int
    ones: Sequence[int]
    twos: Sequence[int]
    threes: Sequence[int]
    secretary: int
    """Of cell one; its first member."""


def commune(world: World, letter: str = "K", parent: int | None = None) -> Commune:
    """Founded in 2005, everybody official a year later."""
    above = founded(letter, f"Đảng bộ xã {letter}", COMMITTEE, world.cau_go if parent is None else parent)
    cells = [founded(f"{letter}.{turn}", f"Chi bộ {letter}{turn}", CELL, above) for turn in (1, 2, 3)]
    crews = [
        [admitted(f"{letter}{turn}{place:02}", cell) for place in range(count)]
        for turn, (cell, count) in enumerate(zip(cells, (12, 7, 4), strict=True))
    ]
    decide(GivePost(on=date(2015, 1, 1), person=crews[0][0], title="Bí thư", unit=cells[0]))
    decide(GivePost(on=date(2015, 1, 1), person=crews[1][0], title="Phó bí thư", unit=cells[1]))
    return Commune(above, *cells, *crews, crews[0][0])


def founded(code: str, name: str, kind: str, parent: int, on: date = BORN) -> int:
    """A unit by its number."""
    number: int = decide(FoundUnit(on=on, code=code, name=name, kind=kind, parent=parent)).payload["given"][0]
    return number


def admitted(record_no: str, cell: int, ceremony: date = date(2006, 2, 3), now: datetime | None = None, **differing: object) -> int:
    """An official member by number, of the cell since the ceremony."""
    values = {"official": ceremony.replace(year=ceremony.year + 1), **differing}
    number: int = decide(newcomer(record_no, f"Lê Văn {record_no}", ceremony, cell, **values), now).payload["given"][0]
    return number
