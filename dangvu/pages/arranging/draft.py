"""What the forms say together, as the command that would be decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.organisation.queries import above
from dangvu.organisation.trees import directly_below
from dangvu.pages.arranging.choices import INTO, ONE, SEVERAL, Chosen, Offered
from dangvu.reorganisation import acts
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.steps import Carried, Founded, Moved, Placed


@dataclass(frozen=True)
class Draft:
    """What the first three forms say together."""

    act: str
    given: Mapping[str, Any]
    chosen: Chosen
    offered: Offered

    @property
    def on(self) -> date:
        """The day it takes effect."""
        day: date = self.given["on"]
        return day

    def command(self, document: str = "", body: str = "") -> Reorganise:
        """The act as it would be decided."""
        fields = _FIELDS[self.act](self)
        stays = self.act in {"upgrade", "downgrade"}
        into = self.given.get(ONE) if stays else self.given.get("code") or self.given.get(INTO)
        carried = tuple(Carried(office.person.number, office.title, office.unit, into) for office in self.chosen.offices if into)
        return Reorganise(
            on=self.on, unit=self.offered.decider.id, document=document, body=body,
            **{**fields, "carried": (*fields.get("carried", ()), *carried)},
        )  # fmt: skip

    def new(self) -> Founded:
        """The unit that is founded, like the one that it comes from where nothing else is said."""
        numbers = self.given.get(SEVERAL) or [self.given.get(ONE)]
        like = next((row for number in numbers if number and (row := self.offered.of(number))), self.offered.decider)
        parent = self.given.get(INTO) or next(iter(above(like.id, self.on)[-1:]), self.offered.decider.id)
        return Founded(
            self.given["code"].strip(), self.given["name"].strip(), self.given.get("kind") or like.kind, parent,
            self.given.get("sector", like.sector if self.act != "found" else ""),
        )  # fmt: skip

    def cell_below(self, code: str, name: str) -> Founded:
        """A cell of the committee that a cell becomes."""
        kind, unit = self.offered.kind_of_cells(self.given["kind"]), self.given[ONE]
        row = self.offered.of(unit)
        return Founded(self.given[code].strip(), self.given[name].strip(), kind, unit, row.sector if row else "")


def _merge(draft: Draft) -> acts.Fields:
    units, into = draft.given[SEVERAL], draft.given[INTO]
    return acts.merge_cells(units, into) if draft.offered.is_cell(into) else acts.merge_bodies(units, into, draft.on)


def _consolidate(draft: Draft) -> acts.Fields:
    units = draft.given[SEVERAL]
    if all(draft.offered.is_cell(unit) for unit in units):
        return acts.consolidate_cells(units, draft.new())
    return acts.consolidate_bodies(units, draft.new(), draft.on)


def _split(draft: Draft) -> acts.Fields:
    unit = draft.given[ONE]
    if draft.offered.is_cell(unit):
        return acts.split_cell(unit, [(draft.new(), [one.number for one in draft.chosen.persons])])
    return acts.split_body(unit, [(draft.new(), draft.chosen.below)])


def _end(draft: Draft) -> acts.Fields:
    unit, heir = draft.given[ONE], draft.given.get(INTO)
    if not heir:
        return acts.end(unit, act=draft.act)
    if draft.offered.is_cell(unit):
        return acts.end(unit, [heir], moved=[Moved(unit, heir)], act=draft.act)
    below = directly_below([unit], draft.on).get(unit, [])
    return acts.end(unit, [heir], placed=[Placed(one, heir) for one in below], act=draft.act)


def _upgrade(draft: Draft) -> acts.Fields:
    unit, kind = draft.given[ONE], draft.given["kind"]
    if not draft.offered.divides(draft.act, draft.given):
        return {**acts.turn(unit, kind, draft.act), **_under(draft)}
    named, rest = draft.cell_below("code", "name"), draft.cell_below("rest_code", "rest_name")
    cells = [(named, [one.number for one in draft.chosen.persons]), (rest, [])]
    return {**acts.upgrade(unit, kind, cells, rest.code), **_under(draft)}


def _downgrade(draft: Draft) -> acts.Fields:
    unit, kind = draft.given[ONE], draft.given["kind"]
    gathers = draft.offered.gathers(draft.act, draft.given)
    return {**(acts.downgrade(unit, kind, draft.on) if gathers else acts.turn(unit, kind, draft.act)), **_under(draft)}


def _under(draft: Draft) -> acts.Fields:
    """Under another unit as well, where one is chosen: of the new kind it may not stand where it stood."""
    upper = draft.given.get(INTO)
    return {"placed": (Placed(draft.given[ONE], upper),)} if upper else {}


def _found(draft: Draft) -> acts.Fields:
    cells: dict[int, list[int]] = {}
    for person in draft.chosen.persons:
        cells.setdefault(person.cell, []).append(person.number)
    new = draft.new()
    return acts.found(new, [Moved(cell, new.code, tuple(persons)) for cell, persons in sorted(cells.items())])


_FIELDS: Mapping[str, Callable[[Draft], acts.Fields]] = {
    "merge": _merge,
    "consolidate": _consolidate,
    "split": _split,
    "end": _end,
    "dissolve": _end,
    "move": lambda draft: acts.move(draft.given[ONE], draft.given[INTO]),
    "rename": lambda draft: acts.rename(draft.given[ONE], draft.given["name"].strip()),
    "upgrade": _upgrade,
    "downgrade": _downgrade,
    "found": _found,
    "members": lambda draft: acts.some_members(draft.given[ONE], draft.given[INTO], [one.number for one in draft.chosen.persons]),
}
