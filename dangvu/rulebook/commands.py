"""Decisions about the calendar of working days; values of rules come by migration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.rulebook.kinds import KINDS, LONGEST, USUAL
from dangvu.rulebook.models import CalendarDay
from dangvu.rulebook.queries import kind_of_day


@dataclass(frozen=True, kw_only=True)
class SetCalendarDay(Command):
    """A day, or all days up to `last`, are off, worked, or again as the rule of the year says; `on` is the day itself."""

    kind: str
    name: str = ""
    last: date | None = None


def judge_day(command: SetCalendarDay) -> list[Problem]:
    """A known kind, a paper, a few days at most, and a change of them."""
    problems = []
    if command.kind not in KINDS:
        problems.append(Problem("unknown_kind", "Hãy chọn ngày nghỉ, ngày làm bù hoặc như lịch chung.", "kind"))
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi văn bản hoặc thông báo về ngày nghỉ này.", "document"))
    if not command.name.strip() and command.kind != USUAL:
        problems.append(Problem("missing_name", "Hãy ghi tên ngày nghỉ hoặc lý do làm bù.", "name"))
    if not 0 <= ((command.last or command.on) - command.on).days < LONGEST:
        problems.append(Problem("last_day", f"Ngày cuối phải từ ngày đầu trở đi, nhiều nhất {LONGEST} ngày một lần.", "last"))
    elif all((kind_of_day(day) or USUAL) == command.kind for day in _days(command)):
        problems.append(Problem("no_change", "Lịch đã ghi như vậy cho những ngày này.", "kind"))
    return problems


def apply_day(command: SetCalendarDay, change: Change) -> None:
    """What was decided of these days before is no longer held."""
    for day in _days(command):
        for row in current(CalendarDay, day=day):
            change.close(row)
        if command.kind != USUAL:
            change.open(CalendarDay, day=day, kind=command.kind, name=command.name)


def _days(command: SetCalendarDay) -> Iterator[date]:
    day = command.on
    while day <= (command.last or command.on):
        yield day
        day += timedelta(days=1)


register("rulebook.set_calendar_day", SetCalendarDay, judge=judge_day, apply=apply_day)
