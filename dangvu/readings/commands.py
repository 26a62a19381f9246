"""Deferring what a member is told: readings by one account, for a named inspection case, until a day; decided by two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.backends.postgresql.psycopg_any import DateRange

from dangvu.access.queries import mandates_of, person_of
from dangvu.access.viewer import INSPECT
from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.people.queries import facts_of
from dangvu.periods.clock import HANOI
from dangvu.readings import rules
from dangvu.readings.models import Deferral
from dangvu.readings.queries import first_day_of


@dataclass(frozen=True, kw_only=True)
class DeferDisclosure(Command):
    """Whom an account reads for a case is told so from `until` on; for a case that runs it sets its end anew.

    Nothing that was read before it was decided is deferred, whatever day `on` says.
    """

    person: int
    account: int
    case_symbol: str
    until: date


def judge_defer(command: DeferDisclosure) -> list[Problem]:
    """A person, an officer of the inspection office who is somebody else, a case, a paper, and no more than a year in all."""
    facts = facts_of(command.person)
    if facts is None or facts.erased:
        return [Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "person")]
    problems = _judge_account(command) + rules.named_case(command.case_symbol)
    if not command.document:
        problems.append(Problem("missing_document", "Hãy ghi quyết định kiểm tra làm căn cứ.", "document"))
    first = first_day_of(command.person, command.case_symbol) or command.on
    return problems + rules.term(command.on, command.until, min(first, command.on))


def _judge_account(command: DeferDisclosure) -> list[Problem]:
    if not any(INSPECT in one.rights for one in mandates_of(command.account, command.on)):
        return [Problem("not_an_inspector", "Chỉ hoãn được lượt xem của tài khoản được giao việc kiểm tra.", "account")]
    if person_of(command.account) == command.person:
        return [Problem("own_readings", "Tài khoản này là của chính đảng viên; lượt tự xem không cần hoãn.", "account")]
    return []


def apply_defer(command: DeferDisclosure, change: Change) -> None:
    """A case that runs keeps its beginning; another one begins now, or on its day where that lies ahead."""
    about = {"person_id": command.person, "account_id": command.account, "case_symbol": command.case_symbol}
    today = change.recorded.astimezone(HANOI).date()
    running = current(Deferral, **about).filter(period__contains=today).first()
    if running is not None:
        change.close(running)
        change.open(Deferral, begins=running.begins, period=DateRange(running.period.lower, command.until), **about)
        return
    first = max(command.on, today)
    begins = change.recorded if first == today else datetime.combine(first, time(), HANOI)
    change.open(Deferral, begins=begins, period=DateRange(first, command.until), **about)


register("readings.defer", DeferDisclosure, judge=judge_defer, apply=apply_defer)
