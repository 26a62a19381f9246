"""What an act starts from and what it leaves, of the units that it touches alone: the one read, the other computed from the steps.

Values only. That what is computed here is what is written is shown by the rehearsal and by tests/property.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dangvu.reorganisation.steps import Carried, Changed, Founded, Lineage, Moved, Placed, Ref


class Seen(NamedTuple):
    """A unit that exists on the day; `turns_later` says that an end, or a later state, place or lineage of it is recorded."""

    code: str
    name: str
    kind: str
    is_cell: bool
    turns_later: bool


class Heads(NamedTuple):
    """How many members, and how many of them official."""

    members: int = 0
    official: int = 0


@dataclass(frozen=True)
class Picture:
    """What is held of the day before anything of the act is done.

    `gone` are names of units named that do not exist on the day (codes, where they exist on none); `parents` lead up from everything
    touched; `below` is what stands directly below units that end or change their kind, on the day or later; `heads` count each cell;
    `staying` are those in cells that end, on the day or later; `cell_of` and `officials` are of persons named.
    """

    units: Mapping[int, Seen]
    gone: Mapping[int, str]
    parents: Mapping[int, int]
    below: Mapping[int, list[int]]
    heads: Mapping[int, Heads]
    staying: Mapping[int, set[int]]
    cell_of: Mapping[int, int]
    officials: frozenset[int]
    posts: frozenset[tuple[int, str, int]]
    taken: frozenset[str]
    cell_kinds: frozenset[str]


@dataclass(frozen=True)
class Steps:
    """The steps of an act, and what it is called."""

    act: str
    founded: tuple[Founded, ...]
    changed: tuple[Changed, ...]
    placed: tuple[Placed, ...]
    moved: tuple[Moved, ...]
    carried: tuple[Carried, ...]
    ended: tuple[int, ...]
    lineage: tuple[Lineage, ...]

    def units(self) -> Iterator[int]:
        """Every unit named that should exist already."""
        return (ref for ref in self.refs() if isinstance(ref, int))

    def refs(self) -> Iterator[Ref]:
        """Everything named."""
        yield from (row.parent for row in self.founded if row.parent is not None)
        yield from (row.unit for row in self.changed)
        yield from self.ended
        for placed in self.placed:
            yield from (placed.unit, placed.parent)
        for moved in self.moved:
            yield from (moved.cell, moved.to)
        for carried in self.carried:
            yield from (carried.unit, carried.to)
        for pair in self.lineage:
            yield from (pair.predecessor, pair.successor)

    def persons(self) -> Iterator[int]:
        """Everybody moved by name."""
        return (person for row in self.moved for person in row.persons)

    @cached_property
    def whole(self) -> dict[int, Ref]:
        """Where everybody goes who is in a cell and not moved by name."""
        return {row.cell: row.to for row in self.moved if not row.persons}

    @cached_property
    def new(self) -> dict[str, Founded]:
        """What is founded, by code."""
        return {row.code: row for row in self.founded}


class Flow(NamedTuple):
    """Members that go together: from a cell, to a cell; `persons` is empty for those who are not named."""

    cell: int
    to: Ref
    heads: Heads
    named: bool


@dataclass(frozen=True)
class Outcome:
    """What the steps leave of a picture."""

    picture: Picture
    steps: Steps

    @cached_property
    def _ended(self) -> frozenset[int]:
        return frozenset(self.steps.ended)

    @cached_property
    def _kinds(self) -> dict[int, str]:
        return {row.unit: row.kind for row in self.steps.changed if row.kind}

    @cached_property
    def _placed(self) -> dict[int, Ref]:
        return {row.unit: row.parent for row in self.steps.placed}

    def name(self, ref: Ref) -> str:
        """What a unit is called, the one it had before where it exists."""
        seen = self.picture.units.get(ref) if isinstance(ref, int) else self.steps.new.get(ref)
        return seen.name if seen else self.picture.gone.get(ref, str(ref)) if isinstance(ref, int) else ref

    def names(self, refs: Iterator[Ref]) -> str:
        """Names for a sentence, at most three of them."""
        named = [f"“{self.name(ref)}”" for ref in refs]
        return ", ".join(named[:3]) + (f" và {len(named) - 3} tổ chức khác" if len(named) > 3 else "")

    def is_alive(self, ref: Ref) -> bool:
        """Whether a unit exists once everything is done."""
        return ref in self.steps.new if isinstance(ref, str) else ref in self.picture.units and ref not in self._ended

    def kind(self, ref: Ref) -> str:
        """What kind a unit is then."""
        if isinstance(ref, str):
            return self.steps.new[ref].kind if ref in self.steps.new else ""
        seen = self.picture.units.get(ref)
        return self._kinds.get(ref) or (seen.kind if seen else "")

    def is_cell(self, ref: Ref) -> bool:
        """Whether members belong to it then."""
        return self.is_alive(ref) and self.kind(ref) in self.picture.cell_kinds

    def parent(self, ref: Ref) -> Ref | None:
        """What it stands below then."""
        if isinstance(ref, str):
            return self.steps.new[ref].parent
        return self._placed.get(ref, self.picture.parents.get(ref))

    def path(self, ref: Ref) -> list[Ref]:
        """It and everything above it then; a circle is followed once."""
        found: list[Ref] = []
        here: Ref | None = ref
        while here is not None and here not in found:
            found.append(here)
            here = self.parent(here)
        return found

    def path_before(self, unit: int) -> list[int]:
        """It and everything above it before."""
        found, here = [unit], self.picture.parents.get(unit)
        while here is not None:
            found.append(here)
            here = self.picture.parents.get(here)
        return found

    def below(self, unit: int) -> list[Ref]:
        """What stands directly below it then, of units that end or change their kind."""
        stay = [child for child in self.picture.below.get(unit, ()) if child not in self._ended and child not in self._placed]
        return [*stay, *(child for child, parent in self._placed.items() if parent == unit),
                *(row.code for row in self.steps.founded if row.parent == unit)]  # fmt: skip

    @cached_property
    def flows(self) -> list[Flow]:
        """Everybody in the cells of the picture: who stays, who goes with the cell, and each person who is named."""
        named: dict[int, list[tuple[int, Ref]]] = defaultdict(list)
        for row in self.steps.moved:
            named[row.cell] += [(person, row.to) for person in row.persons if self.picture.cell_of.get(person) == row.cell]
        found = []
        for cell, heads in self.picture.heads.items():
            apart = [(to, Heads(1, int(person in self.picture.officials))) for person, to in named.get(cell, ())]
            rest = Heads(heads.members - len(apart), heads.official - sum(one.official for _to, one in apart))
            found += [Flow(cell, to, one, named=True) for to, one in apart]
            if rest.members:
                found.append(Flow(cell, self.steps.whole.get(cell, cell), rest, named=False))
        return found

    @cached_property
    def populated(self) -> frozenset[int]:
        """Every unit that had members before, in it or below it."""
        return frozenset(unit for cell in {flow.cell for flow in self.flows} for unit in self.path_before(cell))

    @cached_property
    def crews(self) -> dict[Ref, Heads]:
        """How many each cell has then, of the cells of the picture and those that take their members."""
        members, official = Counter[Ref](), Counter[Ref]()
        for flow in self.flows:
            members[flow.to] += flow.heads.members
            official[flow.to] += flow.heads.official
        return {cell: Heads(members[cell], official[cell]) for cell in members}
