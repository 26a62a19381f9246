"""A plan of reorganisation that was handed in: its form, and the file with what it was asked with, which wait until it is proposed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.exchange.plans import SMALL, act_of, read_plan
from dangvu.filegate.limits import MIB
from dangvu.organisation.queries import UnitOn
from dangvu.pages.uploads import drop_folder, open_folder, own_folder, write_private
from dangvu.reorganisation.commands import Reorganise
from dangvu.web.fields import DayField

FILE, ASKED = "phuong-an.xlsx", "phuong-an.json"
WHOLE = "whole"
"""Decided above every root: the whole register is its scope."""


class PlanForm(forms.Form):
    """From which day on, by whose decision, and the workbook."""

    on = DayField(label=gettext_lazy("Ngày có hiệu lực"), error_messages={"required": gettext_lazy("Không để trống mục này.")})
    file = forms.FileField(
        label=gettext_lazy("Phương án (.xlsx)"),
        help_text=gettext_lazy("Mỗi dòng một tổ chức. Tối đa 4 MB, không có macro, không đặt mật khẩu."),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp Excel của phương án."),
            "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, files: Any = None, *, unit: UnitOn, may_whole: bool, initial: Mapping[str, Any] | None = None
    ) -> None:
        """Whoever may propose about the whole register may say that it is decided above this unit."""
        super().__init__(data, files, initial={"decider": "", **(initial or {})})
        if may_whole:
            self.fields["decider"] = forms.ChoiceField(
                label=_("Cấp quyết định"),
                help_text=_("Phương án chạm tới tổ chức ngoài đơn vị này thì chọn cấp trên của các đảng bộ tỉnh."),
                choices=[("", unit.name), (WHOLE, _("Trung ương, cho các đảng bộ tỉnh trong sổ"))],
                required=False,
            )
        self.order_fields(["on", "decider", "file"])

    def clean_file(self) -> Any:
        """The file, unless it is larger than a plan can be."""
        file = self.cleaned_data["file"]
        if file.size > SMALL.packed:
            raise forms.ValidationError(_("Tệp lớn hơn %(size)s MB. Bỏ các trang tính khác.") % {"size": SMALL.packed // MIB}, code="large")
        return file

    @property
    def is_whole(self) -> bool:
        """Whether it is decided above the unit."""
        return self.cleaned_data.get("decider") == WHOLE


@dataclass(frozen=True)
class WaitingPlan:
    """A plan of this session; `name` is what the reader called the file."""

    id: UUID
    folder: Path
    name: str
    on: date
    is_whole: bool

    def command(self, unit: int, within: Collection[int] | None, document: str = "", body: str = "") -> Reorganise:
        """The act that the file says; `filegate.Refused` for the file, `Refused` for its lines."""
        steps = act_of(read_plan(self.folder / FILE), self.on, within)
        return Reorganise(on=self.on, unit=None if self.is_whole else unit, document=document, body=body, **steps)

    def drop(self, session: SessionBase) -> None:
        """Remove the file."""
        drop_folder(self.id, session)


def receive_plan(chunks: Iterable[bytes], session: SessionBase, *, name: str, on: date, is_whole: bool) -> WaitingPlan:
    """Keep a plan for this session alone."""
    number, folder = open_folder(session)
    write_private(folder / FILE, chunks)
    asked = {"name": name, "on": on.isoformat(), "is_whole": is_whole}
    write_private(folder / ASKED, [json.dumps(asked, ensure_ascii=False).encode()])
    return WaitingPlan(number, folder, name, on, is_whole)


def waiting_plan(number: UUID, session: SessionBase) -> WaitingPlan:
    """A plan of this session; 404 for those of others, and for those that are done or an hour unused."""
    folder = own_folder(number, session, ASKED)
    asked = json.loads((folder / ASKED).read_text())
    return WaitingPlan(number, folder, asked["name"], date.fromisoformat(asked["on"]), asked["is_whole"])
