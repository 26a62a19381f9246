"""The four forms: which act, which units and day, who, on which paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.organisation.queries import UnitOn, unit_by_code
from dangvu.pages.arranging.choices import (
    FIELDS,
    INTO,
    MEANINGS,
    NEW_CELLS,
    OFFERED,
    ONE,
    OPTIONAL,
    SEVERAL,
    Chosen,
    Offered,
    Office,
    Person,
)
from dangvu.pages.words import ACTS_OF_UNITS
from dangvu.web.fields import DayField

NEEDED = {"required": gettext_lazy("Không để trống mục này.")}
CHOSEN = {"required": gettext_lazy("Chọn ít nhất một.")}


class ActForm(forms.Form):
    """Which act."""

    act = forms.ChoiceField(
        label=gettext_lazy("Việc sắp xếp"),
        choices=lambda: [(act, f"{ACTS_OF_UNITS[act]}: {MEANINGS[act]}") for act in OFFERED],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một loại việc.")},
    )


class CodesField(forms.CharField):
    """Codes of units, written one after another; the numbers of the units."""

    def clean(self, value: Any) -> list[int]:
        """The numbers; ValidationError names the code that nothing bears."""
        return [_number(code) for code in str(super().clean(value) or "").replace(",", " ").replace(";", " ").split()]


def _number(code: str) -> int:
    number = unit_by_code(code.strip())
    if number is None:
        raise forms.ValidationError(_("Không có tổ chức đảng nào mang mã “%(code)s”."), params={"code": code[:40]})
    return number


class UnitsForm(forms.Form):
    """From which day on, and which units."""

    on = DayField(label=gettext_lazy("Ngày có hiệu lực"), error_messages=NEEDED)

    def __init__(self, data: Mapping[str, Any] | None, *, act: str, offered: Offered, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.act, self.offered = act, offered
        for name in FIELDS[act]:
            self.fields[name] = self._field(name, required=(act, name) not in OPTIONAL)

    def _field(self, name: str, *, required: bool) -> forms.Field:
        given: dict[str, Any] = {"required": required, "error_messages": NEEDED}
        label = _labels(self.act)[name]
        if name == "kind":
            return forms.ChoiceField(label=label, choices=[("", _("Chọn")), *((kind, kind) for kind in self.offered.kinds)], **given)
        if name in {*NEW_CELLS, "sector"}:
            hint = _("Chỉ ghi khi chi bộ thành đảng bộ.") if self.act == "upgrade" else ""
            return forms.CharField(label=label, help_text=hint, max_length=40 if name.endswith("code") else 200, **given)
        decider = (
            [(self.offered.decider.code, self.offered.decider.name)]
            if name == INTO and self.act in {"move", "found", "end", "dissolve", "upgrade", "downgrade"}
            else []
        )
        if not self.offered.is_listed:
            hint = _("Mã tổ chức, cách nhau bằng dấu cách.") if name == SEVERAL else _("Mã tổ chức, xem ở trang Tổ chức đảng.")
            return (CodesField if name == SEVERAL else forms.CharField)(label=label, help_text=hint, max_length=4000, **given)
        if name == SEVERAL:
            return forms.MultipleChoiceField(label=label, choices=self.offered.choices(), widget=forms.CheckboxSelectMultiple, **given)
        none = _("Giữ nguyên") if self.act in {"upgrade", "downgrade"} and name == INTO else _("Chọn")
        return forms.ChoiceField(label=label, choices=[("", none), *decider, *self.offered.choices()], **given)

    def clean(self) -> dict[str, Any]:
        """Codes become numbers."""
        given = super().clean() or {}
        for name in (SEVERAL, ONE, INTO):
            value = given.get(name)
            try:
                if isinstance(value, str) and value:
                    given[name] = _number(value)
                elif isinstance(value, list):
                    given[name] = [one if isinstance(one, int) else _number(one) for one in value]
            except forms.ValidationError as unknown:
                self.add_error(name, unknown)
        if self.act == "consolidate" and len(given.get(SEVERAL) or [0, 0]) < 2:
            self.add_error(SEVERAL, _("Chọn từ hai tổ chức trở lên."))
        if self.offered.divides(self.act, given) and given.get("kind"):
            for name in NEW_CELLS:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Chi bộ thành đảng bộ thì lập hai chi bộ trực thuộc; ghi mã và tên của cả hai."))
        return given


def _labels(act: str) -> Mapping[str, str]:
    into = {
        "merge": _("Tổ chức tiếp nhận"), "move": _("Cấp trên mới"), "found": _("Trực thuộc"), "members": _("Đến chi bộ"),
        "upgrade": _("Cấp trên mới, nếu đổi"), "downgrade": _("Cấp trên mới, nếu đổi"),
    }  # fmt: skip
    one = {
        "split": _("Tổ chức được chia tách"), "members": _("Từ chi bộ"), "rename": _("Tổ chức đổi tên"), "move": _("Tổ chức chuyển đi"),
        "upgrade": _("Tổ chức được nâng cấp"), "downgrade": _("Tổ chức hạ cấp"),
    }  # fmt: skip
    several = {"found": _("Nhận đảng viên của các chi bộ")}
    if act == "upgrade":
        new = {"code": _("Mã của chi bộ thứ nhất"), "name": _("Tên của chi bộ thứ nhất")}
    else:
        new = {"code": _("Mã của tổ chức mới"), "name": _("Tên mới")}
    kinds = {"upgrade": _("Loại tổ chức mới"), "downgrade": _("Loại tổ chức mới")}
    return {
        SEVERAL: several.get(act, _("Các tổ chức kết thúc")), ONE: one.get(act, _("Tổ chức kết thúc")),
        INTO: into.get(act, _("Tổ chức kế thừa")), "kind": kinds.get(act, _("Loại tổ chức")), **new,
        "rest_code": _("Mã của chi bộ thứ hai"), "rest_name": _("Tên của chi bộ thứ hai"),
        "sector": _("Loại hình"),
    }  # fmt: skip


class PeopleForm(forms.Form):
    """Who goes, which posts go on, which units below go along: what of it the act leaves to be chosen."""

    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Đảng viên chuyển đi"), widget=forms.CheckboxSelectMultiple, error_messages=CHOSEN
    )
    carried = forms.MultipleChoiceField(
        label=gettext_lazy("Chức vụ tiếp tục ở tổ chức mới"),
        help_text=gettext_lazy("Chức vụ không chọn kết thúc cùng tổ chức cũ."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    below = forms.MultipleChoiceField(
        label=gettext_lazy("Tổ chức trực thuộc đi theo"), widget=forms.CheckboxSelectMultiple, error_messages=CHOSEN
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        act: str,
        persons: Sequence[Person],
        offices: Sequence[Office],
        below: Sequence[UnitOn],
        wanted: str,
    ) -> None:
        """Of what is `wanted` at least one must be chosen: of a cell from which nobody is named everybody would go."""
        super().__init__(data)
        self.act = act
        if act == "upgrade":
            self.fields["persons"].label = _("Đảng viên về chi bộ thứ nhất")
        if act in {"upgrade", "downgrade"}:
            self.fields["carried"].label = _("Chức vụ tiếp tục ở đảng bộ") if act == "upgrade" else _("Chức vụ tiếp tục ở chi bộ")
            self.fields["carried"].help_text = (
                _("Chức vụ không chọn của đảng viên chi bộ này kết thúc vào ngày có hiệu lực; của người ngoài chi bộ thì vẫn còn.")
                if act == "upgrade"
                else _("Chức vụ không chọn kết thúc vào ngày có hiệu lực.")
            )
        self.people = {str(one.public_id): one for one in persons}
        self.offices = {f"{office.person.public_id}/{office.unit}/{office.title}": office for office in offices}
        self.units = {row.code: row for row in below}
        offered = {
            "persons": [(key, one.text) for key, one in self.people.items()],
            "carried": [(key, office.text) for key, office in self.offices.items()],
            "below": [(code, row.name) for code, row in self.units.items()],
        }
        for name, choices in offered.items():
            if choices or name == wanted:
                cast(forms.MultipleChoiceField, self.fields[name]).choices = choices
                self.fields[name].required = name == wanted
            else:
                del self.fields[name]

    def public_ids(self) -> set[UUID]:
        """Everybody who is named in it."""
        return {*(one.public_id for one in self.people.values()), *(office.person.public_id for office in self.offices.values())}

    def chosen(self) -> Chosen:
        """What was ticked."""
        given = self.cleaned_data
        return Chosen(
            [self.people[key] for key in given.get("persons", ())],
            [self.offices[key] for key in given.get("carried", ())],
            [self.units[code].id for code in given.get("below", ())],
        )


class BasisForm(forms.Form):
    """The paper that the act rests on; with the version that the effect was seen of, and the key of this form."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu, ngày của tờ trình, đề án hoặc quyết định."),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi văn bản làm căn cứ.")},
    )
    body = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)
