"""The way back of whoever left, beyond what the members' own command asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.exits.queries import last_ground
from dangvu.exits.rules import Left, may_return
from dangvu.members.commands import RestoreMember, apply_restore, judge_restore
from dangvu.members.queries import stays
from dangvu.rulebook.queries import rule


@dataclass(frozen=True, kw_only=True)
class ReadmitMember(Command):
    """A former member is admitted again in a cell; `on` is the day of the ceremony, `consent` the paper of whoever consented.

    `cleared` is the day on which a record was cleared; `hardship` as in `members.restore`.
    """

    person: int
    cell: int
    consented_by: str
    consent: str
    cleared: date | None = None
    hardship: bool = False


def judge_readmit(command: ReadmitMember) -> list[Problem]:
    """What the members' own command asks, beside it the ground of the exit, a cleared record and the consent of the province."""
    problems = judge_restore(_again(command))
    if not command.consent.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của văn bản đồng ý.", "consent"))
    gone = [stay for stay in stays(command.person) if stay.leaving]
    if not gone:
        return problems
    left = Left(gone[-1].span.until or command.on, gone[-1].leaving, last_ground(command.person, command.on))
    bars = rule("readmission_bars", command.on)
    return problems + may_return(left, command.on, command.cleared, command.consented_by, bars.value, bars.source)


def apply_readmit(command: ReadmitMember, change: Change) -> None:
    """A new stay as readmitted, and a new probation."""
    apply_restore(_again(command), change)


def _again(command: ReadmitMember) -> RestoreMember:
    return RestoreMember(on=command.on, person=command.person, cell=command.cell, entry="readmitted", hardship=command.hardship)


register("exits.readmit", ReadmitMember, judge=judge_readmit, apply=apply_readmit, personal=("cleared",))
