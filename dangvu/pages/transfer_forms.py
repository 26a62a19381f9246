"""Forms of the two sides of a transfer and of stays elsewhere; each becomes a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.access.connections import registrar
from dangvu.organisation.queries import unit_by_code
from dangvu.pages.participation_forms import choose
from dangvu.pages.proposal_forms import NEEDED, ProposalForm
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
from dangvu.transfers.queries import OnTheWay
from dangvu.web.fields import DayField

REASONS = {
    "work": gettext_lazy("Chuyển công tác"),
    "leaving_work": gettext_lazy("Nghỉ hưu, nghỉ việc"),
    "demobilised": gettext_lazy("Phục viên, xuất ngũ"),
    "residence": gettext_lazy("Thay đổi nơi cư trú lâu dài"),
}
STAY_REASONS = {
    "residence": gettext_lazy("Thay đổi nơi cư trú"),
    "work": gettext_lazy("Thay đổi nơi làm việc"),
    "study": gettext_lazy("Học tập trung trong nước"),
}
PAPERS = {
    "sheet": gettext_lazy("Phiếu đảng viên"),
    "card": gettext_lazy("Thẻ đảng viên"),
    "file": gettext_lazy("Hồ sơ đảng viên"),
    "review": gettext_lazy("Bản kiểm điểm có nhận xét của chi bộ và cấp ủy cơ sở"),
}
LATE_REASONS = {
    "journey": gettext_lazy("Đi công tác, đi đường xa"),
    "treatment": gettext_lazy("Điều trị, nghỉ thai sản"),
    "papers": gettext_lazy("Chờ hồ sơ, thủ tục của hai bên"),
    "disaster": gettext_lazy("Thiên tai, dịch bệnh"),
    "none": gettext_lazy("Không có lý do chính đáng"),
}
RETURN_REASONS = {
    "other_place": gettext_lazy("Thuộc tổ chức đảng khác"),
    "papers": gettext_lazy("Thiếu giấy tờ"),
    "issuer": gettext_lazy("Nơi giới thiệu không đúng thẩm quyền"),
}
"""The words of the codes in `dangvu.transfers.kinds`."""


class _Elsewhere(ProposalForm):
    """A unit of this register by its code, or another place by its name: exactly one."""

    code = forms.CharField(
        label=gettext_lazy("Mã tổ chức đảng nơi đến"),
        help_text=gettext_lazy("Nếu nơi đến có trong sổ này: chi bộ, hoặc đảng ủy sẽ phân về chi bộ. Ngoài sổ thì để trống."),
        required=False,
        max_length=40,
    )
    place = forms.CharField(
        label=gettext_lazy("Nơi đến ngoài sổ"),
        help_text=gettext_lazy("Tên đầy đủ của tổ chức đảng, ví dụ: Đảng ủy phường Ninh Kiều, thành phố Cần Thơ."),
        required=False,
        max_length=200,
    )

    def clean_code(self) -> int | None:
        """The unit of this code, also where it does not lie open to the sender."""
        text = self.cleaned_data["code"].strip()
        with registrar():
            number = unit_by_code(text) if text else None
        if text and number is None:
            raise forms.ValidationError(_("Không có tổ chức đảng nào mang mã này."))
        return number

    def clean(self) -> dict[str, Any]:
        """Neither both nor none."""
        given = super().clean() or self.cleaned_data
        if "code" in given and bool(given["code"]) == bool((given.get("place") or "").strip()):
            self.add_error("code", _("Ghi mã nơi đến trong sổ, hoặc tên nơi đến ngoài sổ, một trong hai."))
        return given


class SendForm(_Elsewhere):
    """Where to, why, with which papers; the letter is the paper it rests on."""

    field_order = ("code", "place", "reason", "effective", "on", "papers", "document", "body")
    reason = choose(gettext_lazy("Lý do chuyển"), REASONS, error_messages=NEEDED)
    effective = DayField(
        label=gettext_lazy("Ngày chuyển công tác, nghỉ hưu hoặc đổi nơi cư trú"),
        help_text=gettext_lazy("Thời hạn chuyển sinh hoạt tính từ ngày này. Để trống nếu trùng ngày giới thiệu."),
        required=False,
    )
    on = DayField(label=gettext_lazy("Ngày giới thiệu"), error_messages=NEEDED)
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ gửi kèm"), choices=list(PAPERS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any]) -> None:
        super().__init__(data, person=person, read=read, initial=initial)
        self.fields["document"].label = _("Tờ trình hoặc giấy giới thiệu")
        self.fields["document"].help_text = _("Số, ngày của tờ trình hoặc giấy giới thiệu đã có. Giấy ra từ sổ được cấp số sau khi duyệt.")

    def command(self, on: date) -> SendMember:
        """The introduction."""
        given = self.cleaned_data
        return SendMember(
            on=given["on"], person=self.person, to=given["code"], place=given["place"], reason=given["reason"],
            papers=tuple(given["papers"]), effective=given["effective"], **self.basis(),
        )  # fmt: skip


class StayForm(_Elsewhere):
    """Where, why, from when until when."""

    field_order = ("code", "place", "reason", "on", "planned", "document", "body")
    reason = choose(gettext_lazy("Lý do"), STAY_REASONS, error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)
    planned = DayField(label=gettext_lazy("Dự kiến trở về ngày"), error_messages=NEEDED)

    def command(self, on: date) -> BeginTemporaryStay:
        """The stay."""
        given = self.cleaned_data
        return BeginTemporaryStay(
            on=given["on"], person=self.person, host=given["code"], place=given["place"], reason=given["reason"],
            planned=given["planned"], **self.basis(),
        )  # fmt: skip


class ExtendForm(ProposalForm):
    """Until when a stay is meant to last now, and since when that is agreed."""

    field_order = ("planned", "on", "document", "body")
    planned = DayField(label=gettext_lazy("Dự kiến trở về ngày"), error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Ngày đồng ý gia hạn"), error_messages=NEEDED)

    def command(self, on: date) -> ExtendTemporaryStay:
        """The extension."""
        return ExtendTemporaryStay(on=self.cleaned_data["on"], person=self.person, planned=self.cleaned_data["planned"], **self.basis())


class BackForm(ProposalForm):
    """Since when somebody is back."""

    field_order = ("on", "document", "body")
    on = DayField(label=gettext_lazy("Ngày trở về sinh hoạt"), error_messages=NEEDED)

    def command(self, on: date) -> EndTemporaryStay:
        """The return."""
        return EndTemporaryStay(on=self.cleaned_data["on"], person=self.person, **self.basis())


class LetterForm(ProposalForm):
    """What one side does with a letter."""

    def __init__(self, data: Mapping[str, Any] | None, *, letter: OnTheWay, read: int, initial: Mapping[str, Any]) -> None:
        super().__init__(data, person=letter.who.person, read=read, initial=initial)
        self.letter = letter


class ReceiveForm(LetterForm):
    """Into which cell, from which day on; after the term also why."""

    on = DayField(label=gettext_lazy("Ngày đầu tiên ở chi bộ mới"), error_messages=NEEDED)
    late = choose(
        gettext_lazy("Lý do xuất trình muộn"),
        LATE_REASONS,
        required=False,
        help_text=gettext_lazy("Chỉ khi tiếp nhận sau hạn xuất trình giấy giới thiệu; báo cáo cấp ủy."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, letter: OnTheWay, read: int, initial: Mapping[str, Any], cells: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, letter=letter, read=read, initial=initial)
        self.fields["cell"] = forms.ChoiceField(label=_("Tiếp nhận vào chi bộ"), choices=[("", _("Chọn")), *cells], error_messages=NEEDED)
        self.order_fields(["cell", "on", "late", "document", "body"])

    def command(self, on: date) -> ReceiveMember:
        """The receipt."""
        given = self.cleaned_data
        return ReceiveMember(
            on=given["on"], letter=self.letter.number, introduced=self.person, cell=int(given["cell"]), late=given["late"], **self.basis()
        )


class ReturnForm(LetterForm):
    """Why it goes back."""

    field_order = ("reason", "on", "document", "body")
    reason = choose(gettext_lazy("Lý do trả lại"), RETURN_REASONS, error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Ngày trả lại"), error_messages=NEEDED)

    def command(self, on: date) -> ReturnLetter:
        """The letter, sent back."""
        given, there = self.cleaned_data, self.letter.who.there or 0
        return ReturnLetter(
            on=given["on"], letter=self.letter.number, introduced=self.person, unit=there, reason=given["reason"], **self.basis()
        )


class WithdrawForm(LetterForm):
    """From which day on the letter no longer holds."""

    field_order = ("on", "document", "body")
    on = DayField(label=gettext_lazy("Ngày rút giấy giới thiệu"), error_messages=NEEDED)

    def command(self, on: date) -> WithdrawLetter:
        """The letter, taken back."""
        return WithdrawLetter(on=self.cleaned_data["on"], letter=self.letter.number, person=self.person, **self.basis())


class DepartureForm(LetterForm):
    """Since when a side outside this register counts the member."""

    field_order = ("on", "document", "body")
    on = DayField(
        label=gettext_lazy("Ngày nơi đến tiếp nhận"),
        help_text=gettext_lazy("Theo giấy báo của nơi đến; từ ngày này đảng viên không còn trong đảng số ở đây."),
        error_messages=NEEDED,
    )

    def command(self, on: date) -> ConfirmDeparture:
        """The departure."""
        return ConfirmDeparture(on=self.cleaned_data["on"], letter=self.letter.number, person=self.person, **self.basis())
