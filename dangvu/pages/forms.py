"""The fields of the pages: filters of the roll, the division of a figure, the file of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.filegate.limits import Limits
from dangvu.indicators.declaration import UNKNOWN
from dangvu.organisation.queries import UnitOn
from dangvu.pages.words import DIVISIONS, PARTICIPATION

FILTERS = ("status", "sex", "ethnicity", "age_band", "party_age_band", "religion", "education", "profession", "theory", "occupation")
EVERYBODY = gettext_lazy("Tất cả")


class RollForm(forms.Form):
    """The filters of the list of members, sent by GET; the first ones show, the others unfold."""

    q = forms.CharField(
        label=gettext_lazy("Tìm họ tên không cần dấu, số thẻ, số lý lịch"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, str], *, words: Mapping[str, Sequence[str]], below: Sequence[UnitOn]) -> None:
        super().__init__(data)
        units = [(str(row.public_id), row.name) for row in below]
        self._add("under", _("Đơn vị trực thuộc"), units)
        for name in FILTERS[:3]:
            self._add_division(name, words[name])
        self._add("participation", _("Sinh hoạt"), list(PARTICIPATION.items()))
        for name in FILTERS[3:]:
            self._add_division(name, words[name])

    def _add_division(self, name: str, words: Sequence[str]) -> None:
        self._add(name, DIVISIONS[name], [(word, word) for word in (*words, UNKNOWN)])

    def _add(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        if choices:
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", EVERYBODY), *choices])

    def in_force(self) -> dict[str, str]:
        """The filters that were chosen; a value that no list offers filters nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DivisionForm(forms.Form):
    """By what a figure is divided, and from which day its events count."""

    by = forms.ChoiceField(label=gettext_lazy("Phân tích theo"), required=False)

    def __init__(self, data: Mapping[str, str], *, divisions: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["by"].choices = [("", _("Không phân tích")), *((name, DIVISIONS[name]) for name in divisions)]  # type: ignore[attr-defined]  # a ChoiceField


class FileForm(forms.Form):
    """The workbook to be imported."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        help_text=gettext_lazy("Tối đa 64 MB, không có macro, không đặt mật khẩu."),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp Excel cần nhập."),
            "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác."),
        },
    )

    def clean_file(self) -> object:
        """The file, unless it is larger than what is opened at all."""
        file = self.cleaned_data["file"]
        if file.size > Limits().packed:
            raise forms.ValidationError(_("Tệp lớn hơn 64 MB. Tách thành nhiều tệp nhỏ hơn."), code="large")
        return file
