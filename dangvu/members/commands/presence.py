"""Whether somebody is a member, and whether a unit is a cell, on the day that a decision takes effect."""

from __future__ import annotations

from datetime import date

from dangvu.commands import Problem
from dangvu.ledger.dated import current
from dangvu.members.kinds import TRANSFER
from dangvu.members.models import Membership
from dangvu.organisation.commands import state_on


def stay_on(person: int, on: date) -> Membership | None:
    """The stay that covers a day."""
    return current(Membership, person_id=person).filter(period__contains=on).first()


def not_a_member(person: int, on: date) -> list[Problem]:
    """What stands against a decision about somebody who is no member on the day."""
    if stay_on(person, on):
        return []
    return [Problem("not_a_member", "Người này không phải đảng viên trong sổ vào ngày có hiệu lực; hãy xem lại ngày.", "on")]


def not_a_cell(cell: int, on: date) -> list[Problem]:
    """What stands against a stay in a unit that is no cell on the day."""
    state = state_on(cell, on)
    if state and state.cell:
        return []
    return [Problem("no_such_cell", "Nơi đến không phải chi bộ đang hoạt động vào ngày có hiệu lực.", "cell")]


def last_day(stay: Membership) -> date | None:
    """When the person ceases to be counted, following transfers."""
    while stay.leaving == TRANSFER:
        stay = current(Membership, person_id=stay.person_id).get(period__contains=stay.period.upper)
    until: date | None = stay.period.upper
    return until
