"""A slow second opinion: the register told again from its decisions alone, in plain dictionaries, one day at a time.

Nothing of the program is used but the ledger's two tables, and no SQL beyond reading them. A turn is a day on which
something begins to be so; what is so on a day is the latest turn not after it. Every figure is counted by looking at
each person on each day asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dangvu.ledger.models import Decision, PersonalValue

CELLS = {"Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ"}
SMALL = 10
ONE_DAY = timedelta(days=1)

Turns = dict[date, Any]


@dataclass(frozen=True)
class Told:
    """A decision with its personal values put back."""

    id: int
    kind: str
    on: date
    recorded: datetime
    values: dict[str, Any]
    given: tuple[int, ...]


def read_ledger(after: int = 0) -> list[Told]:
    """Every decision after a number, in order."""
    personal: dict[int, dict[str, Any]] = defaultdict(dict)
    for decision, name, value in PersonalValue.objects.filter(decision_id__gt=after).values_list("decision_id", "field", "value"):
        personal[decision][name] = value
    return [
        Told(row.id, row.kind, row.on, row.recorded, row.payload["values"] | personal[row.id], tuple(row.payload["given"]))
        for row in Decision.objects.filter(id__gt=after).order_by("id")
    ]


def at(turns: Turns, day: date) -> Any:
    """What is so on a day; None before the first turn."""
    last = max((turn for turn in turns if turn <= day), default=None)
    return None if last is None else turns[last]


@dataclass
class Unit:
    """A unit: what it was (None once it has ended) and under whom."""

    code: str
    state: Turns = field(default_factory=dict)
    above: Turns = field(default_factory=dict)


@dataclass
class Person:
    """A person: the cell by day, how entries and exits came about, both dimensions of status, attributes, facts, party age."""

    facts: dict[str, Any]
    decided: date
    ceremony: date
    official: date | None
    cell: Turns = field(default_factory=dict)
    entries: dict[date, str] = field(default_factory=dict)
    exits: dict[date, str] = field(default_factory=dict)
    standing: Turns = field(default_factory=dict)
    participation: Turns = field(default_factory=dict)
    attributes: Turns = field(default_factory=dict)
    counted: Turns = field(default_factory=dict)

    def follow(self, goes: dict[int, int], closing: set[int], on: date) -> None:
        """The stay of a day, and every later one in a cell that closes, is in those others; what then follows itself by transfer is one."""
        now = at(self.cell, on)
        if now in goes and on not in self.cell:
            self.cell[on] = now
            self.entries[on] = "transfer"
        for turn, cell in self.cell.items():
            if cell in goes and (turn == on or turn > on and cell in closing):
                self.cell[turn] = goes[cell]
        before = None
        for turn in sorted(self.cell):
            if self.cell[turn] == before and before is not None and self.entries.get(turn) == "transfer":
                del self.cell[turn], self.entries[turn]
            before = self.cell.get(turn, before)

    def last_exit(self) -> str:
        """How the last way out of the register came about."""
        return self.exits[max(self.exits)]

    def days_of_change(self) -> set[date]:
        """Every day on which anything dated about the person turns."""
        return {*self.cell, *self.exits, *self.standing, *self.participation, *self.attributes}


@dataclass
class State:
    """The register as a list of decisions leaves it."""

    units: dict[int, Unit] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    reports: dict[tuple[int, date], tuple[int, int]] = field(default_factory=dict)
    lineage: list[tuple[int, int, date, str]] = field(default_factory=list)

    def take(self, told: Told) -> None:
        """One more decision."""
        getattr(self, told.kind.replace(".", "_"))(told, **told.values)

    # units

    def organisation_found(self, told: Told, *, code: str, name: str, kind: str, parent: int | None, sector: str, **_: Any) -> None:
        unit = self.units[told.given[0]] = Unit(code)
        unit.state[told.on] = (name, kind, sector)
        if parent is not None:
            unit.above[told.on] = parent

    def organisation_change(self, told: Told, *, unit: int, name: str, kind: str, sector: str) -> None:
        turns = self.units[unit].state
        was = at(turns, told.on)
        turns[told.on] = (name or was[0], kind or was[1], sector or was[2])

    def organisation_move(self, told: Told, *, unit: int, parent: int) -> None:
        self.units[unit].above[told.on] = parent

    def organisation_end(self, told: Told, *, unit: int) -> None:
        self.units[unit].state[told.on] = None
        self.units[unit].above[told.on] = None

    def organisation_found_locality(self, told: Told, **_: Any) -> None:
        """Places hold no members."""

    def organisation_record_fact(self, told: Told, **_: Any) -> None:
        """Counts of places are compared elsewhere."""

    # acts of reorganisation

    def reorganisation_reorganise(
        self, told: Told, *, act: str, founded: list[Any], changed: list[Any], placed: list[Any], moved: list[Any], ended: list[int],
        lineage: list[Any], **_: Any,
    ) -> None:  # fmt: skip
        numbers = dict(zip((row[0] for row in founded), told.given, strict=True))

        def number(ref: int | str) -> int:
            return numbers[ref] if isinstance(ref, str) else ref

        for code, name, kind, parent, sector, _locality in founded:
            self.units[numbers[code]] = Unit(code, {told.on: (name, kind, sector)})
            if parent is not None:
                self.units[numbers[code]].above[told.on] = number(parent)
        for unit, name, kind, sector in changed:
            was = at(self.units[unit].state, told.on)
            self.units[unit].state[told.on] = (name or was[0], kind or was[1], sector or was[2])
        for unit, parent in placed:
            self.units[unit].above[told.on] = number(parent)
        named = {(person, cell): number(to) for cell, to, persons in moved for person in persons}
        whole = {cell: number(to) for cell, to, persons in moved if not persons}
        closing = {*ended, *(unit for unit, _name, kind, _sector in changed if kind and kind not in CELLS)}
        for who, person in self.people.items():
            goes = {
                cell: to
                for cell in {*whole, *(cell for one, cell in named if one == who)}
                if (to := named.get((who, cell), whole.get(cell)))
            }
            person.follow(goes, closing, told.on)
        for unit in ended:
            self.units[unit].state[told.on] = self.units[unit].above[told.on] = None
        self.lineage += [(one, number(other), told.on, kind or act) for one, other, kind in lineage]

    # members

    def members_register(
        self, told: Told, *, decided: str, ceremony: str, official: str | None, cell: int, entry: str, **values: Any
    ) -> None:
        person = Person(_facts(values), date.fromisoformat(decided), date.fromisoformat(ceremony), None)
        self.people[told.given[0]] = person
        self.enter(person, cell, told.on, entry)
        person.standing[told.on] = "probationary"
        person.counted[told.on] = person.decided
        person.attributes[told.on] = _attributes(values)
        if official is not None:
            person.official = date.fromisoformat(official)
            if person.official < person.ceremony.replace(year=person.ceremony.year + 1):
                raise AssertionError(f"{values['record_no']} is official less than a year after {ceremony}")
            person.standing[max(told.on, person.official)] = "official"

    def members_transfer(self, told: Told, *, person: int, cell: int) -> None:
        who = self.people[person]
        self.stay_behind(who, told.on)
        self.enter(who, cell, told.on, "transfer")

    def heirs(self, cell: int, day: date) -> set[int]:
        """The cells in which one went on that is a cell until a day."""
        if self.is_cell(cell, day) or not self.is_cell(cell, day - ONE_DAY):
            return set()
        return {other for one, other, on, _act in self.lineage if (one, on) == (cell, day) and self.is_cell(other, day)}

    def stay_behind(self, who: Person, on: date) -> None:
        """Turns after a day by which somebody only went where the cell went are forgotten."""
        followed = []
        for turn in sorted(turn for turn in who.cell if turn > on):
            if who.entries.get(turn) != "transfer" or who.cell[turn] not in self.heirs(at(who.cell, turn - ONE_DAY), turn):
                break
            followed.append(turn)
        for turn in followed:
            del who.cell[turn], who.entries[turn]

    def enter(self, who: Person, cell: int, on: date, entry: str) -> None:
        """A cell from a day on, and where it went, until the next turn, which is none if it is a transfer to where one is then."""
        who.cell[on], who.entries[on] = cell, entry
        following = min((turn for turn in who.cell if turn > on), default=None)
        for day in sorted(day for day in {step[2] for step in self.lineage} if day > on and (following is None or day < following)):
            after = self.heirs(cell, day)
            if len(after) == 1:
                (cell,) = after
                who.cell[day], who.entries[day] = cell, "transfer"
        if following and who.cell[following] == cell and who.entries.get(following) == "transfer":
            del who.cell[following], who.entries[following]

    def members_recognise_official(self, told: Told, *, person: int, **_: Any) -> None:
        who = self.people[person]
        who.official = told.on
        who.standing[told.on] = "official"
        for turn in who.standing:
            if turn > told.on:
                who.standing[turn] = "official"

    def members_set_participation(self, told: Told, *, person: int, value: str, **_ground: object) -> None:
        self.people[person].participation[told.on] = value

    def members_change_attributes(self, told: Told, *, person: int, **values: Any) -> None:
        turns = self.people[person].attributes
        was = at(turns, told.on)
        turns[told.on] = {name: new or was[name] for name, new in _attributes(values).items()}

    def members_give_post(self, told: Told, **_: Any) -> None:
        """Posts enter no figure yet."""

    def members_end_post(self, told: Told, **_: Any) -> None:
        """Posts enter no figure yet."""

    def members_end(self, told: Told, *, person: int, kind: str) -> None:
        who = self.people[person]
        self.stay_behind(who, told.on)
        who.cell[told.on] = None
        who.exits[told.on] = kind
        for turns in (who.standing, who.participation, who.attributes):
            for turn in [turn for turn in turns if turn >= told.on]:
                del turns[turn]
        who.participation[told.on] = "active"

    def members_restore(self, told: Told, *, person: int, cell: int, entry: str, **_findings: object) -> None:
        who = self.people[person]
        if who.last_exit() == "dead" and entry != "restored":
            raise AssertionError(f"{person} died and is {entry} on {told.on}")
        if who.last_exit() != "transferred_out" and entry == "transferred_in":
            raise AssertionError(f"{person} never went elsewhere and comes from there on {told.on}")
        self.enter(who, cell, told.on, entry)
        who.standing[told.on] = who.standing[max(who.standing)]
        who.attributes[told.on] = who.attributes[max(who.attributes)]
        if entry == "readmitted":
            who.standing[told.on] = "probationary"
            outside = told.on - max(day for day in who.exits if day <= told.on)
            who.counted[told.on] = at(who.counted, told.on) + outside
            who.decided, who.ceremony, who.official = told.on, told.on, None

    def people_correct(self, told: Told, *, person: int, **values: Any) -> None:
        self.people[person].facts = _facts(values)

    def people_record_citizen_id(self, told: Told, **values: Any) -> None:
        """No figure counts by it."""

    # meetings

    def meetings_report_attendance(self, told: Told, *, cell: int, due: int, present: int) -> None:
        self.reports[cell, told.on.replace(day=1)] = (due, present)

    # what is so on a day

    def alive(self, unit: int, day: date) -> bool:
        """Whether the unit exists."""
        return at(self.units[unit].state, day) is not None

    def is_cell(self, unit: int, day: date) -> bool:
        """Whether members may belong to it."""
        state = at(self.units[unit].state, day)
        return state is not None and state[1] in CELLS

    def path(self, unit: int, day: date) -> list[int]:
        """The unit and everything above it; nothing for a unit that does not exist."""
        if unit not in self.units or not self.alive(unit, day):
            return []
        path = [unit]
        while (above := at(self.units[path[-1]].above, day)) is not None:
            if above in path:
                raise AssertionError(f"{self.units[unit].code} stands below itself on {day}")
            path.append(above)
        return path

    def under(self, unit: int, cell: int | None, day: date) -> bool:
        """Whether a cell stands at or below the unit."""
        return cell is not None and unit in self.path(cell, day)

    def members(self, unit: int, day: date) -> list[int]:
        """Everybody counted under the unit."""
        return [number for number, person in self.people.items() if self.under(unit, at(person.cell, day), day)]

    def events(self) -> Iterator[tuple[int, date, str, int | None, int | None]]:
        """Person, day, kind, the cell left and the cell entered; a transfer is one event."""
        for number, person in self.people.items():
            for day in sorted({*person.entries, *person.exits}):
                before, after = at(person.cell, day - ONE_DAY), at(person.cell, day)
                if day in person.exits:
                    yield number, day, person.exits[day], before, None
                if day in person.entries:
                    yield number, day, person.entries[day], before if person.entries[day] == "transfer" else None, after


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("record_no", "card_no", "name", "born", "female", "ethnicity", "religion")}


def _attributes(values: dict[str, Any]) -> dict[str, str]:
    return {name: values[name] for name in ("education", "profession", "theory", "occupation")}


def told_again(decisions: Iterable[Told], known: datetime | None = None) -> State:
    """The register after these decisions, or after those recorded up to an instant."""
    state = State()
    for told in decisions:
        if known is None or told.recorded <= known:
            state.take(told)
    return state


def figures(state: State, unit: int, on: date, since: date) -> dict[str, int]:
    """Figures of a unit by code: stocks on the day `on`, events from `since` to `on`, both days included."""
    there = [state.people[number] for number in state.members(unit, on)]
    units = [number for number in state.units if unit in state.path(number, on)]
    crew = Counter(at(person.cell, on) for person in there)
    cells = [number for number in units if state.is_cell(number, on)]
    return {
        "members": len(there),
        "women": sum(person.facts["female"] for person in there),
        "probationary": sum(at(person.standing, on) == "probationary" for person in there),
        "official": sum(at(person.standing, on) == "official" for person in there),
        "exempt": sum(at(person.participation, on) == "exempt" for person in there),
        "religious": sum(person.facts["religion"] not in {"", "Không"} for person in there),
        "units": len(units),
        "cells": len(cells),
        "cells_under_10": sum(crew[cell] < SMALL for cell in cells),
        "opening": len(state.members(unit, since - ONE_DAY)),
        "closing": len(there),
        **_movements(state, unit, on, since),
        **_attendance(state, unit, on, since),
    }


def _movements(state: State, unit: int, on: date, since: date) -> dict[str, int]:
    found = Counter[str]()
    moved: dict[date, set[int]] = defaultdict(set)
    for number, day, kind, left, entered in state.events():
        if not since <= day <= on:
            continue
        moved[day].add(number)
        from_here, to_here = state.under(unit, left, day - ONE_DAY), state.under(unit, entered, day)
        if kind == "transfer":
            found["transfers_out"] += from_here and not to_here
            found["transfers_in"] += to_here and not from_here
        elif kind in {"admitted", "readmitted"}:
            found["admissions"] += to_here
        elif kind in {"restored", "transferred_in"}:
            found["returns_in"] += to_here
        else:
            found["exits"] += from_here
    for day in _turns_of_the_tree(state, since, on):
        before, after = set(state.members(unit, day - ONE_DAY)), set(state.members(unit, day))
        found["moved_in"] += len(after - before - moved[day])
        found["moved_out"] += len(before - after - moved[day])
    codes = ("admissions", "returns_in", "transfers_in", "moved_in", "exits", "transfers_out", "moved_out")
    return {code: found[code] for code in codes}


def _turns_of_the_tree(state: State, since: date, on: date) -> list[date]:
    return sorted({turn for unit in state.units.values() for turn in unit.above if since <= turn <= on})


def _attendance(state: State, unit: int, on: date, since: date) -> dict[str, int]:
    due = present = 0
    for (cell, month), (of_month, came) in state.reports.items():
        if since <= month <= on and state.under(unit, cell, _day_of_report(state, cell, month)):
            due, present = due + of_month, present + came
    return {"attendance_due": due, "attendance_present": present}


def _day_of_report(state: State, cell: int, month: date) -> date:
    """The first day of the month, or the day within it on which the cell began."""
    if state.alive(cell, month):
        return month
    began = [turn for turn, value in state.units[cell].state.items() if value is not None and turn >= month]
    first = min(began, default=month)
    return first if first.replace(day=1) == month else month


def by_ethnicity(state: State, unit: int, on: date) -> dict[str, int]:
    """Members of a unit by ethnic group."""
    return dict(Counter(state.people[number].facts["ethnicity"] for number in state.members(unit, on)))
