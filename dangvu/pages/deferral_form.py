"""Whose readings by which account are told later, for which case, until when; of a record it says no more than was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.pages.act_form import ActForm
from dangvu.pages.proposal_forms import NEEDED
from dangvu.readings.commands import DeferDisclosure
from dangvu.web.fields import DayField

A_DAY = timedelta(days=1)


class DeferralForm(ActForm):
    """The person by the number of the file, as it stands on the paper of the case: the page opens no record to find it."""

    boxes: ClassVar = {"person": "record_no", "until": "last"}
    key = forms.UUIDField(widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)
    record_no = forms.CharField(
        label=gettext_lazy("Số lý lịch của đảng viên"),
        max_length=40,
        error_messages=NEEDED,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    account = forms.ChoiceField(label=gettext_lazy("Tài khoản sẽ đọc"), error_messages=NEEDED)
    case_symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu vụ việc kiểm tra"),
        help_text=gettext_lazy("Đảng viên đọc được ký hiệu này khi hết thời hạn hoãn."),
        max_length=80,
        error_messages=NEEDED,
    )
    last = DayField(
        label=gettext_lazy("Hoãn đến hết ngày"),
        help_text=gettext_lazy("Nhiều nhất 12 tháng kể từ ngày đầu của vụ việc, tính cả gia hạn."),
        error_messages=NEEDED,
    )
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu, ngày của quyết định kiểm tra."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi quyết định kiểm tra làm căn cứ.")},
    )
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None, *, accounts: Sequence[tuple[int, str]], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"key": uuid4(), **initial})
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn")), *((str(number), name) for number, name in accounts)]

    def command(self, person: int, on: date) -> DeferDisclosure:
        """From today to the end of the last day."""
        given = self.cleaned_data
        return DeferDisclosure(
            on=on, person=person, account=int(given["account"]), case_symbol=given["case_symbol"], until=given["last"] + A_DAY,
            document=given["document"], body=given["body"],
        )  # fmt: skip

    @property
    def sent(self) -> tuple[UUID, UUID | None]:
        """Key, and what it takes the place of."""
        return self.cleaned_data["key"], self.cleaned_data.get("replaces")
