"""Forms of dues: the treasurer's list of a month, a correction, a rate; and exemptions, which become proposals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.dues.commands import CorrectPayments, EndDuesExemption, ExemptFromDues, Paid, RecordPayments, SetDuesRate
from dangvu.dues.kinds import HARDSHIP, POOR, SOCIAL_PENSION
from dangvu.dues.queries import Line
from dangvu.dues.rules import Rate
from dangvu.pages.act_form import ActForm
from dangvu.pages.proposal_forms import NEEDED, ProposalForm
from dangvu.web.fields import DayField
from dangvu.web.formats import number

A_DAY = timedelta(days=1)
BOX = "so_tien_"
GROUNDS = {
    SOCIAL_PENSION: gettext_lazy("Đang hưởng trợ cấp hưu trí xã hội"),
    POOR: gettext_lazy("Đặc biệt khó khăn, có đơn gửi chi bộ"),
    HARDSHIP: gettext_lazy("Hoàn cảnh khó khăn khác, có thời hạn"),
}
"""The words of the codes in `dangvu.dues.kinds`."""
DONG = re.compile(r"([0-9]+|[0-9]{1,3}(?:([.,\s])[0-9]{3})(?:\2[0-9]{3})*)\s*(?:đ|₫|đồng)?", re.IGNORECASE)
"""A whole number, or groups of three of one sign."""
PAPER = gettext_lazy("Không bắt buộc, ví dụ: Phiếu thu số 03.")


def rate_in_words(rate: Rate) -> str:
    """0,5% lương hưu; 5.000 đ; 2.000 – 3.000 đ."""
    if rate.percent:
        return f"{rate.percent.replace('.', ',')}% {rate.of}"
    least, most = number(rate.least), number(rate.most)
    return f"{least} đ" if least == most else f"{least} – {most} đ"


def amount_in(text: str) -> int | None:
    """An amount as people write it; None where it is none."""
    found = DONG.fullmatch(text.strip())
    return int("".join(one for one in found[1] if one.isdigit())) if found else None


class AmountField(forms.CharField):
    """Đồng as people write them: 96000, 96.000, 96,000 or 96 000, with or without đ or đồng; no other points, which would be of shares."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}), **options)

    def clean(self, value: Any) -> int | None:
        """The amount; None where the box is empty."""
        text = super().clean(value)
        if not text:
            return None
        amount = amount_in(text)
        if amount is None:
            raise forms.ValidationError(_("Ghi số tiền bằng chữ số, ví dụ 96.000."))
        return amount


class _ReadForm(ActForm):
    """A form that carries what was written when it was opened; `held` is what is now, both as texts."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    asked: str
    """The field that says what is to be written instead."""

    def __init__(self, data: Mapping[str, Any] | None, *, held: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial={**initial, "read": held})
        self.held = held

    def clean(self) -> dict[str, Any]:
        """Where somebody else was first it is said what is written now, and the next sending rests on that."""
        given = super().clean() or self.cleaned_data
        if self.errors or given["read"] == self.held:
            return given
        wanted = given.get(self.asked)
        self.is_done = self.held == ("" if wanted is None else str(wanted))
        if not self.is_done:
            self.data = {**{name: self.data[name] for name in self.data}, "read": self.held}
            was, now = (self.in_words(one) or _("trống") for one in (given["read"], self.held))
            raise forms.ValidationError(
                _("Sau khi đồng chí mở trang, sổ đã đổi từ “%(was)s” thành “%(now)s”. Xem lại rồi gửi lại nếu vẫn cần sửa."),
                params={"was": was, "now": now},
            )
        return given

    def in_words(self, text: str) -> str:
        """What is written, as a reader knows it."""
        return text


class RecordForm(ActForm):
    """A box for everybody who has not paid for the month yet; who pays nothing now is left empty.

    Of a month that is over and not recorded one may say that nobody paid (`may_close`), and where that was said take it back (`is_closed`):
    two boxes, so that what is sent twice means the same twice.
    """

    on = DayField(label=gettext_lazy("Ngày thu"), error_messages=NEEDED)
    document = forms.CharField(label=gettext_lazy("Chứng từ"), help_text=PAPER, required=False, max_length=300)

    def __init__(
        self, data: Mapping[str, Any] | None, *, unpaid: Sequence[Line], paid: Sequence[tuple[Line, int]], told: Mapping[int, str],
        today: date, may_close: bool = False, is_closed: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"on": today})
        self.unpaid, self.paid, self.today = unpaid, paid, today
        sent = data or {}
        if may_close or "nobody" in sent:
            told_more = _("Đánh dấu nếu tháng đã hết mà chưa ai đóng; để trống mọi ô số tiền.")
            self.fields["nobody"] = forms.BooleanField(label=_("Tháng này không ai đóng"), help_text=told_more, required=False)
            self.fields["on"].label = _("Ngày thu (hoặc ngày ghi)")
        if is_closed or "mistaken" in sent:
            label, told_more = _("Ghi nhầm: bỏ ghi nhận là tháng này không ai đóng"), _("Tháng này trở lại là chưa ghi sổ.")
            self.fields["mistaken"] = forms.BooleanField(label=label, help_text=told_more, required=False)
        for line in unpaid:
            self.fields[f"{BOX}{line.public_id}"] = AmountField(label=line.name, help_text=told.get(line.person, ""), required=False)

    def clean_on(self) -> date:
        """Money is taken in before it is written down."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Ngày thu không được sau hôm nay; hãy xem lại ngày."))
        return on

    def clean(self) -> dict[str, Any]:
        """Somebody must have paid, or it is said that nobody did; what others wrote meanwhile is neither written again nor dropped."""
        given = super().clean() or self.cleaned_data
        repeated, others = self._written_meanwhile()
        if others:
            words = _(
                "Đã có người ghi trước, với số tiền khác: %(names)s. Lần gửi này chưa ghi gì. Xem lại tháng; cần thì dùng chức năng Sửa."
            )
            raise forms.ValidationError(words, params={"names": ", ".join(others)})
        paid = any(given.get(f"{BOX}{line.public_id}") is not None for line in self.unpaid)
        ticked = next((name for name in ("mistaken", "nobody") if given.get(name)), "")
        if ticked and paid:
            self.add_error(ticked, _("Đã có số tiền ở dưới; hãy bỏ dấu này, hoặc để trống mọi ô số tiền."))
        self.is_done = bool(repeated) and not paid and not ticked
        if not self.errors and not paid and not ticked and not self.is_done:
            raise forms.ValidationError(_("Chưa ghi số tiền của ai. Ghi ít nhất một đảng viên, ai chưa đóng thì để trống."))
        return given

    def _written_meanwhile(self) -> tuple[list[str], list[str]]:
        """Who was sent an amount for and has paid by now: the same amount, or another one."""
        repeated, others = list[str](), list[str]()
        for line, held in self.paid:
            text = str(self.data.get(f"{BOX}{line.public_id}", ""))
            if text.strip():
                (repeated if amount_in(text) == held else others).append(line.name)
        return repeated, others

    def command(self, cell: int, month: date) -> RecordPayments | CorrectPayments:
        """The list; an empty one that nobody paid, or that this was not so."""
        given = self.cleaned_data
        if given.get("mistaken"):
            return CorrectPayments(on=given["on"], cell=cell, month=month, paid=(), document=given["document"])
        boxes = ((line.person, given[f"{BOX}{line.public_id}"]) for line in self.unpaid)
        paid = tuple(Paid(person, amount) for person, amount in boxes if amount is not None)
        return RecordPayments(on=given["on"], cell=cell, month=month, paid=paid, document=given["document"])


class CorrectForm(_ReadForm):
    """The amount as it was paid; an empty box where nothing was paid after all."""

    asked = "amount"

    amount = AmountField(
        label=gettext_lazy("Số tiền đã đóng (đồng)"),
        help_text=gettext_lazy("Để trống nếu tháng này thực ra chưa đóng. Nếu sai ngày thu: để trống, ghi sổ, rồi thu lại đúng ngày."),
        required=False,
    )
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"), help_text=gettext_lazy("Vì sao sửa, ví dụ: ghi nhầm so với Phiếu thu số 03."), max_length=300,
        error_messages=NEEDED,
    )  # fmt: skip

    def in_words(self, text: str) -> str:
        """The amount in groups of three."""
        return f"{number(int(text))} đ" if text.isdecimal() else text

    def command(self, cell: int, month: date, person: int, on: date) -> CorrectPayments:
        """The correction, of the day on which it is written."""
        given = self.cleaned_data
        return CorrectPayments(on=on, cell=cell, month=month, paid=(Paid(person, given["amount"]),), document=given["document"])


class RateForm(_ReadForm):
    """From which day on, by which rate of the list; no salary, no pension is asked for."""

    asked = "key"

    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"), help_text=gettext_lazy("Không bắt buộc, ví dụ: Quyết định nghỉ hưu số 12."), required=False,
        max_length=300,
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, held: str, rates: Mapping[str, Rate], on: date) -> None:
        super().__init__(data, held=held, initial={"on": on, "key": held})
        self.rates = rates
        self.fields["key"] = forms.ChoiceField(
            label=_("Mức đóng"),
            help_text=_("Chỉ ghi mức; sổ không hỏi và không giữ lương, lương hưu hay thu nhập."),
            choices=[(key, f"{rate.label}: {rate_in_words(rate)}") for key, rate in rates.items()],
            widget=forms.RadioSelect,
            error_messages=NEEDED,
        )
        self.order_fields(["key", "on", "document"])

    def in_words(self, text: str) -> str:
        """The rate by its name."""
        return self.rates[text].label if text in self.rates else text

    def command(self, person: int) -> SetDuesRate:
        """The rate."""
        given = self.cleaned_data
        return SetDuesRate(on=given["on"], person=person, key=given["key"], document=given["document"])


class ExemptForm(ProposalForm):
    """On which ground, from when until when."""

    field_order = ("reason", "on", "last", "document", "body")
    boxes: ClassVar = {"until": "last"}
    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do miễn"),
        help_text=gettext_lazy("Chỉ chọn trong danh sách; không ghi bệnh tật hay hoàn cảnh riêng."),
        choices=[("", gettext_lazy("Chọn")), *GROUNDS.items()],
        error_messages=NEEDED,
    )
    on = DayField(label=gettext_lazy("Miễn từ ngày"), error_messages=NEEDED)
    last = DayField(
        label=gettext_lazy("Miễn đến hết ngày"),
        help_text=gettext_lazy("Hoàn cảnh khó khăn khác: bắt buộc, nhiều nhất 12 tháng. Lý do khác: để trống nếu chưa có hạn."),
        required=False,
    )

    def command(self, on: date) -> ExemptFromDues:
        """The exemption."""
        given = self.cleaned_data
        until = given["last"] + A_DAY if given["last"] else None
        return ExemptFromDues(on=given["on"], person=self.person, reason=given["reason"], until=until, **self.basis())


class LiableForm(ProposalForm):
    """Since when dues are owed again."""

    field_order = ("on", "document", "body")
    on = DayField(label=gettext_lazy("Đóng đảng phí trở lại từ ngày"), error_messages=NEEDED)

    def command(self, on: date) -> EndDuesExemption:
        """The end."""
        return EndDuesExemption(on=self.cleaned_data["on"], person=self.person, **self.basis())
