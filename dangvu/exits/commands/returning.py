"""The way back of whoever left, beyond what the members' own command asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.exits.kinds import FAMILY, GROUNDS
from dangvu.exits.queries import last_exit
from dangvu.exits.rules import Left, may_return
from dangvu.members.commands import RestoreMember, apply_restore, judge_restore
from dangvu.rulebook.queries import rule


@dataclass(frozen=True, kw_only=True)
class ReadmitMember(Command):
    """A former member is admitted again in a cell; `on` is the day of the ceremony, `consent` the paper of whoever consented.

    `cleared` is the day on which a record was cleared; `ground` that of the exit, where the register knows no case of it.
    """

    person: int
    cell: int
    consented_by: str
    consent: str
    cleared: date | None = None
    ground: str = ""


def judge_readmit(command: ReadmitMember) -> list[Problem]:
    """What the members' own command asks, beside it the ground of the exit, a cleared record and the consent of the province."""
    last = last_exit(command.person)
    day, kind, known = last or (command.on, "", "")
    ground = known or command.ground
    problems = judge_restore(_again(command, ground))
    if not command.consent.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của văn bản đồng ý.", "consent"))
    if last is None:
        return problems
    if command.ground and known:
        problems.append(Problem("ground_known", "Sổ đã có lý do ra khỏi Đảng; không ghi lý do khác.", "ground"))
    elif kind in GROUNDS and ground not in GROUNDS[kind]:
        text = "Sổ không có việc xem xét lần ra khỏi Đảng ấy; hãy chọn lý do ghi trong quyết định khi đó."
        problems.append(Problem("unknown_reason", text, "ground"))
    bars = rule("readmission_bars", command.on)
    return problems + may_return(Left(day, kind, ground), command.on, command.cleared, command.consented_by, bars.value, bars.source)


def apply_readmit(command: ReadmitMember, change: Change) -> None:
    """A new stay as readmitted, and a new probation."""
    apply_restore(_again(command, command.ground), change)


def _again(command: ReadmitMember, ground: str) -> RestoreMember:
    return RestoreMember(on=command.on, person=command.person, cell=command.cell, entry="readmitted", hardship=ground == FAMILY)


register("exits.readmit", ReadmitMember, judge=judge_readmit, apply=apply_readmit, personal=("cleared", "ground"))
