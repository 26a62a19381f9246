"""Stays elsewhere for a time: begun, made longer, ended; a member counts at home alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands import SetParticipation, apply_participation, judge_participation, not_a_member
from dangvu.members.queries import cell_of
from dangvu.rulebook.queries import rule
from dangvu.transfers.commands.letters import one_place
from dangvu.transfers.kinds import STAY_REASONS, STUDY
from dangvu.transfers.models import TemporaryStay
from dangvu.transfers.rules import stay_length


@dataclass(frozen=True, kw_only=True)
class BeginTemporaryStay(Command):
    """A member stays elsewhere for a time, up to the day before `planned`, and counts at home alone; `on` is the first day."""

    person: int
    host: int | None = None
    place: str = ""
    reason: str
    planned: date


@dataclass(frozen=True, kw_only=True)
class ExtendTemporaryStay(Command):
    """A temporary stay is meant to end on another day; `on` is the day of the consent."""

    person: int
    planned: date


@dataclass(frozen=True, kw_only=True)
class EndTemporaryStay(Command):
    """A member is back; `on` is the first day."""

    person: int


def judge_stay(command: BeginTemporaryStay) -> list[Problem]:
    """A member who takes part at home, one place, a known reason, and a length that the rule allows."""
    problems = judge_participation(_away(command)) + one_place(command.host, command.place, command.on, "host")
    if command.host is not None and command.host == cell_of(command.person, command.on):
        problems.append(Problem("same_cell", "Đảng viên đang ở chính chi bộ này.", "host"))
    if command.reason not in STAY_REASONS:
        problems.append(Problem("unknown_reason", "Hãy chọn lý do trong danh sách.", "reason"))
    if _stay(command.person, command.on) is not None:
        problems.append(Problem("away_already", "Đảng viên đang sinh hoạt tạm thời nơi khác; hãy ghi trở về trước.", "person"))
    lengths = rule("temporary_stay", command.on)
    return problems + stay_length(command.on, command.planned, lengths.value, lengths.source, of_study=command.reason == STUDY)


def apply_stay(command: BeginTemporaryStay, change: Change) -> None:
    """The stay, and the participation at home: figures of attendance leave the member out from the day on."""
    apply_participation(_away(command), change)
    change.open(
        TemporaryStay, person_id=command.person, host_id=command.host, place=command.place, reason=command.reason,
        planned=command.planned, period=(command.on, None),
    )  # fmt: skip


def _away(command: BeginTemporaryStay) -> SetParticipation:
    return SetParticipation(on=command.on, person=command.person, value="away", reason="temporary_stay")


def _stay(person: int, on: date) -> TemporaryStay | None:
    return current(TemporaryStay, person_id=person).filter(period__contains=on).first()


def _no_stay(person: int, on: date) -> list[Problem]:
    if _stay(person, on) is not None:
        return []
    return [Problem("no_stay", "Đảng viên không sinh hoạt tạm thời nơi khác vào ngày này.", "on")]


def judge_extend(command: ExtendTemporaryStay) -> list[Problem]:
    """A stay that lasts, and with the new end is no longer than the rule of its beginning allows."""
    stay = _stay(command.person, command.on)
    if stay is None:
        return _no_stay(command.person, command.on)
    if stay.period.upper is not None:
        text = f"Đợt sinh hoạt tạm thời này đã kết thúc, trở về từ {stay.period.upper:%d/%m/%Y}; không gia hạn được."
        return [Problem("stay_ended", text, "on")]
    lengths = rule("temporary_stay", stay.period.lower)
    problems = stay_length(stay.period.lower, command.planned, lengths.value, lengths.source, of_study=stay.reason == STUDY)
    if command.planned <= command.on:
        problems.append(Problem("planned_past", "Ngày dự kiến trở về phải sau ngày gia hạn.", "planned"))
    return problems


def apply_extend(command: ExtendTemporaryStay, change: Change) -> None:
    """The same stay with another planned end; what was planned before is known from before this decision."""
    stay = current(TemporaryStay, person_id=command.person).get(period__contains=command.on)
    change.close(stay)
    change.open(
        TemporaryStay, person_id=command.person, host_id=stay.host_id, place=stay.place, reason=stay.reason, planned=command.planned,
        period=stay.period,
    )  # fmt: skip


def judge_back(command: EndTemporaryStay) -> list[Problem]:
    """A stay that lasts, and has lasted a day."""
    stay = _stay(command.person, command.on)
    problems = _no_stay(command.person, command.on) + not_a_member(command.person, command.on)
    if stay and stay.period.lower == command.on:
        problems.append(Problem("same_day", "Đợt sinh hoạt tạm thời bắt đầu đúng ngày này; hãy xem lại ngày.", "on"))
    return problems


def apply_back(command: EndTemporaryStay, change: Change) -> None:
    """The stay ends before the day; the member takes part at home again."""
    for row in current(TemporaryStay, person_id=command.person).filter(period__contains=command.on):
        change.cut(row, command.on)
    apply_participation(SetParticipation(on=command.on, person=command.person, value="active"), change)


register("transfers.begin_stay", BeginTemporaryStay, judge=judge_stay, apply=apply_stay)
register("transfers.extend_stay", ExtendTemporaryStay, judge=judge_extend, apply=apply_extend)
register("transfers.end_stay", EndTemporaryStay, judge=judge_back, apply=apply_back)
