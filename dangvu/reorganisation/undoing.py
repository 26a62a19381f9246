"""Undoing an act that was recorded wrongly: nothing that it wrote is held any longer; refused while later decisions rest on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from dangvu.commands import Actor, Change, Command, Problem, register, run
from dangvu.commands.rebuilding import command_from
from dangvu.commands.registry import kinds
from dangvu.ledger.queries import corrections, decisions, given_by, said
from dangvu.ledger.withdrawal import Subject, resting_on, withdraw
from dangvu.members.moving import refresh_moved
from dangvu.organisation.reshaping import refresh_tree, settle_tree
from dangvu.reorganisation.commands import Reorganise

KIND, ACT = "reorganisation.undo", "reorganisation.reorganise"
UNDOING = (KIND, "exchange.undo")
"""Every kind of decision that takes another one back."""
PERSONS, UNITS = "people_person", "organisation_unit"
APART = {"readings_deferral"}
"""What the inspection office decides about a person holds wherever the person is, and is nobody else's to be told."""
LISTED = 20


@dataclass(frozen=True, kw_only=True)
class UndoReorganisation(Command):
    """An act was recorded wrongly: what it had changed holds as before it; the right one is recorded anew."""

    decision: int

    def takes_back(self) -> int:
        """The act."""
        return self.decision


def judge(command: UndoReorganisation) -> list[Problem]:
    """An act that still stands and on which nothing rests."""
    number = command.decision
    act = decisions([number]).get(number)
    if act is None or act.kind != ACT:
        return [Problem("no_such_act", f"Lần ghi sổ số {number} không phải việc sắp xếp tổ chức; hãy xem lại số.", "decision")]
    undone = corrections(*UNDOING, after=number)
    if any(taken_back == number for _, taken_back in undone):
        return [Problem("already_undone", f"Việc sắp xếp số {number} đã được hủy.", "decision")]
    rests = resting(number)
    lines = decisions(rests[:LISTED])
    problems = [
        Problem("rests_on_act", f"Lần ghi sổ số {one} ngày {lines[one].on:%d/%m/%Y} dựa trên việc sắp xếp này; hãy sửa lần ghi ấy trước.")
        for one in rests[:LISTED]
    ]
    if len(rests) > LISTED:
        problems.append(Problem("rests_on_act", f"Và {len(rests) - LISTED} lần ghi sổ khác dựa trên việc sắp xếp này."))
    return problems


def resting(number: int) -> list[int]:
    """The decisions that rest on an act, latest first; while there are any it cannot be undone."""
    created = [Subject(UNITS, unit) for unit in given_by(number)]
    undone = corrections(*UNDOING, after=number)
    return sorted(resting_on(number, undone, created=created, wholly={PERSONS}, but=APART), reverse=True)


def act_of(number: int) -> Reorganise | None:
    """The act that a decision carried out; None where it carried out something else."""
    if (line := decisions([number]).get(number)) is None or line.kind != ACT:
        return None
    found = command_from(kinds()[ACT], said(number))
    return found if isinstance(found, Reorganise) else None


def apply(command: UndoReorganisation, change: Change) -> None:
    """Take the act back and compute anew what is derived; numbers and codes of units stay, to be used again."""
    undone = [pair for pair in corrections(*UNDOING, after=command.decision) if pair[0] < change.decision]
    numbers: dict[str, set[int]] = defaultdict(set)
    for subject in withdraw(command.decision, undone, by=change.decision, recorded=change.recorded):
        numbers[subject.table].add(subject.number)
    settle_tree()
    refresh_tree(numbers[UNITS])
    refresh_moved(sorted(numbers[PERSONS]))


def undo_act(
    decision: int, actor: Actor, *, on: date, body: str = "", document: str = "", now: datetime | None = None
) -> int:  # fmt: skip
    """Undo an act; the number of the decision that corrects it. `Refused` lists what rests on it."""
    return run(UndoReorganisation(on=on, body=body, document=document, decision=decision), actor, now=now).id


register(KIND, UndoReorganisation, judge=judge, apply=apply)
