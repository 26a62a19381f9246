"""Letters of introduction: sent by one side, answered by the other.

A member stays in the old cell until the receiving side says otherwise: only then the stay changes, by the members' own command.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands import EndMembership, TransferMember, apply_end, apply_transfer, judge_end, judge_transfer, not_a_member
from dangvu.members.queries import cell_of
from dangvu.organisation.commands import state_on
from dangvu.organisation.queries import above
from dangvu.transfers.kinds import LATE_REASONS, ON_THE_WAY, PAPERS, REASONS, RECEIVED, RETURN_REASONS, RETURNED, WITHDRAWN
from dangvu.transfers.models import Letter
from dangvu.transfers.queries import terms_of

INTRODUCED: Any = {"subject": "person"}
"""Marks a person that a command of the receiving side names: in no scope of that side yet, and known by the letter alone."""


@dataclass(frozen=True, kw_only=True)
class SendMember(Command):
    """A member is introduced to another unit, or to one outside this register; `document` is the letter, `on` its day.

    `effective` is the day of the change behind it, where that is another day. The member stays in the old cell until received.
    """

    person: int
    to: int | None = None
    place: str = ""
    reason: str
    papers: tuple[str, ...] = ()
    effective: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveMember(Command):
    """The receiving side takes an introduced member into a cell; `on` is the first day there. `late` is why, after the term."""

    letter: int
    introduced: int = field(metadata=INTRODUCED)
    cell: int
    late: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmDeparture(Command):
    """A member who was introduced outside has been received there; `on` is the first day without the member."""

    letter: int
    person: int


@dataclass(frozen=True, kw_only=True)
class WithdrawLetter(Command):
    """The sending side takes a letter back."""

    letter: int
    person: int


@dataclass(frozen=True, kw_only=True)
class ReturnLetter(Command):
    """The receiving side sends a letter back, for one of the reasons; `unit` is the one that it was addressed to."""

    letter: int
    introduced: int = field(metadata=INTRODUCED)
    unit: int
    reason: str


def one_place(unit: int | None, place: str, on: date, field_: str) -> list[Problem]:
    """What is wrong with where somebody goes: one place, within the register or outside it, that lives on the day."""
    if (unit is None) == (not place.strip()):
        return [Problem("one_place", "Hãy chọn một tổ chức đảng trong sổ, hoặc ghi tên tổ chức đảng ngoài sổ.", field_)]
    if unit is not None and state_on(unit, on) is None:
        return [Problem("unit_not_alive", "Tổ chức đảng nơi đến không tồn tại vào ngày này; hãy chọn tổ chức khác.", field_)]
    return []


def judge_send(command: SendMember) -> list[Problem]:
    """A member without another letter, one place to go to, a letter, a known reason and known papers."""
    problems = not_a_member(command.person, command.on) + one_place(command.to, command.place, command.on, "to")
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ngày của giấy giới thiệu sinh hoạt đảng.", "document"))
    if command.to is not None and command.to == cell_of(command.person, command.on):
        problems.append(Problem("same_cell", "Đảng viên đang ở chính chi bộ này.", "to"))
    if command.reason not in REASONS:
        problems.append(Problem("unknown_reason", "Hãy chọn lý do chuyển sinh hoạt trong danh sách.", "reason"))
    if not set(command.papers) <= set(PAPERS):
        problems.append(Problem("unknown_paper", "Hãy chọn giấy tờ gửi kèm trong danh sách.", "papers"))
    if current(Letter, person_id=command.person, state=ON_THE_WAY).exists():
        problems.append(Problem("on_the_way", "Đã có giấy giới thiệu đang trên đường; hãy rút giấy ấy trước.", "person"))
    return problems


def apply_send(command: SendMember, change: Change) -> None:
    """The letter, on the way; the roll does not change."""
    change.open(
        Letter, issue_id=change.decision, person_id=command.person, origin_id=cell_of(command.person, command.on), to_id=command.to,
        place=command.place, issued=command.on, effective=command.effective or command.on, reason=command.reason,
        papers=list(command.papers),
    )  # fmt: skip


def _letter(number: int, person: int, on: date) -> tuple[Letter | None, list[Problem]]:
    """A letter about somebody that is on the way on a day, and what stands against ending it then."""
    letter = current(Letter, issue_id=number, person_id=person).first()
    if letter is None:
        return None, [Problem("unknown_letter", "Không có giấy giới thiệu này.", "letter")]
    problems = []
    if letter.state != ON_THE_WAY:
        problems.append(Problem("letter_closed", "Giấy giới thiệu này đã được tiếp nhận, trả lại hoặc rút.", "letter"))
    if on < letter.issued:
        problems.append(Problem("before_letter", f"Không thể trước ngày giới thiệu {letter.issued:%d/%m/%Y}.", "on"))
    return letter, problems


def judge_receive(command: ReceiveMember) -> list[Problem]:
    """A letter to this side, in time or with a reason, and a transfer that may be."""
    letter, problems = _letter(command.letter, command.introduced, command.on)
    if letter is None:
        return problems
    if letter.to_id is None or letter.to_id not in {command.cell, *above(command.cell, command.on)}:
        problems.append(
            Problem("other_address", "Giấy giới thiệu gửi tổ chức đảng khác; hãy chọn chi bộ thuộc nơi được giới thiệu đến.", "cell")
        )
    problems += judge_transfer(TransferMember(on=command.on, person=command.introduced, cell=command.cell))
    term, source = terms_of(letter)
    if command.late and command.late not in LATE_REASONS:
        problems.append(Problem("unknown_reason", "Hãy chọn lý do trong danh sách.", "late"))
    if command.on > term.present_by and not command.late:
        text = f"Quá hạn xuất trình giấy giới thiệu {term.present_by:%d/%m/%Y}; hãy chọn lý do để báo cáo cấp ủy."
        problems.append(Problem("late", text, "late", source))
    return problems


def apply_receive(command: ReceiveMember, change: Change) -> None:
    """The stay changes on the day, and the letter is received; nobody is in two cells or in none."""
    apply_transfer(TransferMember(on=command.on, person=command.introduced, cell=command.cell), change)
    _close(command.letter, change, state=RECEIVED, ended=command.on, cell_id=command.cell)


def judge_departure(command: ConfirmDeparture) -> list[Problem]:
    """A letter to outside, and a way out that may be."""
    letter, problems = _letter(command.letter, command.person, command.on)
    if letter is not None and letter.to_id is not None:
        problems.append(Problem("inside", "Nơi đến có trong sổ; nơi ấy tự ghi tiếp nhận.", "letter"))
    return problems + judge_end(_out(command))


def apply_departure(command: ConfirmDeparture, change: Change) -> None:
    """The member leaves the roll, and the letter is received."""
    apply_end(_out(command), change)
    _close(command.letter, change, state=RECEIVED, ended=command.on)


def _out(command: ConfirmDeparture) -> EndMembership:
    return EndMembership(on=command.on, person=command.person, kind="transferred_out")


def judge_withdraw(command: WithdrawLetter) -> list[Problem]:
    """A letter on the way."""
    return _letter(command.letter, command.person, command.on)[1]


def apply_withdraw(command: WithdrawLetter, change: Change) -> None:
    """The letter alone; the member never left."""
    _close(command.letter, change, state=WITHDRAWN, ended=command.on)


def judge_return(command: ReturnLetter) -> list[Problem]:
    """A letter to this unit, and why it goes back."""
    letter, problems = _letter(command.letter, command.introduced, command.on)
    if letter is not None and letter.to_id != command.unit:
        problems.append(Problem("other_address", "Giấy giới thiệu này gửi tổ chức đảng khác.", "unit"))
    if command.reason not in RETURN_REASONS:
        problems.append(Problem("unknown_reason", "Hãy chọn lý do trả lại trong danh sách.", "reason"))
    return problems


def apply_return(command: ReturnLetter, change: Change) -> None:
    """The letter alone; the member never left."""
    _close(command.letter, change, state=RETURNED, ended=command.on)


def _close(number: int, change: Change, **ending: Any) -> None:
    letter = current(Letter, issue_id=number).get()
    change.close(letter)
    kept = ("issue_id", "person_id", "origin_id", "to_id", "place", "issued", "effective", "reason", "papers")
    change.open(Letter, **{name: getattr(letter, name) for name in kept}, **ending)


register("transfers.send", SendMember, judge=judge_send, apply=apply_send)
register("transfers.receive", ReceiveMember, judge=judge_receive, apply=apply_receive)
register("transfers.confirm_departure", ConfirmDeparture, judge=judge_departure, apply=apply_departure)
register("transfers.withdraw", WithdrawLetter, judge=judge_withdraw, apply=apply_withdraw)
register("transfers.return", ReturnLetter, judge=judge_return, apply=apply_return)
