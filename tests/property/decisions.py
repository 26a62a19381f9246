"""Random decisions over a small province: most of them plausible, some wild, on few days and in any order.

A chooser picks one of several; hypothesis and a seeded generator both are one. What is plausible is read from the
second opinion of `oracle`, never from the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from dangvu.commands import Command
from dangvu.meetings.commands import ReportAttendance
from dangvu.members.commands import (
    ChangeAttributes,
    EndMembership,
    EndPost,
    GivePost,
    RecogniseOfficial,
    RegisterMember,
    RestoreMember,
    SetParticipation,
    TransferMember,
)
from dangvu.organisation.commands import ChangeUnit, EndUnit, FoundUnit, MoveUnit
from dangvu.people.commands import CorrectFacts
from tests.property.oracle import State, Turns, at
from tests.world import ABOVE, BASE_CELL, CELL, COMMITTEE, PROVINCE

T = TypeVar("T")
Choose = Callable[[Sequence[Any]], Any]

SECTION = "Đảng bộ bộ phận"
FOUNDED = date(2000, 1, 1)
SWAPPED = date(2010, 1, 1)
DAYS = [
    *(date(year, 1, 1) for year in range(2002, 2017, 2)),
    date(2007, 12, 31), date(2008, 1, 2), date(2009, 12, 31), date(2010, 1, 2), date(2011, 6, 15), date(2013, 6, 15),
]  # fmt: skip
BELOW = {PROVINCE: {ABOVE}, ABOVE: {COMMITTEE, BASE_CELL}, COMMITTEE: {SECTION, CELL}, SECTION: {CELL}}
PEOPLES = ("Kinh", "Khmer", "Hoa")
RELIGIONS = ("Không", "Phật giáo")
LEVELS = ("Trung học cơ sở", "Trung học phổ thông", "Đại học")
NAMES = ("Nguyễn Văn An", "Thạch Thị Bình", "Lê Cúc", "Trần Dũng", "Phạm Em", "Võ Phúc")
EXITS = ("expelled", "struck_off", "left_on_request", "dead", "transferred_out")


def base() -> list[Callable[[dict[str, int]], Command]]:
    """The decisions that every history begins with, as functions of the numbers given so far.

    The section P becomes a cell and the cell Q a section on the same day, so that each may stand below the other, at
    different times: decided out of order, that makes a circle on a day which neither decision names.
    """
    tree = [
        ("T", PROVINCE, ""), ("A", ABOVE, "T"), ("B", ABOVE, "T"), ("K", COMMITTEE, "A"), ("L", COMMITTEE, "B"), ("P", SECTION, "K"),
        ("Q", CELL, "K"), ("K1", CELL, "K"), ("K2", CELL, "K"), ("L1", CELL, "L"), ("S", BASE_CELL, "B"),
    ]  # fmt: skip

    def found(code: str, kind: str, above: str) -> Callable[[dict[str, int]], Command]:
        return lambda units: FoundUnit(on=FOUNDED, code=code, name=code, kind=kind, parent=units.get(above))

    return [
        *(found(*row) for row in tree),
        lambda units: ChangeUnit(on=SWAPPED, unit=units["P"], kind=CELL),
        lambda units: ChangeUnit(on=SWAPPED, unit=units["Q"], kind=SECTION),
        *(
            lambda units, turn=turn, cell=cell: _newcomer(turn, date(2002 + 2 * turn, 1, 1), units[cell])
            for turn, cell in enumerate(("K1", "K1", "K2", "L1"))
        ),
    ]


def _newcomer(turn: int, on: date, cell: int, official: date | None = None) -> RegisterMember:
    return RegisterMember(
        on=on, record_no=f"{turn + 1:03}", name=NAMES[turn % len(NAMES)], born=date(on.year - 30 - turn % 7, 3, 4),
        female=turn % 3 == 0, ethnicity=PEOPLES[turn % 3], religion=RELIGIONS[turn % 2], decided=on, ceremony=on,
        official=official, cell=cell, education=LEVELS[turn % 3],
    )  # fmt: skip


def some(choose: Choose, options: Iterable[T]) -> T | None:
    """One of the options; None where there is none."""
    listed = list(options)
    return choose(listed) if listed else None


def _lasting_cells(state: State, on: date) -> list[int]:
    """Cells on a day that are never recorded as anything else later."""
    return [
        number
        for number, unit in state.units.items()
        if state.is_cell(number, on) and all(state.is_cell(number, turn) for turn in unit.state if turn > on)
    ]


def _stays(state: State, *, begun: bool) -> list[tuple[int, date]]:
    """Persons with days on which they are members; with `begun` they were already in the same cell on the day before."""
    return [
        (number, day)
        for number, person in state.people.items()
        for day in DAYS
        if at(person.cell, day) is not None and not (begun and day in person.cell)
    ]


def _last_stays(state: State) -> list[tuple[int, date]]:
    return [(number, day) for number, day in _stays(state, begun=True) if day > max(state.people[number].cell)]


def found_unit(state: State, choose: Choose) -> Command | None:
    """A new cell below a committee, a section or a body above."""
    on = choose(DAYS)
    above = some(choose, [number for number in state.units if at(state.units[number].state, on) and not state.is_cell(number, on)])
    if above is None:
        return None
    kind = some(choose, sorted(BELOW.get(at(state.units[above].state, on)[1], ())))
    return FoundUnit(on=on, code=f"N{len(state.units)}", name="Chi bộ mới", kind=kind or CELL, parent=above)


def change_unit(state: State, choose: Choose) -> Command | None:
    """A new name, seldom another kind."""
    alive = [(number, day) for number in state.units for day in DAYS if state.alive(number, day)]
    unit, on = choose(alive)
    return ChangeUnit(on=on, unit=unit, name=choose(("Tên mới", "Tên khác")), kind=choose(("", "", "", "", CELL, SECTION)))


def move_unit(state: State, choose: Choose) -> Command | None:
    """A unit that has a unit above it, to another one of a fitting kind."""
    unit, on = choose([(number, day) for number, unit in state.units.items() for day in DAYS if at(unit.above, day) is not None])
    kind = at(state.units[unit].state, on)[1]
    fitting = [number for number in state.units if state.alive(number, on) and kind in BELOW.get(at(state.units[number].state, on)[1], ())]
    above = some(choose, fitting)
    return above and MoveUnit(on=on, unit=unit, parent=above)


def _spans(turns: Turns) -> Iterator[tuple[Any, date]]:
    """What was so, and the day on which that ended."""
    days = [*sorted(turns), date.max]
    return ((turns[day], until) for day, until in pairwise(days))


def swap_units(state: State, choose: Choose) -> Command | None:
    """P or Q below the other one, on a day on which their kinds allow it."""
    named = {unit.code: number for number, unit in state.units.items()}
    on = choose(DAYS)
    below, above = ("Q", "P") if on < SWAPPED else ("P", "Q")
    if not (state.alive(named[below], on) and state.alive(named[above], on)):
        return None
    return MoveUnit(on=on, unit=named[below], parent=named[above])


def end_unit(state: State, choose: Choose) -> Command | None:
    """A unit without members or units below from the day on, and without a later turn of its own."""
    busy: dict[int, date] = {}
    for turns in (*(person.cell for person in state.people.values()), *(unit.above for unit in state.units.values())):
        for number, until in _spans(turns):
            if number is not None:
                busy[number] = max(until, busy.get(number, until))
    free = [
        (number, day)
        for number, unit in state.units.items()
        for day in DAYS
        if state.alive(number, day) and day > max((*unit.state, *unit.above)) and day >= busy.get(number, day)
    ]
    chosen = some(choose, free)
    return chosen and EndUnit(on=chosen[1], unit=chosen[0])


def register_member(state: State, choose: Choose) -> Command | None:
    """Somebody new, perhaps already with the official day."""
    on = choose(DAYS)
    cell = some(choose, _lasting_cells(state, on))
    official = choose((None, None, date(on.year + 1, on.month, on.day)))
    return cell and _newcomer(len(state.people), on, cell, official)


def transfer_member(state: State, choose: Choose) -> Command | None:
    """A member, to another cell."""
    chosen = some(choose, _stays(state, begun=True))
    if chosen is None:
        return None
    person, on = chosen
    cell = some(choose, [cell for cell in _lasting_cells(state, on) if cell != at(state.people[person].cell, on)])
    return cell and TransferMember(on=on, person=person, cell=cell)


def recognise_official(state: State, choose: Choose) -> Command | None:
    """A member whose year is over."""
    waiting = [
        (number, day)
        for number, day in _stays(state, begun=False)
        if state.people[number].official is None and (day - state.people[number].ceremony).days > 366
    ]
    chosen = some(choose, waiting)
    return chosen and RecogniseOfficial(on=chosen[1], person=chosen[0])


def set_participation(state: State, choose: Choose) -> Command | None:
    """A member, in another state than the one of the day."""
    chosen = some(choose, _stays(state, begun=False))
    if chosen is None:
        return None
    person, on = chosen
    now = at(state.people[person].participation, on) or "active"
    return SetParticipation(on=on, person=person, value=choose([v for v in ("active", "exempt", "away", "suspended") if v != now]))


def change_attributes(state: State, choose: Choose) -> Command | None:
    """A member with another level of education or a profession."""
    chosen = some(choose, _stays(state, begun=False))
    return chosen and ChangeAttributes(
        on=chosen[1], person=chosen[0], education=choose(("", *LEVELS)), profession=choose(("Nông dân", "Giáo viên"))
    )  # fmt: skip


def give_post(state: State, choose: Choose) -> Command | None:
    """A member as secretary of the own cell, or of a unit above it."""
    chosen = some(choose, _stays(state, begun=False))
    if chosen is None:
        return None
    person, on = chosen
    unit = choose(state.path(at(state.people[person].cell, on), on))
    return GivePost(on=on, person=person, title=choose(("Bí thư", "Phó bí thư", "Ủy viên")), unit=unit)


def end_post(state: State, choose: Choose) -> Command | None:
    """Wild: posts are not part of the second opinion."""
    person = some(choose, list(state.people))
    return person and EndPost(on=choose(DAYS), person=person, title="Bí thư", unit=choose(list(state.units)))


def end_membership(state: State, choose: Choose) -> Command | None:
    """A member in the last recorded stay."""
    chosen = some(choose, _last_stays(state))
    return chosen and EndMembership(on=chosen[1], person=chosen[0], kind=choose(EXITS))


def restore_member(state: State, choose: Choose) -> Command | None:
    """Somebody who left and did not come back; not every way out leads back in every way."""
    gone = [
        (number, day)
        for number, person in state.people.items()
        for day in DAYS
        if person.cell[max(person.cell)] is None and day >= max(person.cell)
    ]
    chosen = some(choose, gone)
    if chosen is None:
        return None
    cell = some(choose, _lasting_cells(state, chosen[1]))
    entry = choose(("restored", "restored", "readmitted", "transferred_in"))
    return cell and RestoreMember(on=chosen[1], person=chosen[0], cell=cell, entry=entry, hardship=True)


def report_attendance(state: State, choose: Choose) -> Command | None:
    """A cell's month, half of the time one that it has already reported."""
    cells = [(number, day) for number in state.units for day in DAYS if state.is_cell(number, day)]
    again = [(number, day) for number, day in cells if (number, day.replace(day=1)) in state.reports]
    cell, on = choose(choose((cells, again or cells)))
    due = choose(range(1, 6))
    return ReportAttendance(on=on, cell=cell, due=due, present=choose(range(due + 1)))


def correct_facts(state: State, choose: Choose) -> Command | None:
    """Another set of facts for somebody."""
    number = some(choose, list(state.people))
    if number is None:
        return None
    facts = state.people[number].facts
    return CorrectFacts(
        on=choose(DAYS), person=number, record_no=facts["record_no"], name=choose(NAMES), born=date.fromisoformat(facts["born"]),
        female=choose((True, False)), ethnicity=choose(PEOPLES), religion=choose(RELIGIONS),
    )  # fmt: skip


def wild(state: State, choose: Choose) -> Command | None:
    """A transfer, a move or an end that nobody checked beforehand."""
    on, unit, other = choose(DAYS), choose(list(state.units)), choose(list(state.units))
    return choose((
        MoveUnit(on=on, unit=unit, parent=other),
        EndUnit(on=on, unit=unit),
        *(TransferMember(on=on, person=person, cell=unit) for person in list(state.people)[:1]),
    ))  # fmt: skip


PROPOSALS: dict[str, Callable[[State, Choose], Command | None]] = {
    proposal.__name__: proposal
    for proposal in (
        register_member, transfer_member, move_unit, set_participation, end_membership, restore_member, recognise_official,
        change_unit, found_unit, swap_units, end_unit, change_attributes, report_attendance, correct_facts, give_post, end_post, wild,
    )
}  # fmt: skip


def propose(kind: str, state: State, choose: Choose) -> Command:
    """A decision of that kind, or, where none makes sense, a newcomer or a new cell."""
    command = PROPOSALS[kind](state, choose) or register_member(state, choose) or found_unit(state, choose)
    if command is None:
        raise AssertionError("nothing can be decided in this register")
    return command
