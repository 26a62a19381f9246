"""The picture that an act starts from, read for the units that it touches; a whole reform in a dozen statements."""

from __future__ import annotations

from datetime import date

from dangvu.members.heads import crews, offices, officials, staying
from dangvu.members.queries import cells_of
from dangvu.organisation.queries import units_on
from dangvu.organisation.trees import below_any, codes_of, directly_below, held_codes, parents_above, turning_after
from dangvu.reorganisation.picture import Heads, Picture, Seen, Steps
from dangvu.rulebook.queries import rule


def picture_of(steps: Steps, on: date, decider: int | None) -> Picture:
    """What is held of a day of everything that the steps name, of what stands above it, and of the cells that they reach."""
    named = set(steps.units())
    reached = below_any(named, on) if steps.lineage or steps.moved or steps.ended else set[int]()
    kinds = frozenset(rule("org_cell_kinds", on).value)
    closing = {*steps.ended, *(row.unit for row in steps.changed if row.kind)}
    later = turning_after(closing, on) if closing else set[int]()
    below = directly_below(closing, on) if closing else {}
    touched = named | reached | {child for units in below.values() for child in units}
    parents = parents_above(touched, on)
    known = touched | set(parents.values())
    rows = units_on(sorted(known | ({decider} if decider is not None else set())), on)
    units = {unit.id: Seen(unit.code, unit.name, unit.kind, unit.cell, unit.id in later) for unit in rows if unit.alive}
    unheld = named - {unit.id for unit in rows}
    persons = set(steps.persons())
    cells = {unit for unit in reached if unit in units and units[unit].is_cell}
    heads = {cell: Heads(crew.members, crew.official) for cell, crew in crews(cells, on).items()} if cells else {}
    return Picture(
        units=units, gone={unit.id: unit.name for unit in rows if not unit.alive} | (codes_of(unheld) if unheld else {}),
        parents=parents, below=below, heads=heads,
        staying=staying([unit for unit in closing if unit in units and units[unit].is_cell], on) if closing else {},
        cell_of=cells_of(persons, on) if persons else {}, officials=frozenset(officials(persons, on)) if persons else frozenset(),
        posts=frozenset(offices({row.unit for row in steps.carried}, on)) if steps.carried else frozenset(),
        taken=frozenset(held_codes([row.code for row in steps.founded])) if steps.founded else frozenset(), cell_kinds=kinds,
    )  # fmt: skip
