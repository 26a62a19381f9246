"""Decisions about dues; the only writer of this area's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change, Command, Problem, register
from dangvu.dues.kinds import EXEMPTIONS, HARDSHIP
from dangvu.dues.models import DuesExemption, DuesPayment, DuesRate, UnpaidMonth
from dangvu.dues.queries import is_recorded, rates_on
from dangvu.dues.rules import is_amount, judge_month, judge_term
from dangvu.ledger.dated import current
from dangvu.members.queries import cell_of, in_cell
from dangvu.organisation.queries import is_cell_within
from dangvu.people.queries import names_of
from dangvu.periods.days import Span, add_months
from dangvu.rulebook.queries import in_force


@dataclass(frozen=True, kw_only=True)
class SetDuesRate(Command):
    """A member pays at another rate from a day on: its key alone, never what it is a share of."""

    person: int
    key: str


class Paid(NamedTuple):
    """Somebody of the cell and what was paid for the month; no amount: nothing was paid after all, or it is erased."""

    person: int
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordPayments(Command):
    """Members of a cell paid for a month on a day, as its treasurer writes the list; an empty one says of a month that nobody paid."""

    cell: int
    month: date
    paid: tuple[Paid, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectPayments(Command):
    """What was recorded of a month was not so: other amounts, or none; an empty list takes back that nobody paid."""

    cell: int
    month: date
    paid: tuple[Paid, ...]


@dataclass(frozen=True, kw_only=True)
class ExemptFromDues(Command):
    """A member owes no dues from a day on, until another where one is known."""

    person: int
    reason: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class EndDuesExemption(Command):
    """A member owes dues again from a day on."""

    person: int


def _not_a_member(person: int, on: date) -> list[Problem]:
    if cell_of(person, on) is not None:
        return []
    return [Problem("not_a_member", "Người này không thuộc chi bộ nào trong sổ vào ngày đó; hãy xem lại ngày.", "person")]


def judge_rate(command: SetDuesRate) -> list[Problem]:
    """A member, a rate of the list of the day, and another than is held."""
    problems = _not_a_member(command.person, command.on)
    rates, source = rates_on(command.on)
    if command.key not in rates:
        problems.append(Problem("unknown_rate", "Hãy chọn một mức đóng đang áp dụng vào ngày đó.", "key", source))
    if current(DuesRate, person_id=command.person, key=command.key, period__contains=command.on).exists():
        problems.append(Problem("no_change", "Mức đóng này đã được ghi cho ngày đó.", "key"))
    return problems


def apply_rate(command: SetDuesRate, change: Change) -> None:
    """The rate from the day on, until the next one that is recorded."""
    change.assign(DuesRate, {"person_id": command.person}, command.on, key=command.key)


def _listed(command: RecordPayments | CorrectPayments) -> Iterator[Problem]:
    """What is wrong with the list before anybody is looked at."""
    if wrong := judge_month(command.month, command.on):
        yield from wrong
        return
    if not is_cell_within(command.cell, command.month, add_months(command.month, 1)):
        yield Problem("no_such_cell", "Đây không phải chi bộ hoạt động trong tháng ấy.", "cell")
    persons = [one.person for one in command.paid]
    if len(set(persons)) < len(persons):
        yield Problem("named_twice", "Có người được ghi hai lần trong danh sách.", "paid")


def judge_payments(command: RecordPayments) -> list[Problem]:
    """A month of a cell, members who were in it then, amounts that can be, and nobody who has paid for that month."""
    if problems := list(_listed(command)):
        return problems
    if not command.paid:
        return _closing(command)
    persons = [one.person for one in command.paid]
    names = names_of(persons)
    here = in_cell(command.cell, Span(command.month, add_months(command.month, 1)))
    done = set(current(DuesPayment, month=command.month, person_id__in=persons).values_list("person_id", flat=True))
    for person, amount in command.paid:
        name = names[person][1] if person in names else "Một người trong danh sách"
        if person not in here:
            problems.append(Problem("elsewhere", f"{name}: không thuộc chi bộ trong tháng ấy.", "paid"))
        if person in done:
            problems.append(Problem("paid_already", f"{name}: tháng ấy đã ghi đóng; nếu ghi sai, hãy dùng chức năng Sửa.", "paid"))
        if not is_amount(amount):
            problems.append(Problem("wrong_amount", f"{name}: hãy ghi số tiền bằng đồng, lớn hơn 0.", "paid"))
    return problems


def _closing(command: RecordPayments) -> list[Problem]:
    """Nobody paid: of a month that is over, and of which nothing is recorded yet."""
    if command.on < add_months(command.month, 1):
        return [Problem("not_over", "Chỉ ghi là không ai đóng khi tháng ấy đã hết; hãy xem lại tháng hoặc ngày.", "on")]
    if is_recorded(command.cell, command.month, date.max):
        return [Problem("recorded_already", "Tháng ấy chi bộ đã ghi sổ; ai chưa đóng thì đã thấy là chưa đóng.", "paid")]
    return []


def apply_payments(command: RecordPayments, change: Change) -> None:
    """A payment each, of whoever is erased none; of an empty list that the month is known, and nobody paid."""
    if not command.paid:
        change.open(UnpaidMonth, cell_id=command.cell, month=command.month, told_on=command.on)
    for person, amount in command.paid:
        if amount is not None:
            change.open(
                DuesPayment, person_id=person, cell_id=command.cell, month=command.month, paid_on=command.on, amount=amount
            )  # fmt: skip


def judge_correction(command: CorrectPayments) -> list[Problem]:
    """Payments that are held of this cell and month, amounts that can be, and another than is held; or that nobody paid."""
    if problems := list(_listed(command)):
        return problems
    if not command.paid and not current(UnpaidMonth, cell_id=command.cell, month=command.month).exists():
        return [Problem("nobody", "Danh sách chưa có ai, và sổ không ghi là tháng ấy không ai đóng.", "paid")]
    persons = [one.person for one in command.paid]
    names = names_of(persons)
    rows = current(DuesPayment, cell_id=command.cell, month=command.month, person_id__in=persons)
    kept = dict(rows.values_list("person_id", "amount"))
    for person, amount in command.paid:
        name = names[person][1] if person in names else "Một người trong danh sách"
        if person not in kept:
            problems.append(Problem("not_paid", f"{name}: chi bộ chưa ghi đóng tháng ấy, nên chưa có gì để sửa.", "paid"))
        elif amount == kept[person]:
            problems.append(Problem("no_change", f"{name}: số tiền đã được ghi như vậy.", "paid"))
        if amount is not None and not is_amount(amount):
            problems.append(Problem("wrong_amount", f"{name}: hãy ghi số tiền bằng đồng, lớn hơn 0.", "paid"))
    return problems


def apply_correction(command: CorrectPayments, change: Change) -> None:
    """What was held closes; where an amount is told it takes its place, paid on the day that was recorded."""
    amounts = dict(command.paid)
    if not amounts:
        change.close(current(UnpaidMonth, cell_id=command.cell, month=command.month).get())
    for row in current(DuesPayment, cell_id=command.cell, month=command.month, person_id__in=list(amounts)).order_by("person_id"):
        change.close(row)
        if (amount := amounts[row.person_id]) is not None:
            change.open(
                DuesPayment, person_id=row.person_id, cell_id=command.cell, month=command.month, paid_on=row.paid_on, amount=amount
            )  # fmt: skip


def judge_exempt(command: ExemptFromDues) -> list[Problem]:
    """A member, a ground of the list, a paper, a term that the rule allows, and nobody exempt in these days."""
    problems = _not_a_member(command.person, command.on)
    if command.reason not in EXEMPTIONS:
        problems.append(Problem("unknown_reason", "Hãy chọn lý do miễn trong danh sách.", "reason"))
    if not command.document.strip():
        problems.append(Problem("missing_document", "Hãy ghi số, ký hiệu và ngày của quyết định miễn.", "document"))
    limit = in_force("dues_hardship_months", command.on) if command.reason == HARDSHIP else None
    problems += judge_term(command.on, command.until, limit.value if limit else None, limit.source if limit else "")
    rows = current(DuesExemption, person_id=command.person)
    if not problems and rows.filter(period__overlap=(command.on, command.until)).exists():
        problems.append(Problem("exempt_already", "Đã ghi miễn đảng phí trong những ngày này.", "on"))
    return problems


def apply_exempt(command: ExemptFromDues, change: Change) -> None:
    """Exempt on these days."""
    change.open(DuesExemption, person_id=command.person, reason=command.reason, period=(command.on, command.until))


def judge_end_exemption(command: EndDuesExemption) -> list[Problem]:
    """An exemption that covers the day."""
    if current(DuesExemption, person_id=command.person, period__contains=command.on).exists():
        return []
    return [Problem("not_exempt", "Sổ không ghi miễn đảng phí vào ngày này.", "on")]


def apply_end_exemption(command: EndDuesExemption, change: Change) -> None:
    """It ends before the day."""
    for row in current(DuesExemption, person_id=command.person, period__contains=command.on):
        change.cut(row, command.on)


register("dues.set_rate", SetDuesRate, judge=judge_rate, apply=apply_rate, personal=("key",))
register("dues.record_payments", RecordPayments, judge=judge_payments, apply=apply_payments, personal_lists=("paid",))
register("dues.correct_payments", CorrectPayments, judge=judge_correction, apply=apply_correction, personal_lists=("paid",))
register("dues.exempt", ExemptFromDues, judge=judge_exempt, apply=apply_exempt, personal=("reason",))
register("dues.end_exemption", EndDuesExemption, judge=judge_end_exemption, apply=apply_end_exemption)
