"""The primitive steps that every act of reorganisation is made of; plain tuples, as the ledger keeps them.

A unit that exists is named by its number, one that the same act founds by its code.
"""

from __future__ import annotations

from typing import NamedTuple

Ref = int | str


class Founded(NamedTuple):
    """A unit begins to exist; `parent` is None for a root."""

    code: str
    name: str
    kind: str
    parent: Ref | None
    sector: str = ""
    locality: int | None = None


class Changed(NamedTuple):
    """A unit is renamed, or becomes another kind; empty fields stay as they were."""

    unit: int
    name: str = ""
    kind: str = ""
    sector: str = ""


class Placed(NamedTuple):
    """A unit and everything below it comes under another unit."""

    unit: int
    parent: Ref


class Moved(NamedTuple):
    """Members of a cell go to another: those named, or everybody not named elsewhere where nobody is named here."""

    cell: int
    to: Ref
    persons: tuple[int, ...] = ()


class Carried(NamedTuple):
    """A post held in a unit goes on in another one; every other post of a unit that ends, or of a cell that its holder leaves, ends."""

    person: int
    title: str
    unit: int
    to: Ref


class Lineage(NamedTuple):
    """A unit goes on in another; `act` is the kind of act of this pair where a plan holds several."""

    predecessor: int
    successor: Ref
    act: str = ""
