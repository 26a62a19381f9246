"""One decision carries a whole act of reorganisation, of two cells or of three provinces; the areas below write what it says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from dangvu.commands import Change, Command, Problem, register
from dangvu.members import moving
from dangvu.members.heads import moved_with
from dangvu.organisation.reshaping import (
    NewUnit,
    Turned,
    Went,
    end_units,
    found_units,
    place_units,
    refresh_tree,
    settle_tree,
    succeed,
    turn_units,
)
from dangvu.reorganisation import rules
from dangvu.reorganisation.picture import Outcome, Steps
from dangvu.reorganisation.queries import picture_of
from dangvu.reorganisation.steps import Carried, Changed, Founded, Lineage, Moved, Placed, Ref
from dangvu.rulebook.queries import in_force, rule


@dataclass(frozen=True, kw_only=True)
class Reorganise(Command):
    """An act of reorganisation (`kinds.ACTS`) as its primitive steps, all on one day.

    `unit` is the one whose committee decides: everything touched stands at or below it; None where only the whole register is enough.
    The order within a kind of step means nothing; founding comes before moving, moving before ending.
    """

    act: str
    unit: int | None = None
    founded: tuple[Founded, ...] = ()
    changed: tuple[Changed, ...] = ()
    placed: tuple[Placed, ...] = ()
    moved: tuple[Moved, ...] = ()
    carried: tuple[Carried, ...] = ()
    ended: tuple[int, ...] = ()
    lineage: tuple[Lineage, ...] = ()

    def reach(self) -> Collection[int]:
        """Every unit named that exists: it must lie in scope today too, not on the day of the act alone."""
        return set(steps_of(self).units())

    def movers(self) -> Collection[int]:
        """Everybody whose stays change: an act of an earlier day does not tell anew of somebody who has gone to another office since."""
        steps = steps_of(self)
        return {*steps.persons(), *moved_with(list(steps.whole), _closing(self), self.on)}


def steps_of(command: Reorganise) -> Steps:
    """The steps without what they rest on."""
    return Steps(
        command.act, command.founded, command.changed, command.placed, command.moved, command.carried, command.ended, command.lineage
    )  # fmt: skip


def judge(command: Reorganise) -> list[Problem]:
    """A known form; everything named is there; nobody is lost; kinds, numbers and the deciding body as the rules of the day want them."""
    steps = steps_of(command)
    if problems := rules.form(steps):
        return problems
    outcome = Outcome(picture_of(steps, command.on, command.unit), steps)
    if problems := list(rules.references(outcome)) or list(rules.direction(outcome)):
        return problems
    allowed = rule("org_nesting", command.on)
    return [
        *rules.scope(outcome, command.unit), *rules.nesting(outcome, allowed.value, allowed.source), *rules.moves(outcome),
        *rules.endings(outcome), *rules.succession(outcome),
    ] or _thresholds(command, outcome)  # fmt: skip


def _thresholds(command: Reorganise, outcome: Outcome) -> list[Problem]:
    least = rule("org_min_official", command.on)
    bases = rule("org_grassroots_kinds", command.on).value

    def deciders(key: str) -> tuple[list[str], str] | None:
        found = in_force(key, command.on)
        return (found.value, found.source) if found else None

    return [
        *rules.balance(outcome), *rules.enough(outcome, least.value, least.source),
        *rules.competence(outcome, command.unit, deciders, bases),
    ]  # fmt: skip


def apply(command: Reorganise, change: Change) -> None:
    """Units are founded, turned and placed, members move, units end with their posts; the database judges, what is derived follows."""
    new = [NewUnit(row.code, row.name, row.kind, row.sector, row.locality) for row in command.founded]
    numbers = found_units(new, command.on, change) if new else {}
    number = partial(_number, numbers)
    turned = {row.unit: Turned(row.name, row.kind, row.sector) for row in command.changed}
    if turned:
        turn_units(turned, command.on, change)
    places = {numbers[row.code]: number(row.parent) for row in command.founded if row.parent is not None}
    places |= {row.unit: number(row.parent) for row in command.placed}
    if places:
        place_units(places, command.on, change)
    whole = {row.cell: number(row.to) for row in command.moved if not row.persons}
    named = [moving.Named(person, row.cell, number(row.to)) for row in command.moved for person in row.persons]
    left = moving.move_members(whole, named, _closing(command), command.on, change)
    if command.ended:
        end_units(command.ended, command.on, change)
    carried = [moving.Carried(row.person, row.title, row.unit, number(row.to)) for row in command.carried]
    if left or command.ended or carried:
        moving.move_posts(command.ended, left, carried, command.on, change)
    if command.lineage:
        succeed([Went(row.predecessor, number(row.successor), row.act or command.act) for row in command.lineage], command.on, change)
    settle_tree()
    refresh_tree({*numbers.values(), *places, *command.ended})
    moving.refresh_moved(sorted({one.person for one in left}))


def _closing(command: Reorganise) -> set[int]:
    """What is no cell any more: it ends, or becomes a kind that has no members of its own."""
    cells = rule("org_cell_kinds", command.on).value
    return {*command.ended, *(row.unit for row in command.changed if row.kind and row.kind not in cells)}


def _number(numbers: dict[str, int], ref: Ref) -> int:
    return numbers[ref] if isinstance(ref, str) else ref


register("reorganisation.reorganise", Reorganise, judge=judge, apply=apply)
