"""The values shown by the partials of `templates/web/parts`; texts in them are already formatted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

Tone = Literal["", "ok", "warn", "bad", "info", "line"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a strip: label, number, what it consists of; `address` leads to its records."""

    label: str
    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A filter in force and the address without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Event:
    """A point of a timeline; `facts` (entered when, by whom, on which paper) unfold."""

    day: str
    title: str
    text: str = ""
    kind: Literal["", "key", "warn", "future"] = ""
    mark: str = ""
    tone: Tone = ""
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of a tree; a node whose children are not given is a plain link, marked when it `has_more`."""

    text: str
    address: str
    count: str = ""
    is_current: bool = False
    is_ended: bool = False
    is_open: bool = False
    has_more: bool = False
    children: Sequence[Node] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a sequence of pages; a step without address cannot be opened yet."""

    text: str
    state: Literal["done", "current", "ahead"] = "ahead"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `address` makes its number open its records, a `tone` its text a status; a `mark` is a word beside the number."""

    text: str
    address: str = ""
    tone: Tone = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; only a phone hides the `spare` ones."""

    text: str
    is_number: bool = False
    is_spare: bool = False
    mark: str = ""
    """A word that holds for all numbers of the column."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its heading, the remaining cells, and how deep it belongs to the row above (0 or 1)."""

    head: Cell
    cells: Sequence[Cell] = ()
    depth: int = 0
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; `caption` names it for those who cannot see it, `total` closes it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    is_stacked: bool = False
    """On a phone: each row a card (lists) instead of a table that scrolls sideways (statistics)."""


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of a longer list; pages count from 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """The number of pages; an empty list has one."""
        return max(1, ceil(self.total / self.size))

    @property
    def first(self) -> int:
        """The number of the first row of this page, 0 when there is none."""
        return min((self.page - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row of this page."""
        return min(self.page * self.size, self.total)

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if any."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def window(self) -> Sequence[int | None]:
        """The pages offered: the ends, this one and its neighbours; None stands for a gap."""
        offered = sorted({1, self.pages, *range(max(1, self.page - 1), min(self.pages, self.page + 1) + 1)})
        shown: list[int | None] = []
        for before, page in zip([0, *offered], offered, strict=False):
            if page - before > 1:
                shown.append(None)
            shown.append(page)
        return shown


def asked_page(text: str | None) -> int:
    """The page number in an address; anything but a positive number is the first page."""
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0 else 1
