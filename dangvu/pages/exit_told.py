"""Proposals about a case in words: what is held, what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dangvu.access.connections import registrar
from dangvu.commands import Command
from dangvu.exits.commands import DecideExit, DropCase, LodgeAppeal, OpenCase, ReadmitMember, RecordVote, SettleAppeal
from dangvu.exits.queries import case, last_exit, standard_on
from dangvu.exits.rules import least
from dangvu.organisation.queries import units_on
from dangvu.pages.exit_words import CENTRE, CONSENTING, DROPPED, KINDS, ORGANS, OUTCOMES, REASONS
from dangvu.people.names import ERASED
from dangvu.web.formats import day, number

Told = list[tuple[str, str, str]]
"""Label, what is held, what is proposed."""


def _unit(unit: int | None, on: date) -> str:
    with registrar():
        return next((row.name for row in units_on([unit], on)), "") if unit is not None else ""


def _new(*told: tuple[str, str]) -> Told:
    return [(label, "", text) for label, text in told]


def _of_case(number_: int, on: date) -> Told:
    """How it may end and why, as the case says it."""
    with registrar():
        found = case(number_, on)
    if found is None:
        return []
    return _new((_("Việc xem xét"), f"{KINDS[found.kind]}: {REASONS.get(found.reason, ERASED)}"))


def _open(command: OpenCase, _known: datetime | None) -> Told:
    return _new(
        (_("Hình thức"), str(KINDS.get(command.kind, ""))),
        (_("Lý do"), str(REASONS.get(command.reason, ""))),
        (_("Ngày chi bộ bắt đầu xem xét"), day(command.on)),
    )


def _vote(command: RecordVote, _known: datetime | None) -> Told:
    return [
        *_of_case(command.case, command.on),
        *_new(
            (_("Nơi biểu quyết"), f"{ORGANS.get(command.organ, '')}, {_unit(command.unit, command.on)}"),
            (_("Ngày biểu quyết"), day(command.on)),
            (_("Số người được biểu quyết"), number(command.entitled)),
            (_("Số có mặt"), number(command.present)),
            (_("Đồng ý"), _in_favour(command)),
            (_("Không đồng ý"), number(command.against)),
            (_("Phiếu trắng, không hợp lệ"), number(command.blank)),
        ),
    ]


def _in_favour(command: RecordVote) -> str:
    """The number, and how many the rule asks for."""
    with registrar():
        found = case(command.case, command.on)
        share = standard_on(found.kind, command.on).shares.get(command.organ) if found and command.entitled else None
    if share is None:
        return number(command.in_favour)
    wanted = least(command.entitled, share)
    return _("%(votes)s, cần ít nhất %(wanted)s") % {"votes": number(command.in_favour), "wanted": number(wanted)}


def _decide(command: DecideExit, _known: datetime | None) -> Told:
    told = (_("Nơi quyết định"), _unit(command.unit, command.on)), (_("Ra khỏi đảng số từ ngày"), day(command.on))
    return [*_of_case(command.case, command.on), *_new(*told)]


def _drop(command: DropCase, _known: datetime | None) -> Told:
    told = (_("Dừng vì"), str(DROPPED.get(command.reason, ""))), (_("Ngày dừng việc xem xét"), day(command.on))
    return [*_of_case(command.case, command.on), *_new(*told)]


def _appeal(command: LodgeAppeal, _known: datetime | None) -> Told:
    return [
        *_of_case(command.case, command.on),
        *_new(
            (_("Nơi giải quyết"), _unit(command.unit, command.on) or str(CENTRE)),
            (_("Ngày người khiếu nại nhận quyết định"), day(command.received)),
            (_("Ngày nhận đơn khiếu nại"), day(command.on)),
        ),
    ]


def _settle(command: SettleAppeal, _known: datetime | None) -> Told:
    told = (_("Nơi giải quyết"), _unit(command.unit, command.on) or str(CENTRE)), (_("Kết quả"), str(OUTCOMES.get(command.outcome, "")))
    cell = [(_("Chi bộ sinh hoạt tiếp"), _unit(command.cell, command.on))] if command.cell is not None else []
    return [*_of_case(command.case, command.on), *_new(*told, *cell, (_("Ngày giải quyết"), day(command.on)))]


def _readmit(command: ReadmitMember, _known: datetime | None) -> Told:
    with registrar():
        left = last_exit(command.person)
    ground = command.ground or (left[2] if left is not None else "")
    return _new(
        (_("Lý do ra khỏi Đảng trước đây"), str(REASONS.get(ground, ""))),
        (_("Chi bộ kết nạp lại"), _unit(command.cell, command.on)),
        (_("Ngày kết nạp lại (lễ kết nạp)"), day(command.on)),
        (_("Nơi đồng ý"), str(CONSENTING.get(command.consented_by, ""))),
        (_("Văn bản đồng ý"), command.consent),
        (_("Ngày được xóa án tích"), day(command.cleared)),
    )


TOLD: Mapping[type[Command], Callable[[Any, datetime | None], Told]] = {
    OpenCase: _open,
    RecordVote: _vote,
    DecideExit: _decide,
    DropCase: _drop,
    LodgeAppeal: _appeal,
    SettleAppeal: _settle,
    ReadmitMember: _readmit,
}
