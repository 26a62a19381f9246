"""What one account sees on a day: the application's own look at its mandates, asked once for each request."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from dangvu.access.connections import is_web
from dangvu.access.kinds import ENTRUSTED
from dangvu.access.queries import Held, cell_on, last_cells, mandates_of, opened_to_session, person_of, session
from dangvu.organisation.queries import above_ever, first_unit, hanging_below

SEE, FIGURES, OWN, INSPECT = "see", "figures", "own", "inspect"


@dataclass(frozen=True)
class Viewer:
    """An account with what it is charged with on a day; whoever is charged with nothing sees nothing.

    Scopes are computed when first asked for and kept as long as this value, which is one request.
    """

    account_id: int | None
    label: str
    on: date
    mandates: tuple[Held, ...] = ()
    me: int | None = field(default=None, repr=False, compare=False)
    """The person whose the session is, as the database knows it; asked of the register where there is no session."""
    _scopes: dict[str, frozenset[int] | None] = field(default_factory=dict, repr=False, compare=False)
    _below: dict[frozenset[int], frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    _files: dict[tuple[int, str], bool] = field(default_factory=dict, repr=False, compare=False)

    def has(self, right: str) -> bool:
        """Whether any mandate carries the right, wherever."""
        return any(right in one.rights for one in self.mandates)

    def units(self, right: str) -> frozenset[int] | None:
        """The units over which the right is held; None for all of the instance.

        Of each office that is its unit with everything that hangs below it on the day, and what had ended there before.
        """
        if right not in self._scopes:
            places = {one.unit for one in self.mandates if right in one.rights}
            self._scopes[right] = self._own_cell(places) if right in ENTRUSTED else self._scope(places)
        return self._scopes[right]

    def _own_cell(self, places: Collection[int | None]) -> frozenset[int]:
        """Of these cells the one in which the viewer is a member on the day: what a cell entrusts ends when its member leaves."""
        if not places or self.person is None:
            return frozenset()
        cell = cell_on(self.person, self.on)
        return frozenset() if cell is None or cell not in places else frozenset({cell})

    def _scope(self, places: Collection[int | None]) -> frozenset[int] | None:
        if None in places:
            return None
        return self.below(place for place in places if place is not None)

    def below(self, places: Iterable[int]) -> frozenset[int]:
        """What hangs below these units on the day, themselves included; asked once however many rights are held over the same."""
        asked = frozenset(places)
        if asked not in self._below:
            self._below[asked] = hanging_below(asked, self.on) if asked else frozenset()
        return self._below[asked]

    def whole(self, right: str) -> bool:
        """Whether the right is held over the whole instance."""
        return self.units(right) is None

    def sees(self, unit: int, right: str = SEE) -> bool:
        """Whether a unit lies in the scope of a right."""
        units = self.units(right)
        return units is None or unit in units

    @cached_property
    def part(self) -> frozenset[int] | None:
        """The units that lie open at all, to be listed or to be counted; None for all of the instance."""
        listed, counted = self.units(SEE), self.units(FIGURES)
        return None if listed is None or counted is None else listed | counted

    def shows(self, unit: int) -> bool:
        """Whether a unit lies open at all."""
        return self.part is None or unit in self.part

    def named(self, units: Collection[int]) -> frozenset[int]:
        """Those of some units whose names belong to what lies open: it and whatever stands above it, or stood."""
        asked = frozenset(units)
        if self.part is None or asked <= self.part:
            return asked
        return asked & self._around

    @cached_property
    def _around(self) -> frozenset[int]:
        part = self.part or frozenset()
        return part | above_ever(part)

    def sees_person(self, person: int, right: str = SEE) -> bool:
        """Whether the file of a person lies with an office of this viewer: that of the present cell, or of the last one."""
        if (person, right) not in self._files:
            self._files[person, right] = person in self.opened([person], right)
        return self._files[person, right]

    def opened(self, persons: Collection[int], right: str = SEE) -> frozenset[int]:
        """Those of some people whose files lie with an office of this viewer."""
        if not self.has(right):
            return frozenset()
        if self.whole(right):
            return frozenset(persons)
        if is_web():
            return opened_to_session(persons, self.on, right)
        return frozenset(person for person, cell in last_cells(persons, self.on).items() if self.sees(cell, right))

    @cached_property
    def person(self) -> int | None:
        """The viewer's own number in the register, where the right to one's own record is held."""
        if self.account_id is None or not self.has(OWN):
            return None
        return self.me if is_web() else person_of(self.account_id)

    @cached_property
    def sight(self) -> bytes:
        """What is computed of the register for one viewer holds for another with the same."""
        seen = [self.units(right) for right in (SEE, FIGURES)]
        return sha256(repr([None if units is None else sorted(units) for units in seen]).encode()).digest()

    @cached_property
    def home(self) -> int | None:
        """The unit one begins at: that of the first mandate that shows anything; the uppermost for the whole instance."""
        for one in self.mandates:
            if one.rights & {SEE, FIGURES}:
                return first_unit() if one.unit is None else one.unit
        return None


def viewer_of(account: int, on: date, label: str = "") -> Viewer:
    """What an account is charged with on a day."""
    return Viewer(account, label, on, tuple(mandates_of(account, on)))


def viewer_here(account: int, on: date, label: str = "") -> Viewer:
    """The account of this request; over the web as the database knows its session, and nothing where the two differ."""
    if not is_web():
        return viewer_of(account, on, label)
    held, person = session()
    mine = tuple(one for one in held if one.account == account)
    return Viewer(account, label, on, mine, person if mine else None)


def nobody(on: date) -> Viewer:
    """Whoever has not signed in."""
    return Viewer(None, "", on)
