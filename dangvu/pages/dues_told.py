"""Proposals about exemption from dues in words: what is held, what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dangvu.commands import Command
from dangvu.dues.commands import EndDuesExemption, ExemptFromDues
from dangvu.dues.queries import exemptions
from dangvu.pages.dues_forms import A_DAY, GROUNDS
from dangvu.web.formats import day

Told = list[tuple[str, str, str]]
"""Label, what is held, what is proposed."""


def _exempt(command: ExemptFromDues, _known: datetime | None) -> Told:
    last = command.until - A_DAY if command.until else None
    return [
        (_("Miễn đảng phí"), "", str(GROUNDS.get(command.reason, ""))),
        (_("Từ ngày"), "", day(command.on)),
        (_("Đến hết ngày"), "", day(last) if last else _("chưa xác định thời hạn")),
    ]


def _liable(command: EndDuesExemption, _known: datetime | None) -> Told:
    held = exemptions([command.person], command.on).get(command.person, "")
    return [(_("Miễn đảng phí"), str(GROUNDS.get(held, "")), ""), (_("Đóng đảng phí trở lại từ ngày"), "", day(command.on))]


TOLD: Mapping[type[Command], Callable[[Any, datetime | None], Told]] = {ExemptFromDues: _exempt, EndDuesExemption: _liable}
