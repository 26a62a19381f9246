"""From the opening of a case to the decision: votes as numbers, in the order of the levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.commands import Change, Command, Problem, register
from dangvu.exits.commands.presence import fitting, going_on, not_to_come
from dangvu.exits.kinds import DECIDED, DROPPED, GROUNDS, OPEN, drop_reasons
from dangvu.exits.models import Case, CaseVote
from dangvu.exits.queries import Course, Held, base_of, needed, standard_on
from dangvu.exits.rules import BASE, CELL, DECIDING, ORGANS, Votes, before, counted, entitled_in_cell, stage
from dangvu.ledger.dated import current
from dangvu.members.commands import EndMembership, apply_end, judge_end, not_a_member
from dangvu.members.heads import crews
from dangvu.members.queries import cell_of
from dangvu.organisation.queries import ancestors
from dangvu.rulebook.queries import rule


@dataclass(frozen=True, kw_only=True)
class OpenCase(Command):
    """The cell begins to consider whether a membership ends: of what kind, on what ground; `document` is the request or the minutes."""

    person: int
    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordVote(Command):
    """How many of an organ of a unit voted how on the day `on`; never who."""

    case: int
    person: int
    unit: int
    organ: str
    entitled: int
    present: int
    in_favour: int
    against: int
    blank: int


@dataclass(frozen=True, kw_only=True)
class DecideExit(Command):
    """The competent body has decided; `document` is its decision, `on` the first day without the member."""

    case: int
    person: int
    unit: int


@dataclass(frozen=True, kw_only=True)
class DropCase(Command):
    """A case ends and the member stays, for one of the reasons."""

    case: int
    person: int
    reason: str


def judge_open(command: OpenCase) -> list[Problem]:
    """A member without another case, a known kind and ground that fit the standing, and a paper."""
    problems = not_a_member(command.person, command.on) + not_to_come(command.on)
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi đơn, biên bản hoặc nghị quyết làm căn cứ.", "document"))
    if command.reason not in GROUNDS.get(command.kind, ()):
        problems.append(Problem("unknown_reason", "Hãy chọn hình thức và lý do phù hợp với hình thức ấy.", "reason"))
    elif not problems:
        problems += fitting(command.kind, command.reason, command.person, command.on)
    if current(Case, person_id=command.person, state=OPEN).exists():
        problems.append(Problem("open_already", "Đã có một việc đang xem xét về đảng viên này; hãy dừng việc ấy trước.", "person"))
    return problems


def apply_open(command: OpenCase, change: Change) -> None:
    """The case; the roll does not change."""
    change.open(
        Case, issue_id=change.decision, person_id=command.person, cell_id=cell_of(command.person, command.on), kind=command.kind,
        reason=command.reason, opened=command.on,
    )  # fmt: skip


def judge_vote(command: RecordVote) -> list[Problem]:
    """An open case, numbers that can be, the organ of the right unit, after the votes below it."""
    found, problems = going_on(command.case, command.person, command.on)
    if found is not None and _again(command, found) is not None:
        problems = []
    votes = Votes(command.entitled, command.present, command.in_favour, command.against, command.blank)
    problems += not_to_come(command.on) + counted(votes)
    if command.organ not in ORGANS:
        return [*problems, Problem("unknown_organ", "Hãy chọn nơi biểu quyết trong danh sách.", "organ")]
    if found is None:
        return problems
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi nghị quyết hoặc biên bản có kết quả biểu quyết.", "document"))
    if gone := not_a_member(command.person, command.on):
        return problems + gone
    problems += fitting(found.kind, found.reason, command.person, command.on)
    return problems + _voter(command, found) + _order(command, found)


def _again(command: RecordVote, found: Course) -> Held | None:
    """The vote of the same organ, unit and day, whose numbers were written wrongly."""
    held = (vote for vote in found.votes if (vote.organ, vote.unit, vote.day) == (command.organ, command.unit, command.on))
    return next(held, None)


def _voter(command: RecordVote, found: Course) -> list[Problem]:
    """The organ votes in the unit whose matter it is; of the cell as many as the roll has."""
    chain = ancestors(found.cell, command.on)
    if command.organ == CELL:
        if command.unit != found.cell:
            return [Problem("other_unit", "Đảng viên không thuộc chi bộ này vào ngày biểu quyết.", "unit")]
        crew = crews([found.cell], command.on).get(found.cell)
        told = rule("exit_voters", command.on).source
        return entitled_in_cell(command.entitled, crew.voters, crew.able, told) if crew else []
    if command.organ == BASE:
        if command.unit == base_of(chain):
            return []
        return [Problem("other_unit", "Chỉ đảng ủy cơ sở có chi bộ của đảng viên xem xét ở bước này.", "unit")]
    return _competence(command.unit, found.cell, command.on, command.organ)


def _competence(unit: int, cell: int, on: date, organ: str = "") -> list[Problem]:
    """A body above the cell that the rule of the day lets decide, through the organ that it names."""
    decided_by = rule("exit_decided_by", on)
    row = next((one for one in ancestors(cell, on) if one.id == unit), None)
    if row is not None and row.kind in decided_by.value and organ in {"", decided_by.value[row.kind]}:
        return []
    text = "Tổ chức này không có thẩm quyền quyết định; hãy chọn cấp ủy cấp trên có thẩm quyền và đúng cơ quan biểu quyết."
    return [Problem("not_competent", text, "unit", decided_by.source)]


def _order(command: RecordVote, found: Course) -> list[Problem]:
    at, done = stage(command.organ), found.counting
    chain = ancestors(found.cell, command.on)
    levels = needed(chain, command.unit if at == DECIDING else None)
    if at not in levels:
        return []
    held = _again(command, found)
    if held is not None:
        same = held.votes == Votes(command.entitled, command.present, command.in_favour, command.against, command.blank)
        return [Problem("voted_already", "Kết quả biểu quyết của ngày này đã được ghi đúng như vậy.", "on")] if same else []
    if any(vote.day == command.on and vote.organ == command.organ for vote in found.votes):
        return [Problem("voted_already", "Kết quả biểu quyết của ngày này đã được ghi.", "on")]
    return before(at, levels, done, _lost(found), standard_on(found.kind, command.on))


def _lost(found: Course) -> list[str]:
    """The stages whose vote fell short."""
    return [level for level, vote in found.counting.items() if not vote.is_reached]


def apply_vote(command: RecordVote, change: Change) -> None:
    """The numbers; of the same organ, unit and day they take the place of those held."""
    for row in current(CaseVote, case_id=command.case, organ=command.organ, unit_id=command.unit, day=command.on):
        change.close(row)
    names = ("organ", "entitled", "present", "in_favour", "against", "blank")
    change.open(
        CaseVote, case_id=command.case, person_id=command.person, unit_id=command.unit, day=command.on,
        **{name: getattr(command, name) for name in names},
    )  # fmt: skip


def judge_decision(command: DecideExit) -> list[Problem]:
    """A case in which every stage has voted and the deciding body by the share that the rule asks, and a way out that may be."""
    found, problems = going_on(command.case, command.person, command.on)
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của quyết định.", "document"))
    if found is None:
        return problems
    problems += _competence(command.unit, found.cell, command.on)
    vote = found.counting.get(DECIDING)
    if vote is None or vote.unit != command.unit:
        problems.append(Problem("earlier_stage", "Chưa có kết quả biểu quyết của cơ quan quyết định.", "unit"))
    elif not vote.is_reached:
        problems.append(Problem("fell_short", "Cơ quan quyết định biểu quyết không đủ tỷ lệ.", "unit", vote.source))
    else:
        stages = needed(ancestors(found.cell, command.on), command.unit)
        problems += before(DECIDING, stages, found.counting, _lost(found), standard_on(found.kind, vote.day))
    if gone := judge_end(_end(found, command)):
        return problems + gone
    return problems + fitting(found.kind, found.reason, command.person, command.on)


def apply_decision(command: DecideExit, change: Change) -> None:
    """The member leaves the roll, and the case is decided."""
    row, last = current(Case, issue_id=command.case).get(), cell_of(command.person, command.on)
    apply_end(EndMembership(on=command.on, person=command.person, kind=row.kind), change)
    _close(row, change, cell_id=last, state=DECIDED, ended=command.on, unit_id=command.unit)


def _end(found: Course, command: DecideExit) -> EndMembership:
    return EndMembership(on=command.on, person=command.person, kind=found.kind)


def judge_drop(command: DropCase) -> list[Problem]:
    """An open case, and why it ends: a reason that its kind knows, `other_way` of whoever is no member any more and of nobody else."""
    found, problems = going_on(command.case, command.person, command.on)
    if found is not None and command.reason not in drop_reasons(found.kind, is_gone=found.is_gone):
        problems.append(Problem("unknown_reason", "Hãy chọn lý do dừng phù hợp với hình thức và với tình trạng đảng viên.", "reason"))
    return problems


def apply_drop(command: DropCase, change: Change) -> None:
    """The case alone."""
    _close(current(Case, issue_id=command.case).get(), change, state=DROPPED, ended=command.on, dropped=command.reason)


def _close(row: Case, change: Change, **ending: Any) -> None:
    change.close(row)
    kept = ("issue_id", "person_id", "cell_id", "kind", "reason", "opened", "erased")
    change.open(Case, **{**{name: getattr(row, name) for name in kept}, **ending})


register("exits.open", OpenCase, judge=judge_open, apply=apply_open, personal=("reason",))
register("exits.record_vote", RecordVote, judge=judge_vote, apply=apply_vote)
register("exits.decide", DecideExit, judge=judge_decision, apply=apply_decision)
register("exits.drop", DropCase, judge=judge_drop, apply=apply_drop)
