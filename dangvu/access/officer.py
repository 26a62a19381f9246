"""Whoever decides by mandate: asked once by `run()` inside its transaction, of the mandates of that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dangvu.access import rules
from dangvu.access.commands import DelegateMandate, EndMandate, GrantMandate
from dangvu.access.kinds import ENTRUSTED
from dangvu.access.queries import Held, RoleLine, act, mandate, rights_of, roles
from dangvu.access.viewer import OWN, Viewer, viewer_of
from dangvu.accounts.queries import signs_later
from dangvu.commands import Command, Problem, Refused
from dangvu.periods import clock

UNITS = ("unit", "cell", "parent")
"""The fields in which commands name units; those of decisions about places are asked of the whole instance anyway."""


@dataclass(frozen=True)
class Officer:
    """An account that decides; `label` is how the ledger names it, `today` is the day whose mandates count (None: the present one)."""

    account: int
    label: str
    today: date | None = None

    def may(self, kind: str, command: Command) -> bool:
        """Whether a mandate of today covers everything that the command names; what names nothing needs the whole instance.

        `Refused` within a day of a recovery: whoever had the account opened anew under another's name decides nothing meanwhile.
        """
        if problems := self.signs_later(clock.now()):
            raise Refused(problems)
        viewer = self.viewer()
        if isinstance(command, DelegateMandate):
            return any(one.number == command.mandate for one in viewer.mandates)
        wanted = act(kind)
        if wanted is None or not viewer.has(wanted[0]):
            return False
        right, whole = wanted
        match command:
            case GrantMandate():
                return _may_grant(viewer, right, command)
            case EndMandate():
                return may_end(viewer, right, mandate(command.mandate))
        return viewer.whole(right) if whole else _covers(viewer, right, command)

    def signs_later(self, at: datetime) -> list[Problem]:
        """That nothing may be signed yet, so shortly after the account was recovered."""
        reason = signs_later(self.account, at)
        return [Problem("signs_later", reason)] if reason else []

    def by(self, right: str, kind: str, command: Command) -> int | None:
        """The number of one mandate of today that alone carries a right over everything that the command names."""
        wanted, viewer = act(kind), self.viewer()
        for one in viewer.mandates if wanted else ():
            alone = Viewer(viewer.account_id, viewer.label, viewer.on, (one,))
            if right in one.rights and (alone.whole(right) if wanted and wanted[1] else _covers(alone, right, command)):
                return one.number
        return None

    def by_own(self, person: int) -> int | None:
        """The number of the mandate that opens the officer's own record, where this person is the officer."""
        viewer = self.viewer()
        own = (one.number for one in viewer.mandates if OWN in one.rights)
        return next(own, None) if viewer.person == person else None

    def viewer(self) -> Viewer:
        """What the account is charged with on the day whose mandates count."""
        return viewer_of(self.account, self.today or clock.today(), self.label)


def _covers(viewer: Viewer, right: str, command: Command) -> bool:
    units = [unit for name in UNITS if (unit := getattr(command, name, None)) is not None]
    person = getattr(command, "person", None)
    if not units and person is None:
        return viewer.whole(right)
    if not all(viewer.sees(unit, right) for unit in (*units, *command.reach())):
        return False
    persons = {*command.movers(), *(() if person is None else (person,))}
    return viewer.whole(right) or persons <= viewer.opened(persons, right)


def _may_grant(viewer: Viewer, right: str, command: GrantMandate) -> bool:
    """Nobody charges oneself, so that no mandate is prolonged by its holder, nor says who signs in of people outside the scope."""
    if command.account == viewer.account_id or not opens(viewer, right, command.holder):
        return False
    return _may_give(viewer, right, rights_of({command.role})[command.role], command.unit)


def _may_give(viewer: Viewer, right: str, given: frozenset[str], unit: int | None) -> bool:
    """Nobody gives more than the giver holds at that place, but for what a committee entrusts to somebody without holding it."""
    return _over(viewer, right, unit) and all(_over(viewer, one, unit) for one in given - ENTRUSTED)


def opens(viewer: Viewer, right: str, person: int | None) -> bool:
    """Whether a person's file lies in the scope of a right; nobody's does everywhere."""
    return person is None or viewer.whole(right) or person in viewer.opened({person}, right)


def givable(viewer: Viewer, right: str, unit: int | None, on: date, *, is_cell: bool) -> list[RoleLine]:
    """The roles that a viewer may give at a unit, or where none is named, in their order."""
    there = [one for one in roles() if not rules.place(one.place, unit, is_cell=is_cell) and (one.until is None or on < one.until)]
    rights = rights_of({one.code for one in there})
    return [one for one in there if _may_give(viewer, right, rights[one.code], unit)]


def may_end(viewer: Viewer, right: str, row: Held | None) -> bool:
    """Of what lies in scope; what does not exist is told by the judgement, to whoever may end anything at all."""
    if row is None:
        return viewer.whole(right)
    return row.account == viewer.account_id or _over(viewer, right, row.unit)


def _over(viewer: Viewer, right: str, unit: int | None) -> bool:
    return viewer.whole(right) if unit is None else viewer.sees(unit, right)
