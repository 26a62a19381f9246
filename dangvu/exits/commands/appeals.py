"""Appeals against a decided case; what is not upheld gives the membership back, without a day between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.exits.commands.presence import going_on, not_to_come
from dangvu.exits.kinds import CHANGED, DECIDED, OUTCOMES, QUASHED, STRUCK_OFF, UPHELD
from dangvu.exits.models import Appeal, Case
from dangvu.exits.queries import APPEALABLE
from dangvu.exits.rules import in_time, last_day
from dangvu.exits.ways import WayBack, answering, settling, way_back
from dangvu.ledger.dated import current
from dangvu.members.commands import RestoreMember, apply_restore, judge_restore
from dangvu.members.commands.following import way
from dangvu.organisation.lineage import closing
from dangvu.rulebook.queries import rule, working_days


@dataclass(frozen=True, kw_only=True)
class LodgeAppeal(Command):
    """Whoever was struck off or expelled appeals, to a unit or to the Centre (none); `received` is when the decision was handed over."""

    case: int
    person: int
    received: date
    unit: int | None = None


@dataclass(frozen=True, kw_only=True)
class SettleAppeal(Command):
    """The body that was appealed to answers; what is quashed or made milder gives the membership back from the day on which it ended.

    `cell` where the member goes on, asked for where the last one closed and went on in several or none. Who was readmitted meanwhile stays.
    """

    case: int
    person: int
    unit: int | None = None
    outcome: str
    cell: int | None = None


def judge_appeal(command: LodgeAppeal) -> list[Problem]:
    """A decided case that can be appealed against, handed over before, in time, not answered by the highest, to a body above."""
    found, problems = going_on(command.case, command.person, command.on, DECIDED)
    problems += not_to_come(command.on)
    if found is None:
        return problems
    if found.kind not in APPEALABLE:
        return [Problem("not_appealable", "Người được cho ra khỏi Đảng theo nguyện vọng thì không có quyết định để khiếu nại.", "case")]
    if found.open_appeal or found.is_overturned or any(one.unit is None for one in found.appeals):
        problems.append(Problem("answered", "Đã có khiếu nại đang giải quyết, hoặc cấp cao nhất đã giải quyết.", "case"))
    since = max([found.ended or found.opened, *(one.settled for one in found.appeals if one.settled)])
    if not since <= command.received <= command.on:
        text = "Ngày nhận quyết định phải từ ngày của quyết định ấy trở đi và không sau ngày khiếu nại."
        return [*problems, Problem("before_stage", text, "received")]
    if command.unit is not None and command.unit not in answering(found, command.on):
        text = "Hãy chọn nơi đã quyết định, cấp ủy cấp trên, hoặc Trung ương; khiếu nại tiếp thì lên cấp trên của nơi đã giải quyết."
        problems.append(Problem("other_unit", text, "unit"))
    term = rule(f"exit_appeal_{found.kind}", command.received)
    return problems + in_time(command.on, last_day(command.received, term.value["lodge"], working_days()), term.source)


def apply_appeal(command: LodgeAppeal, change: Change) -> None:
    """The appeal; the decision stays in force meanwhile."""
    change.open(
        Appeal, issue_id=change.decision, case_id=command.case, person_id=command.person, unit_id=command.unit, received=command.received,
        lodged=command.on,
    )  # fmt: skip


def judge_settle(command: SettleAppeal) -> list[Problem]:
    """An open appeal, a known outcome that fits, and a way back that may be."""
    found, problems = going_on(command.case, command.person, command.on, DECIDED)
    appeal = found.open_appeal if found else None
    if found is None or appeal is None:
        return problems or [Problem("no_appeal", "Không có khiếu nại nào đang chờ giải quyết.", "case")]
    if command.unit not in settling(appeal.unit, command.on):
        problems.append(Problem("other_unit", "Khiếu nại này gửi nơi khác giải quyết.", "unit"))
    problems += not_to_come(command.on)
    if command.on < appeal.lodged:
        problems.append(Problem("before_stage", f"Không thể trước ngày khiếu nại ({appeal.lodged:%d/%m/%Y}).", "on"))
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của văn bản giải quyết.", "document"))
    if command.outcome not in OUTCOMES:
        problems.append(Problem("unknown_outcome", "Hãy chọn giữ nguyên, thay đổi hình thức hoặc hủy quyết định.", "outcome"))
    elif command.outcome == CHANGED and found.kind == STRUCK_OFF:
        problems.append(Problem("unknown_outcome", "Xóa tên không có hình thức nhẹ hơn; hãy chọn giữ nguyên hoặc hủy.", "outcome"))
    return problems + (_against_going_on(command, found.ended or command.on) if command.outcome in {CHANGED, QUASHED} else [])


def _against_going_on(command: SettleAppeal, ended: date) -> list[Problem]:
    """Nothing where the person is a member again; else the way from the day of the exit must lead to a cell that lasts."""
    back = way_back(command.person, ended)
    if command.cell is not None and not back.asks:
        text = "Sổ đã rõ đảng viên sinh hoạt tiếp ở chi bộ nào, hoặc đang là đảng viên; không chọn chi bộ."
        return [Problem("cell_known", text, "cell")]
    going = _going(command, back, ended)
    if going is None:
        return []
    legs = way(going.cell, ended, None, command.cell)
    first, last = legs[0], legs[-1]
    if back.asks and closing(last.cell, last.since) is not None:
        text = "Chi bộ cũ đã kết thúc, không rõ đảng viên sinh hoạt tiếp ở chi bộ nào; hãy chọn chi bộ ấy."
        return [Problem("which_cell", text, "cell")]
    return judge_restore(replace(going, cell=first.cell))


def apply_settle(command: SettleAppeal, change: Change) -> None:
    """The answer; what is not upheld lets the membership go on from the day on which it ended."""
    row = current(Appeal, case_id=command.case, settled=None).get()
    change.close(row)
    kept = ("issue_id", "case_id", "person_id", "unit_id", "received", "lodged")
    change.open(Appeal, **{name: getattr(row, name) for name in kept}, settled=command.on, outcome=command.outcome)
    if command.outcome != UPHELD:
        ended = current(Case, issue_id=command.case).get().ended or command.on
        going = _going(command, way_back(command.person, ended), ended)
        if going is not None:
            apply_restore(going, change, command.cell, as_if_never_left=True)


def _going(command: SettleAppeal, back: WayBack, ended: date) -> RestoreMember | None:
    """How the membership goes on; None where it already does."""
    return None if back.cell is None else RestoreMember(on=ended, person=command.person, cell=back.cell, entry="restored")


register("exits.lodge_appeal", LodgeAppeal, judge=judge_appeal, apply=apply_appeal)
register("exits.settle_appeal", SettleAppeal, judge=judge_settle, apply=apply_settle)
