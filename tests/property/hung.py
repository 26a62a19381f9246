"""The second opinion under the boundaries of another day: a unit stands where it stood then, or where all it became or came from stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.property.oracle import State, Told, at, told_again

ONE_DAY = timedelta(days=1)


class Pair(NamedTuple):
    """What went on in what, since a day, known from an instant on."""

    before: int
    after: int
    day: date
    recorded: datetime


@dataclass
class Hung(State):
    """The register with its tree nailed to one day."""

    nailed: date = date.min
    pairs: tuple[Pair, ...] = ()

    def path(self, unit: int, day: date) -> list[int]:
        """What all that the unit leads to has in common above it, the lowest first."""
        if unit not in self.units or not self.alive(unit, day):
            return []
        paths = [self._then(end) for end in sorted(self.leads_to(unit))]
        return [above for above in paths[0] if all(above in path for path in paths)]

    def leads_to(self, unit: int) -> set[int]:
        """The units of that day that a unit is, became or came from; or where the trail ends."""
        if self.alive(unit, self.nailed):
            return {unit}
        turns = self.units[unit].state
        if min(turns) > self.nailed:
            day = min(turns)
            others = {pair.before for pair in self.pairs if pair.after == unit and pair.day == day} or {at(self.units[unit].above, day)}
        else:
            day = max(turns)  # on which it had ended
            before = at(self.units[unit].above, day - ONE_DAY)
            others = {pair.after for pair in self.pairs if pair.before == unit and pair.day == day} or {before}
        return set().union(*(self.leads_to(other) for other in others if other is not None)) or {unit}

    def _then(self, unit: int) -> list[int]:
        return super().path(unit, self.nailed)

    def shares(self, unit: int, other: int) -> bool:
        """Whether a part of what another unit leads to, and not all of it, stood under a unit."""
        inside = [unit in self._then(end) for end in self.leads_to(other)]
        return any(inside) and not all(inside)


def hung(decisions: Iterable[Told], pairs: Iterable[Pair], nailed: date, known: datetime | None = None) -> Hung:
    """The register told again, hung as on a day."""
    state = told_again(decisions, known)
    kept = tuple(pair for pair in pairs if known is None or pair.recorded <= known)
    return Hung(state.units, state.people, state.reports, state.lineage, nailed=nailed, pairs=kept)
