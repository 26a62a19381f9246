"""Decisions about meetings; the only writer of this area's tables."""

from __future__ import annotations

from dataclasses import dataclass

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.meetings.derived import refresh_summary
from dangvu.meetings.models import Attendance
from dangvu.organisation.queries import unit_on


@dataclass(frozen=True, kw_only=True)
class ReportAttendance(Command):
    """A cell reports who was due and who came in the month of `on`; a later report of the same month corrects it."""

    cell: int
    due: int
    present: int


def judge_report(command: ReportAttendance) -> list[Problem]:
    """A cell that exists on the day, and no more who came than were due."""
    cell = unit_on(command.cell, command.on)
    if cell is None or not (cell.alive and cell.cell):
        return [Problem("no_such_cell", "Đây không phải chi bộ đang hoạt động vào ngày sinh hoạt.", "cell")]
    if 0 <= command.present <= command.due:
        return []
    return [Problem("present_exceeds_due", "Số đảng viên dự không thể nhiều hơn số phải dự.", "present")]


def apply_report(command: ReportAttendance, change: Change) -> None:
    """The month's report takes the place of an earlier one."""
    month = command.on.replace(day=1)
    for row in current(Attendance, cell_id=command.cell, month=month):
        change.close(row)
    change.open(Attendance, cell_id=command.cell, month=month, due=command.due, present=command.present)
    refresh_summary([command.cell])


register("meetings.report_attendance", ReportAttendance, judge=judge_report, apply=apply_report)
