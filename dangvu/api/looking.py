"""What a request of the API looks at: a unit or a person that lies open to the reader, and how both are named in answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest

from dangvu.access.gate import viewer_in
from dangvu.access.integrations import shown_in
from dangvu.access.viewer import Viewer
from dangvu.api.forms import UnitRef
from dangvu.api.values import OnADay
from dangvu.organisation.queries import UnitOn, unit_by_public_id, unit_on
from dangvu.periods import clock
from dangvu.readings.noting import note
from dangvu.reports.sight import Sight, sight_of


@dataclass(frozen=True)
class Looked:
    """A unit on a day, as one reader sees it."""

    viewer: Viewer
    unit: UnitOn
    on: date
    known: datetime | None
    sight: Sight

    @property
    def ref(self) -> UnitRef:
        """The unit as answers name it."""
        return named(self.viewer, self.unit)


def look(request: HttpRequest, public_id: UUID, asked: OnADay, *rights: str) -> Looked:
    """404 for a unit that is unknown or over which the reader holds none of these rights: nobody can tell one from the other."""
    viewer = viewer_in(request)
    number = unit_by_public_id(public_id)
    if number is None or not any(viewer.sees(number, right) for right in rights):
        raise Http404("no such unit")
    unit = unit_on(number, asked.day, asked.known) or unit_on(number, asked.day)
    if unit is None:
        raise Http404("nothing is held of this unit any more")
    return Looked(viewer, unit, asked.day, asked.known, sight_of(viewer, number, asked.known, clock.today()))


def named(viewer: Viewer, unit: UnitOn) -> UnitRef:
    """A unit by code and name, with its number where the reader may open it."""
    return UnitRef(id=unit.public_id if viewer.shows(unit.id) else None, code=unit.code, name=unit.name, kind=unit.kind)


def note_reading(request: HttpRequest, kind: str, persons: Iterable[UUID | str], unit: int | None, on: date) -> None:
    """Note who was shown; the reason of a program is its name with its purpose."""
    shown = shown_in(request)
    note(request, kind, persons, unit, on, shown.by.reason if shown and shown.by else "")
