"""Forms of mandates: giving one, ending one, handing an own one over for a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.access.commands import DelegateMandate, EndMandate, GrantMandate
from dangvu.access.connections import registrar
from dangvu.access.officer import opens
from dangvu.access.queries import RoleLine
from dangvu.access.viewer import Viewer
from dangvu.accounts.queries import account_by_name
from dangvu.organisation.queries import UnitOn
from dangvu.pages.act_form import ActForm
from dangvu.pages.proposal_forms import NEEDED
from dangvu.people.queries import person_by_record_no
from dangvu.web.fields import DayField

HERE, WHOLE = "here", "whole"
"""At the unit of the page, or at none."""


class FindForm(forms.Form):
    """What is looked for among mandates, in the list of those that are held or of those that are over."""

    q = forms.CharField(
        label=gettext_lazy("Tìm tài khoản, họ tên, vai trò, nơi giữ, căn cứ; không cần dấu"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    ended = forms.CharField(required=False, widget=forms.HiddenInput)


class AccountField(forms.CharField):
    """The name under which somebody signs in; the number of the account."""

    def clean(self, value: Any) -> int:
        """ValidationError for a name that nobody has, and alike for a closed account."""
        name = super().clean(value)
        with registrar():
            found = account_by_name(name)
        if found is None or not found.is_active:
            raise forms.ValidationError(
                _("Không có tài khoản này, hoặc tài khoản đã khóa. Xem lại tên đăng nhập, hoặc nhờ người quản trị mời.")
            )
        return found.pk


def _account() -> AccountField:
    return AccountField(
        label=gettext_lazy("Tên đăng nhập"), max_length=150, error_messages=NEEDED,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


def _document(*, required: bool = True) -> forms.CharField:
    said = gettext_lazy("Số, ký hiệu, ngày của quyết định hoặc thông báo phân công.")
    return forms.CharField(label=gettext_lazy("Căn cứ"), help_text=said, max_length=300, required=required, error_messages=NEEDED)


class GiveForm(ActForm):
    """Who is charged with which role, from when on; at the unit of the page, or over everything where the giver holds everything."""

    account = _account()
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), error_messages=NEEDED)
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)
    until = DayField(
        label=gettext_lazy("Thôi từ ngày"), help_text=gettext_lazy("Ngày đầu không còn giữ. Để trống nếu chưa định."), required=False
    )
    holder = forms.CharField(
        label=gettext_lazy("Số lý lịch của người dùng tài khoản"),
        help_text=gettext_lazy("Chỉ ghi lần đầu, nếu người ấy có hồ sơ ở đây: người ấy xem được hồ sơ của chính mình."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    document = _document()
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)

    def __init__(
        self, data: Mapping[str, Any] | None, *, viewer: Viewer, right: str, unit: UnitOn, offered: Sequence[RoleLine], **options: Any
    ) -> None:  # fmt: skip
        super().__init__(data, **options)
        self.viewer, self.right, self.place = viewer, right, unit
        if viewer.whole(right):
            places = [(HERE, unit.name), (WHOLE, _("Toàn bộ sổ, hoặc không gắn tổ chức đảng nào"))]
            self.fields["unit"] = forms.ChoiceField(label=_("Nơi giữ"), choices=places, initial=HERE)
            self.order_fields(["account", "role", "unit"])
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn")), *((one.code, one.label) for one in offered)]

    def clean_account(self) -> int:
        """Somebody else."""
        account: int = self.cleaned_data["account"]
        if account == self.viewer.account_id:
            raise forms.ValidationError(_("Không tự giao hay kéo dài nhiệm vụ của mình; người khác có thẩm quyền sẽ giao."))
        return account

    def clean_holder(self) -> int | None:
        """Somebody whose file lies in the giver's scope: nobody can tell others from those that are not there."""
        record_no = self.cleaned_data["holder"]
        if not record_no:
            return None
        person = person_by_record_no(record_no)
        if person is None or not opens(self.viewer, self.right, person):
            raise forms.ValidationError(_("Không có hồ sơ mang số này trong phạm vi được giao. Xem lại số lý lịch, hoặc để trống."))
        return person

    def command(self) -> GrantMandate:
        """The decision."""
        given = self.cleaned_data
        unit = None if given.get("unit") == WHOLE else self.place.id
        same = ("account", "role", "on", "until", "holder", "document", "body")
        return GrantMandate(unit=unit, **{name: given[name] for name in same})


class EndForm(ActForm):
    """From which day on it is no longer held."""

    on = DayField(label=gettext_lazy("Thôi từ ngày"), help_text=gettext_lazy("Ngày đầu không còn giữ."), error_messages=NEEDED)
    document = _document(required=False)

    def command(self, mandate: int) -> EndMandate:
        """The decision."""
        return EndMandate(on=self.cleaned_data["on"], mandate=mandate, document=self.cleaned_data["document"])


class DelegateForm(ActForm):
    """Who acts on the holder's behalf, from when until when."""

    account = _account()
    on = DayField(label=gettext_lazy("Từ ngày"), error_messages=NEEDED)
    until = DayField(label=gettext_lazy("Thôi từ ngày"), help_text=gettext_lazy("Ngày đầu không còn giữ."), error_messages=NEEDED)
    document = _document()

    def command(self, mandate: int) -> DelegateMandate:
        """The decision."""
        return DelegateMandate(mandate=mandate, **{name: self.cleaned_data[name] for name in ("account", "on", "until", "document")})
