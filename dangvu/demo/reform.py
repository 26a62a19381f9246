"""The reform of 1 July 2025 as one act over the three provinces: they become one, districts end, communes are put together.

Which old communes make up which new one is invented; that there are 124 of them, and their names, is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dangvu.demo.communes import COMMUNES
from dangvu.demo.neighbours import NEIGHBOURS, TRA_VINH
from dangvu.demo.printed import DIRECT
from dangvu.demo.shares import allot
from dangvu.demo.tree import COMMUNE
from dangvu.organisation.queries import UnitOn, children, unit_by_code, unit_on
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Changed, Founded, Lineage, Placed

DAY = date(2025, 7, 1)
ROOT, NAME = "VL2025", "Vĩnh Long"
BASIC_CELL = "Chi bộ cơ sở"
BODY, PAPER = "Bộ Chính trị (minh họa)", "QĐ/TW tháng 6/2025 (minh họa)"


class District(NamedTuple):
    """A district's body on the last day, its old communes, and what else stood directly below it."""

    unit: UnitOn
    communes: Sequence[UnitOn]
    others: Sequence[UnitOn]


@dataclass
class Steps:
    """The act as it is written down."""

    founded: list[Founded] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    lineage: list[Lineage] = field(default_factory=list)

    def consolidate(self, units: Sequence[UnitOn], new: Founded, on: date) -> None:
        """Units end in a new one, under which everything directly below them comes."""
        self.founded.append(new)
        for unit in units:
            for below in children(unit.id, on):
                self.put(below, new.code, above=new.kind)
            self.end(unit, [new.code], "consolidate")

    def put(self, unit: UnitOn, parent: str, *, above: str = DIRECT) -> None:
        """A unit comes under a new one; a cell below a body above the grassroots is one of the grassroots."""
        self.placed.append(Placed(unit.id, parent))
        if above == DIRECT and unit.cell and unit.kind != BASIC_CELL:
            self.changed.append(Changed(unit.id, kind=BASIC_CELL))

    def end(self, unit: UnitOn, heirs: Sequence[str], act: str) -> None:
        """A unit ends, and goes on in others."""
        self.ended.append(unit.id)
        self.lineage.extend(Lineage(unit.id, heir, act) for heir in heirs)


def reform() -> Reorganise:
    """The act, from the tree as it stands on the day before."""
    before = date.fromordinal(DAY.toordinal() - 1)
    roots = [_root(province.root, before) for province in (TRA_VINH, *NEIGHBOURS)]
    steps = Steps(founded=[Founded(ROOT, f"Đảng bộ tỉnh {NAME}", roots[0].kind, None)])
    districts, bodies = [], dict[str, list[UnitOn]]()
    for root in roots:
        for unit in children(root.id, before):
            below = children(unit.id, before)
            communes = [one for one in below if one.sector == COMMUNE]
            if communes:
                districts.append(District(unit, communes, [one for one in below if one.sector != COMMUNE]))
            else:
                bodies.setdefault(unit.name, []).append(unit)
        steps.end(root, [ROOT], "consolidate")
    for number, (name, units) in enumerate(bodies.items(), 1):
        steps.consolidate(units, Founded(f"{ROOT}.B{number:02}", name, DIRECT, ROOT, units[0].sector), before)
    _communes(steps, districts, before)
    return Reorganise(
        on=DAY, act="plan", founded=tuple(steps.founded), changed=tuple(steps.changed), placed=tuple(steps.placed),
        ended=tuple(steps.ended), lineage=tuple(steps.lineage), body=BODY, document=PAPER,
    )  # fmt: skip


def _root(code: str, on: date) -> UnitOn:
    unit = unit_by_code(code)
    found = unit_on(unit, on) if unit is not None else None
    if found is None:
        raise LookupError(code)
    return found


def _communes(steps: Steps, districts: Sequence[District], before: date) -> None:
    """New communes out of old ones of the same district; what else stood in the district comes under the first of them."""
    old = sum(len(district.communes) for district in districts)
    wanted = len(COMMUNES) if old >= len(COMMUNES) else len(districts)
    names = iter(enumerate(COMMUNES, 1))
    for district, many in zip(districts, _shares(districts, wanted), strict=True):
        codes = []
        for group in _groups(district.communes, many):
            number, name = next(names)
            codes.append(f"{ROOT}.{number:03}")
            steps.consolidate(group, Founded(codes[-1], f"Đảng bộ {name}", DIRECT, ROOT, COMMUNE), before)
        for unit in district.others:
            steps.put(unit, codes[0])
        steps.end(district.unit, codes, "end")


def _shares(districts: Sequence[District], wanted: int) -> list[int]:
    """At least one to each, the rest by the number of old communes."""
    rest = allot(wanted - len(districts), [len(district.communes) - 1 for district in districts])
    return [1 + many for many in rest]


def _groups(communes: Sequence[UnitOn], many: int) -> Iterator[Sequence[UnitOn]]:
    """Neighbours by their code, in groups of nearly one size."""
    at = 0
    for size in allot(len(communes), [1.0] * many):
        yield communes[at : at + size]
        at += size
