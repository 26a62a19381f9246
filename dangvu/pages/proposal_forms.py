"""Forms that become proposals: each carries its own key and the version of the register that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.members.commands import RecogniseOfficial, TransferMember
from dangvu.organisation.queries import unit_by_code
from dangvu.pages.act_form import ActForm
from dangvu.people.commands import CorrectFacts
from dangvu.people.queries import terms
from dangvu.web.fields import DayField

SEXES = [("", gettext_lazy("Chọn")), ("nam", gettext_lazy("Nam")), ("nu", gettext_lazy("Nữ"))]
NEEDED = {"required": gettext_lazy("Không để trống mục này.")}
FACTS = ("name", "record_no", "card_no", "born", "sex", "ethnicity", "religion")
FEW = 300
"""Cells that fit into a list to choose from; beyond that the code is written."""


class ProposalForm(ActForm):
    """What every proposal has: the paper it rests on, the version read, the key of this form, and what it takes the place of."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu, ngày của văn bản hoặc giấy tờ, ví dụ: Giấy khai sinh số 12, ngày 05/03/1975."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi văn bản hoặc giấy tờ làm căn cứ.")},
    )
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"read": read, "key": uuid4(), **initial})
        self.person = person

    def basis(self) -> dict[str, Any]:
        """The paper as a command quotes it."""
        return {name: self.cleaned_data[name] for name in ("document", "body")}

    def fresh(self, read: int) -> None:
        """The same words for the version held now, under another key, to be sent once more."""
        data = {name: value for name, value in self.data.items() if name not in {"read", "key", "csrfmiddlewaretoken"}}
        self.data = {**data, "read": str(read), "key": str(uuid4())}

    @property
    def sent(self) -> tuple[UUID, int, UUID | None]:
        """Key, version read, and what it takes the place of."""
        return self.cleaned_data["key"], self.cleaned_data["read"], self.cleaned_data.get("replaces")


class CorrectionForm(ProposalForm):
    """The whole set of facts, filled in as held."""

    name = forms.CharField(label=gettext_lazy("Họ và tên khai sinh"), max_length=120, error_messages=NEEDED)
    record_no = forms.CharField(label=gettext_lazy("Số lý lịch"), max_length=40, error_messages=NEEDED)
    card_no = forms.CharField(label=gettext_lazy("Số thẻ đảng viên"), required=False, max_length=40)
    born = DayField(label=gettext_lazy("Ngày sinh"), error_messages=NEEDED)
    sex = forms.ChoiceField(label=gettext_lazy("Giới tính"), choices=SEXES, error_messages=NEEDED)

    def __init__(self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any]) -> None:
        super().__init__(data, person=person, read=read, initial=initial)
        for name, label in (("ethnicity", _("Dân tộc")), ("religion", _("Tôn giáo"))):
            listed = sorted(terms(name))
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Không ghi")), *zip(listed, listed, strict=True)]
            )
        self.order_fields([*FACTS, "document", "body"])

    def command(self, on: date) -> CorrectFacts:
        """The facts as they should be."""
        given = self.cleaned_data
        return CorrectFacts(
            on=on, person=self.person, female=given["sex"] == "nu", **self.basis(),
            **{name: given[name] for name in ("name", "record_no", "card_no", "born", "ethnicity", "religion")},
        )  # fmt: skip


class TransferForm(ProposalForm):
    """To which cell, from which day on."""

    on = DayField(label=gettext_lazy("Ngày đầu tiên ở chi bộ mới"), error_messages=NEEDED)

    def __init__(
        self, data: Mapping[str, Any] | None, *, person: int, read: int, initial: Mapping[str, Any], cells: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, person=person, read=read, initial=initial)
        label = _("Chuyển đến chi bộ")
        if cells and len(cells) <= FEW:
            self.fields["cell"] = forms.ChoiceField(label=label, choices=[("", _("Chọn")), *cells], error_messages=NEEDED)
        else:
            hint = _("Mã tổ chức của chi bộ, xem ở trang Tổ chức đảng.")
            self.fields["cell"] = forms.CharField(label=label, help_text=hint, max_length=40, error_messages=NEEDED)
        self.order_fields(["cell", "on", "document", "body"])

    def clean_cell(self) -> int:
        """The number of the cell of this code."""
        number = unit_by_code(self.cleaned_data["cell"].strip())
        if number is None:
            raise forms.ValidationError(_("Không có tổ chức đảng nào mang mã này."))
        return number

    def command(self, on: date) -> TransferMember:
        """The transfer."""
        return TransferMember(on=self.cleaned_data["on"], person=self.person, cell=self.cleaned_data["cell"], **self.basis())


class OfficialForm(ProposalForm):
    """From which day on, by a decision of which day."""

    field_order = ("on", "decided", "document", "body")
    on = DayField(label=gettext_lazy("Ngày chính thức"), error_messages=NEEDED)
    decided = DayField(label=gettext_lazy("Ngày quyết định công nhận"), required=False)

    def command(self, on: date) -> RecogniseOfficial:
        """The recognition."""
        return RecogniseOfficial(on=self.cleaned_data["on"], person=self.person, decided=self.cleaned_data["decided"], **self.basis())


Form = CorrectionForm | TransferForm | OfficialForm


class AnswerForm(forms.Form):
    """What is said to a proposal, other than approving it."""

    act = forms.ChoiceField(choices=[(name, "") for name in ("confirm", "return", "refuse", "withdraw")])
    reason = forms.CharField(required=False, max_length=1000)
