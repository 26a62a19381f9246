"""What can be chosen on the way: acts, units, people and posts; and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy

from dangvu.organisation.queries import UnitOn

OFFERED = ("merge", "consolidate", "split", "end", "dissolve", "move", "rename", "found", "members")
MEANINGS = {
    "merge": gettext_lazy("một hay nhiều tổ chức nhập vào một tổ chức đang có, tổ chức ấy giữ nguyên"),
    "consolidate": gettext_lazy("từ hai tổ chức trở lên thành một tổ chức mới"),
    "split": gettext_lazy("một phần tách thành tổ chức mới, phần còn lại giữ nguyên"),
    "end": gettext_lazy("tổ chức hết nhiệm vụ; đảng viên và tổ chức trực thuộc về tổ chức kế thừa"),
    "dissolve": gettext_lazy("tổ chức thôi tồn tại theo quyết định giải thể (không phải kỷ luật)"),
    "move": gettext_lazy("cả tổ chức, kể cả cấp dưới và đảng viên, về cấp trên khác"),
    "rename": gettext_lazy("chỉ đổi tên"),
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
    "found": (INTO, "code", "name", "kind", "sector", SEVERAL),
    "members": (ONE, INTO),
}
"""What the second form asks for each act."""
OPTIONAL = {("end", INTO), ("dissolve", INTO), ("found", "sector"), ("found", SEVERAL)}
FEW = 300
"""Units that fit into a list to choose from; beyond that their codes are written."""


@dataclass(frozen=True)
class Offered:
    """What can be chosen: the deciding unit, and the units below it; `kinds` are those that may be founded there."""

    decider: UnitOn
    below: Sequence[UnitOn]
    kinds: Sequence[str]

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
