"""Giving, ending and delegating mandates, and who signs in; the only writer of this area's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model

from dangvu.access import rules
from dangvu.access.kinds import ENTRUSTED
from dangvu.access.models import Holder, Mandate
from dangvu.access.queries import cell_on, lasting, mandate, other_holdings, person_of, rights_of, role
from dangvu.access.rules import NONE
from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.organisation.queries import unit_on
from dangvu.people.queries import facts_of

MEMBER = "member"


@dataclass(frozen=True, kw_only=True)
class GrantMandate(Command):
    """An account is charged with a role from a day on; `until` is the first day without it, `holder` the person who signs in."""

    account: int
    role: str
    unit: int | None = None
    until: date | None = None
    holder: int | None = None


@dataclass(frozen=True, kw_only=True)
class EndMandate(Command):
    """A mandate ends before a day, and with it whatever is held on its behalf; `mandate` is the number of the decision that gave it."""

    mandate: int


@dataclass(frozen=True, kw_only=True)
class DelegateMandate(Command):
    """Another account acts on behalf of the holder of a mandate, until a day."""

    mandate: int
    account: int
    until: date


@dataclass(frozen=True, kw_only=True)
class ReleaseHolder(Command):
    """The person of the register who was said to sign in with an account does not: the account no longer opens that person's own file."""

    account: int


def _known_account(account: int) -> list[Problem]:
    if get_user_model()._default_manager.filter(pk=account, is_active=True).exists():
        return []
    return [Problem("unknown_account", "Không có tài khoản này, hoặc tài khoản đã khóa.", "account")]


def _document(command: Command) -> list[Problem]:
    if command.document:
        return []
    return [Problem("missing_document", "Hãy ghi văn bản giao nhiệm vụ.", "document")]


def judge_grant(command: GrantMandate) -> list[Problem]:
    """A known account, a role that exists on these days at such a unit, a document, and a person who signs in with no other account."""
    problems = _known_account(command.account) + _document(command)
    wanted = role(command.role)
    if wanted is None:
        return [*problems, Problem("unknown_role", "Không có vai trò này.", "role")]
    unit = unit_on(command.unit, command.on) if command.unit is not None else None
    if command.unit is not None and (unit is None or not unit.alive):
        problems.append(Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày giao nhiệm vụ.", "unit"))
    problems += rules.place(wanted.place, command.unit, is_cell=unit is not None and unit.cell)
    return problems + rules.term(command.on, command.until, wanted.until) + (_judge_holder(command) or _judge_entrusted(command))


def _judge_holder(command: GrantMandate) -> list[Problem]:
    if command.holder is None:
        if command.role == MEMBER and person_of(command.account) is None:
            return [Problem("person_wanted", "Hãy chọn hồ sơ đảng viên của tài khoản này.", "holder")]
        return []
    facts = facts_of(command.holder)
    if facts is None or facts.erased:
        return [Problem("unknown_person", "Không có hồ sơ này, hoặc đã xóa theo quy định.", "holder")]
    if other_holdings(command.account, command.holder):
        return [
            Problem("other_person", "Mỗi tài khoản của một người, mỗi người một tài khoản; hồ sơ hoặc tài khoản này đã gắn khác.", "holder")
        ]
    return []


def _judge_entrusted(command: GrantMandate) -> list[Problem]:
    if not _is_entrusted(command.role):
        return []
    person = command.holder if command.holder is not None else person_of(command.account)
    if person is None:
        return [Problem("person_wanted", "Hãy chọn hồ sơ đảng viên của tài khoản này.", "holder")]
    if cell_on(person, command.on) != command.unit:
        text = "Vai trò này chỉ giao cho đảng viên của chính chi bộ đó vào ngày giao; hãy chọn lại người hoặc chi bộ."
        return [Problem("not_of_the_cell", text, "holder")]
    return []


def _is_entrusted(code: str) -> bool:
    return bool(rights_of({code})[code] & ENTRUSTED)


def apply_grant(command: GrantMandate, change: Change) -> None:
    """The mandate, and who signs in where that was not known."""
    if command.holder is not None and not current(Holder, account_id=command.account).exists():
        change.open(Holder, account_id=command.account, person_id=command.holder)
    change.open(
        Mandate, grant_id=change.decision, account_id=command.account, role_id=command.role, unit_id=command.unit,
        period=(command.on, command.until),
    )  # fmt: skip


def judge_end(command: EndMandate) -> list[Problem]:
    """The mandate is held on the day, or begins on it or later."""
    row = mandate(command.mandate)
    if row is None:
        return [Problem("unknown_mandate", "Không có nhiệm vụ này, hoặc đã thu hồi.", "mandate")]
    if row.span.until is not None and row.span.until <= command.on:
        return [Problem("mandate_ended", f"Nhiệm vụ này đã thôi từ ngày {row.span.until:%d/%m/%Y}.", "on")]
    return []


def apply_end(command: EndMandate, change: Change) -> None:
    """Its days from this one on are no longer held, nor those of whoever acts on its behalf."""
    for row in [*current(Mandate, grant_id=command.mandate), *current(Mandate, source_id=command.mandate)]:
        if row.period.upper is None or row.period.upper > command.on:
            change.cut(row, command.on)


def judge_delegate(command: DelegateMandate) -> list[Problem]:
    """A mandate of somebody else, not itself held on behalf, at a place, for days on which it is held."""
    problems = _known_account(command.account) + _document(command)
    row = mandate(command.mandate)
    if row is None:
        return [*problems, Problem("unknown_mandate", "Không có nhiệm vụ này, hoặc đã thu hồi.", "mandate")]
    if row.source is not None:
        problems.append(Problem("delegated_already", "Nhiệm vụ nhận ủy quyền không ủy quyền tiếp được.", "mandate"))
    if row.account == command.account:
        problems.append(Problem("to_oneself", "Không ủy quyền cho chính mình; hãy chọn tài khoản khác.", "account"))
    wanted = role(row.role)
    if wanted is None or wanted.place == NONE or _is_entrusted(row.role):
        problems.append(Problem("not_delegable", "Vai trò này không ủy quyền được.", "mandate"))
    return problems + rules.within(command.on, command.until, row.span)


def apply_delegate(command: DelegateMandate, change: Change) -> None:
    """A mandate of the same role at the same place."""
    row = current(Mandate, grant_id=command.mandate).get()
    change.open(
        Mandate, grant_id=change.decision, account_id=command.account, role_id=row.role_id, unit_id=row.unit_id,
        source_id=command.mandate, period=(command.on, command.until),
    )  # fmt: skip


def judge_release(command: ReleaseHolder) -> list[Problem]:
    """Somebody signs in with the account, and nothing that rests on who it is is held on the day or later."""
    problems = _document(command)
    if person_of(command.account) is None:
        return [*problems, Problem("nobody_signs_in", "Tài khoản này không gắn với hồ sơ đảng viên nào.", "account")]
    for held in lasting(command.account, command.on):
        if held.role == MEMBER or _is_entrusted(held.role):
            text = f"Trước hết cho thôi nhiệm vụ “{held.label}” (số {held.number}): nhiệm vụ ấy dựa vào hồ sơ đang gắn."
            problems.append(Problem("rests_on_the_person", text, "account"))
    return problems


def apply_release(command: ReleaseHolder, change: Change) -> None:
    """Nobody of the register signs in with the account, until a mandate says who does."""
    change.close(current(Holder, account_id=command.account).get())


register("access.grant_mandate", GrantMandate, judge=judge_grant, apply=apply_grant)
register("access.end_mandate", EndMandate, judge=judge_end, apply=apply_end)
register("access.delegate_mandate", DelegateMandate, judge=judge_delegate, apply=apply_delegate)
register("access.release_holder", ReleaseHolder, judge=judge_release, apply=apply_release)
