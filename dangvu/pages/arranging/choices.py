"""What can be chosen on the way: acts, units, people and posts; and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from dangvu.organisation.queries import UnitOn

OFFERED = ("merge", "consolidate", "split", "end", "dissolve", "move", "rename", "upgrade", "downgrade", "found", "members")
MEANINGS = {
    "merge": gettext_lazy("một hay nhiều tổ chức nhập vào một tổ chức đang có, tổ chức ấy giữ nguyên"),
    "consolidate": gettext_lazy("từ hai tổ chức trở lên thành một tổ chức mới"),
    "split": gettext_lazy("một phần tách thành tổ chức mới, phần còn lại giữ nguyên"),
    "end": gettext_lazy("tổ chức hết nhiệm vụ; đảng viên và tổ chức trực thuộc về tổ chức kế thừa"),
    "dissolve": gettext_lazy("tổ chức thôi tồn tại theo quyết định giải thể (không phải kỷ luật)"),
    "move": gettext_lazy("cả tổ chức, kể cả cấp dưới và đảng viên, về cấp trên khác"),
    "rename": gettext_lazy("chỉ đổi tên"),
    "upgrade": gettext_lazy(
        "tổ chức lên loại hình cao hơn, ví dụ chi bộ thành đảng bộ; chi bộ thành đảng bộ thì lập các chi bộ trực thuộc"
    ),
    "downgrade": gettext_lazy("tổ chức xuống loại hình thấp hơn, ví dụ đảng bộ thành chi bộ, nhận đảng viên của các chi bộ trực thuộc"),
    "found": gettext_lazy("tổ chức mới, nhận đảng viên của các chi bộ khác"),
    "members": gettext_lazy("chọn người chuyển từ một chi bộ sang một chi bộ khác"),
}
SEVERAL, ONE, INTO = "units", "unit", "into"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "merge": (SEVERAL, INTO),
    "consolidate": (SEVERAL, "code", "name"),
    "split": (ONE, "code", "name"),
    "end": (ONE, INTO),
    "dissolve": (ONE, INTO),
    "move": (ONE, INTO),
    "rename": (ONE, "name"),
    "upgrade": (ONE, "kind", INTO, "code", "name", "rest_code", "rest_name"),
    "downgrade": (ONE, "kind", INTO),
    "found": (INTO, "code", "name", "kind", "sector", SEVERAL),
    "members": (ONE, INTO),
}
"""What the second form asks for each act."""
NEW_CELLS = ("code", "name", "rest_code", "rest_name")
"""The cells of a committee that was a cell: one for those who are chosen, one for the others."""
OPTIONAL = {
    ("end", INTO), ("dissolve", INTO), ("found", "sector"), ("found", SEVERAL), ("upgrade", INTO), ("downgrade", INTO),
    *(("upgrade", name) for name in NEW_CELLS),
}  # fmt: skip
FEW = 300
"""Units that fit into a list to choose from; beyond that their codes are written."""


@dataclass(frozen=True)
class Offered:
    """What can be chosen: the deciding unit, and the units below it; `kinds` are those that may be founded there.

    `cells` are the kinds of units that have members; `nesting` says which kinds may stand below which.
    """

    decider: UnitOn
    below: Sequence[UnitOn]
    kinds: Sequence[str]
    cells: Sequence[str]
    nesting: Mapping[str, Sequence[str]]

    @property
    def is_listed(self) -> bool:
        """Whether the units are few enough to be listed."""
        return len(self.below) <= FEW

    def choices(self) -> list[tuple[str, str]]:
        """The units below as a list."""
        return [(row.code, f"{row.name} ({row.code})") for row in self.below]

    def of(self, number: int) -> UnitOn | None:
        """A unit by its number."""
        return next((row for row in (self.decider, *self.below) if row.id == number), None)

    def is_cell(self, number: int | None) -> bool:
        """Whether members belong to a unit; one that cannot be chosen here is told by the judgement."""
        row = self.of(number) if number else None
        return row is not None and row.cell

    def divides(self, act: str, given: Mapping[str, Any]) -> bool:
        """Whether a cell becomes a committee, so that its members go to cells below it."""
        return act == "upgrade" and self.is_cell(given.get(ONE)) and given.get("kind") not in self.cells

    def gathers(self, act: str, given: Mapping[str, Any]) -> bool:
        """Whether a committee becomes a cell, and takes the members of the cells below it."""
        return act == "downgrade" and not self.is_cell(given.get(ONE)) and given.get("kind") in self.cells

    def kind_of_cells(self, kind: str) -> str:
        """Of which kind the cells of a committee are; none where it may have no cells, which the judgement tells."""
        return next((below for below in self.nesting.get(kind, ()) if below in self.cells), "")


@dataclass(frozen=True)
class Person:
    """Somebody who can be chosen: the number, the one in addresses, the cell, and how to tell who it is."""

    number: int
    public_id: UUID
    cell: int
    text: str


@dataclass(frozen=True)
class Office:
    """A post in a unit that ends, which may go on in the next."""

    person: Person
    title: str
    unit: int
    text: str


@dataclass(frozen=True)
class Chosen:
    """Persons, posts, and units by number, as the third form left them."""

    persons: Sequence[Person] = ()
    offices: Sequence[Office] = ()
    below: Sequence[int] = ()
