"""Random acts of reorganisation over a province of sixty members, most of them plausible; some lose somebody on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from dangvu.commands import Command
from dangvu.members.commands import EndMembership, GivePost, RegisterMember, TransferMember
from dangvu.organisation.commands import FoundUnit
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Carried, Changed, Founded, Lineage, Moved, Placed
from tests.property.decisions import DAYS, SECTION, propose
from tests.property.oracle import State, at
from tests.world import ABOVE, BASE_CELL, CELL, COMMITTEE, PROVINCE

FOUNDED, ADMITTED, OFFICIAL = date(2000, 1, 1), date(2000, 2, 3), date(2001, 2, 3)
FIRST, STEP = date(2002, 1, 1), timedelta(days=97)
PER_CELL = 5

Fields = dict[str, Any]


def base() -> list[Callable[[dict[str, int]], Command]]:
    """Two bodies above, two committees each, three cells each, and a base cell; five official members in each cell."""
    tree = [("T", PROVINCE, ""), ("A", ABOVE, "T"), ("B", ABOVE, "T")]
    tree += [(f"{body}{one}", COMMITTEE, body) for body in "AB" for one in "KL"]
    cells = [(f"{body}{one}{turn}", CELL, f"{body}{one}") for body in "AB" for one in "KL" for turn in range(3)]
    cells += [(f"{body}S", BASE_CELL, body) for body in "AB"]

    def found(code: str, kind: str, above: str) -> Callable[[dict[str, int]], Command]:
        return lambda units: FoundUnit(on=FOUNDED, code=code, name=code, kind=kind, parent=units.get(above))

    def admit(turn: int, cell: str) -> Callable[[dict[str, int]], Command]:
        return lambda units: RegisterMember(
            on=ADMITTED, record_no=f"{turn:04}", name=f"Lê Văn {turn}", born=date(1965 + turn % 9, 4, 5), female=turn % 3 == 0,
            ethnicity=("Kinh", "Khmer", "Hoa")[turn % 3], religion=("Không", "Phật giáo")[turn % 2], decided=ADMITTED, ceremony=ADMITTED,
            official=OFFICIAL, cell=units[cell], education=("Trung học cơ sở", "Đại học")[turn % 2],
        )  # fmt: skip

    members = [cell for cell, _kind, _above in cells for _ in range(PER_CELL)]
    return [
        *(found(*row) for row in [*tree, *cells]),
        *(admit(turn, cell) for turn, cell in enumerate(members)),
        *(
            lambda units, turn=turn, cell=cell: GivePost(on=FIRST - STEP, person=1 + turn * PER_CELL, title="Bí thư", unit=units[cell])
            for turn, (cell, _kind, _above) in enumerate(cells)
        ),
    ]


class Proposer:
    """Draws acts of one day over what the second opinion tells of that day."""

    def __init__(self, state: State, draw: Random, on: date) -> None:
        self.state, self.draw, self.on = state, draw, on
        alive = [number for number in state.units if state.alive(number, on)]
        self.kinds = {number: at(state.units[number].state, on)[1] for number in alive}
        self.above = {number: at(state.units[number].above, on) for number in alive}
        self.cells = [number for number in alive if state.is_cell(number, on)]
        self.crew = {cell: [who for who, person in state.people.items() if at(person.cell, on) == cell] for cell in self.cells}

    def of(self, *kinds: str) -> list[int]:
        """Living units of some kinds."""
        return [number for number, kind in self.kinds.items() if kind in kinds]

    def some(self, options: list[int], least: int, most: int) -> list[int]:
        """Several of them, or IndexError where there are too few."""
        if len(options) < least:
            raise IndexError
        return self.draw.sample(options, self.draw.randint(least, min(most, len(options))))

    def new(self, kind: str, parent: int | str) -> Founded:
        """Something that was never there."""
        return Founded(f"N{len(self.state.units)}.{self.draw.randrange(10**6)}", "Tổ chức mới", kind, parent)

    def beside(self, unit: int, options: list[int]) -> list[int]:
        """Those of the same kind, oftener below the same committee."""
        same = [other for other in options if other != unit and self.kinds[other] == self.kinds[unit]]
        near = [other for other in same if self.above[other] == self.above[unit]]
        return near if near and self.draw.random() < 0.6 else same

    def merge_cells(self) -> Fields:
        into = self.draw.choice(self.cells)
        return acts.merge_cells(self.some(self.beside(into, self.cells), 1, 3), into)

    def consolidate_cells(self) -> Fields:
        one = self.draw.choice(self.of(CELL))
        cells = [one, *self.some(self.beside(one, self.of(CELL)), 1, 2)]
        fields = acts.consolidate_cells(cells, self.new(CELL, self.above[one]))
        led = [(who, "Bí thư", one, fields["founded"][0].code) for who in self.crew[one][:1]]
        return {**fields, "carried": tuple(Carried(*row) for row in led)} if self.draw.random() < 0.3 else fields

    def split_cell(self) -> Fields:
        cell = self.draw.choice([cell for cell in self.of(CELL) if len(self.crew[cell]) > 5])
        return acts.split_cell(cell, [(self.new(CELL, self.above[cell]), self.some(self.crew[cell], 3, 5))])

    def some_members(self) -> Fields:
        cell, to = self.some(self.cells, 2, 2)
        return acts.some_members(cell, to, self.some(self.crew[cell], 1, 3))

    def found_cell(self) -> Fields:
        new = self.new(CELL, self.draw.choice(self.of(COMMITTEE)))
        cells = self.some(self.cells, 2, 3)
        return acts.found(new, [Moved(cell, new.code, tuple(self.some(self.crew[cell], 1, 3))) for cell in cells])

    def merge_bodies(self) -> Fields:
        into = self.draw.choice(self.of(COMMITTEE, ABOVE))
        return acts.merge_bodies(self.some(self.beside(into, self.of(COMMITTEE, ABOVE)), 1, 2), into, self.on)

    def consolidate_bodies(self) -> Fields:
        one = self.draw.choice(self.of(COMMITTEE))
        bodies = [one, *self.some(self.beside(one, self.of(COMMITTEE)), 1, 1)]
        return acts.consolidate_bodies(bodies, self.new(COMMITTEE, self.above[one]), self.on)

    def split_body(self) -> Fields:
        body = self.draw.choice(self.of(COMMITTEE, ABOVE))
        below = [unit for unit, parent in self.above.items() if parent == body]
        return acts.split_body(body, [(self.new(self.kinds[body], self.above[body]), self.some(below, 1, 3))])

    def move(self) -> Fields:
        unit = self.draw.choice(self.of(CELL, COMMITTEE, BASE_CELL, SECTION))
        fits = {CELL: (COMMITTEE, SECTION), SECTION: (COMMITTEE,), COMMITTEE: (ABOVE,), BASE_CELL: (ABOVE,)}[self.kinds[unit]]
        return acts.move(unit, self.draw.choice(self.of(*fits)))

    def rename(self) -> Fields:
        return acts.rename(self.draw.choice(list(self.kinds)), self.draw.choice(("Tên mới", "Tên khác")))

    def upgrade(self) -> Fields:
        cell = self.draw.choice([cell for cell in self.of(CELL) if len(self.crew[cell]) > 5 and self.kinds[self.above[cell]] == COMMITTEE])
        one, rest = self.new(CELL, cell), self.new(CELL, cell)
        return acts.upgrade(cell, SECTION, [(one, self.some(self.crew[cell], 3, 3)), (rest, [])], rest=rest.code)

    def downgrade(self) -> Fields:
        return acts.downgrade(self.draw.choice(self.of(SECTION)), CELL, self.on)

    def end_cell(self) -> Fields:
        """Into one that goes on, or half into each of two."""
        one = self.draw.choice(self.cells)
        first, *second = self.some(self.beside(one, self.cells), 1, 2)
        half = tuple(self.crew[one][: len(self.crew[one]) // 2]) if second else ()
        apart = [Moved(one, heir, half) for heir in second if half]
        return acts.end(one, [first, *(row.to for row in apart)], [*apart, Moved(one, first)])

    def dissolve_body(self) -> Fields:
        body = self.draw.choice(self.of(COMMITTEE, ABOVE))
        heir = self.draw.choice(self.beside(body, self.of(COMMITTEE, ABOVE)))
        below = [unit for unit, parent in self.above.items() if parent == body]
        return acts.end(body, [heir], placed=[Placed(unit, heir) for unit in below], act="dissolve")

    def plan(self) -> Fields:
        """Two or three acts that may contradict each other."""
        return acts.plan(
            *(self.draw.choice((self.merge_cells, self.rename, self.split_cell, self.move))() for _ in range(self.draw.randint(2, 3)))
        )

    def wild(self) -> Fields:
        """Steps by hand: a merger told of the wrong pair, members who are left, a body that goes on in a part of itself."""
        one, two, three = self.some(self.cells, 3, 3)
        body, other = self.some(self.of(ABOVE), 2, 2)
        below = [unit for unit, parent in self.above.items() if parent == body]
        new = self.new(CELL, self.above[one])
        lost_in_a_part: Fields = {
            "act": "plan",
            "placed": tuple(Placed(unit, other) for unit in below),
            "ended": (body,),
            "lineage": tuple(Lineage(body, unit) for unit in below[:1]),
        }
        lost_elsewhere: Fields = {
            "act": "split",
            "founded": (new,),
            "lineage": (Lineage(one, new.code),),
            "moved": (Moved(one, new.code, tuple(self.crew[one][:3])), Moved(one, two, tuple(self.crew[one][3:]))),
        }
        return self.draw.choice((
            {"act": "plan", "moved": (Moved(one, two),), "ended": (one,), "lineage": (Lineage(one, three),)},
            {"act": "plan", "moved": (Moved(one, two), Moved(three, two)), "lineage": (Lineage(one, two), Lineage(three, two))},
            {"act": "plan", "moved": (Moved(one, two, tuple(self.crew[one][:2])), Moved(one, three)), "lineage": (Lineage(one, three),)},
            {"act": "end", "ended": (one,), "lineage": (Lineage(one, two),)},
            lost_in_a_part, lost_in_a_part, lost_elsewhere, lost_elsewhere,
            {"act": "plan", "changed": (Changed(one, kind=SECTION),), "moved": (Moved(one, two),), "lineage": (Lineage(one, two),)},
        ))  # fmt: skip


KINDS = (
    "merge_cells", "merge_cells", "consolidate_cells", "split_cell", "split_cell", "some_members", "found_cell", "merge_bodies",
    "consolidate_bodies", "split_body", "split_body", "move", "move", "rename", "upgrade", "downgrade", "end_cell", "dissolve_body",
    "plan", "wild", "wild",
)  # fmt: skip


def draw_act(state: State, draw: Random, on: date) -> Reorganise:
    """One act on a day; another kind where there is nothing to do it to."""
    proposer = Proposer(state, draw, on)
    while True:
        try:
            fields = getattr(proposer, draw.choice(KINDS))()
        except IndexError:
            continue
        return Reorganise(on=on, document="15-QĐ/TU", **fields)


MEMBERS = ("register_member", "transfer_member", "end_membership", "restore_member", "set_participation", "give_post")
"""What happens between acts, by the proposals of `decisions`."""


def draw_decision(state: State, draw: Random) -> Command:
    """Something about a member, on any day; half of the time whatever is recorded of later days."""
    return draw.random() < 0.5 and draw_late(state, draw) or propose(draw.choice(MEMBERS), state, draw.choice)


def draw_late(state: State, draw: Random) -> Command | None:
    """A death or a transfer of somebody, into whatever was a cell on the day; None where the day is none of a stay."""
    who, on = draw.choice(sorted(state.people)), draw.choice(DAYS)
    cell = at(state.people[who].cell, on)
    if cell is None or on in state.people[who].cell:
        return None
    others = [unit for unit in state.units if unit != cell and state.is_cell(unit, on)]
    return draw.choice((EndMembership(on=on, person=who, kind="dead"), TransferMember(on=on, person=who, cell=draw.choice(others))))
