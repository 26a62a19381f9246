"""What of a unit one reader sees: which units count, whether figures are exact, whose records and files open. Pages and the API ask it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dangvu.access.queries import hangs_elsewhere
from dangvu.access.viewer import FIGURES, SEE, Viewer
from dangvu.indicators.declaration import Indicator
from dangvu.indicators.publishing import Publication, tells
from dangvu.indicators.statement import Slice
from dangvu.people.queries import persons_by_public_id
from dangvu.reports.publication import publication

SENSITIVE = "sensitive"

__all__ = ["FIGURES", "SEE", "SENSITIVE", "Sight", "opened", "sight_of"]


@dataclass(frozen=True)
class Sight:
    """A unit as one reader sees it."""

    published: Publication | None = None
    """How sensitive figures of the unit are shown to a reader who may not list its people; None where all figures are exact."""
    within: frozenset[int] | None = None
    """The units that are counted, where some that are foreign to the reader hang or hung below the unit; None where there are none."""
    may_tell_apart: bool = True
    """Whether lists of people may be told apart by ethnicity, religion or discipline."""

    @property
    def may_list(self) -> bool:
        """Whether the reader may list the people of the unit."""
        return self.published is None

    def opens(self, one: Indicator, by: str = "") -> bool:
        """Whether the records behind a figure, or behind one word of a division, are for this reader.

        Nobody's outside the own units, and none told apart without the right.
        """
        return self.may_list and (self.may_tell_apart or not tells(Slice(one, by)))


def sight_of(viewer: Viewer, unit: int, known: datetime | None, today: date) -> Sight:
    """How a reader sees a unit, by what is known at an instant."""
    published = None if viewer.sees(unit, SEE) else publication(today)
    return Sight(published, _within(viewer, SEE if published is None else FIGURES, unit, known), viewer.sees(unit, SENSITIVE))


def _within(viewer: Viewer, right: str, unit: int, known: datetime | None) -> frozenset[int] | None:
    """What is listed or counted of a unit by a right: nothing needs to be cut off where all that hangs below it on whatever day is in it.

    The tree as it was known once may have been another, so that there it is always cut.
    """
    units = viewer.units(right)
    if units is None or (known is None and not hangs_elsewhere(unit, right, units)):
        return None
    return units


def opened(viewer: Viewer, public_ids: Collection[UUID]) -> list[UUID]:
    """Those of some people whose files the reader may open: not of who is listed in the past and has left since."""
    if viewer.whole(SEE):
        return list(public_ids)
    numbers = persons_by_public_id(public_ids)
    seen = viewer.opened(numbers.values())
    return [one for one in public_ids if numbers.get(one) in seen]
