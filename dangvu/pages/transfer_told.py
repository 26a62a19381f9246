"""Proposals about letters and stays elsewhere in words: what is held, what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dangvu.access.connections import registrar
from dangvu.commands import Command
from dangvu.members.commands import SetParticipation, SetResidenceLink
from dangvu.members.queries import Status, statuses
from dangvu.organisation.queries import units_on
from dangvu.pages import words
from dangvu.pages.transfer_forms import LATE_REASONS, PAPERS, REASONS, RETURN_REASONS, STAY_REASONS
from dangvu.people.names import ERASED
from dangvu.people.queries import facts_of
from dangvu.periods.days import Span
from dangvu.transfers.commands import (
    BeginTemporaryStay,
    ConfirmDeparture,
    EndTemporaryStay,
    ExtendTemporaryStay,
    ReceiveMember,
    ReturnLetter,
    SendMember,
    WithdrawLetter,
)
from dangvu.transfers.queries import letters_of, temporary_stays
from dangvu.web.formats import day, number

Told = list[tuple[str, str, str]]
"""Label, what is held, what is proposed."""


def introduced_in(command: Command | None) -> int | None:
    """Whom a command of the receiving side names: known by the letter to whoever answers it, and shown with it."""
    return command.introduced if isinstance(command, ReceiveMember | ReturnLetter) else None


def _unit(unit: int | None, on: date) -> str:
    """The name of a unit of either side: a letter says both."""
    with registrar():
        return next((row.name for row in units_on([unit], on)), "") if unit is not None else ""


def _send(command: SendMember, _known: datetime | None) -> Told:
    return [
        (_("Nơi đến"), "", _unit(command.to, command.on) or command.place),
        (_("Lý do chuyển"), "", str(REASONS.get(command.reason, ""))),
        (_("Ngày giới thiệu"), "", day(command.on)),
        (_("Ngày của việc chuyển"), "", day(command.effective)),
        (_("Giấy tờ gửi kèm"), "", ", ".join(str(PAPERS[name]) for name in command.papers if name in PAPERS)),
    ]


def _of_letter(number_: int, person: int) -> Told:
    """Who goes from where to where, as the letter says it."""
    with registrar():
        letter = next((one for one in letters_of(person) if one.number == number_), None)
        facts = facts_of(person)
    if letter is None:
        return [(_("Giấy giới thiệu"), "", number(number_))]
    name = (facts.name if facts else "") or ERASED
    destination = _unit(letter.to, letter.issued) or letter.place
    same = [(_("Đảng viên"), name), (_("Nơi giới thiệu"), _unit(letter.origin, letter.issued)), (_("Nơi đến"), destination)]
    return [(label, "", text) for label, text in (*same, (_("Ngày giới thiệu"), day(letter.issued)))]


def _receive(command: ReceiveMember, _known: datetime | None) -> Told:
    return [
        *_of_letter(command.letter, command.introduced),
        (_("Tiếp nhận vào chi bộ"), "", _unit(command.cell, command.on)),
        (_("Từ ngày"), "", day(command.on)),
        (_("Lý do xuất trình muộn"), "", str(LATE_REASONS.get(command.late, ""))),
    ]


def _return(command: ReturnLetter, _known: datetime | None) -> Told:
    reason = str(RETURN_REASONS.get(command.reason, ""))
    return [*_of_letter(command.letter, command.introduced), (_("Trả lại vì"), "", reason), (_("Từ ngày"), "", day(command.on))]


def _withdraw(command: WithdrawLetter | ConfirmDeparture, _known: datetime | None) -> Told:
    label = _("Rút giấy từ ngày") if isinstance(command, WithdrawLetter) else _("Ra khỏi đảng số từ ngày")
    return [*_of_letter(command.letter, command.person), (label, "", day(command.on))]


def _begin(command: BeginTemporaryStay, _known: datetime | None) -> Told:
    return [
        (_("Sinh hoạt tạm thời tại"), "", _unit(command.host, command.on) or command.place),
        (_("Lý do"), "", str(STAY_REASONS.get(command.reason, ""))),
        (_("Từ ngày"), "", day(command.on)),
        (_("Dự kiến trở về"), "", day(command.planned)),
    ]


def _planned(person: int, on: date, known: datetime | None) -> str:
    """When the stay of a day is meant to end."""
    return next((day(one.planned) for one in temporary_stays(person, known) if on in Span(one.since, one.until)), "")


def _extend(command: ExtendTemporaryStay, known: datetime | None) -> Told:
    return [(_("Dự kiến trở về"), _planned(command.person, command.on, known), day(command.planned))]


def _back(command: EndTemporaryStay, known: datetime | None) -> Told:
    held = _planned(command.person, command.on - timedelta(days=1), known)
    return [(_("Dự kiến trở về"), held, held), (_("Trở về từ ngày"), "", day(command.on))]


def _participation(command: SetParticipation, known: datetime | None) -> Told:
    now = _status(command.person, "participation", command.on, known)
    ground, planned = (words.GROUNDS.get(now.reason, ""), day(now.planned)) if now else ("", "")
    return [
        (_("Tình trạng sinh hoạt"), words.STATUS[now.value if now else "active"], words.STATUS.get(command.value, command.value)),
        (_("Lý do"), ground, words.GROUNDS.get(command.reason, "")),
        (_("Từ ngày"), "", day(command.on)),
        (_("Dự kiến trở lại ngày"), planned, day(command.planned)),
    ]


def _residence(command: SetResidenceLink, known: datetime | None) -> Told:
    now = _status(command.person, "residence", command.on, known)
    held = words.STATUS[now.value] if now else ""
    return [(_("Giới thiệu về nơi cư trú"), held, words.STATUS.get(command.value, command.value)), (_("Từ ngày"), "", day(command.on))]


def _status(person: int, dimension: str, on: date, known: datetime | None) -> Status | None:
    return next((one for one in statuses(person, known) if one.dimension == dimension and on in one.span), None)


TOLD: Mapping[type[Command], Callable[[Any, datetime | None], Told]] = {
    SetParticipation: _participation,
    SetResidenceLink: _residence,
    SendMember: _send,
    ReceiveMember: _receive,
    ConfirmDeparture: _withdraw,
    WithdrawLetter: _withdraw,
    ReturnLetter: _return,
    BeginTemporaryStay: _begin,
    ExtendTemporaryStay: _extend,
    EndTemporaryStay: _back,
}
