"""The attack: every published table of a register laid together, with all exact totals, and what follows of the small numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dangvu.indicators.declaration import UNKNOWN
from dangvu.indicators.suppression import Bounds, Counted, Limits, Rounding, bounds
from dangvu.members.sources import LEAVINGS, MEMBERS
from tests.suppression.solver import System
from tests.suppression.tables import ADDING_UP, CAME, LEFT, Place, Tables

DIVISIONS = {**MEMBERS.breakdowns, "kind": LEAVINGS.breakdowns["kind"]}
WIDEST = 4
"""Numbers known to lie within so many of each other are tried one by one."""


@dataclass(frozen=True)
class Method:
    """A way to publish a part of a whole (None: hidden), and what it lets anybody tell; `hidden` is the largest count it protects."""

    name: str
    hidden: int
    publish: Callable[[Counted, Counted], int | None]
    bounds: Callable[[int | None, int], Bounds]
    leaves_off: bool = False
    """Whether the word that most bear is left off, as the declarations say."""


def ours(rounding: Rounding) -> Method:
    """The product's own."""
    limits = rounding.limits
    return Method("ours", limits.hidden, rounding.count, lambda shown, whole: bounds(limits, shown, whole), leaves_off=True)


def _hide_under_five(part: Counted, whole: Counted) -> int | None:
    return None if 1 <= part.rows < 5 else part.rows


NAIVE = Method("naive", 4, _hide_under_five, lambda shown, whole: Bounds(1, 4) if shown is None else Bounds(shown, shown))


def nearest(limits: Limits) -> Method:
    """The rule word for word and without a secret: 0 is shown, 1 to k hidden, the rest rounded to the nearest multiple of the base."""
    reach = limits.base // 2

    def publish(part: Counted, whole: Counted) -> int | None:
        return None if 1 <= part.rows <= limits.hidden else limits.base * ((part.rows + reach) // limits.base)

    def told(shown: int | None, whole: int) -> Bounds:
        if shown is None:
            return Bounds(1, limits.hidden)
        return Bounds(max(shown - reach, limits.hidden + 1), shown + reach) if shown else Bounds(0, 0)

    return Method("nearest", limits.hidden, publish, told)


class Attack:
    """What an outsider knows of the tables published by a method."""

    def __init__(self, tables: Tables, method: Method) -> None:
        self.tables, self.method, self.system = tables, method, System()
        self.shown: dict[Place, int | None] = {}
        self.number: dict[Place, int] = {}
        for place, part in tables.parts.items():
            whole = tables.wholes[place]
            is_left_off = method.leaves_off and bool(place.word) and place.word == DIVISIONS[place.by].usual
            self.shown[place] = shown = None if is_left_off else method.publish(part, whole)
            told = Bounds(0, whole.rows) if is_left_off else method.bounds(shown, whole.rows)
            self.number[place] = self.system.unknown(max(told.least, 0), min(told.most, whole.rows), told.gap)
        self._divisions()
        self._hierarchy()
        self._subsets()
        self._months()

    def solve(self, *, search: bool = True) -> None:
        """Draw every conclusion; with `search` also by trying values of what is nearly known."""
        self.system.propagate()
        if search:
            self.system.search([self.number[place] for place in self.small()], WIDEST)

    def small(self) -> list[Place]:
        """The places whose true number the method is there to protect."""
        return [place for place, part in self.tables.parts.items() if 1 <= part.rows <= self.method.hidden]

    def recovered(self) -> list[Place]:
        """Those whose number is known now."""
        return [place for place in self.small() if self.system.low[self.number[place]] == self.system.high[self.number[place]]]

    def wrong(self) -> list[Place]:
        """Places of which something false was concluded: there must be none, or the attack is not honest."""
        system, number = self.system, self.number
        return [
            place for place, part in self.tables.parts.items() if not system.low[number[place]] <= part.rows <= system.high[number[place]]
        ]

    def insider(self, unit: int) -> list[Place]:
        """What somebody who may see the unit and all below it exactly recovers of others, beyond what everybody can."""
        inside = self.below(unit)
        before = set(self.recovered())
        system = self.system
        with system.supposing():
            known = [number for place, number in self.number.items() if place.unit in inside]
            changed = []
            for place, number in self.number.items():
                if place.unit in inside:
                    count = self.tables.parts[place].rows
                    if system.narrow(number, count, count):
                        changed.append(number)
            system.propagate(changed)
            assert known
            found = [place for place in self.recovered() if place.unit not in inside and place not in before]
            return [place for place in found if self.tables.parts[place].rows > self._within(place, unit)]

    def _within(self, place: Place, unit: int) -> int:
        """How many of those counted there are counted in the unit too."""
        own = self.tables.parts.get(place._replace(unit=unit))
        return own.rows if own else 0

    def below(self, unit: int) -> set[int]:
        """The unit with all that ever hung below it, own members included."""
        found, waiting = set(), [unit]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found |= {one, -one}
                waiting += [child for (parent, _), children in self.tables.children.items() if parent == one for child in children]
        return found

    def _require(self, added: Iterable[Place], taken: Iterable[Place], least: int = 0, most: int = 0) -> None:
        added, taken = list(added), list(taken)
        if all(place in self.number for place in (*added, *taken)):
            self.system.require([self.number[place] for place in added], [self.number[place] for place in taken], least, most)

    def _divisions(self) -> None:
        """The words of a division give the whole; the parts of the religious give all of them."""
        tables = self.tables
        groups: dict[tuple[int, int, str, str], list[Place]] = defaultdict(list)
        for place in tables.parts:
            if place.by:
                groups[place[:4]].append(place)
        for (unit, month, code, _by), parts in groups.items():
            if code == "religious":
                self._require(parts, [Place(unit, month, code, "", "")])
            else:
                self._require(parts, [], tables.wholes[parts[0]].rows, tables.wholes[parts[0]].rows)

    def _hierarchy(self) -> None:
        """A unit has what its children have."""
        by_unit: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in self.tables.parts:
            by_unit[place.unit, place.month].append(place)
        for (unit, month), children in self.tables.children.items():
            for place in by_unit[unit, month]:
                if place.code in ADDING_UP:
                    self._require([place], [place._replace(unit=-child if child == unit else child) for child in children])

    def _subsets(self) -> None:
        """Women are members, the official and the probationary are all of them, the religious those with a religion."""
        wholes = self.tables.wholes
        for place in [place for place in self.tables.parts if place.code == "members"]:
            members = wholes[place].rows
            women, exempt, official, probationary = (place._replace(code=code) for code in ("women", "exempt", "official", "probationary"))
            for part in (women, exempt):
                self._require([place], [part], 0, members - wholes[part].rows)
            self._require([place], [official, probationary], 0, members - wholes[official].rows - wholes[probationary].rows)
        for place in [place for place in self.tables.parts if place.code == "religious" and not place.by]:
            rest = [place._replace(code="members", by="religion", word=word) for word in ("Không", UNKNOWN)]
            self._require([place, *rest], [], wholes[place].rows, wholes[place].rows)

    def _months(self) -> None:
        """What was there, what came and what left give what is there; a month opens with what the one before it closed with."""
        for place in [place for place in self.tables.parts if place.code == "members"]:
            opening = place._replace(code="opening")
            came, left = ([place._replace(code=code) for code in codes] for codes in (CAME, LEFT))
            self._require([opening, *came], [place, *left])
            before = place._replace(month=place.month - 1)
            if before in self.number:
                self._require([opening], [before])
